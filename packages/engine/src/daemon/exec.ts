/** Exec (moby daemon/exec.go, container/exec.go). */
import { execTaskProcess } from '../containerd/tasks.ts';
import { wake } from '../kernel/wait-queue.ts';
import type { Next, Proc } from '../program/program.ts';
import { strTable } from '../store/table.ts';
import { resizeStdio, streamStdio } from './attach.ts';
import {
  type ApiObject,
  type Container,
  containerTable,
  flag,
  isRunning,
  lookupContainer,
  strings,
} from './container/container.ts';
import { type DaemonError, failure, invalid, isError, notFound } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { processOf } from './oci-spec.ts';
import { finish, keep, type RequestProc, refuse, reply, replyEmpty, send, startStream } from './server/request.ts';
import { discardStdio, openStdio, startCopier } from './stdio.ts';

export interface Exec {
  id: string;
  container: string;
  config: ApiObject;
  isRunning: boolean;
  pid: number;
  /** -1: none yet. */
  exitCode: number;
  stdio: number;
  detach: boolean;
}
export const execTable = strTable<Exec>('exec', 1);

/** Runs `config.Cmd` in the container; returns the exec's id or what went wrong. Health probes use it too. */
export function createExec(p: Proc, container: Readonly<Container>, config: ApiObject): string | DaemonError {
  if (strings(config, 'Cmd').length === 0) return invalid('No exec command specified');
  if (container.status === 'paused')
    return failure('conflict', `Container ${container.id} is paused, unpause the container before exec`);
  if (container.status === 'restarting')
    return failure('conflict', `Container ${container.id} is restarting, wait until the container is running`);
  if (!isRunning(container)) return failure('conflict', `container ${container.id} is not running`);
  const id = p.k.randomHex('id', 64);
  p.k.tx.put(execTable, id, {
    id,
    container: container.id,
    config,
    isRunning: false,
    pid: 0,
    exitCode: -1,
    stdio: 0,
    detach: false,
  });
  p.k.tx.edit(containerTable, container.id).execs = [...container.execs, id];
  logContainerEvent(p.k, container, `exec_create: ${strings(config, 'Cmd').join(' ')}`, { execID: id });
  return id;
}

/** Starts it; null when it runs. */
export function startExec(p: Proc, id: string): DaemonError | null {
  const exec = p.k.tx.edit(execTable, id);
  const container = p.k.tx.get(containerTable, exec.container);
  if (container === undefined || !isRunning(container))
    return failure('conflict', `container ${exec.container} is not running`);
  logContainerEvent(p.k, container, `exec_start: ${strings(exec.config, 'Cmd').join(' ')}`, { execID: id });
  const root = `/var/lib/docker/overlay2/${container.mountId}/merged`;
  const process = processOf(p, container, root, exec.config);
  if (isError(process)) return process;
  const { id: stdioId, stdio, childFds } = openStdio(p, '', flag(exec.config, 'Tty'), flag(exec.config, 'AttachStdin'));
  const made = execTaskProcess(p.k, container.shim, container.pid, container.id, id, process, stdio);
  if (typeof made !== 'number') {
    discardStdio(p, stdioId, childFds);
    exec.exitCode = /executable file not found|no such file or directory/.test(made.error) ? 127 : 126;
    forget(p, exec);
    return failure(
      'invalidParameter',
      `OCI runtime exec failed: exec failed: unable to start container process: ${made.error}`,
    );
  }
  startCopier(p, stdioId, childFds);
  exec.stdio = stdioId;
  exec.pid = made;
  exec.isRunning = true;
  return null;
}

function forget(p: Proc, exec: Readonly<Exec>): void {
  if (p.k.tx.get(containerTable, exec.container) === undefined) return;
  const container = p.k.tx.edit(containerTable, exec.container);
  container.execs = container.execs.filter((one) => one !== exec.id);
}

/** Its process has ended. */
export function execExited(p: Proc, containerId: string, id: string, status: number): void {
  if (p.k.tx.get(execTable, id) === undefined) return;
  const exec = p.k.tx.edit(execTable, id);
  exec.isRunning = false;
  exec.exitCode = status;
  exec.pid = 0;
  forget(p, exec);
  const container = p.k.tx.get(containerTable, containerId);
  if (container !== undefined) logContainerEvent(p.k, container, 'exec_die', { execID: id, exitCode: String(status) });
  wake(p.k, `exec:${id}`);
}

/** POST /containers/{name}/exec */
export function execCreate(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  const id = createExec(p, found, p.locals.req.body as ApiObject);
  return isError(id) ? refuse(p, id) : reply(p, 201, { Id: id });
}

/** POST /exec/{id}/start */
export function execStart(p: RequestProc, id: string): Next {
  const exec = p.k.tx.get(execTable, id);
  if (exec === undefined) return refuse(p, notFound(`No such exec instance: ${id}`));
  if (exec.isRunning) return refuse(p, failure('conflict', `Error: Exec command ${id} is already running`));
  const detach = flag(p.locals.req.body as ApiObject, 'Detach');
  p.k.tx.edit(execTable, id).detach = detach;
  if (!detach) startStream(p, 101);
  const error = startExec(p, id);
  if (error !== null) {
    if (detach) return refuse(p, error);
    // the connection is a raw stream by now: the message goes to it as output
    send(p, { kind: 'raw', stream: 1, data: `${error.message}\r\n` });
    return finish(p);
  }
  if (detach) return replyEmpty(p, 200);
  const { config, stdio } = p.k.tx.get(execTable, id) as Exec;
  keep(p, { exec: id });
  return streamStdio(
    p,
    stdio,
    { stdin: flag(config, 'AttachStdin'), stdout: flag(config, 'AttachStdout'), stderr: flag(config, 'AttachStderr') },
    'exec.end',
  );
}

/** GET /exec/{id}/json */
export function execInspect(p: RequestProc, id: string): Next {
  const exec = p.k.tx.get(execTable, id);
  if (exec === undefined) return refuse(p, notFound(`No such exec instance: ${id}`));
  const cmd = strings(exec.config, 'Cmd');
  return reply(p, 200, {
    ID: id,
    Running: exec.isRunning,
    ExitCode: exec.exitCode < 0 ? null : exec.exitCode,
    ProcessConfig: {
      tty: flag(exec.config, 'Tty'),
      entrypoint: cmd[0] ?? '',
      arguments: cmd.slice(1),
      privileged: flag(exec.config, 'Privileged'),
    },
    OpenStdin: flag(exec.config, 'AttachStdin'),
    OpenStderr: flag(exec.config, 'AttachStderr'),
    OpenStdout: flag(exec.config, 'AttachStdout'),
    CanRemove: false,
    ContainerID: exec.container,
    DetachKeys: '',
    Pid: exec.pid,
  });
}

/** POST /exec/{id}/resize */
export function execResize(p: RequestProc, id: string): Next {
  const exec = p.k.tx.get(execTable, id);
  return exec === undefined ? refuse(p, notFound(`No such exec instance: ${id}`)) : resizeStdio(p, exec.stdio);
}

/** Labels of exec: the stream ends when both the output and the process have. */
export const execLabels = {
  'exec.end': (p: RequestProc): Next => {
    const id = p.locals.v.exec as string;
    const exec = p.k.tx.get(execTable, id);
    if (exec?.isRunning === true && p.locals.v.isGone !== true) return p.waitKeys([`exec:${id}`], 'exec.end');
    return finish(p);
  },
};
