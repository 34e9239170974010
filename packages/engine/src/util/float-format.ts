import type { Bytes } from './bytes.ts';

/** Significant decimal digits of a finite positive double: 0.d1d2d3… × 10^point. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

const EXPONENT = /^(\d)(?:\.(\d+))?e([+-]\d+)$/;

function fromExponential(text: string): Decimal {
  const m = EXPONENT.exec(text) as RegExpExecArray;
  return { digits: (m[1] as string) + (m[2] ?? ''), point: Number(m[3]) + 1 };
}

function stripZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

/** Digits of the shortest decimal that reads back as `x`, without trailing zeros. */
function shortest(x: number): Decimal {
  if (x === 0) return { digits: '', point: 0 };
  const d = fromExponential(x.toExponential());
  return { digits: stripZeros(d.digits), point: d.point };
}

function increment(digits: string): string {
  let i = digits.length - 1;
  while (i >= 0 && digits[i] === '9') i--;
  const head = i < 0 ? '1' : digits.slice(0, i) + String(Number(digits[i]) + 1);
  return head + '0'.repeat(digits.length - 1 - i);
}

/** Exact decimal expansion of a finite positive double. */
function exact(x: number): Decimal {
  // A double is m × 2^e with |e| ≤ 1074; scaling by 2 is exact until m is an integer.
  let m = x;
  let e = 0;
  while (m >= 2 ** 53) {
    m /= 2;
    e++;
  }
  while (m !== Math.floor(m)) {
    m *= 2;
    e--;
  }
  const digits = e >= 0 ? (BigInt(m) << BigInt(e)).toString() : (BigInt(m) * 5n ** BigInt(-e)).toString();
  return { digits: stripZeros(digits), point: digits.length + (e >= 0 ? 0 : e) };
}

/** `d` cut to `count` significant digits, halves to even as Go's decimal rounding does. */
function roundTo(d: Decimal, count: number): Decimal {
  if (count < 0) return { digits: '', point: d.point };
  if (count >= d.digits.length) return d;
  const kept = d.digits.slice(0, count);
  const next = d.digits.charCodeAt(count) - 48;
  const tie = next === 5 && count + 1 === d.digits.length;
  const odd = count > 0 && (kept.charCodeAt(count - 1) & 1) === 1;
  const up = tie ? odd : next >= 5;
  if (!up) return { digits: stripZeros(kept), point: d.point };
  if (count === 0) return { digits: '1', point: d.point + 1 };
  const raised = increment(kept);
  return { digits: stripZeros(raised), point: d.point + raised.length - kept.length };
}

/** How many more digits than asked are enough to tell a number near a half from an exact half, in practice always. */
const GUARD = 10;
const GUARDED_TIE = `5${'0'.repeat(GUARD - 1)}`;

/** `x` rounded to `count` significant digits; `count` may be 0 or negative for `%f` of tiny numbers. */
function rounded(x: number, count: number): Decimal {
  if (x === 0) return { digits: '', point: 0 };
  if (count < 1 || count > 80) return roundTo(exact(x), count);
  // The engine's own digits are right but for halves, which it rounds up: only those need the exact expansion.
  const d = fromExponential(x.toExponential(count + GUARD - 1));
  return d.digits.endsWith(GUARDED_TIE) ? roundTo(exact(x), count) : roundTo(d, count);
}

function padded(digits: string, length: number): string {
  return digits.length >= length ? digits.slice(0, length) : digits + '0'.repeat(length - digits.length);
}

/** `%e`: d.ddde±dd with `precision` digits after the point. */
function scientific(d: Decimal, precision: number, letter: string): string {
  const mantissa = d.digits === '' ? '0' : d.digits;
  const exponent = d.digits === '' ? 0 : d.point - 1;
  const fraction = precision > 0 ? `.${padded(mantissa.slice(1), precision)}` : '';
  const magnitude = String(Math.abs(exponent));
  return `${mantissa[0]}${fraction}${letter}${exponent < 0 ? '-' : '+'}${magnitude.length < 2 ? '0' : ''}${magnitude}`;
}

/** `%f`: plain notation with `precision` digits after the point. */
function plain(d: Decimal, precision: number): string {
  const whole = d.point > 0 ? padded(d.digits, d.point) : '0';
  if (precision <= 0) return whole;
  const lead = d.point < 0 ? '0'.repeat(Math.min(-d.point, precision)) : '';
  const rest = d.point > 0 ? d.digits.slice(d.point) : d.digits;
  return `${whole}.${padded(lead + rest, precision)}`;
}

function general(x: number, precision: number, letter: string): string {
  const d = precision < 0 ? shortest(x) : rounded(x, precision === 0 ? 1 : precision);
  const exponent = d.point - 1;
  // With the fewest digits, 6 decides between the notations.
  let limit = precision < 0 ? 6 : precision === 0 ? 1 : precision;
  if (precision > d.digits.length && d.digits.length >= d.point) limit = d.digits.length;
  if (exponent < -4 || exponent >= limit) return scientific(d, d.digits.length - 1, letter);
  return plain(d, Math.max(d.digits.length - d.point, 0));
}

/** The forms of `strconv.FormatFloat` served here. */
export type FloatVerb = 'e' | 'E' | 'f' | 'g' | 'G';

/**
 * `strconv.FormatFloat(x, verb, precision, 64)`; a precision of -1 asks for the fewest digits that read back as `x`.
 * Rounding is from the exact value with halves to even, so `formatFloat(2.5, 'f', 0)` is `2`.
 */
export function formatFloat(x: number, verb: FloatVerb, precision: number): Bytes {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? '+Inf' : '-Inf';
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const a = Math.abs(x);
  if (verb === 'f') {
    const d = precision < 0 ? shortest(a) : rounded(a, exactPoint(a) + precision);
    return sign + plain(d, precision < 0 ? Math.max(d.digits.length - d.point, 0) : precision);
  }
  if (verb === 'e' || verb === 'E') {
    const d = precision < 0 ? shortest(a) : rounded(a, precision + 1);
    return sign + scientific(d, precision < 0 ? Math.max(d.digits.length - 1, 0) : precision, verb);
  }
  return sign + general(a, precision, verb === 'G' ? 'E' : 'e');
}

function exactPoint(x: number): number {
  return x === 0 ? 0 : fromExponential(x.toExponential()).point;
}
