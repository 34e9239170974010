import { describe, expect, inject, test } from 'vitest';
import { mix32 } from '../../sim/random.ts';
import { decodeRoots, encodeRoots } from '../../store/codec.ts';
import { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFLNK, S_IFMT } from '../syscall.ts';
import { taskTable } from '../task/task.ts';
import { superblockTable } from './filesystem.ts';
import { callsOf } from './fixtures/calls.ts';
import { commit, createMachine, dir, file, type Machine, SCHEMA, symlinkTo, testEnv } from './fixtures/machine.ts';
import { cloneModel, listModel, type ModelNode, modelNode, TreeModel } from './fixtures/tree-model.ts';
import { overlayDiff } from './overlay-diff.ts';
import { resolvePath } from './path-walk.ts';
import { attachSeed } from './seed.ts';
import { getSuperblock } from './superblock.ts';

declare module 'vitest' {
  interface ProvidedContext {
    swarmRuns: number;
  }
}

/** The lower layers: two that overlap, with a whiteout, an opaque directory and a file over a directory. */
const LOWERS = {
  below: [
    dir(''),
    dir('a'),
    file('a/a', 'lower aa'),
    file('a/b', 'lower ab'),
    dir('a/c'),
    file('a/c/a', 'lower aca'),
    dir('b'),
    dir('b/a'),
    file('b/a/a', 'lower baa'),
    file('c', 'lower c, of its own length'),
    symlinkTo('b/b', 'lower link'),
    dir('d'),
    file('d/a', 'hidden'),
  ],
  above: [
    dir(''),
    dir('a'),
    file('a/a', 'upper aa'),
    { ...file('a/b', ''), mode: 0o020000, rdev: 0, data: undefined as never },
    dir('b', { opaque: true }),
    file('b/c', 'upper bc, longer'),
    file('d', 'a file over a directory'),
  ],
};

/** What the two show. */
function lowerModel(): ModelNode {
  const root = modelNode('dir', 0o755, '', true);
  const add = (at: ModelNode, name: string, node: ModelNode): ModelNode => {
    at.names.set(name, node);
    return node;
  };
  const a = add(root, 'a', modelNode('dir', 0o755, '', true));
  add(a, 'a', modelNode('file', 0o644, 'upper aa'));
  add(add(a, 'c', modelNode('dir', 0o755, '', true)), 'a', modelNode('file', 0o644, 'lower aca'));
  add(add(root, 'b', modelNode('dir', 0o755, '', true)), 'c', modelNode('file', 0o644, 'upper bc, longer'));
  add(root, 'c', modelNode('file', 0o644, 'lower c, of its own length'));
  add(root, 'd', modelNode('file', 0o644, 'a file over a directory'));
  return root;
}

function prepare(): { m: Machine; u: ReturnType<typeof callsOf> } {
  const m = createMachine(testEnv(LOWERS));
  const u = callsOf(m);
  u.mkdir('/mnt/up');
  u.mkdir('/mnt/work');
  const at = resolvePath(m.k, m.init, '/mnt', true);
  if ('errno' in at) throw new Error('no /mnt');
  for (const name of ['below', 'above']) attachSeed(m.k, m.disk, at.node as number, name, name);
  u.mount('overlay', '/m', 'overlay', [], 'lowerdir=/mnt/above:/mnt/below,upperdir=/mnt/up,workdir=/mnt/work');
  u.chdir('/m');
  return { m, u };
}

/** The overlay as the model lists itself. */
function listReal(u: ReturnType<typeof callsOf>, path: string, shown = ''): string[] {
  const out: string[] = [];
  for (const name of u.ls(path) as string[]) {
    const { mode } = u.lstat(`${path}/${name}`);
    const type = mode & S_IFMT;
    const kind = type === S_IFDIR ? 'dir' : type === S_IFLNK ? 'link' : 'file';
    const data = kind === 'dir' ? '' : kind === 'link' ? u.readlink(`${path}/${name}`) : u.read(`${path}/${name}`);
    out.push(`${shown}/${name} ${kind} ${(mode & 0o7777).toString(8)} ${data}`);
    if (kind === 'dir') out.push(...listReal(u, `${path}/${name}`, `${shown}/${name}`));
  }
  return out;
}

/** What differs between two models, as moby's naive comparison lists it; times do not count here. */
function diffModels(now: ModelNode, old: ModelNode, path = ''): string[] {
  const out: string[] = [];
  for (const name of [...now.names.keys()].sort()) {
    const child = now.names.get(name) as ModelNode;
    const was = old.names.get(name);
    const at = `${path}/${name}`;
    const inner = child.kind === 'dir' ? diffModels(child, was?.kind === 'dir' ? was : modelNode('dir', 0), at) : [];
    if (was === undefined) out.push(`A ${at}`, ...inner);
    else if (was.kind !== child.kind || was.mode !== child.mode || was.data !== child.data || inner.length > 0)
      out.push(`C ${at}`, ...inner);
  }
  for (const name of [...old.names.keys()].sort()) if (!now.names.has(name)) out.push(`D ${path}/${name}`);
  return out;
}

