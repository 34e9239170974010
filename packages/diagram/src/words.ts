/** What is said about the host's objects: the same words in the drawing, its outline, the inspector and live messages. */
import type { ContainerView, EventView, ImageView, MountView, NetworkView, PortView } from '@drydock/engine/host-view';
import { bytes } from './quantity.ts';

/** What a state looks like: a name of a colour token, and of a shape. */
export type Tone = 'running' | 'paused' | 'exited' | 'failed' | 'throttled';

/** Shapes that say a container's state without colour. */
export type Shape = 'triangle' | 'bars' | 'square' | 'circle' | 'cycle' | 'cross';

/** How a container's state is shown. */
export interface Appearance {
  readonly tone: Tone;
  readonly shape: Shape;
  /** Such as `running`, `exited 137 · OOM-killed`, `restarting (3)`. */
  readonly text: string;
}

/** The state of a container in shape, colour and words. */
export function appearance(container: ContainerView): Appearance {
  const { status, exitCode, oomKilled, health, restartCount } = container;
  switch (status) {
    case 'running':
      if (health === 'unhealthy') return { tone: 'failed', shape: 'triangle', text: 'running · unhealthy' };
      if (isThrottled(container)) return { tone: 'throttled', shape: 'triangle', text: 'running · throttled' };
      return { tone: 'running', shape: 'triangle', text: health === null ? 'running' : `running · ${health}` };
    case 'paused':
      return { tone: 'paused', shape: 'bars', text: 'paused' };
    case 'restarting':
      return { tone: 'paused', shape: 'cycle', text: `restarting (${restartCount}) · ${ending(exitCode, oomKilled)}` };
    case 'exited':
      return { tone: exitCode === 0 ? 'exited' : 'failed', shape: 'square', text: ending(exitCode, oomKilled) };
    case 'dead':
      return { tone: 'failed', shape: 'cross', text: 'dead' };
    default:
      return { tone: 'exited', shape: 'circle', text: 'created' };
  }
}

/** True when a running container uses all the processor time that its limit leaves it. */
export function isThrottled({ status, limits, usage }: ContainerView): boolean {
  return status === 'running' && limits.cpus > 0 && usage.cpuPercent >= limits.cpus * 95;
}

function ending(exitCode: number, oomKilled: boolean): string {
  return oomKilled ? `exited ${exitCode} · OOM-killed` : `exited ${exitCode}`;
}

/** `:8080`, `127.0.0.1:8080`, `:53/udp`: what is open on the host. */
export function portOnHost({ hostIp, hostPort, proto }: PortView): string {
  const everywhere = hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
  const address = hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  return `${everywhere ? '' : address}:${hostPort}${proto === 'tcp' ? '' : `/${proto}`}`;
}

/** One entry for each door: IPv4 and IPv6 of the same port are one. */
export function doors(ports: readonly PortView[]): readonly PortView[] {
  const seen = new Set<string>();
  return ports.filter((port) => {
    const key = `${portOnHost(port)} ${port.containerPort}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The first tag, or the short id of a dangling image. */
export function imageName({ tags, id }: ImageView): string {
  return tags[0] ?? `<none> ${shortId(id)}`;
}

/** Twelve digits, as Docker prints ids. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** What lies at the other end of a mount. */
export function mountSource({ type, name, source }: MountView): string {
  if (type === 'tmpfs') return 'tmpfs';
  return type === 'volume' ? volumeLabel(name) : source;
}

/** A volume's name; 64 digits of an anonymous one are shortened. */
export function volumeLabel(name: string): string {
  return /^[0-9a-f]{64}$/.test(name) ? shortId(name) : name;
}

/** A network in one line: `app · bridge 172.18.0.0/16 · internal`. */
export function networkLine({ name, driver, subnet, internal }: NetworkView): string {
  const parts = [name, subnet === '' ? driver : `${driver} ${subnet}`];
  return [...parts, ...(internal ? ['internal'] : [])].join(' · ');
}

/** A limit with what is used of it: `47 MiB of 64 MiB`. */
export function memoryLine({ usage, limits }: ContainerView): string {
  return limits.memory > 0 ? `${bytes(usage.memory)} of ${bytes(limits.memory)}` : bytes(usage.memory);
}

const PAST: Readonly<Record<string, string>> = {
  attach: 'attached to',
  commit: 'committed',
  connect: 'connected',
  create: 'created',
  delete: 'deleted',
  destroy: 'removed',
  detach: 'detached from',
  die: 'ended',
  disconnect: 'disconnected',
  kill: 'signalled',
  mount: 'mounted',
  oom: 'out of memory',
  pause: 'paused',
  prune: 'pruned',
  pull: 'pulled',
  push: 'pushed',
  remove: 'removed',
  rename: 'renamed',
  resize: 'resized',
  restart: 'restarted',
  start: 'started',
  stop: 'stopped',
  tag: 'tagged',
  unmount: 'unmounted',
  unpause: 'unpaused',
  untag: 'untagged',
  update: 'updated',
};

/** An event as a sentence: `container web ended with 137`, `network app connected: web`. */
export function eventLine({ type, action, name, id, attributes }: EventView, nameOf: (id: string) => string): string {
  const of = (key: string): string | undefined => attributes.find(([attribute]) => attribute === key)?.[1];
  const object = `${type} ${type === 'volume' ? volumeLabel(name || id) : name || shortId(id)}`;
  const verb = PAST[action];
  if (action === 'die') return `${object} ended with ${of('exitCode') ?? '?'}`;
  if (action === 'oom') return `${object} ran out of memory`;
  if (action === 'kill') return `${object} was sent signal ${of('signal') ?? '?'}`;
  const other = of('container');
  if (verb && type !== 'container' && other) return `${object} ${verb}: ${nameOf(other)}`;
  if (verb) return `${object} ${verb}`;
  return `${object}: ${action}`;
}
