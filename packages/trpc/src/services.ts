import type { ParticipantRepository, RecordingRepository, RoomRecord, RoomRepository, Store } from '@drydock/db';
import type { AccessTokens } from './access-token.ts';
import { RateLimiter } from './rate.ts';

/** What only the authority over rooms can do; the procedures ask it. */
export interface Authority {
  /** Makes a room with a fresh host. */
  create(request: { readonly title: string; readonly instructorHash: string }): Promise<RoomRecord>;
  /** Makes a room that goes on from a moment of a recording; null when `hash` is not the authority's for it. */
  fork(request: ForkRequest): Promise<RoomRecord | null>;
  end(roomId: string): Promise<void>;
  /** Last visible entry and horizon of a room that is open, else null. */
  head(roomId: string): { readonly seq: number; readonly at: number } | null;
  /** People connected to a room. */
  present(roomId: string): number;
}

/** See Authority.fork. */
export interface ForkRequest {
  readonly parent: RoomRecord;
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
  readonly title: string;
  readonly instructorHash: string;
}

/** What the procedures are given, once for a server. */
export interface Services {
  readonly store: Pick<Store, 'log'> & {
    readonly rooms: RoomRepository;
    readonly participants: ParticipantRepository;
    readonly recordings: RecordingRepository;
  };
  readonly authority: Authority;
  readonly tokens: AccessTokens;
  readonly limits: Limits;
}

/** Rates by network address. A class of 300 may sit behind one. */
export interface Limits {
  readonly create: RateLimiter;
  readonly join: RateLimiter;
  /** Codes and tokens that lead nowhere. */
  readonly guess: RateLimiter;
}

/** The limits of a server. */
export function newLimits(): Limits {
  return {
    create: new RateLimiter({ perSecond: 0.5, burst: 60 }),
    join: new RateLimiter({ perSecond: 50, burst: 600 }),
    guess: new RateLimiter({ perSecond: 1, burst: 60 }),
  };
}

/** What a single request brings. */
export interface Context extends Services {
  readonly address: string;
}
