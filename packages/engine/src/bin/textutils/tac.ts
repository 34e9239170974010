/** tac(1): files with their lines in reverse order. */
import { EINVAL, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, tools } from '../frame/flavour.ts';
import { type Gathered, gather, NOTHING } from '../frame/gather.ts';
import { optionSpec } from '../frame/getopt.ts';
import { atEnd, type Cursor, currentFile, cursor, nextFile, opened, openInput, pullRaw } from '../frame/input.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { quoteaf, quotef } from '../frame/quote.ts';

interface Locals {
  in: Cursor;
  held: Gathered;
  /** Everything of `held` before this offset is still to be printed. */
  end: number;
  status: number;
}

const GNU_OPTIONS = optionSpec('', '!before !regex !separator=', 'brs');
const BUSYBOX_OPTIONS = optionSpec('');
/** Bytes printed by one handler, about. */
const EMIT = 65536;

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  p.locals = { in: cursor(c.operands), held: NOTHING, end: 0, status: 0 };
  return p.goto('read');
}

function cannotOpen(f: Flavour, file: Bytes, errno: number): Bytes {
  if (!f.gnu) return `${file}: ${strerror(errno)}`;
  return `failed to open ${quoteaf(file)} for reading: ${strerror(errno)}`;
}

/** Each file is printed reversed. A directory fails at the seek to its end (EINVAL) in GNU's. */
function read(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const name = commandName(p, f);
  if (atEnd(l.in)) {
    return p.exit(l.status);
  }
  if (l.in.fd < 0) {
    const fd = openInput(p, currentFile(l.in));
    if (fd < 0) {
      complain(p, name, cannotOpen(f, currentFile(l.in), fd));
      l.status = 1;
      l.in = nextFile(p, l.in);
      return p.goto('read');
    }
    l.in = opened(l.in, fd);
  }
  const got = pullRaw(p, l.in);
  if (got.kind === 'wait') return p.waitRead(l.in.fd, 'read');
  if (got.kind === 'error') {
    complain(
      p,
      name,
      f.gnu
        ? `${quotef(currentFile(l.in))}: read error: ${strerror(EINVAL)}`
        : `${currentFile(l.in)}: ${strerror(got.errno)}`,
    );
    l.status = 1;
    l.in = nextFile(p, l.in);
    return p.goto('read');
  }
  if (got.kind === 'end') {
    l.in = nextFile(p, l.in);
    return emitFrom(p);
  }
  const held = gather(p, l.held, got.text);
  if (typeof held === 'number') {
    complain(p, name, f.gnu ? 'memory exhausted' : 'out of memory');
    return p.exit(1);
  }
  l.held = held;
  return p.goto('read');
}

function emitFrom(p: Proc<Locals>): Next {
  p.locals.end = p.locals.held.text.length;
  return p.goto('emit');
}

function emit(p: Proc<Locals>): Next {
  const l = p.locals;
  const { text } = l.held;
  let out = '';
  let end = l.end;
  while (end > 0 && out.length < EMIT) {
    const begin = end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1;
    out += text.slice(begin, end);
    end = begin;
  }
  p.print(1, out);
  l.end = end;
  if (end > 0) return p.goto('emit');
  l.held = { text: '', charged: l.held.charged };
  l.end = -1;
  return p.goto('read');
}

/** `gnu/tac` and `busybox/tac`. */
export const tacPrograms: readonly Program[] = tools<Locals>('tac', 1, (f) => ({
  start: (p) => start(p, f),
  read: (p) => read(p, f),
  emit,
}));
