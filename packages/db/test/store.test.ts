import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EntryRecord, openStore, type Place, type RoomRecord, type Store } from '../src/index.ts';

/** Run against SQLite always, and against the PostgreSQL server of TEST_DATABASE_URL where there is one. */
const databases = process.env.TEST_DATABASE_URL ? ['sqlite', 'postgres'] : ['sqlite'];

let n = 0;
const unique = (): string => `${process.pid.toString(36)}${Date.now().toString(36)}${n++}`;

const roomOf = (id: string, more: Partial<RoomRecord> = {}): RoomRecord => ({
  id,
  code: id.slice(-6).toUpperCase().padStart(6, 'X'),
  title: 'Docker in fifteen minutes',
  recordingId: `rec-${id}`,
  seed: 'seed',
  epochSec: 1_790_000_000,
  behaviour: 'v1',
  baseSeq: 0,
  baseAt: 1_000_000_000_000,
  parentRecordingId: null,
  clock: { limit: 0, rate: 1, paused: false },
  driveAll: false,
  instructorHash: `hash-${id}`,
  createdAt: 1_790_000_000_123,
  endedAt: null,
  ...more,
});

const entryOf = (roomId: string, seq: number): EntryRecord => {
  const body = JSON.stringify({ type: 'tty.input', data: `é\u0000${seq}` });
  return { roomId, seq, at: seq * 9_000_000_000_000, actor: 'ana', proposalId: `${seq - 1}.abcdef`, body };
};

