/** Numbers on command lines: xstrtoumax(3) of gnulib and xatou_sfx of BusyBox. */
import type { Bytes } from '../../util/bytes.ts';

const SUFFIX_ORDER = 'KMGTPEZY';

/** A decimal number without sign, or null. */
export function parseDecimal(text: Bytes): number | null {
  if (text === '') return null;
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const d = text.charCodeAt(i) - 48;
    if (d < 0 || d > 9) return null;
    n = n * 10 + d;
  }
  return n;
}

/** A decimal number with an optional sign, or null. */
export function parseInteger(text: Bytes): number | null {
  const sign = text.charAt(0);
  if (sign !== '-' && sign !== '+') return parseDecimal(text);
  const n = parseDecimal(text.slice(1));
  return n === null ? null : sign === '-' && n !== 0 ? -n : n;
}

function power(base: number, exponent: number): number {
  let n = 1;
  for (let i = 0; i < exponent; i++) n *= base;
  return n;
}

/** Factor of a GNU size suffix: `K`, `KiB` 1024, `kB`, `MB` powers of 1000, `b` 512; null when unknown. */
function gnuFactor(suffix: string): number | null {
  if (suffix === '') return 1;
  if (suffix === 'b') return 512;
  if (suffix === 'c' || suffix === 'B') return 1;
  const letter = suffix.charAt(0) === 'k' ? 'K' : suffix.charAt(0) === 'm' ? 'M' : suffix.charAt(0);
  const order = SUFFIX_ORDER.indexOf(letter) + 1;
  const rest = suffix.slice(1);
  if (order === 0) return null;
  if (rest === '' || rest === 'iB') return power(1024, order);
  return rest === 'B' ? power(1000, order) : null;
}

function split(text: Bytes): { digits: string; suffix: string } {
  let i = 0;
  while (i < text.length && text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) i++;
  return { digits: text.slice(0, i), suffix: text.slice(i) };
}

/** A size as GNU programs take it (`10`, `4K`, `1MB`); a bare suffix means one of it. null when it is none. */
export function gnuSize(text: Bytes): number | null {
  const { digits, suffix } = split(text);
  const factor = gnuFactor(suffix);
  if (factor === null || (digits === '' && suffix === '')) return null;
  return digits === '' ? factor : (parseDecimal(digits) as number) * factor;
}

/** A size as most applets of BusyBox take it: `b` 512, `k` 1024, `m` 1024². null when it is none. */
export function busyboxSize(text: Bytes): number | null {
  const { digits, suffix } = split(text);
  if (digits === '') return null;
  const factor =
    suffix === ''
      ? 1
      : suffix === 'b'
        ? 512
        : suffix === 'k' || suffix === 'K'
          ? 1024
          : suffix === 'm' || suffix === 'M'
            ? 1048576
            : 0;
  return factor === 0 ? null : (parseDecimal(digits) as number) * factor;
}
