/**
 * The combinator of streaming programs: it opens operand after operand, reads blocks across waits, and calls plain
 * functions that look at one block each. A filter never blocks, never reads more than one block in a handler, and ends
 * by SIGPIPE when nobody reads what it prints.
 */
import { EISDIR, EPIPE, type Errno, strerror } from '../../kernel/errno.ts';
import type { Handler, Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, type Labels } from './flavour.ts';
import {
  atEnd,
  CHUNK,
  type Cursor,
  currentFile,
  cursor,
  nextFile,
  opened,
  openInput,
  pullLines,
  pullRaw,
} from './input.ts';
import { complain } from './invocation.ts';
import { quotef } from './quote.ts';

/** Locals of a filter: its options, its running state, and where it reads. */
export interface FilterLocals<O, S> {
  name: Bytes;
  o: O;
  s: S;
  in: Cursor;
  status: number;
  /** The open file is to be moved by `transfer` before the rest is read. */
  moving: boolean;
}

/** What the functions of a filter see. `s` may be assigned and its own fields too; what those hold is frozen. */
export interface FilterContext<O, S> {
  readonly p: Proc;
  readonly f: Flavour;
  readonly name: Bytes;
  readonly o: O;
  s: S;
  status: number;
  /** The operand being read, `-` for standard input. */
  file: Bytes;
  /** Descriptor of the operand being read. */
  fd: number;
  /** Set after a block that was not small: the handler then ends, and what it printed is written. */
  large: boolean;
}

/** What a program decides from its command line. */
export interface FilterPlan<O, S> {
  readonly name: Bytes;
  readonly o: O;
  readonly s: S;
  readonly files: readonly Bytes[];
}

/**
 * How a function of a filter goes on: `stop` ends the whole program, `skip` the current file; `move`, from `open` only,
 * has what was printed written and then calls `transfer`.
 */
export type Flow = 'stop' | 'skip' | 'move' | undefined;

/** A filter. Every function but `plan` and `block` is optional. */
export interface Filter<O, S extends object> {
  /** Reads the command line; a number is an exit status (what is wrong has been printed). */
  plan(p: Proc, f: Flavour): FilterPlan<O, S> | number;
  /** Whole lines, or blocks as they come. */
  readonly unit: 'lines' | 'raw';
  /** Ends a line; default newline. */
  delimiter?(o: O): string;
  /** Bytes a block, for programs that print several times what they read. */
  readonly size?: number;
  /** Exit status of a program that could not read a file (default 1). */
  readonly failure?: number;
  open?(c: FilterContext<O, S>): Flow;
  /** Moves bytes of the open file without reading them; called until it returns 0 or less. */
  transfer?(c: FilterContext<O, S>): number;
  block(c: FilterContext<O, S>, text: Bytes): Flow;
  /** The end of a file; `rest` is an unfinished last line ('' when there is none). Default: `rest` is a last block. */
  close?(c: FilterContext<O, S>, rest: Bytes): Flow;
  /** After the last file. */
  end?(c: FilterContext<O, S>): void;
  /** The message for a file that cannot be opened, without the program's name. */
  openError?(c: FilterContext<O, S>, errno: Errno): Bytes;
  readError?(c: FilterContext<O, S>, errno: Errno): Bytes;
}

function context<O, S extends object>(p: Proc, f: Flavour, l: FilterLocals<O, S>): FilterContext<O, S> {
  return { p, f, name: l.name, o: l.o, s: { ...l.s }, status: l.status, file: '-', fd: -1, large: false };
}

function openText(f: Flavour, file: Bytes, errno: Errno): Bytes {
  return f.gnu ? `${quotef(file)}: ${strerror(errno)}` : `can't open '${file}': ${strerror(errno)}`;
}

function readText(f: Flavour, file: Bytes, errno: Errno): Bytes {
  return f.gnu ? `${quotef(file)}: ${strerror(errno)}` : `read error: ${strerror(errno)}`;
}

/** `openError` and `readError` of applets that read with stdio: both families then say `FILE: why`. */
export function busyboxStdio(c: { readonly f: Flavour; readonly file: Bytes }, errno: Errno): Bytes {
  return `${c.f.gnu ? quotef(c.file) : c.file}: ${strerror(errno)}`;
}

