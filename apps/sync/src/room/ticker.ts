import type { SimTime } from '@drydock/protocol';
import type { Frontier } from '../fold/message.ts';
import type { RoomClock } from './clock.ts';

/** Real time by which the fold may be behind the clock before the clock is held. */
const LAG_MS = 150;
/** The clock counts as busy until the fold has kept up for this long. */
const CALM_MS = 1000;
/** Time passes at least this often while the clock runs, whatever is due. */
const IDLE_MS = 1000;

/** What a ticker needs of its room. */
export interface TickerPorts {
  readonly clock: RoomClock;
  /** Milliseconds, never going back. */
  now(): number;
  /** Asks the fold to let time pass. */
  advance(to: SimTime): void;
  /** Milliseconds between reports of time: more for many people. */
  intervalMs(): number;
  /** The clock was held back, or runs freely again. */
  clockChanged(): void;
}

/** Lets a room's time pass: as often as something is due, as far as the clock says and no faster than the fold can. */
export class Ticker {
  readonly #ports: TickerPorts;
  #timer: NodeJS.Timeout | null = null;
  #tickAt = 0;
  #outstanding = false;
  #nextDue: SimTime | null = null;
  #behindAt = 0;

  constructor(ports: TickerPorts) {
    this.#ports = ports;
  }

  /** When the world would next do something by itself, as last reported. */
  get nextDue(): SimTime | null {
    return this.#nextDue;
  }

  /** The clock was changed, or people came: begins to tick, or stops when the clock stands. */
  wake(): void {
    const { clock, intervalMs, now } = this.#ports;
    if (!clock.running) return this.stop();
    const dueMs = this.#nextDue === null ? IDLE_MS : (this.#nextDue - clock.at) / 1e6 / clock.rate;
    const ms = Math.max(intervalMs(), Math.min(IDLE_MS, dueMs));
    if (this.#timer && this.#tickAt <= now() + ms) return; // never put off: entries may come without a pause
    this.stop();
    this.#tickAt = now() + ms;
    this.#timer = setTimeout(() => this.#tick(), ms);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** The fold starts anew: what was asked of the old one will not come. */
  restart(): void {
    this.#outstanding = false;
    this.wake();
  }

  /** The fold has come so far; `done`: as far as time was asked to pass. */
  reached(frontier: Frontier, done: boolean): void {
    this.#nextDue = frontier.nextDue;
    if (done) this.#outstanding = false;
    this.#compare(frontier.at);
    this.wake();
  }

  #tick(): void {
    const { clock, advance } = this.#ports;
    this.#timer = null;
    if (!clock.running) return;
    if (!this.#outstanding) {
      this.#outstanding = true;
      advance(clock.at);
    }
    this.wake();
  }

  /** Holds the clock when the fold is too far behind. */
  #compare(at: SimTime): void {
    const { clock, now, clockChanged } = this.#ports;
    if (!clock.running) return;
    const lagMs = (clock.at - at) / 1e6 / clock.rate;
    if (lagMs > LAG_MS) {
      clock.setAt(at);
      this.#behindAt = now();
      if (!clock.busy) {
        clock.busy = true;
        clockChanged();
      }
    } else if (clock.busy && now() - this.#behindAt > CALM_MS) {
      clock.busy = false;
      clockChanged();
    }
  }
}
