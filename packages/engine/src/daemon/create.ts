/** POST /containers/create (moby daemon/create.go, create_unix.go). */

import { machineTable } from '../kernel/kernel.ts';
import type { Next, Proc } from '../program/program.ts';
import type { Value } from '../store/table.ts';
import {
  type ApiObject,
  type Container,
  checkName,
  child,
  containerNameTable,
  containerTable,
  type EndpointConfig,
  flag,
  num,
  reserveName,
  strings,
  text,
} from './container/container.ts';
import { copyUpVolumes, createLayers } from './container/layers.ts';
import { type DaemonError, invalid, isError, notFound } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { findImage, type Image, imageTable } from './images/store.ts';
import { checkLogConfig } from './logger/config.ts';
import { collectMounts, prepareBindSource } from './mounts.ts';
import { generateContainerName } from './names.ts';
import { type RequestProc, refuse, reply } from './server/request.ts';
import { verifyHostConfig } from './verify.ts';

/** Where a container keeps its files on the host. */
export const CONTAINER_ROOT = '/var/lib/docker/containers';

/** Image config's fields under the container's own (daemon/commit.go merge). */
function mergeConfig(config: ApiObject, image: ApiObject): ApiObject {
  const env = [...strings(config, 'Env')];
  const has = new Set(env.map((e) => e.slice(0, e.indexOf('=') < 0 ? e.length : e.indexOf('='))));
  for (const entry of strings(image, 'Env')) if (!has.has(entry.slice(0, entry.indexOf('=')))) env.push(entry);
  const labels = { ...child(image, 'Labels'), ...child(config, 'Labels') };
  const hasOwnEntrypoint = Array.isArray(config.Entrypoint) && (config.Entrypoint as readonly Value[]).length > 0;
  const clearsEntrypoint = hasOwnEntrypoint && (config.Entrypoint as readonly string[])[0] === '';
  const ownCmd = strings(config, 'Cmd');
  const entrypoint = hasOwnEntrypoint
    ? clearsEntrypoint
      ? null
      : (config.Entrypoint as Value)
    : ((image.Entrypoint ?? null) as Value);
  const cmd = ownCmd.length > 0 ? (config.Cmd as Value) : hasOwnEntrypoint ? null : ((image.Cmd ?? null) as Value);
  const exposed = { ...child(image, 'ExposedPorts'), ...child(config, 'ExposedPorts') };
  const volumes = { ...child(image, 'Volumes'), ...child(config, 'Volumes') };
  const merged: { [key: string]: Value } = {
    ...config,
    Env: env,
    Cmd: cmd,
    Entrypoint: entrypoint,
    User: text(config, 'User') || text(image, 'User'),
    WorkingDir: text(config, 'WorkingDir') || text(image, 'WorkingDir'),
    Volumes: Object.keys(volumes).length > 0 ? volumes : null,
    Labels: labels,
  };
  if (Object.keys(exposed).length > 0) merged.ExposedPorts = exposed;
  else delete merged.ExposedPorts;
  const stopSignal = text(config, 'StopSignal') || text(image, 'StopSignal');
  if (stopSignal !== '') merged.StopSignal = stopSignal;
  const health = config.Healthcheck ?? image.Healthcheck;
  if (health !== undefined && health !== null) merged.Healthcheck = health;
  return merged;
}

const MASKED = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
  '/sys/devices/virtual/powercap',
];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

