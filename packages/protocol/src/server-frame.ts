/** Frames that the authority sends: how they are made, and how clients read them. Grammar in PROTOCOL.md. */
import * as dec from 'lib0/decoding';
import type { AnyEncodable } from 'lib0/encoding';
import * as enc from 'lib0/encoding';
import type { SimTime } from './engine-api.ts';
import { MalformedFrame, MESSAGE, SYNC } from './message.ts';
import { isRefusalCode, type RefusalCode } from './refusal.ts';
import type { Clock, Peer, Presence, PresenceChange, RoomEvent, Welcome } from './room.ts';

/** A proposal that is now an entry, on disk and sent to all. */
export interface Ack {
  readonly id: string;
  readonly seq: number;
}

/** A frame from the authority. */
export type ServerFrame =
  /** Octets for Yjs; `step2` answers a step 1, and says that the log is complete up to now. */
  | { readonly type: 'sync'; readonly step2: boolean; readonly update: Uint8Array }
  | { readonly type: 'welcome'; readonly welcome: Welcome }
  | { readonly type: 'ack'; readonly acks: readonly Ack[] }
  | {
      readonly type: 'refuse';
      readonly id: string;
      readonly code: RefusalCode;
      readonly message: string;
      readonly afterMs: number;
    }
  /** No entry will come with a time before `at`; all entries up to `seq` have been sent. */
  | { readonly type: 'horizon'; readonly at: SimTime; readonly seq: number }
  /** State hash of the world after entry `seq`, advanced to `at`. */
  | { readonly type: 'hash'; readonly seq: number; readonly at: SimTime; readonly hash: string }
  | { readonly type: 'clock'; readonly clock: Clock }
  | { readonly type: 'presence'; readonly changes: readonly PresenceChange[] }
  | { readonly type: 'event'; readonly event: RoomEvent }
  | { readonly type: 'done'; readonly ref: number }
  | { readonly type: 'error'; readonly code: RefusalCode; readonly message: string; readonly ref: number | null }
  | { readonly type: 'pong'; readonly nonce: number }
  /** A message of y-websocket that is not ours to read (awareness, auth), or one of a later version. */
  | { readonly type: 'other'; readonly number: number };

function frame(type: number, write: (encoder: enc.Encoder) => void): Uint8Array {
  return enc.encode((encoder) => {
    enc.writeVarUint(encoder, type);
    write(encoder);
  });
}

const json = (type: number, value: unknown): Uint8Array =>
  frame(type, (e) => enc.writeVarString(e, JSON.stringify(value)));

/** A Yjs update of the log: `step2` for the answer to a step 1, else live. */
export function syncFrame(update: Uint8Array, step2: boolean): Uint8Array {
  return frame(MESSAGE.sync, (e) => {
    enc.writeVarUint(e, step2 ? SYNC.step2 : SYNC.update);
    enc.writeVarUint8Array(e, update);
  });
}

/** An awareness update in the octets of y-protocols, for plain y-websocket clients. */
export function awarenessFrame(update: Uint8Array): Uint8Array {
  return frame(MESSAGE.awareness, (e) => enc.writeVarUint8Array(e, update));
}

/** Tells a plain y-websocket client why it is about to be closed (y-protocols/auth.js). */
export function deniedFrame(reason: string): Uint8Array {
  return frame(MESSAGE.auth, (e) => {
    enc.writeVarUint(e, 0);
    enc.writeVarString(e, reason);
  });
}

/** The answer to a hello. */
export function welcomeFrame(welcome: Welcome): Uint8Array {
  return json(MESSAGE.welcome, welcome);
}

/** Confirms proposals; sent after the entries themselves. */
export function ackFrame(acks: readonly Ack[]): Uint8Array {
  return frame(MESSAGE.ack, (e) => {
    enc.writeVarUint(e, acks.length);
    for (const ack of acks) {
      enc.writeVarString(e, ack.id);
      enc.writeVarUint(e, ack.seq);
    }
  });
}

/** Refuses a proposal. `afterMs` above 0: it may be tried again then. */
export function refuseFrame(id: string, code: RefusalCode, message: string, afterMs = 0): Uint8Array {
  return frame(MESSAGE.refuse, (e) => {
    enc.writeVarString(e, id);
    enc.writeVarString(e, code);
    enc.writeVarString(e, message);
    enc.writeVarUint(e, afterMs);
  });
}

/** Lets replicas advance to `at`. */
export function horizonFrame(at: SimTime, seq: number): Uint8Array {
  return frame(MESSAGE.horizon, (e) => {
    enc.writeVarUint(e, at);
    enc.writeVarUint(e, seq);
  });
}

/** Publishes the authority's state hash. */
export function hashFrame(seq: number, at: SimTime, hash: string): Uint8Array {
  return frame(MESSAGE.hash, (e) => {
    enc.writeVarUint(e, seq);
    enc.writeVarUint(e, at);
    enc.writeVarString(e, hash);
  });
}

/** The state of the room's clock. */
export function clockFrame(clock: Clock): Uint8Array {
  return json(MESSAGE.clock, clock);
}

/** A change of the room besides its log. */
export function eventFrame(event: RoomEvent): Uint8Array {
  return json(MESSAGE.event, event);
}

/** A control was carried out. */
export function doneFrame(ref: number): Uint8Array {
  return frame(MESSAGE.done, (e) => enc.writeVarUint(e, ref));
}

