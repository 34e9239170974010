/** Programs that search and edit text by patterns: grep, sed, awk. */
import type { Program } from '../../program/program.ts';

/** All programs of this folder, both families. */
export function searchPrograms(): readonly Program[] {
  return [];
}
