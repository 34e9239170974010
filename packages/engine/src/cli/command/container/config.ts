/** The body of POST /containers/create from the options of create and run (docker/cli cli/command/container/opts.go: parse). */
import type { ContainerConfig, HostConfig } from '../../../api/gen/types.ts';
import type { Value } from '../../../api/json.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { GoError, isGoError } from '../../../util/go-error.ts';
import { changed, flag, map, number, strings, text } from '../../flags/read.ts';
import type { Doc } from '../../json-field.ts';
import type { Cli } from '../../locals.ts';
import { parseDevice } from '../../opts/device.ts';
import { readEnv, readLabels } from '../../opts/env-file.ts';
import { absoluteMount, type MountSpec } from '../../opts/mount.ts';
import { endpointsOf, type NetworkAttachment } from '../../opts/network.ts';
import { absolutePath } from '../../opts/path.ts';
import { parseVolume } from '../../opts/volume.ts';
import { sourceOf } from './files.ts';
import { healthConfig } from './health-options.ts';
import { loggingOptions, restartPolicy, securityOptions, storageOptions } from './host-options.ts';
import { publishedPorts } from './port-options.ts';
import { resourcesOf } from './resource-options.ts';

function orNull(list: readonly Bytes[]): Value {
  return list.length > 0 ? list : null;
}

/** The list of an option that has an older, hidden spelling. */
function both(p: Cli, long: string, old: string): readonly Bytes[] {
  return [...strings(p, long), ...strings(p, old)];
}

function firstProblem(p: Cli): GoError | null {
  const mac = text(p, 'mac-address');
  if (mac !== '' && !/^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$/.test(mac.trim()))
    return new GoError(`${mac} is not a valid mac address`);
  const swappiness = number(p, 'memory-swappiness');
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) {
    return new GoError(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  }
  return null;
}

/** The API's own names for fields whose values are checked by the daemon. */
type Loosely<T> = { readonly [K in keyof T]?: Value };

interface Volumes {
  readonly binds: readonly Bytes[];
  readonly anonymous: Doc;
}

function volumesOf(p: Cli): Volumes | GoError {
  const binds: Bytes[] = [];
  const anonymous: Record<string, Value> = {};
  for (const spec of strings(p, 'volume')) {
    const parsed = parseVolume(spec, (path) => absolutePath(p.getcwd(), path));
    if (isGoError(parsed)) return parsed;
    if (parsed.kind === 'bind') {
      if (!binds.includes(parsed.text)) binds.push(parsed.text);
    } else anonymous[parsed.target] = {};
  }
  return { binds, anonymous };
}

function modeProblem(p: Cli): GoError | null {
  const pid = text(p, 'pid');
  if (pid !== '' && pid !== 'host' && !/^container:./.test(pid)) return new GoError('--pid: invalid PID mode');
  const uts = text(p, 'uts');
  if (uts !== '' && uts !== 'host') return new GoError('--uts: invalid UTS mode');
  const userns = text(p, 'userns');
  if (userns !== '' && userns !== 'host') return new GoError('--userns: invalid USER mode');
  const cgroupns = text(p, 'cgroupns');
  if (!['', 'private', 'host'].includes(cgroupns)) return new GoError('--cgroupns: invalid CGROUP mode');
  return null;
}

function tmpfsOf(p: Cli): Doc {
  const out: Record<string, Value> = {};
  for (const spec of strings(p, 'tmpfs')) {
    const colon = spec.indexOf(':');
    out[colon < 0 ? spec : spec.slice(0, colon)] = colon < 0 ? '' : spec.slice(colon + 1);
  }
  return out;
}

function networksOf(p: Cli): readonly NetworkAttachment[] {
  const list = (long: string): readonly NetworkAttachment[] =>
    (p.locals.flags[long] as readonly NetworkAttachment[] | undefined) ?? [];
  return [...list('network'), ...list('net')];
}

