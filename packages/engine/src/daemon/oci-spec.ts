/** From a container record to the runtime's configuration (moby daemon/oci_linux.go, oci/defaults.go). */

import { ALL_CAPABILITIES, CAPABILITY_NAMES, capMask } from '../kernel/task/capability.ts';
import type { Proc } from '../program/program.ts';
import type { Spec, SpecMount, SpecNamespace, SpecProcess, SpecResources, SpecRlimit } from '../runc/spec.ts';
import {
  type ApiObject,
  type Container,
  child,
  containerTable,
  flag,
  lookupContainer,
  num,
  strings,
  text,
} from './container/container.ts';
import { CONTAINER_ROOT } from './create.ts';
import { type DaemonError, failure, invalid, isError } from './errors.ts';

/** The 14 capabilities a container has by default (mechanisms §2.6). */
export const DEFAULT_CAPS = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
];

function capNumber(name: string): number {
  const upper = name.toUpperCase();
  return CAPABILITY_NAMES.indexOf(upper.startsWith('CAP_') ? upper.slice(4) : upper);
}

/** Capability mask after --cap-add, --cap-drop and --privileged (oci/caps/utils.go TweakCapabilities). */
export function capabilitiesOf(host: ApiObject): number | DaemonError {
  const add = strings(host, 'CapAdd');
  const drop = strings(host, 'CapDrop');
  for (const name of [...drop, ...add])
    if (name.toUpperCase() !== 'ALL' && capNumber(name) < 0)
      return invalid(
        `invalid capability: "${name.toUpperCase().startsWith('CAP_') ? name.toUpperCase() : `CAP_${name.toUpperCase()}`}"`,
      );
  if (flag(host, 'Privileged')) return ALL_CAPABILITIES;
  const all = (list: readonly string[]): boolean => list.some((name) => name.toUpperCase() === 'ALL');
  const numbers = new Set(all(add) ? CAPABILITY_NAMES.map((_, n) => n) : all(drop) ? [] : DEFAULT_CAPS.map(capNumber));
  for (const name of drop) if (name.toUpperCase() !== 'ALL') numbers.delete(capNumber(name));
  for (const name of add) if (name.toUpperCase() !== 'ALL') numbers.add(capNumber(name));
  return capMask([...numbers]);
}

/** Ids of a `--user` value in the tree at `root` (moby daemon/oci_utils, user.GetExecUser). */
export function resolveUser(
  p: Proc,
  root: string,
  user: string,
  extra: readonly string[],
): { uid: number; gid: number; groups: readonly number[] } | DaemonError {
  const rows = (file: string): readonly string[][] => {
    const data = p.readFile(`${root}${file}`);
    return typeof data === 'number' ? [] : data.split('\n').map((line) => line.split(':'));
  };
  const cut = user.indexOf(':');
  const name = cut < 0 ? user : user.slice(0, cut);
  const group = cut < 0 ? '' : user.slice(cut + 1);
  const passwd = rows('/etc/passwd');
  const groups = rows('/etc/group');
  const entry =
    name === ''
      ? passwd.find((row) => row[2] === '0')
      : (passwd.find((row) => row[0] === name) ?? passwd.find((row) => row[2] === name));
  let uid = 0;
  let gid = entry === undefined ? 0 : Number(entry[3]);
  if (entry !== undefined) uid = Number(entry[2]);
  else if (/^\d+$/.test(name)) uid = Number(name);
  else if (name !== '')
    return failure('invalidParameter', `unable to find user ${name}: no matching entries in passwd file`);
  const ids: number[] = [];
  if (group !== '') {
    const found = groups.find((row) => row[0] === group) ?? groups.find((row) => row[2] === group);
    if (found !== undefined) gid = Number(found[2]);
    else if (/^\d+$/.test(group)) gid = Number(group);
    else return failure('invalidParameter', `unable to find group ${group}: no matching entries in group file`);
  } else if (entry !== undefined) {
    for (const row of groups) if ((row[3] ?? '').split(',').includes(entry[0] as string)) ids.push(Number(row[2]));
  }
  for (const wanted of extra) {
    const found = groups.find((row) => row[0] === wanted || row[2] === wanted);
    if (found !== undefined) ids.push(Number(found[2]));
    else if (/^\d+$/.test(wanted)) ids.push(Number(wanted));
    else return failure('invalidParameter', `Unable to find group ${wanted}`);
  }
  return { uid, gid, groups: [...new Set([gid, ...ids])] };
}

