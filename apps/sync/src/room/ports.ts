import type { Store } from '@drydock/db';
import type { FoldPool } from '../fold/fold-pool.ts';
import type { Logger } from '../operation/logger.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Committer } from './committer.ts';

/** What a room needs of its server. */
export interface RoomPorts {
  readonly store: Store;
  readonly pool: FoldPool;
  readonly committer: Committer;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Behaviour version of the engine that folds. */
  readonly behaviour: string;
  /** Milliseconds, never going back. */
  now(): number;
}