/** Something was refused that is no proposal. `ref` is that of a control, or null. */
export function errorFrame(code: RefusalCode, message: string, ref: number | null = null): Uint8Array {
  return frame(MESSAGE.error, (e) => {
    enc.writeVarString(e, code);
    enc.writeVarString(e, message);
    enc.writeVarUint(e, ref === null ? 0 : ref + 1);
  });
}

/** Answers a ping. */
export function pongFrame(nonce: number): Uint8Array {
  return frame(MESSAGE.pong, (e) => enc.writeVarUint(e, nonce));
}

/** Changes of presence, gathered. Kinds: 0 left, 1 joined, 2 changed, 3 reset. */
export function presenceBatchFrame(changes: readonly PresenceChange[]): Uint8Array {
  return frame(MESSAGE.presence, (e) => {
    enc.writeVarUint(e, changes.length);
    for (const change of changes) {
      if (change.type === 'reset') {
        enc.writeVarUint(e, 3);
      } else if (change.type === 'left') {
        enc.writeVarUint(e, 0);
        enc.writeVarUint(e, change.peer);
      } else if (change.type === 'changed') {
        enc.writeVarUint(e, 2);
        enc.writeVarUint(e, change.peer);
        enc.writeAny(e, change.state as AnyEncodable);
      } else {
        const { peer, participant, name, role } = change.peer;
        enc.writeVarUint(e, 1);
        enc.writeVarUint(e, peer);
        enc.writeVarString(e, participant);
        enc.writeVarString(e, name);
        enc.writeVarUint(e, role === 'instructor' ? 1 : 0);
        enc.writeAny(e, change.state as AnyEncodable);
      }
    }
  });
}

function readPresenceChange(d: dec.Decoder): PresenceChange {
  const kind = dec.readVarUint(d);
  if (kind === 3) return { type: 'reset' };
  const peer = dec.readVarUint(d);
  if (kind === 0) return { type: 'left', peer };
  if (kind === 2) return { type: 'changed', peer, state: dec.readAny(d) as Presence };
  if (kind !== 1) throw new MalformedFrame(`presence change ${kind}`);
  const participant = dec.readVarString(d);
  const name = dec.readVarString(d);
  const role = dec.readVarUint(d) === 1 ? 'instructor' : 'student';
  const joined: Peer = { peer, participant, name, role };
  return { type: 'joined', peer: joined, state: dec.readAny(d) as Presence };
}

function readList<T>(d: dec.Decoder, read: (d: dec.Decoder) => T): T[] {
  const count = dec.readVarUint(d);
  const list: T[] = [];
  for (let i = 0; i < count; i++) list.push(read(d));
  return list;
}

const readCode = (d: dec.Decoder): RefusalCode => {
  const code = dec.readVarString(d);
  return isRefusalCode(code) ? code : 'internal';
};

function readRoomMessage(d: dec.Decoder, type: number): ServerFrame {
  switch (type) {
    case MESSAGE.welcome:
      return { type: 'welcome', welcome: JSON.parse(dec.readVarString(d)) as Welcome };
    case MESSAGE.clock:
      return { type: 'clock', clock: JSON.parse(dec.readVarString(d)) as Clock };
    case MESSAGE.presence:
      return { type: 'presence', changes: readList(d, readPresenceChange) };
    case MESSAGE.event:
      return { type: 'event', event: JSON.parse(dec.readVarString(d)) as RoomEvent };
    case MESSAGE.done:
      return { type: 'done', ref: dec.readVarUint(d) };
    case MESSAGE.error: {
      const code = readCode(d);
      const message = dec.readVarString(d);
      const ref = dec.readVarUint(d);
      return { type: 'error', code, message, ref: ref === 0 ? null : ref - 1 };
    }
    case MESSAGE.pong:
      return { type: 'pong', nonce: dec.readVarUint(d) };
    default:
      return { type: 'other', number: type };
  }
}

/** Reads one frame of the authority. Throws MalformedFrame. */
export function readServerFrame(octets: Uint8Array): ServerFrame {
  try {
    return readMessage(dec.createDecoder(octets));
  } catch (error) {
    if (error instanceof MalformedFrame) throw error;
    throw new MalformedFrame(error instanceof Error ? error.message : 'unreadable');
  }
}

function readMessage(d: dec.Decoder): ServerFrame {
  const type = dec.readVarUint(d);
  switch (type) {
    case MESSAGE.sync: {
      const step = dec.readVarUint(d);
      const update = dec.readVarUint8Array(d);
      return step === SYNC.step1
        ? { type: 'other', number: type }
        : { type: 'sync', step2: step === SYNC.step2, update };
    }
    case MESSAGE.horizon:
      return { type: 'horizon', at: dec.readVarUint(d), seq: dec.readVarUint(d) };
    case MESSAGE.hash:
      return { type: 'hash', seq: dec.readVarUint(d), at: dec.readVarUint(d), hash: dec.readVarString(d) };
    case MESSAGE.ack:
      return { type: 'ack', acks: readList(d, () => ({ id: dec.readVarString(d), seq: dec.readVarUint(d) })) };
    case MESSAGE.refuse: {
      const id = dec.readVarString(d);
      return { type: 'refuse', id, code: readCode(d), message: dec.readVarString(d), afterMs: dec.readVarUint(d) };
    }
    default:
      return readRoomMessage(d, type);
  }
}
