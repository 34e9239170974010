/** Processes and threads that networking needs beside the containers: docker-proxy, and the embedded DNS server's thread. */
import { installFile } from '../kernel/fs/fd-table.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { createThread, forkTask } from '../kernel/task/clone.ts';
import { killTask } from '../kernel/task/deliver.ts';
import { execTask } from '../kernel/task/exec.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import { type ProxySpec, proxyStarted } from '../libnetwork/port-mapper.ts';
import { type ResolverSpec, resolverStarted } from '../libnetwork/resolver-socket.ts';
import { strTable } from '../store/table.ts';
import { findDaemon } from './tasks.ts';

/** Pid of the docker-proxy of a published port. */
export const proxyTable = strTable<{ tid: number }>('docker_proxy', 1);

/** Starts docker-proxies as children of dockerd; each takes over the socket that dockerd has bound, as descriptor 4. */
export function startProxies(k: Kernel, specs: readonly ProxySpec[]): void {
  const dockerd = findDaemon(k, 'dockerd');
  for (const spec of specs) {
    const tid = forkTask(k, dockerd, { label: 'start', locals: {}, comm: 'docker-proxy' });
    if (tid < 0) continue;
    const task = k.tx.edit(taskTable, tid);
    task.sigCatch = [];
    installFile(k, task, spec.file, 4, false);
    if (execTask(k, task, '/usr/bin/docker-proxy', spec.argv, []) < 0) {
      killTask(k, tid);
      continue;
    }
    k.tx.put(proxyTable, spec.id, { tid });
    proxyStarted(k, spec);
  }
}

/** Ends them. */
export function stopProxies(k: Kernel, ids: readonly string[]): void {
  for (const id of ids) {
    const proxy = k.tx.get(proxyTable, id);
    if (proxy === undefined) continue;
    killTask(k, proxy.tid);
    k.tx.remove(proxyTable, id);
  }
}

/** Runs the embedded DNS server of a sandbox as a thread of dockerd. */
export function startResolver(k: Kernel, spec: ResolverSpec): void {
  const dockerd = findDaemon(k, 'dockerd');
  const udp = installFile(k, k.tx.get(taskTable, dockerd.tid) as Task, spec.udpFile, 3, true);
  const tcp = installFile(k, k.tx.get(taskTable, dockerd.tid) as Task, spec.tcpFile, 3, true);
  createThread(k, k.tx.get(taskTable, dockerd.tid) as Task, 'dockerd/resolver', { sandbox: spec.sandbox, udp, tcp });
  resolverStarted(k, spec.sandbox);
}
