import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../env.ts';
import { Logger } from './logger.ts';
import { Metrics } from './metrics.ts';
import { secretOf } from './secret-file.ts';

describe('the secret of a data folder', () => {
  it('is made once, and is ours alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-secret-'));
    try {
      const secret = await secretOf(join(folder, 'data'));
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(await secretOf(join(folder, 'data'))).toEqual(secret);
      expect((await stat(join(folder, 'data', 'secret'))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(folder, 'data', 'secret'), 'utf8')).toBe(`${Buffer.from(secret).toString()}\n`);
      await writeFile(join(folder, 'data', 'secret'), 'short');
      await expect(secretOf(join(folder, 'data'))).rejects.toThrow('no usable secret');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('settings', () => {
  it('have defaults, and empty means not set', () => {
    expect(readEnv({ PORT: '', ORIGINS: 'https://a.example, https://b.example' })).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: 'data',
      ORIGINS: ['https://a.example', 'https://b.example'],
      ROOM_IDLE_MS: 60_000,
    });
  });

  it('that are wrong are named', () => {
    expect(() => readEnv({ PORT: '70000', SECRET: 'short' })).toThrow(/PORT: .*; SECRET: /);
  });
});

describe('the log', () => {
  it('is one JSON object a line', () => {
    const lines: string[] = [];
    const logger = new Logger('info', (line) => lines.push(line));
    logger.say('debug', 'left out');
    logger.say('info', 'room opened', { room: 'r', seq: 3 });
    logger.fault('room broken', new Error('two\nlines'), { room: 'r' });
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'info', event: 'room opened', room: 'r', seq: 3 },
      {
        level: 'error',
        event: 'room broken',
        room: 'r',
        error: 'two\nlines',
        where: expect.stringContaining('operation.test'),
      },
    ]);
  });
});

describe('figures', () => {
  it('are written as Prometheus reads them', () => {
    const metrics = new Metrics();
    metrics.count('drydock_refused_total', 1, 'code="right"');
    metrics.count('drydock_refused_total', 2, 'code="right"');
    metrics.gauge('drydock_rooms', () => 4);
    metrics.time('drydock_commit_seconds', 3);
    metrics.time('drydock_commit_seconds', 9000);
    const text = metrics.text();
    expect(text).toContain('# TYPE drydock_refused_total counter\ndrydock_refused_total{code="right"} 3\n');
    expect(text).toContain('# TYPE drydock_rooms gauge\ndrydock_rooms 4\n');
    expect(text).toContain(
      'drydock_commit_seconds_bucket{le="0.0025"} 0\ndrydock_commit_seconds_bucket{le="0.005"} 1\n',
    );
    expect(text).toContain('_bucket{le="2.5"} 1\ndrydock_commit_seconds_bucket{le="+Inf"} 2\n');
    expect(text).toContain('drydock_commit_seconds_sum 9.003\ndrydock_commit_seconds_count 2\n');
  });
});
