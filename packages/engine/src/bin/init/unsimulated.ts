/** What runs when a binary is one that nobody simulates: it says so by name. */
import { defineProgram } from '../../program/program.ts';

/** Program `unsimulated`; exit status 126, as for a binary that cannot be run. */
export const unsimulated = defineProgram('unsimulated', 1, {
  start: (p) => {
    p.print(2, `${p.argv[0] ?? ''}: this program is not simulated\n`);
    return p.exit(126);
  },
});
