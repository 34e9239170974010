/**
 * A participant's end of a room: connects, comes back after any break, keeps unsent proposals, folds the log, and says
 * "live" only when the picture is the current one. Lives where the engine is folded: in a Web Worker, or in Node.
 */
import { YjsLog } from '@drydock/log';
import {
  afterClose,
  CLOSE,
  type Clock,
  type Control,
  controlFrame,
  type Divergence,
  divergedFrame,
  type EngineBuild,
  helloFrame,
  type Input,
  LIMITS,
  type LogEntry,
  type Output,
  PROTOCOL_VERSION,
  type Presence,
  type PresenceChange,
  pingFrame,
  presenceFrame,
  proposeFrame,
  type RoomEvent,
  readServerFrame,
  type ServerFrame,
  step1Frame,
  type Welcome,
} from '@drydock/protocol';
import { decodeCheckpoint } from '../checkpoint-file.ts';
import type { Moment } from '../moment.ts';
import type { Replica } from '../replica.ts';
import { Backoff } from './backoff.ts';
import { Feed } from './feed.ts';
import { Outbox, type Receipt, Refused } from './outbox.ts';
import type { Ports, Socket } from './ports.ts';

/** How a client stands. Only `live` means that the picture is the current one and that proposals are being sent. */
export type ClientStatus =
  | { readonly state: 'connecting' }
  | { readonly state: 'loading' }
  | { readonly state: 'live' }
  /** The next attempt follows after `ms`. */
  | { readonly state: 'waiting'; readonly ms: number; readonly code: number | undefined; readonly reason: string }
  /** For good: `code` of CLOSE, undefined when the client was stopped here. */
  | { readonly state: 'closed'; readonly code: number | undefined; readonly reason: string };

/** What a client tells. Each is called after the client's own state has changed. */
export interface RoomListener<W> {
  status?(status: ClientStatus): void;
  /** Connected: who is here, what the clock says. Comes again after each break. */
  welcome?(welcome: Welcome): void;
  /** The replica starts anew: terminals and pictures are to be drawn from this moment. */
  started?(moment: Moment<W>): void;
  /** The replica has moved on, by an entry or (null) by time. */
  folded?(outputs: readonly Output[], entry: LogEntry | null): void;
  clock?(clock: Clock): void;
  presence?(changes: readonly PresenceChange[]): void;
  event?(event: RoomEvent): void;
  diverged?(divergence: Divergence): void;
  /** Milliseconds from a ping to its pong. */
  latency?(ms: number): void;
}

const PING_MS = 10_000;
const DEAD_MS = 30_000;

/** See the top of the file. All methods return at once; nothing is called back before they do. */
export class RoomClient<W = unknown, C = unknown> {
  readonly #build: EngineBuild<W, C>;
  readonly #ports: Ports;
  readonly #listener: RoomListener<W>;
  readonly #feed: Feed<W, C>;
  readonly #outbox: Outbox;
  readonly #backoff: Backoff;
  readonly #controls = new Map<number, { resolve: () => void; reject: (error: Refused) => void }>();
  #status: ClientStatus = { state: 'closed', code: undefined, reason: 'not started' };
  #socket: Socket | null = null;
  #log: YjsLog | null = null;
  #welcome: Welcome | null = null;
  #synced = false;
  #heardAt = 0;
  #pingAt = 0;
  #refs = 0;
  #presence: Presence = {};
  #cancelTimer: () => void = () => {};

