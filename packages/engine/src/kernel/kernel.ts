/**
 * The kernel of one transaction: the tables being edited, the clock, the run queue, and the outputs so far. It lives
 * for one step; everything that must outlive the step is in tables. All functions of kernel/* take it first.
 */

import type { Output } from '../sim/output.ts';
import { mix32 } from '../sim/random.ts';
import { type Heap, pushTimer, timerTable } from '../sim/timer.ts';
import { intTable, type Schema, strTable } from '../store/table.ts';
import { type Roots, Txn } from '../store/txn.ts';
import type { Bytes } from '../util/bytes.ts';
import type { FileOps } from './fs/file.ts';
import type { FileSystem } from './fs/filesystem.ts';
import type { Task } from './task/task.ts';

/** A named counter of the world: ids of all kinds, and draws per random stream. */
export interface Counter {
  n: number;
}
export const counterTable = strTable<Counter>('counter', 1);

/** One record, key 0: what genesis fixed and the clock. */
export interface Machine {
  seed: string;
  epochSec: number;
  now: number;
  seq: number;
  cores: number;
  memory: number;
  /** Frames run at the instant `framesAt`, over all tasks (sched.ts bounds them). */
  frames: number;
  framesAt: number;
}
export const machineTable = intTable<Machine>('machine', 1);

/** Tasks that wait for a key, in the order in which they came. */
export interface WaitQueue {
  tids: readonly number[];
}
export const waitQueueTable = strTable<WaitQueue>('wait_queue', 1);

/** Runs a task until it waits or ends; implemented above the kernel (host/run.ts) and wired in by the host. */
export type Resume = (k: Kernel, tid: number) => void;
/** What a timer does when due. */
export type TimerHandler = (k: Kernel, a: number, b: string) => void;

/** The immutable wiring of a build (host/wire): implementations by name. Never encoded. */
export interface KernelEnv {
  readonly resume: Resume;
  readonly fileOps: { readonly [kind: string]: FileOps };
  readonly fileSystems: { readonly [type: string]: FileSystem };
  readonly timers: { readonly [fn: string]: TimerHandler };
  /** What else goes when the last reference to a namespace of a kind goes. */
  readonly namespaceDestroy: { readonly [kind: string]: (k: Kernel, ns: number) => void };
  /** Programs by name exist? Used by execve to tell a simulated binary from an opaque one. */
  readonly hasProgram: (name: string) => boolean;
  /** Anonymous memory of a fresh process running the program, bytes. */
  readonly programMemory: (name: string) => number;
  /** Rootfs trees and blobs by digest (packages/catalog), opaque to the kernel but for kernel/fs/seed.ts. */
  readonly catalog: unknown;
}

/** A span sink; null when not tracing. */
export interface Tracer {
  depth: number;
}

export class Kernel {
  readonly tx: Txn;
  readonly env: KernelEnv;
  now: number;
  readonly epochSec: number;
  readonly seed: string;
  readonly outputs: Output[] = [];
  heap: Heap | null;
  /** Tids that may run now, first in first out; always empty between steps. */
  runQueue: number[] = [];
  runHead = 0;
  tracer: Tracer | null = null;
  /** Changes whenever anything that paths are resolved through changes; transient caches compare it. */
  fsGeneration = 0;
  /** The task whose program is running now, or 0. */
  current = 0;
  frames = 0;
  framesAt = 0;

  constructor(tx: Txn, heap: Heap | null, env: KernelEnv) {
    this.tx = tx;
    this.env = env;
    this.heap = heap;
    const machine = tx.get(machineTable, 0);
    this.now = machine?.now ?? 0;
    this.epochSec = machine?.epochSec ?? 0;
    this.seed = machine?.seed ?? '';
    this.frames = machine?.frames ?? 0;
    this.framesAt = machine?.framesAt ?? 0;
  }

  /** A transaction on the world of `roots`. */
  static open(schema: Schema, roots: Roots, heap: Heap | null, env: KernelEnv): Kernel {
    return new Kernel(new Txn(schema, roots), heap, env);
  }

  /** Next number of the counter `name`: 1, 2, 3, … */
  nextId(name: string): number {
    const { tx } = this;
    if (tx.get(counterTable, name) === undefined) return tx.put(counterTable, name, { n: 1 }).n;
    const counter = tx.edit(counterTable, name);
    counter.n++;
    return counter.n;
  }

  /** 32 random bits of `stream`; adding draws to one stream shifts no other. */
  random32(stream: string): number {
    return mix32(this.seed, stream, this.nextId(`rng:${stream}`));
  }

  /** `n` random bytes of `stream`. */
  randomBytes(stream: string, n: number): Bytes {
    let out = '';
    while (out.length < n) {
      const r = this.random32(stream);
      out += String.fromCharCode(r & 255, (r >>> 8) & 255, (r >>> 16) & 255, r >>> 24);
    }
    return out.slice(0, n);
  }

  /** `n` random lower-case hex digits of `stream`. */
  randomHex(stream: string, n: number): string {
    let out = '';
    while (out.length < n) out += (this.random32(stream) >>> 0).toString(16).padStart(8, '0');
    return out.slice(0, n);
  }

  /** Calls the timer handler `fn` after `delayNs`; returns the timer's id. */
  setTimer(delayNs: number, fn: string, a: number, b: string): number {
    const id = this.nextId('timer');
    const due = this.now + Math.max(0, Math.floor(delayNs));
    this.tx.put(timerTable, id, { due, fn, a, b });
    this.heap = pushTimer(this.heap, due, id);
    return id;
  }

  cancelTimer(id: number): void {
    if (id !== 0) this.tx.remove(timerTable, id);
  }

  output(output: Output): void {
    this.outputs.push(output);
  }

  /** Reports a layer crossing when tracing; costs one comparison otherwise. Call sites guard with `k.tracer`. */
  span(layer: string, name: string, keys: readonly string[] = []): void {
    if (this.tracer === null) return;
    this.outputs.push({ type: 'span', layer, name, at: this.now, depth: this.tracer.depth, keys });
  }
}

export type { Task };
