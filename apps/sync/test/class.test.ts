import { LIMITS, mayDrive, type PresenceChange, readEntryLines } from '@drydock/protocol';
import { build, type CounterWorld } from '@drydock/protocol/testing';
import { Playback, type RoomListener } from '@drydock/replica';
import type { NewSeat, OpenedRoom } from '@drydock/trpc';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { api, blob, Person, typed, until } from './support/person.ts';
import { ServerProcess } from './support/server.ts';

let server: ServerProcess;
let opened: OpenedRoom;
let joined: NewSeat;
let people: Person[] = [];

/** Somebody's client, live, ended with the test. */
async function follow(
  seat: OpenedRoom | NewSeat,
  more: RoomListener<CounterWorld> = {},
  engine = build,
): Promise<Person> {
  const person = new Person(server.origin, seat, more, engine);
  people.push(person);
  return await person.untilLive();
}

beforeAll(async () => {
  server = await ServerProcess.start({ ROOM_IDLE_MS: '50' });
});

afterAll(async () => {
  await server.dispose();
});

beforeEach(async () => {
  opened = await api(server.origin).rooms.create.mutate({ title: 'Docker' });
  joined = await api(server.origin).participants.join.mutate({
    code: ` ${opened.room.code.toLowerCase()} `,
    name: ' Ana ',
  });
  return () => {
    for (const { client } of people) client.stop();
    people = [];
  };
});

const same = (...them: Person[]): boolean => new Set(them.map((one) => build.engine.hash(one.world))).size === 1;

