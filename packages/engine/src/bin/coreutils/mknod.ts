/** mknod(1) and mkfifo(1). */
import { strerror } from '../../kernel/errno.ts';
import { S_IFBLK, S_IFCHR, S_IFIFO } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand, printUsage, usageError } from '../frame/invocation.ts';
import { changeMode, parseMode } from '../frame/mode.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';

const GNU_OPTIONS = optionSpec('m:', 'mode=>m !context?', 'Z');
const BUSYBOX_OPTIONS = optionSpec('m:', 'mode=>m');

/** makedev(3). */
export function makeDevice(major: number, minor: number): number {
  return (((minor & 0xff) | ((major & 0xfff) << 8)) >>> 0) + (minor - (minor & 0xff)) * 4096;
}

/** The mode of -m, or the default; null after a complaint. */
function modeOf(
  p: Proc,
  f: Flavour,
  name: Bytes,
  text: Bytes | undefined,
): { readonly mode: number; readonly exact: boolean } | null {
  if (text === undefined) return { mode: 0o666, exact: false };
  const change = parseMode(text);
  if (change === null) {
    complain(p, name, f.gnu ? 'invalid mode' : `invalid mode '${text}'`);
    return null;
  }
  const umask = p.umask(0);
  p.umask(umask);
  return { mode: changeMode(change, 0o666, umask, false) & 0o777, exact: true };
}

function make(
  p: Proc,
  path: Bytes,
  type: number,
  rdev: number,
  mode: { readonly mode: number; readonly exact: boolean },
): number {
  const errno = p.mknod(path, type | mode.mode, rdev);
  if (errno >= 0 && mode.exact) p.chmod(path, mode.mode);
  return errno;
}

function mkfifo(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  const mode = modeOf(p, f, c.name, c.options.filter((o) => o.key === 'm').pop()?.value);
  if (mode === null) return p.exit(1);
  let status = 0;
  for (const path of c.operands) {
    const errno = make(p, path, S_IFIFO, 0, mode);
    if (errno < 0)
      status = complain(
        p,
        c.name,
        f.gnu ? `cannot create fifo ${quoteaf(path)}: ${strerror(errno)}` : `${path}: ${strerror(errno)}`,
      );
  }
  return p.exit(status);
}

function deviceError(p: Proc, f: Flavour, name: Bytes, operands: readonly Bytes[]): number {
  if (!f.gnu) return printUsage(p, f, name);
  const [path, type, major, , extra] = operands;
  if (path === undefined) return usageError(p, f, name, 'missing operand');
  if (type === undefined) return usageError(p, f, name, `missing operand after ${quoted(p, path)}`);
  const fifo = type.startsWith('p');
  if (fifo && major !== undefined) {
    complain(p, name, `extra operand ${quoted(p, major)}`);
    if (operands.length === 4) p.print(2, 'Fifos do not have major and minor device numbers.\n');
    return printUsage(p, f, name);
  }
  if (extra !== undefined) return usageError(p, f, name, `extra operand ${quoted(p, extra)}`);
  complain(p, name, `missing operand after ${quoted(p, operands[operands.length - 1] as Bytes)}`);
  if (operands.length === 2) p.print(2, 'Special files require major and minor device numbers.\n');
  return printUsage(p, f, name);
}

function mknod(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const [path, kind = '', majorText = '', minorText = ''] = c.operands;
  const wanted = kind.startsWith('p') ? 2 : 4;
  if (path === undefined || c.operands.length !== wanted) return p.exit(deviceError(p, f, c.name, c.operands));
  const mode = modeOf(p, f, c.name, c.options.filter((o) => o.key === 'm').pop()?.value);
  if (mode === null) return p.exit(1);
  const type = kind === 'p' ? S_IFIFO : kind === 'b' ? S_IFBLK : kind === 'c' || kind === 'u' ? S_IFCHR : 0;
  if (type === 0)
    return p.exit(
      f.gnu ? usageError(p, f, c.name, `invalid device type ${quoted(p, kind)}`) : printUsage(p, f, c.name),
    );
  const number = (text: Bytes): number | null =>
    /^0x[0-9a-f]+$/i.test(text) ? Number(text) : /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : parseDecimal(text);
  const major = type === S_IFIFO ? 0 : number(majorText);
  const minor = type === S_IFIFO ? 0 : number(minorText);
  if (major === null)
    return p.exit(
      complain(
        p,
        c.name,
        f.gnu ? `invalid major device number ${quoted(p, majorText)}` : `invalid number '${majorText}'`,
      ),
    );
  if (minor === null)
    return p.exit(
      complain(
        p,
        c.name,
        f.gnu ? `invalid minor device number ${quoted(p, minorText)}` : `invalid number '${minorText}'`,
      ),
    );
  const errno = make(p, path, type, makeDevice(major, minor), mode);
  if (errno >= 0) return p.exit(0);
  return p.exit(complain(p, c.name, `${f.gnu ? quoteaf(path).slice(1, -1) : path}: ${strerror(errno)}`));
}

/** `gnu/mknod`, `gnu/mkfifo` and their applets. */
export const mknodPrograms: readonly Program[] = [
  ...tools('mknod', 1, (f) => ({ start: (p) => mknod(p, f) })),
  ...tools('mkfifo', 1, (f) => ({ start: (p) => mkfifo(p, f) })),
];
