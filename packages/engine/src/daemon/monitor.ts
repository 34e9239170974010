/** dockerd's event thread (moby daemon/monitor.go): exits and OOM kills from containerd, and what follows from them. */

import { oomKillsOf } from '../containerd/metrics.ts';
import { type C8dEvent, c8dEventTable, deleteTask } from '../containerd/tasks.ts';
import { wake } from '../kernel/wait-queue.ts';
import { defineProgram, type Proc } from '../program/program.ts';
import { type Container, child, containerTable, flag, num, text } from './container/container.ts';
import { removeContainer } from './delete.ts';
import { isError } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { execExited } from './exec.ts';
import { releaseSandbox } from './network/sandbox.ts';
import { changed, startContainer, unmountAll } from './start.ts';
import { stdioTable } from './stdio.ts';

const SECOND = 1_000_000_000;
/** Restart manager: first delay, longest delay, and the run that resets it (restartmanager.go). */
const BACKOFF_START = 100_000_000;
const BACKOFF_MAX = 60 * SECOND;
const BACKOFF_RESET = 10 * SECOND;

/** How long to wait before restarting, ns; -1 not at all. Updates the count. */
function shouldRestart(p: Proc, container: Container): number {
  const policy = child(container.hostConfig, 'RestartPolicy');
  const name = text(policy, 'Name');
  if (container.stopped || name === '' || name === 'no') return -1;
  const max = num(policy, 'MaximumRetryCount');
  const wants = name === 'on-failure' ? container.exitCode !== 0 && (max === 0 || container.restartCount < max) : true;
  if (!wants) return -1;
  if (p.now - container.startedAt >= BACKOFF_RESET) container.restartDelay = 0;
  container.restartDelay =
    container.restartDelay === 0 ? BACKOFF_START : Math.min(BACKOFF_MAX, container.restartDelay * 2);
  container.restartCount++;
  return container.restartDelay;
}

/** Process 1 is gone: everything of the run is given back. */
function containerExited(p: Proc, event: C8dEvent): void {
  const container = p.k.tx.edit(containerTable, event.container);
  if (oomKillsOf(p.k, container.cgroup) > 0) {
    container.oomKilled = true;
    logContainerEvent(p.k, container, 'oom');
  }
  const ran = Math.floor((p.now - container.startedAt) / SECOND);
  container.exitCode = event.status;
  container.finishedAt = p.now;
  container.pid = 0;
  releaseSandbox(p, container);
  deleteTask(p.k, container.shim, container.cgroup);
  container.shim = 0;
  container.cgroup = 0;
  unmountAll(p, container);
  const delay = shouldRestart(p, container);
  container.status = delay >= 0 ? 'restarting' : 'exited';
  if (container.health !== '') container.health = 'unhealthy';
  if (container.stopped && container.stopping) logContainerEvent(p.k, container, 'stop');
  logContainerEvent(p.k, container, 'die', { execDuration: String(ran), exitCode: String(event.status) });
  changed(p, container.id);
  wake(p.k, `log:${container.id}`);
  if (delay >= 0) p.thread('dockerd/restart', { id: container.id, run: container.run, delay });
  else if (flag(container.hostConfig, 'AutoRemove')) {
    const error = removeContainer(p, container.id, true, false);
    if (isError(error)) changed(p, container.id);
  }
}

/** Has everything the process printed been taken in? Exits are told only after that. */
function outputDone(p: Proc, container: Readonly<Container>): boolean {
  return p.k.tx.get(stdioTable, container.copier)?.isDone !== false;
}

/** Thread `dockerd/events`. */
export const monitor = defineProgram<{ waiting: number }>('dockerd/events', 1, {
  start: (p) => {
    p.locals.waiting = 0;
    return p.goto('next');
  },
  next: (p) => {
    let first = 0;
    let event: C8dEvent | undefined;
    p.k.tx.each(c8dEventTable, (record, key) => {
      first = key;
      event = record;
      return false;
    });
    if (event === undefined) return p.waitKeys(['c8d'], 'next');
    const container = p.k.tx.get(containerTable, event.container);
    if (event.exec !== '') {
      p.k.tx.remove(c8dEventTable, first);
      execExited(p, event.container, event.exec, event.status);
      return p.goto('next');
    }
    if (container === undefined || container.pid !== event.tid) {
      p.k.tx.remove(c8dEventTable, first);
      return p.goto('next');
    }
    if (!outputDone(p, container)) return p.waitKeys([`io${container.copier}`], 'next', SECOND / 2);
    p.k.tx.remove(c8dEventTable, first);
    containerExited(p, event);
    return p.goto('next');
  },
});

/** Thread `dockerd/restart`: one restart by policy, after its delay. */
export const restarter = defineProgram<{ id: string; run: number; delay: number }>('dockerd/restart', 1, {
  start: (p) => p.waitKeys([`cancel:${p.locals.id}`], 'go', p.locals.delay),
  go: (p) => {
    const container = p.k.tx.get(containerTable, p.locals.id);
    if (
      container === undefined ||
      container.status !== 'restarting' ||
      container.run !== p.locals.run ||
      container.stopped
    ) {
      if (container?.status === 'restarting') p.k.tx.edit(containerTable, p.locals.id).status = 'exited';
      if (container !== undefined) changed(p, p.locals.id);
      return p.exit(0);
    }
    const error = startContainer(p, p.locals.id);
    if (error !== null && p.k.tx.get(containerTable, p.locals.id)?.status === 'restarting')
      p.k.tx.edit(containerTable, p.locals.id).status = 'exited';
    return p.exit(0);
  },
});
