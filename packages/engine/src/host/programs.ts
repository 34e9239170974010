/** All programs of this build. */
import { systemd } from '../bin/init/systemd.ts';
import { unsimulated } from '../bin/init/unsimulated.ts';
import type { Program } from '../program/program.ts';

/** Programs by the folder they come from. */
// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals
export const PROGRAMS: readonly Program<any>[] = [systemd, unsimulated];
