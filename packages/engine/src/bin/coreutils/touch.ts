/** touch(1). */
import { ENOENT, strerror } from '../../kernel/errno.ts';
import { O_CREAT, O_NONBLOCK, O_WRONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Moment, momentOf, nowMoment, sinceGenesis } from '../frame/clock.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, type Invocation, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { parseBusyboxDate, parseGnuDate, parseTouchStamp } from '../frame/parse-date.ts';
import { quoteaf, quoted } from '../frame/quote.ts';

const GNU_OPTIONS = optionSpec('acd:fhmr:t:', 'time=>time no-create>c date=>d no-dereference>h reference=>r');
const BUSYBOX_OPTIONS = optionSpec('camfr:d:t:h', 'no-create>c reference=>r date=>d no-dereference>h');

interface Times {
  atime: number | null;
  mtime: number | null;
}

function stampError(p: Proc, f: Flavour, name: Bytes, value: Bytes): number {
  return complain(p, name, f.gnu ? `invalid date format ${quoteaf(value)}` : `invalid date '${value}'`);
}

/** The moment of -d, -t or -r; null for now; a number is an exit status. */
function wantedTimes(p: Proc, f: Flavour, c: Invocation): Times | null | number {
  let times: Times | null = null;
  for (const { key, value } of c.options) {
    if (key === 'r') {
      const stat = p.stat(value);
      if (typeof stat === 'number')
        return complain(
          p,
          c.name,
          f.gnu
            ? `failed to get attributes of ${quoteaf(value)}: ${strerror(stat)}`
            : `can't stat '${value}': ${strerror(stat)}`,
        );
      times = { atime: stat.atime, mtime: stat.mtime };
    }
  }
  for (const { key, value } of c.options) {
    if (key !== 'd' && key !== 't') continue;
    const base: Moment = times === null ? nowMoment(p) : momentOf(p, times.mtime as number);
    const m =
      key === 't' && f.gnu
        ? parseTouchStamp(value, base)
        : f.gnu
          ? parseGnuDate(value, base)
          : parseBusyboxDate(value, base);
    if (m === null) return stampError(p, f, c.name, value);
    const ns = sinceGenesis(p, m);
    times = { atime: ns, mtime: ns };
  }
  return times;
}

function one(p: Proc, f: Flavour, name: Bytes, file: Bytes, times: Times, create: boolean, noFollow: boolean): number {
  if (create) {
    const there = p.stat(file);
    if (there === ENOENT && !noFollow) {
      const fd = p.open(file, O_WRONLY | O_CREAT | O_NONBLOCK, 0o666);
      if (fd < 0)
        return complain(p, name, f.gnu ? `cannot touch ${quoteaf(file)}: ${strerror(fd)}` : `${file}: ${strerror(fd)}`);
      p.close(fd);
    }
  }
  const errno = p.utimes(file, times.atime, times.mtime, noFollow);
  if (errno >= 0 || (errno === ENOENT && !create)) return 0;
  if (!f.gnu) return complain(p, name, `${file}: ${strerror(errno)}`);
  return complain(p, name, `${create ? 'cannot touch' : 'setting times of'} ${quoteaf(file)}: ${strerror(errno)}`);
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  let which = '';
  for (const { key, value } of c.options) {
    if (key === 'a' || key === 'm') which += key;
    if (key !== 'time') continue;
    if ('access'.startsWith(value) || value === 'atime' || value === 'use') which += 'a';
    else if ('modify'.startsWith(value) || value === 'mtime') which += 'm';
    else {
      complain(p, c.name, `invalid argument ${quoted(p, value)} for '--time'`);
      p.print(
        2,
        `Valid arguments are:\n  - 'atime', 'access', 'use'\n  - 'mtime', 'modify'\nTry '${c.name} --help' for more information.\n`,
      );
      return p.exit(1);
    }
  }
  if (c.operands.length === 0)
    return p.exit(f.gnu ? usageError(p, f, c.name, 'missing file operand') : printUsage(p, f, c.name));
  const wanted = wantedTimes(p, f, c);
  if (typeof wanted === 'number') return p.exit(wanted);
  const both = wanted ?? { atime: p.now, mtime: p.now };
  const all = which === '' || (which.includes('a') && which.includes('m'));
  const times: Times = {
    atime: all || which.includes('a') ? both.atime : null,
    mtime: all || which.includes('m') ? both.mtime : null,
  };
  const create = !c.options.some((o) => o.key === 'c');
  const noFollow = c.options.some((o) => o.key === 'h');
  let status = 0;
  for (const file of c.operands) status = one(p, f, c.name, file, times, create, noFollow) || status;
  return p.exit(status);
}

/** `gnu/touch` and `busybox/touch`. */
export const touchPrograms: readonly Program[] = tools('touch', 1, (f) => ({ start: (p) => start(p, f) }));
