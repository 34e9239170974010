#!/usr/bin/env node
// Runs the command line on the pinned Node: from any directory, whatever `node` the caller has.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const pinned = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 18);
if (!isNewEnough && !existsSync(pinned)) {
  console.error('drydock needs Node 22.18 or newer: run `npm install` in the repository first, it brings one.');
  process.exit(1);
}
if (isNewEnough) await import('../src/main.ts');
else {
  const result = spawnSync(pinned, [join(here, '../src/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(result.status ?? 1);
}
