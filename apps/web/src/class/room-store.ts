import type { HostView } from '@drydock/engine/host-view';
import {
  type Clock,
  type Control,
  type Input,
  mayDrive,
  type Peer,
  type Rights,
  type RoomInfo,
} from '@drydock/protocol';
import type { ClientStatus } from '@drydock/replica';
import type { Recording } from '@drydock/trpc';
import type { Notice } from '@drydock/ui';
import type { Command } from '../worker/commands.ts';
import type { FromWorker, HashedPoint, Person, ToWorker } from '../worker/messages.ts';
import { applyPatch, NO_VIEW } from '../worker/view-patch.ts';
import { type TtyInfo, TtyStore } from './tty-store.ts';

/** Everything that a page of a room or a recording shows. Immutable. */
export interface RoomState {
  readonly status: ClientStatus;
  /** Proposals of one's own that are not in the log yet. */
  readonly unconfirmed: number;
  readonly room: RoomInfo | null;
  readonly you: Peer | null;
  readonly rights: Rights;
  /** The clock, and when it was told (`performance.now()`). */
  readonly clock: { readonly clock: Clock; readonly receivedAt: number } | null;
  readonly people: readonly Person[];
  /** Names of all people seen so far, by participant. */
  readonly names: ReadonlyMap<string, string>;
  readonly ended: boolean;
  /** Null until the first picture. */
  readonly view: HostView | null;
  readonly point: HashedPoint | null;
  readonly ttys: readonly TtyInfo[];
  readonly commands: readonly Command[];
  readonly notice: Notice | null;
  readonly playhead: { readonly seq: number; readonly at: number; readonly playing: boolean } | null;
  readonly failed: string | null;
}

const FIRST: RoomState = {
  status: { state: 'connecting' },
  unconfirmed: 0,
  room: null,
  you: null,
  rights: { driveAll: false, overrides: {} },
  clock: null,
  people: [],
  names: new Map(),
  ended: false,
  view: null,
  point: null,
  ttys: [],
  commands: [],
  notice: null,
  playhead: null,
  failed: null,
};

/** The page's end of the worker: what it tells becomes state, what people do becomes messages. */
export class RoomStore {
  readonly terminals = new TtyStore();
  readonly #worker: Worker;
  readonly #listeners = new Set<() => void>();
  readonly #controls = new Map<number, (error: string | null) => void>();
  readonly #points: ((point: HashedPoint) => void)[] = [];
  #state = FIRST;
  #refs = 0;

  constructor() {
    this.#worker = new Worker(new URL('../worker/engine.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#take(data);
    this.#worker.onerror = (event) => this.#set({ failed: event.message || 'The engine could not be loaded.' });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): RoomState => this.#state;

  join(room: string, resume: string): void {
    this.#send({ type: 'join', room, resume });
  }

  record(recording: Recording): void {
    this.#set({ names: new Map(recording.people.map(({ id, name }) => [id, name])) });
    this.#send({ type: 'record', recording });
  }

  propose(input: Input): void {
    this.#send({ type: 'propose', input });
  }

  /** Asks for something an instructor may; a refusal is shown as a notice. Resolves to whether it was done. */
  control(control: Control): Promise<boolean> {
    const ref = ++this.#refs;
    this.#send({ type: 'control', ref, control });
    return new Promise((resolve) => {
      this.#controls.set(ref, (error) => {
        if (error !== null) this.notify(error);
        resolve(error === null);
      });
    });
  }

  seek(target: { readonly seq: number } | { readonly at: number }): void {
    this.#send({ type: 'seek', target });
  }

  play(rate: number, skipIdle: boolean): void {
    this.#send({ type: 'play', rate, skipIdle });
  }

  pause(): void {
    this.#send({ type: 'pause' });
  }

  /** The hash of the moment that is shown, exactly. */
  hash(): Promise<HashedPoint> {
    this.#send({ type: 'hash' });
    return new Promise((resolve) => this.#points.push(resolve));
  }

  notify(text: string): void {
    this.#set({ notice: { id: ++this.#refs, text } });
  }

  readonly dismiss = (): void => this.#set({ notice: null });

  dispose(): void {
    this.#worker.terminate();
    this.#listeners.clear();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #set(change: Partial<RoomState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case 'status':
        return this.#set({ status: message.status, unconfirmed: message.unconfirmed });
      case 'room':
        return this.#set({ room: message.room, you: message.you });
      case 'rights':
        return this.#set({ rights: message.rights });
      case 'clock':
        return this.#set({ clock: { clock: message.clock, receivedAt: performance.now() } });
      case 'people':
        return this.#set({ people: message.people, names: withNames(this.#state.names, message.people) });
      case 'ended':
        return this.#set({ ended: true });
      case 'ttys':
        if (this.terminals.apply(message.changes)) this.#set({ ttys: this.terminals.list() });
        return;
      default:
        return this.#takeMoment(message);
    }
  }

  #takeMoment(
    message: Exclude<FromWorker, { type: 'status' | 'room' | 'rights' | 'clock' | 'people' | 'ended' | 'ttys' }>,
  ): void {
    switch (message.type) {
      case 'view':
        return this.#set({ view: applyPatch(this.#state.view ?? NO_VIEW, message.patch) });
      case 'point':
        this.#set({ point: message.point });
        for (const resolve of this.#points.splice(0)) resolve(message.point);
        return;
      case 'commands':
        return this.#set({ commands: message.reset ? [] : [...this.#state.commands, ...message.commands] });
      case 'refused':
        return this.notify(message.message);
      case 'controlled':
        this.#controls.get(message.ref)?.(message.error);
        this.#controls.delete(message.ref);
        return;
      case 'playhead':
        return this.#set({ playhead: { seq: message.seq, at: message.at, playing: message.playing } });
      case 'failed':
        return this.#set({ failed: message.message });
    }
  }
}

function withNames(names: ReadonlyMap<string, string>, people: readonly Person[]): ReadonlyMap<string, string> {
  const fresh = people.filter(({ peer }) => names.get(peer.participant) !== peer.name);
  return fresh.length === 0
    ? names
    : new Map([...names, ...fresh.map(({ peer }) => [peer.participant, peer.name] as const)]);
}

/** Whether one may act now, and if not, why not. */
export function actingRight({ you, rights, status, ended }: RoomState): {
  readonly may: boolean;
  readonly why: string;
} {
  if (ended) return { may: false, why: 'The class has ended.' };
  if (!you) return { may: false, why: 'Connecting…' };
  if (!mayDrive(rights, you.role, you.participant)) {
    return { may: false, why: 'You are watching. The instructor gives the right to act.' };
  }
  if (status.state === 'closed') return { may: false, why: 'The connection is closed.' };
  return { may: true, why: '' };
}
