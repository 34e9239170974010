/** The shells: one program family with three flavours. */
import { defineProgram, type Program } from '../../program/program.ts';
import { turn } from './eval.ts';
import type { Flavour } from './flavour.ts';
import type { ShellOptions } from './shell.ts';
import { start } from './start.ts';
import type { ShellState } from './state.ts';
import { onSignal } from './trap.ts';

export type { ShellOptions } from './shell.ts';
export type { ShellState } from './state.ts';

/** Anonymous memory of a fresh shell, in bytes: what ps shows for the real ones. */
const MEMORY: { readonly [F in Flavour]: number } = { bash: 1_700_000, dash: 500_000, ash: 400_000 };

/** Programs named `bash`, `dash` and `ash`. The name in messages is argv[0]; one that begins with `-` makes a login shell. */
export function shellPrograms(options: ShellOptions): readonly Program<ShellState>[] {
  return (['bash', 'dash', 'ash'] as const).map((flavour) =>
    defineProgram<ShellState>(
      flavour,
      1,
      {
        start: (p) => start(p, flavour, options),
        run: (p) => turn(p, options),
        end: (p) => p.exit(p.locals.status),
      },
      { onSignal: (p, signal) => onSignal(p, signal, options), memory: MEMORY[flavour] },
    ),
  );
}
