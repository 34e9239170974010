/** A class with the engine that rooms are really folded with. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../src/fold/engine-build.ts';
import { api, Person, until } from './support/person.ts';
import { ServerProcess } from './support/server.ts';

let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start({ ENGINE_MODULE: '' });
});

afterAll(async () => {
  await server.dispose();
});

describe('a simulated host in a class', () => {
  it('is the same for all, for who comes late, and after a crash', { timeout: 60_000 }, async () => {
    const opened = await api(server.origin).rooms.create.mutate({ title: 'Shell' });
    const follow = async (seat: typeof opened | Awaited<ReturnType<typeof join>>) =>
      await new Person(server.origin, seat, {}, build).untilLive();
    const join = () => api(server.origin).participants.join.mutate({ code: opened.room.code });
    const teacher = await follow(opened);
    const student = await follow(await join());
    await until(() => teacher.screen.endsWith('$ '), 'a prompt');
    await teacher.type('X=6; echo answer $((X * 7))\r');
    await until(() => student.screen.includes('answer 42\r\n'), 'the answer');
    await server.end('SIGKILL');
    await server.start();
    await teacher.type('echo "still $X"\r');
    await until(() => student.screen.includes('still 6\r\n'), 'the shell goes on');
    await teacher.type('sleep 1; echo slept\r');
    await until(() => student.screen.split('slept').length > 2, 'time passes');
    const late = await follow(await join());
    await teacher.client.control({ op: 'pause' });
    const people = [teacher, student, late];
    const hashes = (): string[] => people.map(({ world }) => build.engine.hash(world));
    await until(() => new Set(hashes()).size === 1, 'the same hash');
    expect(late.screen).toBe(teacher.screen);
    expect(people.map(({ diverged }) => diverged)).toEqual([0, 0, 0]);
    for (const { client } of people) client.stop();
  });
});
