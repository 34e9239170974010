/** Resource limits that a task has unless it was given others (getrlimit(2), as dockerd's containers and login shells see them). */
import { RLIM_INFINITY, type RlimitName } from '../syscall.ts';

const FINITE: { readonly [name in RlimitName]?: { readonly soft: number; readonly hard: number } } = {
  stack: { soft: 8388608, hard: RLIM_INFINITY },
  core: { soft: 0, hard: RLIM_INFINITY },
  nofile: { soft: 1048576, hard: 1048576 },
  memlock: { soft: 8388608, hard: 8388608 },
  msgqueue: { soft: 819200, hard: 819200 },
  nice: { soft: 0, hard: 0 },
  rtprio: { soft: 0, hard: 0 },
  sigpending: { soft: 95851, hard: 95851 },
};
const UNLIMITED = { soft: RLIM_INFINITY, hard: RLIM_INFINITY };

/** The limit `name` of a task that has none of its own. */
export function defaultRlimit(name: RlimitName): { readonly soft: number; readonly hard: number } {
  return FINITE[name] ?? UNLIMITED;
}
