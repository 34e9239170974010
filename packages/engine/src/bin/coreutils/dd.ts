/**
 * dd(1). Blocks that are only moved go through copy_file_range(2), so gigabytes cost nothing but the virtual time that
 * moving them takes; conversions and pipes are read and written block by block.
 */
import { EAGAIN, EINVAL, ENOMEM, type Errno, ESPIPE, strerror } from '../../kernel/errno.ts';
import {
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  S_IFIFO,
  S_IFMT,
  S_IFREG,
} from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { BUSYBOX, commandName, type Flavour, GNU, tool } from '../frame/flavour.ts';
import { complain } from '../frame/invocation.ts';
import { quoteaf } from '../frame/quote.ts';
import { type DdPlan, ddPlan } from './dd-plan.ts';
import { ddSummary } from './dd-summary.ts';

interface Locals {
  plan: DdPlan;
  input: number;
  output: number;
  /** Bytes left by count=; -1 for no end. In blocks when a short read counts as one. */
  left: number;
  byBlocks: boolean;
  direct: boolean;
  began: number;
  inFull: number;
  inPart: number;
  outFull: number;
  outPart: number;
  bytes: number;
  /** Converted bytes that make no whole output block yet. */
  pending: Bytes;
  status: number;
}

/** Bytes moved by one handler, and how many of them a frame of virtual CPU moves (about 2 GB a second). */
const SLICE = 1 << 26;
const BYTES_PER_FRAME = 320_000;
/** Larger buffers are charged to the memory of the process. */
const SMALL_BUFFER = 1 << 18;

function openFiles(p: Proc<Locals>, f: Flavour, name: Bytes, plan: DdPlan): { input: number; output: number } | number {
  let input = 0;
  let output = 1;
  if (plan.input !== null) {
    input = p.open(plan.input, O_RDONLY);
    if (input < 0)
      return complain(
        p,
        name,
        f.gnu
          ? `failed to open ${quoteaf(plan.input)}: ${strerror(input)}`
          : `can't open '${plan.input}': ${strerror(input)}`,
      );
  }
  if (plan.output !== null) {
    const keep = plan.conv.includes('notrunc') || plan.append || plan.seekBytes > 0;
    const create = plan.conv.includes('nocreat') ? 0 : O_CREAT | (plan.conv.includes('excl') ? O_EXCL : 0);
    output = p.open(plan.output, O_WRONLY | create | (plan.append ? O_APPEND : 0) | (keep ? 0 : O_TRUNC), 0o666);
    if (output < 0)
      return complain(
        p,
        name,
        f.gnu
          ? `failed to open ${quoteaf(plan.output)}: ${strerror(output)}`
          : `can't open '${plan.output}': ${strerror(output)}`,
      );
    if (plan.seekBytes > 0 && !plan.conv.includes('notrunc') && !plan.append) p.ftruncate(output, plan.seekBytes);
  }
  return { input, output };
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const name = commandName(p, f);
  const plan = ddPlan(p, f);
  if (typeof plan === 'number') return p.exit(plan);
  const opened = openFiles(p, f, name, plan);
  if (typeof opened === 'number') return p.exit(opened);
  const { input, output } = opened;
  const stat = p.fstat(input);
  const pipe = typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFIFO;
  const buffer =
    typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFREG ? Math.min(plan.ibs, stat.size) : plan.ibs;
  if (buffer > SMALL_BUFFER && p.brk(buffer) === ENOMEM) {
    return p.exit(
      complain(p, name, f.gnu ? `memory exhausted by input buffer of size ${plan.ibs} bytes` : 'out of memory'),
    );
  }
  const byBlocks = pipe && !plan.fullblock && !plan.countInBytes && plan.count >= 0;
  const simple = plan.conv.every(
    (word) => word === 'notrunc' || word === 'fsync' || word === 'fdatasync' || word === 'nocreat' || word === 'excl',
  );
  p.locals = {
    plan,
    input,
    output,
    left: plan.count < 0 ? -1 : plan.countInBytes || byBlocks ? plan.count : plan.count * plan.ibs,
    byBlocks,
    direct: simple && plan.ibs === plan.obs && !pipe,
    began: p.now,
    inFull: 0,
    inPart: 0,
    outFull: 0,
    outPart: 0,
    bytes: 0,
    pending: '',
    status: 0,
  };
  if (plan.seekBytes > 0 && p.lseek(output, plan.seekBytes, 1) < 0)
    return p.exit(
      complain(
        p,
        name,
        f.gnu
          ? `${quoteaf(plan.output ?? 'standard output')}: cannot seek: ${strerror(ESPIPE)}`
          : `${plan.output}: Illegal seek`,
      ),
    );
  return p.goto('skip');
}

/** skip=: seeks, or reads what cannot be sought. */
function skip(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const bytes = l.plan.skipBytes;
  if (bytes === 0) return p.goto(l.direct ? 'move' : 'run');
  const at = p.lseek(l.input, bytes, 1);
  if (at >= 0) {
    const stat = p.fstat(l.input);
    if (typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFREG && at > stat.size && f.gnu) {
      complain(p, commandName(p, f), `${quoteaf(l.plan.input ?? 'standard input')}: cannot skip to specified offset`);
    }
    l.plan = { ...l.plan, skipBytes: 0 };
    return p.goto('skip');
  }
  const data = p.read(l.input, Math.min(65536, bytes));
  if (data === EAGAIN) return p.waitRead(l.input, 'skip');
  l.plan = { ...l.plan, skipBytes: typeof data === 'number' || data === '' ? 0 : bytes - data.length };
  return p.goto('skip');
}

