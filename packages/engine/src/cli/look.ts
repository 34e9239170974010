import { SECOND } from '../util/go-duration.ts';
import { flag } from './flags/read.ts';
import type { Look } from './formatter/listing.ts';
import type { Cli } from './locals.ts';

/** How a command's listing shows its columns, from --no-trunc, --human and the clock. */
export function lookOf(p: Cli): Look {
  return { trunc: !flag(p, 'no-trunc'), nowNs: p.epochSec * SECOND + p.now, human: flag(p, 'human') };
}
