/** A small machine for the shell's tests: the three shells, a few programs, no engine. */

import { genesis } from '../../../host/genesis.ts';
import { PROGRAMS } from '../../../host/programs.ts';
import { S_IFDIR, S_IFLNK, S_IFREG } from '../../../kernel/syscall.ts';
import type { Catalog, CatalogTree } from '../../../registry/catalog.ts';
import type { Input } from '../../../sim/input.ts';
import type { Output } from '../../../sim/output.ts';
import { advance, nextDue, now, step, type World } from '../../../sim/world.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { TEST_PROGRAMS } from './programs.ts';

type Entry = CatalogTree['entries'][number];

const UTILITIES = [
  'cat',
  'head',
  'tail',
  'sort',
  'tr',
  'wc',
  'seq',
  'cut',
  'tee',
  'uniq',
  'yes',
  'base64',
  'mkdir',
  'ls',
  'env',
  'true',
  'false',
  'sleep',
  'echo',
  'rm',
  'chmod',
  'ln',
  'grep',
  'touch',
];

function programOf(name: string): string | null {
  const own = `t-${name}`;
  if (TEST_PROGRAMS.some((p) => p.name === own)) return own;
  for (const full of [`gnu/${name}`, name]) if (PROGRAMS.some((p) => p.name === full)) return full;
  return null;
}

function entries(): readonly Entry[] {
  const out: Entry[] = [];
  const base = { uid: 0, gid: 0, mtimeSec: 1_763_000_000 };
  const dir = (path: string, mode = 0o755): void => void out.push({ path, mode: S_IFDIR | mode, ...base });
  dir('');
  for (const d of [
    'usr',
    'usr/bin',
    'usr/lib',
    'tmp',
    'root',
    'etc',
    'home',
    'home/student',
    'dev',
    'proc',
    'sys',
    'run',
    'var',
  ])
    dir(d, d === 'tmp' ? 0o1777 : 0o755);
  out.push({ path: 'bin', mode: S_IFLNK | 0o777, target: 'usr/bin', ...base });
  const file = (path: string, data: string): void => void out.push({ path, mode: S_IFREG | 0o644, data, ...base });
  file(
    'etc/passwd',
    'root:x:0:0:root:/root:/bin/bash\nstudent:x:1000:1000:,,,:/home/student:/bin/bash\nashuser:x:1001:1001::/root:/usr/bin/ash\ndashuser:x:1002:1002::/root:/usr/bin/dash\n',
  );
  file('etc/group', 'root:x:0:\nstudent:x:1000:\n');
  const binary = (path: string, program: string): void =>
    void out.push({ path, mode: S_IFREG | 0o755, size: 1000, program, ...base });
  for (const shell of ['bash', 'dash', 'ash']) binary(`usr/bin/${shell}`, shell);
  out.push({ path: 'usr/bin/sh', mode: S_IFLNK | 0o777, target: 'dash', ...base });
  binary('usr/bin/launch', 'launch');
  for (const name of UTILITIES) {
    const program = programOf(name);
    if (program !== null) binary(`usr/bin/${name}`, program);
  }
  return out;
}

const TREE: CatalogTree = { digest: 'test', entries: entries() };

/** A catalog that holds the machine's own files only. */
export const CATALOG: Catalog = {
  digest: 'test',
  tree: () => TREE,
  hostTree: 'test',
  hasRepository: () => false,
  image: () => undefined,
  present: [],
};

/** The booted machine; sessions start from it without touching one another. */
export const MACHINE: World = genesis({ seed: 'shell', epochSec: 1_764_000_000, catalog: CATALOG }, TEST_PROGRAMS);

/** A session that is fed by hand: inputs and time, and what came out of it. */
export class Session {
  world: World;
  readonly outputs: Output[] = [];
  /** Called with the world before each move; may put another one in its place. */
  between: (world: World) => World = (w) => w;
  private seq = 1;

  constructor(world: World = MACHINE) {
    this.world = world;
  }

  input(input: Input): this {
    this.world = this.between(this.world);
    const r = step(this.world, { seq: this.seq++, at: now(this.world), actor: 'test', input });
    this.world = r.world;
    this.outputs.push(...r.outputs);
    return this;
  }

  /** Lets time pass until nothing is due or `seconds` are over. */
  run(seconds: number): this {
    const end = now(this.world) + Math.round(seconds * 1e9);
    for (;;) {
      const due = nextDue(this.world);
      // Something due at this very instant is done by moving on a little.
      const to = due === null || due > end ? end : Math.max(due, now(this.world) + 1);
      this.world = this.between(this.world);
      const r = advance(this.world, to);
      this.world = r.world;
      this.outputs.push(...r.outputs);
      if (to >= end || this.closed) return this;
    }
  }

  get closed(): boolean {
    return this.outputs.some((o) => o.type === 'pipe.closed' || o.type === 'tty.closed');
  }

  /** What was written to a descriptor of a pipe session, or (no number) to the terminal. */
  text(fd?: number): Bytes {
    let out = '';
    for (const o of this.outputs) {
      if (fd === undefined ? o.type === 'tty.output' : o.type === 'pipe.output' && o.fd === fd)
        out += (o as { data: Bytes }).data;
    }
    return out;
  }
}

/** What a script did. */
export interface Ran {
  readonly out: Bytes;
  readonly err: Bytes;
  readonly code: number;
}

/** Runs a script as the recorder does: mode `c`, `s` (standard input) or `f` (file). `seconds`: simulated time it may take. */
export function runScript(
  flavour: string,
  mode: string,
  script: Bytes,
  stdin: Bytes,
  between?: (world: World) => World,
  seconds = 20,
): Ran {
  const s = new Session();
  if (between !== undefined) s.between = between;
  const put = (path: string, data: Bytes): void =>
    void s.input({ type: 'file.put', user: 'root', path, mode: 0o644, data });
  put('/tmp/s', script);
  put('/tmp/script', script);
  put('/tmp/i', stdin);
  s.input({ type: 'pipe.open', pipe: 'p', user: 'root', cwd: '/', argv: ['/usr/bin/launch', flavour, mode], extra: 1 });
  s.run(seconds);
  const code = s.text(3);
  return { out: s.text(1), err: s.text(2), code: code === '' ? -1 : Number(code) };
}
