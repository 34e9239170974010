/** GET /containers/{name}/stats and /top (moby daemon/stats_unix.go, top_unix.go). */

import { cgroupOf } from '../containerd/metrics.ts';
import { type Cgroup, tasksWithin } from '../kernel/cgroup/hierarchy.ts';
import { EPIPE } from '../kernel/errno.ts';
import { machineTable } from '../kernel/kernel.ts';
import type { Next, Proc } from '../program/program.ts';
import type { Value } from '../store/table.ts';
import { formatRfc3339Nano, wallTime } from '../util/go-time.ts';
import { type Container, containerTable, isRunning, lookupContainer } from './container/container.ts';
import { isError } from './errors.ts';
import { boolQuery, finish, keep, type RequestProc, refuse, send, startStream } from './server/request.ts';

const SECOND = 1_000_000_000;

function cpuStats(p: Proc, group: Readonly<Cgroup> | undefined): Value {
  const cores = p.k.tx.get(machineTable, 0)?.cores ?? 1;
  return {
    cpu_usage: { total_usage: group?.usageNs ?? 0, usage_in_kernelmode: 0, usage_in_usermode: group?.usageNs ?? 0 },
    // both cores count up while the machine is on
    system_cpu_usage: p.now * cores,
    online_cpus: cores,
    throttling_data: {
      periods: group?.nrPeriods ?? 0,
      throttled_periods: group?.nrThrottled ?? 0,
      throttled_time: group?.throttledNs ?? 0,
    },
  };
}

function sample(p: Proc, container: Readonly<Container>, before: Value, beforeAt: string): Value {
  const group = cgroupOf(p.k, container.cgroup);
  const limit = group === undefined ? 0 : group.memMax >= 0 ? group.memMax : (p.k.tx.get(machineTable, 0)?.memory ?? 0);
  return {
    name: container.name,
    id: container.id,
    read: formatRfc3339Nano(wallTime(p.epochSec, p.now)),
    preread: beforeAt,
    pids_stats:
      group === undefined
        ? {}
        : { current: group.pidsCurrent, limit: group.pidsMax < 0 ? '18446744073709551615' : group.pidsMax },
    blkio_stats: {
      io_service_bytes_recursive:
        group === undefined
          ? null
          : [
              { major: 254, minor: 0, op: 'read', value: group.ioRead },
              { major: 254, minor: 0, op: 'write', value: group.ioWritten },
            ],
    },
    num_procs: 0,
    cpu_stats: cpuStats(p, group),
    precpu_stats: before,
    memory_stats:
      group === undefined
        ? {}
        : { usage: group.memCurrent, stats: { anon: group.memAnon, file: group.memFile, inactive_file: 0 }, limit },
    networks: {},
  };
}

/** The endpoint: an answer needs two samples a second apart. */
export function containerStats(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  startStream(p, 200);
  keep(p, {
    id: found.id,
    before: null,
    at: '0001-01-01T00:00:00Z',
    stream: p.locals.req.query.stream === undefined || boolQuery(p, 'stream'),
    once: boolQuery(p, 'one-shot'),
  });
  return p.goto('stats.sample');
}

/** Labels of the endpoint. */
export const statsLabels = {
  'stats.sample': (p: RequestProc): Next => {
    const container = p.k.tx.get(containerTable, p.locals.v.id as string);
    if (container === undefined) return finish(p);
    const { before, at, stream, once } = p.locals.v;
    const now = cpuStats(p, cgroupOf(p.k, container.cgroup));
    const stamp = formatRfc3339Nano(wallTime(p.epochSec, p.now));
    if (before !== null || once === true || (!isRunning(container) && stream !== true)) {
      const empty: Value = {
        cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
        throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
      };
      if (
        send(p, { kind: 'chunk', data: sample(p, container, before ?? empty, at as string) }) === EPIPE ||
        stream !== true
      )
        return finish(p);
    }
    keep(p, { before: now, at: stamp });
    return p.waitKeys([p.readKeyOf(p.locals.fd)], 'stats.more', SECOND);
  },
  'stats.more': (p: RequestProc): Next => {
    if (!p.timedOut && p.recvMsg(p.locals.fd) === null) {
      p.close(p.locals.fd);
      return p.exit(0);
    }
    return p.goto('stats.sample');
  },
};

/** Host pids of a container's processes, ascending. */
export function processesOf(p: Proc, container: Readonly<Container>): readonly number[] {
  return tasksWithin(p.k, container.cgroup)
    .filter((task) => task.tid === task.tgid)
    .map((task) => task.tid);
}