describe('a class', () => {
  it('shows everybody the same, as it happens and to those who come late', async () => {
    const teacher = await follow(opened);
    const student = await follow(joined);
    await teacher.type('count\r');
    await until(() => student.screen.endsWith('1\r\n$ '), 'the answer');
    await teacher.client.control({ op: 'drive', who: joined.participant.id, drive: true });
    await student.type('every 30 tick\r');
    await until(() => teacher.screen.includes('tick\r\n$ tick'), 'time passes');
    const late = await follow(await api(server.origin).participants.join.mutate({ code: opened.room.code }));
    await teacher.client.control({ op: 'pause' });
    await until(() => same(teacher, student, late), 'all the same');
    expect(late.screen).toBe(teacher.screen);
    expect([late.client.welcome?.you.role, student.client.welcome?.you.name]).toEqual(['student', 'Ana']);
  });

  it('gives and takes the right to act, of one and of all, and tells everybody', async () => {
    let rights = { driveAll: false, overrides: {} };
    const teacher = await follow(opened);
    const student = await follow(joined, { event: (event) => event.type === 'rights' && (rights = event.rights) });
    const me = joined.participant.id;
    const may = (): boolean => mayDrive(rights, 'student', me);
    await expect(student.type('a')).rejects.toMatchObject({ code: 'right' });
    await teacher.client.control({ op: 'drive', who: 'all', drive: true });
    await until(may, 'all may');
    await student.type('b');
    await teacher.client.control({ op: 'drive', who: me, drive: false });
    await until(() => !may(), 'one may not');
    await expect(student.type('c')).rejects.toMatchObject({ code: 'right' });
    await teacher.client.control({ op: 'drive', who: me, drive: null });
    await until(may, 'as all');
    await teacher.client.control({ op: 'drive', who: 'all', drive: false });
    await until(() => !may(), 'nobody may');
    await expect(teacher.client.control({ op: 'drive', who: 'stranger', drive: true })).rejects.toMatchObject({
      code: 'invalid',
    });
    await teacher.type('d');
    await until(() => student.screen === '$ bd', 'only what was allowed');
  });

  it('lets the instructor stop, step and speed up time', async () => {
    const teacher = await follow(opened);
    await teacher.client.control({ op: 'pause' });
    await teacher.type('sleep 60000\r');
    await new Promise((later) => setTimeout(later, 150));
    const stood = teacher.world.at;
    await teacher.client.control({ op: 'step', ns: 59_999_999_999 });
    await until(() => teacher.world.at === stood + 59_999_999_999, 'a step');
    expect(teacher.screen).toBe('$ sleep 60000\r\n');
    await teacher.client.control({ op: 'step', ns: 'due' });
    await until(() => teacher.screen.endsWith('awake\r\n$ '), 'the next thing due');
    expect(teacher.world.at).toBe(stood + 60_000_000_000);
    await teacher.type('sleep 40000\r');
    await teacher.client.control({ op: 'speed', rate: 16 });
    await teacher.client.control({ op: 'run' });
    await until(() => teacher.screen.endsWith('awake\r\n$ sleep 40000\r\nawake\r\n$ '), 'speed');
  });

  it('stands still while nobody is there, is freed, and goes on where it stood', async () => {
    const teacher = await follow(opened);
    await teacher.client.control({ op: 'speed', rate: 16 });
    await teacher.type('every 1000 tick\rcount\r');
    await until(() => teacher.screen.includes('tick'), 'a tick');
    teacher.client.stop();
    const { at } = teacher.world;
    await until(() => server.said('room freed').some(({ room }) => room === opened.room.id), 'freed');
    const again = await follow(opened);
    expect(again.client.welcome?.head.at).toBeGreaterThanOrEqual(at);
    expect(again.client.welcome?.head.at).toBeLessThan(at + 4_000_000_000);
    await again.type('count\r');
    expect(again.world.count).toBe(2);
    expect(server.said('room opened').filter(({ room }) => room === opened.room.id).length).toBe(2);
  });

  it('takes a proposal that is sent again for the same, over breaks and restarts', async () => {
    const teacher = await follow(opened);
    for (let i = 0; i < 5; i++) {
      const receipt = teacher.type('count\r');
      teacher.drop();
      await expect(receipt).resolves.toEqual({ seq: i + 2 });
    }
    const receipts = [1, 2, 3].map(() => teacher.type('count\r'));
    await server.end('SIGKILL');
    await server.start();
    await expect(Promise.all(receipts)).resolves.toHaveLength(3);
    expect(teacher.world.count).toBe(8);
    expect(new Set(teacher.entries.map(({ seq }) => seq)).size).toBe(teacher.entries.length);
  });

  it('keeps what is typed while the network is away', async () => {
    const teacher = await follow(opened);
    await server.end('SIGTERM');
    await until(() => teacher.client.status.state === 'waiting', 'away');
    const receipts = [...'echo kept\r'].map((key) => teacher.type(key));
    expect(teacher.client.replica?.predicted(0).moment.screens[0]?.data).toBe('$ echo kept\r\n');
    await server.start();
    await Promise.all(receipts);
    await until(() => teacher.screen.endsWith('kept\r\n$ '), 'kept');
  });

  it('shows who is there and what they show, under the names the server knows', async () => {
    const seen = new Map<number, unknown>();
    const take = (changes: readonly PresenceChange[]): void => {
      for (const change of changes) {
        if (change.type === 'joined') seen.set(change.peer.peer, { name: change.peer.name, state: change.state });
        else if (change.type === 'left') seen.delete(change.peer);
        else if (change.type === 'changed')
          seen.set(change.peer, { ...(seen.get(change.peer) as object), state: change.state });
      }
    };
    const teacher = await follow(opened, { presence: take });
    const student = await follow(joined);
    student.client.show({ typing: true, tab: 'tree' });
    const number = student.client.welcome?.you.peer as number;
    await until(() => JSON.stringify(seen.get(number) ?? '').includes('typing'), 'seen');
    expect(seen.get(number)).toEqual({ name: 'Ana', state: { typing: true, tab: 'tree' } });
    student.client.show({ typing: null });
    await until(
      () => JSON.stringify(seen.get(number)) === JSON.stringify({ name: 'Ana', state: { typing: null } }),
      'changed',
    );
    const late = await follow(await api(server.origin).participants.join.mutate({ code: opened.room.code }));
    expect(late.client.welcome?.people.find(({ peer }) => peer.name === 'Ana')?.state).toEqual({ tab: 'tree' });
    student.client.stop();
    await until(() => !seen.has(number), 'gone');
    expect(teacher.live).toBe(true);
  });

  it('is the same seat after a reload, and another one for each who joins', async () => {
    const again = await api(server.origin).participants.resume.mutate({ resume: joined.resume });
    expect(again.participant).toEqual(joined.participant);
    const other = await api(server.origin).participants.join.mutate({ code: opened.room.code });
    expect(other.participant.id).not.toBe(joined.participant.id);
    expect(other.participant.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    const helper = await api(server.origin).participants.enter.mutate({ instructor: opened.instructor, name: 'Bo' });
    expect(helper.participant).toMatchObject({ name: 'Bo', role: 'instructor' });
    const wrong = { resume: 'x'.repeat(43) };
    await expect(api(server.origin).participants.resume.mutate(wrong)).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    });
    await expect(api(server.origin).participants.join.mutate({ code: 'AAAAAA' })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    });
  });

  it('ends for everybody, and cannot be entered again', async () => {
    const teacher = await follow(opened);
    const student = await follow(joined);
    await teacher.type('count\r');
    await teacher.client.control({ op: 'end' });
    await until(() => student.client.status.state === 'closed', 'the end');
    expect(student.client.status).toMatchObject({ code: 4410 });
    await expect(api(server.origin).rooms.get.query({ code: opened.room.code })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    });
    const back = new Person(server.origin, joined);
    people.push(back);
    await until(() => back.client.status.state === 'closed', 'turned away');
    const ended = await api(server.origin).rooms.end.mutate({ instructor: opened.instructor });
    expect(ended.endedAt).not.toBe(null);
  });
});

