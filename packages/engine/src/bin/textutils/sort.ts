/**
 * sort(1). The input is gathered as it comes; a small one is sorted at once, a large one in runs that are then merged a
 * piece per handler, so no handler's work grows with the input.
 */
import { strerror } from '../../kernel/errno.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { writeFailed } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { type Gathered, gather, NOTHING } from '../frame/gather.ts';
import { atEnd, type Cursor, currentFile, cursor, nextFile, opened, openInput, pullRaw } from '../frame/input.ts';
import { complain } from '../frame/invocation.ts';
import { quotef } from '../frame/quote.ts';
import { compareKeys, keyText } from './sort-key.ts';
import { type SortPlan, sortPlan } from './sort-plan.ts';

interface Merge {
  readonly left: Bytes;
  readonly right: Bytes;
  readonly leftAt: number;
  readonly rightAt: number;
  readonly out: Bytes;
}

interface Locals {
  plan: SortPlan;
  in: Cursor;
  held: Gathered;
  /** Offset in `held` before which everything is in a run. */
  cut: number;
  /** Sorted texts still to be merged in this round, and those of the next round. */
  runs: readonly Bytes[];
  next: readonly Bytes[];
  merge: Merge | null;
  result: Bytes;
  at: number;
  out: number;
}

/** Bytes of one run, and of what one handler merges or prints. */
const RUN = 1 << 19;
const STEP = 1 << 17;

function compareLines(plan: SortPlan, a: Bytes, b: Bytes, last: boolean): number {
  for (const key of plan.keys) {
    const c = compareKeys(keyText(a, key, plan.separator), keyText(b, key, plan.separator), key.flags, plan.salt);
    if (c !== 0) return key.flags.includes('r') ? -c : c;
  }
  if (plan.keys.length > 0 && !last) return 0;
  const c = a < b ? -1 : a > b ? 1 : 0;
  return plan.reverse ? -c : c;
}

function sortText(plan: SortPlan, text: Bytes): Bytes {
  if (text === '') return '';
  const lines = text.split(plan.end);
  if (text.endsWith(plan.end)) lines.pop();
  const last = !plan.stable;
  if (plan.keys.length === 0 && !plan.reverse) lines.sort();
  else lines.sort((a, b) => compareLines(plan, a, b, last));
  const kept = plan.unique
    ? lines.filter((line, i) => i === 0 || compareLines(plan, lines[i - 1] as Bytes, line, false) !== 0)
    : lines;
  return kept.join(plan.end) + plan.end;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const plan = sortPlan(p, f);
  if (typeof plan === 'number') return p.exit(plan);
  p.locals = {
    plan,
    in: cursor(plan.files),
    held: NOTHING,
    cut: 0,
    runs: [],
    next: [],
    merge: null,
    result: '',
    at: 0,
    out: 1,
  };
  return read(p, f);
}

function unreadable(p: Proc<Locals>, f: Flavour, errno: number, opening: boolean): Next {
  const { plan } = p.locals;
  const file = currentFile(p.locals.in);
  const what = opening ? 'cannot read' : 'read failed';
  if (!f.gnu && !opening) {
    // stdio of BusyBox takes a file that cannot be read for an empty one.
    endOfFile(p);
    return p.goto('read');
  }
  return p.exit(
    complain(p, plan.name, f.gnu ? `${what}: ${quotef(file)}: ${strerror(errno)}` : `${file}: ${strerror(errno)}`, 2),
  );
}

/** A file that is checked or merged is taken whole; otherwise all files make one text, whose lines end where files do. */
function endOfFile(p: Proc<Locals>): void {
  const l = p.locals;
  const { text } = l.held;
  if (text.length > l.cut && !text.endsWith(l.plan.end)) l.held = { text: text + l.plan.end, charged: l.held.charged };
  if (l.plan.merge) {
    l.runs = [...l.runs, l.held.text.slice(l.cut)];
    l.cut = l.held.text.length;
  }
  l.in = nextFile(p, l.in);
}

function read(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  for (let n = 0; n < 8; n++) {
    if (atEnd(l.in)) return p.goto(l.plan.check === 'no' ? 'cut' : 'check');
    if (l.in.fd < 0) {
      const fd = openInput(p, currentFile(l.in));
      if (fd < 0) return unreadable(p, f, fd, true);
      l.in = opened(l.in, fd);
    }
    const got = pullRaw(p, l.in);
    if (got.kind === 'wait') return p.waitRead(l.in.fd, 'read');
    if (got.kind === 'error') return unreadable(p, f, got.errno, false);
    if (got.kind === 'end') {
      endOfFile(p);
      continue;
    }
    const held = gather(p, l.held, got.text);
    if (typeof held === 'number') {
      complain(p, l.plan.name, f.gnu ? 'memory exhausted' : 'out of memory');
      return p.exit(2);
    }
    l.held = held;
    if (got.text.length > 4096) break;
  }
  return p.goto('read');
}

