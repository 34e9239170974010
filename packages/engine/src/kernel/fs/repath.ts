/**
 * Overlay nodes are paths, so when a path goes or moves, what still refers to it is told: working directories, roots, open
 * files and mounts. A directory removed under its users gets a path that leads nowhere, `//` and its old path.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { taskTable } from '../task/task.ts';
import { fileTable } from './file.ts';
import type { Node } from './filesystem.ts';
import { type Mount, mountTable } from './mount-table.ts';

/** First part of the path of a removed directory. */
export const DEAD_PREFIX = '//';

/** `node` after `from` has become `to`; the node itself when it does not lie there. */
function moved(node: Node, from: Bytes, to: Bytes): Node {
  if (typeof node !== 'string' || !node.startsWith(from)) return node;
  if (node.length === from.length) return to;
  return node.charCodeAt(from.length) === 47 ? to + node.slice(from.length) : node;
}

/**
 * Rewrites every reference to path `from` of superblock `sb`, and (for directories) to what lies below it. Tables are
 * only written after they have been walked, so that records others hold stay the transaction's.
 */
export function moveNodes(k: Kernel, sb: number, from: Bytes, to: Bytes, isDir: boolean): void {
  const { tx } = k;
  const isHere = (mnt: number, node: Node): boolean =>
    moved(node, from, to) !== node && mnt !== 0 && tx.get(mountTable, mnt)?.sb === sb;
  const files: number[] = [];
  tx.each(fileTable, (file, id) => {
    if (isHere(file.mnt, file.node)) files.push(id);
  });
  for (const id of files) {
    const file = tx.edit(fileTable, id);
    file.node = moved(file.node, from, to);
  }
  if (isDir) moveTasks(k, from, to, isHere);
  const mounts: number[] = [];
  tx.each(mountTable, (mount, id) => {
    if (mount.sb !== sb) return;
    if (moved(mount.root, from, to) !== mount.root || mount.points.some((point) => moved(point, from, to) !== point))
      mounts.push(id);
  });
  for (const id of mounts) {
    const mount = tx.edit(mountTable, id);
    mount.root = moved(mount.root, from, to);
    movePoints(k, mount, from, to);
  }
}

function moveTasks(k: Kernel, from: Bytes, to: Bytes, isHere: (mnt: number, node: Node) => boolean): void {
  const tids: number[] = [];
  k.tx.each(taskTable, (task, tid) => {
    if (isHere(task.cwdMnt, task.cwdNode) || isHere(task.rootMnt, task.rootNode)) tids.push(tid);
  });
  for (const tid of tids) {
    const task = k.tx.edit(taskTable, tid);
    if (isHere(task.cwdMnt, task.cwdNode)) task.cwdNode = moved(task.cwdNode, from, to);
    if (isHere(task.rootMnt, task.rootNode)) task.rootNode = moved(task.rootNode, from, to);
  }
}

/** The places on `mount` that other mounts cover. */
function movePoints(k: Kernel, mount: Mount, from: Bytes, to: Bytes): void {
  if (mount.points.length === 0) return;
  mount.points = mount.points.map((point) => moved(point, from, to));
  for (let i = 0; i < mount.children.length; i++)
    k.tx.edit(mountTable, mount.children[i] as number).point = mount.points[i] as Node;
}

/** The directory at `path` of superblock `sb` has been removed. */
export function forgetNodes(k: Kernel, sb: number, path: Bytes): void {
  moveNodes(k, sb, path, DEAD_PREFIX + path.slice(1), true);
}
