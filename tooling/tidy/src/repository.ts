import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, type Source } from './source.ts';
import type { Workspace } from './workspaces.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Recorded elsewhere and kept as they are. */
const VERBATIM = ['packages/conformance/cases/', 'packages/conformance/score.mjs'];
/** Where git is not there to say what is ignored (a downloaded archive). */
const NEVER = new Set(['node_modules', '.git', '.next', '.turbo', 'dist', 'data', 'test-results', 'playwright-report']);

/** Paths, from the root and with `/`, of all files that are tracked or could be, sorted. */
export function files(): string[] {
  const found = existsSync(join(root, '.git')) ? gitFiles() : walkFiles('');
  return found.filter((path) => !VERBATIM.some((start) => path.startsWith(start))).sort();
}

function gitFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const out = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
  return out.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

function walkFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NEVER.has(entry.name) ? [] : walkFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Text of one file. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** All sources, parsed. */
export function sources(paths: readonly string[]): Source[] {
  return paths
    .filter((path) => /\.([cm]?[jt]sx?|css)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => parse(path, read(path)));
}

/** All package.json files, the root's included. */
export function manifests(paths: readonly string[]): string[] {
  return paths.filter((path) => path === 'package.json' || path.endsWith('/package.json'));
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The workspaces, and where their exports lead (`@drydock/engine` → `packages/engine/src/index.ts`). */
export function workspaces(paths: readonly string[]): { list: Workspace[]; entries: Map<string, string> } {
  const list: Workspace[] = [];
  const entries = new Map<string, string>();
  for (const path of manifests(paths)) {
    const manifest = JSON.parse(read(path)) as Manifest;
    const folder = path.slice(0, -'/package.json'.length);
    list.push({
      folder,
      name: manifest.name,
      dependencies: Object.keys(manifest.dependencies ?? {}),
      devDependencies: Object.keys(manifest.devDependencies ?? {}),
    });
    for (const [key, target] of Object.entries(manifest.exports ?? {})) {
      if (typeof target === 'string') entries.set(manifest.name + key.slice(1), folder + target.slice(1));
    }
  }
  return { list, entries };
}
