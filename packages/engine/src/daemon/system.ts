/** /_ping, /version, /info, /events, /system/df (moby daemon/{info,events,disk_usage}.go). */

import { EPIPE } from '../kernel/errno.ts';
import { machineTable } from '../kernel/kernel.ts';
import type { Next, Proc } from '../program/program.ts';
import type { Value } from '../store/table.ts';
import { parseTimestamp } from '../util/docker-timestamp.ts';
import { isGoError } from '../util/go-error.ts';
import { formatRfc3339Nano, type WallTime, wallTime } from '../util/go-time.ts';
import { type Container, containerTable, isRunning } from './container/container.ts';
import { invalid, isError } from './errors.ts';
import { type EventRecord, eventJson, eventTable } from './events.ts';
import { type Filters, parseFilters } from './filters.ts';
import { imageSize, imageTable, layerTable, namesByImage } from './images/store.ts';
import { finish, keep, type RequestProc, refuse, reply, replyEmpty, send, startStream } from './server/request.ts';
import { directorySize, upperSize } from './size.ts';
import { mountpointOf, usersOf, volumeJson, volumeTable } from './volume/volume.ts';

/** Version of the engine that is imitated. */
export const ENGINE_VERSION = '28.5.2';
export const API_VERSION = '1.51';
export const MIN_API_VERSION = '1.24';

/** HEAD and GET /_ping */
export function ping(p: RequestProc): Next {
  return replyEmpty(p, 200);
}

/** GET /version */
export function version(p: RequestProc): Next {
  const kernel = p.uname().release;
  const built = '2025-11-05T14:26:55.000000000+00:00';
  return reply(p, 200, {
    Platform: { Name: 'Docker Engine - Community' },
    Components: [
      {
        Name: 'Engine',
        Version: ENGINE_VERSION,
        Details: {
          ApiVersion: API_VERSION,
          Arch: 'amd64',
          BuildTime: built,
          Experimental: 'false',
          GitCommit: '89c5e8f',
          GoVersion: 'go1.25.3',
          KernelVersion: kernel,
          MinAPIVersion: MIN_API_VERSION,
          Os: 'linux',
        },
      },
      { Name: 'containerd', Version: 'v2.1.5', Details: { GitCommit: 'fcd43222d6b07379a4be9786bda52438f0dd16a1' } },
      { Name: 'runc', Version: '1.3.3', Details: { GitCommit: 'v1.3.3-0-gd842d771' } },
      { Name: 'docker-init', Version: '0.19.0', Details: { GitCommit: 'de40ad0' } },
    ],
    Version: ENGINE_VERSION,
    ApiVersion: API_VERSION,
    MinAPIVersion: MIN_API_VERSION,
    GitCommit: '89c5e8f',
    GoVersion: 'go1.25.3',
    Os: 'linux',
    Arch: 'amd64',
    KernelVersion: kernel,
    BuildTime: built,
  });
}

/** GET /info */
export function info(p: RequestProc): Next {
  let running = 0;
  let paused = 0;
  let stopped = 0;
  p.k.tx.each(containerTable, (container) => {
    if (container.status === 'paused') paused++;
    else if (isRunning(container)) running++;
    else stopped++;
  });
  const machine = p.k.tx.get(machineTable, 0);
  return reply(p, 200, {
    ID: 'b7f1c9d2-6f0e-4c1b-9a55-2f0d7e1c3a48',
    Containers: running + paused + stopped,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: stopped,
    Images: p.k.tx.count(imageTable),
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Using metacopy', 'false'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: ['json-file', 'local', 'none'],
    },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    NFd: 24,
    OomKillDisable: false,
    NGoroutines: 38,
    SystemTime: formatRfc3339Nano(wallTime(p.epochSec, p.now)),
    LoggingDriver: 'json-file',
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    NEventsListener: 0,
    KernelVersion: p.uname().release,
    OperatingSystem: 'Debian GNU/Linux forky/sid',
    OSVersion: '',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: { IndexConfigs: {}, InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'], Mirrors: null },
    NCPU: machine?.cores ?? 1,
    MemTotal: machine?.memory ?? 0,
    GenericResources: null,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: p.uname().nodename,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: ENGINE_VERSION,
    Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: {
      NodeID: '',
      NodeAddr: '',
      LocalNodeState: 'inactive',
      ControlAvailable: false,
      Error: '',
      RemoteManagers: null,
    },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: 'fcd43222d6b07379a4be9786bda52438f0dd16a1' },
    RuncCommit: { ID: 'v1.3.3-0-gd842d771' },
    InitCommit: { ID: 'de40ad0' },
    SecurityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'],
    CDISpecDirs: ['/etc/cdi', '/var/run/cdi'],
    Warnings: null,
  });
}

const EVENT_FILTERS = [
  'config',
  'container',
  'daemon',
  'event',
  'image',
  'label',
  'network',
  'node',
  'plugin',
  'scope',
  'secret',
  'service',
  'type',
  'volume',
];

/** Nanoseconds since genesis of a query parameter; null when absent. */
function moment(p: Proc, value: string | undefined): number | null | string {
  if (value === undefined || value === '') return null;
  const parsed = parseTimestamp(value, 0);
  if (isGoError(parsed)) return parsed.message;
  const at: WallTime = parsed;
  return (at.sec - p.epochSec) * 1e9 + at.nsec;
}

