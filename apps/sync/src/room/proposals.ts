import { baseOf, type LogEntry } from '@drydock/protocol';

/** What is known of a proposal's id. */
export type Known =
  | { readonly type: 'new' }
  | { readonly type: 'entry'; readonly seq: number }
  /** Made so long ago that only the store knows. */
  | { readonly type: 'ask-store' }
  /** It claims to have been made after an entry that does not exist. */
  | { readonly type: 'impossible' };

/** How proposals are told apart: ids are unique for each person. */
export const keyOf = (actor: string, id: string): string => `${actor}/${id}`;

/**
 * Which proposals have become entries, so that one sent twice becomes one. Entries of the last segments are remembered
 * here; a proposal's id says after which entry it was made, so anything newer than these is known for certain.
 */
export class Proposals {
  readonly #entries = new Map<string, number>();
  #from: number;
  #head: number;

  /** Remembers entries after `base`. */
  constructor(base: number) {
    this.#from = base;
    this.#head = base;
  }

  look(actor: string, id: string): Known {
    const base = baseOf(id);
    if (base === null || base > this.#head) return { type: 'impossible' };
    const seq = this.#entries.get(keyOf(actor, id));
    if (seq !== undefined) return { type: 'entry', seq };
    return base < this.#from ? { type: 'ask-store' } : { type: 'new' };
  }

  /** It is an entry now. Entries must come in order. */
  note({ actor, id, seq }: LogEntry): void {
    this.#entries.set(keyOf(actor, id), seq);
    this.#head = seq;
  }

  /** Forgets entries up to `seq`. */
  forget(seq: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry > seq) break;
      this.#entries.delete(key);
    }
    this.#from = Math.max(this.#from, seq);
  }
}
