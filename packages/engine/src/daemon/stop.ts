/** Stopping: stop, kill, restart, pause, unpause (moby daemon/{stop,kill,restart,pause,unpause}.go). */
import { killTaskProcess, pauseTask } from '../containerd/tasks.ts';
import { wake } from '../kernel/wait-queue.ts';
import type { Next } from '../program/program.ts';
import { type Container, containerTable, isRunning, lookupContainer, text } from './container/container.ts';
import { failure, isError, system } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { keep, type RequestProc, refuse, replyEmpty } from './server/request.ts';
import { parseSignal } from './signal-name.ts';
import { changed, startContainer } from './start.ts';

const SECOND = 1_000_000_000;
const SIGKILL = 9;
const SIGTERM = 15;
/** Grace of stop without -t. */
const DEFAULT_TIMEOUT = 10;

function sendTo(p: RequestProc, container: Container, signal: number): void {
  logContainerEvent(p.k, container, 'kill', { signal: String(signal) });
  killTaskProcess(p.k, container.pid, signal);
  // a frozen process takes its signal when it is resumed; the engine resumes it for stop and kill
  if (container.status === 'paused') {
    pauseTask(p.k, container.cgroup, false);
    container.status = 'running';
  }
}

function graceOf(p: RequestProc, container: Readonly<Container>): number {
  const asked = p.locals.req.query.t;
  if (asked !== undefined && asked !== '') return Number(asked);
  const own = container.config.StopTimeout;
  return typeof own === 'number' ? own : DEFAULT_TIMEOUT;
}

/** Sends the stop signal; `then` is where the flow goes on when the container has stopped. */
function beginStop(p: RequestProc, id: string, then: string): Next {
  const container = p.k.tx.edit(containerTable, id);
  const asked = p.locals.req.query.signal ?? '';
  const signal = parseSignal(asked === '' ? text(container.config, 'StopSignal') : asked);
  if (isError(signal)) return refuse(p, signal);
  container.stopped = true;
  container.stopping = true;
  const grace = graceOf(p, container);
  keep(p, { id, then, run: container.run });
  sendTo(p, container, signal);
  if (grace === 0) sendTo(p, container, SIGKILL);
  if (grace < 0) return p.waitKeys([`ctr:${id}`], 'stop.wait');
  keep(p, { until: p.now + grace * SECOND });
  return p.waitKeys([`ctr:${id}`], 'stop.wait', grace * SECOND);
}

function isGone(p: RequestProc): boolean {
  const container = p.k.tx.get(containerTable, p.locals.v.id as string);
  return container === undefined || !isRunning(container) || container.run !== p.locals.v.run;
}

/** POST /containers/{name}/stop */
export function containerStop(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (found.status === 'restarting') {
    const container = p.k.tx.edit(containerTable, found.id);
    container.stopped = true;
    container.status = 'exited';
    wake(p.k, `cancel:${found.id}`);
    changed(p, found.id);
    return replyEmpty(p, 204);
  }
  if (!isRunning(found)) return replyEmpty(p, 304);
  return beginStop(p, found.id, 'stop.done');
}

/** POST /containers/{name}/restart */
export function containerRestart(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  keep(p, { id: found.id });
  if (!isRunning(found)) return p.goto('restart.start');
  return beginStop(p, found.id, 'restart.start');
}

/** POST /containers/{name}/kill */
export function containerKill(p: RequestProc, name: string): Next {
  const asked = p.locals.req.query.signal ?? '';
  const signal = parseSignal(asked === '' ? 'KILL' : asked);
  if (isError(signal)) return refuse(p, signal);
  const found = lookupContainer(p.k.tx, name);
  if (isError(found))
    return refuse(
      p,
      found.error === 'notFound' ? failure('notFound', `cannot kill container: ${name}: ${found.message}`) : found,
    );
  if (!isRunning(found))
    return refuse(p, failure('conflict', `cannot kill container: ${name}: container ${found.id} is not running`));
  const container = p.k.tx.edit(containerTable, found.id);
  const stopSignal = parseSignal(text(container.config, 'StopSignal'));
  if (signal === SIGKILL || signal === stopSignal || signal === SIGTERM) container.stopped = true;
  container.stopping = false;
  sendTo(p, container, signal);
  if (signal !== SIGKILL) return replyEmpty(p, 204);
  keep(p, { id: found.id, then: 'stop.done', run: container.run });
  return p.waitKeys([`ctr:${found.id}`], 'stop.wait');
}

/** POST /containers/{name}/pause */
export function containerPause(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (found.status === 'paused') return refuse(p, failure('conflict', `container ${found.id} is already paused`));
  if (found.status === 'restarting')
    return refuse(p, failure('conflict', `container ${found.id} is restarting, wait until the container is running`));
  if (!isRunning(found)) return refuse(p, failure('conflict', `container ${found.id} is not running`));
  const container = p.k.tx.edit(containerTable, found.id);
  pauseTask(p.k, container.cgroup, true);
  container.status = 'paused';
  logContainerEvent(p.k, container, 'pause');
  changed(p, found.id);
  return replyEmpty(p, 204);
}

/** POST /containers/{name}/unpause */
export function containerUnpause(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (found.status !== 'paused') return refuse(p, system(`container ${found.id} is not paused`));
  const container = p.k.tx.edit(containerTable, found.id);
  pauseTask(p.k, container.cgroup, false);
  container.status = 'running';
  logContainerEvent(p.k, container, 'unpause');
  changed(p, found.id);
  return replyEmpty(p, 204);
}

/** Labels of these endpoints. */
export const stopLabels = {
  'stop.wait': (p: RequestProc): Next => {
    const id = p.locals.v.id as string;
    if (isGone(p)) return p.goto(p.locals.v.then as string);
    const until = p.locals.v.until;
    if (typeof until !== 'number') return p.waitKeys([`ctr:${id}`], 'stop.wait');
    if (p.now < until) return p.waitKeys([`ctr:${id}`], 'stop.wait', until - p.now);
    keep(p, { until: null });
    const container = p.k.tx.edit(containerTable, id);
    if (p.locals.v.killed !== true) sendTo(p, container, SIGKILL);
    keep(p, { killed: true });
    return p.waitKeys([`ctr:${id}`], 'stop.wait');
  },
  'stop.done': (p: RequestProc): Next => replyEmpty(p, 204),
  'restart.start': (p: RequestProc): Next => {
    const id = p.locals.v.id as string;
    const container = p.k.tx.get(containerTable, id);
    if (container === undefined) return replyEmpty(p, 204);
    const error = startContainer(p, id);
    if (error !== null)
      return refuse(p, failure(error.error, `Cannot restart container ${p.locals.id}: ${error.message}`));
    logContainerEvent(p.k, p.k.tx.get(containerTable, id) as Container, 'restart');
    return replyEmpty(p, 204);
  },
};
