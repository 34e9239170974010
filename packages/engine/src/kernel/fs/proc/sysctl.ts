/** /proc/sys (sysctl(8)): kernel, vm and fs here, net per network namespace (kernel/net/sysctl.ts). */
import { intStrTable } from '../../../store/table.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { EINVAL, ENOENT, EPERM, type Errno } from '../../errno.ts';
import type { Kernel } from '../../kernel.ts';
import { getSysctl, setSysctl, sysctlNames } from '../../net/sysctl.ts';
import { getNamespace, namespaceTable } from '../../ns/namespace.ts';
import { CAPABILITY_NAMES } from '../../task/capability.ts';
import type { ProcContext } from './context.ts';

/** A changed value: by IPC namespace for the sysctls that belong to one (0 for the others) and dotted name. */
export interface Sysctl {
  value: Bytes;
}
/** Changed sysctls other than net.*, which the network namespaces keep. */
export const sysctlTable = intStrTable<Sysctl>('sysctl', 1);

/** Defaults of Linux 6 on a machine like this. */
const DEFAULTS: ReadonlyMap<Bytes, Bytes> = new Map([
  ['fs.aio-max-nr', '65536'],
  ['fs.file-max', '9223372036854775807'],
  ['fs.inotify.max_queued_events', '16384'],
  ['fs.inotify.max_user_instances', '128'],
  ['fs.inotify.max_user_watches', '65536'],
  ['fs.mqueue.msg_default', '10'],
  ['fs.mqueue.msg_max', '10'],
  ['fs.mqueue.msgsize_default', '8192'],
  ['fs.mqueue.msgsize_max', '8192'],
  ['fs.mqueue.queues_max', '256'],
  ['fs.nr_open', '1048576'],
  ['fs.pipe-max-size', '1048576'],
  ['fs.protected_fifos', '1'],
  ['fs.protected_hardlinks', '1'],
  ['fs.protected_regular', '2'],
  ['fs.protected_symlinks', '1'],
  ['fs.suid_dumpable', '0'],
  ['kernel.core_pattern', 'core'],
  ['kernel.core_uses_pid', '0'],
  ['kernel.dmesg_restrict', '1'],
  ['kernel.kptr_restrict', '0'],
  ['kernel.msgmax', '8192'],
  ['kernel.msgmnb', '16384'],
  ['kernel.msgmni', '32000'],
  ['kernel.panic', '0'],
  ['kernel.perf_event_paranoid', '3'],
  ['kernel.pid_max', '4194304'],
  ['kernel.printk', '4\t4\t1\t7'],
  ['kernel.randomize_va_space', '2'],
  ['kernel.sem', '32000\t1024000000\t500\t32000'],
  ['kernel.shm_rmid_forced', '0'],
  ['kernel.shmall', '18446744073692774399'],
  ['kernel.shmmax', '18446744073692774399'],
  ['kernel.shmmni', '4096'],
  ['kernel.sysrq', '438'],
  ['kernel.threads-max', '191702'],
  ['kernel.unprivileged_userns_clone', '1'],
  ['vm.dirty_background_ratio', '10'],
  ['vm.dirty_ratio', '20'],
  ['vm.drop_caches', '0'],
  ['vm.max_map_count', '1048576'],
  ['vm.min_free_kbytes', '67584'],
  ['vm.mmap_min_addr', '65536'],
  ['vm.nr_hugepages', '0'],
  ['vm.overcommit_memory', '0'],
  ['vm.overcommit_ratio', '50'],
  ['vm.panic_on_oom', '0'],
  ['vm.swappiness', '60'],
  ['vm.vfs_cache_pressure', '100'],
]);

/** Sysctls whose value is computed, and some that cannot be written. */
const COMPUTED: readonly Bytes[] = [
  'fs.file-nr',
  'kernel.cap_last_cap',
  'kernel.domainname',
  'kernel.hostname',
  'kernel.ngroups_max',
  'kernel.osrelease',
  'kernel.ostype',
  'kernel.overflowgid',
  'kernel.overflowuid',
  'kernel.random.boot_id',
  'kernel.random.entropy_avail',
  'kernel.random.poolsize',
  'kernel.random.uuid',
  'kernel.version',
];
const TEXTUAL: readonly Bytes[] = ['kernel.core_pattern'];

/** Sysctls that every IPC namespace has for itself. */
function isIpc(name: Bytes): boolean {
  return (
    name.startsWith('fs.mqueue.') ||
    name.startsWith('kernel.msg') ||
    name.startsWith('kernel.shm') ||
    name === 'kernel.sem'
  );
}

