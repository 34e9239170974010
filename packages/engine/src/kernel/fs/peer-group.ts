/** Peer groups of mounts (mount_namespaces(7), "shared subtrees"): who shares mount events with whom. */
import type { Kernel } from '../kernel.ts';
import { type Mount, mountTable } from './mount-table.ts';

/** Other members of the peer group `group` than mount `but`, by id. */
export function peersOf(k: Kernel, group: number, but: number): number[] {
  const out: number[] = [];
  k.tx.each(mountTable, (mount, id) => {
    if (mount.shared === group && id !== but) out.push(id);
  });
  return out;
}

/** Mounts that receive from the peer group `group`, by id. */
export function slavesOf(k: Kernel, group: number): number[] {
  const out: number[] = [];
  k.tx.each(mountTable, (mount, id) => {
    if (mount.master === group) out.push(id);
  });
  return out;
}

/** Takes a mount out of its peer group. When it was the last peer, the group's slaves fall to its own master. */
function leavePeers(k: Kernel, mount: Mount, id: number): boolean {
  const group = mount.shared;
  mount.shared = 0;
  if (peersOf(k, group, id).length > 0) return true;
  for (const slave of slavesOf(k, group)) k.tx.edit(mountTable, slave).master = mount.master;
  return false;
}

/** Makes a mount private. */
export function leaveGroups(k: Kernel, id: number): void {
  const seen = k.tx.get(mountTable, id);
  if (seen === undefined || (seen.shared === 0 && seen.master === 0)) return;
  const mount = k.tx.edit(mountTable, id);
  if (mount.shared !== 0) leavePeers(k, mount, id);
  mount.master = 0;
}

/** Makes a mount shared: with itself at first, and with what is copied from it. */
export function makeShared(k: Kernel, id: number): void {
  const mount = k.tx.edit(mountTable, id);
  if (mount.shared === 0) mount.shared = k.nextId('peer_group');
}

/** Makes a mount a slave of its peers; without any it keeps its master, or becomes private. */
export function makeSlave(k: Kernel, id: number): void {
  const mount = k.tx.edit(mountTable, id);
  const group = mount.shared;
  if (group !== 0 && leavePeers(k, mount, id)) mount.master = group;
}
