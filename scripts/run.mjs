#!/usr/bin/env node
// npm start | npm test | npm run dev | npm run check | npm run conformance: installs what the lockfile names if that is
// not there yet, puts the Node it brings first in PATH, and does the task.
import { conformance } from './conformance.mjs';
import { dev, start } from './serve.mjs';
import { install, Trouble, toolchain } from './toolchain.mjs';
import { check, test } from './verify.mjs';

const TASKS = { start, test, dev, check, conformance };

const [name, ...args] = process.argv.slice(2);
try {
  const task = Object.hasOwn(TASKS, name ?? '') ? TASKS[name] : undefined;
  if (!task) throw new Trouble(`usage: node scripts/run.mjs ${Object.keys(TASKS).join(' | ')}`);
  if (args.length > 0 && task.length < 2) throw new Trouble(`${name} takes no arguments, but got: ${args.join(' ')}`);
  install();
  process.exitCode = await task(toolchain(), args);
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error);
  process.exitCode = 1;
}