  constructor(build: EngineBuild<W, C>, ports: Ports, listener: RoomListener<W>) {
    this.#build = build;
    this.#ports = ports;
    this.#listener = listener;
    this.#outbox = new Outbox(ports.random);
    this.#backoff = new Backoff(ports.random);
    this.#feed = new Feed(build, {
      folded: (outputs, entry) => {
        if (entry) this.#outbox.confirm(entry.id, entry.seq);
        listener.folded?.(outputs, entry);
      },
      diverged: (divergence) => this.#diverged(divergence),
    });
  }

  get status(): ClientStatus {
    return this.#status;
  }

  /** The last welcome, null before the first. */
  get welcome(): Welcome | null {
    return this.#welcome;
  }

  /** Null until the first moment is loaded. */
  get replica(): Replica<W, C> | null {
    return this.#feed.replica;
  }

  /** Proposals that the log does not hold yet. */
  get unconfirmed(): number {
    return this.#outbox.size;
  }

  /** Connects, and keeps connecting until `stop`. */
  start(): void {
    if (this.#status.state !== 'closed') return;
    void this.#connect(false);
  }

  /** Leaves for good. What is not confirmed is refused with `ended`. */
  stop(): void {
    this.#cancelTimer();
    this.#hangUp(1000, '');
    this.#outbox.refuseAll(new Refused('ended', 'The client was stopped.'));
    this.#say({ state: 'closed', code: undefined, reason: 'stopped' });
  }

  /**
   * Proposes an input. The receipt resolves once it is an entry, durable and folded by all, however often the
   * connection breaks meanwhile; it rejects with Refused.
   */
  propose(input: Input): Promise<Receipt> {
    const replica = this.replica;
    const added = this.#outbox.add(replica?.confirmed.seq ?? this.#welcome?.head.seq ?? 0, input);
    replica?.drop(added.id);
    replica?.propose({ id: added.id, actor: this.#welcome?.you.participant ?? '', input: added.input });
    if (this.#status.state === 'live') this.#flush();
    return added.receipt;
  }

  /** Shows something of oneself to the others; null removes a key. Remembered over breaks. */
  show(state: Presence): void {
    this.#presence = { ...this.#presence, ...state };
    this.#send(presenceFrame(state));
  }

  /** Asks for something an instructor may. Rejects with Refused, also when the connection breaks meanwhile. */
  control(control: Control): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.#socket || !this.#welcome) return reject(new Refused('internal', 'There is no connection.'));
      const ref = ++this.#refs;
      this.#controls.set(ref, { resolve, reject });
      this.#send(controlFrame(ref, control));
    });
  }

  async #connect(fresh: boolean): Promise<void> {
    this.#say({ state: 'connecting' });
    let token: string;
    try {
      token = await this.#ports.token(fresh);
    } catch (error) {
      if (this.#status.state === 'connecting') this.#retry(undefined, error instanceof Error ? error.message : '');
      return;
    }
    if (this.#status.state !== 'connecting') return;
    const socket = this.#ports.connect();
    this.#socket = socket;
    this.#synced = false;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#heardAt = this.#ports.now();
      this.#say({ state: 'loading' });
      this.#send(helloFrame({ version: PROTOCOL_VERSION, token, have: this.replica?.confirmed.seq ?? 0 }));
      this.#send(step1Frame(this.#log?.stateVector() ?? new Uint8Array([0])));
      if (Object.keys(this.#presence).length > 0) this.#send(presenceFrame(this.#presence));
      this.#beat();
    };
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket) return;
      this.#heardAt = this.#ports.now();
      this.#guarded(() => this.#take(readServerFrame(new Uint8Array(data as ArrayBuffer))));
    };
    socket.onerror = () => {};
    socket.onclose = ({ code, reason }) => {
      if (this.#socket !== socket) return;
      if (code === CLOSE.ended) for (const { resolve } of this.#controls.values()) resolve(); // what was asked for
      this.#hangUp(1000, '');
      const next = afterClose(code, reason);
      if (next.retry) return this.#retry(code, reason, next.afterMs, next.freshToken);
      this.#outbox.refuseAll(new Refused(code === CLOSE.ended ? 'ended' : 'unauthorized', reason));
      this.#say({ state: 'closed', code, reason });
    };
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        return this.#welcomed(frame.welcome);
      case 'sync':
        this.#log?.receive(frame.update);
        if (frame.step2) this.#synced = true;
        return this.#maybeLive();
      case 'horizon':
        this.#feed.take(frame);
        return this.#maybeLive();
      case 'hash':
        return this.#feed.take(frame);
      case 'ack':
        return frame.acks.forEach(({ id, seq }) => void this.#outbox.confirm(id, seq));
      case 'refuse':
        this.replica?.drop(frame.id);
        return this.#outbox.refuse(frame.id, new Refused(frame.code, frame.message, frame.afterMs));
      default:
        return this.#takeRoom(frame);
    }
  }

  #takeRoom(frame: ServerFrame): void {
    switch (frame.type) {
      case 'clock':
        return this.#listener.clock?.(frame.clock);
      case 'presence':
        return this.#listener.presence?.(frame.changes);
      case 'event':
        return this.#listener.event?.(frame.event);
      case 'done':
        this.#controls.get(frame.ref)?.resolve();
        return void this.#controls.delete(frame.ref);
      case 'error':
        if (frame.ref === null) return;
        this.#controls.get(frame.ref)?.reject(new Refused(frame.code, frame.message));
        return void this.#controls.delete(frame.ref);
      case 'pong':
        return this.#listener.latency?.(this.#ports.now() - this.#pingAt);
    }
  }

  /** Goes on where the last connection ended if the log reaches back that far, else starts from the checkpoint. */
  #welcomed(welcome: Welcome): void {
    const resumes = this.#log !== null && this.replica !== null && this.#log.head + 1 >= welcome.from;
    this.#welcome = welcome;
    this.#listener.welcome?.(welcome);
    if (resumes) return;
    this.#log?.destroy();
    this.#log = new YjsLog({ base: welcome.room.base.seq, size: LIMITS.segmentEntries, from: welcome.from });
    this.#log.subscribe((entries) => {
      for (const entry of entries) this.#feed.take({ type: 'entry', entry });
      this.#log?.release(entries.at(-1)?.seq ?? 0);
    });
    this.#feed.reset();
    void this.#load(this.#log, welcome.checkpoint.digest);
  }

  async #load(log: YjsLog, digest: string): Promise<void> {
    try {
      const moment = decodeCheckpoint(this.#build, await this.#ports.blob(digest));
      if (this.#log !== log) return;
      this.#listener.started?.(moment);
      this.#guarded(() => {
        this.#feed.start(moment);
        this.#maybeLive();
      });
    } catch (error) {
      if (this.#log === log)
        this.#startOver(error instanceof Error ? error.message : 'the checkpoint cannot be loaded');
    }
  }

  #maybeLive(): void {
    const head = this.#welcome?.head;
    const confirmed = this.replica?.confirmed;
    if (this.#status.state !== 'loading' || !this.#synced || !head || !confirmed) return;
    if (confirmed.seq < head.seq || confirmed.at < head.at) return;
    this.#backoff.reset();
    this.#say({ state: 'live' });
    this.#flush();
  }

  #flush(): void {
    this.#outbox.flush((id, input) => this.#send(proposeFrame(id, input)));
  }

  /** Runs what folds; a throw means that the copy can no longer be trusted. */
  #guarded(fold: () => void): void {
    try {
      fold();
    } catch (error) {
      this.#startOver(error instanceof Error ? error.message : String(error));
    }
  }

  #diverged(divergence: Divergence): void {
    this.#send(divergedFrame(divergence));
    this.#listener.diverged?.(divergence);
    this.#startOver('the state differs from the room');
  }

  /** Drops the copy and comes back for the newest checkpoint. */
  #startOver(reason: string): void {
    this.#log?.destroy();
    this.#log = null;
    this.#feed.reset();
    if (!this.#socket) return;
    this.#hangUp(4000, '');
    this.#retry(undefined, reason);
  }

  #beat(): void {
    this.#cancelTimer = this.#ports.timer(PING_MS, () => {
      if (!this.#socket) return;
      if (this.#ports.now() - this.#heardAt > DEAD_MS) {
        this.#hangUp(4000, '');
        return this.#retry(undefined, 'the connection went silent');
      }
      this.#pingAt = this.#ports.now();
      this.#send(pingFrame(++this.#refs));
      this.#beat();
    });
  }

  #retry(code: number | undefined, reason: string, atLeastMs = 0, fresh = false): void {
    const ms = this.#backoff.next(atLeastMs);
    this.#say({ state: 'waiting', ms, code, reason });
    this.#cancelTimer();
    this.#cancelTimer = this.#ports.timer(ms, () => void this.#connect(fresh));
  }

  #hangUp(code: number, reason: string): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#cancelTimer();
    this.#outbox.lost();
    for (const { reject } of this.#controls.values()) reject(new Refused('internal', 'The connection broke.'));
    this.#controls.clear();
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code, reason);
  }

  #send(octets: Uint8Array): void {
    if (this.#status.state === 'loading' || this.#status.state === 'live') {
      this.#socket?.send(octets as Uint8Array<ArrayBuffer>);
    }
  }

  #say(status: ClientStatus): void {
    this.#status = status;
    this.#listener.status?.(status);
  }
}
