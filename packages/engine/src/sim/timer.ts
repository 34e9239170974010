/**
 * The queue of things due in simulated time. The truth is the table `timer`; the leftist heap beside it is a cache
 * that orders by (due, id) and is rebuilt on decode. Cancelling removes the record; popping skips what is gone.
 */

import { intTable } from '../store/table.ts';
import type { Txn } from '../store/txn.ts';

/** One due item: calls the handler named `fn` (see `KernelEnv.timers`) with `a` and `b`. */
export interface Timer {
  due: number;
  fn: string;
  a: number;
  b: string;
}

export const timerTable = intTable<Timer>('timer', 1);

/** Persistent leftist heap node; nodes are immutable. */
export interface Heap {
  readonly due: number;
  readonly id: number;
  readonly rank: number;
  readonly left: Heap | null;
  readonly right: Heap | null;
}

function before(a: Heap, b: Heap): boolean {
  return a.due < b.due || (a.due === b.due && a.id < b.id);
}

function node(due: number, id: number, x: Heap | null, y: Heap | null): Heap {
  const rx = x === null ? 0 : x.rank;
  const ry = y === null ? 0 : y.rank;
  return rx >= ry ? { due, id, rank: ry + 1, left: x, right: y } : { due, id, rank: rx + 1, left: y, right: x };
}

/** Both heaps in one; O(log n). */
export function mergeHeaps(x: Heap | null, y: Heap | null): Heap | null {
  if (x === null) return y;
  if (y === null) return x;
  const [top, other] = before(x, y) ? [x, y] : [y, x];
  return node(top.due, top.id, top.left, mergeHeaps(top.right, other));
}

/** `heap` with timer `id` due at `due`. */
export function pushTimer(heap: Heap | null, due: number, id: number): Heap {
  return mergeHeaps(heap, { due, id, rank: 1, left: null, right: null }) as Heap;
}

/** `heap` without its first item. */
export function popTimer(heap: Heap): Heap | null {
  return mergeHeaps(heap.left, heap.right);
}

/** The heap of all timers of a decoded world. */
export function rebuildHeap(tx: Txn): Heap | null {
  let heap: Heap | null = null;
  tx.each(timerTable, (timer, id) => {
    heap = pushTimer(heap, timer.due, id);
  });
  return heap;
}
