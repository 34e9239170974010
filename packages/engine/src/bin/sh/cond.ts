/** `[[ … ]]` of bash and ash. */
import type { Bytes } from '../../util/bytes.ts';
import { RegexError } from '../../util/posix-regex/error.ts';
import { compileRegex, execRegex } from '../../util/posix-regex/regex.ts';
import type { CondNode, Part, TestExpr, Word } from './ast.ts';
import { Expansion } from './expand.ts';
import type { Memo } from './frame.ts';
import { compilePattern, matches } from './pattern.ts';
import type { Shell, Step } from './shell.ts';
import { SHOPT } from './state.ts';
import { checkStatus } from './status.ts';
import { suspend } from './substitution.ts';
import { binary, isUnary, unary } from './test-op.ts';
import { asciiLower, setArray } from './vars.ts';
import { traceHead } from './xtrace.ts';

/** Runs a conditional command. */
export function runCond(sh: Shell, node: CondNode, memo: Memo): Step {
  sh.at(node.line);
  const x = new Expansion(sh, memo);
  const value = evaluate(x, node.expr);
  if (value === null && x.stopped) return suspend(sh, x, node.id, 0);
  sh.L.status = value === null ? 2 : value ? 0 : 1;
  checkStatus(sh);
  return null;
}

/** null: stopped, or wrong after a message. */
function evaluate(x: Expansion, e: TestExpr): boolean | null {
  switch (e.t) {
    case 'not': {
      const v = evaluate(x, e.item);
      return v === null ? null : !v;
    }
    case 'and':
    case 'or': {
      for (const item of e.items) {
        const v = evaluate(x, item);
        if (v === null || v === (e.t === 'or')) return v;
      }
      return e.t === 'and';
    }
    case 'unary': {
      const arg = x.single(e.word);
      if (arg === null) return null;
      traceHead(x.sh, `[[ ${e.op} ${arg === '' ? "''" : arg} ]]`);
      return isUnary(x.sh, e.op) ? unary(x.sh, e.op, arg) : arg !== '';
    }
    case 'binary':
      return compare(x, e.op, e.left, e.right);
  }
}

function compare(x: Expansion, op: string, leftWord: Word, rightWord: Word): boolean | null {
  const { sh } = x;
  const left = x.single(leftWord);
  if (left === null) return null;
  if (op === '=~') {
    const pattern = regexText(x, rightWord.parts);
    if (pattern === null) return null;
    return regexMatch(sh, left, pattern);
  }
  if (op === '==' || op === '=' || op === '!=') {
    const pattern = x.pattern(rightWord);
    if (pattern === null) return null;
    traceHead(sh, `[[ ${left === '' ? "''" : left} ${op} ${rightWord.plain ?? pattern} ]]`);
    const fold = (sh.L.shopt & SHOPT.nocasematch) !== 0;
    const hit = fold
      ? matches(compilePattern(asciiLower(pattern), true), asciiLower(left))
      : matches(compilePattern(pattern, true), left);
    return hit === (op !== '!=');
  }
  const right = x.single(rightWord);
  if (right === null) return null;
  traceHead(sh, `[[ ${left} ${op} ${right} ]]`);
  return binary(sh, op, left, right, '[[');
}

/** A word as an extended regular expression: quoted text stands for itself. */
function regexText(x: Expansion, parts: readonly Part[]): Bytes | null {
  let out = '';
  for (const part of parts) {
    const text = x.joined([part], false);
    if (text === null) return null;
    out += part.t === 'quoted' || part.t === 'dquote' ? text.replace(/[.[\]*^$+?(){}|\\]/g, '\\$&') : text;
  }
  return out;
}

/** Matches a POSIX extended regular expression and fills BASH_REMATCH; null when the expression is none. */
export function regexMatch(sh: Shell, text: Bytes, pattern: Bytes): boolean | null {
  const regex = compileRegex(pattern, { extended: true, icase: (sh.L.shopt & SHOPT.nocasematch) !== 0 });
  if (regex instanceof RegexError) return null;
  const m = execRegex(regex, text);
  if (!sh.bash) return m !== null;
  const items: (readonly [Bytes, Bytes])[] = [];
  if (m !== null) {
    items.push(['0', text.slice(m.start, m.end)]);
    m.groups.forEach((g, i) => items.push([String(i + 1), g === null ? '' : text.slice(g[0], g[1])]));
  }
  setArray(sh, 'BASH_REMATCH', items, 0);
  return m !== null;
}
