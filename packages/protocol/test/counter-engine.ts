/**
 * A small deterministic engine for the tests of everything that carries entries: terminals echo what is typed, and a
 * line is a command that answers a simulated millisecond later. It keeps the laws of the real one (pure, same log →
 * same hash, split advance, encode anywhere) and can be made to misbehave on request:
 *
 *   count | echo TEXT | sleep MS | every MS TEXT | stop      answers, timers, repeating timers
 *   burn N | heavy N                                          costs N loops now, or N at each simulated millisecond
 *   fault | timebomb MS | hang                                throws now, throws when due, never returns
 */
import type { EngineApi, EngineBuild, Entry, GenesisSpec, Input, Output, SimTime, Stepped } from '../src/engine-api.ts';

interface Timer {
  readonly due: SimTime;
  readonly id: number;
  readonly tty: string;
  readonly text: string;
  /** Nanoseconds between firings, 0 for once. */
  readonly every: number;
  readonly kind: 'print' | 'burn' | 'bomb';
}

interface Tty {
  readonly rows: number;
  readonly cols: number;
  readonly line: string;
}

/** The world: plain values, copied when they change. */
export interface CounterWorld {
  readonly seed: string;
  readonly epochSec: number;
  readonly at: SimTime;
  readonly seq: number;
  readonly count: number;
  readonly nextId: number;
  readonly ttys: { readonly [tty: string]: Tty };
  readonly files: { readonly [path: string]: string };
  /** Soonest first. */
  readonly timers: readonly Timer[];
  /** Who did what, so that a lost or doubled entry changes the hash. */
  readonly trail: number;
}

const MS = 1_000_000;

/** FNV-1a, 32 bits, over the UTF-16 units of `text`, from `start`. */
function fnv(text: string, start = 0x811c9dc5): number {
  let h = start;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

function burn(loops: number): number {
  let x = 1;
  for (let i = 0; i < loops; i++) x = Math.imul(x, 1664525) + 1013904223;
  return x;
}

function addTimer(world: CounterWorld, timer: Omit<Timer, 'id'>): CounterWorld {
  const added = { ...timer, id: world.nextId };
  const timers = [...world.timers, added].sort((a, b) => a.due - b.due || a.id - b.id);
  return { ...world, timers, nextId: world.nextId + 1 };
}

function command(world: CounterWorld, tty: string, line: string): CounterWorld {
  const [verb = '', ...words] = line.trim().split(/\s+/);
  const n = Number(words[0] ?? 0);
  const print = (text: string, after = MS, every = 0): CounterWorld =>
    addTimer(world, { due: world.at + after, tty, text, every, kind: 'print' });
  switch (verb) {
    case 'count':
      return { ...print(`${world.count + 1}`), count: world.count + 1 };
    case 'echo':
      return print(words.join(' '));
    case 'sleep':
      return print('awake', n * MS);
    case 'every':
      return print(words.slice(1).join(' '), n * MS, n * MS);
    case 'stop':
      return { ...world, timers: world.timers.filter((timer) => timer.every === 0) };
    case 'burn':
      burn(n);
      return print('burnt');
    case 'heavy':
      return addTimer(world, { due: world.at + MS, tty, text: String(n), every: MS, kind: 'burn' });
    case 'timebomb':
      return addTimer(world, { due: world.at + n * MS, tty, text: '', every: 0, kind: 'bomb' });
    case 'fault':
      throw new Error('asserted: fault was asked for');
    case 'hang':
      for (;;) burn(1000);
    default:
      return print(verb === '' ? '' : `${verb}: not found`);
  }
}

function typed(world: CounterWorld, tty: string, data: string, out: Output[]): CounterWorld {
  let next = world;
  for (const char of data) {
    const state = next.ttys[tty] as Tty;
    const ends = char === '\r' || char === '\n';
    out.push({ type: 'tty.output', tty, data: ends ? '\r\n' : char });
    const line = ends ? '' : state.line + char;
    next = { ...next, ttys: { ...next.ttys, [tty]: { ...state, line } } };
    if (ends) next = command(next, tty, state.line);
  }
  return next;
}

function refuse(world: CounterWorld, reason: string, out: Output[]): CounterWorld {
  out.push({ type: 'refused', reason });
  return world;
}

function take(world: CounterWorld, input: Input, out: Output[]): CounterWorld {
  switch (input.type) {
    case 'tty.open':
      if (Object.hasOwn(world.ttys, input.tty)) return refuse(world, `tty ${input.tty} is open`, out);
      out.push({ type: 'tty.output', tty: input.tty, data: '$ ' });
      return { ...world, ttys: { ...world.ttys, [input.tty]: { rows: input.rows, cols: input.cols, line: '' } } };
    case 'tty.input':
      if (!Object.hasOwn(world.ttys, input.tty)) return refuse(world, `no tty ${input.tty}`, out);
      return typed(world, input.tty, input.data, out);
    case 'tty.resize':
    case 'tty.close': {
      const state = world.ttys[input.tty];
      if (!state) return refuse(world, `no tty ${input.tty}`, out);
      const { [input.tty]: _, ...others } = world.ttys;
      if (input.type === 'tty.resize') {
        return { ...world, ttys: { ...others, [input.tty]: { ...state, rows: input.rows, cols: input.cols } } };
      }
      out.push({ type: 'tty.closed', tty: input.tty, code: 0 });
      return { ...world, ttys: others };
    }
    case 'file.put':
      return { ...world, files: { ...world.files, [input.path]: input.data } };
    default:
      return refuse(world, `${input.type} is not simulated here`, out);
  }
}

function fire(world: CounterWorld, timer: Timer, out: Output[]): CounterWorld {
  const timers = world.timers.slice(1);
  let next: CounterWorld = { ...world, timers, at: timer.due };
  if (timer.kind === 'bomb') throw new Error('asserted: the bomb went off');
  if (timer.kind === 'burn') burn(Number(timer.text));
  if (timer.kind === 'print') {
    out.push({ type: 'tty.output', tty: timer.tty, data: `${timer.text}\r\n$ ` });
  }
  if (timer.every > 0) next = addTimer(next, { ...timer, due: timer.due + timer.every });
  return next;
}

function advanceTo(world: CounterWorld, to: SimTime, out: Output[]): CounterWorld {
  if (to < world.at) throw new Error(`asserted: time runs backwards, ${world.at} to ${to}`);
  let next = world;
  for (let due = next.timers[0]; due && due.due <= to; due = next.timers[0]) next = fire(next, due, out);
  return { ...next, at: to };
}

const encode = (world: CounterWorld): Uint8Array => {
  const text = JSON.stringify(world);
  const octets = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    octets[i * 2] = text.charCodeAt(i) >> 8;
    octets[i * 2 + 1] = text.charCodeAt(i) & 255;
  }
  return octets;
};

