/** The last lines of dd(1): blocks, bytes, time and rate. */
/** What is counted. */
export interface DdCounts {
  readonly inFull: number;
  readonly inPart: number;
  readonly outFull: number;
  readonly outPart: number;
  readonly bytes: number;
}

const UNITS = 'kMGTPE';

/** human_readable with one space and a unit, rounded to the nearest: `1.0 MB`, `12 kB`; `base` 1024 writes `MiB`. */
function human(n: number, base: 1000 | 1024): string {
  let value = n;
  let unit = -1;
  while (value >= base && unit < UNITS.length - 1) {
    value /= base;
    unit += 1;
  }
  if (unit < 0) return `${Math.round(n)} B`;
  const tenths = Math.round(value * 10);
  const text = tenths < 100 ? `${Math.floor(tenths / 10)}.${tenths % 10}` : String(Math.round(value));
  const letter = UNITS.charAt(unit);
  return base === 1000 ? `${text} ${letter}B` : `${text} ${letter.toUpperCase()}iB`;
}

/** `%g` of seconds. */
function seconds(s: number): string {
  return String(Number(s.toPrecision(6)));
}

/** What dd prints on standard error at its end; `ns` is the time it took. */
export function ddSummary(gnu: boolean, status: string, c: DdCounts, ns: number): string {
  if (status === 'none') return '';
  const records = `${c.inFull}+${c.inPart} records in\n${c.outFull}+${c.outPart} records out\n`;
  if (status === 'noxfer') return records;
  // This build of BusyBox has no third status line.
  if (!gnu) return records;
  const s = ns / 1e9;
  const one = c.bytes === 1 ? 'byte' : 'bytes';
  const sizes =
    c.bytes < 1000
      ? ''
      : c.bytes < 1024
        ? ` (${human(c.bytes, 1000)})`
        : ` (${human(c.bytes, 1000)}, ${human(c.bytes, 1024)})`;
  const rate = s > 0 ? human(c.bytes / s, 1000) : 'Infinity B';
  return `${records}${c.bytes} ${one}${sizes} copied, ${seconds(s)} s, ${rate}/s\n`;
}
