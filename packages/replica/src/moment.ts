/** A point of a room's history: the world there and what its terminals have shown. */
import type { EngineApi, LogEntry, Output, SimTime } from '@drydock/protocol';
import { type Screens, screensAfterInput, screensAfterOutputs } from './screens.ts';

/** Immutable; keeping one is keeping two pointers. */
export interface Moment<W> {
  /** Last entry folded. */
  readonly seq: number;
  /** How far time has been advanced: at least to that entry's. */
  readonly at: SimTime;
  readonly world: W;
  readonly screens: Screens;
}

/** A moment and what happened on the way to it. */
export interface Folded<W> {
  readonly moment: Moment<W>;
  readonly outputs: readonly Output[];
}

/** An entry or a horizon that does not follow the moment it was to be folded into. */
export class OutOfOrder extends Error {
  override name = 'OutOfOrder';
}

/** Folds `entry`, the next one. The engine sees only what is part of history: not the proposal's id. */
export function foldEntry<W>(engine: EngineApi<W>, moment: Moment<W>, entry: LogEntry): Folded<W> {
  const { seq, at, actor, input } = entry;
  if (seq !== moment.seq + 1) throw new OutOfOrder(`entry ${seq} after ${moment.seq}`);
  if (!(at >= moment.at)) throw new OutOfOrder(`entry ${seq} at ${at}, but time is ${moment.at} already`);
  // time first, so that output of what was due before a tty.open is not shown on the terminal that it opens
  const there = at > moment.at ? foldHorizon(engine, moment, at) : { moment, outputs: [] };
  const { world, outputs } = engine.step(there.moment.world, { seq, at, actor, input });
  const refused = outputs.some((output) => output.type === 'refused');
  const opened = refused ? there.moment.screens : screensAfterInput(there.moment.screens, input);
  const screens = screensAfterOutputs(opened, outputs);
  const all = there.outputs.length === 0 ? outputs : [...there.outputs, ...outputs];
  return { moment: { seq, at, world, screens }, outputs: all };
}

/** Lets time pass to `at`, which no later entry will precede. A horizon that is already passed changes nothing. */
export function foldHorizon<W>(engine: EngineApi<W>, moment: Moment<W>, at: SimTime): Folded<W> {
  if (at <= moment.at) return { moment, outputs: [] };
  const { world, outputs } = engine.advance(moment.world, at);
  return { moment: { ...moment, at, world, screens: screensAfterOutputs(moment.screens, outputs) }, outputs };
}
