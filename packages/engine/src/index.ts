/** The whole public surface of the engine. */

export { decode, type GenesisSpec, genesis } from './host/genesis.ts';
export type { Catalog, CatalogImage, CatalogLayer, CatalogTree } from './registry/catalog.ts';
export type { Entry, Input, SimTime } from './sim/input.ts';
export type { Output } from './sim/output.ts';
export {
  advance,
  CHECKPOINT_FORMAT,
  diff,
  encode,
  fork,
  hash,
  nextDue,
  now,
  type StepOptions,
  type Stepped,
  step,
  type World,
} from './sim/world.ts';
export { EngineFault } from './util/assert.ts';
export { type Bytes, fromUint8Array, toUint8Array, utf8Decode, utf8Encode } from './util/bytes.ts';
export { sha256Hex } from './util/digest.ts';
export { BEHAVIOUR_VERSION } from './version.ts';
