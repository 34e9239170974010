/** What a path's failure means to the sender: an errno at once, or an ICMP error later (icmp(7), icmp_err_convert). */
import type { Ip } from '../../util/ip-address.ts';
import { ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EPERM } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import type { PathResult } from './path.ts';

/** An error that comes back to the sender after `delay`; `type` and `code` are ICMP's, -1 for a TCP reset. */
export interface PathError {
  readonly errno: number;
  readonly delay: number;
  readonly from: Ip | null;
  readonly type: number;
  readonly code: number;
}

/** ICMP destination unreachable codes by the names of --reject-with. */
const REJECT_CODES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['icmp-net-unreachable', [0, ENETUNREACH]],
  ['icmp-host-unreachable', [1, EHOSTUNREACH]],
  ['icmp-proto-unreachable', [2, ECONNREFUSED]],
  ['icmp-port-unreachable', [3, ECONNREFUSED]],
  ['icmp-net-prohibited', [9, ENETUNREACH]],
  ['icmp-host-prohibited', [10, EHOSTUNREACH]],
  ['icmp-admin-prohibited', [13, EHOSTUNREACH]],
  ['icmp6-no-route', [0, ENETUNREACH]],
  ['icmp6-adm-prohibited', [1, EHOSTUNREACH]],
  ['icmp6-addr-unreachable', [3, EHOSTUNREACH]],
  ['icmp6-port-unreachable', [4, ECONNREFUSED]],
]);

/** Did the packet end where it started, before any device? */
export function endedAtHome(result: PathResult, ns: number): boolean {
  return result.ns === ns && result.dev === 0;
}

/** Errno that the system call itself returns, 0 when the packet went out (or was dropped where nobody notices). */
export function localErrno(result: PathResult, ns: number): number {
  if (!endedAtHome(result, ns)) return 0;
  if (result.verdict === 'no-route') return ENETUNREACH;
  // a verdict of DROP in OUTPUT is seen by the sender
  return result.verdict === 'dropped' && result.stop !== null ? EPERM : 0;
}

/** What the sender hears of a packet that did not arrive; null: nothing. */
export function pathError(k: Kernel, result: PathResult): PathError | null {
  const delay = 2 * result.latency;
  const from = result.router;
  switch (result.verdict) {
    case 'no-route':
      return { errno: ENETUNREACH, delay, from, type: 3, code: 0 };
    case 'no-neighbour':
      return { errno: EHOSTUNREACH, delay: delay + Math.max(0, result.until - k.now), from, type: 3, code: 1 };
    case 'ttl-exceeded':
      return { errno: EHOSTUNREACH, delay, from, type: 11, code: 0 };
    case 'rejected': {
      const how = result.stop?.with ?? '';
      if (how === 'tcp-reset') return { errno: ECONNREFUSED, delay, from, type: -1, code: 0 };
      const [code, errno] = REJECT_CODES.get(how) ?? [3, ECONNREFUSED];
      return { errno, delay, from, type: 3, code };
    }
    default:
      return null;
  }
}
