import type { LogEntry } from '@drydock/protocol';
import type { OpenedRoom } from '@drydock/trpc';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { api, Person, until } from './support/person.ts';
import { ServerProcess } from './support/server.ts';

let server: ServerProcess;
let opened: OpenedRoom;
let teacher: Person;
let provider: WebsocketProvider;
let doc: Y.Doc;

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(async () => {
  await server.dispose();
});

beforeEach(async () => {
  opened = await api(server.origin).rooms.create.mutate({ title: '' });
  const seat = await api(server.origin).participants.join.mutate({ code: opened.room.code, name: 'Reader' });
  teacher = await new Person(server.origin, opened).untilLive();
  await teacher.type('count\r');
  doc = new Y.Doc();
  provider = new WebsocketProvider(`${server.origin.replace('http', 'ws')}/sync`, opened.room.id, doc, {
    protocols: ['drydock.v1', `token.${seat.token}`],
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  return () => {
    teacher.client.stop();
    provider.destroy();
  };
});

const read = (): LogEntry[] => doc.getArray<LogEntry>('s0').toArray();

describe('a stock y-websocket provider', () => {
  it('reads the log, as it was and as it grows', async () => {
    await until(() => provider.synced, 'synced');
    expect(read().map(({ seq }) => seq)).toEqual([1, 2]);
    await teacher.type('echo hi\r');
    await until(() => read().length === 3, 'the next entry');
    expect(read()[2]).toMatchObject({
      seq: 3,
      actor: opened.participant.id,
      input: { type: 'tty.input', data: 'echo hi\r' },
    });
  });

  it('cannot write it', async () => {
    await until(() => provider.synced, 'synced');
    doc.getArray('s0').push([{ seq: 3, forged: true }]);
    await teacher.type('count\r');
    await until(() => teacher.world.count === 2, 'the room goes on');
    const late = await new Person(server.origin, opened).untilLive();
    expect(late.world.trail).toBe(teacher.world.trail);
    late.client.stop();
  });

  it('goes on after a restart of the server with nothing lost or doubled', async () => {
    await until(() => provider.synced, 'synced');
    await server.end('SIGKILL');
    await server.start();
    await until(() => teacher.live, 'back');
    await teacher.type('count\r');
    await until(() => read().length === 3, 'the next entry');
    expect(read().map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('sees who is there in awareness, and is seen', async () => {
    provider.awareness.setLocalState({ user: { name: 'Somebody else' }, typing: true });
    const states = () => [...provider.awareness.getStates().values()].map((state) => state.user as { name: string });
    await until(() => states().some(({ name }) => name === opened.participant.name), 'the instructor');
    await until(() => states().some(({ name }) => name === 'Reader'), 'oneself as the server knows one');
  });
});
