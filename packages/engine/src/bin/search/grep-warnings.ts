/** The warnings of GNU grep 3.8 about extended expressions whose meaning POSIX leaves open (dfa.c, dfawarn). */
import type { Bytes } from '../../util/bytes.ts';
import type { GrepSyntax } from './grep-options.ts';

/** Place after the bracket expression at `at`. */
function bracketEnd(pattern: Bytes, at: number): number {
  let i = at + 1;
  if (pattern.charAt(i) === '^') i++;
  if (pattern.charAt(i) === ']') i++;
  for (; i < pattern.length && pattern.charAt(i) !== ']'; i++) {
    const kind = pattern.charAt(i + 1);
    if (pattern.charAt(i) !== '[' || (kind !== ':' && kind !== '.' && kind !== '=')) continue;
    const close = pattern.indexOf(`${kind}]`, i + 2);
    if (close < 0) return pattern.length;
    i = close + 1;
  }
  return i + 1;
}

function warningsOf(pattern: Bytes, out: Bytes[]): void {
  let first = true;
  for (let i = 0; i < pattern.length; ) {
    const c = pattern.charAt(i);
    if (first && (c === '*' || c === '+' || c === '?')) out.push(`${c} at start of expression`);
    else if (first && c === '{' && /^\{[0-9]*,?[0-9]*\}/.test(pattern.slice(i)) && pattern.charAt(i + 1) !== '}')
      out.push('{...} at start of expression');
    first = c === '(' || c === '|' || (c === '^' && first);
    i = c === '[' ? bracketEnd(pattern, i) : i + (c === '\\' ? 2 : 1);
  }
}

/** What GNU grep says before it begins, without `warning: `. Debian's build says nothing about stray backslashes. */
export function grepWarnings(patterns: readonly Bytes[], syntax: GrepSyntax): readonly Bytes[] {
  const out: Bytes[] = [];
  if (syntax === 'extended') for (const pattern of patterns) warningsOf(pattern, out);
  return out;
}
