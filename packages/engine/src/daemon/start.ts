/** POST /containers/{name}/start (moby daemon/start.go): mounts, network, spec, task, running. */
import { createTask, deleteTask } from '../containerd/tasks.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import { wake } from '../kernel/wait-queue.ts';
import type { Next, Proc } from '../program/program.ts';
import { startProcess } from '../runc/create.ts';
import {
  type Container,
  child,
  containerTable,
  flag,
  isRunning,
  lookupContainer,
  text,
} from './container/container.ts';
import { mountLayers, unmountLayers } from './container/layers.ts';
import { removeContainer } from './delete.ts';
import { type DaemonError, failure, isError } from './errors.ts';
import { logContainerEvent, logEvent } from './events.ts';
import { startHealth } from './health.ts';
import { checkLogValues } from './logger/config.ts';
import { logFileOf, logPathOf } from './logger/write.ts';
import { writeNetworkFiles } from './network/files.ts';
import { connectSandbox, releaseSandbox } from './network/sandbox.ts';
import { buildSpec } from './oci-spec.ts';
import { type RequestProc, refuse, replyEmpty } from './server/request.ts';
import { discardStdio, openStdio, startCopier } from './stdio.ts';
import { mountVolume, unmountVolume } from './volume/volume.ts';

/** Wakes everybody who watches the container. */
export function changed(p: Proc, id: string): void {
  wake(p.k, `ctr:${id}`);
}

function mountAll(p: Proc, container: Container): DaemonError | null {
  const mounted: string[] = [];
  for (const mount of container.mounts) {
    if (mount.type !== 'volume') continue;
    const error = mountVolume(p, mount.name);
    if (error !== null) {
      for (const name of mounted) unmountVolume(p, name);
      return error;
    }
    mounted.push(mount.name);
  }
  return null;
}

/** Undoes what a start, or a run, has mounted. */
export function unmountAll(p: Proc, container: Container): void {
  if (!container.isMounted) return;
  container.isMounted = false;
  unmountLayers(p, container.mountId);
  for (const mount of container.mounts) {
    if (mount.type !== 'volume') continue;
    unmountVolume(p, mount.name);
    if (container.hasStarted)
      logEvent(p.k, 'volume', 'unmount', mount.name, { container: container.id, driver: 'local' });
  }
}

function mountRoot(p: Proc, container: Container): string | DaemonError {
  const wrong = checkLogValues(child(container.hostConfig, 'LogConfig'));
  if (wrong !== null) return wrong;
  const volumes = mountAll(p, container);
  if (volumes !== null) return volumes;
  const root = mountLayers(p, container.mountId);
  container.isMounted = true;
  return typeof root === 'string' ? root : failure('system', 'error creating overlay mount to the merged directory');
}

/** What runc said, with the wrapping that containerd and dockerd put round it (daemon/errors.go translateContainerdStartErr). */
function startError(message: string): DaemonError {
  return failure(
    'system',
    `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${message}`,
  );
}

/** Exit code of a container that could not be started. */
export function startExitCode(message: string): number {
  if (/executable file not found|no such file or directory|system cannot find the file/.test(message)) return 127;
  return /permission denied|not a directory|is a directory|exec format error/.test(message) ? 126 : 128;
}

function failStart(p: Proc, container: Container, error: DaemonError): DaemonError {
  unmountAll(p, container);
  container.error = error.message;
  container.exitCode = startExitCode(error.message);
  if (container.hasStarted) {
    container.status = 'exited';
    container.finishedAt = p.now;
  }
  changed(p, container.id);
  if (flag(container.hostConfig, 'AutoRemove')) removeContainer(p, container.id, true, true);
  return error;
}

function run(p: Proc, container: Container, root: string): DaemonError | null {
  writeNetworkFiles(p, container);
  const spec = buildSpec(p, container, root);
  if (isError(spec)) return spec;
  const { id, stdio, childFds } = openStdio(
    p,
    container.id,
    flag(container.config, 'Tty'),
    flag(container.config, 'OpenStdin'),
    container.nextStdio,
  );
  container.nextStdio = 0;
  const task = createTask(p.k, p.k.tx.get(taskTable, p.k.current) as Task, spec, stdio);
  if ('error' in task) {
    discardStdio(p, id, childFds);
    releaseSandbox(p, container);
    return startError(task.error);
  }
  const network = connectSandbox(p, container, task.tid);
  if (network !== null) {
    discardStdio(p, id, childFds);
    releaseSandbox(p, container);
    deleteTask(p.k, task.shim, task.scope);
    return network;
  }
  container.copier = id;
  startCopier(p, id, childFds);
  container.shim = task.shim;
  container.pid = task.tid;
  container.cgroup = task.scope;
  return null;
}

/** Starts the container; `restarting` keeps the restart manager's count. */
export function startContainer(p: Proc, id: string): DaemonError | null {
  const container = p.k.tx.edit(containerTable, id);
  if (container.status === 'removing' || container.status === 'dead')
    return failure('conflict', 'container is marked for removal and cannot be started');
  container.error = '';
  container.oomKilled = false;
  const root = mountRoot(p, container);
  if (isError(root)) return failStart(p, container, root);
  const error = run(p, container, root);
  if (error !== null) return failStart(p, container, error);
  container.status = 'running';
  container.startedAt = p.now;
  container.exitCode = 0;
  container.stopped = false;
  container.run++;
  for (const mount of container.mounts) {
    if (mount.type === 'volume')
      logEvent(p.k, 'volume', 'mount', mount.name, {
        container: id,
        destination: mount.destination,
        driver: 'local',
        propagation: '',
        'read/write': String(mount.rw),
      });
  }
  container.hasStarted = true;
  container.logPath = logPathOf(container);
  if (container.logPath !== '' && typeof p.stat(logFileOf(container)) === 'number')
    p.writeFile(logFileOf(container), '', 0o640);
  startProcess(p.k, container.pid);
  startHealth(p, container);
  logContainerEvent(p.k, container, 'start');
  changed(p, id);
  return null;
}

/** The endpoint. */
export function containerStart(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (found.status === 'paused')
    return refuse(p, failure('conflict', 'cannot start a paused container, try unpause instead'));
  if (isRunning(found)) return replyEmpty(p, 304);
  p.k.tx.edit(containerTable, found.id).restartDelay = 0;
  if (text(child(found.hostConfig, 'RestartPolicy'), 'Name') !== '')
    p.k.tx.edit(containerTable, found.id).restartCount = 0;
  const error = startContainer(p, found.id);
  return error === null ? replyEmpty(p, 204) : refuse(p, error);
}
