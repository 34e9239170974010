import type { Bytes } from './bytes.ts';
import { formatFloat } from './float-format.ts';
import { GoError, isGoError } from './go-error.ts';
import { goToLower } from './rune.ts';
import { parseGoFloat } from './strconv.ts';

const DECIMAL: readonly string[] = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY: readonly string[] = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

function scaled(size: number, base: number, names: readonly string[], precision: number): Bytes {
  let value = size;
  let i = 0;
  while (value >= base && i < names.length - 1) {
    value /= base;
    i++;
  }
  return formatFloat(value, 'g', precision) + names[i];
}

/** `units.HumanSize`: decimal units and four digits, `7.8MB`. */
export function humanSize(bytes: number): Bytes {
  return scaled(bytes, 1000, DECIMAL, 4);
}

/** `units.HumanSizeWithPrecision`: as humanSize with `precision` significant digits; images and ps use 3. */
export function humanSizeWithPrecision(bytes: number, precision: number): Bytes {
  return scaled(bytes, 1000, DECIMAL, precision);
}

/** `units.BytesSize`: binary units and four digits, `15.5MiB`. */
export function bytesSize(bytes: number): Bytes {
  return scaled(bytes, 1024, BINARY, 4);
}

/** `units.CustomSize("%.*g%s", …)` with any base and names. */
export function customSize(bytes: number, base: number, names: readonly string[], precision: number): Bytes {
  return scaled(bytes, base, names, precision);
}

const PREFIXES = 'kmgtp';

/** Bytes that `suffix` (such as m, mb, mib; any case) multiplies by, or the error. */
function multiplier(suffix: Bytes, base: number): number | GoError {
  const s = goToLower(suffix);
  const bad = new GoError(`invalid suffix: '${s}'`);
  if (suffix.length > 3) return new GoError(`invalid suffix: '${suffix}'`);
  if (s[0] === 'b') return s.length > 1 ? bad : 1;
  const power = PREFIXES.indexOf(s[0] as string) + 1;
  if (power === 0) return bad;
  const tail = s.slice(1);
  if (tail !== '' && tail !== 'b' && tail !== 'ib') return bad;
  let times = base;
  for (let i = 1; i < power; i++) times *= base;
  return times;
}

function parseSize(text: Bytes, base: number): number | GoError {
  const invalid = (): GoError => new GoError(`invalid size: '${text}'`);
  let sep = text.length - 1;
  while (sep >= 0 && !'0123456789. '.includes(text[sep] as string)) sep--;
  if (sep < 0) return invalid();
  const digits = text.slice(0, text[sep] === ' ' ? sep : sep + 1);
  const suffix = text.slice(sep + 1);
  const size = parseGoFloat(digits);
  if (isGoError(size)) return size;
  if (size < 0) return invalid();
  const times = suffix === '' ? 1 : multiplier(suffix, base);
  if (isGoError(times)) return times;
  // Go's conversion of what does not fit an int64 gives the lowest one on amd64.
  const bytes = Math.trunc(size * times);
  return bytes < 2 ** 63 ? bytes : -(2 ** 63);
}

/** `units.FromHumanSize`: `1.5GB` with decimal units, in bytes. */
export function fromHumanSize(text: Bytes): number | GoError {
  return parseSize(text, 1000);
}

/** `units.RAMInBytes`: `512m` with binary units, in bytes; what --memory and --shm-size take. */
export function ramInBytes(text: Bytes): number | GoError {
  return parseSize(text, 1024);
}
