/** DELETE /containers/{name} (moby daemon/delete.go). */

import { killTaskProcess } from '../containerd/tasks.ts';
import { wake } from '../kernel/wait-queue.ts';
import type { Next, Proc } from '../program/program.ts';
import {
  type Container,
  containerNameTable,
  containerTable,
  isRunning,
  lookupContainer,
  removalWaitTable,
} from './container/container.ts';
import { removeLayers } from './container/layers.ts';
import { CONTAINER_ROOT } from './create.ts';
import { type DaemonError, failure, isError } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { boolQuery, keep, type RequestProc, refuse, replyEmpty } from './server/request.ts';
import { removeAll, removeVolume } from './volume/volume.ts';

const SIGKILL = 9;
/** How long rm -f waits for the process to die. */
const KILL_TIMEOUT = 10_000_000_000;

/** Tells the exit code to those who wait for the removal. */
function tellRemoval(p: Proc, id: string, code: number): void {
  const waiting: number[] = [];
  p.k.tx.each(removalWaitTable, (wait, ticket) => {
    if (wait.container === id) waiting.push(ticket);
  });
  for (const ticket of waiting) p.k.tx.edit(removalWaitTable, ticket).code = code;
}

/** Removes a container that does not run; `volumes` takes its anonymous ones along. */
export function removeContainer(p: Proc, id: string, volumes: boolean, force: boolean): DaemonError | null {
  const container = p.k.tx.get(containerTable, id) as Readonly<Container>;
  if (isRunning(container) && !force) {
    const what = container.status === 'paused' ? 'paused' : 'running';
    return failure(
      'conflict',
      `cannot remove container "${container.name.slice(1)}": container is ${what}: ${what === 'paused' ? 'unpause and then stop the container' : 'stop the container before removing or force remove'}`,
    );
  }
  removeLayers(p, container);
  removeAll(p, `${CONTAINER_ROOT}/${id}`);
  p.k.tx.remove(containerNameTable, container.name);
  logContainerEvent(p.k, container, 'destroy');
  p.k.tx.remove(containerTable, id);
  tellRemoval(p, id, container.exitCode);
  if (volumes) {
    for (const mount of container.mounts) {
      if (mount.type === 'volume' && mount.name.length === 64 && /^[0-9a-f]+$/.test(mount.name))
        removeVolume(p, mount.name);
    }
  }
  wake(p.k, `ctr:${id}`);
  wake(p.k, `log:${id}`);
  wake(p.k, `cancel:${id}`);
  return null;
}

function finishRemoval(p: RequestProc, id: string): Next {
  if (p.k.tx.get(containerTable, id) === undefined) return replyEmpty(p, 204);
  const error = removeContainer(p, id, boolQuery(p, 'v'), true);
  return error === null ? replyEmpty(p, 204) : refuse(p, error);
}

/** The endpoint. */
export function containerDelete(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (isRunning(found) && boolQuery(p, 'force')) {
    const container = p.k.tx.edit(containerTable, found.id);
    container.stopped = true;
    logContainerEvent(p.k, container, 'kill', { signal: String(SIGKILL) });
    killTaskProcess(p.k, container.pid, SIGKILL);
    keep(p, { id: found.id });
    return p.waitKeys([`ctr:${found.id}`], 'delete.killed', KILL_TIMEOUT);
  }
  if (found.status === 'restarting') {
    p.k.tx.edit(containerTable, found.id).stopped = true;
    wake(p.k, `cancel:${found.id}`);
    if (!boolQuery(p, 'force'))
      return refuse(
        p,
        failure(
          'conflict',
          `cannot remove container "${found.name.slice(1)}": container is restarting: stop the container before removing or force remove`,
        ),
      );
  }
  const error = removeContainer(p, found.id, boolQuery(p, 'v'), false);
  return error === null ? replyEmpty(p, 204) : refuse(p, error);
}

/** Labels of the endpoint. */
export const deleteLabels = {
  'delete.killed': (p: RequestProc): Next => {
    const id = p.locals.v.id as string;
    const container = p.k.tx.get(containerTable, id);
    if (container !== undefined && isRunning(container) && !p.timedOut)
      return p.waitKeys([`ctr:${id}`], 'delete.killed', KILL_TIMEOUT);
    return finishRemoval(p, id);
  },
};
