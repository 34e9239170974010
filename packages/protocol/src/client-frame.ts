/** Frames that clients send: how they are made, and how the authority reads them. Grammar in PROTOCOL.md. */
import * as dec from 'lib0/decoding';
import type { AnyEncodable } from 'lib0/encoding';
import * as enc from 'lib0/encoding';
import type { Input } from './engine-api.ts';
import { MalformedFrame, MESSAGE, SYNC } from './message.ts';
import type { Control, Divergence, Presence } from './room.ts';

/** What `hello` says: which version, who (unless the token came as a subprotocol), and what is already folded. */
export interface Hello {
  readonly version: number;
  readonly token?: string;
  /** Last entry this client has folded, 0 for none. */
  readonly have: number;
}

/** A frame from a client, read but not yet validated: `unknown` parts go through the schemas first. */
export type ClientFrame =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  /** A step 2 or an update: a client's attempt to write the log, which is dropped whole. */
  | { readonly type: 'write' }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'query-awareness' }
  | { readonly type: 'hello'; readonly hello: unknown }
  | { readonly type: 'propose'; readonly id: string; readonly input: unknown }
  | { readonly type: 'presence'; readonly state: unknown }
  | { readonly type: 'control'; readonly ref: number; readonly control: unknown }
  | { readonly type: 'diverged'; readonly divergence: unknown }
  | { readonly type: 'ping'; readonly nonce: number };

function frame(type: number, write: (encoder: enc.Encoder) => void): Uint8Array {
  return enc.encode((encoder) => {
    enc.writeVarUint(encoder, type);
    write(encoder);
  });
}

/** Asks for what the state vector lacks (y-protocols sync step 1). */
export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return frame(MESSAGE.sync, (e) => {
    enc.writeVarUint(e, SYNC.step1);
    enc.writeVarUint8Array(e, stateVector);
  });
}

/** Says who one is. The first frame of every client but a plain y-websocket one. */
export function helloFrame(hello: Hello): Uint8Array {
  return frame(MESSAGE.hello, (e) => enc.writeVarString(e, JSON.stringify(hello)));
}

/** Proposes `input` under an id of the proposer's choice (proposal-id.ts). */
export function proposeFrame(id: string, input: Input): Uint8Array {
  return frame(MESSAGE.propose, (e) => {
    enc.writeVarString(e, id);
    enc.writeAny(e, input as unknown as AnyEncodable);
  });
}

/** Shows the given keys of one's presence; null removes a key, others stay. */
export function presenceFrame(state: Presence): Uint8Array {
  return frame(MESSAGE.presence, (e) => enc.writeVarString(e, JSON.stringify(state)));
}

/** Asks for something only an instructor may; `ref` comes back with the answer. */
export function controlFrame(ref: number, control: Control): Uint8Array {
  return frame(MESSAGE.control, (e) => {
    enc.writeVarUint(e, ref);
    enc.writeVarString(e, JSON.stringify(control));
  });
}

/** Reports that one's state hash differs from the authority's. */
export function divergedFrame(divergence: Divergence): Uint8Array {
  return frame(MESSAGE.diverged, (e) => enc.writeVarString(e, JSON.stringify(divergence)));
}

/** Asks for a sign of life; answered at once by a pong with the same number. */
export function pingFrame(nonce: number): Uint8Array {
  return frame(MESSAGE.ping, (e) => enc.writeVarUint(e, nonce));
}

function readSync(d: dec.Decoder): ClientFrame {
  const step = dec.readVarUint(d);
  const payload = dec.readVarUint8Array(d);
  if (step === SYNC.step1) return { type: 'step1', stateVector: payload };
  if (step === SYNC.step2 || step === SYNC.update) return { type: 'write' };
  throw new MalformedFrame(`sync step ${step}`);
}

function readMessage(d: dec.Decoder): ClientFrame {
  const type = dec.readVarUint(d);
  switch (type) {
    case MESSAGE.sync:
      return readSync(d);
    case MESSAGE.awareness:
      return { type: 'awareness', update: dec.readVarUint8Array(d) };
    case MESSAGE.queryAwareness:
      return { type: 'query-awareness' };
    case MESSAGE.hello:
      return { type: 'hello', hello: JSON.parse(dec.readVarString(d)) };
    case MESSAGE.propose:
      return { type: 'propose', id: dec.readVarString(d), input: dec.readAny(d) };
    case MESSAGE.presence:
      return { type: 'presence', state: JSON.parse(dec.readVarString(d)) };
    case MESSAGE.control:
      return { type: 'control', ref: dec.readVarUint(d), control: JSON.parse(dec.readVarString(d)) };
    case MESSAGE.diverged:
      return { type: 'diverged', divergence: JSON.parse(dec.readVarString(d)) };
    case MESSAGE.ping:
      return { type: 'ping', nonce: dec.readVarUint(d) };
    default:
      throw new MalformedFrame(`message ${type} is not for clients to send`);
  }
}

/** Reads one frame of a client. Throws MalformedFrame for anything else, whatever the octets. */
export function readClientFrame(octets: Uint8Array): ClientFrame {
  const d = dec.createDecoder(octets);
  let message: ClientFrame;
  try {
    message = readMessage(d);
  } catch (error) {
    if (error instanceof MalformedFrame) throw error;
    throw new MalformedFrame(error instanceof Error ? error.message : 'unreadable');
  }
  if (dec.hasContent(d)) throw new MalformedFrame('octets after the end of the message');
  return message;
}
