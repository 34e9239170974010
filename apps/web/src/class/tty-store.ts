import type { TtyListener, TtySource } from '@drydock/terminal';
import type { TtyChange } from '../worker/messages.ts';

/** Bytes kept of a terminal's output, and what it is cut back to. */
const MOST = 256 * 1024;
const KEPT = 128 * 1024;

/** A terminal as its tab shows it. */
export interface TtyInfo {
  readonly tty: string;
  readonly rows: number;
  readonly cols: number;
  /** Exit code of its session, null while it is open. */
  readonly code: number | null;
}

/** One terminal's output, kept for screens that are opened later. */
export class Tty implements TtySource {
  rows: number;
  cols: number;
  code: number | null = null;
  #past = '';
  readonly #listeners = new Set<TtyListener>();

  constructor(rows: number, cols: number) {
    this.rows = rows;
    this.cols = cols;
  }

  past(): string {
    return this.#past;
  }

  follow(listener: TtyListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins anew with `past`, as another moment shows it. */
  restart(rows: number, cols: number, past: string, code: number | null): void {
    this.rows = rows;
    this.cols = cols;
    this.code = code;
    this.#past = past;
    for (const listener of this.#listeners) listener.reset();
  }

  write(bytes: string): void {
    this.#past += bytes;
    if (this.#past.length > MOST) {
      const least = this.#past.length - KEPT;
      const line = this.#past.indexOf('\n', least);
      this.#past = this.#past.slice(line < 0 ? least : line + 1);
    }
    for (const listener of this.#listeners) listener.write(bytes);
  }

  resize(rows: number, cols: number): void {
    this.rows = rows;
    this.cols = cols;
    for (const listener of this.#listeners) listener.resize(rows, cols);
  }
}

/** All terminals of a room, in the order they were opened. */
export class TtyStore {
  readonly #ttys = new Map<string, Tty>();

  get(tty: string): Tty | undefined {
    return this.#ttys.get(tty);
  }

  list(): readonly TtyInfo[] {
    return [...this.#ttys].map(([tty, { rows, cols, code }]) => ({ tty, rows, cols, code }));
  }

  /** True when tabs are to be drawn anew, not only output. */
  apply(changes: readonly TtyChange[]): boolean {
    let changed = false;
    for (const change of changes) changed = this.#apply(change) || changed;
    return changed;
  }

  #apply(change: TtyChange): boolean {
    switch (change.type) {
      case 'output':
        this.#ttys.get(change.tty)?.write(change.data);
        return false;
      case 'all':
        this.#all(change.screens);
        return true;
      case 'opened':
        this.#open(change.tty, change.rows, change.cols, '', null);
        return true;
      case 'resized':
        this.#ttys.get(change.tty)?.resize(change.rows, change.cols);
        return true;
      default: {
        const tty = this.#ttys.get(change.tty);
        if (tty) tty.code = change.code;
        return true;
      }
    }
  }

  #all(screens: Extract<TtyChange, { type: 'all' }>['screens']): void {
    const before = new Map(this.#ttys);
    this.#ttys.clear();
    for (const { tty, rows, cols, data, code } of screens) {
      const known = before.get(tty);
      if (known) this.#ttys.set(tty, known);
      this.#open(tty, rows, cols, data, code);
    }
  }

  #open(name: string, rows: number, cols: number, past: string, code: number | null): void {
    const tty = this.#ttys.get(name) ?? new Tty(rows, cols);
    this.#ttys.set(name, tty);
    tty.restart(rows, cols, past, code);
  }
}
