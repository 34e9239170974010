/** What travels between a room and the thread that folds it. */
import type { Input, LogEntry, SimTime } from '@drydock/protocol';

/** Where a room's folding starts. */
export type Start =
  | { readonly type: 'genesis'; readonly seed: string; readonly epochSec: number }
  /** From a checkpoint's octets, through `entries`, then in time to `to`. */
  | {
      readonly type: 'checkpoint';
      readonly octets: Uint8Array;
      readonly entries: readonly LogEntry[];
      readonly to: SimTime;
    };

/** A proposal that passed the checks; the thread gives it its place and time. */
export interface Proposed {
  readonly actor: string;
  readonly id: string;
  readonly input: Input;
}

/** What a room asks of its folding thread. `room` is a number of the pool's own. */
export type ToFolder =
  | { readonly type: 'open'; readonly room: number; readonly start: Start }
  | {
      readonly type: 'fold';
      readonly room: number;
      readonly job: number;
      readonly items: readonly Proposed[];
      readonly to: SimTime;
    }
  | { readonly type: 'advance'; readonly room: number; readonly to: SimTime }
  | { readonly type: 'checkpoint'; readonly room: number }
  | { readonly type: 'close'; readonly room: number };

/** How far a room is folded. */
export interface Frontier {
  readonly seq: number;
  readonly at: SimTime;
  /** When the world would next do something by itself. */
  readonly nextDue: SimTime | null;
  /** Something was put out since the last report: people are waiting to see it. */
  readonly visible: boolean;
}

/** What became of a proposal. */
export type Outcome =
  | { readonly type: 'entry'; readonly seq: number; readonly at: SimTime }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'fault'; readonly message: string }
  | { readonly type: 'halted' };

/** A moment ready to be stored: gzip octets of a checkpoint file and the digest of what they hold. */
export interface StoredMoment {
  readonly seq: number;
  readonly at: SimTime;
  readonly hash: string;
  readonly behaviour: string;
  readonly digest: string;
  readonly octets: Uint8Array;
}

/** What the folding thread reports. Reports of a room come in the order of its history. */
export type FromFolder =
  | { readonly type: 'ready'; readonly behaviour: string }
  | { readonly type: 'opened'; readonly room: number; readonly frontier: Frontier; readonly hash: string }
  /** Outcomes of the items `from` and on of a job. */
  | {
      readonly type: 'folded';
      readonly room: number;
      readonly job: number;
      readonly from: number;
      readonly outcomes: readonly Outcome[];
      readonly frontier: Frontier;
    }
  /** Time has been let pass; `done` when as far as was asked. */
  | { readonly type: 'advanced'; readonly room: number; readonly done: boolean; readonly frontier: Frontier }
  /** State hash at this place of the history; the stored moment follows. */
  | {
      readonly type: 'hashed';
      readonly room: number;
      readonly seq: number;
      readonly at: SimTime;
      readonly hash: string;
    }
  | { readonly type: 'checkpointed'; readonly room: number; readonly moment: StoredMoment }
  /** The engine failed while time passed: the room stands still for good. */
  | { readonly type: 'halted'; readonly room: number; readonly message: string }
  /** The room could not be opened. */
  | { readonly type: 'failed'; readonly room: number; readonly message: string };

/**
 * Words of the memory shared with a folding thread, so that a thread that never comes back can be found out: a counter
 * that each call of the engine raises, and which room, job and item it is for (room 0: none).
 */
export const PULSE = { beat: 0, room: 1, job: 2, item: 3, words: 4 } as const;

/** What a folding thread is started with. */
export interface FolderData {
  /** URL of the module that exports `build`, an EngineBuild. */
  readonly engine: string;
  readonly pulse: SharedArrayBuffer;
}