const decode = (octets: Uint8Array): CounterWorld => {
  let text = '';
  for (let i = 0; i < octets.length; i += 2) {
    text += String.fromCharCode(((octets[i] as number) << 8) | (octets[i + 1] as number));
  }
  return JSON.parse(text) as CounterWorld;
};

/** The engine. Its catalog is a word that every world must have been made with. */
export const counterEngine: EngineApi<CounterWorld, string> = {
  BEHAVIOUR_VERSION: 'counter-1',
  genesis: (spec: GenesisSpec<string>): CounterWorld => ({
    seed: spec.seed,
    epochSec: spec.epochSec,
    at: 0,
    seq: 0,
    count: 0,
    nextId: 1,
    ttys: {},
    files: Object.fromEntries((spec.files ?? []).map(({ path, data }) => [path, data])),
    timers: [],
    trail: 0,
  }),
  step(world: CounterWorld, entry: Entry): Stepped<CounterWorld> {
    if (entry.seq !== world.seq + 1) throw new Error(`asserted: entry ${entry.seq} after ${world.seq}`);
    const outputs: Output[] = [];
    const there = advanceTo(world, entry.at, outputs);
    const done = take(there, entry.input, outputs);
    const trail = fnv(JSON.stringify([entry.seq, entry.at, entry.actor, entry.input]), done.trail);
    return { world: { ...done, seq: entry.seq, trail }, outputs };
  },
  advance(world: CounterWorld, to: SimTime): Stepped<CounterWorld> {
    const outputs: Output[] = [];
    return { world: advanceTo(world, to, outputs), outputs };
  },
  nextDue: (world) => world.timers[0]?.due ?? null,
  now: (world) => world.at,
  encode,
  decode,
  hash: (world) => {
    const text = JSON.stringify(world);
    return fnv(text).toString(16).padStart(8, '0') + fnv(text, 0x12345678).toString(16).padStart(8, '0');
  },
};

/** What a folding thread imports by URL in tests (`ENGINE_MODULE`). */
export const build: EngineBuild<CounterWorld, string> = { engine: counterEngine, catalog: 'none' };
