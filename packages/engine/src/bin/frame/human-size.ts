/** Sizes for people, as the two families round them. */

const UNITS = 'KMGTPEZY';

/**
 * human_readable of gnulib with ceiling rounding: at most three digits and a letter, one decimal below ten (`1.5K`, `12M`).
 * `base` is 1024, or 1000 for --si (whose kilo is a small k).
 */
export function gnuHuman(bytes: number, base: 1000 | 1024 = 1024): string {
  if (bytes < base) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= base && unit < UNITS.length - 1) {
    value /= base;
    unit += 1;
  }
  let text: string;
  const tenths = Math.ceil(value * 10);
  if (tenths < 100) text = `${Math.floor(tenths / 10)}.${tenths % 10}`;
  else {
    const whole = Math.ceil(value);
    if (whole >= base && unit < UNITS.length - 1) {
      unit += 1;
      text = '1.0';
    } else text = String(whole);
  }
  const letter = UNITS.charAt(unit);
  return text + (base === 1000 && letter === 'K' ? 'k' : letter);
}

/** make_human_readable_str of BusyBox: one decimal, rounded to the nearest (`252.0G`). */
export function busyboxHuman(bytes: number): string {
  let value = bytes;
  let fraction = 0;
  let unit = -1;
  while (value >= 1024 && unit < UNITS.length - 1) {
    fraction = Math.floor(((value % 1024) * 10 + 512) / 1024);
    value = Math.floor(value / 1024);
    unit += 1;
  }
  if (fraction >= 10) {
    value += 1;
    fraction = 0;
  }
  return unit < 0 ? String(value) : `${value}.${fraction}${UNITS.charAt(unit)}`;
}
