/** Signals as users write them (moby/sys/signal ParseSignal). */
import { SIGNAL_NAMES } from '../kernel/task/signal.ts';
import { type DaemonError, invalid } from './errors.ts';

const SIGTERM = 15;
/** Names that only old interfaces use. */
const ALIASES: { readonly [name: string]: number } = { CLD: 17, POLL: 29, UNUSED: 31, IOT: 6, RTMIN: 34, RTMAX: 64 };

/** Number of `KILL`, `SIGKILL`, `9`, `RTMIN+3`; '' is TERM. */
export function parseSignal(text: string): number | DaemonError {
  if (text === '') return SIGTERM;
  if (/^\d+$/.test(text)) {
    const n = Number(text);
    return n >= 1 && n <= 64 ? n : invalid(`invalid signal: ${text}`);
  }
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') ? upper.slice(3) : upper;
  const real = /^(RTMIN|RTMAX)([+-]\d+)$/.exec(name);
  if (real !== null) return (ALIASES[real[1] as string] as number) + Number(real[2]);
  const at = name === '' ? -1 : SIGNAL_NAMES.indexOf(name);
  return at > 0 ? at : (ALIASES[name] ?? invalid(`invalid signal: ${text}`));
}
