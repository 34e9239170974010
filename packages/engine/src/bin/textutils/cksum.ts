/** cksum(1), sum(1) and crc32(1): small checksums. */
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, filterLabels } from '../frame/filter.ts';
import { BUSYBOX, type Flavour, tool, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { invocation } from '../frame/invocation.ts';
import { quotef } from '../frame/quote.ts';

interface Options {
  readonly sysv: boolean;
  readonly named: boolean;
  readonly several: boolean;
}

interface State {
  sum: number;
  bytes: number;
}

const CKSUM_OPTIONS = optionSpec('', '!algorithm= !tag !untagged !length= !check', 'al');
const PLAIN = optionSpec('');
const SUM_OPTIONS = optionSpec('rs', 'sysv>s');

function table(polynomial: number, reflected: boolean): readonly number[] {
  const out: number[] = [];
  for (let n = 0; n < 256; n++) {
    let c = reflected ? n : n << 24;
    for (let k = 0; k < 8; k++) {
      if (reflected) c = (c & 1) !== 0 ? (c >>> 1) ^ polynomial : c >>> 1;
      else c = c < 0 ? (c << 1) ^ polynomial : c << 1;
    }
    out.push(c | 0);
  }
  return out;
}

const POSIX = table(0x04c11db7, false);
const ZIP = table(0xedb88320, true);

function posix(sum: number, text: Bytes): number {
  let c = sum;
  for (let i = 0; i < text.length; i++) c = (c << 8) ^ (POSIX[((c >>> 24) ^ text.charCodeAt(i)) & 255] as number);
  return c;
}

function zip(sum: number, text: Bytes): number {
  let c = sum;
  for (let i = 0; i < text.length; i++) c = (c >>> 8) ^ (ZIP[(c ^ text.charCodeAt(i)) & 255] as number);
  return c;
}

/** The CRC of POSIX covers the length too, its lowest byte first. */
function posixEnd(sum: number, bytes: number): number {
  let c = sum;
  for (let n = bytes; n > 0; n = Math.floor(n / 256)) c = posix(c, String.fromCharCode(n % 256));
  return ~c >>> 0;
}

function sumBytes(o: Options, sum: number, text: Bytes): number {
  let n = sum;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    n = o.sysv ? (n + c) % 0x100000000 : ((n >> 1) + ((n & 1) << 15) + c) & 0xffff;
  }
  return n;
}

function sysvEnd(sum: number): number {
  const r = (sum & 0xffff) + (Math.floor(sum / 65536) & 0xffff);
  return (r & 0xffff) + (r >> 16);
}

function plan(
  p: Parameters<Filter<Options, State>['plan']>[0],
  f: Flavour,
  spec: typeof PLAIN,
  start: number,
): ReturnType<Filter<Options, State>['plan']> {
  const c = invocation(p, f, spec);
  if (typeof c === 'number') return c;
  const last = c.options[c.options.length - 1];
  const o: Options = { sysv: last?.key === 's', named: c.operands.length > 0, several: c.operands.length > 1 };
  return { name: c.name, o, s: { sum: start, bytes: 0 }, files: c.operands };
}

function filter(kind: 'cksum' | 'sum' | 'crc32'): Filter<Options, State> {
  const initial = kind === 'crc32' ? -1 : 0;
  return {
    unit: 'raw',
    plan: (p, f) => plan(p, f, kind === 'sum' ? SUM_OPTIONS : f.gnu ? CKSUM_OPTIONS : PLAIN, initial),
    open(c) {
      c.s = { sum: initial, bytes: 0 };
      return undefined;
    },
    block(c, text) {
      c.s.bytes += text.length;
      c.s.sum =
        kind === 'cksum' ? posix(c.s.sum, text) : kind === 'crc32' ? zip(c.s.sum, text) : sumBytes(c.o, c.s.sum, text);
      return undefined;
    },
    close(c) {
      const { s, o, p } = c;
      const name = c.f.gnu ? quotef(c.file) : c.file;
      if (kind === 'cksum') p.print(1, `${posixEnd(s.sum, s.bytes)} ${s.bytes}${o.named ? ` ${name}` : ''}\n`);
      else if (kind === 'crc32')
        p.print(1, `${(~s.sum >>> 0).toString(16).padStart(8, '0')}${o.named ? ` ${name}` : ''}\n`);
      else if (o.sysv) p.print(1, `${sysvEnd(s.sum)} ${Math.ceil(s.bytes / 512)}${o.named ? ` ${name}` : ''}\n`);
      else
        p.print(
          1,
          `${String(s.sum).padStart(5, '0')} ${String(Math.ceil(s.bytes / 1024)).padStart(5)}${o.several || (o.named && c.f.gnu) ? ` ${name}` : ''}\n`,
        );
      return undefined;
    },
  };
}

/** `gnu/cksum`, `gnu/sum`, their applets, and `busybox/crc32`. */
export const cksumPrograms: readonly Program[] = [
  ...tools('cksum', 1, (f) => filterLabels(f, filter('cksum'))),
  ...tools('sum', 1, (f) => filterLabels(f, filter('sum'))),
  tool(BUSYBOX, 'crc32', 1, (f) => filterLabels(f, filter('crc32'))),
];