describe.each(databases)('a store in %s', (kind) => {
  let folder: string;
  let place: Place;
  let store: Store;
  let id: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-db-'));
    place = kind === 'sqlite' ? { file: join(folder, 'data', 'app.db') } : { url: process.env.TEST_DATABASE_URL ?? '' };
    store = await openStore(place);
    id = unique();
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('keeps rooms, found by id, code, recording and instructor', async () => {
    const parent = { parentRecordingId: 'rec-parent', baseSeq: 7, baseAt: 9_007_199_254_740_991 };
    const room = roomOf(id, { ...parent, clock: { limit: 5, rate: 0.0625, paused: true }, driveAll: true });
    expect(await store.rooms.create(room)).toBe(true);
    expect(await store.rooms.byId(id)).toEqual(room);
    expect(await store.rooms.byCode(room.code)).toEqual(room);
    expect(await store.rooms.byRecording(room.recordingId)).toEqual(room);
    expect(await store.rooms.byInstructor(room.instructorHash)).toEqual(room);
    expect(await store.rooms.byId('none')).toBe(null);
  });

  it('gives a code to one living room at a time', async () => {
    const room = roomOf(id);
    expect(await store.rooms.create(room)).toBe(true);
    const other = roomOf(unique(), { code: room.code });
    expect(await store.rooms.create(other)).toBe(false);
    await store.rooms.end(id, 77);
    await store.rooms.end(id, 88);
    expect(await store.rooms.byCode(room.code)).toBe(null);
    expect((await store.rooms.byId(id))?.endedAt).toBe(77);
    expect(await store.rooms.create(other)).toBe(true);
  });

  it('keeps people by the hash of their token, and who may act', async () => {
    await store.rooms.create(roomOf(id));
    const person = (name: string, at: number) =>
      ({
        id: `${name}-${id}`,
        roomId: id,
        role: 'student',
        name,
        tokenHash: `h-${name}-${id}`,
        drive: null,
        createdAt: at,
      }) as const;
    const [bo, ana] = [person('Bo', 2), person('Ana 🦦', 1)];
    await store.participants.create(bo);
    await store.participants.create(ana);
    expect(await store.participants.byTokenHash(ana.tokenHash)).toEqual(ana);
    expect(await store.participants.byTokenHash('none')).toBe(null);
    expect(await store.participants.ofRoom(id)).toEqual([ana, bo]);
    expect((await store.participants.namesOf(id)).sort()).toEqual([ana.name, bo.name]);
    expect(await store.participants.setDrive(id, ana.id, true)).toBe(true);
    expect(await store.participants.setDrive(id, bo.id, false)).toBe(true);
    expect(await store.participants.setDrive('other', bo.id, true)).toBe(false);
    expect(await store.participants.drives(id)).toEqual({ [ana.id]: true, [bo.id]: false });
    await store.participants.setDrive(id, bo.id, null);
    expect(await store.participants.drives(id)).toEqual({ [ana.id]: true });
    await store.rooms.setDriveAll(id, true);
    expect(await store.participants.drives(id)).toEqual({});
    expect((await store.rooms.byId(id))?.driveAll).toBe(true);
  });

  it('commits entries of several rooms and their clocks together, or none of it', async () => {
    const other = unique();
    await store.rooms.create(roomOf(id));
    await store.rooms.create(roomOf(other));
    const clockLimits = [{ roomId: id, limit: 50 }];
    await store.log.commit({ entries: [entryOf(id, 1), entryOf(other, 1), entryOf(id, 2)], clockLimits });
    await store.log.commit({ entries: [], clockLimits: [{ roomId: id, limit: 40 }] });
    expect(await store.log.openEntries(id)).toEqual([entryOf(id, 1), entryOf(id, 2)]);
    expect((await store.rooms.byId(id))?.clock.limit).toBe(50);
    const clash = { entries: [entryOf(other, 2), entryOf(id, 2)], clockLimits: [{ roomId: id, limit: 60 }] };
    await expect(store.log.commit(clash)).rejects.toThrow();
    expect(await store.log.openEntries(other)).toEqual([entryOf(other, 1)]);
    expect((await store.rooms.byId(id))?.clock.limit).toBe(50);
  });

  it('refuses the same proposal twice, and knows what it became even after its segment is sealed', async () => {
    await store.rooms.create(roomOf(id));
    await store.log.commit({ entries: [entryOf(id, 1)], clockLimits: [] });
    const again = { ...entryOf(id, 2), proposalId: '0.abcdef' };
    await expect(store.log.commit({ entries: [again], clockLimits: [] })).rejects.toThrow();
    const segment = { index: 0, first: 1, last: 1, firstAt: 5, lastAt: 5, digest: `d-${id}` };
    await store.log.seal(id, segment, { digest: `d-${id}`, octets: new Uint8Array([1, 2, 3]) });
    expect(await store.log.entryOf(id, 'ana', '0.abcdef')).toBe(1);
    expect(await store.log.entryOf(id, 'bo', '0.abcdef')).toBe(null);
  });

  it('seals segments once, in order, and empties their entries', async () => {
    await store.rooms.create(roomOf(id));
    await store.log.commit({ entries: [1, 2, 3].map((seq) => entryOf(id, seq)), clockLimits: [] });
    const segment = { index: 0, first: 1, last: 2, firstAt: 9, lastAt: 18, digest: `d-${id}` };
    const blob = { digest: `d-${id}`, octets: new Uint8Array([9, 0, 255]) };
    await store.log.seal(id, segment, blob);
    await store.log.seal(id, segment, blob);
    expect(await store.log.segments(id)).toEqual([{ ...segment, size: 3 }]);
    expect(await store.log.openEntries(id)).toEqual([entryOf(id, 3)]);
    expect(new Uint8Array((await store.log.blob(blob.digest)) as Uint8Array)).toEqual(blob.octets);
    expect(await store.log.blob('none')).toBe(null);
  });

  it('keeps a blob for as long as anything refers to it', async () => {
    const other = unique();
    await store.rooms.create(roomOf(id));
    await store.rooms.create(roomOf(other));
    const checkpoint = { seq: 0, at: 0, hash: 'h', behaviour: 'v1', digest: `d-${id}` };
    const blob = { digest: `d-${id}`, octets: new Uint8Array([1]) };
    for (const room of [id, other, other]) await store.log.saveCheckpoint(room, checkpoint, blob);
    await store.log.saveCheckpoint(id, { ...checkpoint, seq: 4, at: 6, hash: 'i' }, blob);
    expect(await store.log.checkpoints(id)).toEqual([
      { ...checkpoint, size: 1 },
      { ...checkpoint, seq: 4, at: 6, hash: 'i', size: 1 },
    ]);
    await store.log.dropCheckpoint(id, checkpoint);
    await store.log.dropCheckpoint(id, { ...checkpoint, seq: 4, at: 6 });
    expect(await store.log.checkpoints(id)).toEqual([]);
    expect(await store.log.blob(blob.digest)).not.toBe(null);
    await store.log.dropCheckpoint(other, checkpoint);
    expect(await store.log.blob(blob.digest)).toBe(null);
  });

  it('lists recordings with their length', async () => {
    const other = unique();
    await store.rooms.create(roomOf(id));
    await store.rooms.create(roomOf(other, { createdAt: 1_790_000_000_999 }));
    await store.log.commit({ entries: [entryOf(id, 1), entryOf(id, 2)], clockLimits: [] });
    await store.rooms.end(id, 5);
    const first = {
      id: `rec-${id}`,
      roomId: id,
      title: 'Docker in fifteen minutes',
      createdAt: 1_790_000_000_123,
      endedAt: 5,
    };
    const second = {
      id: `rec-${other}`,
      roomId: other,
      title: 'Docker in fifteen minutes',
      createdAt: 1_790_000_000_999,
      endedAt: null,
    };
    const listed = [
      { ...second, entries: 0, durationNs: 0 },
      { ...first, entries: 2, durationNs: 17_000_000_000_000 },
    ];
    expect(await store.recordings.ofRooms([id, other])).toEqual(listed);
    expect(await store.recordings.ofRooms([])).toEqual([]);
    expect(await store.recordings.byId(`rec-${id}`)).toEqual(listed[1]);
  });

  it('is all there after it was closed and opened again', async () => {
    await store.rooms.create(roomOf(id));
    await store.log.commit({ entries: [entryOf(id, 1)], clockLimits: [] });
    await store.close();
    store = await openStore(place);
    expect(await store.log.openEntries(id)).toEqual([entryOf(id, 1)]);
  });

  it.runIf(kind === 'sqlite')('is not opened twice: only one authority may write a log', async () => {
    await expect(openStore(place)).rejects.toThrow('is in use by another process');
  });
});
