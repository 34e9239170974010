/** split(1): cuts a file into pieces. */
import { EAGAIN, ERANGE, strerror } from '../../kernel/errno.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { CHUNK, openInput } from '../frame/input.ts';
import { complain, invocation, usageError } from '../frame/invocation.ts';
import { busyboxSize, gnuSize, parseDecimal } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';

interface Locals {
  name: Bytes;
  unit: 'lines' | 'bytes' | 'line-bytes';
  size: number;
  prefix: Bytes;
  suffix: Bytes;
  digits: boolean;
  width: number;
  verbose: boolean;
  fd: number;
  out: number;
  piece: number;
  /** Lines or bytes that still fit in the open piece. */
  left: number;
  carry: Bytes;
}

const GNU_OPTIONS = optionSpec(
  'a:b:C:dl:',
  'suffix-length=>a bytes=>b line-bytes=>C numeric-suffixes?>d lines=>l additional-suffix=>S verbose>v !filter= !number= !elide-empty-files !hex-suffixes? !separator= !unbuffered',
  'nextu',
);
const BUSYBOX_OPTIONS = optionSpec('b:l:a:d');

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const l: Locals = {
    name: c.name,
    unit: 'lines',
    size: 1000,
    prefix: c.operands[1] ?? 'x',
    suffix: '',
    digits: false,
    width: 2,
    verbose: false,
    fd: 0,
    out: -1,
    piece: 0,
    left: 0,
    carry: '',
  };
  for (const { key, value } of c.options) {
    const number = f.gnu ? gnuSize(value) : busyboxSize(value);
    if (key === 'd') l.digits = true;
    else if (key === 'S') l.suffix = value;
    else if (key === 'v') l.verbose = true;
    else if (key === 'a') {
      const width = parseDecimal(value);
      if (width === null) return p.exit(complain(p, c.name, `invalid suffix length: ${quoted(p, value)}`));
      l.width = width === 0 ? 2 : width;
    } else {
      const what = key === 'l' ? 'lines' : 'bytes';
      if (number === null || number === 0) {
        const why = number === 0 ? `: ${strerror(ERANGE)}` : '';
        return p.exit(
          complain(
            p,
            c.name,
            f.gnu ? `invalid number of ${what}: ${quoted(p, value)}${why}` : `invalid number '${value}'`,
          ),
        );
      }
      l.unit = key === 'l' ? 'lines' : key === 'b' ? 'bytes' : 'line-bytes';
      l.size = number;
    }
  }
  if (c.operands.length > 2)
    return p.exit(usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[2] as Bytes)}`));
  const file = c.operands[0] ?? '-';
  const fd = openInput(p, file);
  if (fd < 0)
    return p.exit(
      complain(
        p,
        c.name,
        f.gnu ? `cannot open ${quoteaf(file)} for reading: ${strerror(fd)}` : `can't open '${file}': ${strerror(fd)}`,
      ),
    );
  l.fd = fd;
  p.locals = l;
  return p.goto('run');
}

function pieceName(l: Locals): Bytes | null {
  const base = l.digits ? 10 : 26;
  let n = l.piece;
  let text = '';
  for (let i = 0; i < l.width; i++) {
    text = String.fromCharCode((l.digits ? 48 : 97) + (n % base)) + text;
    n = Math.floor(n / base);
  }
  return n > 0 ? null : l.prefix + text + l.suffix;
}

/** Opens the next piece; a number is an exit status. */
function nextPiece(p: Proc<Locals>, f: Flavour): number | null {
  const l = p.locals;
  if (l.out >= 0) p.close(l.out);
  const name = pieceName(l);
  if (name === null) return complain(p, l.name, f.gnu ? 'output file suffixes exhausted' : 'suffixes exhausted');
  if (l.verbose) p.print(1, `creating file ${quoteaf(name)}\n`);
  const fd = p.open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
  if (fd < 0) return complain(p, l.name, `${quoteaf(name).slice(1, -1)}: ${strerror(fd)}`);
  l.out = fd;
  l.piece += 1;
  l.left = l.size;
  return null;
}

/** The part of `text` that goes into the open piece; 0 when it is full. */
function fitting(l: Locals, text: Bytes): number {
  if (l.unit === 'bytes') return Math.min(l.left, text.length);
  let at = 0;
  let left = l.left;
  while (at < text.length && left > 0) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    if (l.unit === 'line-bytes' && end - at > left) {
      if (left === l.size) at += left;
      break;
    }
    left -= l.unit === 'lines' ? 1 : end - at;
    at = end;
  }
  return at;
}

function used(l: Locals, text: Bytes): number {
  if (l.unit !== 'lines') return text.length;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Writes one part at a time, each before the next piece is opened. */
function run(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const errno = p.printError();
  if (errno !== 0) return p.exit(complain(p, l.name, `write error: ${strerror(errno)}`));
  if (l.carry === '' || (l.unit !== 'bytes' && !l.carry.includes('\n'))) {
    const data = p.read(l.fd, CHUNK);
    if (data === EAGAIN) return p.waitRead(l.fd, 'run');
    if (typeof data === 'number') return p.exit(complain(p, l.name, `read error: ${strerror(data)}`));
    if (data === '') {
      if (l.carry === '') return p.exit(0);
      if (l.left === 0) {
        const status = nextPiece(p, f);
        if (status !== null) return p.exit(status);
      }
      p.print(l.out, l.carry);
      l.carry = '';
      return p.goto('run');
    }
    l.carry += data;
  }
  if (l.left === 0) {
    const status = nextPiece(p, f);
    if (status !== null) return p.exit(status);
  }
  const whole = l.unit === 'bytes' ? l.carry : l.carry.slice(0, l.carry.lastIndexOf('\n') + 1);
  const length = fitting(l, whole);
  const part = whole.slice(0, length);
  if (length === 0 && whole !== '') l.left = 0;
  p.print(l.out, part);
  l.left = Math.max(0, l.left - used(l, part));
  l.carry = l.carry.slice(length);
  return p.goto('run');
}

/** `gnu/split` and `busybox/split`. */
export const splitPrograms: readonly Program[] = tools<Locals>('split', 1, (f) => ({
  start: (p) => start(p, f),
  run: (p) => run(p, f),
}));