function uuid(hexDigits: string): Bytes {
  const h = hexDigits;
  const variant = ((Number.parseInt(h.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** The id of this boot: made once, then kept. */
function bootId(k: Kernel): Bytes {
  const known = k.tx.get2(sysctlTable, 0, 'kernel.random.boot_id');
  return (
    known?.value ?? k.tx.put2(sysctlTable, 0, 'kernel.random.boot_id', { value: uuid(k.randomHex('boot', 32)) }).value
  );
}

function computed(c: ProcContext, name: Bytes): Bytes | null {
  const uts = getNamespace(c.k, c.reader.utsNs);
  switch (name) {
    case 'fs.file-nr':
      return '1024\t0\t9223372036854775807';
    case 'kernel.cap_last_cap':
      return `${CAPABILITY_NAMES.length - 1}`;
    case 'kernel.domainname':
      return uts.domainname === '' ? '(none)' : uts.domainname;
    case 'kernel.hostname':
      return uts.hostname;
    case 'kernel.ngroups_max':
    case 'kernel.overflowgid':
    case 'kernel.overflowuid':
      return name === 'kernel.ngroups_max' ? '65536' : '65534';
    case 'kernel.osrelease':
      return c.sources.release;
    case 'kernel.ostype':
      return 'Linux';
    case 'kernel.random.boot_id':
      return bootId(c.k);
    case 'kernel.random.entropy_avail':
    case 'kernel.random.poolsize':
      return '256';
    case 'kernel.random.uuid':
      return uuid(c.k.randomHex('uuid', 32));
    case 'kernel.version':
      return c.sources.version;
    default:
      return null;
  }
}

/** `net.ipv4.conf.eth0.x` as `net.ipv4.conf.default.x`: what a name under an interface's directory is like. */
function likeDefault(name: Bytes, iface: Bytes): Bytes {
  return name.replace(`.${iface}.`, '.all.');
}

/** Name parts of a net sysctl under an interface's directory, or null. */
function interfaceOf(name: Bytes): Bytes | null {
  const parts = name.split('.');
  return (parts[2] === 'conf' || parts[2] === 'neigh') && parts.length > 4 ? parts.slice(3, -1).join('.') : null;
}

function netValue(c: ProcContext, name: Bytes): Bytes | null {
  const own = getSysctl(c.k, c.reader.netNs, name);
  if (own !== null) return own;
  const iface = interfaceOf(name);
  if (iface === null || !c.sources.interfaces(c.k, c.reader.netNs).includes(iface)) return null;
  return getSysctl(c.k, c.reader.netNs, likeDefault(name, iface));
}

/** Value of the sysctl with this dotted name, or null when there is none. */
function currentValue(c: ProcContext, name: Bytes): Bytes | null {
  if (name.startsWith('net.')) return netValue(c, name);
  const changed = c.k.tx.get2(sysctlTable, isIpc(name) ? c.reader.ipcNs : 0, name);
  return changed?.value ?? DEFAULTS.get(name) ?? computed(c, name);
}

/** Text of /proc/sys/…, the dotted `name` below it. */
export function sysctlText(c: ProcContext, name: Bytes): Bytes | Errno {
  const value = currentValue(c, name);
  return value === null ? ENOENT : `${value}\n`;
}

function isNumbers(value: Bytes): boolean {
  return /^-?\d+(\s+-?\d+)*$/.test(value);
}

/** Writes a sysctl: EINVAL for what is no number where one belongs, EPERM for what only shows something. */
export function writeSysctl(c: ProcContext, name: Bytes, data: Bytes): number {
  const value = data.trim();
  if (name.startsWith('net.')) {
    const result = setSysctl(c.k, c.reader.netNs, name, value);
    return result < 0 ? result : data.length;
  }
  if (name === 'kernel.hostname' || name === 'kernel.domainname') {
    if (value.length > 64) return EINVAL;
    const uts = c.k.tx.edit(namespaceTable, c.reader.utsNs);
    if (name === 'kernel.hostname') uts.hostname = value;
    else uts.domainname = value;
    return data.length;
  }
  if (!DEFAULTS.has(name)) return EPERM;
  if (!TEXTUAL.includes(name) && !isNumbers(value)) return EINVAL;
  c.k.tx.put2(sysctlTable, isIpc(name) ? c.reader.ipcNs : 0, name, { value: value.split(/\s+/).join('\t') });
  return data.length;
}

/** Mode of a sysctl's file. */
function modeOf(name: Bytes): number {
  if (name.startsWith('net.') || DEFAULTS.has(name)) return name === 'vm.drop_caches' ? 0o200 : 0o644;
  return name === 'kernel.hostname' || name === 'kernel.domainname' ? 0o644 : 0o444;
}

/** All names below /proc/sys that are the same for everybody. */
const NAMES: readonly Bytes[] = [...DEFAULTS.keys(), ...COMPUTED, ...sysctlNames()];

/** What lies below the dotted directory `dir` ('' is /proc/sys itself): names, and whether each is a directory. */
export function sysctlEntries(c: ProcContext, dir: Bytes): ReadonlyMap<Bytes, boolean> {
  const prefix = dir === '' ? '' : `${dir}.`;
  const out = new Map<Bytes, boolean>();
  for (const name of NAMES) {
    if (!name.startsWith(prefix)) continue;
    const rest = name.slice(prefix.length);
    const dot = rest.indexOf('.');
    out.set(dot < 0 ? rest : rest.slice(0, dot), dot >= 0);
  }
  if (/^net\.ipv[46]\.(conf|neigh)$/.test(dir) && out.size > 0)
    for (const iface of c.sources.interfaces(c.k, c.reader.netNs)) out.set(iface, true);
  const iface = interfaceOf(`${dir}.x`);
  if (iface !== null && out.size === 0 && c.sources.interfaces(c.k, c.reader.netNs).includes(iface))
    return sysctlEntries(c, likeDefault(`${dir}.`, iface).slice(0, -1));
  return out;
}

/** Type and mode of the dotted `name`: its file's permission bits, `dir` for a directory, null when there is no such name. */
export function sysctlMode(c: ProcContext, name: Bytes): number | 'dir' | null {
  if (name === '') return 'dir';
  if (!name.startsWith('net.') && (DEFAULTS.has(name) || COMPUTED.includes(name))) return modeOf(name);
  if (name.startsWith('net.') && netValue(c, name) !== null) return modeOf(name);
  return sysctlEntries(c, name).size > 0 ? 'dir' : null;
}
