import { createCatalog } from '@drydock/catalog';
import {
  advance,
  BEHAVIOUR_VERSION,
  type Catalog,
  decode,
  encode,
  genesis,
  hash,
  nextDue,
  now,
  step,
  type World,
} from '@drydock/engine';
import type { EngineBuild } from '@drydock/protocol';

/** The engine that rooms are folded with, and its images. Loaded by folding threads alone. */
export const build: EngineBuild<World, Catalog> = {
  engine: { advance, BEHAVIOUR_VERSION, decode, encode, genesis, hash, nextDue, now, step },
  catalog: createCatalog(),
};
