/** Programs that search and edit text by patterns: grep. */
import type { Program } from '../../program/program.ts';
import { grepPrograms } from './grep.ts';

/** All programs of this folder, both families. */
export function searchPrograms(): readonly Program[] {
  return [...grepPrograms];
}
