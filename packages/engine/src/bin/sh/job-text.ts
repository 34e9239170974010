/** The text of a job. */
import type { Bytes } from '../../util/bytes.ts';
import { printCommand } from './print.ts';
import type { Shell } from './shell.ts';

/** Command `n` of the current unit as the shell lists it; '' when `n` is -1. */
export function jobText(sh: Shell, n: number): Bytes {
  const node = sh.unit.nodes[n];
  if (node === undefined) return '';
  if (sh.bash) return printCommand(sh.L.unit.text, node);
  return sh.L.unit.text.slice(node.pos, node.end).replace(/\s*\n\s*/g, ' ');
}
