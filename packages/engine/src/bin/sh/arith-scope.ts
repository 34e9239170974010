/** Arithmetic on the shell's own variables. */
import type { Bytes } from '../../util/bytes.ts';
import { type ArithResult, evaluate, type Scope } from './arith.ts';
import type { Shell } from './shell.ts';
import { OPT, V_ASSOC } from './state.ts';
import { elementOf, findVar, getVar, setElement, setVar } from './vars.ts';

/** The variables of `sh` for an expression. */
function scopeOf(sh: Shell): Scope {
  const key = (name: Bytes, subscript: Bytes): Bytes => {
    if (((findVar(sh.L.vars, name)?.flags ?? 0) & V_ASSOC) !== 0) return subscript;
    const index = evaluateText(sh, subscript);
    return index === null ? '0' : String(index);
  };
  return {
    get(name, subscript) {
      const value =
        subscript === null
          ? getVar(sh, name)
          : elementOf(findVar(sh.L.vars, name) ?? { name, value: null, flags: 0, items: null }, key(name, subscript));
      if (value === null && (sh.L.options & OPT.nounset) !== 0) sh.unbound(name);
      return value;
    },
    set(name, subscript, value) {
      return subscript === null ? setVar(sh, name, value) : setElement(sh, name, key(name, subscript), value);
    },
  };
}

/** Value of an arithmetic text; null when it failed, and the message is then printed. `builtin` is named in it. */
export function evaluateText(sh: Shell, text: Bytes, builtin: Bytes = ''): bigint | null {
  const result: ArithResult = evaluate(text, sh.L.flavour, scopeOf(sh));
  if (result.ok) return sh.failed ? null : result.value;
  if (!result.silent) sh.error(result.message, builtin);
  return null;
}
