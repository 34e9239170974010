/** The thread that folds rooms: takes turns between them in short slices, and stores moments when nothing is waiting. */
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import type { EngineBuild } from '@drydock/protocol';
import { encodeCheckpoint, type Moment } from '@drydock/replica';
import { FoldRoom } from './fold-room.ts';
import { type FolderData, type FromFolder, PULSE, type ToFolder } from './message.ts';

const SLICE_MS = 6;

const { engine: moduleUrl, pulse } = workerData as FolderData;
const { build } = (await import(moduleUrl)) as { build: EngineBuild };
const words = new Int32Array(pulse);
const rooms = new Map<number, FoldRoom<unknown, unknown>>();
let unstored: { room: number; moment: Moment<unknown>; hash: string }[] = [];
let next: NodeJS.Timeout | 'soon' | null = null;

const report = (message: FromFolder): void => parentPort?.postMessage(message);
const fail = (room: number, error: unknown): void => {
  rooms.delete(room);
  report({ type: 'failed', room, message: error instanceof Error ? error.message : String(error) });
};

const ports = {
  build,
  now: () => performance.now(),
  report,
  beat: (room: number, job: number, item: number) => {
    Atomics.store(words, PULSE.job, job);
    Atomics.store(words, PULSE.item, item);
    Atomics.store(words, PULSE.room, room);
    Atomics.add(words, PULSE.beat, 1);
  },
  store: (room: number, moment: Moment<unknown>, hash: string) => void unstored.push({ room, moment, hash }),
};

function store({ room, moment, hash }: (typeof unstored)[number]): void {
  ports.beat(room, 0, 0);
  const octets = encodeCheckpoint(build, moment, hash);
  const digest = createHash('sha256').update(octets).digest('hex');
  const { seq, at } = moment;
  const { BEHAVIOUR_VERSION: behaviour } = build.engine;
  report({ type: 'checkpointed', room, moment: { seq, at, hash, behaviour, digest, octets: gzipSync(octets) } });
}

/** One turn: a slice for every room that has something to do; then, if nothing presses, one moment is stored. */
function turn(): void {
  next = null;
  for (const room of [...rooms.values()]) {
    if (room.dueMs !== 0) continue;
    try {
      room.slice(performance.now() + SLICE_MS);
    } catch (error) {
      fail(room.room, error);
    }
  }
  const dues = [...rooms.values()].flatMap((room) => room.dueMs ?? []);
  const [oldest] = unstored;
  if (oldest && (!dues.includes(0) || unstored.length > 2)) {
    unstored = unstored.slice(1);
    store(oldest);
  }
  Atomics.store(words, PULSE.room, 0);
  if (unstored.length > 0 || dues.includes(0)) wake();
  else if (dues.length > 0) next = setTimeout(turn, Math.min(...dues));
}

/** Takes a turn as soon as messages that have come are read. */
function wake(): void {
  if (next === 'soon') return;
  if (next) clearTimeout(next);
  next = 'soon';
  setImmediate(turn);
}

function open(message: Extract<ToFolder, { type: 'open' }>): void {
  try {
    ports.beat(message.room, 0, 0);
    rooms.set(message.room, new FoldRoom(message.room, message.start, ports));
  } catch (error) {
    fail(message.room, error);
  }
}

parentPort?.on('message', (message: ToFolder) => {
  if (message.type === 'open') open(message);
  const room = rooms.get(message.room);
  if (message.type === 'fold') room?.fold(message.job, message.items, message.to);
  else if (message.type === 'advance') room?.advance(message.to);
  else if (message.type === 'checkpoint') room?.checkpoint();
  else if (message.type === 'close') rooms.delete(message.room);
  wake();
});

report({ type: 'ready', behaviour: build.engine.BEHAVIOUR_VERSION });
