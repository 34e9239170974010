import { type Input, LIMITS, proposalId, REFUSALS, type RefusalCode } from '@drydock/protocol';

/** A proposal was refused; `afterMs` above 0 says when it may be tried again. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: RefusalCode;
  readonly afterMs: number;

  constructor(code: RefusalCode, message: string = REFUSALS[code], afterMs = 0) {
    super(message);
    this.code = code;
    this.afterMs = afterMs;
  }
}

/** What became of a proposal: the entry that it is now. */
export interface Receipt {
  readonly seq: number;
}

/** A proposal as it now waits. */
export interface Added {
  readonly id: string;
  readonly input: Input;
  readonly receipt: Promise<Receipt>;
}

interface Item {
  readonly id: string;
  input: Input;
  /** Sent on the present connection. */
  sent: boolean;
  /** Sent at some time: what the id stands for can change no more. */
  fixed: boolean;
  readonly receipt: Promise<Receipt>;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: Refused) => void;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * One's own proposals until the log holds them, in the order they were made. They keep their ids over any number of
 * connections, so that each becomes exactly one entry however often it is sent.
 */
export class Outbox {
  readonly #random: () => number;
  readonly #items = new Map<string, Item>();
  #last: Item | null = null;

  constructor(random: () => number) {
    this.#random = random;
  }

  get size(): number {
    return this.#items.size;
  }

  /**
   * Adds a proposal made after entry `base`. Keys typed while nothing can be sent join the keys before them; then
   * the id is that of the earlier proposal, and `input` the keys of both.
   */
  add(base: number, input: Input): Added {
    const last = this.#last;
    const both = last && !last.fixed ? joined(last.input, input) : null;
    if (last && both) {
      last.input = both;
      return { id: last.id, input: both, receipt: last.receipt };
    }
    const id = proposalId(base, this.#nonce());
    let resolve: Item['resolve'] = () => {};
    let reject: Item['reject'] = () => {};
    const receipt = new Promise<Receipt>((good, bad) => {
      [resolve, reject] = [good, bad];
    });
    receipt.catch(() => {}); // a caller that does not care must not bring the process down
    this.#last = { id, input, sent: false, fixed: false, receipt, resolve, reject };
    this.#items.set(id, this.#last);
    return { id, input, receipt };
  }

  /** Sends what was not sent on this connection yet, oldest first. */
  flush(send: (id: string, input: Input) => void): void {
    for (const item of this.#items.values()) {
      if (item.sent) continue;
      item.sent = true;
      item.fixed = true;
      send(item.id, item.input);
    }
  }

  /** The connection is gone: all that is not confirmed has to be sent again. */
  lost(): void {
    for (const item of this.#items.values()) item.sent = false;
  }

  /** The log holds it. */
  confirm(id: string, seq: number): void {
    this.#take(id)?.resolve({ seq });
  }

  refuse(id: string, error: Refused): void {
    this.#take(id)?.reject(error);
  }

  refuseAll(error: Refused): void {
    for (const id of [...this.#items.keys()]) this.refuse(id, error);
  }

  #take(id: string): Item | undefined {
    const item = this.#items.get(id);
    this.#items.delete(id);
    if (item === this.#last) this.#last = null;
    return item;
  }

  #nonce(): string {
    let nonce = '';
    for (let i = 0; i < 12; i++) nonce += LETTERS[Math.floor(this.#random() * 64)];
    return nonce;
  }
}

/** Both as one input, when they are keys for the same terminal. */
function joined(last: Input, next: Input): Input | null {
  if (last.type !== 'tty.input' || next.type !== 'tty.input' || last.tty !== next.tty) return null;
  if (last.data.length + next.data.length > LIMITS.ttyBytes) return null;
  return { ...last, data: last.data + next.data };
}
