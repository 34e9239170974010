/** GET /containers/{name}/json (moby daemon/inspect.go): the record, projected in the order of the real answer. */
import type { Next, Proc } from '../program/program.ts';
import type { Value } from '../store/table.ts';
import { formatRfc3339Nano, wallTime, ZERO_TIME } from '../util/go-time.ts';
import { type ApiObject, type Container, isRunning, lookupContainer } from './container/container.ts';
import { CONTAINER_ROOT } from './create.ts';
import { isError } from './errors.ts';
import { healthTest } from './health.ts';
import { layerTable } from './images/store.ts';
import { mountsJson } from './mounts.ts';
import { networkSettings } from './network/sandbox.ts';
import { boolQuery, type RequestProc, refuse, reply } from './server/request.ts';
import { upperSize, virtualSize } from './size.ts';

/** A moment as the API writes it; -1 is Go's zero time. */
export function timeText(p: Proc, at: number): string {
  return formatRfc3339Nano(at < 0 ? ZERO_TIME : wallTime(p.epochSec, at));
}

function stateJson(p: Proc, c: Readonly<Container>): Value {
  const state: { [key: string]: Value } = {
    Status: c.status,
    Running: isRunning(c) || c.status === 'restarting',
    Paused: c.status === 'paused',
    Restarting: c.status === 'restarting',
    OOMKilled: c.oomKilled,
    Dead: c.status === 'dead',
    Pid: c.pid,
    ExitCode: c.exitCode,
    Error: c.error,
    StartedAt: timeText(p, c.startedAt),
    FinishedAt: timeText(p, c.finishedAt),
  };
  if (healthTest(c) !== null && c.health !== '') {
    state.Health = {
      Status: c.health,
      FailingStreak: c.failingStreak,
      Log: c.healthLog.map((probe) => ({
        Start: timeText(p, probe.start),
        End: timeText(p, probe.end),
        ExitCode: probe.exitCode,
        Output: probe.output,
      })),
    };
  }
  return state;
}

const HOST_FIELDS = [
  'Binds',
  'ContainerIDFile',
  'LogConfig',
  'NetworkMode',
  'PortBindings',
  'RestartPolicy',
  'AutoRemove',
  'VolumeDriver',
  'VolumesFrom',
  'ConsoleSize',
  'Annotations',
  'CapAdd',
  'CapDrop',
  'CgroupnsMode',
  'Dns',
  'DnsOptions',
  'DnsSearch',
  'ExtraHosts',
  'GroupAdd',
  'IpcMode',
  'Cgroup',
  'Links',
  'OomScoreAdj',
  'PidMode',
  'Privileged',
  'PublishAllPorts',
  'ReadonlyRootfs',
  'SecurityOpt',
  'StorageOpt',
  'Tmpfs',
  'UTSMode',
  'UsernsMode',
  'ShmSize',
  'Sysctls',
  'Runtime',
  'Isolation',
  'CpuShares',
  'Memory',
  'NanoCpus',
  'CgroupParent',
  'BlkioWeight',
  'BlkioWeightDevice',
  'BlkioDeviceReadBps',
  'BlkioDeviceWriteBps',
  'BlkioDeviceReadIOps',
  'BlkioDeviceWriteIOps',
  'CpuPeriod',
  'CpuQuota',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'CpusetCpus',
  'CpusetMems',
  'Devices',
  'DeviceCgroupRules',
  'DeviceRequests',
  'MemoryReservation',
  'MemorySwap',
  'MemorySwappiness',
  'OomKillDisable',
  'PidsLimit',
  'Ulimits',
  'CpuCount',
  'CpuPercent',
  'IOMaximumIOps',
  'IOMaximumBandwidth',
  'Mounts',
  'MaskedPaths',
  'ReadonlyPaths',
  'Init',
];
/** Fields that the real answer leaves out when they are empty. */
const OMIT_EMPTY = new Set(['Annotations', 'StorageOpt', 'Tmpfs', 'Sysctls', 'Mounts', 'Init']);
const CONFIG_FIELDS = [
  'Hostname',
  'Domainname',
  'User',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'ExposedPorts',
  'Tty',
  'OpenStdin',
  'StdinOnce',
  'Env',
  'Cmd',
  'Healthcheck',
  'ArgsEscaped',
  'Image',
  'Volumes',
  'WorkingDir',
  'Entrypoint',
  'NetworkDisabled',
  'OnBuild',
  'Labels',
  'StopSignal',
  'StopTimeout',
  'Shell',
];
const OMIT_CONFIG = new Set([
  'ExposedPorts',
  'Healthcheck',
  'ArgsEscaped',
  'NetworkDisabled',
  'StopSignal',
  'StopTimeout',
  'Shell',
]);

function pickFields(object: ApiObject, fields: readonly string[], omit: ReadonlySet<string>): Value {
  const out: { [key: string]: Value } = {};
  for (const field of fields) {
    const value = object[field];
    if (value === undefined && omit.has(field)) continue;
    out[field] = value ?? null;
  }
  return out;
}

function graphDriver(p: Proc, c: Readonly<Container>): Value {
  const dir = `/var/lib/docker/overlay2/${c.mountId}`;
  const lowers: string[] = [`${dir}-init/diff`];
  for (let chain = c.chain; chain !== ''; ) {
    const layer = p.k.tx.get(layerTable, chain);
    if (layer === undefined) break;
    lowers.push(`/var/lib/docker/overlay2/${layer.cacheId}/diff`);
    chain = layer.parent;
  }
  return {
    Data: {
      ID: c.id,
      LowerDir: lowers.join(':'),
      MergedDir: `${dir}/merged`,
      UpperDir: `${dir}/diff`,
      WorkDir: `${dir}/work`,
    },
    Name: 'overlay2',
  };
}

/** The endpoint. */
export function containerInspect(p: RequestProc, name: string): Next {
  const c = lookupContainer(p.k.tx, name);
  if (isError(c)) return refuse(p, c);
  const dir = `${CONTAINER_ROOT}/${c.id}`;
  const started = c.hasStarted;
  const out: { [key: string]: Value } = {
    Id: c.id,
    Created: timeText(p, c.created),
    Path: c.path,
    Args: c.args,
    State: stateJson(p, c),
    Image: c.image,
    ResolvConfPath: started ? `${dir}/resolv.conf` : '',
    HostnamePath: started ? `${dir}/hostname` : '',
    HostsPath: started ? `${dir}/hosts` : '',
    LogPath: c.logPath,
    Name: c.name,
    RestartCount: c.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: c.execs.length === 0 ? null : c.execs,
    HostConfig: pickFields(c.hostConfig, HOST_FIELDS, OMIT_EMPTY),
    GraphDriver: graphDriver(p, c),
  };
  if (boolQuery(p, 'size')) {
    const rw = upperSize(p, c);
    out.SizeRw = rw;
    out.SizeRootFs = virtualSize(p, c) + rw;
  }
  out.Mounts = mountsJson(c);
  out.Config = pickFields(c.config, CONFIG_FIELDS, OMIT_CONFIG);
  out.NetworkSettings = networkSettings(p, c);
  return reply(p, 200, out);
}
