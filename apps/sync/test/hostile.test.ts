import { encodeVector } from '@drydock/log';
import { CLOSE, LIMITS, pingFrame, proposeFrame } from '@drydock/protocol';
import { AccessTokens, type NewSeat, type OpenedRoom } from '@drydock/trpc';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { api, Person, typed, until } from './support/person.ts';
import { Raw } from './support/raw.ts';
import { ServerProcess } from './support/server.ts';

const SECRET = 'a secret that only this test and its server know';
const tokens = new AccessTokens(Buffer.from(SECRET));

let server: ServerProcess;
let opened: OpenedRoom;
let joined: NewSeat;
let teacher: Person;

beforeAll(async () => {
  server = await ServerProcess.start({ SECRET });
});

afterAll(async () => {
  await server.dispose();
});

beforeEach(async () => {
  opened = await api(server.origin).rooms.create.mutate({ title: '' });
  joined = await api(server.origin).participants.join.mutate({ code: opened.room.code });
  teacher = await new Person(server.origin, opened).untilLive();
  return () => teacher.client.stop();
});

const student = async (): Promise<Raw> => await new Raw(server.origin, opened.room.id).hello(joined.token);

/** The room goes on: the instructor, who was there all the time, acts and sees the answer. */
async function unharmed(): Promise<void> {
  expect(teacher.statuses.map(({ state }) => state)).toEqual(['connecting', 'loading', 'live']);
  const before = teacher.world.count;
  await teacher.type('count\r');
  await until(() => teacher.world.count === before + 1, 'the room goes on');
}

