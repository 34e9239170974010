/** People in a class, as programs: they ask over tRPC, and follow the room with the client that browsers use. */
import type { EngineBuild, Input, LogEntry } from '@drydock/protocol';
import { build, type CounterWorld } from '@drydock/protocol/testing';
import { type ClientStatus, type Ports, RoomClient, type RoomListener, type Socket } from '@drydock/replica';
import type { AppRouter } from '@drydock/trpc';
import { createTRPCClient, httpLink } from '@trpc/client';
import { WebSocket } from 'ws';

/** The API of a server. */
export function api(origin: string) {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${origin}/api/trpc`, methodOverride: 'POST' })] });
}

/** Waits until `holds`; rejects after `ms`. */
export async function until(holds: () => boolean, what: string, ms = 25_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((later) => setTimeout(later, 5));
  }
}

/** Octets of a blob. */
export async function blob(origin: string, digest: string): Promise<Uint8Array> {
  const response = await fetch(`${origin}/api/blob/${digest}`);
  if (!response.ok) throw new Error(`blob: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** What it takes to follow a room. */
export interface Seat {
  readonly room: { readonly id: string };
  readonly resume: string;
}

/** A participant's client, and what it was told. */
export class Person<W = CounterWorld, C = string> {
  readonly client: RoomClient<W, C>;
  readonly statuses: ClientStatus[] = [];
  readonly entries: LogEntry[] = [];
  diverged = 0;
  #socket: WebSocket | null = null;

  /** `engine`: what this person folds with, the test engine by default. */
  constructor(origin: string, seat: Seat, more: RoomListener<W> = {}, engine?: EngineBuild<W, C>) {
    const ports: Ports = {
      connect: () => {
        this.#socket = new WebSocket(`${origin.replace('http', 'ws')}/sync/${seat.room.id}`);
        this.#socket.on('error', () => {});
        return this.#socket as unknown as Socket;
      },
      token: async () => (await api(origin).participants.resume.mutate({ resume: seat.resume })).token,
      blob: (digest) => blob(origin, digest),
      timer: (ms, later) => {
        const timer = setTimeout(later, ms);
        return () => clearTimeout(timer);
      },
      now: () => performance.now(),
      random: Math.random,
    };
    this.client = new RoomClient(engine ?? (build as unknown as EngineBuild<W, C>), ports, {
      ...more,
      status: (status) => {
        this.statuses.push(status);
        more.status?.(status);
      },
      folded: (outputs, entry) => {
        if (entry) this.entries.push(entry);
        more.folded?.(outputs, entry);
      },
      diverged: (divergence) => {
        this.diverged++;
        more.diverged?.(divergence);
      },
    });
    this.client.start();
  }

  get live(): boolean {
    return this.client.status.state === 'live';
  }

  /** What the first terminal shows. */
  get screen(): string {
    return this.client.replica?.confirmed.screens[0]?.data ?? '';
  }

  get world(): W {
    return this.client.replica?.confirmed.world as W;
  }

  async untilLive(): Promise<this> {
    await until(() => this.live, `live, but ${JSON.stringify(this.client.status)}`);
    return this;
  }

  type(data: string): ReturnType<RoomClient['propose']> {
    return this.client.propose(typed(data));
  }

  /** Breaks the connection as a bad network would. */
  drop(): void {
    this.#socket?.terminate();
  }
}

/** Keys typed into the first terminal. */
export const typed = (data: string): Input => ({ type: 'tty.input', tty: 't1', data });
