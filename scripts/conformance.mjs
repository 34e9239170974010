// `npm run conformance`: scores the command line `drydock script` against sessions recorded on a real engine.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, Trouble } from './toolchain.mjs';

const PACKAGE = join(root, 'packages', 'conformance');
const ELSEWHERE = 'awesome-compose'; // not ours to redistribute: scored only where it lies beside the repository
const ELSEWHERE_CASES = join(root, '..', 'shared', 'conformance', 'cases', ELSEWHERE);

/** Topics named by --topic, which may be repeated and hold several with commas. */
export function topicsOf(args) {
  return args.flatMap((arg, i) => (args[i - 1] === '--topic' ? arg.split(',') : []));
}

/** A folder that shows our cases and those beside the repository as one. */
function gather(scratch) {
  const cases = join(scratch, 'cases');
  mkdirSync(cases);
  for (const topic of readdirSync(join(PACKAGE, 'cases'))) {
    symlinkSync(join(PACKAGE, 'cases', topic), join(cases, topic), 'junction');
  }
  symlinkSync(ELSEWHERE_CASES, join(cases, ELSEWHERE), 'junction');
  return cases;
}

/** Runs the scorer with `args` passed through (another simulator may follow `--`); resolves to its exit code. */
export async function conformance(tools, args) {
  const scratch = mkdtempSync(join(tmpdir(), 'drydock-conformance-'));
  try {
    const topics = topicsOf(args);
    const wanted = topics.length === 0 || topics.includes(ELSEWHERE);
    const present = existsSync(ELSEWHERE_CASES);
    if (wanted && !present) console.log(`${ELSEWHERE}: absent (looked in ${ELSEWHERE_CASES}), so not scored.`);
    if (topics.length > 0 && topics.every((topic) => topic === ELSEWHERE) && !present) {
      throw new Trouble('nothing else was asked for, so there is nothing to score.');
    }
    const cases = wanted && present ? gather(scratch) : join(PACKAGE, 'cases');
    const simulator = args.includes('--') ? [] : ['--', join(root, 'node_modules', '.bin', 'drydock'), 'script'];
    return await run(tools, [join(PACKAGE, 'score.mjs'), '--cases', cases, ...args, ...simulator]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
