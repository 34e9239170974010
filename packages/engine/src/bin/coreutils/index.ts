/** The programs of coreutils that are not about text. */
import type { Program } from '../../program/program.ts';
import { printfPrograms } from './printf.ts';

/** All programs of this folder, of both families. */
export function coreutilsOnlyPrograms(): readonly Program[] {
  return [...printfPrograms];
}
