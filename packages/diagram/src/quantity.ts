/** Quantities as people read them; the same words in the drawing, its outline and the inspector. */

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Bytes with three digits: `0 B`, `187 MiB`, `1.46 GiB`. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${digits(value)} ${UNITS[unit]}`;
}

/** Simulated time between two moments: `850 ms`, `12 s`, `4 min 5 s`, `2 h 10 min`. */
export function duration(ns: number): string {
  const seconds = Math.floor(ns / 1e9);
  if (seconds < 1) return `${Math.floor(ns / 1e6)} ms`;
  if (seconds < 60) return `${seconds} s`;
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h > 0) return min === 0 ? `${h} h` : `${h} h ${min} min`;
  return s === 0 ? `${min} min` : `${min} min ${s} s`;
}

/** A share between 0 and 1, whatever comes in: how far a gauge is filled. */
export function share(used: number, limit: number): number {
  return limit > 0 ? Math.max(0, Math.min(1, used / limit)) : 0;
}

function digits(value: number): string {
  if (value >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return value.toFixed(value >= 10 ? 1 : 2).replace(/\.?0+$/, '');
}
