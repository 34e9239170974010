import type { Catalog, World } from '@drydock/engine';
import type { Control, Input, Presence, PresenceChange, RoomEvent } from '@drydock/protocol';
import { type Ports, Refused, RoomClient, type Socket } from '@drydock/replica';
import { api } from '../api/client.ts';
import { CommandReader } from './commands.ts';
import { build } from './engine-build.ts';
import type { FromWorker, Person } from './messages.ts';
import { Reporter } from './reporter.ts';

/** How many commands a late joiner is told of those that stand on the screens already. */
type Post = (message: FromWorker) => void;

/** Follows a live room and tells the page. */
export class Live {
  readonly #post: Post;
  readonly #client: RoomClient<World, Catalog>;
  readonly #reporter: Reporter;
  readonly #commands = new CommandReader();
  readonly #people = new Map<number, Person>();

  constructor(post: Post, room: string, resume: string) {
    this.#post = post;
    this.#reporter = new Reporter(post);
    this.#client = new RoomClient(build, ports(room, resume), {
      status: (status) => post({ type: 'status', status, unconfirmed: this.#client?.unconfirmed ?? 0 }),
      welcome: ({ room: info, you, rights, clock, people }) => {
        this.#people.clear();
        for (const person of people) this.#people.set(person.peer.peer, person);
        post({ type: 'room', room: info, you });
        post({ type: 'rights', rights });
        post({ type: 'clock', clock });
        this.#tellPeople();
      },
      started: (moment) => {
        this.#commands.begin(moment.screens);
        post({ type: 'commands', commands: [], reset: true });
        this.#reporter.start(moment);
      },
      folded: (outputs, entry) => {
        const commands = entry ? this.#commands.before(entry) : [];
        this.#commands.after(outputs);
        const moment = this.#client.replica?.confirmed;
        if (moment) this.#reporter.folded(moment, outputs, entry);
        if (commands.length > 0) post({ type: 'commands', commands, reset: false });
      },
      clock: (clock) => post({ type: 'clock', clock }),
      presence: (changes) => this.#presence(changes),
      event: (event) => this.#event(event),
    });
    this.#client.start();
  }

  /** Proposes an input; a refusal is told in words. */
  propose(input: Input): void {
    this.#client.propose(input).catch((error: unknown) => {
      if (error instanceof Refused) this.#post({ type: 'refused', code: error.code, message: error.message });
    });
  }

  control(ref: number, control: Control): void {
    this.#client.control(control).then(
      () => this.#post({ type: 'controlled', ref, error: null }),
      (error: unknown) => this.#post({ type: 'controlled', ref, error: error instanceof Error ? error.message : '' }),
    );
  }

  show(state: Presence): void {
    this.#client.show(state);
  }

  hash(): void {
    this.#reporter.point();
  }

  #presence(changes: readonly PresenceChange[]): void {
    for (const change of changes) {
      if (change.type === 'reset') this.#people.clear();
      else if (change.type === 'left') this.#people.delete(change.peer);
      else if (change.type === 'joined') this.#people.set(change.peer.peer, { peer: change.peer, state: change.state });
      else {
        const known = this.#people.get(change.peer);
        if (known) this.#people.set(change.peer, { peer: known.peer, state: merged(known.state, change.state) });
      }
    }
    this.#tellPeople();
  }

  #tellPeople(): void {
    this.#post({ type: 'people', people: [...this.#people.values()] });
  }

  #event(event: RoomEvent): void {
    if (event.type === 'rights') this.#post({ type: 'rights', rights: event.rights });
    else if (event.type === 'ended') this.#post({ type: 'ended' });
  }
}

function merged(state: Presence, change: Presence): Presence {
  return Object.fromEntries(Object.entries({ ...state, ...change }).filter(([, value]) => value !== null));
}

/** The outside of a room client in a worker of a page on our own origin. */
function ports(room: string, resume: string): Ports {
  return {
    connect: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/sync/${room}`) as unknown as Socket,
    token: async () => (await api.participants.resume.mutate({ resume })).token,
    blob: loadBlob,
    timer: (ms, later) => {
      const timer = setTimeout(later, ms);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
    random: Math.random,
  };
}

/** Octets of a stored blob. */
export async function loadBlob(digest: string): Promise<Uint8Array> {
  const response = await fetch(`${location.origin}/api/blob/${digest}`);
  if (!response.ok) throw new Error(`blob ${digest.slice(0, 12)}: status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