/** Process-wide security options: no-new-privileges and the seccomp profile. */
function securityOf(host: ApiObject): { readonly noNewPrivileges: boolean; readonly seccomp: string } {
  let noNewPrivileges = false;
  let seccomp = flag(host, 'Privileged') ? '' : 'default';
  for (const option of strings(host, 'SecurityOpt')) {
    const [key, value = ''] = option.split(/[=:]/, 2) as [string, string?];
    if (key === 'no-new-privileges') noNewPrivileges = value === '' || value === 'true';
    if (key === 'seccomp') seccomp = value === 'unconfined' ? '' : 'custom';
  }
  return { noNewPrivileges, seccomp };
}

function rlimitsOf(host: ApiObject): readonly SpecRlimit[] {
  return ((host.Ulimits ?? []) as readonly ApiObject[]).map((u) => ({
    type: text(u, 'Name'),
    soft: num(u, 'Soft'),
    hard: num(u, 'Hard'),
  }));
}

/** The process of the container, or of an exec with `override`. */
export function processOf(
  p: Proc,
  container: Readonly<Container>,
  root: string,
  override: ApiObject | null,
): SpecProcess | DaemonError {
  const { config, hostConfig } = container;
  const user = resolveUser(
    p,
    root,
    override === null ? text(config, 'User') : text(override, 'User') || text(config, 'User'),
    strings(hostConfig, 'GroupAdd'),
  );
  if (isError(user)) return user;
  const privileged = override !== null && flag(override, 'Privileged');
  const caps = privileged ? ALL_CAPABILITIES : capabilitiesOf(hostConfig);
  if (isError(caps)) return caps;
  const tty = flag(override ?? config, 'Tty');
  const own = strings(config, 'Env');
  const path = own.some((e) => e.startsWith('PATH='))
    ? []
    : ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];
  const base = [...path, `HOSTNAME=${text(config, 'Hostname')}`, ...(tty ? ['TERM=xterm'] : []), ...own];
  const env = override === null ? base : mergeEnv(base, strings(override, 'Env'));
  const args = override === null ? [container.path, ...container.args] : strings(override, 'Cmd');
  const init = override === null && hostConfig.Init === true;
  return {
    terminal: tty,
    args: init ? ['/sbin/docker-init', '--', ...args] : args,
    env,
    cwd: (override === null ? '' : text(override, 'WorkingDir')) || text(config, 'WorkingDir') || '/',
    uid: user.uid,
    gid: user.gid,
    groups: user.groups,
    umask: 0o022,
    capabilities: caps,
    ...securityOf(hostConfig),
    oomScoreAdj: num(hostConfig, 'OomScoreAdj'),
    rlimits: rlimitsOf(hostConfig),
  };
}

function mergeEnv(base: readonly string[], more: readonly string[]): readonly string[] {
  const out = [...base];
  for (const entry of more) {
    const name = entry.split('=', 1)[0] as string;
    const at = out.findIndex((e) => e.startsWith(`${name}=`));
    if (!entry.includes('=')) {
      if (at >= 0) out.splice(at, 1);
    } else if (at >= 0) out[at] = entry;
    else out.push(entry);
  }
  return out;
}

