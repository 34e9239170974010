/** Networks that dockerd makes at boot: bridge, host, none. */
import { type Task, taskTable } from '../../kernel/task/task.ts';
import { startNetworking } from '../../libnetwork/controller.ts';
import type { Proc } from '../../program/program.ts';
import { assert } from '../../util/assert.ts';

/** Called once by dockerd. */
export function bootNetworks(p: Proc): void {
  const { netNs } = p.k.tx.get(taskTable, p.k.current) as Task;
  const error = startNetworking(p.k, { hostNs: netNs, userlandProxy: true, iptables: true, ip6tables: true });
  assert(error === null, `networking did not start: ${error?.error ?? ''}`);
}
