/** Questions to the user: a line from standard input, `y` or `Y` first meaning yes (rpmatch(3) in the C locale). */
import { EAGAIN } from '../../kernel/errno.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** The answer, or null when the program must wait for standard input. `typed` is what was read before. */
export function readAnswer(p: Proc, typed: Bytes): { readonly yes: boolean } | { readonly typed: Bytes } {
  let line = typed;
  for (;;) {
    const c = p.read(0, 1);
    if (c === EAGAIN) return { typed: line };
    if (typeof c === 'number' || c === '' || c === '\n') return { yes: /^[yY]/.test(line) };
    line += c;
  }
}