/** cpu.weight of --cpu-shares, as runc 1.3.2 and later (mechanisms §6.2): piecewise linear between the points of that curve. */
export function cpuWeight(shares: number): number {
  const points: readonly (readonly [number, number])[] = [
    [2, 1],
    [128, 21],
    [256, 35],
    [512, 59],
    [1024, 100],
    [2000, 170],
    [2048, 174],
    [4096, 303],
    [22000, 1204],
    [262144, 10000],
  ];
  if (shares === 0) return 0;
  if (shares <= 2) return 1;
  for (let i = 1; i < points.length; i++) {
    const [s0, w0] = points[i - 1] as readonly [number, number];
    const [s1, w1] = points[i] as readonly [number, number];
    if (shares <= s1) return Math.round(w0 + ((shares - s0) * (w1 - w0)) / (s1 - s0));
  }
  return 10000;
}

/** Limits in cgroup units. */
export function resourcesOf(host: ApiObject): SpecResources {
  const nano = num(host, 'NanoCpus');
  const period = num(host, 'CpuPeriod') * 1000 || 100_000_000;
  const quota = nano > 0 ? nano / 10 : num(host, 'CpuQuota') > 0 ? num(host, 'CpuQuota') * 1000 : -1;
  return {
    memory: num(host, 'Memory'),
    swap: num(host, 'MemorySwap'),
    reservation: num(host, 'MemoryReservation'),
    pids: num(host, 'PidsLimit'),
    cpuWeight: cpuWeight(num(host, 'CpuShares')),
    cpuQuota: quota,
    cpuPeriod: nano > 0 ? 100_000_000 : period,
    cpusetCpus: text(host, 'CpusetCpus'),
    cpusetMems: text(host, 'CpusetMems'),
    ioWeight: num(host, 'BlkioWeight'),
  };
}

