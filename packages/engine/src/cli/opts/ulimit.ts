import type { Bytes } from '../../util/bytes.ts';
import { GoError, isGoError } from '../../util/go-error.ts';
import { parseGoInt } from '../../util/strconv.ts';

/** A limit of the create body (`units.Ulimit`). -1 is unlimited. */
export type Ulimit = { readonly Name: Bytes; readonly Hard: number; readonly Soft: number };

const NAMES: readonly string[] = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
];

/** `units.ParseUlimit`: `name=soft[:hard]`. */
export function parseUlimit(text: Bytes): Ulimit | GoError {
  const eq = text.indexOf('=');
  if (eq < 0) return new GoError(`invalid ulimit argument: ${text}`);
  const name = text.slice(0, eq);
  if (!NAMES.includes(name)) return new GoError(`invalid ulimit type: ${name}`);
  const values = text.slice(eq + 1).split(':');
  if (values.length > 2) {
    return new GoError(
      `too many limit value arguments - ${text.slice(eq + 1)}, can only have up to two, \`soft[:hard]\``,
    );
  }
  const second = values[1] === undefined ? null : parseGoInt(values[1], 10, 64);
  if (isGoError(second)) return second;
  const soft = parseGoInt(values[0] as Bytes, 10, 64);
  if (isGoError(soft)) return soft;
  const hard = second ?? soft;
  if (hard !== -1) {
    const rule = 'ulimit soft limit must be less than or equal to hard limit:';
    if (soft === -1) return new GoError(`${rule} soft: -1 (unlimited), hard: ${hard}`);
    if (soft > hard) return new GoError(`${rule} ${soft} > ${hard}`);
  }
  return { Name: name, Hard: hard, Soft: soft };
}
