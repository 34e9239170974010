/** Changes of containers that do not stop them: rename, update, prune, top (moby daemon/{rename,update,prune,top_unix}.go). */
import { updateTask } from '../containerd/tasks.ts';
import { machineTable } from '../kernel/kernel.ts';
import type { Next } from '../program/program.ts';
import type { Value } from '../store/table.ts';
import {
  type ApiObject,
  type Container,
  checkName,
  child,
  containerNameTable,
  containerTable,
  isRunning,
  lookupContainer,
  num,
  reserveName,
  text,
} from './container/container.ts';
import { removeContainer } from './delete.ts';
import { conflict, failure, invalid, isError } from './errors.ts';
import { logContainerEvent, logEvent } from './events.ts';
import { avoidsLabels, matchLabels, parseFilters } from './filters.ts';
import { resourcesOf } from './oci-spec.ts';
import { type RequestProc, refuse, reply, replyEmpty } from './server/request.ts';
import { upperSize } from './size.ts';
import { checkMemory, verifyHostConfig } from './verify.ts';

/** POST /containers/{name}/rename */
export function containerRename(p: RequestProc, name: string): Next {
  const wanted = (p.locals.req.query.name ?? '').replace(/^\//, '');
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (wanted === '') return refuse(p, invalid('Neither old nor new names may be empty'));
  if (`/${wanted}` === found.name)
    return refuse(p, invalid('Renaming a container with the same name as its current name'));
  const wrong = checkName(wanted);
  if (wrong !== null) return refuse(p, failure(wrong.error, `Error when allocating new name: ${wrong.message}`));
  const taken = reserveName(p.k.tx, `/${wanted}`, found.id);
  if (taken !== null) return refuse(p, failure(taken.error, `Error when allocating new name: ${taken.message}`));
  const container = p.k.tx.edit(containerTable, found.id);
  const old = container.name;
  p.k.tx.remove(containerNameTable, old);
  container.name = `/${wanted}`;
  logContainerEvent(p.k, container, 'rename', { oldName: old });
  return replyEmpty(p, 204);
}

/** Fields of an update that are set. */
function mergeUpdate(host: ApiObject, body: ApiObject): ApiObject {
  const out: { [key: string]: Value } = { ...host };
  for (const key of [
    'BlkioWeight',
    'CpuShares',
    'CpuPeriod',
    'CpuQuota',
    'NanoCpus',
    'Memory',
    'MemorySwap',
    'MemoryReservation',
    'CpuRealtimePeriod',
    'CpuRealtimeRuntime',
  ])
    if (num(body, key) !== 0) out[key] = num(body, key);
  for (const key of ['CpusetCpus', 'CpusetMems']) if (text(body, key) !== '') out[key] = text(body, key);
  const pids = body.PidsLimit;
  if (typeof pids === 'number' && pids !== 0) out.PidsLimit = pids;
  const policy = child(body, 'RestartPolicy');
  if (text(policy, 'Name') !== '')
    out.RestartPolicy = { Name: text(policy, 'Name'), MaximumRetryCount: num(policy, 'MaximumRetryCount') };
  return out;
}

/** POST /containers/{name}/update */
export function containerUpdate(p: RequestProc, name: string): Next {
  const body = p.locals.req.body as ApiObject;
  const found = lookupContainer(p.k.tx, name);
  const early = checkMemory({ Memory: num(body, 'Memory') });
  if (early !== null) return refuse(p, early);
  if (isError(found)) return refuse(p, found);
  const prefix = `Cannot update container ${found.id}: `;
  const memory = num(body, 'Memory');
  const current = num(found.hostConfig, 'MemorySwap');
  if (memory > 0 && num(body, 'MemorySwap') === 0 && current > 0 && memory > current) {
    return refuse(
      p,
      conflict(
        `${prefix}Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
      ),
    );
  }
  const next = mergeUpdate(found.hostConfig, body);
  const wrong = verifyHostConfig(next, p.k.tx.get(machineTable, 0)?.cores ?? 1);
  if (wrong !== null) return refuse(p, wrong);
  if (text(child(body, 'RestartPolicy'), 'Name') !== '' && found.hostConfig.AutoRemove === true)
    return refuse(
      p,
      conflict(`${prefix}Restart policy cannot be updated because AutoRemove is enabled for the container`),
    );
  const container = p.k.tx.edit(containerTable, found.id);
  container.hostConfig = next;
  if (isRunning(container)) updateTask(p.k, container.cgroup, resourcesOf(next));
  logContainerEvent(p.k, container, 'update');
  return reply(p, 200, { Warnings: null });
}

/** POST /containers/prune */
export function containerPrune(p: RequestProc): Next {
  const filters = parseFilters(p.locals.req.query.filters ?? '', ['label', 'label!', 'until']);
  if (isError(filters)) return refuse(p, filters);
  const ids: string[] = [];
  p.k.tx.each(containerTable, (container: Readonly<Container>) => {
    const labels = child(container.config, 'Labels');
    if (isRunning(container) || container.status === 'restarting') return;
    if (matchLabels(labels, filters.label) && avoidsLabels(labels, filters['label!'])) ids.push(container.id);
  });
  ids.sort();
  let space = 0;
  for (const id of ids) {
    space += upperSize(p, p.k.tx.get(containerTable, id) as Container);
    removeContainer(p, id, false, false);
  }
  logEvent(p.k, 'container', 'prune', '', { reclaimed: String(space) });
  return reply(p, 200, { ContainersDeleted: ids.length === 0 ? null : ids, SpaceReclaimed: space });
}