/** HostConfig with what the daemon fills in, in the field order of inspect (mechanisms §1.2). */
function completeHostConfig(host: ApiObject): ApiObject {
  const memory = num(host, 'Memory');
  const swap = num(host, 'MemorySwap');
  const log = child(host, 'LogConfig');
  const mode = text(host, 'NetworkMode');
  const privileged = flag(host, 'Privileged');
  const pids = host.PidsLimit;
  const swappiness = host.MemorySwappiness;
  const out: { [key: string]: Value } = {
    ...host,
    LogConfig: { Type: text(log, 'Type') || 'json-file', Config: child(log, 'Config') },
    NetworkMode: mode === '' || mode === 'default' ? 'bridge' : mode,
    RestartPolicy: {
      Name: text(child(host, 'RestartPolicy'), 'Name') || 'no',
      MaximumRetryCount: num(child(host, 'RestartPolicy'), 'MaximumRetryCount'),
    },
    PortBindings: child(host, 'PortBindings'),
    CgroupnsMode: text(host, 'CgroupnsMode') || 'private',
    IpcMode: text(host, 'IpcMode') || 'private',
    ShmSize: num(host, 'ShmSize') || 67108864,
    Runtime: text(host, 'Runtime') || 'runc',
    MemorySwap: memory > 0 && swap === 0 ? memory * 2 : swap,
    MemorySwappiness: typeof swappiness === 'number' && swappiness >= 0 ? swappiness : null,
    PidsLimit: typeof pids === 'number' && pids !== 0 ? pids : null,
    OomKillDisable: host.OomKillDisable === true,
    MaskedPaths: privileged ? null : (host.MaskedPaths ?? MASKED),
    ReadonlyPaths: privileged ? null : (host.ReadonlyPaths ?? READ_ONLY),
  };
  return out;
}

/** Endpoint settings per network, the one of NetworkMode first. */
function endpointsOf(host: ApiObject, networking: ApiObject): readonly EndpointConfig[] {
  const mode = text(host, 'NetworkMode');
  const settings = child(networking, 'EndpointsConfig');
  const byName = new Map<string, ApiObject>();
  const first = mode === '' || mode === 'default' ? 'bridge' : mode;
  if (!first.startsWith('container:')) byName.set(first, {});
  for (const name of Object.keys(settings)) byName.set(name === 'default' ? 'bridge' : name, child(settings, name));
  return [...byName].map(([network, s]) => endpointFrom(network, s));
}

/** One EndpointSettings of the API as the daemon keeps it. */
export function endpointFrom(network: string, settings: ApiObject): EndpointConfig {
  const ipam = child(settings, 'IPAMConfig');
  return {
    network,
    aliases: strings(settings, 'Aliases'),
    links: strings(settings, 'Links'),
    ip: text(ipam, 'IPv4Address'),
    ip6: text(ipam, 'IPv6Address'),
    mac: text(settings, 'MacAddress'),
    gwPriority: num(settings, 'GwPriority'),
    driverOpts: child(settings, 'DriverOpts'),
    ipamConfig: (settings.IPAMConfig ?? null) as Value,
  };
}

/** Makes the container; nothing runs yet. */
/** What create takes but does not do (daemon/daemon_unix.go verifyPlatformContainerSettings, hostconfig_unix.go). */
function warningsOf(container: Readonly<Container>): readonly string[] {
  const { hostConfig } = container;
  const out: string[] = [];
  if (num(hostConfig, 'BlkioWeight') > 0)
    out.push('Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.');
  if (text(hostConfig, 'NetworkMode') === 'host' && Object.keys(child(hostConfig, 'PortBindings')).length > 0)
    out.push('Published ports are discarded when using host network mode');
  return out;
}

