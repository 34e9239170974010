import { createCatalog } from '@drydock/catalog';
import type { Catalog, World } from '@drydock/engine';
import * as engine from '@drydock/engine';
import type { HostView } from '@drydock/engine/host-view';
import type { EngineBuild } from '@drydock/protocol';

const { advance, BEHAVIOUR_VERSION, decode, encode, genesis, hash, nextDue, now, step } = engine;

/** The engine that this browser folds with, and its images. Loaded by the worker alone. */
export const build: EngineBuild<World, Catalog> = {
  engine: { advance, BEHAVIOUR_VERSION, decode, encode, genesis, hash, nextDue, now, step },
  catalog: createCatalog(),
};

/** The picture of a world. */
export const project: ((world: World) => HostView) | undefined = (
  engine as { readonly hostView?: (world: World) => HostView }
).hostView;
