/** expr(1): a recursive descent over the arguments. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { RegexError } from '../../util/posix-regex/error.ts';
import { compileRegex, execRegex } from '../../util/posix-regex/regex.ts';
import { commandLine, type Flavour, tools } from '../frame/flavour.ts';
import { gnuVersion } from '../frame/gnu-version.ts';
import { complain, missingOperand, refuse } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';

interface Parser {
  readonly p: Proc;
  readonly gnu: boolean;
  readonly words: readonly Bytes[];
  at: number;
}

/** A complaint that ends the evaluation with `status`. */
class ExprError extends Error {
  readonly text: string;
  readonly status: number;

  constructor(text: string, status = 2) {
    super(text);
    this.text = text;
    this.status = status;
  }
}

const INTEGER = /^-?\d+$/;

function syntax(x: Parser, text: string): ExprError {
  return new ExprError(x.gnu ? text : 'syntax error');
}

function toInteger(x: Parser, text: Bytes): bigint {
  if (!INTEGER.test(text)) throw new ExprError(x.gnu ? 'non-integer argument' : `non-numeric argument`);
  return BigInt(text);
}

function isNull(text: Bytes): boolean {
  return text === '' || /^-?0+$/.test(text);
}

/** `STRING : REGEX`, anchored at the start: the first group, or the number of characters matched. */
function match(x: Parser, text: Bytes, pattern: Bytes): Bytes {
  const regex = compileRegex(pattern.startsWith('^') ? pattern : `^${pattern}`);
  if (regex instanceof RegexError)
    throw new ExprError(x.gnu ? regex.message : `bad regex '${pattern}': ${regex.message}`, 2);
  const found = execRegex(regex, text);
  const grouped = regex.groups > 0;
  if (found === null || found.start !== 0) return grouped ? '' : '0';
  if (!grouped) return String(found.end);
  const group = found.groups[0];
  return group === null || group === undefined ? '' : text.slice(group[0], group[1]);
}

function next(x: Parser): Bytes {
  const word = x.words[x.at];
  if (word === undefined) {
    const last = x.words[x.at - 1] ?? '';
    throw syntax(x, `syntax error: missing argument after ${quoted(x.p, last)}`);
  }
  x.at += 1;
  return word;
}

function substr(text: Bytes, from: Bytes, length: Bytes): Bytes {
  if (!INTEGER.test(from) || !INTEGER.test(length)) return '';
  const start = Number(from);
  const count = Number(length);
  return start < 1 || count < 1 ? '' : text.slice(start - 1, start - 1 + count);
}

function primary(x: Parser): Bytes {
  const word = next(x);
  if (word === '(') {
    const value = or(x);
    if (x.words[x.at] !== ')') {
      if (x.at >= x.words.length)
        throw syntax(x, `syntax error: expecting ')' after ${quoted(x.p, x.words[x.at - 1] as Bytes)}`);
      throw syntax(x, `syntax error: expecting ')' instead of ${quoted(x.p, x.words[x.at] as Bytes)}`);
    }
    x.at += 1;
    return value;
  }
  if (word === ')') throw syntax(x, "syntax error: unexpected ')'");
  if (x.at >= x.words.length) return word;
  if (word === '+' && x.gnu) return next(x);
  if (word === 'quote' && !x.gnu) return next(x);
  if (word === 'length') return String(primary(x).length);
  if (word === 'match') {
    const text = primary(x);
    return match(x, text, primary(x));
  }
  if (word === 'index') {
    const text = primary(x);
    const chars = primary(x);
    for (let i = 0; i < text.length; i++) if (chars.includes(text.charAt(i))) return String(i + 1);
    return '0';
  }
  if (word === 'substr') {
    const text = primary(x);
    const from = primary(x);
    return substr(text, from, primary(x));
  }
  return word;
}

function colon(x: Parser): Bytes {
  let value = primary(x);
  while (x.words[x.at] === ':') {
    x.at += 1;
    value = match(x, value, primary(x));
  }
  return value;
}

function product(x: Parser): Bytes {
  let value = colon(x);
  for (;;) {
    const op = x.words[x.at];
    if (op !== '*' && op !== '/' && op !== '%') return value;
    x.at += 1;
    const a = toInteger(x, value);
    const b = toInteger(x, colon(x));
    if (b === 0n && op !== '*') throw new ExprError('division by zero');
    value = String(op === '*' ? a * b : op === '/' ? a / b : a % b);
  }
}

function sum(x: Parser): Bytes {
  let value = product(x);
  for (;;) {
    const op = x.words[x.at];
    if (op !== '+' && op !== '-') return value;
    x.at += 1;
    const right = product(x);
    const a = toInteger(x, value);
    const b = toInteger(x, right);
    value = String(op === '+' ? a + b : a - b);
  }
}

const COMPARISONS: ReadonlyMap<string, (c: number) => boolean> = new Map([
  ['<', (c: number) => c < 0],
  ['<=', (c: number) => c <= 0],
  ['=', (c: number) => c === 0],
  ['==', (c: number) => c === 0],
  ['!=', (c: number) => c !== 0],
  ['>=', (c: number) => c >= 0],
  ['>', (c: number) => c > 0],
]);

function comparison(x: Parser): Bytes {
  let value = sum(x);
  for (;;) {
    const test = COMPARISONS.get(x.words[x.at] ?? '');
    if (test === undefined) return value;
    x.at += 1;
    const right = sum(x);
    const numeric = INTEGER.test(value) && INTEGER.test(right);
    const c = numeric
      ? Number(BigInt(value) > BigInt(right)) - Number(BigInt(value) < BigInt(right))
      : value < right
        ? -1
        : value > right
          ? 1
          : 0;
    value = test(c) ? '1' : '0';
  }
}

function and(x: Parser): Bytes {
  let value = comparison(x);
  while (x.words[x.at] === '&') {
    x.at += 1;
    const right = comparison(x);
    value = isNull(value) || isNull(right) ? '0' : value;
  }
  return value;
}

function or(x: Parser): Bytes {
  let value = and(x);
  while (x.words[x.at] === '|') {
    x.at += 1;
    const right = and(x);
    value = isNull(value) ? (isNull(right) ? '0' : right) : value;
  }
  return value;
}

function start(p: Proc, f: Flavour): Next {
  const { name, args } = commandLine(p, f);
  if (f.gnu && args.length === 1 && args[0] === '--version') {
    p.print(1, gnuVersion('expr') as Bytes);
    return p.exit(0);
  }
  if (f.gnu && args.length === 1 && args[0] === '--help') return p.exit(refuse(p, name, '--help', 2));
  const words = args[0] === '--' ? args.slice(1) : args;
  if (words.length === 0)
    return p.exit(f.gnu ? missingOperand(p, f, name, 2) : complain(p, name, 'too few arguments', 2));
  const x: Parser = { p, gnu: f.gnu, words, at: 0 };
  try {
    const value = or(x);
    if (x.at < words.length) throw syntax(x, `syntax error: unexpected argument ${quoted(p, words[x.at] as Bytes)}`);
    p.print(1, `${value}\n`);
    return p.exit(isNull(value) ? 1 : 0);
  } catch (error) {
    if (!(error instanceof ExprError)) throw error;
    return p.exit(complain(p, name, error.text, error.status));
  }
}

/** `gnu/expr` and `busybox/expr`. */
export const exprPrograms: readonly Program[] = tools('expr', 1, (f) => ({ start: (p) => start(p, f) }));
