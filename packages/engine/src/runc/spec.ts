/** The OCI runtime configuration as far as the simulation uses it (runtime-spec config.md, config-linux.md). */
import type { Bytes } from '../util/bytes.ts';

/** One entry of `mounts`; `options` as mount(8) spells them. */
export interface SpecMount {
  readonly destination: Bytes;
  readonly type: string;
  readonly source: Bytes;
  readonly options: readonly string[];
}

export interface SpecRlimit {
  readonly type: string;
  readonly soft: number;
  readonly hard: number;
}

/** `process`: what runs, as whom, with what rights. Capabilities are masks. */
export interface SpecProcess {
  readonly terminal: boolean;
  readonly args: readonly Bytes[];
  readonly env: readonly Bytes[];
  readonly cwd: Bytes;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly umask: number;
  readonly capabilities: number;
  readonly noNewPrivileges: boolean;
  readonly seccomp: string;
  readonly oomScoreAdj: number;
  readonly rlimits: readonly SpecRlimit[];
}

/** `linux.resources` in the units of cgroup v2; -1 is max, 0 unset. */
export interface SpecResources {
  readonly memory: number;
  readonly swap: number;
  readonly reservation: number;
  readonly pids: number;
  readonly cpuWeight: number;
  /** ns per period of `cpuPeriod` ns; -1 none. */
  readonly cpuQuota: number;
  readonly cpuPeriod: number;
  readonly cpusetCpus: string;
  readonly cpusetMems: string;
  readonly ioWeight: number;
}

/** Namespaces: `new`, `host`, or the tid of a task whose namespace is joined. */
export type SpecNamespace = 'new' | 'host' | number;

export interface Spec {
  readonly id: string;
  readonly root: Bytes;
  readonly readonlyRoot: boolean;
  readonly hostname: Bytes;
  readonly domainname: Bytes;
  readonly process: SpecProcess;
  readonly mounts: readonly SpecMount[];
  readonly maskedPaths: readonly Bytes[];
  readonly readonlyPaths: readonly Bytes[];
  readonly sysctl: { readonly [name: string]: string };
  readonly resources: SpecResources;
  readonly namespaces: {
    readonly pid: SpecNamespace;
    readonly net: SpecNamespace;
    readonly ipc: SpecNamespace;
    readonly uts: SpecNamespace;
    readonly cgroup: SpecNamespace;
  };
  /** Device nodes under /dev beyond the default ones. */
  readonly devices: readonly {
    readonly path: Bytes;
    readonly mode: number;
    readonly rdev: number;
    readonly uid: number;
    readonly gid: number;
  }[];
  readonly cgroupParent: string;
}

/** Why runc failed: its message, which carries the exit code that the CLI will use (126, 127). */
export interface RuncError {
  readonly error: string;
}
