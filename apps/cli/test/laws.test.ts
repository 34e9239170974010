/** The laws of the engine (ARCHITECTURE §6) over random classes on a whole host: however a log is folded, the world is the same. */
import { createCatalog } from '@drydock/catalog';
import {
  advance,
  decode,
  type Entry,
  encode,
  fork,
  genesis,
  hash,
  nextDue,
  now,
  type Output,
  step,
  type World,
} from '@drydock/engine';
import { describe, expect, inject, test } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Seeds of a swarm test: DRYDOCK_SWARM_RUNS (vitest.config.ts). */
    swarmRuns: number;
  }
}

const catalog = createCatalog();
/** Seeds that once broke a law. */
const REGRESSIONS: readonly number[] = [];
const SECOND = 1_000_000_000;

/** What students type: every line is one choice of the swarm. */
const LINES = [
  'docker run -d --name web -p 8080:80 nginx:alpine',
  'docker run -d alpine sleep 3',
  'docker run --rm alpine echo hello',
  'docker run --rm -v data:/d alpine sh -c "date >> /d/log; cat /d/log"',
  'docker ps -a',
  'docker logs web',
  'docker exec web sh -c "echo $HOSTNAME > /tmp/x; cat /tmp/x"',
  'docker stop -t 1 web',
  'docker rm -f web',
  'docker run -d --restart always --name again alpine sh -c "sleep 1; exit 3"',
  'docker network create net1; docker network ls',
  'docker volume ls; docker volume prune -f',
  'docker rm -f $(docker ps -aq)',
  'docker pause web; docker unpause web',
  'docker stats --no-stream',
  'docker system prune -f',
  'for i in 1 2 3; do echo $i; sleep 0.2; done | sort -r',
  'yes | head -3; sleep 2 & wait',
  '\x03',
  'docker events --since 0 --until 1s',
];

/** A small generator of its own, so that a failing seed can be run again anywhere. */
class Draws {
  private state: number;
  constructor(seed: number) {
    this.state = (seed * 2654435761 + 1) >>> 0;
  }
  below(n: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 4294967296) * n);
  }
}

/** A log: a terminal, and lines typed into it at random times. */
function randomLog(seed: number, length: number): readonly Entry[] {
  const draws = new Draws(seed);
  let at = 0;
  const entries: Entry[] = [];
  const add = (input: Entry['input']): void => {
    entries.push({ seq: entries.length + 1, at, actor: 'a', input });
  };
  add({ type: 'tty.open', tty: 't1', user: 'student', rows: 24, cols: 80 });
  for (let i = 0; i < length; i++) {
    at += [0, 1, 333_333_333, SECOND * 2, SECOND * 20][draws.below(5)] as number;
    add({ type: 'tty.input', tty: 't1', data: `${LINES[draws.below(LINES.length)]}\r` });
  }
  return entries;
}

/** How a fold does one entry. */
type Way = (world: World, entry: Entry, draws: Draws) => { readonly world: World; readonly outputs: readonly Output[] };

const plain: Way = (world, entry) => step(world, entry);

const traced: Way = (world, entry) => {
  const { world: after, outputs } = step(world, entry, { trace: true });
  return { world: after, outputs: outputs.filter(({ type }) => type !== 'span') };
};

const split: Way = (world, entry, draws) => {
  const outputs: Output[] = [];
  let at = world;
  for (let pieces = draws.below(4); pieces > 0; pieces--) {
    const from = now(at);
    if (entry.at <= from) break;
    const stepped = advance(at, from + 1 + draws.below(entry.at - from));
    at = stepped.world;
    outputs.push(...stepped.outputs);
  }
  const last = step(at, entry);
  return { world: last.world, outputs: [...outputs, ...last.outputs] };
};

const saved: Way = (world, entry, draws) =>
  step(draws.below(3) === 0 ? decode(encode(world), { catalog }) : world, entry);

const forked: Way = (world, entry, draws) => {
  const other = fork(world);
  const stray = step(other, {
    ...entry,
    input: { type: 'tty.input', tty: 't1', data: `${LINES[draws.below(LINES.length)]}\r` },
  });
  advance(stray.world, (nextDue(stray.world) ?? now(stray.world)) + SECOND);
  return step(world, entry);
};

function fold(seed: number, log: readonly Entry[], way: Way): { readonly hash: string; readonly outputs: string } {
  const draws = new Draws(seed + 77);
  let world = genesis({ seed: `law-${seed}`, epochSec: 1_700_000_000, catalog, files: [] });
  let screen = '';
  for (const entry of log) {
    const stepped = way(world, entry, draws);
    world = stepped.world;
    for (const output of stepped.outputs) if (output.type === 'tty.output') screen += output.data;
  }
  return { hash: hash(world), outputs: screen };
}

const runs = Math.max(1, Math.ceil(inject('swarmRuns') / 4));
const seeds = [...REGRESSIONS, ...Array.from({ length: runs }, (_, i) => i + 1)];

describe.each(seeds)('seed %i', (seed) => {
  const log = randomLog(seed, 14);
  const reference = fold(seed, log, plain);

  test.each([
    ['folding it again', plain],
    ['with tracing', traced],
    ['with time passing in pieces', split],
    ['with checkpoints read back in the middle', saved],
    ['while forks of it go other ways', forked],
  ] as const)('%s gives the same world and the same screen', (_, way) => {
    expect(fold(seed, log, way)).toEqual(reference);
  });
});

test('the reference is not empty: commands were answered', () => {
  expect(fold(1, randomLog(1, 14), plain).outputs.length).toBeGreaterThan(200);
});