function createContainer(
  p: Proc,
  name: string,
  body: ApiObject,
): { readonly container: Container; readonly warnings: readonly string[] } | DaemonError {
  const { tx } = p.k;
  const host = child(body, 'HostConfig');
  const { HostConfig: _host, NetworkingConfig: _net, ...config } = body;
  const wrong = verifyHostConfig(host, tx.get(machineTable, 0)?.cores ?? 1);
  if (wrong !== null) return wrong;
  const imageName = text(body, 'Image');
  const imageId = findImage(tx, imageName);
  if (imageId === '')
    return notFound(
      `No such image: ${/[:@]/.test(imageName.slice(imageName.lastIndexOf('/') + 1)) ? imageName : `${imageName}:latest`}`,
    );
  const image = tx.get(imageTable, imageId) as Readonly<Image>;
  const merged = mergeConfig(config, child(image.config, 'config'));
  const entrypoint = strings(merged, 'Entrypoint');
  const command = [...entrypoint, ...strings(merged, 'Cmd')];
  if (command.length === 0) return invalid('no command specified');
  const workdir = text(merged, 'WorkingDir');
  if (workdir !== '' && !workdir.startsWith('/'))
    return invalid(`the working directory '${workdir}' is invalid, it needs to be an absolute path`);
  const log = checkLogConfig(child(host, 'LogConfig'));
  if (log !== null) return log;
  const id = p.k.randomHex('id', 64);
  const named = name === '' ? generateContainerName(p.k) : name;
  const taken = reserveName(tx, `/${named}`, id);
  if (taken !== null) return taken;
  const made = fill(
    p,
    id,
    named,
    image,
    merged,
    completeHostConfig(host),
    command,
    endpointsOf(host, child(body, 'NetworkingConfig')),
    imageName,
  );
  if (isError(made)) {
    tx.remove(containerNameTable, `/${named}`);
    return made;
  }
  return { container: made, warnings: warningsOf(made) };
}

function fill(
  p: Proc,
  id: string,
  name: string,
  image: Readonly<Image>,
  config: ApiObject,
  hostConfig: ApiObject,
  command: readonly string[],
  endpoints: readonly EndpointConfig[],
  imageName: string,
): Container | DaemonError {
  const mounts = collectMounts(
    p,
    hostConfig,
    child(child(image.config, 'config'), 'Volumes'),
    child(config, 'Volumes'),
  );
  if (isError(mounts)) return mounts;
  for (const mount of mounts) {
    if (mount.type !== 'bind') continue;
    const error = prepareBindSource(p, mount);
    if (error !== null) return error;
  }
  const mountId = createLayers(p, image, id);
  const hostname = text(config, 'Hostname') || (text(hostConfig, 'NetworkMode') === 'host' ? 'lab' : id.slice(0, 12));
  const container = p.k.tx.put(containerTable, id, {
    id,
    name: `/${name}`,
    created: p.now,
    seq: p.k.nextId('container'),
    image: image.id,
    path: command[0] as string,
    args: command.slice(1),
    config: { ...config, Hostname: hostname, Image: imageName },
    hostConfig,
    endpoints,
    mounts,
    mountId,
    chain: image.chainIds[image.chainIds.length - 1] ?? '',
    status: 'created',
    pid: 0,
    shim: 0,
    exitCode: 0,
    error: '',
    oomKilled: false,
    startedAt: -1,
    finishedAt: -1,
    restartCount: 0,
    stopped: false,
    stopping: false,
    hasStarted: false,
    logPath: '',
    sandbox: '',
    cgroup: 0,
    restartDelay: 0,
    health: '',
    failingStreak: 0,
    healthLog: [],
    execs: [],
    isMounted: false,
    copier: 0,
    nextStdio: 0,
    stdin: -1,
    run: 0,
  });
  p.mkdir(`${CONTAINER_ROOT}/${id}`, 0o710);
  copyUpVolumes(p, container);
  p.writeFile(`${CONTAINER_ROOT}/${id}/hostconfig.json`, JSON.stringify(hostConfig), 0o644);
  logContainerEvent(p.k, container, 'create');
  return container;
}

/** The endpoint. */
export function containerCreate(p: RequestProc): Next {
  const { query, body } = p.locals.req;
  const name = query.name ?? '';
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse(p, invalid('invalid JSON: got EOF while reading request body'));
  const wrong = name === '' ? null : checkName(name);
  if (wrong !== null) return refuse(p, wrong);
  const made = createContainer(p, name, body as ApiObject);
  if (isError(made)) return refuse(p, made);
  return reply(p, 201, { Id: made.container.id, Warnings: made.warnings });
}
