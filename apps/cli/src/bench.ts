/** `drydock bench`: the engine's figures, measured in virtual hosts in this process. */
import { createCatalog } from '@drydock/catalog';
import { decode, encode, fork, hash } from '@drydock/engine';
import { Host } from './host.ts';

/** One figure. `budget` null: told, not judged. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly p95: number;
  readonly budget: number | null;
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** Times `work` `n` times after a warm-up; `per` is what one time stands for. */
function measure(
  name: string,
  unit: 'µs' | 'ms',
  n: number,
  budget: number | null,
  work: (i: number) => void,
  between: (i: number) => void = () => {},
): Row {
  const scale = unit === 'µs' ? 1000 : 1;
  const times: number[] = [];
  const warm = Math.ceil(n / 4);
  for (let i = 0; i < n + warm; i++) {
    const start = performance.now();
    work(i);
    const took = (performance.now() - start) * scale;
    between(i);
    if (i >= warm) times.push(took);
  }
  times.sort((a, b) => a - b);
  return { name, unit, median: quantile(times, 0.5), p95: quantile(times, 0.95), budget };
}

function expect(host: Host, command: string): void {
  const answer = host.run(command);
  if (answer.exitCode !== 0) throw new Error(`${command}: exit ${answer.exitCode}: ${answer.stderr}`);
}

function measureAll(quick: boolean): Row[] {
  const n = quick ? 50 : 400;
  const rows: Row[] = [];
  const before = process.memoryUsage().heapUsed;
  const host = new Host(null);
  rows.push({
    name: 'memory of a fresh world and its catalog',
    unit: 'MB',
    median: (process.memoryUsage().heapUsed - before) / 1e6,
    p95: Number.NaN,
    budget: null,
  });
  host.open();
  rows.push(measure('true (shell builtin)', 'µs', n, null, () => expect(host, 'true')));
  for (let i = 0; i < 3; i++) expect(host, `docker run -d --name c${i} nginx`);
  rows.push(measure('docker ps (3 containers)', 'µs', n, 60, () => expect(host, 'docker ps')));
  rows.push(
    measure(
      'docker run -d, present image',
      'µs',
      n / 4,
      1000,
      (i) => expect(host, `docker run -d --name r${i} alpine sleep 1000`),
      (i) => expect(host, `docker rm -f r${i}`),
    ),
  );
  rows.push(
    measure(
      'docker network create',
      'µs',
      n / 4,
      null,
      (i) => expect(host, `docker network create n${i}`),
      (i) => expect(host, `docker network rm n${i}`),
    ),
  );
  rows.push(measure('fork', 'µs', n, 10, () => fork(host.world)));
  for (let i = 0; i < 47; i++) expect(host, `docker run -d --name w${i} alpine sleep 10000`);
  let bytes = encode(host.world);
  rows.push(
    measure('checkpoint of 50 containers', 'ms', n / 8, 50, () => {
      bytes = encode(host.world);
    }),
  );
  rows.push({ name: 'its size', unit: 'kB', median: bytes.length / 1000, p95: Number.NaN, budget: null });
  const catalog = createCatalog();
  rows.push(measure('decode of it', 'ms', n / 8, null, () => void decode(bytes, { catalog })));
  rows.push(
    measure(
      'state hash after a command',
      'ms',
      n / 8,
      null,
      () => void hash(host.world),
      () => expect(host, 'true'),
    ),
  );
  return rows;
}

/** Prints the figures; exit code 1 when a median is over its budget. */
export function bench(argv: readonly string[]): number {
  const rows = measureAll(argv.includes('--quick'));
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ rows })}\n`);
  else {
    const cell = (x: number): string => (Number.isNaN(x) ? '' : x.toFixed(x < 10 ? 2 : 1));
    process.stdout.write(
      `${'figure'.padEnd(44)}${'median'.padStart(10)}${'p95'.padStart(10)}${'budget'.padStart(10)}  unit\n`,
    );
    for (const row of rows) {
      process.stdout.write(
        `${row.name.padEnd(44)}${cell(row.median).padStart(10)}${cell(row.p95).padStart(10)}${(row.budget === null ? '' : String(row.budget)).padStart(10)}  ${row.unit}\n`,
      );
    }
  }
  return rows.some((row) => row.budget !== null && row.median > row.budget) ? 1 : 0;
}
