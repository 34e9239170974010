/** Builds the steps of the rewrite module from their directives (ngx_http_rewrite_module.c). */
import type { Bytes } from '../../../util/bytes.ts';
import { isPatternError } from '../../pcre/ast.ts';
import { NO_FLAGS, parsePattern } from '../../pcre/parse.ts';
import type { RewriteStep, Settings } from './conf.ts';
import type { Directive } from './lex.ts';
import { stopAt } from './settings.ts';

/** Complains about a pattern that does not compile, and tells the names of its groups. */
export function checkPattern(d: Directive, text: Bytes): readonly Bytes[] {
  const pattern = parsePattern(text, 'pcre', NO_FLAGS);
  if (!isPatternError(pattern)) return pattern.names.map((entry) => entry[0]);
  const rest = text.slice(pattern.at);
  return stopAt(
    d,
    `pcre2_compile() failed: ${pattern.error} in "${text}"${rest === '' || pattern.at === 0 ? '' : ` at "${rest}"`}`,
  );
}

function returnStep(d: Directive): RewriteStep {
  const first = d.args[0] as Bytes;
  const text = d.args[1] ?? '';
  if (/^\d+$/.test(first)) {
    if (Number(first) > 999) stopAt(d, `invalid return code "${first}"`);
    return { op: 'return', status: Number(first), text };
  }
  if (d.args.length === 1 && (/^https?:\/\//.test(first) || first.startsWith('$scheme')))
    return { op: 'return', status: 302, text: first };
  return stopAt(d, `invalid return code "${first}"`);
}

function rewriteStep(d: Directive, names: Set<Bytes>): RewriteStep {
  const [pattern, to, flag = ''] = d.args as [Bytes, Bytes, Bytes?];
  for (const name of checkPattern(d, pattern)) names.add(name);
  if (flag !== '' && !['last', 'break', 'redirect', 'permanent'].includes(flag))
    stopAt(d, `invalid parameter "${flag}"`);
  return { op: 'rewrite', pattern, to, flag: flag === '' && /^(?:https?:\/\/|\$scheme)/.test(to) ? 'redirect' : flag };
}

/** The condition of an `if`: the words between its parentheses. */
function condition(d: Directive, names: Set<Bytes>): readonly Bytes[] {
  const words = [...d.args];
  const first = words[0] as Bytes;
  const last = words[words.length - 1] as Bytes;
  if (!first.startsWith('(')) stopAt(d, `invalid condition "${first}"`);
  if (!last.endsWith(')')) stopAt(d, `invalid condition "${last}"`);
  words[0] = first.slice(1);
  words[words.length - 1] = (words[words.length - 1] as Bytes).slice(0, -1);
  const test = words.filter((word) => word !== '');
  const [left, operator, right] = test;
  if (left === undefined) return stopAt(d, `invalid condition "${first}"`);
  if (test.length === 1) return left.startsWith('$') ? ['', left] : stopAt(d, `invalid condition "${left}"`);
  if (/^!?-[fdex]$/.test(left) && test.length === 2) return [left, operator as Bytes];
  if (test.length === 3 && ['=', '!=', '~', '~*', '!~', '!~*'].includes(operator as Bytes)) {
    if ((operator as Bytes).includes('~')) for (const name of checkPattern(d, right as Bytes)) names.add(name);
    return [operator as Bytes, left, right as Bytes];
  }
  return stopAt(d, `unexpected "${operator}" in condition`);
}

/** The step that a directive is, or null. `settings` makes the settings of an `if` block from its directives. */
export function rewriteOf(
  d: Directive,
  names: Set<Bytes>,
  settings: (directives: readonly Directive[]) => Settings,
): RewriteStep | null {
  switch (d.name) {
    case 'return':
      return returnStep(d);
    case 'rewrite':
      return rewriteStep(d, names);
    case 'set': {
      const name = d.args[0] as Bytes;
      if (!name.startsWith('$') || name.length < 2) stopAt(d, `invalid variable name "${name}"`);
      names.add(name.slice(1));
      return { op: 'set', name: name.slice(1), value: d.args[1] as Bytes };
    }
    case 'break':
      return { op: 'break' };
    case 'if': {
      const test = condition(d, names);
      const inner = d.block ?? [];
      return {
        op: 'if',
        test,
        steps: inner.map((i) => rewriteOf(i, names, settings)).filter((step) => step !== null),
        settings: settings(inner),
      };
    }
    default:
      return null;
  }
}
