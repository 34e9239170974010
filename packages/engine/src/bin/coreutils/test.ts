/** test(1) and `[`: conditions, by the number of arguments first (POSIX), then by precedence. */

import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } from '../../kernel/syscall.ts';
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandLine, type Flavour, lastComponent, tools } from '../frame/flavour.ts';
import { gnuVersion } from '../frame/gnu-version.ts';
import { complain, refuse } from '../frame/invocation.ts';
import { isUtf8, quote } from '../frame/quote.ts';

class TestError extends Error {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

interface Parser {
  readonly p: Proc;
  readonly gnu: boolean;
  readonly words: readonly Bytes[];
  at: number;
}

const UNARY = 'bcdefghkLnNOprsStuwxzG';
const BINARY = new Set(['=', '==', '!=', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef', '<', '>']);

function q(x: Parser, text: Bytes): Bytes {
  return x.gnu ? quote(text, isUtf8(x.p)) : text;
}

function integer(x: Parser, text: Bytes): bigint {
  const found = /^[ \t\n]*([-+]?)(\d+)[ \t\n]*$/.exec(text);
  if (found === null) throw new TestError(x.gnu ? `invalid integer ${q(x, text)}` : `${text}: bad number`);
  return BigInt(`${found[1] === '-' ? '-' : ''}${found[2]}`);
}

function isUnary(word: Bytes | undefined): boolean {
  return word !== undefined && word.length === 2 && word.startsWith('-') && UNARY.includes(word.charAt(1));
}

function modeIs(p: Proc, path: Bytes, type: number, follow = true): boolean {
  const stat = follow ? p.stat(path) : p.lstat(path);
  return typeof stat !== 'number' && (stat.mode & S_IFMT) === type;
}

function statBit(p: Proc, path: Bytes, bit: number): boolean {
  const stat = p.stat(path);
  return typeof stat !== 'number' && (stat.mode & bit) !== 0;
}

/** One unary test. */
function unary(x: Parser, letter: string, word: Bytes): boolean {
  const { p } = x;
  switch (letter) {
    case 'n':
      return word !== '';
    case 'z':
      return word === '';
    case 'e':
      return typeof p.stat(word) !== 'number';
    case 'f':
      return modeIs(p, word, S_IFREG);
    case 'd':
      return modeIs(p, word, S_IFDIR);
    case 'b':
      return modeIs(p, word, S_IFBLK);
    case 'c':
      return modeIs(p, word, S_IFCHR);
    case 'p':
      return modeIs(p, word, S_IFIFO);
    case 'S':
      return modeIs(p, word, S_IFSOCK);
    case 'h':
    case 'L':
      return modeIs(p, word, S_IFLNK, false);
    case 'r':
      return p.access(word, 4) >= 0;
    case 'w':
      return p.access(word, 2) >= 0;
    case 'x':
      return p.access(word, 1) >= 0;
    case 'u':
      return statBit(p, word, 0o4000);
    case 'g':
      return statBit(p, word, 0o2000);
    case 'k':
      return statBit(p, word, 0o1000);
    case 't':
      return p.isatty(Number(integer(x, word)));
    default:
      return owned(x, letter, word);
  }
}

function owned(x: Parser, letter: string, word: Bytes): boolean {
  const stat = x.p.stat(word);
  if (typeof stat === 'number') return false;
  if (letter === 's') return stat.size > 0;
  if (letter === 'O') return stat.uid === x.p.cred().euid;
  if (letter === 'G') return stat.gid === x.p.cred().egid;
  return stat.mtime > stat.atime;
}

function newer(p: Proc, a: Bytes, b: Bytes): boolean {
  const x = p.stat(a);
  const y = p.stat(b);
  if (typeof x === 'number') return false;
  return typeof y === 'number' || x.mtime > y.mtime;
}

function binary(x: Parser, a: Bytes, op: Bytes, b: Bytes): boolean {
  switch (op) {
    case '=':
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '-nt':
      return newer(x.p, a, b);
    case '-ot':
      return newer(x.p, b, a);
    case '-ef': {
      const s = x.p.stat(a);
      const t = x.p.stat(b);
      return typeof s !== 'number' && typeof t !== 'number' && s.ino === t.ino && s.dev === t.dev;
    }
  }
  const m = integer(x, a);
  const n = integer(x, b);
  if (op === '-eq') return m === n;
  if (op === '-ne') return m !== n;
  if (op === '-lt') return m < n;
  if (op === '-le') return m <= n;
  return op === '-gt' ? m > n : m >= n;
}

function missing(x: Parser): TestError {
  return new TestError(
    x.gnu ? `missing argument after ${q(x, x.words[x.words.length - 1] ?? '')}` : 'argument expected',
  );
}

function term(x: Parser): boolean {
  const word = x.words[x.at];
  if (word === undefined) throw missing(x);
  const left = x.words.length - x.at;
  if (word === '!') {
    x.at += 1;
    return !term(x);
  }
  const op = x.words[x.at + 1];
  if (left >= 3 && op !== undefined && BINARY.has(op)) {
    x.at += 3;
    return binary(x, word, op, x.words[x.at - 1] as Bytes);
  }
  if (word === '(' && left >= 3) {
    x.at += 1;
    const value = or(x);
    if (x.words[x.at] !== ')') {
      const found = x.words[x.at];
      throw new TestError(
        x.gnu
          ? found === undefined
            ? `${q(x, ')')} expected`
            : `${q(x, ')')} expected, found ${q(x, found)}`
          : 'closing paren expected',
      );
    }
    x.at += 1;
    return value;
  }
  if (isUnary(word) && left >= 2) {
    x.at += 2;
    return unary(x, word.charAt(1), x.words[x.at - 1] as Bytes);
  }
  x.at += 1;
  return word !== '';
}

function and(x: Parser): boolean {
  let value = term(x);
  while (x.words[x.at] === '-a') {
    x.at += 1;
    const right = term(x);
    value = value && right;
  }
  return value;
}

function or(x: Parser): boolean {
  let value = and(x);
  while (x.words[x.at] === '-o') {
    x.at += 1;
    const right = and(x);
    value = value || right;
  }
  return value;
}

/** POSIX decides by the number of arguments up to four. */
function evaluate(x: Parser): boolean {
  const [a = '', b = '', c = ''] = x.words;
  const n = x.words.length;
  if (n === 0) return false;
  if (n === 1) {
    x.at = 1;
    return a !== '';
  }
  if (n === 2) {
    x.at = 2;
    if (a === '!') return b === '';
    if (isUnary(a)) return unary(x, a.charAt(1), b);
    throw new TestError(
      x.gnu
        ? a.startsWith('-')
          ? `${q(x, a)}: unary operator expected`
          : `missing argument after ${q(x, b)}`
        : `${b}: unknown operand`,
    );
  }
  if (n === 3) {
    x.at = 3;
    if (BINARY.has(b)) return binary(x, a, b, c);
    if (b === '-a') return a !== '' && c !== '';
    if (b === '-o') return a !== '' || c !== '';
    if (a === '!') return !evaluate({ ...x, words: [b, c], at: 0 });
    if (a === '(' && c === ')') return b !== '';
    throw new TestError(x.gnu ? `${q(x, b)}: binary operator expected` : `${b}: unknown operand`);
  }
  return or(x);
}

function start(p: Proc, f: Flavour): ReturnType<Proc['exit']> {
  const { name, args } = commandLine(p, f);
  let words: readonly Bytes[] = args;
  if (lastComponent(name).startsWith('[')) {
    if (f.gnu && words.length === 1 && words[0] === '--version') {
      p.print(1, gnuVersion('[') as Bytes);
      return p.exit(0);
    }
    if (f.gnu && words.length === 1 && words[0] === '--help') return p.exit(refuse(p, name, '--help', 2));
    const close = lastComponent(name) === '[[' ? ']]' : ']';
    if (words[words.length - 1] !== close)
      return p.exit(complain(p, name, f.gnu ? `missing ${quote(close, isUtf8(p))}` : `missing ${close}`, 2));
    words = words.slice(0, -1);
  }
  const x: Parser = { p, gnu: f.gnu, words, at: 0 };
  try {
    const value = evaluate(x);
    const extra = words[x.at];
    if (x.at < words.length && extra !== undefined)
      throw new TestError(f.gnu ? `extra argument ${q(x, extra)}` : `${extra}: unknown operand`);
    return p.exit(value ? 0 : 1);
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    return p.exit(complain(p, name, error.text, 2));
  }
}

/** `gnu/test`, `gnu/[` and their applets, with BusyBox's `[[`. */
export const testPrograms: readonly Program[] = [
  ...tools('test', 1, (f) => ({ start: (p) => start(p, f) })),
  ...tools('[', 1, (f) => ({ start: (p) => start(p, f) })),
  ...tools('[[', 1, (f) => ({ start: (p) => start(p, f) })).slice(1),
];
