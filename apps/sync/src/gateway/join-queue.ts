/** Real time spent on joins in one go, and the pause after it for everything else. */
const WORK_MS = 4;
const PAUSE_MS = 8;

/**
 * Joins wait in line: however many come back at once, they take at most a third of the server's time, and what is live
 * goes first.
 */
export class JoinQueue {
  readonly #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;

  get length(): number {
    return this.#waiting.length;
  }

  /** Runs `join` when it is its turn: soon when nobody is waiting. */
  add(join: () => void): void {
    this.#waiting.push(join);
    this.#timer ??= setTimeout(() => this.#work(), 0);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #work(): void {
    const until = performance.now() + WORK_MS;
    while (this.#waiting.length > 0 && performance.now() < until) this.#waiting.shift()?.();
    this.#timer = this.#waiting.length > 0 ? setTimeout(() => this.#work(), PAUSE_MS) : null;
  }
}
