/** truncate(1), fallocate(1) and sync(1). */
import { ENOENT, strerror } from '../../kernel/errno.ts';
import { O_CREAT, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { busyboxSize, gnuSize } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';

const GNU_OPTIONS = optionSpec('cor:s:', 'no-create>c io-blocks>o reference=>r size=>s');
const BUSYBOX_OPTIONS = optionSpec('cs:');
const FALLOCATE = optionSpec(
  'l:no:vx',
  'length=>l keep-size>n offset=>o verbose>v posix>x !collapse-range !dig-holes !insert-range !punch-hole !zero-range',
  'cdipz',
);
const BUSYBOX_FALLOCATE = optionSpec('l:o:', 'length=>l offset=>o');
const SYNC = optionSpec('df', 'data>d file-system>f');

interface Size {
  /** How the number changes the size: absolute, or relative by `+ - < > / %`. */
  readonly how: '' | '+' | '-' | '<' | '>' | '/' | '%';
  readonly bytes: number;
}

function parseSize(text: Bytes, gnu: boolean): Size | null {
  const how = gnu && '+-<>/%'.includes(text.charAt(0)) && text !== '' ? (text.charAt(0) as Size['how']) : '';
  const digits = how === '' ? text : text.slice(1);
  const bytes = gnu ? gnuSize(digits) : busyboxSize(digits.replace(/[gG]$/, ''));
  if (bytes === null) return null;
  return { how, bytes: !gnu && /[gG]$/.test(digits) ? bytes * 1073741824 : bytes };
}

function newSize(size: Size, base: number): number {
  switch (size.how) {
    case '+':
      return base + size.bytes;
    case '-':
      return Math.max(0, base - size.bytes);
    case '<':
      return Math.min(base, size.bytes);
    case '>':
      return Math.max(base, size.bytes);
    case '/':
      return Math.floor(base / size.bytes) * size.bytes;
    case '%':
      return Math.ceil(base / size.bytes) * size.bytes;
    default:
      return size.bytes;
  }
}

function truncateOne(
  p: Proc,
  f: Flavour,
  name: Bytes,
  file: Bytes,
  size: Size,
  create: boolean,
  reference: number,
): number {
  const fd = p.open(file, O_WRONLY | O_NONBLOCK | (create ? O_CREAT : 0), 0o666);
  if (fd < 0) {
    if (fd === ENOENT && !create) return 0;
    return complain(
      p,
      name,
      f.gnu ? `cannot open ${quoteaf(file)} for writing: ${strerror(fd)}` : `${file}: open: ${strerror(fd)}`,
    );
  }
  const stat = p.fstat(fd);
  const base = reference >= 0 ? reference : typeof stat === 'number' ? 0 : stat.size;
  const to = newSize(size, base);
  const errno = p.ftruncate(fd, to);
  p.close(fd);
  if (errno >= 0) return 0;
  return complain(
    p,
    name,
    f.gnu
      ? `failed to truncate ${quoteaf(file)} at ${to} bytes: ${strerror(errno)}`
      : `${file}: truncate: ${strerror(errno)}`,
  );
}

function truncate(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const text = c.options.filter((o) => o.key === 's').pop()?.value;
  const reference = c.options.find((o) => o.key === 'r')?.value;
  if (!f.gnu && (text === undefined || c.operands.length === 0)) return p.exit(printUsage(p, f, c.name));
  let size: Size | null = { how: '+', bytes: 0 };
  if (text !== undefined) {
    size = parseSize(text, f.gnu);
    if (size === null)
      return p.exit(complain(p, c.name, f.gnu ? `Invalid number: ${quoted(p, text)}` : `invalid number '${text}'`));
    if ((size.how === '/' || size.how === '%') && size.bytes === 0)
      return p.exit(complain(p, c.name, 'division by zero'));
    if (has('o')) size = { how: size.how, bytes: size.bytes * 4096 };
  } else if (reference === undefined)
    return p.exit(usageError(p, f, c.name, "you must specify either '--size' or '--reference'"));
  if (reference !== undefined && text !== undefined && size.how === '')
    return p.exit(usageError(p, f, c.name, "you must specify a relative '--size' with '--reference'"));
  if (c.operands.length === 0) return p.exit(usageError(p, f, c.name, 'missing file operand'));
  let base = -1;
  if (reference !== undefined) {
    const stat = p.stat(reference);
    if (typeof stat === 'number')
      return p.exit(complain(p, c.name, `cannot stat ${quoteaf(reference)}: ${strerror(stat)}`));
    base = stat.size;
  }
  let status = 0;
  for (const file of c.operands) status = truncateOne(p, f, c.name, file, size, !has('c'), base) || status;
  return p.exit(status);
}

function fallocate(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? FALLOCATE : BUSYBOX_FALLOCATE);
  if (typeof c === 'number') return p.exit(c);
  const option = (key: string): Bytes | undefined => c.options.filter((o) => o.key === key).pop()?.value;
  const lengthText = option('l');
  const file = c.operands[0];
  if (!f.gnu && (lengthText === undefined || file === undefined)) return p.exit(printUsage(p, f, c.name));
  if (lengthText === undefined) return p.exit(complain(p, c.name, 'no length argument specified'));
  const size = (text: Bytes): number | null => gnuSize(text);
  const length = size(lengthText);
  if (length === null || length === 0)
    return p.exit(complain(p, c.name, f.gnu ? 'invalid length value specified' : `invalid number '${lengthText}'`));
  const offset = size(option('o') ?? '0');
  if (offset === null) return p.exit(complain(p, c.name, 'invalid offset value specified'));
  if (file === undefined) return p.exit(complain(p, c.name, 'no filename specified'));
  if (c.operands.length > 1)
    return p.exit(f.gnu ? complain(p, c.name, 'unexpected number of arguments') : printUsage(p, f, c.name));
  const fd = p.open(file, O_RDWR | O_CREAT, 0o666);
  if (fd < 0)
    return p.exit(
      complain(p, c.name, f.gnu ? `cannot open ${file}: ${strerror(fd)}` : `can't open '${file}': ${strerror(fd)}`),
    );
  const stat = p.fstat(fd);
  const now = typeof stat === 'number' ? 0 : stat.size;
  const grown = Math.max(now, offset + length);
  const errno = option('n') !== undefined || grown === now ? 0 : p.ftruncate(fd, grown);
  p.close(fd);
  if (errno < 0)
    return p.exit(
      complain(p, c.name, f.gnu ? `fallocate failed: ${strerror(errno)}` : `fallocate '${file}': ${strerror(errno)}`),
    );
  if (option('v') !== undefined) p.print(1, `${file}: ${length} bytes allocated.\n`);
  return p.exit(0);
}

/** Everything that was written is there at once; only names that cannot be opened are to be told. */
function sync(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, SYNC);
  if (typeof c === 'number') return p.exit(c);
  if (f.gnu && c.operands.length === 0 && c.options.some((o) => o.key === 'd'))
    return p.exit(complain(p, c.name, '--data needs at least one argument'));
  let status = 0;
  for (const file of c.operands) {
    const fd = p.open(file, O_RDONLY | O_NONBLOCK);
    if (fd < 0)
      status = complain(
        p,
        c.name,
        f.gnu ? `error opening ${quoteaf(file)}: ${strerror(fd)}` : `can't open '${file}': ${strerror(fd)}`,
      );
    else p.close(fd);
  }
  return p.exit(status);
}

/** `gnu/truncate`, `gnu/fallocate`, `gnu/sync` and their applets. */
export const truncatePrograms: readonly Program[] = [
  ...tools('truncate', 1, (f) => ({ start: (p) => truncate(p, f) })),
  ...tools('fallocate', 1, (f) => ({ start: (p) => fallocate(p, f) })),
  ...tools('sync', 1, (f) => ({ start: (p) => sync(p, f) })),
];
