/**
 * The host as a picture of it needs it: plain JSON, the same for the drawing, its outline and the inspector. Lists are
 * in a stable order (the order in which things were made), so that two views can be compared item by item. Nothing in
 * it is formatted: sizes are bytes, times are simulated nanoseconds since genesis unless a name says otherwise.
 */
import type { SimTime } from '../sim/input.ts';

/** Status of a container as `docker inspect` says it in State.Status (moby container/state.go, without `removing`). */
export type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead';

/** State.Health.Status; null when the container has no healthcheck. */
export type ContainerHealth = 'starting' | 'healthy' | 'unhealthy';

/** The machine. */
export interface HostSummary {
  readonly name: string;
  readonly now: SimTime;
  /** Wall date of simulated time 0, in Unix seconds. */
  readonly epochSec: number;
  readonly cores: number;
  /** Bytes of RAM. */
  readonly memory: number;
}

/** One layer of an image. Images that share it name the same digest. */
export interface LayerView {
  /** `sha256:…`: the diff id. */
  readonly digest: string;
  /** Bytes unpacked. */
  readonly size: number;
}

/** An image in the local store. */
export interface ImageView {
  /** `sha256:…`. */
  readonly id: string;
  /** `nginx:latest`; empty for a dangling image. */
  readonly tags: readonly string[];
  /** Bytes of all layers. */
  readonly size: number;
  /** From the bottom up. */
  readonly layers: readonly LayerView[];
}

/** HostConfig's limits; 0 means none. */
export interface LimitsView {
  /** Bytes (memory.max). */
  readonly memory: number;
  /** Processors, such as 0.5 (cpu.max quota ÷ period). */
  readonly cpus: number;
  /** Tasks (pids.max). */
  readonly pids: number;
}

/** What a container uses now; all 0 while it does not run. */
export interface UsageView {
  /** Bytes, as `docker stats` counts them. */
  readonly memory: number;
  /** Per cent of one processor over the last sampling period, as `docker stats`: 200 is two whole ones. */
  readonly cpuPercent: number;
  readonly pids: number;
}

/** A container's end in one network. */
export interface EndpointView {
  /** Name of the network. */
  readonly network: string;
  /** IPv4 address without prefix; empty while the container does not run, and for `none` and `host`. */
  readonly ip: string;
  readonly mac: string;
  readonly aliases: readonly string[];
  /** Interface inside, such as `eth0`; empty while it does not run. */
  readonly ifname: string;
}

/** A published port. */
export interface PortView {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly proto: 'tcp' | 'udp' | 'sctp';
}

/** Something mounted into a container. */
export interface MountView {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  /** Path on the host; empty for tmpfs. */
  readonly source: string;
  /** Name of the volume; empty for bind and tmpfs. */
  readonly name: string;
  /** Path in the container. */
  readonly destination: string;
  readonly rw: boolean;
}

/** A process. */
export interface ProcessView {
  /** Its number in the pid namespace it is listed for. */
  readonly pid: number;
  /** Its parent's number there, 0 when the parent is outside. */
  readonly ppid: number;
  /** Its number on the host. */
  readonly hostPid: number;
  readonly user: string;
  readonly command: string;
  /** One letter as in `ps` (R S D T Z …). */
  readonly state: string;
}

/** A container. */
export interface ContainerView {
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  /** As it was named when the container was made. */
  readonly image: string;
  /** Id of that image. */
  readonly imageId: string;
  /** Entrypoint and command as one line. */
  readonly command: string;
  readonly status: ContainerStatus;
  /** Of the last run; 0 before the first. */
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly health: ContainerHealth | null;
  readonly createdAt: SimTime;
  /** Null before the first start. */
  readonly startedAt: SimTime | null;
  /** Null before the first end. */
  readonly finishedAt: SimTime | null;
  readonly limits: LimitsView;
  readonly usage: UsageView;
  readonly networks: readonly EndpointView[];
  readonly ports: readonly PortView[];
  readonly mounts: readonly MountView[];
  /** In its own pid namespace, PID 1 first; empty while it does not run. */
  readonly processes: readonly ProcessView[];
  /** `no`, `always`, `on-failure:3`, `unless-stopped`. */
  readonly restartPolicy: string;
  readonly restartCount: number;
  /** Last line that it wrote to stdout or stderr (as far as its log driver keeps it), without line end. */
  readonly lastLog: string;
}

/** A network. */
export interface NetworkView {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** `172.18.0.0/16`; empty for `host` and `none`. */
  readonly subnet: string;
  readonly gateway: string;
  /** Interface on the host, such as `docker0` or `br-1a2b3c4d5e6f`; empty when it has none. */
  readonly bridge: string;
  readonly internal: boolean;
}

/** A volume. */
export interface VolumeView {
  readonly name: string;
  readonly driver: string;
  readonly mountpoint: string;
  readonly anonymous: boolean;
  /** Bytes of the files in it. */
  readonly size: number;
}

/** A Docker event, as `docker events` tells it. */
export interface EventView {
  readonly at: SimTime;
  /** `container`, `image`, `network`, `volume`… */
  readonly type: string;
  /** `start`, `die`, `oom`, `connect`… */
  readonly action: string;
  /** Id of the object (Actor.ID). */
  readonly id: string;
  /** Its name, where it has one (Actor.Attributes.name). */
  readonly name: string;
  /** Attributes besides the name that say what it was, such as `exitCode`, `signal`, `container`. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Participant whose input caused it; empty when nobody's did (a timer, a crash), or it is not known. */
  readonly actor: string;
}

/** Everything that a picture of the host shows. */
export interface HostView {
  readonly host: HostSummary;
  readonly images: readonly ImageView[];
  readonly containers: readonly ContainerView[];
  readonly networks: readonly NetworkView[];
  readonly volumes: readonly VolumeView[];
  /** Processes of the host that belong to no container. */
  readonly processes: readonly ProcessView[];
  /** The last 50, oldest first. */
  readonly events: readonly EventView[];
}
