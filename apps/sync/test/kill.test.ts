/**
 * kill -9 at random moments while people act. What must hold: every input that was acknowledged is in the log exactly
 * once, everybody comes back by themselves, and all see what a fresh fold of the stored log gives.
 * DRYDOCK_SEED repeats a run, DRYDOCK_KILLS and DRYDOCK_BOTS make it longer.
 */
import { type LogEntry, readEntryLines } from '@drydock/protocol';
import { build } from '@drydock/protocol/testing';
import { decodeCheckpoint, foldEntry, foldHorizon } from '@drydock/replica';
import type { Recording } from '@drydock/trpc';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, blob, Person, until } from './support/person.ts';
import { ServerProcess } from './support/server.ts';

const seed = Number(process.env.DRYDOCK_SEED || Date.now() % 1_000_000_000);
const kills = Number(process.env.DRYDOCK_KILLS || 4);
const bots = Number(process.env.DRYDOCK_BOTS || 10);

/** mulberry32: 2^32 states, one for each seed. */
function random(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));

/** All entries of a recording, from its blobs. */
async function entriesOf(origin: string, recording: Recording): Promise<LogEntry[]> {
  const sealed: LogEntry[] = [];
  for (const { digest } of recording.segments) sealed.push(...readEntryLines(await blob(origin, digest)));
  return [...sealed, ...recording.tail];
}

let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(async () => {
  await server.dispose();
});

describe(`kill -9, ${kills} times, ${bots} people, DRYDOCK_SEED=${seed}`, () => {
  it('loses and doubles nothing that was acknowledged', { timeout: 60_000 + kills * 10_000 }, async () => {
    const draw = random(seed);
    const opened = await api(server.origin).rooms.create.mutate({ title: 'Killed' });
    const teacher = await new Person(server.origin, opened).untilLive();
    await teacher.client.control({ op: 'drive', who: 'all', drive: true });
    const people = [teacher];
    for (let i = 1; i < bots; i++) {
      people.push(
        new Person(server.origin, await api(server.origin).participants.join.mutate({ code: opened.room.code })),
      );
    }
    const acknowledged = new Set<string>();
    const refused: string[] = [];
    let acting = true;
    let made = 0;
    const act = async (person: Person): Promise<void> => {
      while (acting) {
        const text = `n${made++}`;
        const receipt = person.type(`echo ${text}\r`);
        receipt.then(
          () => acknowledged.add(text),
          (error: { code: string }) => refused.push(error.code),
        );
        await pause(10 + draw() * 120);
      }
    };
    const acts = people.map((person) => act(person));
    for (let i = 0; i < kills; i++) {
      await pause(100 + draw() * 900);
      await server.end('SIGKILL');
      await pause(draw() * 200);
      await server.start();
      await until(() => people.every(({ live }) => live), `everybody back after kill ${i + 1}`, 20_000);
    }
    acting = false;
    await Promise.all(acts);
    await until(() => people.every(({ client }) => client.unconfirmed === 0), 'every receipt', 20_000);
    await teacher.client.control({ op: 'pause' });
    const { seq } = teacher.client.replica?.confirmed ?? { seq: 0 };
    await until(() => people.every(({ client }) => client.replica?.confirmed.seq === seq), 'everybody up to date');

    const recording = await api(server.origin).recordings.get.query({ id: opened.room.recording });
    const entries = await entriesOf(server.origin, recording);
    const typedTexts = entries.flatMap(({ input }) =>
      input.type === 'tty.input' ? [...input.data.matchAll(/echo (n\d+)\r/g)].map(([, text]) => text as string) : [],
    );
    expect(refused).toEqual([]);
    expect(typedTexts.length).toBe(new Set(typedTexts).size);
    expect([...acknowledged].filter((text) => !typedTexts.includes(text))).toEqual([]);
    expect(typedTexts.length).toBe(made);
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, i) => i + 1));
    expect(entries.length).toBeGreaterThan(kills);

    const [first] = recording.checkpoints;
    let moment = decodeCheckpoint(build, await blob(server.origin, first?.digest ?? '')) as Parameters<
      typeof foldEntry<typeof teacher.world>
    >[1];
    for (const entry of entries) moment = foldEntry(build.engine, moment, entry).moment;
    const at = Math.max(...people.map(({ client }) => client.replica?.confirmed.at ?? 0));
    const fresh = build.engine.hash(foldHorizon(build.engine, moment, at).moment.world);
    const hashes = people.map(({ client }) => {
      const { confirmed } = client.replica as NonNullable<typeof client.replica>;
      return build.engine.hash(foldHorizon(build.engine, confirmed, at).moment.world);
    });
    expect(hashes).toEqual(hashes.map(() => fresh));
    expect(people.map(({ diverged }) => diverged)).toEqual(people.map(() => 0));
    // the authority's own fold, asked through a fork of this very moment
    const fork = { recording: recording.id, seq, at, hash: fresh };
    await expect(api(server.origin).rooms.fork.mutate(fork)).resolves.toMatchObject({
      participant: { role: 'instructor' },
    });
    await expect(api(server.origin).rooms.fork.mutate({ ...fork, hash: 'other' })).rejects.toThrow();
    for (const { client } of people) client.stop();
  });
});
