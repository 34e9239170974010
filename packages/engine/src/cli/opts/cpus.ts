import type { Bytes } from '../../util/bytes.ts';
import { GoError } from '../../util/go-error.ts';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
const NANO = 1_000_000_000n;

function decimalNano(m: RegExpExecArray): { n: bigint; d: bigint } | null {
  const whole = m[2] ?? '';
  const fraction = m[3] ?? '';
  if (whole === '' && fraction === '') return null;
  const exponent = Number(m[4] ?? 0) - fraction.length;
  let n = BigInt(`${whole}${fraction}` || '0') * NANO;
  let d = 1n;
  if (exponent >= 0) n *= 10n ** BigInt(exponent);
  else d = 10n ** BigInt(-exponent);
  return { n: m[1] === '-' ? -n : n, d };
}

/** `opts.ParseCPUs`: a decimal or a ratio such as 1.5 or 3/2, in billionths of a CPU. */
export function parseCpus(text: Bytes): number | GoError {
  const slash = text.indexOf('/');
  const bad = new GoError(`failed to parse ${text} as a rational number`);
  const top = DECIMAL.exec(slash < 0 ? text : text.slice(0, slash));
  const ratio = top === null ? null : decimalNano(top);
  if (ratio === null) return bad;
  let { n, d } = ratio;
  if (slash >= 0) {
    const below = text.slice(slash + 1);
    if (!/^\d+$/.test(below) || BigInt(below) === 0n) return bad;
    d *= BigInt(below);
  }
  if (n % d !== 0n) return new GoError('value is too precise');
  return Number(n / d);
}
