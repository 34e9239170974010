/** The container record (moby daemon/container/container.go), normalised: status is one union, inspect projects. */
import { intTable, strTable, type Value } from '../../store/table.ts';
import type { Txn } from '../../store/txn.ts';
import { conflict, type DaemonError, invalid, notFound } from '../errors.ts';

export type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** ContainerConfig and HostConfig of the Engine API, as the daemon completed them. */
export type ApiObject = { readonly [key: string]: Value };

/** One place in the container's tree where something is mounted (volume/mounts/mounts.go). */
export interface MountPoint {
  readonly type: 'volume' | 'bind' | 'tmpfs';
  /** Volume name, '' otherwise. */
  readonly name: string;
  readonly driver: string;
  /** Host path (volume's _data, bind source), '' for tmpfs. */
  readonly source: string;
  readonly destination: string;
  /** What inspect shows as Mode. */
  readonly mode: string;
  readonly rw: boolean;
  readonly propagation: string;
  /** tmpfs options, or bind options. */
  readonly options: string;
  /** Copy the image's content into an empty volume. */
  readonly copyUp: boolean;
}

/** Attachment to a network as the user asked for it; the rest is libnetwork's. */
export interface EndpointConfig {
  readonly network: string;
  readonly aliases: readonly string[];
  readonly links: readonly string[];
  readonly ip: string;
  readonly ip6: string;
  readonly mac: string;
  readonly gwPriority: number;
  readonly driverOpts: ApiObject;
  /** IPAMConfig as it was given, for inspect. */
  readonly ipamConfig: Value;
}

export interface HealthProbe {
  readonly start: number;
  readonly end: number;
  readonly exitCode: number;
  readonly output: string;
}

export interface Container {
  id: string;
  /** With the leading slash. */
  name: string;
  created: number;
  /** Order of creation among containers of the same instant. */
  seq: number;
  image: string;
  path: string;
  args: readonly string[];
  config: ApiObject;
  hostConfig: ApiObject;
  endpoints: readonly EndpointConfig[];
  mounts: readonly MountPoint[];
  /** Directory name under overlay2, and the short links of its lower layers, top first. */
  mountId: string;
  /** Chain id of the image's top layer, '' for none. */
  chain: string;
  status: ContainerStatus;
  /** Host pid of process 1, 0 when not running; the shim's. */
  pid: number;
  shim: number;
  exitCode: number;
  error: string;
  oomKilled: boolean;
  startedAt: number;
  finishedAt: number;
  restartCount: number;
  /** Set by stop, kill and rm: the restart policy keeps out (HasBeenManuallyStopped). */
  stopped: boolean;
  /** A stop (not a kill) is under way: it is told by a stop event. */
  stopping: boolean;
  /** Has it ever been started? */
  hasStarted: boolean;
  logPath: string;
  /** libnetwork sandbox, 0 none; key of the cgroup while it runs. */
  sandbox: string;
  cgroup: number;
  /** Pending restart timer's delay so far, ns; see restart-manager. */
  restartDelay: number;
  health: string;
  failingStreak: number;
  healthLog: readonly HealthProbe[];
  execs: readonly string[];
  /** Is its root file system mounted? */
  isMounted: boolean;
  /** Threads and descriptors of dockerd that serve its stdio: 0 none. */
  copier: number;
  /** Id that the stdio of the next start will have, 0 when nobody has asked yet: clients attach before the start. */
  nextStdio: number;
  stdin: number;
  /** Generation of the run, so that late events of an earlier one are told apart. */
  run: number;
}

/** By full id. */
export const containerTable = strTable<Container>('container', 1);
/** Names with the slash to ids: reserved names. */
export const containerNameTable = strTable<{ id: string }>('container_name', 1);
/** A request that waits for a container to be gone; it learns the exit code at the removal, when the record goes. */
export interface RemovalWait {
  readonly container: string;
  code: number;
}
/** By number of the waiting request. */
export const removalWaitTable = intTable<RemovalWait>('removal_wait', 1);

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const HEX = /^[0-9a-f]+$/;

/** Checks a name given by the user (names/names.go). */
export function checkName(name: string): DaemonError | null {
  if (NAME.test(name)) return null;
  return invalid(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
}

/** Reserves `name` (with slash) for `id`, or says who holds it. */
export function reserveName(tx: Txn, name: string, id: string): DaemonError | null {
  const holder = tx.get(containerNameTable, name);
  if (holder === undefined) {
    tx.put(containerNameTable, name, { id });
    return null;
  }
  return conflict(
    `Conflict. The container name "${name}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`,
  );
}

/** The container that `text` names: full id, name, or unique id prefix (daemon/container.go GetContainer). */
export function lookupContainer(tx: Txn, text: string): Readonly<Container> | DaemonError {
  if (text === '') return invalid('No container name or ID supplied');
  const full = text.length === 64 ? tx.get(containerTable, text) : undefined;
  if (full !== undefined) return full;
  const named = tx.get(containerNameTable, text.startsWith('/') ? text : `/${text}`);
  if (named !== undefined) return tx.get(containerTable, named.id) ?? notFound(`No such container: ${text}`);
  if (!HEX.test(text)) return notFound(`No such container: ${text}`);
  let found: Readonly<Container> | undefined;
  let count = 0;
  tx.each(containerTable, (container, id) => {
    if (!id.startsWith(text)) return;
    found = container;
    count++;
  });
  if (count > 1) return invalid(`multiple IDs found with provided prefix: ${text}`);
  return found ?? notFound(`No such container: ${text}`);
}

/** Is its process there (running or paused)? */
export function isRunning(container: Readonly<Container>): boolean {
  return container.status === 'running' || container.status === 'paused';
}

/** Field of an API object as text, number, boolean or list; the zero value when absent or null. */
export function text(object: ApiObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}
export function num(object: ApiObject, key: string): number {
  const value = object[key];
  return typeof value === 'number' ? value : 0;
}
export function flag(object: ApiObject, key: string): boolean {
  return object[key] === true;
}
export function strings(object: ApiObject, key: string): readonly string[] {
  const value = object[key];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
export function child(object: ApiObject, key: string): ApiObject {
  const value = object[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ApiObject) : {};
}