/** Sorts one run a handler. */
function cut(p: Proc<Locals>): Next {
  const l = p.locals;
  const { text } = l.held;
  if (l.cut >= text.length) return p.goto('merge');
  let end = text.length;
  if (end - l.cut > RUN) end = text.indexOf(l.plan.end, l.cut + RUN) + 1 || text.length;
  const run = sortText(l.plan, text.slice(l.cut, end));
  l.cut = end;
  if (l.runs.length === 0 && end === text.length) {
    l.result = run;
    return p.goto('open');
  }
  l.runs = [...l.runs, run];
  return p.goto('cut');
}

/** Merges two texts until `STEP` bytes more are done; the right one gives way when lines are equal. */
function mergeStep(plan: SortPlan, m: Merge): Merge {
  let { leftAt, rightAt } = m;
  const pieces: Bytes[] = [];
  let size = 0;
  while (size < STEP && leftAt < m.left.length && rightAt < m.right.length) {
    const leftEnd = m.left.indexOf(plan.end, leftAt);
    const rightEnd = m.right.indexOf(plan.end, rightAt);
    const a = m.left.slice(leftAt, leftEnd);
    const b = m.right.slice(rightAt, rightEnd);
    const c = compareLines(plan, a, b, !plan.stable);
    if (plan.unique && c === 0) rightAt = rightEnd + 1;
    else if (c <= 0) {
      pieces.push(m.left.slice(leftAt, leftEnd + 1));
      leftAt = leftEnd + 1;
    } else {
      pieces.push(m.right.slice(rightAt, rightEnd + 1));
      rightAt = rightEnd + 1;
    }
    size += pieces[pieces.length - 1]?.length ?? 1;
  }
  return { ...m, leftAt, rightAt, out: m.out + pieces.join('') };
}

function merge(p: Proc<Locals>): Next {
  const l = p.locals;
  if (l.merge === null) {
    const [left, right] = l.runs;
    if (left === undefined || right === undefined) {
      const next = [...l.next, ...l.runs];
      if (next.length <= 1) {
        l.result = next[0] ?? '';
        return p.goto('open');
      }
      l.runs = next;
      l.next = [];
      return p.goto('merge');
    }
    l.runs = l.runs.slice(2);
    l.merge = { left, right, leftAt: 0, rightAt: 0, out: '' };
  }
  const m = mergeStep(l.plan, l.merge);
  if (m.leftAt < m.left.length && m.rightAt < m.right.length) l.merge = m;
  else {
    l.next = [...l.next, m.out + m.left.slice(m.leftAt) + m.right.slice(m.rightAt)];
    l.merge = null;
  }
  return p.goto('merge');
}

/** `-c`: the first line that is out of order. Looks at a bounded number of lines a handler. */
function check(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { plan } = l;
  const { text } = l.held;
  let at = l.at;
  for (let n = 0; n < 4096; n++) {
    const end = text.indexOf(plan.end, at);
    if (end < 0) return p.exit(0);
    const nextEnd = text.indexOf(plan.end, end + 1);
    if (nextEnd < 0) return p.exit(0);
    const b = text.slice(end + 1, nextEnd);
    const c = compareLines(plan, text.slice(at, end), b, !plan.stable);
    if (c > 0 || (c === 0 && plan.unique)) {
      const number = text.slice(0, end + 1).split(plan.end).length;
      const file = plan.files[0] ?? '-';
      if (plan.check === 'loud')
        p.print(2, f.gnu ? `${plan.name}: ${file}:${number}: disorder: ${b}\n` : `Check line ${number - 1}\n`);
      return p.exit(1);
    }
    at = end + 1;
  }
  l.at = at;
  return p.goto('check');
}

function open(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { output, name } = l.plan;
  if (output !== null) {
    const fd = p.open(output, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
    if (fd < 0) {
      complain(
        p,
        name,
        f.gnu ? `open failed: ${quotef(output)}: ${strerror(fd)}` : `can't open '${output}': ${strerror(fd)}`,
      );
      return p.exit(2);
    }
    l.out = fd;
  }
  return emit(p);
}

function emit(p: Proc<Locals>): Next {
  const l = p.locals;
  if (writeFailed(p, l.plan.name)) return p.exit(2);
  p.print(l.out, l.result.slice(l.at, l.at + STEP));
  l.at += STEP;
  return p.goto(l.at < l.result.length ? 'emit' : 'end');
}

/** `gnu/sort` and `busybox/sort`. */
export const sortPrograms: readonly Program[] = tools<Locals>('sort', 1, (f) => ({
  start: (p) => start(p, f),
  read: (p) => read(p, f),
  cut,
  merge,
  check: (p) => check(p, f),
  open: (p) => open(p, f),
  emit,
  end: (p) => p.exit(writeFailed(p, p.locals.plan.name) ? 2 : 0),
}));
