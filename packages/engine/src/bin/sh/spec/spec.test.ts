/**
 * What real shells answered to the scripts in cases/ (recorded/, versions and date in recorded/versions.json), asked of
 * ours on the simulated kernel.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCases } from './read-cases.mjs';
import { runScript } from './world.ts';

interface Recorded {
  readonly name: string;
  readonly flavour: string;
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const topics = readdirSync(folder('./cases')).map((f) => f.replace('.txt', ''));

for (const topic of topics) {
  const cases = new Map(readCases(folder(`./cases/${topic}.txt`)).map((c) => [c.name, c]));
  const recorded: Recorded[] = readFileSync(folder(`./recorded/${topic}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  describe(topic, () => {
    test.each(recorded.map((r) => [r.flavour, r.name, r] as const))('%s: %s', (_flavour, name, r) => {
      const c = cases.get(name);
      if (c === undefined) throw new Error(`no case ${name}: record again`);
      expect(runScript(r.flavour, c.mode, c.script, c.stdin)).toEqual({ out: r.out, err: r.err, code: r.code });
    });
  });
}