const NAMES = ['a', 'b', 'c', 'd'];

/** One run of `steps` random calls on the overlay and the model. */
function run(seed: number, steps: number): void {
  const { m, u } = prepare();
  const first = lowerModel();
  const model = new TreeModel(cloneModel(first));
  let draws = 0;
  const pick = (n: number): number => mix32(`overlay ${seed}`, 'pick', draws++) % n;
  const path = (): string => Array.from({ length: 1 + pick(3) }, () => NAMES[pick(4)]).join('/');
  for (let step = 0; step < steps; step++) {
    m.k.now += 1e9;
    const p = path();
    const q = path();
    const isLink = (at: string): boolean => model.find(at)?.kind === 'link';
    const passesLink = (at: string): boolean =>
      at.split('/').some((_part, i, parts) => i > 0 && isLink(parts.slice(0, i).join('/')));
    const op = pick(10);
    if (passesLink(p) || passesLink(q) || (isLink(p) && op < 5 && op > 0)) continue;
    const calls: readonly (readonly [string, () => unknown, () => unknown])[] = [
      [`mkdir ${p}`, () => u.mkdir(p), () => model.mkdir(p)],
      [`write ${p}`, () => u.write(p, `data ${step}`), () => model.write(p, `data ${step}`, false)],
      [`append ${p}`, () => u.append(p, `+${step}`), () => model.write(p, `+${step}`, true)],
      [`chmod ${p}`, () => u.chmod(p, 0o600 + (step % 64)), () => model.chmod(p, 0o600 + (step % 64))],
      [`link ${p} ${q}`, () => u.link(p, q), () => model.link(p, q)],
      [`unlink ${p}`, () => u.unlink(p), () => model.unlink(p)],
      [`rmdir ${p}`, () => u.rmdir(p), () => model.rmdir(p)],
      [`rename ${p} ${q}`, () => u.rename(p, q), () => model.rename(p, q)],
      [`rename ${q} ${p}`, () => u.rename(q, p), () => model.rename(q, p)],
      [`symlink ${p}`, () => u.symlink(`to ${step}`, p), () => model.symlink(`to ${step}`, p)],
    ];
    const [name, real, expected] = calls[op] as (typeof calls)[number];
    const at = `seed ${seed}, step ${step}: ${name}`;
    expect(real(), at).toBe(expected());
    if (step % 10 === 9) {
      expect(listReal(u, '/m'), at).toEqual(listModel(model.root));
      if (step % 40 === 39) commit(m);
    }
  }
  checkEnd(m, u, model, first, seed);
}

function checkEnd(m: Machine, u: ReturnType<typeof callsOf>, model: TreeModel, first: ModelNode, seed: number): void {
  const at = `seed ${seed}, at the end`;
  const expected = listModel(model.root);
  expect(listReal(u, '/m'), at).toEqual(expected);
  // docker diff is what comparing the two views gives; a file changed back to what it was differs in its time only
  const { data } = getSuperblock(m.k, overlayOf(m));
  const changes = overlayDiff(m.k, data.upper as number, data.lowers as readonly number[]).map(
    ({ kind, path }) => `${kind} ${path}`,
  );
  const wanted = diffModels(model.root, first);
  const whole = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('C '));
  expect(whole(changes), at).toEqual(whole(wanted));
  for (const line of wanted) expect(changes, at).toContain(line);
  // the checkpoint of the world holds all of it
  const roots = commit(m);
  m.k = Kernel.open(SCHEMA, decodeRoots(SCHEMA, encodeRoots(SCHEMA, roots)), null, m.env);
  m.init = m.k.tx.edit(taskTable, 1);
  expect(listReal(u, '/m'), at).toEqual(expected);
  // the lower layers are as they were
  expect(
    listReal(u, '/mnt/below').filter((line) => line.startsWith('/a/')),
    at,
  ).toEqual(['/a/a file 644 lower aa', '/a/b file 644 lower ab', '/a/c dir 755 ', '/a/c/a file 644 lower aca']);
}

function overlayOf(m: Machine): number {
  let found = 0;
  m.k.tx.each(superblockTable, (record, sb) => {
    if (record.type === 'overlay') found = sb;
  });
  return found;
}

describe('random calls on an overlay and on a naive model', () => {
  test.each(Array.from({ length: inject('swarmRuns') }, (_, i) => i + 1))('seed %i', (seed) => {
    run(seed, 400);
  });
});
