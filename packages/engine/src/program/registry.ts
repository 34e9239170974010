import { assert } from '../util/assert.ts';
import type { Program } from './program.ts';

/** All programs of a build of the engine, by name. A binary on disk names its program here. */
export interface ProgramRegistry {
  readonly programs: ReadonlyMap<string, Program>;
}

/** Asserts that names are unique. */
// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals, which is opaque here
export function createRegistry(programs: readonly Program<any>[]): ProgramRegistry {
  const map = new Map<string, Program>();
  for (const program of programs) {
    assert(!map.has(program.name), `program ${program.name} defined twice`);
    map.set(program.name, program as Program);
  }
  return { programs: map };
}