/** Opens the operand at the cursor; null when it cannot be read (which has been said). */
function open<O, S extends object>(filter: Filter<O, S>, c: FilterContext<O, S>, at: Cursor): Cursor | null {
  const fd = openInput(c.p, c.file);
  if (fd >= 0) return opened(at, fd);
  complain(c.p, c.name, filter.openError?.(c, fd) ?? openText(c.f, c.file, fd));
  c.status = filter.failure ?? 1;
  return null;
}

function endOfFile<O, S extends object>(filter: Filter<O, S>, c: FilterContext<O, S>, rest: Bytes): Flow {
  if (filter.close !== undefined) return filter.close(c, rest);
  return rest === '' ? undefined : filter.block(c, rest);
}

function readFailed<O, S extends object>(filter: Filter<O, S>, c: FilterContext<O, S>, errno: Errno): Flow {
  complain(c.p, c.name, filter.readError?.(c, errno) ?? readText(c.f, c.file, errno));
  c.status = filter.failure ?? 1;
  return errno === EISDIR ? endOfFile(filter, c, '') : undefined;
}

/** Reports a write that failed, as close_stdout does; a broken pipe that is ignored ends the program silently. */
export function writeFailed(p: Proc, name: Bytes): boolean {
  const errno = p.printError();
  if (errno === 0) return false;
  if (errno !== EPIPE) complain(p, name, `write error: ${strerror(errno)}`);
  return true;
}

/** Opens if need be and takes one block. Returns what the filter said, 'wait', or 'skip' at the end of the file. */
function take<O, S extends object>(filter: Filter<O, S>, c: FilterContext<O, S>, l: FilterLocals<O, S>): Flow | 'wait' {
  if (l.in.fd < 0) {
    const next = open(filter, c, l.in);
    if (next === null) return 'skip';
    l.in = next;
    c.fd = next.fd;
    const flow = filter.open?.(c);
    l.moving = flow === 'move';
    if (flow !== undefined) return flow;
  }
  c.fd = l.in.fd;
  if (l.moving) {
    l.moving = (filter.transfer?.(c) ?? 0) > 0;
    return 'move';
  }
  const size = filter.size ?? CHUNK;
  const got = filter.unit === 'raw' ? pullRaw(c.p, l.in, size) : pullLines(c.p, l.in, filter.delimiter?.(c.o), size);
  if (got.kind === 'wait') return 'wait';
  if (got.kind === 'error') return readFailed(filter, c, got.errno) ?? 'skip';
  l.in = got.cursor;
  if (got.kind === 'end') return endOfFile(filter, c, got.text) ?? 'skip';
  if (got.text === '') return undefined;
  c.large = got.text.length > SMALL;
  return filter.block(c, got.text);
}

/** A block of at most this many bytes is small. */
const SMALL = 4096;

/** Small files are read to their end in one handler; a handler never takes more than `TAKES` blocks or one large one. */
const TAKES = 16;

function step<O, S extends object>(filter: Filter<O, S>, f: Flavour): Handler<FilterLocals<O, S>> {
  return (p): Next => {
    const l = p.locals;
    if (writeFailed(p, l.name)) return p.exit(1);
    const c = context(p, f, l);
    let next: Next | null = null;
    for (let n = 0; n < TAKES && next === null; n++) {
      if (atEnd(l.in)) {
        filter.end?.(c);
        next = p.goto('end');
        break;
      }
      c.file = currentFile(l.in);
      const flow = take(filter, c, l);
      if (flow === 'wait') next = p.waitRead(l.in.fd, 'run');
      else if (flow === 'stop') next = p.goto('end');
      else if (flow === 'skip') l.in = nextFile(p, l.in);
      else if (c.large || flow === 'move') break;
    }
    l.s = c.s;
    l.status = c.status;
    return next ?? p.goto('run');
  };
}

/** The labels of a program that is a filter. */
export function filterLabels<O, S extends object>(f: Flavour, filter: Filter<O, S>): Labels<FilterLocals<O, S>> {
  const run = step(filter, f);
  return {
    start: (p) => {
      const plan = filter.plan(p, f);
      if (typeof plan === 'number') return p.exit(plan);
      p.locals = { name: plan.name, o: plan.o, s: plan.s, in: cursor(plan.files), status: 0, moving: false };
      return run(p);
    },
    run,
    end: (p) => p.exit(writeFailed(p, p.locals.name) ? 1 : p.locals.status),
  };
}

/** The name of a program in a later label. */
export function nameOf(p: Proc, f: Flavour): Bytes {
  return commandName(p, f);
}
