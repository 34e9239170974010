import { LIMITS, type Peer, type Presence, type PresenceChange } from '@drydock/protocol';

/** Somebody connected, and what they show. */
export interface Shown {
  readonly peer: Peer;
  readonly state: Presence;
}

/**
 * Who is connected to a room and what they show, gathered: changes since the last `take` are merged, so that however
 * often somebody moves, the others hear of it once a beat and only of the keys that changed.
 */
export class PresenceBoard {
  readonly #people = new Map<number, Shown>();
  readonly #changes = new Map<number, PresenceChange>();

  get people(): readonly Shown[] {
    return [...this.#people.values()];
  }

  /** Somebody by the number of their connection. */
  person(number: number): Shown | undefined {
    return this.#people.get(number);
  }

  get changed(): boolean {
    return this.#changes.size > 0;
  }

  join(peer: Peer): void {
    this.#people.set(peer.peer, { peer, state: {} });
    this.#changes.set(peer.peer, { type: 'joined', peer, state: {} });
  }

  leave(number: number): void {
    if (!this.#people.delete(number)) return;
    if (this.#changes.get(number)?.type === 'joined') this.#changes.delete(number);
    else this.#changes.set(number, { type: 'left', peer: number });
  }

  /** Merges the given keys; null removes one. False, and nothing is changed, when it would become too much. */
  show(number: number, keys: Presence): boolean {
    const shown = this.#people.get(number);
    if (!shown) return false;
    const changed = Object.entries(keys).filter(([key, value]) => value !== (shown.state[key] ?? null));
    if (changed.length === 0) return true;
    const merged = Object.entries({ ...shown.state, ...keys }).filter(([, value]) => value !== null);
    const state = Object.fromEntries(merged);
    if (merged.length > LIMITS.presenceKeys || JSON.stringify(state).length > LIMITS.presenceBytes) return false;
    this.#people.set(number, { peer: shown.peer, state });
    const before = this.#changes.get(number);
    if (before?.type === 'joined') this.#changes.set(number, { ...before, state });
    else {
      const earlier = before?.type === 'changed' ? before.state : {};
      this.#changes.set(number, {
        type: 'changed',
        peer: number,
        state: { ...earlier, ...Object.fromEntries(changed) },
      });
    }
    return true;
  }

  /** The changes since the last time, and forgets them. */
  take(): PresenceChange[] {
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    return changes;
  }

  /** Everybody, as if they had just joined. */
  everybody(): PresenceChange[] {
    return this.people.map(({ peer, state }) => ({ type: 'joined', peer, state }));
  }
}
