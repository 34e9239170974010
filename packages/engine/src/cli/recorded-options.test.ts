import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ok, runDocker } from './testing/fake-docker.ts';

/** What docker 28.5.2 says to `docker create ARGS`: an error of its own, or nothing because the daemon is asked. */
type Recorded = {
  readonly args: readonly string[];
  readonly sent?: true;
  readonly error?: string;
  readonly code?: number;
};

const recorded = readFileSync(new URL('recorded/create-options.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Recorded);

/** The files that were there while it was recorded. */
const files = { ef: '=3\n', lf: 'a=1\nb\n', sp: '{' };

/** The error without the usage and the hint that follow it. */
function bare(text: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('Usage:') && !line.startsWith('Run '))
    .join('\n');
}

describe('options of docker create, as recorded', () => {
  const refused = recorded.filter((one) => one.sent !== true && !one.args.includes('ef'));
  it.each(refused.map((one) => [one.args.join(' '), one] as const))('refuses %s', (_name, one) => {
    const { err, code, requests } = runDocker(one.args, { files });
    expect({ error: bare(err), code, requests }).toEqual({ error: one.error, code: one.code, requests: [] });
  });

  const sent = recorded.filter((one) => one.sent === true);
  it.each(sent.map((one) => [one.args.join(' '), one] as const))('leaves %s to the daemon', (_name, one) => {
    const { requests } = runDocker(one.args, { files, daemon: () => ok({ Id: 'c1', Warnings: [] }, 201) });
    expect(requests.map((request) => request.split('?')[0])).toEqual(['POST /containers/create']);
  });
});
