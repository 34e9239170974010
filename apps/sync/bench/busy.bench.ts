/**
 * How a room answers while its host is kept busy: `node apps/sync/bench/busy.bench.ts`. For each hostile command, typed
 * into a room of its own, it prints how long proposals there and in a neighbouring room take to be acknowledged, and how
 * fast the room's clock still runs. The engine is the real one; nobody folds here but the server.
 */
import { helloFrame, PROTOCOL_VERSION, proposeFrame, readServerFrame, step1Frame } from '@drydock/protocol';
import type { OpenedRoom } from '@drydock/trpc';
import { WebSocket } from 'ws';
import { api } from '../test/support/person.ts';
import { ServerProcess } from '../test/support/server.ts';

const COMMANDS = [
  'true',
  'while true; do :; done &',
  'yes > /dev/null &',
  'yes &',
  'dd if=/dev/zero of=f bs=1M count=100000',
  'f() { f | f & }; f',
  'cat /dev/zero | tr "\\0" x &',
  'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo $i > f$i; done &',
];

const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

/** Proposes, and times the answers. */
class Prober {
  readonly times: number[] = [];
  at = 0;
  busy = false;
  refused = 0;
  #count = 0;
  readonly #waiting = new Map<string, { sent: number; done: () => void }>();
  readonly #ws: WebSocket;

  constructor(origin: string, room: OpenedRoom) {
    this.#ws = new WebSocket(`${origin.replace('http', 'ws')}/sync/${room.room.id}`, { maxPayload: 1e9 });
    this.#ws.binaryType = 'nodebuffer';
    this.#ws.on('open', () => {
      this.#ws.send(helloFrame({ version: PROTOCOL_VERSION, token: room.token, have: 0 }));
      this.#ws.send(step1Frame(new Uint8Array([0])));
    });
    this.#ws.on('message', (data: Buffer) => {
      const frame = readServerFrame(new Uint8Array(data));
      if (frame.type === 'horizon') this.at = frame.at;
      if (frame.type === 'clock') this.busy = frame.clock.busy;
      if (frame.type === 'refuse') this.#answered(frame.id, true);
      if (frame.type === 'ack') for (const { id } of frame.acks) this.#answered(id, false);
    });
  }

  propose(data: string): Promise<void> {
    const id = `0.probe${100000 + this.#count++}`;
    return new Promise((done) => {
      this.#waiting.set(id, { sent: performance.now(), done });
      this.#ws.send(proposeFrame(id, { type: 'tty.input', tty: 't1', data }));
    });
  }

  #answered(id: string, refused: boolean): void {
    const { sent, done } = this.#waiting.get(id) ?? { sent: 0, done: () => {} };
    this.times.push(performance.now() - sent);
    if (refused) this.refused++;
    done();
  }

  get ready(): boolean {
    return this.#ws.readyState === WebSocket.OPEN;
  }

  end(): void {
    this.#ws.terminate();
  }
}

const show = (times: number[]): string => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (q: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(0).padStart(5);
  return `${at(0.5)} ${at(0.95)} ${at(1)}`;
};

const server = await ServerProcess.start({ ENGINE_MODULE: '', ROOM_IDLE_MS: '0' });
try {
  console.log(`${'command'.padEnd(60)} here p50 p95 max | beside p50 p95 max | clock  refused`);
  for (const command of COMMANDS) {
    const neighbour = new Prober(server.origin, await api(server.origin).rooms.create.mutate({ title: '' }));
    const prober = new Prober(server.origin, await api(server.origin).rooms.create.mutate({ title: '' }));
    while (!prober.ready || !neighbour.ready) await pause(5);
    await prober.propose(`${command}\r`);
    await neighbour.propose('true\r');
    await pause(500);
    const [at, began] = [prober.at, performance.now()];
    [prober.times.length, neighbour.times.length] = [0, 0];
    for (let i = 0; i < 40; i++) {
      await Promise.all([prober.propose('x'), neighbour.propose('x'), pause(75)]);
    }
    const rate = (prober.at - at) / 1e6 / (performance.now() - began);
    console.log(
      `${command.padEnd(60)} ${show(prober.times)}  | ${show(neighbour.times)}    | ${rate.toFixed(2)} ${prober.refused}`,
    );
    prober.end();
    neighbour.end();
    await pause(200);
  }
  for (const line of server.lines.filter((one) => one.level === 'error')) console.log(JSON.stringify(line));
} finally {
  await server.end('SIGTERM');
  await server.dispose();
}
process.exit(0);