function matchesEvent(event: Readonly<EventRecord>, filters: Filters): boolean {
  for (const key of Object.keys(filters)) {
    const wanted = filters[key] as readonly string[];
    if (key === 'type' && !wanted.includes(event.type)) return false;
    if (key === 'event' && !wanted.some((w) => event.action === w || event.action.startsWith(`${w}:`))) return false;
    if (key === 'scope' && !wanted.includes('local')) return false;
    if (
      key === 'label' &&
      !wanted.every((w) =>
        w.includes('=')
          ? event.attributes[w.slice(0, w.indexOf('='))] === w.slice(w.indexOf('=') + 1)
          : w in event.attributes,
      )
    )
      return false;
    if (['container', 'image', 'volume', 'network'].includes(key)) {
      const named = (w: string): boolean =>
        event.id.startsWith(w) ||
        event.attributes.name === w ||
        (key === 'image' && (event.attributes.image === w || event.attributes.name?.split(':')[0] === w));
      const ofType =
        event.type === key ||
        (key === 'image' && event.type === 'container') ||
        (key !== 'image' && event.attributes[key] !== undefined);
      if (!ofType || !wanted.some((w) => named(w) || event.attributes[key] === w)) return false;
    }
  }
  return true;
}

/** GET /events */
export function events(p: RequestProc): Next {
  const { query } = p.locals.req;
  const filters = parseFilters(query.filters ?? '', EVENT_FILTERS);
  if (isError(filters)) return refuse(p, filters);
  const since = moment(p, query.since);
  const until = moment(p, query.until);
  for (const bad of [since, until]) if (typeof bad === 'string') return refuse(p, invalid(bad));
  startStream(p, 200);
  keep(p, { next: since === null ? (p.k.tx.lastKey(eventTable) ?? 0) + 1 : 1, since, until });
  return p.goto('events.next');
}

/** Labels of this file. */
export const systemLabels = {
  'events.next': (p: RequestProc): Next => {
    const filters = parseFilters(p.locals.req.query.filters ?? '', EVENT_FILTERS) as Filters;
    const { since, until } = p.locals.v;
    let next = p.locals.v.next as number;
    let isGone = p.recvMsg(p.locals.fd) === null;
    p.k.tx.each(eventTable, (event, key) => {
      if (key < next) return;
      next = key + 1;
      if (typeof since === 'number' && event.at < since) return;
      if (typeof until === 'number' && event.at > until) return;
      if (matchesEvent(event, filters) && send(p, { kind: 'chunk', data: eventJson(p.k, event) }) === EPIPE)
        isGone = true;
    });
    keep(p, { next });
    if (isGone) {
      p.close(p.locals.fd);
      return p.exit(0);
    }
    if (typeof until === 'number' && p.now >= until) return finish(p);
    const timeout = typeof until === 'number' ? until - p.now : -1;
    return p.waitKeys(['events', p.readKeyOf(p.locals.fd)], 'events.next', timeout);
  },
};

/** GET /system/df */
export function diskUsage(p: RequestProc): Next {
  const names = namesByImage(p.k.tx);
  let layers = 0;
  p.k.tx.each(layerTable, (layer) => {
    layers += layer.size;
  });
  const images: Value[] = [];
  p.k.tx.each(imageTable, (image, id) => {
    let containers = 0;
    p.k.tx.each(containerTable, (container) => {
      if (container.image === id) containers++;
    });
    const { tags = [], digests = [] } = names.get(id) ?? {};
    let shared = 0;
    for (const chain of image.chainIds) {
      const layer = p.k.tx.get(layerTable, chain);
      if (layer !== undefined && layer.refs > 1) shared += layer.size;
    }
    images.push({
      Containers: containers,
      Created: 0,
      Id: id,
      Labels: null,
      ParentId: '',
      RepoDigests: digests,
      RepoTags: tags,
      SharedSize: shared,
      Size: imageSize(p.k.tx, image),
    });
  });
  const containers: Value[] = [];
  p.k.tx.each(containerTable, (container: Readonly<Container>) => {
    const rw = upperSize(p, container);
    containers.push({
      Id: container.id,
      Names: [container.name],
      Image: container.config.Image as Value,
      ImageID: container.image,
      Command: container.path,
      Created: p.epochSec + Math.floor(container.created / 1e9),
      SizeRw: rw,
      SizeRootFs: rw,
      State: container.status,
      Status: '',
      LocalVolumes: container.mounts.filter((m) => m.type === 'volume').length,
    });
  });
  const volumes: Value[] = [];
  p.k.tx.each(volumeTable, (volume) => {
    volumes.push({
      ...(volumeJson(p, volume) as { readonly [key: string]: Value }),
      UsageData: { Size: directorySize(p, mountpointOf(volume.name)), RefCount: usersOf(p, volume.name).length },
    });
  });
  return reply(p, 200, {
    LayersSize: layers,
    Images: images,
    Containers: containers,
    Volumes: volumes,
    BuildCache: [],
  });
}