describe('a recording', () => {
  it('plays, seeks, and names only to those who were there', async () => {
    const teacher = await follow(opened);
    await teacher.client.control({ op: 'speed', rate: 16 });
    await teacher.type('count\r');
    await teacher.type('sleep 2000\r');
    await until(() => teacher.screen.endsWith('awake\r\n$ '), 'awake');
    await teacher.type('count\r');
    await teacher.client.control({ op: 'end' });
    await until(() => teacher.client.status.state === 'closed', 'the end');
    const { recording: id } = opened.room;
    const recording = await api(server.origin).recordings.get.query({ id });
    expect(recording).toMatchObject({
      id,
      title: 'Docker',
      entries: 4,
      tail: [],
      parent: null,
      base: { seq: 0, at: 0 },
    });
    expect(recording.segments).toMatchObject([{ index: 0, first: 1, last: 4 }]);
    expect(recording.people.map(({ name }) => name).sort()).toEqual(['Instructor 1', 'Student 1']);
    const named = await api(server.origin).recordings.get.query({ id, secret: joined.resume });
    expect(named.people.find((one) => one.role === 'student')?.name).toBe('Ana');
    const list = await api(server.origin).recordings.list.query({
      secrets: [opened.instructor, joined.resume, 'x'.repeat(43)],
    });
    expect(list.map((one) => one.id)).toEqual([id]);

    const playback = new Playback(build, recording, (digest) => blob(server.origin, digest));
    const entries = await playback.entries();
    expect((await playback.seek({ seq: 2 })).world).toMatchObject({ count: 1, at: entries[1]?.at });
    expect(
      (await playback.seek({ at: (entries[2]?.at ?? 0) + 1_999_999_999 })).screens[0]?.data.endsWith('sleep 2000\r\n'),
    ).toBe(true);
    expect((await playback.seek({ at: 1e18 })).world.trail).toBe(teacher.world.trail);
    expect(build.engine.hash((await playback.seek({ at: teacher.world.at })).world)).toBe(
      build.engine.hash(teacher.world),
    );
  });

  it('is taken over at any moment: a new class goes on from there, the old one is not touched', async () => {
    const teacher = await follow(opened);
    await teacher.type('count\r');
    await teacher.type('every 1000 tick\r');
    await teacher.type('count\r');
    const { recording: id } = opened.room;
    const playback = new Playback(build, await api(server.origin).recordings.get.query({ id }), (digest) =>
      blob(server.origin, digest),
    );
    const moment = await playback.seek({ seq: 3 });
    const { seq, at } = moment;
    const fork = await api(server.origin).rooms.fork.mutate({
      recording: id,
      seq,
      at,
      hash: build.engine.hash(moment.world),
    });
    const forked = await follow(fork);
    expect(forked.client.welcome?.room).toMatchObject({ base: { seq: 3, at }, parent: id });
    expect(forked.world.count).toBe(1);
    await forked.client.control({ op: 'speed', rate: 16 });
    await until(() => forked.screen.includes('tick'), 'its timers go on');
    await expect(forked.type('count\r')).resolves.toEqual({ seq: 4 });
    expect([forked.world.count, teacher.world.count]).toEqual([2, 2]);
    expect(fork.room.code).not.toBe(opened.room.code);
    const record = await api(server.origin).recordings.get.query({ id: fork.room.recording });
    expect(record).toMatchObject({ base: { seq: 3, at }, checkpoints: [{ seq: 3, at }] });
    const impossible = { recording: id, seq: 99, at, hash: '' };
    await expect(api(server.origin).rooms.fork.mutate(impossible)).rejects.toMatchObject({
      data: { code: 'CONFLICT' },
    });
  });
});

