/** Networks that dockerd makes at boot: bridge, host, none. */
import type { Proc } from '../../program/program.ts';

/** Called once by dockerd. */
export function bootNetworks(_p: Proc): void {}
