/** The shared state of a room as its people see it: plain JSON that travels in welcome, clock, event and control frames. */
import type { SimTime } from './engine-api.ts';

/** The one version of the protocol spoken today; a hello with another is refused with close code 4426. */
export const PROTOCOL_VERSION = 1;

/** Who somebody is in a room. The instructor's right lies in a secret link, never in a name. */
export type Role = 'instructor' | 'student';

/** The room's clock. `at` is where it stood when this was sent; it then runs `rate` simulated seconds a second. */
export interface Clock {
  readonly at: SimTime;
  /** Speed while it runs: 1 is real time. */
  readonly rate: number;
  readonly paused: boolean;
  /** The fold cannot keep up: the clock is held back until it does. */
  readonly busy: boolean;
  /** The engine failed while time passed: nothing goes on from here, earlier moments can be taken over. */
  readonly halted: boolean;
}

/** Who may act: instructors always; a student by the override, else by `driveAll`. */
export interface Rights {
  readonly driveAll: boolean;
  /** By participant id. */
  readonly overrides: { readonly [participant: string]: boolean };
}

/** True when a person of `role` with `participant` id may propose inputs. */
export function mayDrive(rights: Rights, role: Role, participant: string): boolean {
  if (role === 'instructor') return true;
  return Object.hasOwn(rights.overrides, participant) ? rights.overrides[participant] === true : rights.driveAll;
}

/** A stored checkpoint: bytes at `/api/blob/DIGEST`. `hash` is the state hash of the world in it. */
export interface CheckpointRef {
  readonly seq: number;
  readonly at: SimTime;
  readonly hash: string;
  /** Behaviour version of the engine that made it, and can read it. */
  readonly behaviour: string;
  readonly digest: string;
  /** Size of the compressed bytes. */
  readonly size: number;
}

/** A sealed segment of the log: entries first..last, as JSON lines at `/api/blob/DIGEST`. */
export interface SegmentRef {
  readonly index: number;
  readonly first: number;
  readonly last: number;
  readonly firstAt: SimTime;
  readonly lastAt: SimTime;
  readonly digest: string;
  readonly size: number;
}

/** What never changes about a room. */
export interface RoomInfo {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  /** Id of its recording: `/r/ID`. */
  readonly recording: string;
  /** Wall date of simulated time 0, in Unix seconds. */
  readonly epochSec: number;
  /** Version of the engine's behaviour that folds it now. */
  readonly behaviour: string;
  /** Where its history begins: the first entry is `base.seq + 1`, the clock began at `base.at`. */
  readonly base: { readonly seq: number; readonly at: SimTime };
  /** Recording that was taken over at `base`; null for a fresh host. */
  readonly parent: string | null;
}

/** One value of a presence: short and flat. */
export type PresenceValue = string | number | boolean | null;

/** What a person shows of themselves: where they look, whether they type… Names of keys are the client's business. */
export interface Presence {
  readonly [key: string]: PresenceValue;
}

/** A connection, with the identity that the server stamps on it. One participant may have several. */
export interface Peer {
  /** Number of the connection in the room, never reused while the room is open. */
  readonly peer: number;
  readonly participant: string;
  readonly name: string;
  readonly role: Role;
}

/** Change of who is there and what they show, gathered per room. */
export type PresenceChange =
  | { readonly type: 'joined'; readonly peer: Peer; readonly state: Presence }
  /** Only the keys that changed; null removes one. */
  | { readonly type: 'changed'; readonly peer: number; readonly state: Presence }
  | { readonly type: 'left'; readonly peer: number }
  /** Some changes were left out: forget everybody; those who are here follow. */
  | { readonly type: 'reset' };

/** First answer to a good hello. */
export interface Welcome {
  readonly version: number;
  readonly room: RoomInfo;
  readonly you: Peer;
  readonly rights: Rights;
  readonly clock: Clock;
  /** Last visible entry, and the last horizon. Folded up to here a replica is on the current picture. */
  readonly head: { readonly seq: number; readonly at: SimTime };
  /** Newest stored checkpoint: where a replica that has nothing starts. */
  readonly checkpoint: CheckpointRef;
  /** First entry that the sync of the log delivers to somebody who holds nothing; never after `checkpoint.seq + 1`. */
  readonly from: number;
  readonly people: readonly { readonly peer: Peer; readonly state: Presence }[];
}

/** What happens to a room besides its log. */
export type RoomEvent =
  | { readonly type: 'rights'; readonly rights: Rights }
  | { readonly type: 'checkpoint'; readonly checkpoint: CheckpointRef }
  | { readonly type: 'segment'; readonly segment: SegmentRef }
  | { readonly type: 'ended' };

/** What an instructor may ask for. Answered by `done` or `error` with the same `ref`. */
export type Control =
  /** Right to act: of one participant (null: as everybody), or of all, which clears what was said of single ones. */
  | { readonly op: 'drive'; readonly who: string | 'all'; readonly drive: boolean | null }
  | { readonly op: 'pause' }
  | { readonly op: 'run' }
  /** Lets a paused clock run on by `ns` simulated nanoseconds, or up to the next thing that is due. */
  | { readonly op: 'step'; readonly ns: number | 'due' }
  /** Simulated seconds a second, 1/16 to 16. */
  | { readonly op: 'speed'; readonly rate: number }
  | { readonly op: 'end' };

/** What a replica reports when its state hash differs from the authority's. */
export interface Divergence {
  readonly seq: number;
  readonly at: SimTime;
  readonly mine: string;
  readonly theirs: string;
  readonly behaviour: string;
}
