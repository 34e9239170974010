/** Assigning through text: `name`, `name[key]`, `name=value` as builtins take them. */
import type { Bytes } from '../../util/bytes.ts';
import { arrayIndex } from './param.ts';
import type { Shell } from './shell.ts';
import { V_ASSOC } from './state.ts';
import { findVar, isName, setElement, setVar } from './vars.ts';

/** `name=value` or `name+=value` cut up; `value` null when there is none. */
export interface AssignmentText {
  readonly name: Bytes;
  readonly value: Bytes | null;
  readonly append: boolean;
}

/** Cuts an operand of a declaration builtin. */
export function splitAssignment(text: Bytes): AssignmentText {
  const at = text.indexOf('=');
  if (at < 0) return { name: text, value: null, append: false };
  const append = at > 0 && text.charAt(at - 1) === '+';
  return { name: text.slice(0, append ? at - 1 : at), value: text.slice(at + 1), append };
}

/** Says that a name is not one, as the builtin of the flavour does. */
export function badName(sh: Shell, text: Bytes, builtin: Bytes): number {
  if (sh.bash) return sh.fail(`\`${text}': not a valid identifier`, builtin, 1);
  return sh.fail(`${splitAssignment(text).name}: bad variable name`, builtin === 'local' ? '' : builtin, 2);
}

/** Assigns to `name` or, in bash, `name[key]`. False after a message. */
export function setVarOrElement(sh: Shell, target: Bytes, value: Bytes, builtin: Bytes): boolean {
  const m = sh.bash ? /^([A-Za-z_]\w*)\[(.*)\]$/.exec(target) : null;
  if (m !== null) {
    const name = m[1] as Bytes;
    const assoc = ((findVar(sh.L.vars, name)?.flags ?? 0) & V_ASSOC) !== 0;
    const key = assoc ? (m[2] as Bytes) : arrayIndex(sh, name, m[2] as Bytes);
    return key !== null && setElement(sh, name, key, value);
  }
  if (!isName(target)) {
    if (sh.L.flavour === 'ash' && builtin === 'read')
      sh.write(2, `${sh.L.arg0}: ${builtin}: '${target}': bad variable name\n`);
    else badName(sh, target, builtin);
    return false;
  }
  return setVar(sh, target, value, 0, sh.bash ? '' : builtin);
}
