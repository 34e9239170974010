/** shuf(1): lines, words or numbers in random order, from the world's random stream. */
import { EAGAIN, strerror } from '../../kernel/errno.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { type Gathered, gather, NOTHING } from '../frame/gather.ts';
import { optionSpec } from '../frame/getopt.ts';
import { CHUNK, openInput } from '../frame/input.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted, quotef } from '../frame/quote.ts';

interface Locals {
  name: Bytes;
  /** A range of numbers, or null for lines. */
  range: readonly [number, number] | null;
  lines: readonly Bytes[];
  held: Gathered;
  fd: number;
  end: string;
  count: number;
  repeat: boolean;
  out: number;
  done: number;
}

const GNU_OPTIONS = optionSpec(
  'ei:n:o:rz',
  'echo>e input-range=>i head-count=>n output=>o repeat>r zero-terminated>z !random-source=',
);
const BUSYBOX_OPTIONS = optionSpec('zei:n:o:');
/** A range printed whole is made into lines; a longer one is drawn from. */
const MANY = 1 << 20;

/** A number below `n`, even over 2^48. */
function below(p: Proc, n: number): number {
  const octets = p.random(6);
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 256 + octets.charCodeAt(i);
  return value % n;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const l: Locals = {
    name: c.name,
    range: null,
    lines: [],
    held: NOTHING,
    fd: 0,
    end: has('z') ? '\0' : '\n',
    count: -1,
    repeat: has('r'),
    out: 1,
    done: 0,
  };
  for (const { key, value } of c.options) {
    if (key === 'i') {
      const found = /^(\d+)-(\d+)$/.exec(value);
      if (found === null)
        return p.exit(complain(p, c.name, f.gnu ? `invalid input range: ${quoted(p, value)}` : `bad range '${value}'`));
      l.range = [Number(found[1]), Number(found[2])];
      if (l.range[0] > l.range[1] + 1)
        return p.exit(complain(p, c.name, f.gnu ? `invalid input range: ${quoted(p, value)}` : `bad range '${value}'`));
    } else if (key === 'n') {
      const n = parseDecimal(value);
      if (n === null)
        return p.exit(
          complain(p, c.name, f.gnu ? `invalid line count: ${quoted(p, value)}` : `invalid number '${value}'`),
        );
      l.count = l.count < 0 ? n : Math.min(l.count, n);
    } else if (key === 'o') {
      const fd = p.open(value, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
      if (fd < 0) return p.exit(complain(p, c.name, `${quotef(value)}: ${strerror(fd)}`));
      l.out = fd;
    }
  }
  const extra = has('e') ? undefined : c.operands[l.range === null ? 1 : 0];
  if (extra !== undefined)
    return p.exit(f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, extra)}`) : printUsage(p, f, c.name));
  p.locals = l;
  if (has('e')) l.lines = c.operands;
  else if (l.range === null) {
    const file = c.operands[0] ?? '-';
    const fd = openInput(p, file);
    if (fd < 0) return p.exit(complain(p, c.name, `${quotef(file)}: ${strerror(fd)}`));
    l.fd = fd;
    return p.goto('read');
  } else if (l.range[1] - l.range[0] < MANY) {
    l.lines = Array.from({ length: l.range[1] - l.range[0] + 1 }, (_, i) =>
      String((l.range as readonly [number, number])[0] + i),
    );
  }
  return p.goto('deal');
}

function read(p: Proc<Locals>): Next {
  const l = p.locals;
  const data = p.read(l.fd, CHUNK);
  if (data === EAGAIN) return p.waitRead(l.fd, 'read');
  if (typeof data === 'number') return p.exit(complain(p, l.name, `read error: ${strerror(data)}`));
  if (data === '') {
    const lines = l.held.text.split(l.end);
    if (lines[lines.length - 1] === '') lines.pop();
    l.lines = lines;
    l.held = NOTHING;
    return p.goto('deal');
  }
  const held = gather(p, l.held, data);
  if (typeof held === 'number') return p.exit(complain(p, l.name, 'memory exhausted'));
  l.held = held;
  return p.goto('read');
}

const BATCH = 4096;

/** Draws with repetition, or from a range too long to be written down. */
function draw(p: Proc<Locals>): Next {
  const l = p.locals;
  const size = l.range === null ? l.lines.length : l.range[1] - l.range[0] + 1;
  if (size <= 0) return p.exit(l.count === 0 ? 0 : complain(p, l.name, 'no lines to repeat'));
  let out = '';
  for (let n = 0; n < BATCH && l.done !== l.count; n++) {
    const at = below(p, size);
    out += (l.range === null ? l.lines[at] : String(l.range[0] + at)) + l.end;
    l.done += 1;
  }
  p.print(l.out, out);
  return l.done === l.count ? p.exit(0) : p.goto('deal');
}

/** Fisher and Yates, a batch of places a handler. */
function deal(p: Proc<Locals>): Next {
  const l = p.locals;
  if (l.repeat || (l.range !== null && l.range[1] - l.range[0] >= MANY)) return draw(p);
  const lines = [...l.lines];
  const wanted = l.count < 0 ? lines.length : Math.min(l.count, lines.length);
  const last = Math.min(wanted, l.done + BATCH * 4);
  let out = '';
  for (let i = l.done; i < last; i++) {
    const j = i + below(p, lines.length - i);
    const chosen = lines[j] as Bytes;
    lines[j] = lines[i] as Bytes;
    lines[i] = chosen;
    out += chosen + l.end;
  }
  p.print(l.out, out);
  l.lines = lines;
  l.done = last;
  return last === wanted ? p.exit(0) : p.goto('deal');
}

/** `gnu/shuf` and `busybox/shuf`. */
export const shufPrograms: readonly Program[] = tools<Locals>('shuf', 1, (f) => ({
  start: (p) => start(p, f),
  read,
  deal,
}));
