import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runDocker } from './testing/fake-docker.ts';

interface Recorded {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const CASES = new URL('../../../conformance/cases/', import.meta.url);

/** All recorded commands of all topics. */
function recordings(): readonly Recorded[] {
  const all: Recorded[] = [];
  for (const topic of readdirSync(CASES)) {
    for (const name of readdirSync(new URL(`${topic}/`, CASES))) {
      const text = readFileSync(new URL(`${topic}/${name}/expected.jsonl`, CASES), 'utf8');
      for (const line of text.split('\n')) if (line !== '') all.push(JSON.parse(line) as Recorded);
    }
  }
  return all;
}

/** The words of a command without expansions or operators; null for anything else. */
function simpleWords(command: string): string[] | null {
  if (/[|&;<>$`\\*]/.test(command.replaceAll(/'[^']*'/g, '')) || command.includes('"')) return null;
  const words = command.match(/(?:'[^']*'|[^ '])+/g) ?? [];
  return words.map((word) => word.replaceAll(/'([^']*)'/g, '$1'));
}

/** Commands that docker itself refuses before it asks the daemon: their text holds a usage or the hint of run and create. */
const refused = recordings().filter(
  ({ command, stderr }) =>
    command.startsWith('docker ') &&
    !/^docker (build|compose|buildx|builder)\b/.test(command) &&
    !stderr.includes('Error response from daemon') &&
    /Usage: {2}docker|--help' for more information/.test(stderr) &&
    simpleWords(command) !== null,
);

describe('usage errors of the recordings', () => {
  it('has enough of them to mean something', () => {
    expect(refused.length).toBeGreaterThan(60);
  });

  it.each(refused.map((one) => [one.command, one] as const))('%s', (_name, one) => {
    const [, ...args] = simpleWords(one.command) as string[];
    const { out, err, code, requests } = runDocker(args);
    expect({ stdout: out, stderr: err, exitCode: code, requests }).toEqual({
      stdout: one.stdout,
      stderr: one.stderr,
      exitCode: one.exitCode,
      requests: [],
    });
  });
});
