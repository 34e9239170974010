/** The world as a value, and the two ways it moves: `advance` in time and `step` by an entry. */
import { decodeRoots, encodeRoots, type Migrations } from '../store/codec.ts';
import { diffRoots, type TableDiff } from '../store/diff.ts';
import { hashRoots } from '../store/hash.ts';
import type { Schema } from '../store/table.ts';
import { type Roots, Txn } from '../store/txn.ts';
import { assert } from '../util/assert.ts';
import type { Entry, SimTime } from './input.ts';
import type { Output } from './output.ts';
import { type Heap, popTimer, rebuildHeap } from './timer.ts';

/**
 * The whole simulated state at one instant. Immutable: keeping one, forking it and going back to it cost nothing.
 * `timers` is a cache over the table `timer`; `system` is the build that runs it.
 */
export interface World {
  readonly roots: Roots;
  readonly timers: Heap | null;
  readonly system: System;
}

/** What a step gives: the next world, and what the outside is told. */
export interface Stepped {
  readonly world: World;
  readonly outputs: readonly Output[];
}

/** Options of `step` and `advance`. Tracing adds `span` outputs and changes nothing else. */
export interface StepOptions {
  readonly trace?: boolean;
}

/** One transaction in progress (the kernel implements it). */
export interface Run {
  readonly tx: Txn;
  now: number;
  heap: Heap | null;
  readonly outputs: Output[];
}

/** A build of the engine as sim sees it: wired by host/wire, passed in, never known here. */
export interface System {
  readonly schema: Schema;
  /** Opens a transaction on the world. */
  begin(roots: Roots, timers: Heap | null, trace: boolean): Run;
  /** Runs whatever timer `id` stands for (it may be cancelled), and everybody it woke. */
  fire(run: Run, id: number): void;
  /** Carries out an input and everybody it woke; returns why it is refused, or null. */
  input(run: Run, entry: Entry): string | null;
  /** The world's clock. */
  clock(roots: Roots): SimTime;
  /** Writes the clock and what else lives beside the tables back into them. */
  settle(run: Run): void;
}

function drain(system: System, run: Run, to: SimTime): void {
  for (let top = run.heap; top !== null && top.due <= to; top = run.heap) {
    run.heap = popTimer(top);
    if (top.due > run.now) run.now = top.due;
    system.fire(run, top.id);
  }
  if (to > run.now) run.now = to;
}

function finish(world: World, run: Run): Stepped {
  world.system.settle(run);
  return { world: { roots: run.tx.commit(), timers: run.heap, system: world.system }, outputs: run.outputs };
}

/**
 * The world at `to`, everything due by then done. Law: advance(a) then advance(b) equals advance(b). A `to` in the past
 * changes nothing.
 */
export function advance(world: World, to: SimTime, options: StepOptions = {}): Stepped {
  const run = world.system.begin(world.roots, world.timers, options.trace === true);
  if (to <= run.now) return { world, outputs: [] };
  drain(world.system, run, to);
  return finish(world, run);
}

/**
 * The world after `entry`: advance to its time, then its input, in one transaction. A refused input leaves the world
 * unchanged but for time and gives a `refused` output. EngineFault is thrown for a bug of the engine: the world given
 * stands as it was.
 */
export function step(world: World, entry: Entry, options: StepOptions = {}): Stepped {
  const run = world.system.begin(world.roots, world.timers, options.trace === true);
  assert(Number.isSafeInteger(entry.at) && entry.at >= 0, 'entry.at is no time');
  drain(world.system, run, Math.max(entry.at, run.now));
  const reason = world.system.input(run, entry);
  if (reason !== null) run.outputs.push({ type: 'refused', reason });
  return finish(world, run);
}

/** When the world would next do something by itself; null when it waits for input. May name a cancelled timer's time. */
export function nextDue(world: World): SimTime | null {
  return world.timers === null ? null : world.timers.due;
}

/** Nanoseconds since genesis. */
export function now(world: World): SimTime {
  return world.system.clock(world.roots);
}

/** Second world from the same pointer. */
export function fork(world: World): World {
  return { ...world };
}

/** 32 hexadecimal digits over all tables; equal worlds have equal hashes. */
export function hash(world: World): string {
  return hashRoots(world.system.schema, world.roots);
}

/** Keys of records that differ, table by table. */
export function diff(before: World, after: World): readonly TableDiff[] {
  return diffRoots(after.system.schema, before.roots, after.roots);
}

/** Number of the layout of a checkpoint's head. */
export const CHECKPOINT_FORMAT = 1;
const MAGIC = [0x44, 0x59, 0x44, 0x4b];

/** A checkpoint: magic `DYDK`, format, then the tables (store/codec). */
export function encode(world: World): Uint8Array {
  const body = encodeRoots(world.system.schema, world.roots);
  const out = new Uint8Array(body.length + 5);
  out.set(MAGIC);
  out[4] = CHECKPOINT_FORMAT;
  out.set(body, 5);
  return out;
}

/** The world of a checkpoint, run by `system`. Throws CodecError when the bytes are not one. */
export function decodeWith(system: System, bytes: Uint8Array, migrations?: Migrations): World {
  assert(MAGIC.every((b, i) => bytes[i] === b) && bytes[4] === CHECKPOINT_FORMAT, 'not a checkpoint of this format');
  const roots = decodeRoots(system.schema, bytes.subarray(5), migrations);
  return { roots, timers: rebuildHeap(new Txn(system.schema, roots)), system };
}