/** An object without the members that are empty, as `omitempty` leaves them out. */
function present(members: Doc): Doc {
  const out: Record<string, Value> = {};
  for (const key of Object.keys(members)) {
    const value = members[key] as Value;
    const empty =
      value === null ||
      value === '' ||
      value === false ||
      (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);
    if (!empty) out[key] = value;
  }
  return out;
}

function entrypointOf(p: Cli): Value {
  if (!changed(p, 'entrypoint')) return null;
  return [text(p, 'entrypoint')];
}

interface Parts {
  readonly volumes: Volumes;
  readonly ports: { readonly exposed: Doc; readonly bindings: Doc };
  readonly devices: readonly Value[];
  readonly env: readonly Bytes[];
  readonly labels: Doc;
  readonly restart: Doc;
  readonly logging: Doc;
  readonly security: { readonly options: readonly Bytes[]; readonly masked: Value; readonly readonly: Value };
  readonly storage: Doc;
  readonly health: Doc | null;
  readonly endpoints: Doc;
}

function devicesOf(p: Cli): readonly Value[] | GoError {
  const out: Value[] = [];
  for (const spec of strings(p, 'device')) {
    const device = parseDevice(spec);
    if (isGoError(device)) return device;
    out.push(device);
  }
  return out;
}

function endpoints(p: Cli): Doc | GoError {
  return endpointsOf(networksOf(p), {
    aliases: both(p, 'network-alias', 'net-alias'),
    links: strings(p, 'link'),
    ip: text(p, 'ip'),
    ip6: text(p, 'ip6'),
    linkLocalIps: strings(p, 'link-local-ip'),
    macAddress: text(p, 'mac-address'),
  });
}

/** Everything that can be wrong, in the order in which docker looks. */
function partsOf(p: Cli): Parts | GoError {
  const problem = firstProblem(p);
  if (problem !== null) return problem;
  const volumes = volumesOf(p);
  if (isGoError(volumes)) return volumes;
  const ports = publishedPorts(p);
  if (isGoError(ports)) return ports;
  const devices = devicesOf(p);
  if (isGoError(devices)) return devices;
  const source = sourceOf(p);
  const env = readEnv(strings(p, 'env-file'), strings(p, 'env'), source);
  if (isGoError(env)) return env;
  const labels = readLabels(strings(p, 'label-file'), strings(p, 'label'), source);
  if (isGoError(labels)) return labels;
  const mode = modeProblem(p);
  if (mode !== null) return mode;
  const restart = restartPolicy(text(p, 'restart'));
  if (isGoError(restart)) return restart;
  const logging = loggingOptions(p);
  if (isGoError(logging)) return logging;
  const security = securityOptions(p);
  if (isGoError(security)) return security;
  const storage = storageOptions(p);
  if (isGoError(storage)) return storage;
  const health = healthConfig(p);
  if (isGoError(health)) return health;
  if (flag(p, 'rm') && !['', 'no'].includes(restart['Name'] as string)) {
    return new GoError('conflicting options: cannot specify both --restart and --rm');
  }
  const networks = endpoints(p);
  if (isGoError(networks)) return networks;
  return { volumes, ports, devices, env, labels, restart, logging, security, storage, health, endpoints: networks };
}

function configOf(p: Cli, parts: Parts, image: Bytes, command: readonly Bytes[]): Doc {
  const attach = strings(p, 'attach');
  const stdin = flag(p, 'interactive');
  const attachStdin = stdin || attach.includes('stdin');
  return {
    Hostname: text(p, 'hostname'),
    Domainname: text(p, 'domainname'),
    User: text(p, 'user'),
    AttachStdin: attachStdin,
    AttachStdout: attach.length === 0 || attach.includes('stdout'),
    AttachStderr: attach.length === 0 || attach.includes('stderr'),
    ...present({ ExposedPorts: parts.ports.exposed }),
    Tty: flag(p, 'tty'),
    OpenStdin: stdin,
    StdinOnce: stdin && attachStdin,
    Env: parts.env,
    Cmd: orNull(command),
    ...present({ Healthcheck: parts.health }),
    Image: image,
    Volumes: parts.volumes.anonymous,
    WorkingDir: text(p, 'workdir'),
    Entrypoint: entrypointOf(p),
    ...present({ MacAddress: text(p, 'mac-address') }),
    OnBuild: null,
    Labels: parts.labels,
    ...present({ StopSignal: text(p, 'stop-signal') }),
    ...(changed(p, 'stop-timeout') ? { StopTimeout: number(p, 'stop-timeout') } : {}),
  } satisfies Loosely<ContainerConfig>;
}

