import { randomBytes } from 'node:crypto';
import type { RoomRecord } from '@drydock/db';
import { codeFrom } from '@drydock/protocol';
import { type ForkRequest, newId } from '@drydock/trpc';
import type { FoldListener, Opened } from '../fold/fold-pool.ts';
import type { Outcome, Proposed, Start, StoredMoment } from '../fold/message.ts';
import { readBlob, readEntries } from './archive.ts';
import type { RoomPorts } from './ports.ts';
import { STUDENT_USER } from './rights.ts';

/** The terminal that every room has from the beginning. */
const FIRST_TERMINAL: Proposed = {
  actor: 'room',
  id: '0.terminal',
  input: { type: 'tty.open', tty: 't1', user: STUDENT_USER, rows: 24, cols: 80 },
};

/** What comes out of folding something once. */
interface FoldedOnce {
  readonly opened: Opened;
  readonly moment: StoredMoment;
  readonly outcomes: readonly Outcome[];
}

/** Opens a fold, takes its checkpoint, folds `items` after it, and closes it. */
async function foldOnce({ pool }: RoomPorts, start: Start, items: readonly Proposed[]): Promise<FoldedOnce> {
  const outcomes: Outcome[] = [];
  let moment: StoredMoment | null = null;
  let settle: (moment: StoredMoment) => void = () => {};
  let failed: (error: Error) => void = () => {};
  const done = new Promise<StoredMoment>((resolve, reject) => {
    [settle, failed] = [resolve, reject];
  });
  done.catch(() => {});
  const settleWhenDone = (): void => {
    if (moment && outcomes.length === items.length) settle(moment);
  };
  const listener: FoldListener = {
    folded: (_job, _from, some) => {
      outcomes.push(...some);
      settleWhenDone();
    },
    advanced: () => {},
    hashed: () => {},
    checkpointed: (taken) => {
      moment ??= taken;
      settleWhenDone();
    },
    halted: (message) => failed(new Error(message)),
    lost: (message) => failed(new Error(message)),
  };
  const { fold, opened } = await pool.open(start, listener);
  try {
    fold.checkpoint();
    if (items.length > 0) fold.fold(items, opened.frontier.at);
    return { opened, moment: await done, outcomes };
  } finally {
    fold.close();
  }
}

/** Stores a new room under a code that nobody has. */
async function store(ports: RoomPorts, room: Omit<RoomRecord, 'code'>, moment: StoredMoment): Promise<RoomRecord> {
  const { store, logger } = ports;
  for (;;) {
    const code = codeFrom(randomBytes(32));
    const record = { ...room, code: code ?? '' };
    if (code === null || !(await store.rooms.create(record))) continue;
    const { octets, ...checkpoint } = moment;
    await store.log.saveCheckpoint(room.id, checkpoint, { digest: moment.digest, octets });
    logger.say('info', 'room created', { room: room.id, base: room.baseSeq });
    return record;
  }
}

/** Makes a room with a fresh host and one terminal. */
export async function birth(
  ports: RoomPorts,
  { title, instructorHash }: { readonly title: string; readonly instructorHash: string },
): Promise<RoomRecord> {
  const now = Date.now();
  const [seed, epochSec] = [randomBytes(16).toString('hex'), Math.floor(now / 1000)];
  const { moment, outcomes } = await foldOnce(ports, { type: 'genesis', seed, epochSec }, [FIRST_TERMINAL]);
  const [outcome] = outcomes;
  if (outcome?.type !== 'entry') throw new Error(`a fresh host refuses a terminal: ${JSON.stringify(outcome)}`);
  const room: Omit<RoomRecord, 'code'> = {
    id: newId(),
    title,
    recordingId: newId(),
    seed,
    epochSec,
    behaviour: moment.behaviour,
    baseSeq: 0,
    baseAt: moment.at,
    parentRecordingId: null,
    clock: { limit: moment.at, rate: 1, paused: false },
    driveAll: false,
    instructorHash,
    createdAt: now,
    endedAt: null,
  };
  const record = await store(ports, room, moment);
  const { actor, id, input } = FIRST_TERMINAL;
  const entry = {
    roomId: room.id,
    seq: outcome.seq,
    at: outcome.at,
    actor,
    proposalId: id,
    body: JSON.stringify(input),
  };
  await ports.store.log.commit({ entries: [entry], clockLimits: [] });
  return record;
}

/** Makes a room that goes on from a moment of another; null when there is no such moment, or its hash is another. */
export async function forkAt(
  ports: RoomPorts,
  { parent, seq, at, hash, title, instructorHash }: ForkRequest,
  head: { readonly seq: number; readonly at: number } | null,
): Promise<RoomRecord | null> {
  const { log } = ports.store;
  const [checkpoints, segments] = [await log.checkpoints(parent.id), await log.segments(parent.id)];
  const from = checkpoints.filter((one) => one.seq <= seq && one.at <= at).at(-1);
  if (!from || (head ? seq > head.seq || at > head.at : at > parent.clock.limit)) return null;
  const entries = await readEntries(log, parent.id, segments, from.seq + 1, seq + 1);
  const next = entries.find((entry) => entry.seq === seq + 1);
  const before = entries.filter((entry) => entry.seq <= seq);
  if (before.length !== seq - from.seq || (before.at(-1)?.at ?? 0) > at || (next && next.at < at)) return null;
  const octets = await readBlob(log, from.digest);
  const { opened, moment } = await foldOnce(ports, { type: 'checkpoint', octets, entries: before, to: at }, []);
  if (opened.hash !== hash) return null;
  const now = Date.now();
  const room: Omit<RoomRecord, 'code'> = {
    id: newId(),
    title,
    recordingId: newId(),
    seed: parent.seed,
    epochSec: parent.epochSec,
    behaviour: moment.behaviour,
    baseSeq: seq,
    baseAt: at,
    parentRecordingId: parent.recordingId,
    clock: { limit: at, rate: 1, paused: false },
    driveAll: false,
    instructorHash,
    createdAt: now,
    endedAt: null,
  };
  return await store(ports, room, moment);
}
