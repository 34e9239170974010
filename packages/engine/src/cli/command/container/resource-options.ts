/** The resource limits of the create and update bodies (`container.Resources`). */
import type { Value } from '../../../api/json.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { ramInBytes } from '../../../util/units.ts';
import { flag, number, strings, text } from '../../flags/read.ts';
import type { Doc } from '../../json-field.ts';
import type { Cli } from '../../locals.ts';

/** `path:value` options, already checked when they were parsed. */
function deviceRates(p: Cli, long: string, field: 'Rate' | 'Weight'): readonly Value[] {
  return strings(p, long).map((spec: Bytes) => {
    const colon = spec.indexOf(':');
    return { Path: spec.slice(0, colon), [field]: Number(ramInBytes(spec.slice(colon + 1))) };
  });
}

/** `--gpus`: all, a count, or fields; checked and turned into a device request by the daemon's rules. */
function deviceRequests(p: Cli): Value {
  const gpus = p.locals.flags['gpus'];
  return gpus === undefined ? null : (gpus as Value);
}

/** All limits, zero where nothing was asked for. */
export function resourcesOf(p: Cli, devices: readonly Value[]): Doc {
  const kernelMemory = number(p, 'kernel-memory');
  return {
    CpuShares: number(p, 'cpu-shares'),
    Memory: number(p, 'memory'),
    NanoCpus: number(p, 'cpus'),
    CgroupParent: text(p, 'cgroup-parent'),
    BlkioWeight: number(p, 'blkio-weight'),
    BlkioWeightDevice: deviceRates(p, 'blkio-weight-device', 'Weight'),
    BlkioDeviceReadBps: deviceRates(p, 'device-read-bps', 'Rate'),
    BlkioDeviceWriteBps: deviceRates(p, 'device-write-bps', 'Rate'),
    BlkioDeviceReadIOps: deviceRates(p, 'device-read-iops', 'Rate'),
    BlkioDeviceWriteIOps: deviceRates(p, 'device-write-iops', 'Rate'),
    CpuPeriod: number(p, 'cpu-period'),
    CpuQuota: number(p, 'cpu-quota'),
    CpuRealtimePeriod: number(p, 'cpu-rt-period'),
    CpuRealtimeRuntime: number(p, 'cpu-rt-runtime'),
    CpusetCpus: text(p, 'cpuset-cpus'),
    CpusetMems: text(p, 'cpuset-mems'),
    Devices: devices,
    DeviceCgroupRules: strings(p, 'device-cgroup-rule').length > 0 ? strings(p, 'device-cgroup-rule') : null,
    DeviceRequests: deviceRequests(p),
    ...(kernelMemory === 0 ? {} : { KernelMemory: kernelMemory }),
    MemoryReservation: number(p, 'memory-reservation'),
    MemorySwap: number(p, 'memory-swap'),
    MemorySwappiness: number(p, 'memory-swappiness'),
    OomKillDisable: flag(p, 'oom-kill-disable'),
    PidsLimit: number(p, 'pids-limit'),
    Ulimits: (p.locals.flags['ulimit'] as readonly Value[] | undefined) ?? [],
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  };
}