/** Counts `n` bytes as blocks of a size, full and partial. */
function count(l: Locals): void {
  l.inFull = Math.floor(l.bytes / l.plan.ibs);
  l.inPart = l.bytes % l.plan.ibs === 0 ? 0 : 1;
  l.outFull = Math.floor(l.bytes / l.plan.obs);
  l.outPart = l.bytes % l.plan.obs === 0 ? 0 : 1;
}

function move(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const max = l.left < 0 ? SLICE : Math.min(SLICE, l.left);
  const n = max === 0 ? 0 : p.copyRange(l.input, l.output, max);
  if (n === EINVAL && l.bytes === 0) {
    l.direct = false;
    return p.goto('run');
  }
  if (n === EAGAIN) return p.waitRead(l.input, 'move');
  if (n > 0) {
    l.bytes += n;
    if (l.left > 0) l.left -= n;
    p.burn(Math.floor(n / BYTES_PER_FRAME));
    return p.goto('move');
  }
  count(l);
  if (n < 0) return failed(p, f, n);
  return p.goto('end');
}

function failed(p: Proc<Locals>, f: Flavour, errno: Errno): Next {
  const l = p.locals;
  const name = commandName(p, f);
  const target = l.plan.output ?? 'standard output';
  l.status = complain(
    p,
    name,
    f.gnu ? `error writing ${quoteaf(target)}: ${strerror(errno)}` : `error writing '${target}': ${strerror(errno)}`,
  );
  // The block that did not fit counts as read.
  if (l.direct) l.inFull += 1;
  return p.goto('end');
}

function converted(plan: DdPlan, block: Bytes): Bytes {
  let out = block;
  if (plan.conv.includes('lcase')) out = out.replace(/[A-Z]+/g, (run) => run.toLowerCase());
  if (plan.conv.includes('ucase')) out = out.replace(/[a-z]+/g, (run) => run.toUpperCase());
  if (plan.conv.includes('swab')) out = out.replace(/([\s\S])([\s\S])/g, '$2$1');
  return out;
}

/** Output blocks of what is pending; the rest is kept unless it is the end. */
function emit(p: Proc<Locals>, end: boolean): void {
  const l = p.locals;
  const whole = end ? l.pending.length : l.pending.length - (l.pending.length % l.plan.obs);
  if (whole === 0) return;
  p.print(l.output, l.pending.slice(0, whole));
  l.outFull += Math.floor(whole / l.plan.obs);
  if (whole % l.plan.obs !== 0) l.outPart += 1;
  l.bytes += whole;
  l.pending = l.pending.slice(whole);
}

/** One short or full block at a time, as read(2) gives them. */
function run(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const errno = p.printError();
  if (errno !== 0) return failed(p, f, errno);
  if (l.left === 0) {
    emit(p, true);
    return p.goto('end');
  }
  const size = Math.min(l.plan.ibs, 65536, l.left < 0 || l.byBlocks ? l.plan.ibs : l.left);
  const data = p.read(l.input, size);
  if (data === EAGAIN) return p.waitRead(l.input, 'run');
  if (typeof data === 'number') {
    const source = l.plan.input ?? 'standard input';
    l.status = complain(
      p,
      commandName(p, f),
      f.gnu ? `error reading ${quoteaf(source)}: ${strerror(data)}` : `${source}: ${strerror(data)}`,
    );
    return p.goto('end');
  }
  if (data === '') {
    emit(p, true);
    return p.goto('end');
  }
  if (data.length === l.plan.ibs) l.inFull += 1;
  else if (l.plan.ibs <= 65536) l.inPart += 1;
  if (l.left > 0) l.left -= l.byBlocks ? 1 : data.length;
  let block = converted(l.plan, data);
  if (l.plan.conv.includes('sync')) block = block.padEnd(l.plan.ibs, '\0');
  l.pending += block;
  if (l.plan.ibs === l.plan.obs && l.plan.ibs <= 65536) emit(p, true);
  else emit(p, false);
  return p.goto('run');
}

function end(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const errno = p.printError();
  if (errno !== 0 && l.status === 0) return failed(p, f, errno);
  if (l.plan.ibs > 65536 && !l.direct) count(l);
  p.print(2, ddSummary(f.gnu, l.plan.status, l, p.now - l.began));
  return p.exit(l.status);
}

/** SIGUSR1 asks how far it is. */
function onSignal(f: Flavour): (p: Proc<Locals>, signal: number) => null {
  return (p) => {
    p.print(2, ddSummary(f.gnu, 'default', p.locals, p.now - p.locals.began));
    return null;
  };
}

function program(f: Flavour): Program {
  return tool<Locals>(
    f,
    'dd',
    1,
    () => ({
      start: (p) => start(p, f),
      skip: (p) => skip(p, f),
      move: (p) => move(p, f),
      run: (p) => run(p, f),
      end: (p) => end(p, f),
    }),
    { onSignal: onSignal(f) },
  );
}

/** `gnu/dd` and `busybox/dd`. */
export const ddPrograms: readonly Program[] = [program(GNU), program(BUSYBOX)];
