/** Checks of a container's configuration before it exists (moby daemon/container.go verifyContainerSettings, daemon_unix.go). */
import { type ApiObject, child, flag, num, strings, text } from './container/container.ts';
import { type DaemonError, invalid } from './errors.ts';

/** Smallest memory limit: 6 MiB. */
const MIN_MEMORY = 6 * 1024 * 1024;
const POLICIES = ['', 'no', 'always', 'unless-stopped', 'on-failure'];

/** Memory options (verifyPlatformContainerResources). `update` keeps the rule on swap that update has. */
export function checkMemory(host: ApiObject): DaemonError | null {
  const memory = num(host, 'Memory');
  const swap = num(host, 'MemorySwap');
  const reservation = num(host, 'MemoryReservation');
  if (memory !== 0 && memory < MIN_MEMORY) return invalid('Minimum memory limit allowed is 6MB');
  if (memory > 0 && swap > 0 && swap < memory)
    return invalid('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (memory === 0 && swap > 0)
    return invalid('You should always set the Memory limit when using Memoryswap limit, see usage');
  const swappiness = host.MemorySwappiness;
  if (typeof swappiness === 'number' && (swappiness < -1 || swappiness > 100))
    return invalid(`Invalid value: ${swappiness}, valid memory swappiness range is 0-100`);
  if (reservation > 0 && reservation < MIN_MEMORY) return invalid('Minimum memory reservation allowed is 6MB');
  if (memory > 0 && reservation > 0 && memory < reservation)
    return invalid('Minimum memory limit can not be less than memory reservation limit, see usage');
  return null;
}

function checkCpu(host: ApiObject, cores: number): DaemonError | null {
  const nano = num(host, 'NanoCpus');
  if (nano > 0 && num(host, 'CpuPeriod') > 0)
    return invalid('Conflicting options: Nano CPUs and CPU Period cannot both be set');
  if (nano > 0 && num(host, 'CpuQuota') > 0)
    return invalid('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  if (nano < 0 || nano > cores * 1e9)
    return invalid(`range of CPUs is from 0.01 to ${cores}.00, as there are only ${cores} CPUs available`);
  const period = num(host, 'CpuPeriod');
  if (period !== 0 && (period < 1000 || period > 1000000))
    return invalid('CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)');
  const quota = num(host, 'CpuQuota');
  if (quota > 0 && quota < 1000) return invalid('CPU cfs quota can not be less than 1ms (i.e. 1000)');
  return checkCpuset(text(host, 'CpusetCpus'), cores);
}

function checkCpuset(set: string, cores: number): DaemonError | null {
  if (set === '') return null;
  if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(set)) return invalid(`Invalid value ${set} for cpuset cpus`);
  const over = set.split(/[-,]/).some((n) => Number(n) >= cores);
  return over
    ? invalid(`Requested CPUs are not available - requested ${set}, available: ${cores === 1 ? '0' : `0-${cores - 1}`}`)
    : null;
}

function checkRestartPolicy(host: ApiObject): DaemonError | null {
  const policy = child(host, 'RestartPolicy');
  const name = text(policy, 'Name');
  const retries = num(policy, 'MaximumRetryCount');
  if (!POLICIES.includes(name))
    return invalid(
      `invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    );
  if (name !== 'on-failure' && retries !== 0)
    return invalid(`invalid restart policy: maximum retry count can only be used with 'on-failure'`);
  if (retries < 0) return invalid('invalid restart policy: maximum retry count cannot be negative');
  if (flag(host, 'AutoRemove') && name !== '' && name !== 'no')
    return invalid("can't create 'AutoRemove' container with restart policy");
  return null;
}

function checkModes(host: ApiObject): DaemonError | null {
  const userns = text(host, 'UsernsMode');
  if (userns !== '' && userns !== 'host') return invalid(`invalid userns mode: ${userns}`);
  const cgroupns = text(host, 'CgroupnsMode');
  if (cgroupns !== '' && cgroupns !== 'host' && cgroupns !== 'private')
    return invalid(`invalid cgroup namespace mode: ${cgroupns}`);
  const pid = text(host, 'PidMode');
  if (pid !== '' && pid !== 'host' && !pid.startsWith('container:')) return invalid(`invalid PID mode: ${pid}`);
  const ipc = text(host, 'IpcMode');
  if (ipc !== '' && !['private', 'shareable', 'host', 'none'].includes(ipc) && !ipc.startsWith('container:'))
    return invalid(`invalid IPC mode: ${ipc}`);
  const runtime = text(host, 'Runtime');
  if (runtime !== '' && runtime !== 'runc' && runtime !== 'io.containerd.runc.v2')
    return invalid(`unknown or invalid runtime name: ${runtime}`);
  const isolation = text(host, 'Isolation');
  if (isolation !== '' && isolation !== 'default') return invalid(`invalid isolation '${isolation}' on linux`);
  return null;
}

/** Everything that is checked of a HostConfig at create. */
export function verifyHostConfig(host: ApiObject, cores: number): DaemonError | null {
  const shm = num(host, 'ShmSize');
  if (shm < 0) return invalid('SHM size can not be less than 0');
  const oom = num(host, 'OomScoreAdj');
  if (oom < -1000 || oom > 1000) return invalid(`Invalid value ${oom}, range for oom score adj is [-1000, 1000]`);
  for (const device of (host.BlkioDeviceReadBps ?? []) as readonly ApiObject[]) {
    if (!text(device, 'Path').startsWith('/')) return invalid(`no such file or directory`);
  }
  return (
    checkRestartPolicy(host) ??
    checkModes(host) ??
    checkMemory(host) ??
    checkCpu(host, cores) ??
    checkBoundPorts(host) ??
    checkSecurity(strings(host, 'SecurityOpt'))
  );
}

function checkBoundPorts(host: ApiObject): DaemonError | null {
  const bindings = child(host, 'PortBindings');
  for (const port of Object.keys(bindings)) {
    for (const binding of (bindings[port] ?? []) as readonly ApiObject[]) {
      const wanted = text(binding, 'HostPort');
      if (wanted !== '' && !/^\d+(-\d+)?$/.test(wanted)) return invalid(`invalid port specification: "${wanted}"`);
    }
  }
  return null;
}

function checkSecurity(options: readonly string[]): DaemonError | null {
  for (const option of options) {
    if (option === 'no-new-privileges' || option === 'disable') continue;
    const cut = option.search(/[=:]/);
    if (cut < 0) return invalid(`invalid --security-opt 1: "${option}"`);
    const key = option.slice(0, cut);
    if (!['label', 'apparmor', 'seccomp', 'no-new-privileges', 'systempaths', 'writable-cgroups'].includes(key))
      return invalid(`invalid --security-opt 2: "${option}"`);
  }
  return null;
}
