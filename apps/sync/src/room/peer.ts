import type { Role } from '@drydock/protocol';
import type { Wire } from './wire.ts';

/** A connection as its room sees it. */
export interface RoomPeer {
  readonly participant: string;
  readonly name: string;
  readonly role: Role;
  /** A plain y-websocket client: understands the messages 0 to 3 only. */
  readonly plain: boolean;
  /** Sends frames in order, in one write. Closes the connection when too much waits to be sent. */
  send(...frames: readonly Uint8Array[]): void;
  /** Sends frames that were made ready for many connections. */
  sendWire(wire: Wire): void;
  /** Sends frames that may be left out; false when too much is waiting already. */
  offer(wire: Wire): boolean;
  close(code: number, reason: string): void;
}

/** Somebody in a room. */
export interface Member {
  readonly peer: RoomPeer;
  readonly number: number;
  /** First entry the sync of the log gives to somebody who holds nothing. */
  from: number;
  /** Has been brought up to date, and now gets whatever becomes visible. */
  synced: boolean;
  /** Has missed presence, and must be told everything next time. */
  stale: boolean;
}