/** The mounts every container has (oci/defaults.go), then special files and the user's, by depth. */
function mountsOf(container: Readonly<Container>): readonly SpecMount[] {
  const { hostConfig } = container;
  const ipc = text(hostConfig, 'IpcMode');
  const privileged = flag(hostConfig, 'Privileged');
  const ro = privileged ? [] : ['ro'];
  const out: SpecMount[] = [
    { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
    {
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
    },
    {
      destination: '/dev/pts',
      type: 'devpts',
      source: 'devpts',
      options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
    },
    { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['nosuid', 'noexec', 'nodev', ...ro] },
    { destination: '/sys/fs/cgroup', type: 'cgroup2', source: 'cgroup', options: [...ro, 'nosuid', 'noexec', 'nodev'] },
    { destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue', options: ['nosuid', 'noexec', 'nodev'] },
  ];
  if (ipc !== 'none')
    out.push({
      destination: '/dev/shm',
      type: 'tmpfs',
      source: 'shm',
      options: ['nosuid', 'noexec', 'nodev', 'mode=1777', `size=${num(hostConfig, 'ShmSize')}`],
    });
  if (hostConfig.Init === true)
    out.push({
      destination: '/sbin/docker-init',
      type: 'bind',
      source: '/usr/bin/docker-init',
      options: ['bind', 'ro'],
    });
  const dir = `${CONTAINER_ROOT}/${container.id}`;
  const special = flag(hostConfig, 'ReadonlyRootfs') ? ['rbind', 'rprivate', 'ro'] : ['rbind', 'rprivate'];
  const user = container.mounts.map((mount): SpecMount => {
    if (mount.type === 'tmpfs') {
      const options = mount.options === '' ? ['noexec'] : mount.options.split(',');
      return {
        destination: mount.destination,
        type: 'tmpfs',
        source: 'tmpfs',
        options: ['nosuid', 'nodev', ...options, ...(mount.options.includes('mode=') ? [] : ['mode=1777'])],
      };
    }
    return {
      destination: mount.destination,
      type: 'bind',
      source: mount.source,
      options: ['rbind', ...(mount.rw ? [] : ['ro'])],
    };
  });
  const covered = new Set(container.mounts.map((mount) => mount.destination));
  for (const file of ['resolv.conf', 'hostname', 'hosts']) {
    if (!covered.has(`/etc/${file}`))
      out.push({ destination: `/etc/${file}`, type: 'bind', source: `${dir}/${file}`, options: special });
  }
  const depth = (path: string): number => path.split('/').length;
  const sorted = user
    .map((mount, i) => ({ mount, i }))
    .sort((a, b) => depth(a.mount.destination) - depth(b.mount.destination) || a.i - b.i);
  const replaced = new Set(sorted.map(({ mount }) => mount.destination));
  return [...out.filter((mount) => !replaced.has(mount.destination)), ...sorted.map(({ mount }) => mount)];
}

function joinOf(p: Proc, mode: string, own: SpecNamespace): SpecNamespace | DaemonError {
  if (mode === 'host') return 'host';
  if (!mode.startsWith('container:')) return own;
  const other = lookupContainer(p.k.tx, mode.slice(10));
  if (isError(other)) return other;
  if (other.pid === 0) return failure('conflict', `cannot join network of a non running container: ${other.id}`);
  return (p.k.tx.get(containerTable, other.id) as Container).pid;
}

/** The whole specification; `root` is the mounted root file system on the host. */
export function buildSpec(p: Proc, container: Readonly<Container>, root: string): Spec | DaemonError {
  const { config, hostConfig } = container;
  const process = processOf(p, container, root, null);
  if (isError(process)) return process;
  const net = joinOf(p, text(hostConfig, 'NetworkMode'), 'new');
  const pid = joinOf(p, text(hostConfig, 'PidMode'), 'new');
  const ipc = joinOf(p, text(hostConfig, 'IpcMode'), 'new');
  for (const ns of [net, pid, ipc]) if (isError(ns)) return ns;
  const uts = text(hostConfig, 'UTSMode') === 'host' || net === 'host' ? 'host' : 'new';
  const sysctl: { [name: string]: string } = {
    'net.ipv4.ip_unprivileged_port_start': '0',
    'net.ipv4.ping_group_range': '0 2147483647',
  };
  for (const [name, value] of Object.entries(child(hostConfig, 'Sysctls'))) sysctl[name] = value as string;
  const devices = devicesOf(p, hostConfig);
  if (isError(devices)) return devices;
  return {
    id: container.id,
    root,
    readonlyRoot: flag(hostConfig, 'ReadonlyRootfs'),
    hostname: text(config, 'Hostname'),
    domainname: text(config, 'Domainname'),
    process,
    mounts: mountsOf(container),
    maskedPaths: strings(hostConfig, 'MaskedPaths'),
    readonlyPaths: strings(hostConfig, 'ReadonlyPaths'),
    sysctl: net === 'new' ? sysctl : {},
    resources: resourcesOf(hostConfig),
    namespaces: {
      pid: pid as SpecNamespace,
      net: net as SpecNamespace,
      ipc: ipc as SpecNamespace,
      uts,
      cgroup: text(hostConfig, 'CgroupnsMode') === 'host' ? 'host' : 'new',
    },
    devices,
    cgroupParent: text(hostConfig, 'CgroupParent'),
  };
}

function devicesOf(p: Proc, host: ApiObject): Spec['devices'] | DaemonError {
  const out: Spec['devices'][number][] = [];
  for (const device of (host.Devices ?? []) as readonly ApiObject[]) {
    const source = text(device, 'PathOnHost');
    const stat = p.stat(source);
    if (typeof stat === 'number')
      return failure(
        'system',
        `error gathering device information while adding custom device "${source}": no such file or directory`,
      );
    out.push({
      path: text(device, 'PathInContainer') || source,
      mode: stat.mode & 0o777,
      rdev: stat.rdev,
      uid: stat.uid,
      gid: stat.gid,
    });
  }
  return out;
}
