// `test` and `check`: stages in order, each with its name and time, and their counts added up.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { add, closingLine, fromPlaywright, fromVitest, withExitCode } from './counts.mjs';
import { lockcheck } from './lockcheck.mjs';
import { freePort } from './serve.mjs';
import { command, root, run, Trouble, turbo } from './toolchain.mjs';

/** Seeds per swarm test in the quick check; a test's own default holds otherwise. */
const QUICK_SWARM_RUNS = '3';
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** A stage that is no test suite: nothing when it succeeds, one failure when it does not. */
const plain = (work) => async (context) => ((await work(context)) === 0 ? NOTHING : { ...NOTHING, failed: 1 });

/** Reads the JSON report at `path` through `read`; a runner that died without a report failed once. */
function counted(path, read, status) {
  if (!existsSync(path)) return { ...NOTHING, failed: 1 };
  return withExitCode(read(JSON.parse(readFileSync(path, 'utf8'))), status);
}

/** Unit tests, engine laws and tidy: everything vitest finds. */
const unit =
  (extraEnv) =>
  async ({ tools, scratch }) => {
    const report = join(scratch, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const status = await run(tools, [command('vitest'), 'run', '--allowOnly=false', ...reporters], { extraEnv });
    return counted(report, fromVitest, status);
  };

/** Playwright against the production build, on a free port, with data of its own. */
async function endToEnd({ tools, scratch, failed }) {
  if (failed.has('build')) throw new Trouble('not run, because the build failed');
  if (!existsSync(join(root, 'e2e', 'playwright.config.ts'))) throw new Trouble('e2e/playwright.config.ts is missing');
  const chromium = await browser(tools);
  const report = join(scratch, 'playwright.json');
  const extraEnv = {
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
    PORT: String(await freePort()),
    DATA_DIR: join(scratch, 'data'),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  const args = [command('@playwright/test', 'playwright'), 'test', '--reporter=list,json', '--forbid-only'];
  const status = await run(tools, args, { cwd: join(root, 'e2e'), extraEnv });
  return counted(report, fromPlaywright, status);
}

const lockfile = ['lockfile', plain(() => lockcheck())];
const typecheck = ['typecheck', plain(({ tools }) => turbo(tools, 'typecheck'))];
const lint = ['lint', plain(({ tools }) => run(tools, [command('@biomejs/biome', 'biome'), 'check', '.']))];
const build = ['build', plain(({ tools }) => turbo(tools, 'build'))];

const TEST = [lockfile, typecheck, lint, ['unit, laws and tidy', unit({})], build, ['end-to-end', endToEnd]];
const CHECK = [lockfile, typecheck, lint, ['unit, laws and tidy', unit({ DRYDOCK_SWARM_RUNS: QUICK_SWARM_RUNS })]];

/** Runs every stage, also after one failed, and closes with the counts; resolves to an exit code. */
async function stages(tools, list) {
  const scratch = mkdtempSync(join(tmpdir(), 'drydock-test-'));
  const failed = new Set();
  let total = NOTHING;
  try {
    for (const [name, work] of list) {
      console.log(`\n=== ${name}`);
      const began = Date.now();
      const counts = await work({ tools, scratch, failed }).catch((error) => {
        console.error(error instanceof Trouble ? error.message : error);
        return { ...NOTHING, failed: 1 };
      });
      if (counts.failed > 0) failed.add(name);
      total = add(total, counts);
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`=== ${name}: ${counts.failed > 0 ? 'FAILED' : 'ok'} in ${seconds} s`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
  console.log(failed.size > 0 ? `\nfailed: ${[...failed].join('; ')}` : '');
  console.log(closingLine(total));
  return failed.size > 0 ? 1 : 0;
}

/** `npm test`: everything, on the production build, in a browser. */
export function test(tools) {
  return stages(tools, TEST);
}

/** `npm run check`: what a change needs before it is shared; no build and no browser, few swarm seeds. */
export function check(tools) {
  return stages(tools, CHECK);
}
