/** Names and numbers of signals (signal(7), x86). */
import type { Bytes } from '../../util/bytes.ts';
import { parseDecimal } from './number.ts';

const NAMES = [
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'POLL',
  'PWR',
  'SYS',
] as const;

/** What bash and `kill -l` call the signals from 1 to 31, without SIG. */
export const SIGNAL_NAMES: readonly string[] = NAMES;

const ALIASES: ReadonlyMap<string, number> = new Map([
  ['IOT', 6],
  ['CLD', 17],
  ['IO', 29],
  ['EXIT', 0],
]);

/** Number of a signal given as `9`, `KILL`, `SIGKILL` or `kill`; -1 when there is none. */
export function signalNumber(text: Bytes): number {
  const n = parseDecimal(text);
  if (n !== null) return n <= 64 ? n : -1;
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') ? upper.slice(3) : upper;
  const at = NAMES.indexOf(name as (typeof NAMES)[number]);
  if (at >= 0) return at + 1;
  const real = /^RT(MIN|MAX)(?:([-+])(\d+))?$/.exec(name);
  if (real !== null) {
    const base = real[1] === 'MIN' ? 34 : 64;
    const offset = Number(real[3] ?? 0);
    return base + (real[2] === '-' ? -offset : offset);
  }
  return ALIASES.get(name) ?? -1;
}

/** Name of signal `n` without SIG; its number when it has none. */
export function signalName(n: number): string {
  if (n === 34) return 'RTMIN';
  if (n === 64) return 'RTMAX';
  if (n > 34 && n < 50) return `RTMIN+${n - 34}`;
  if (n >= 50 && n < 64) return `RTMAX-${64 - n}`;
  return NAMES[n - 1] ?? String(n);
}