describe('a long class', () => {
  it('seals its segments, and late joiners load only the end', { timeout: 60_000 }, async () => {
    const teacher = await follow(opened);
    await teacher.client.control({ op: 'drive', who: 'all', drive: true });
    const wanted = LIMITS.segmentEntries * 2 + 40;
    const students = Math.ceil(wanted / LIMITS.proposalBurst);
    for (let i = 0; i < students; i++) {
      const student = await follow(await api(server.origin).participants.join.mutate({ code: opened.room.code }));
      await Promise.all(Array.from({ length: LIMITS.proposalBurst }, () => student.client.propose(typed('x'))));
    }
    await until(() => teacher.entries.length === students * LIMITS.proposalBurst + 1, 'all of it');
    const { recording: id } = opened.room;
    const get = () => api(server.origin).recordings.get.query({ id });
    let recording = await get();
    for (let i = 0; i < 100 && recording.segments.length < 2; i++) recording = await get();
    expect(recording.segments.map(({ first, last }) => [first, last])).toEqual([
      [1, LIMITS.segmentEntries],
      [LIMITS.segmentEntries + 1, LIMITS.segmentEntries * 2],
    ]);
    const sealed = readEntryLines(await blob(server.origin, recording.segments[0]?.digest ?? ''));
    expect(sealed.map(({ seq }) => seq)).toEqual(sealed.map((_, i) => i + 1));
    const late = await follow(joined);
    expect(late.client.welcome?.from).toBeGreaterThan(1);
    expect(late.entries[0]?.seq ?? 0).toBeGreaterThan(LIMITS.segmentEntries);
    expect(late.world.trail).toBe(teacher.world.trail);
    const response = await fetch(`${server.origin}/api/blob/${recording.segments[0]?.digest}`);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(teacher.diverged + late.diverged).toBe(0);
  });

  it('finds out a copy that folds differently, which starts over from the checkpoint', async () => {
    const teacher = await follow(opened);
    await teacher.client.control({ op: 'drive', who: 'all', drive: true });
    let wrongAt = 100;
    const step: typeof build.engine.step = (world, entry) => {
      const stepped = build.engine.step(world, entry);
      return entry.seq === wrongAt ? { ...stepped, world: { ...stepped.world, count: 77 } } : stepped;
    };
    const odd = await follow(joined, {}, { ...build, engine: { ...build.engine, step } });
    for (const person of [teacher, odd]) {
      await Promise.all(Array.from({ length: 150 }, () => person.client.propose(typed('x'))));
    }
    await until(() => odd.diverged === 1, 'found out');
    wrongAt = 0;
    await until(() => odd.live && same(teacher, odd), 'the same again');
    expect(server.said('replica diverged')).toMatchObject([{ room: opened.room.id, seq: 256 }]);
    expect(teacher.diverged).toBe(0);
  });
});
