/** What chmod, chown and chgrp share: operands, whole trees with -R, links by -h -H -L -P, and reports by -c and -v. */
import { ENOENT, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, type Stat } from '../../kernel/syscall.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, type Labels } from '../frame/flavour.ts';
import { complain } from '../frame/invocation.ts';
import { quoteaf } from '../frame/quote.ts';
import {
  advanced,
  enterDirectory,
  isAncestor,
  joinPath,
  nextEntry,
  WALK_STEPS,
  type WalkFrame,
} from '../frame/walk.ts';

/** The plan of a change, in the locals of the program. */
export interface ChangePlan<O> {
  readonly o: O;
  readonly operands: readonly Bytes[];
  readonly recursive: boolean;
  /** -h: links themselves are changed. */
  readonly noDereference: boolean;
  /** Links to directories that are gone through: none, those on the command line, all. */
  readonly traverse: 'P' | 'H' | 'L';
  readonly report: 'no' | 'changes' | 'all';
  readonly quiet: boolean;
}

export interface ChangeLocals<O> {
  plan: ChangePlan<O>;
  at: number;
  frame: WalkFrame | null;
  status: number;
}

/** The change of one program. */
export interface Change<O> {
  /** Changes `path`; `stat` is what it is before. Returns 0, 1 when something changed, or an errno. */
  apply(p: Proc, o: O, path: Bytes, stat: Stat, noFollow: boolean): number;
  /** Line of -v and -c; null when there is nothing to say. */
  report(p: Proc, f: Flavour, o: O, path: Bytes, before: Stat, changed: boolean): Bytes;
  /** `changing permissions of 'x'`. */
  failure(f: Flavour, o: O, path: Bytes): Bytes;
  /** Links met in a tree are left alone (chmod). */
  readonly skipsLinks: boolean;
}

function accessError<O>(p: Proc<ChangeLocals<O>>, f: Flavour, path: Bytes, errno: Errno, follow: boolean): void {
  const l = p.locals;
  l.status = 1;
  if (l.plan.quiet && f.gnu) return;
  const name = commandName(p, f);
  if (!f.gnu) {
    complain(p, name, `${path}: ${strerror(errno)}`);
    return;
  }
  const link = follow ? p.lstat(path) : errno;
  const dangling = errno === ENOENT && typeof link !== 'number' && (link.mode & S_IFMT) === S_IFLNK;
  if (dangling && name.endsWith('chmod')) complain(p, name, `cannot operate on dangling symlink ${quoteaf(path)}`);
  else complain(p, name, `cannot ${dangling ? 'dereference' : 'access'} ${quoteaf(path)}: ${strerror(errno)}`);
}

/** Changes one name, and enters it when it is a directory to walk through. */
function visit<O>(p: Proc<ChangeLocals<O>>, f: Flavour, change: Change<O>, path: Bytes, operand: boolean): void {
  const l = p.locals;
  const { plan } = l;
  const own = p.lstat(path);
  if (typeof own === 'number') {
    accessError(p, f, path, own, false);
    return;
  }
  const link = (own.mode & S_IFMT) === S_IFLNK;
  const through =
    link && (plan.traverse === 'L' || (plan.traverse === 'H' && operand) || (!plan.recursive && !plan.noDereference));
  if (link && change.skipsLinks && !through && (!operand || plan.recursive)) return;
  const noFollow = link && !through && (plan.noDereference || (plan.recursive && plan.traverse === 'P'));
  const stat = noFollow ? own : p.stat(path);
  if (typeof stat === 'number') {
    accessError(p, f, path, stat, true);
    return;
  }
  const directory = plan.recursive && (stat.mode & S_IFMT) === S_IFDIR && (!link || through);
  changeOne(p, f, change, path, stat, noFollow);
  if (!directory) return;
  if (isAncestor(l.frame, stat.dev, stat.ino)) return;
  const frame = enterDirectory(p, path, l.frame, stat.dev, stat.ino);
  if (typeof frame !== 'number') l.frame = frame;
  else {
    l.status = 1;
    if (!plan.quiet)
      complain(
        p,
        commandName(p, f),
        f.gnu
          ? `cannot read directory ${quoteaf(path)}: ${strerror(frame)}`
          : `can't open '${path}': ${strerror(frame)}`,
      );
  }
}

function changeOne<O>(
  p: Proc<ChangeLocals<O>>,
  f: Flavour,
  change: Change<O>,
  path: Bytes,
  stat: Stat,
  noFollow: boolean,
): void {
  const { plan } = p.locals;
  const done = change.apply(p, plan.o, path, stat, noFollow);
  if (done < 0) {
    p.locals.status = 1;
    if (!plan.quiet)
      complain(
        p,
        commandName(p, f),
        f.gnu ? `${change.failure(f, plan.o, path)}: ${strerror(done)}` : `${path}: ${strerror(done)}`,
      );
  } else if (plan.report === 'all' || (plan.report === 'changes' && done > 0)) {
    p.print(1, change.report(p, f, plan.o, path, stat, done > 0));
  }
}

function run<O>(p: Proc<ChangeLocals<O>>, f: Flavour, change: Change<O>): Next {
  const l = p.locals;
  for (let n = 0; n < WALK_STEPS; n++) {
    const { frame } = l;
    if (frame === null) {
      const path = l.plan.operands[l.at];
      if (path === undefined) return p.exit(l.status);
      l.at += 1;
      visit(p, f, change, path, true);
      continue;
    }
    const entry = nextEntry(frame);
    if (entry === undefined) l.frame = frame.up;
    else {
      l.frame = advanced(frame);
      visit(p, f, change, joinPath(frame.path, entry.name), false);
    }
  }
  return p.goto('run');
}

/** The labels of a program that changes attributes; `plan` reads the command line, a number being an exit status. */
export function changeLabels<O>(
  f: Flavour,
  change: Change<O>,
  plan: (p: Proc, f: Flavour) => ChangePlan<O> | number,
): Labels<ChangeLocals<O>> {
  return {
    start: (p) => {
      const made = plan(p, f);
      if (typeof made === 'number') return p.exit(made);
      p.locals = { plan: made, at: 0, frame: null, status: 0 };
      return run(p, f, change);
    },
    run: (p) => run(p, f, change),
  };
}