describe('at the door', () => {
  it('a page of another origin is turned away', async () => {
    const raw = new Raw(server.origin, opened.room.id, [], { origin: 'https://evil.example' });
    await until(() => raw.refusedStatus !== null, 'refused');
    expect(raw.refusedStatus).toBe(403);
    const response = await fetch(`${server.origin}/api/trpc/rooms.create`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: '{"title":""}',
    });
    expect(response.status).toBe(403);
    await unharmed();
  });

  it('a page of our own origin comes in', async () => {
    const raw = await new Raw(server.origin, opened.room.id, [], { origin: server.origin }).hello(joined.token);
    expect((await raw.frame('welcome')).welcome.you.participant).toBe(joined.participant.id);
    raw.end();
  });

  it('an unknown room is refused', async () => {
    const raw = await new Raw(server.origin, 'AAAAAAAAAAAAAAAAAAAAAA').hello(joined.token);
    expect(await raw.close()).toEqual({ code: CLOSE.unknownRoom, reason: 'there is no such room' });
    expect(await raw.frame('error')).toMatchObject({ code: 'unknown-room', ref: null });
    await unharmed();
  });

  it('an expired token is refused', async () => {
    const access = { participant: joined.participant.id, room: opened.room.id };
    const expired = await tokens.sign(access, Date.now() - 700_000);
    const raw = await new Raw(server.origin, opened.room.id).hello(expired);
    expect(await raw.close()).toMatchObject({ code: CLOSE.unauthorized });
    expect(await raw.frame('error')).toMatchObject({ code: 'unauthorized' });
    await unharmed();
  });

  it('a token that is forged, of another room, of nobody, or missing is refused', async () => {
    const other = await api(server.origin).rooms.create.mutate({ title: '' });
    const forger = new AccessTokens(Buffer.from('x'.repeat(32)));
    const access = { participant: joined.participant.id, room: opened.room.id };
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${joined.token.split('.')[1]}.`;
    const wrong = [
      await forger.sign(access),
      other.token,
      await tokens.sign({ ...access, room: other.room.id }),
      await tokens.sign({ ...access, participant: 'nobody' }),
      await tokens.sign({ ...access, participant: other.participant.id }),
      unsigned,
      '',
    ];
    for (const token of wrong) {
      const raw = await new Raw(server.origin, opened.room.id).hello(token);
      expect(await raw.close()).toMatchObject({ code: CLOSE.unauthorized });
    }
    await unharmed();
  });

  it('a token in the address does not count', async () => {
    const raw = await new Raw(server.origin, `${opened.room.id}?token=${joined.token}`).hello('');
    expect(await raw.close()).toMatchObject({ code: CLOSE.unauthorized });
  });

  it('a version that is not spoken is refused, and so is anything but a hello first', async () => {
    const later = await new Raw(server.origin, opened.room.id).hello(joined.token, 99);
    expect(await later.close()).toMatchObject({ code: CLOSE.version });
    const rude = await new Raw(server.origin, opened.room.id).open();
    rude.send(pingFrame(1));
    expect(await rude.close()).toMatchObject({ code: CLOSE.malformed });
    const text = await new Raw(server.origin, opened.room.id).open();
    text.send('hello');
    expect(await text.close()).toMatchObject({ code: CLOSE.malformed });
  });

  it('one person may come with a few connections, not with any number', async () => {
    const many = await Promise.all(Array.from({ length: LIMITS.connectionsPerParticipant }, () => student()));
    await Promise.all(many.map((raw) => raw.frame('welcome')));
    const last = await student();
    expect(await last.close()).toMatchObject({ code: CLOSE.tooMany, reason: expect.stringMatching(/retry-after=\d+/) });
    for (const raw of many) raw.end();
    await unharmed();
  });
});

describe('in the room', () => {
  it('a malformed frame closes the connection that sent it', async () => {
    const raw = await student();
    await raw.frame('welcome');
    raw.send(new Uint8Array([102, 255, 255, 255]));
    expect(await raw.frame('error')).toMatchObject({ code: 'malformed', ref: null });
    expect(await raw.close()).toMatchObject({ code: CLOSE.malformed });
    await unharmed();
  });

  it('an oversized message closes the connection before it is read', async () => {
    const raw = await student();
    await raw.frame('welcome');
    raw.send(new Uint8Array(LIMITS.frameBytes + 1));
    expect(await raw.close()).toMatchObject({ code: 1009 });
    await unharmed();
  });

  it('an oversized input is refused by name', async () => {
    await teacher.client.control({ op: 'drive', who: 'all', drive: true });
    const raw = await student();
    await raw.frame('welcome');
    raw.send(proposeFrame('0.toolarge', typed('x'.repeat(LIMITS.ttyBytes + 1))));
    expect(await raw.frame('refuse')).toMatchObject({ id: '0.toolarge', code: 'too-large' });
    expect(raw.closed).toBe(null);
    raw.end();
    await unharmed();
  });

  it('a proposal without the right is refused', async () => {
    const raw = await student();
    await raw.frame('welcome');
    raw.send(proposeFrame('1.noright', typed('count\r')));
    expect(await raw.frame('refuse')).toEqual({
      type: 'refuse',
      id: '1.noright',
      code: 'right',
      message: 'You may watch but not act at the moment.',
      afterMs: 0,
    });
    raw.end();
    await unharmed();
    expect(teacher.world.count).toBe(1);
  });

  it('the right to act does not open what is the instructor’s', async () => {
    await teacher.client.control({ op: 'drive', who: joined.participant.id, drive: true });
    const person = await new Person(server.origin, joined).untilLive();
    const tty = { type: 'tty.open', tty: 'mine', rows: 24, cols: 80 } as const;
    const root = { type: 'file.put', user: 'root', path: '/etc/passwd', mode: 0o644, data: '' } as const;
    for (const input of [
      { ...tty, user: 'root' },
      root,
      { type: 'host.power', action: 'off' } as const,
      { type: 'fault.inject', fault: 'disk.full', target: '' } as const,
      { type: 'api.open', request: 'r', head: {} } as const,
      { type: 'pipe.open', pipe: 'p', user: 'student', cwd: '/', argv: ['sh'], extra: 0 } as const,
    ]) {
      await expect(person.client.propose(input)).rejects.toMatchObject({ code: 'not-allowed' });
    }
    await expect(person.client.propose({ ...tty, user: 'student' })).resolves.toMatchObject({ seq: 2 });
    await expect(person.client.control({ op: 'pause' })).rejects.toMatchObject({ code: 'right' });
    person.client.stop();
    await unharmed();
  });

  it('an attempt to write the log is dropped whole', async () => {
    const raw = await student();
    await raw.frame('sync');
    const doc = new Y.Doc();
    doc.clientID = 1;
    doc.getArray('s0').push([{ seq: 2, at: 0, actor: 'me', id: '1.forged', input: typed('count\r') }]);
    const update = Y.encodeStateAsUpdate(doc);
    for (const step of [1, 2]) raw.send(new Uint8Array([0, step, update.length, ...update]));
    raw.send(pingFrame(5));
    await raw.frame('pong');
    await unharmed();
    expect(teacher.world.count).toBe(1);
    raw.end();
  });

  it('a state vector that is none closes the connection, one that claims too much gets nothing', async () => {
    const raw = await new Raw(server.origin, opened.room.id).hello(joined.token);
    await raw.frame('sync');
    raw.send(new Uint8Array([0, 0, 2, 200, 200]));
    expect(await raw.close()).toMatchObject({ code: CLOSE.malformed });
    const liar = await new Raw(server.origin, opened.room.id).hello(joined.token);
    await liar.frame('sync');
    const vector = encodeVector([[1, 4000]]);
    liar.send(new Uint8Array([0, 0, vector.length, ...vector]));
    await until(() => liar.frames.filter(({ type }) => type === 'sync').length === 2, 'an answer');
    expect(liar.frames.findLast(({ type }) => type === 'sync')).toMatchObject({ update: new Uint8Array([0, 0]) });
    liar.end();
    await unharmed();
  });

  it('whoever sends too many frames is asked to come back later', async () => {
    const raw = await student();
    await raw.frame('welcome');
    for (let i = 0; i < LIMITS.frameBurst + 200; i++) raw.send(pingFrame(i));
    expect(await raw.close()).toMatchObject({ code: CLOSE.tooMany, reason: expect.stringMatching(/retry-after=\d+/) });
    await unharmed();
  });

  it('whoever proposes too fast is refused with when to go on', async () => {
    await teacher.client.control({ op: 'drive', who: 'all', drive: true });
    const raw = await student();
    await raw.frame('welcome');
    for (let i = 0; i < LIMITS.proposalBurst + 40; i++) raw.send(proposeFrame(`0.flood${1000 + i}`, typed('x')));
    const refused = await raw.frame('refuse');
    expect(refused.code).toBe('rate');
    expect(refused.afterMs).toBeGreaterThan(0);
    raw.end();
    await teacher.type('\r');
    await unharmed();
  });

  it('presence that is too much is refused, and nobody else sees it', async () => {
    const raw = await student();
    await raw.frame('welcome');
    raw.send(new Uint8Array([109, 9, ...Buffer.from('{"a":{"b"}')])); // not even JSON
    expect(await raw.close()).toMatchObject({ code: CLOSE.malformed });
    await unharmed();
  });

  it('a name is the server’s to say, whatever a plain client claims', async () => {
    const plain = new Raw(server.origin, opened.room.id, ['drydock.v1', `token.${joined.token}`]);
    await plain.open();
    const state = JSON.stringify({ user: { name: 'The Instructor' }, typing: true });
    plain.send(new Uint8Array([1, state.length + 4, 1, 7, 1, state.length, ...Buffer.from(state)]));
    const seen: unknown[] = [];
    const watcher = await new Person(server.origin, opened, {
      presence: (changes) => seen.push(...changes),
    }).untilLive();
    await until(() => JSON.stringify([seen, watcher.client.welcome?.people]).includes('"typing":true'), 'presence');
    const all = JSON.stringify([seen, watcher.client.welcome?.people]);
    expect(all).toContain(joined.participant.name);
    expect(all).not.toContain('The Instructor');
    watcher.client.stop();
    plain.end();
  });
});

describe('hostile inputs', () => {
  it('that fault are refused, reported and never in the log', async () => {
    await expect(teacher.type('fault\r')).rejects.toMatchObject({ code: 'fault' });
    await unharmed();
    expect(teacher.entries.filter(({ input }) => JSON.stringify(input).includes('fault'))).toEqual([]);
    expect(server.said('input faulted').length).toBeGreaterThan(0);
  });

  it('that the host refuses are refused with its reason', async () => {
    await expect(teacher.client.propose({ type: 'tty.close', tty: 'none' })).rejects.toMatchObject({
      code: 'refused',
      message: 'no tty none',
    });
    await unharmed();
  });

  it('that never end are cut off; what came with them goes on, and other rooms are not lost', async () => {
    const other = await api(server.origin).rooms.create.mutate({ title: '' });
    const neighbour = await new Person(server.origin, other).untilLive();
    await neighbour.type('count\r');
    const hung = teacher.type('hang\r');
    const after = teacher.type('count\r');
    await expect(hung).rejects.toMatchObject({ code: 'fault' });
    await expect(after).resolves.toMatchObject({ seq: 2 });
    await unharmed();
    await neighbour.type('count\r');
    await until(() => neighbour.world.count === 2, 'the neighbour goes on');
    expect(neighbour.diverged + teacher.diverged).toBe(0);
    neighbour.client.stop();
  });

  it('that make time itself fail leave the last good world standing, and say so', async () => {
    await teacher.type('timebomb 50\r');
    await expect(
      (async () => {
        for (;;) {
          await teacher.type('count\r');
          await new Promise((later) => setTimeout(later, 20));
        }
      })(),
    ).rejects.toMatchObject({ code: 'halted' });
    const late = await new Person(server.origin, joined).untilLive();
    expect(late.client.welcome?.clock.halted).toBe(true);
    expect(late.world.trail).toBe(teacher.world.trail);
    late.client.stop();
  });

  it('that keep the host busy hold its clock, not its answers', async () => {
    teacher.client.stop(); // folding on this machine too would be what keeps it busy
    const raw = await new Raw(server.origin, opened.room.id).hello(opened.token);
    await raw.frame('welcome');
    for (let i = 0; i < 6; i++) raw.send(proposeFrame(`0.heavy${100 + i}`, typed('heavy 1000000\r')));
    await until(() => raw.frames.some((frame) => frame.type === 'clock' && frame.clock.busy), 'busy');
    const horizon = raw.frames.findLast((frame) => frame.type === 'horizon');
    raw.send(proposeFrame('0.still-answers', typed('stop\r')));
    const acked = () =>
      raw.frames.some((frame) => frame.type === 'ack' && frame.acks.some(({ id }) => id === '0.still-answers'));
    await until(acked, 'an answer');
    await until(
      () => raw.frames.some((frame) => frame.type === 'horizon' && frame.at > (horizon?.at ?? 0)),
      'time goes on',
    );
    await until(() => raw.frames.findLast((frame) => frame.type === 'clock')?.clock.busy === false, 'calm again');
    raw.end();
  });
});
