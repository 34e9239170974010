/**
 * What the rooms need of an engine, as an interface: the authority, the replicas and the recordings are written against
 * it, so that a room can be folded by whichever build of the engine made it (docs/ARCHITECTURE.md §7, version).
 */
import type { Entry, Input, Output, SimTime } from '@drydock/engine';

export type { Entry, Input, Output, SimTime };

/** The result of a step: the next world, and what it tells the outside. */
export interface Stepped<W> {
  readonly world: W;
  readonly outputs: readonly Output[];
}

/** What a world is born from. `epochSec` is the wall date of simulated time 0, in Unix seconds. */
export interface GenesisSpec<C> {
  readonly seed: string;
  readonly epochSec: number;
  readonly catalog: C;
  readonly files?: readonly { readonly path: string; readonly mode: number; readonly data: string }[];
}

/**
 * What is used of an engine's public surface. `W` is its world (opaque, immutable), `C` its catalog of images (opaque).
 * Every function is pure and synchronous; a throw means a fault of the engine and leaves the given world as it was.
 */
export interface EngineApi<W = unknown, C = unknown> {
  genesis(spec: GenesisSpec<C>): W;
  step(world: W, entry: Entry, options?: { readonly trace?: boolean }): Stepped<W>;
  advance(world: W, to: SimTime, options?: { readonly trace?: boolean }): Stepped<W>;
  /** When the world would next do something by itself; null when it only waits for input. */
  nextDue(world: W): SimTime | null;
  /** Where simulated time stands; a fresh host may have been booting for a while. */
  now(world: W): SimTime;
  encode(world: W): Uint8Array;
  decode(bytes: Uint8Array, env: { readonly catalog: C }): W;
  hash(world: W): string;
  readonly BEHAVIOUR_VERSION: string;
}

/** An engine together with the catalog its worlds are folded with. */
export interface EngineBuild<W = unknown, C = unknown> {
  readonly engine: EngineApi<W, C>;
  readonly catalog: C;
}

/** An entry as the room's log holds it: with the id its proposer chose, so that the proposer knows its own. */
export interface LogEntry extends Entry {
  readonly id: string;
}
