/** Samples of resource use as rows (docker/cli cli/command/container/{stats_helpers,formatter_stats}.go). */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { bytesSize, humanSizeWithPrecision } from '../../util/units.ts';
import { doc, field, items, num, str } from '../json-field.ts';
import { type Listing, listing } from './listing.ts';
import { truncateId } from './shorten.ts';

/** One container's line. `sample` null: none has come yet. */
export interface StatsRow {
  /** As the user named it, or the id. */
  readonly container: Bytes;
  readonly sample: StatsSample | null;
}

/** What a sample says, computed. */
export type StatsSample = {
  readonly id: Bytes;
  readonly name: Bytes;
  readonly cpu: number;
  readonly memory: number;
  readonly memoryLimit: number;
  readonly memoryPercent: number;
  readonly netRead: number;
  readonly netWritten: number;
  readonly blockRead: number;
  readonly blockWritten: number;
  readonly pids: number;
};

/** `calculateCPUPercentUnix`: share of one CPU; two busy CPUs are 200 %. */
function cpuPercent(stats: Value): number {
  const now = doc(stats, 'cpu_stats');
  const before = doc(stats, 'precpu_stats');
  const used = num(doc(now, 'cpu_usage'), 'total_usage') - num(doc(before, 'cpu_usage'), 'total_usage');
  const system = num(now, 'system_cpu_usage') - num(before, 'system_cpu_usage');
  const cpus = num(now, 'online_cpus') || items(doc(now, 'cpu_usage'), 'percpu_usage').length;
  return system > 0 && used > 0 ? (used / system) * cpus * 100 : 0;
}

/** `calculateMemUsageUnixNoCache`: without the page cache that nobody uses. */
function memoryUsed(memory: Value): number {
  const usage = num(memory, 'usage');
  const stats = doc(memory, 'stats');
  const v1 = num(stats, 'total_inactive_file');
  if (v1 > 0 && v1 < usage) return usage - v1;
  const v2 = num(stats, 'inactive_file');
  return v2 > 0 && v2 < usage ? usage - v2 : usage;
}

function blockBytes(stats: Value, letter: string): number {
  let sum = 0;
  for (const entry of items(doc(stats, 'blkio_stats'), 'io_service_bytes_recursive')) {
    if (str(entry, 'op').charAt(0).toLowerCase() === letter) sum += num(entry, 'value');
  }
  return sum;
}

function networkBytes(stats: Value, key: 'rx_bytes' | 'tx_bytes'): number {
  const networks = doc(stats, 'networks');
  let sum = 0;
  for (const name of Object.keys(networks)) sum += num(networks[name], key);
  return sum;
}

/** A sample of the API. */
export function statsSample(stats: Value): StatsSample {
  const memory = doc(stats, 'memory_stats');
  const used = memoryUsed(memory);
  const limit = num(memory, 'limit');
  return {
    id: str(stats, 'id'),
    name: str(stats, 'name').replace(/^\//, ''),
    cpu: cpuPercent(stats),
    memory: used,
    memoryLimit: limit,
    memoryPercent: limit === 0 ? 0 : (used / limit) * 100,
    netRead: networkBytes(stats, 'rx_bytes'),
    netWritten: networkBytes(stats, 'tx_bytes'),
    blockRead: blockBytes(stats, 'r'),
    blockWritten: blockBytes(stats, 'w'),
    pids: num(field(stats, 'pids_stats') ?? {}, 'current'),
  };
}

function pair(a: number, b: number): Bytes {
  return `${humanSizeWithPrecision(a, 3)} / ${humanSizeWithPrecision(b, 3)}`;
}

/** A column that shows dashes until the first sample. */
function shown(none: Bytes, show: (s: StatsSample) => Bytes): (r: StatsRow) => Bytes {
  return (r) => (r.sample === null ? none : show(r.sample));
}

/** Containers with their use. */
export const STATS: Listing<StatsRow> = listing<StatsRow>('container.statsContext', [
  { name: 'Container', title: 'CONTAINER', show: (r) => r.container },
  { name: 'Name', title: 'NAME', show: shown('--', (s) => s.name) },
  {
    name: 'ID',
    title: 'CONTAINER ID',
    show: (r, look) => (look.trunc ? truncateId(r.sample?.id ?? '--') : (r.sample?.id ?? '--')),
  },
  { name: 'CPUPerc', title: 'CPU %', show: shown('--', (s) => `${s.cpu.toFixed(2)}%`) },
  {
    name: 'MemUsage',
    title: 'MEM USAGE / LIMIT',
    show: shown('-- / --', (s) => `${bytesSize(s.memory)} / ${bytesSize(s.memoryLimit)}`),
  },
  { name: 'MemPerc', title: 'MEM %', show: shown('--', (s) => `${s.memoryPercent.toFixed(2)}%`) },
  { name: 'NetIO', title: 'NET I/O', show: shown('--', (s) => pair(s.netRead, s.netWritten)) },
  { name: 'BlockIO', title: 'BLOCK I/O', show: shown('--', (s) => pair(s.blockRead, s.blockWritten)) },
  { name: 'PIDs', title: 'PIDS', show: shown('--', (s) => String(s.pids)) },
]);
