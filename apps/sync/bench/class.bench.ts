/**
 * What a class costs the server: `node apps/sync/bench/class.bench.ts [--people 300] [--secs 8] [--json]`.
 * The server runs pinned to core 0 and this load to core 1 where `taskset` is there; people are sockets that do not
 * fold. Latency is from a proposal being sent to its entry arriving at each of the others, commit included.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { helloFrame, PROTOCOL_VERSION, pingFrame, presenceFrame, proposeFrame, step1Frame } from '@drydock/protocol';
import type { NewSeat, OpenedRoom } from '@drydock/trpc';
import { WebSocket } from 'ws';
import { api } from '../test/support/person.ts';
import { ServerProcess } from '../test/support/server.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '300' },
    secs: { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});
const people = Number(values.people);
const secs = Number(values.secs);
const MARK = Buffer.from('@@e');
const rows: { name: string; unit: string; value: number }[] = [];
const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));
const quantile = (sorted: number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

/** Processor time of `pid` in milliseconds (10 ms ticks), and its resident memory in MB. */
function usage(pid: number): { cpuMs: number; rssMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, rssMb: (Number(fields[21]) * 4096) / 1e6 };
}

/** Somebody who listens. */
class Listener {
  octets = 0;
  frames = 0;
  synced = 0;
  readonly ws: WebSocket;

  constructor(url: string, token: string, onEntry: (mark: number, now: number) => void) {
    this.ws = new WebSocket(url, { perMessageDeflate: false });
    this.ws.on('open', () => {
      this.ws.send(helloFrame({ version: PROTOCOL_VERSION, token, have: 0 }));
      this.ws.send(step1Frame(new Uint8Array([0])));
    });
    this.ws.on('error', () => {});
    this.ws.on('message', (data: Buffer) => {
      this.octets += data.length;
      this.frames++;
      if (data[0] !== 0) return;
      if (data[1] === 1) this.synced = performance.now();
      else
        for (let at = data.indexOf(MARK); at >= 0; at = data.indexOf(MARK, at + 11)) {
          onEntry(Number.parseInt(data.toString('latin1', at + 3, at + 11), 16), performance.now());
        }
    });
  }
}

const pin = (pid: number, core: string): void => void spawnSync('taskset', ['-apc', core, String(pid)]);
const server = await ServerProcess.start({
  ROOM_IDLE_MS: '1000',
  ...(process.env.BENCH_NODE_OPTIONS ? { NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS } : {}),
});
pin(server.pid, '0');
pin(process.pid, '1');
const { pid, origin } = server;

async function join(room: OpenedRoom): Promise<NewSeat[]> {
  const seats: NewSeat[] = [];
  for (let i = 0; i < people; i += 20) {
    const some = Array.from({ length: Math.min(20, people - i) }, () =>
      api(origin).participants.join.mutate({ code: room.room.code }),
    );
    seats.push(...(await Promise.all(some)));
  }
  return seats;
}

async function connect(
  room: string,
  seats: readonly NewSeat[],
  onEntry: (mark: number, now: number) => void,
): Promise<Listener[]> {
  const url = `${origin.replace('http', 'ws')}/sync/${room}`;
  const listeners = seats.map(({ token }) => new Listener(url, token, onEntry));
  while (listeners.some(({ synced }) => synced === 0)) await pause(5);
  return listeners;
}

/** Runs `act` for the given time, and notes what it cost the server. */
async function measured(name: string, listeners: readonly Listener[], act: () => Promise<void>): Promise<void> {
  const before = usage(pid);
  const octets = listeners.reduce((sum, one) => sum + one.octets, 0);
  const frames = listeners.reduce((sum, one) => sum + one.frames, 0);
  const began = performance.now();
  await act();
  const ms = performance.now() - began;
  const after = usage(pid);
  rows.push({
    name: `${name}: server processor`,
    unit: '% of a core',
    value: ((after.cpuMs - before.cpuMs) / ms) * 100,
  });
  rows.push({
    name: `${name}: sent`,
    unit: 'MB/s',
    value: (listeners.reduce((sum, one) => sum + one.octets, 0) - octets) / ms / 1000,
  });
  rows.push({
    name: `${name}: frames`,
    unit: '1/s',
    value: ((listeners.reduce((sum, one) => sum + one.frames, 0) - frames) / ms) * 1000,
  });
  rows.push({ name: `${name}: resident`, unit: 'MB', value: after.rssMb });
}

try {
  const room = await api(origin).rooms.create.mutate({ title: 'Bench' });
  const seats = await join(room);
  const sent = new Map<number, number>();
  let latencies: number[] = [];
  const note = (mark: number, now: number): void => void latencies.push(now - (sent.get(mark) ?? now));
  const teacher = (await connect(room.room.id, [room], () => {}))[0] as Listener;
  const listeners = await connect(room.room.id, seats, note);
  let marks = 0;
  const propose = (): void => {
    const mark = ++marks;
    sent.set(mark, performance.now());
    const data = `echo @@e${mark.toString(16).padStart(8, '0')} ${'x'.repeat(100)}\r`;
    teacher.ws.send(proposeFrame(`0.mark${100000 + mark}`, { type: 'tty.input', tty: 't1', data }));
  };
  const fanOut = async (): Promise<void> => {
    for (let i = 0; i < secs * 20; i++) {
      propose();
      await pause(50);
    }
  };
  const report = (name: string): void => {
    latencies.sort((a, b) => a - b);
    for (const q of [0.5, 0.95, 0.99, 1])
      rows.push({ name: `${name}: p${q * 100}`, unit: 'ms', value: quantile(latencies, q) });
    rows.push({ name: `${name}: not delivered`, unit: '', value: sent.size * people - latencies.length });
    latencies = [];
    sent.clear();
  };
  await pause(500);
  await measured(`idle, ${people} people`, listeners, () => pause(3000));
  await measured('one writer, 20/s', listeners, fanOut);
  await pause(300);
  report('one writer, 20/s');
  await measured('presence of all, 1/s each, and the writer', listeners, async () => {
    let x = 0;
    const moving = setInterval(() => {
      for (let i = 0; i < people / 20; i++) {
        const who = listeners[x++ % people] as Listener;
        who.ws.send(presenceFrame({ x: x % 997, y: (x * 7) % 997 }));
      }
    }, 50);
    await fanOut();
    clearInterval(moving);
  });
  await pause(300);
  report('with presence');
  const began = performance.now();
  for (const { ws } of listeners) ws.terminate();
  const back = await connect(room.room.id, seats, note);
  const times = back.map(({ synced }) => synced - began).sort((a, b) => a - b);
  rows.push({ name: `${people} reloads at once: all synced`, unit: 'ms', value: times.at(-1) ?? 0 });
  teacher.ws.send(pingFrame(1));
} finally {
  await server.end('SIGTERM');
  await server.dispose();
}
if (values.json) console.log(JSON.stringify({ rows }));
else
  for (const { name, unit, value } of rows) console.log(`${name.padEnd(60)} ${value.toFixed(1).padStart(10)} ${unit}`);
process.exit(0);
