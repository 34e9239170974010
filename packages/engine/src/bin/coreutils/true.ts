/** true(1) and false(1). GNU's answer `--help` and `--version`, and nothing else. */
import type { Program } from '../../program/program.ts';
import { tools } from '../frame/flavour.ts';
import { gnuVersion } from '../frame/gnu-version.ts';
import { refuse } from '../frame/invocation.ts';

function make(name: 'true' | 'false', status: number): readonly Program[] {
  return tools(name, 1, (f) => ({
    start: (p) => {
      if (f.gnu && p.argv.length === 2) {
        if (p.argv[1] === '--version') p.print(1, gnuVersion(name) as string);
        if (p.argv[1] === '--help') return p.exit(refuse(p, p.argv[0] as string, '--help'));
      }
      return p.exit(status);
    },
  }));
}

/** `gnu/true`, `gnu/false` and their applets. */
export const truePrograms: readonly Program[] = [...make('true', 0), ...make('false', 1)];
