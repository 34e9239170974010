/** Presence in the octets of y-protocols/awareness.js, for plain y-websocket clients. */
import type { Peer, Presence, PresenceChange } from '@drydock/protocol';
import * as dec from 'lib0/decoding';
import * as enc from 'lib0/encoding';

/** What a plain client sees of somebody: the identity is the server's, whatever the person claims. */
const stateOf = (peer: Peer, state: Presence): string =>
  JSON.stringify({ ...state, user: { id: peer.participant, name: peer.name, role: peer.role } });

/**
 * Clocks of awareness states: a client takes a state only if its clock is higher than the last it saw. Clients are told
 * apart by the numbers of their connections.
 */
export class AwarenessClocks {
  readonly #clocks = new Map<number, number>();

  /** An update for `changes`; `shown` finds what somebody shows now. */
  encode(
    changes: readonly PresenceChange[],
    shown: (peer: number) => { peer: Peer; state: Presence } | undefined,
  ): Uint8Array {
    const numbers = changes.flatMap((change) => {
      if (change.type === 'reset') return [];
      return change.type === 'joined' ? change.peer.peer : change.peer;
    });
    return enc.encode((e) => {
      enc.writeVarUint(e, numbers.length);
      for (const number of numbers) {
        const clock = (this.#clocks.get(number) ?? 0) + 1;
        const now = shown(number);
        if (now) this.#clocks.set(number, clock);
        else this.#clocks.delete(number);
        enc.writeVarUint(e, number);
        enc.writeVarUint(e, clock);
        enc.writeVarString(e, now ? stateOf(now.peer, now.state) : 'null');
      }
    });
  }
}

/**
 * What a plain client shows of itself: the flat values of the first state in its update, without the identity it claims.
 * Null when the octets are no awareness update.
 */
export function readAwareness(update: Uint8Array): { readonly [key: string]: unknown } | null {
  try {
    const d = dec.createDecoder(update);
    if (dec.readVarUint(d) === 0) return {};
    dec.readVarUint(d);
    dec.readVarUint(d);
    const state: unknown = JSON.parse(dec.readVarString(d));
    if (typeof state !== 'object' || state === null) return {};
    const flat = Object.entries(state).filter(([key, value]) => {
      return key !== 'user' && (value === null || ['string', 'number', 'boolean'].includes(typeof value));
    });
    return Object.fromEntries(flat);
  } catch {
    return null;
  }
}