function hostConfigOf(p: Cli, parts: Parts): Doc {
  const networks = networksOf(p);
  return {
    Binds: orNull(parts.volumes.binds),
    ContainerIDFile: text(p, 'cidfile'),
    LogConfig: { Type: text(p, 'log-driver'), Config: parts.logging },
    NetworkMode: networks[0]?.Target ?? 'default',
    PortBindings: parts.ports.bindings,
    RestartPolicy: parts.restart,
    AutoRemove: flag(p, 'rm'),
    VolumeDriver: text(p, 'volume-driver'),
    VolumesFrom: orNull(strings(p, 'volumes-from')),
    ConsoleSize: consoleSize(p),
    ...present({ Annotations: map(p, 'annotation') }),
    CapAdd: orNull(strings(p, 'cap-add')),
    CapDrop: orNull(strings(p, 'cap-drop')),
    CgroupnsMode: text(p, 'cgroupns'),
    Dns: strings(p, 'dns'),
    DnsOptions: both(p, 'dns-option', 'dns-opt'),
    DnsSearch: strings(p, 'dns-search'),
    ExtraHosts: orNull(strings(p, 'add-host')),
    GroupAdd: orNull(strings(p, 'group-add')),
    IpcMode: text(p, 'ipc'),
    Cgroup: '',
    Links: orNull(strings(p, 'link')),
    OomScoreAdj: number(p, 'oom-score-adj'),
    PidMode: text(p, 'pid'),
    Privileged: flag(p, 'privileged'),
    PublishAllPorts: flag(p, 'publish-all'),
    ReadonlyRootfs: flag(p, 'read-only'),
    SecurityOpt: orNull(parts.security.options),
    ...present({ StorageOpt: parts.storage, Tmpfs: tmpfsOf(p) }),
    UTSMode: text(p, 'uts'),
    UsernsMode: text(p, 'userns'),
    ShmSize: number(p, 'shm-size'),
    ...present({ Sysctls: map(p, 'sysctl'), Runtime: text(p, 'runtime') }),
    Isolation: text(p, 'isolation'),
    ...resourcesOf(p, parts.devices),
    ...present({ Mounts: mountsOf(p) }),
    MaskedPaths: parts.security.masked,
    ReadonlyPaths: parts.security.readonly,
    ...(changed(p, 'init') ? { Init: flag(p, 'init') } : {}),
  } satisfies Loosely<HostConfig>;
}

function mountsOf(p: Cli): readonly Value[] {
  const mounts = (p.locals.flags['mount'] as readonly MountSpec[] | undefined) ?? [];
  return mounts.map((mount) => absoluteMount(mount, (path) => absolutePath(p.getcwd(), path)));
}

/** Height and width of the terminal on standard output, zeros without one. */
function consoleSize(p: Cli): Value {
  const attr = p.isatty(1) ? p.tcgetattr(1) : 0;
  return typeof attr === 'number' ? [0, 0] : [attr.rows, attr.cols];
}

/** The create body for `args`: image, then command. */
export function createBody(p: Cli, args: readonly Bytes[]): Doc | GoError {
  const parts = partsOf(p);
  if (isGoError(parts)) return parts;
  const [image = '', ...command] = args;
  return {
    ...configOf(p, parts, image, command),
    HostConfig: hostConfigOf(p, parts),
    NetworkingConfig: { EndpointsConfig: parts.endpoints },
  };
}
