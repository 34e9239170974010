/** What page and worker tell each other. The worker folds; the page shows. All of it is plain data. */
import type { Clock, Control, Input, Peer, Presence, RefusalCode, Rights, RoomInfo } from '@drydock/protocol';
import type { ClientStatus, Screens } from '@drydock/replica';
import type { Recording } from '@drydock/trpc';
import type { Command } from './commands.ts';
import type { ViewPatch } from './view-patch.ts';

/** A person present, with what they show. */
export interface Person {
  readonly peer: Peer;
  readonly state: Presence;
}

/** A moment: after entry `seq`, at simulated `at`, with the state hash of the world there. */
export interface HashedPoint {
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
}

/** From the page. */
export type ToWorker =
  /** Follow a live room: `resume` is the seat's secret. */
  | { readonly type: 'join'; readonly room: string; readonly resume: string }
  | { readonly type: 'propose'; readonly input: Input }
  | { readonly type: 'control'; readonly ref: number; readonly control: Control }
  | { readonly type: 'show'; readonly state: Presence }
  /** Show a recording: stands at its beginning. */
  | { readonly type: 'record'; readonly recording: Recording }
  | { readonly type: 'seek'; readonly target: { readonly seq: number } | { readonly at: number } }
  | { readonly type: 'play'; readonly rate: number; readonly skipIdle: boolean }
  | { readonly type: 'pause' }
  /** Answered with `point`: the hash of exactly this moment. */
  | { readonly type: 'hash' };

/** What has become of the terminals, in order. */
export type TtyChange =
  | { readonly type: 'all'; readonly screens: Screens }
  | { readonly type: 'output'; readonly tty: string; readonly data: string }
  | { readonly type: 'opened'; readonly tty: string; readonly rows: number; readonly cols: number }
  | { readonly type: 'resized'; readonly tty: string; readonly rows: number; readonly cols: number }
  | { readonly type: 'closed'; readonly tty: string; readonly code: number };

/** From the worker. */
export type FromWorker =
  | { readonly type: 'status'; readonly status: ClientStatus; readonly unconfirmed: number }
  | { readonly type: 'room'; readonly room: RoomInfo; readonly you: Peer }
  | { readonly type: 'rights'; readonly rights: Rights }
  | { readonly type: 'clock'; readonly clock: Clock }
  | { readonly type: 'people'; readonly people: readonly Person[] }
  | { readonly type: 'ended' }
  | { readonly type: 'ttys'; readonly changes: readonly TtyChange[] }
  | { readonly type: 'view'; readonly patch: ViewPatch }
  | { readonly type: 'point'; readonly point: HashedPoint }
  | { readonly type: 'commands'; readonly commands: readonly Command[]; readonly reset: boolean }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly message: string }
  | { readonly type: 'controlled'; readonly ref: number; readonly error: string | null }
  /** The playhead of a recording: where it stands, whether it runs. */
  | { readonly type: 'playhead'; readonly seq: number; readonly at: number; readonly playing: boolean }
  /** The worker cannot go on. */
  | { readonly type: 'failed'; readonly message: string };
