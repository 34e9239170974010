/**
 * Numbers of the messages. 0 to 3 are those of y-websocket, with its payloads; ours begin at 100. A receiver ignores
 * numbers it does not know from the server, and refuses those it does not know from a client.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  hello: 100,
  welcome: 101,
  propose: 102,
  ack: 103,
  refuse: 104,
  horizon: 105,
  hash: 106,
  diverged: 107,
  clock: 108,
  presence: 109,
  control: 110,
  event: 111,
  done: 112,
  error: 113,
  ping: 114,
  pong: 115,
} as const;

/** Kinds of sync messages (y-protocols/sync.js). */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** The frame is not one of the protocol: it ends too early, goes on too long, or says nonsense. */
export class MalformedFrame extends Error {
  override name = 'MalformedFrame';
}
