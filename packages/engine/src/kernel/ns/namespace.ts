/** Namespaces (namespaces(7)): a record each, counted by the tasks in it and by whatever else holds it open. */

import { intTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';

export type NamespaceKind = 'mnt' | 'pid' | 'net' | 'uts' | 'ipc' | 'cgroup' | 'user';

/** `ino` is what /proc/PID/ns shows in brackets. Fields that a kind does not use stay at their defaults. */
export interface Namespace {
  kind: NamespaceKind;
  ino: number;
  refs: number;
  /** user namespace that owns it. */
  owner: number;
  /** pid: enclosing namespace (0: the first), depth, last pid given out, tid of its process 1 (0: none yet or dead). */
  parent: number;
  level: number;
  lastPid: number;
  initTid: number;
  /** uts. */
  hostname: Bytes;
  domainname: Bytes;
  /** cgroup: key of the cgroup that is its root. */
  root: number;
}

export const namespaceTable = intTable<Namespace>('namespace', 1);

/** Frees what a kind keeps in other tables when its last reference goes; wired by the host. */
export type NamespaceDestroy = (k: Kernel, ns: number) => void;
/** First inode number of namespaces, as on Linux (PROC_DYNAMIC_FIRST). */
const FIRST_INO = 0xf0000000;

/** A new namespace with no reference yet. */
export function createNamespace(k: Kernel, kind: NamespaceKind, fields: Partial<Namespace> = {}): number {
  const id = k.nextId('namespace');
  k.tx.put(namespaceTable, id, {
    kind,
    ino: FIRST_INO + id,
    refs: 0,
    owner: 0,
    parent: 0,
    level: 0,
    lastPid: 0,
    initTid: 0,
    hostname: '',
    domainname: '',
    root: 0,
    ...fields,
  });
  return id;
}

export function getNamespace(k: Kernel, ns: number): Readonly<Namespace> {
  const record = k.tx.get(namespaceTable, ns);
  assert(record !== undefined, `namespace ${ns} is gone`);
  return record;
}

export function holdNamespace(k: Kernel, ns: number): void {
  k.tx.edit(namespaceTable, ns).refs++;
}

/** Drops a reference; the last one destroys the namespace and what it holds. */
export function dropNamespace(k: Kernel, ns: number): void {
  const record = k.tx.edit(namespaceTable, ns);
  record.refs--;
  if (record.refs > 0) return;
  const destroy = k.env.namespaceDestroy[record.kind];
  if (destroy !== undefined) destroy(k, ns);
  k.tx.remove(namespaceTable, ns);
}
