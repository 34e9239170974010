import type { CheckpointRecord, RoomRecord, Store } from '@drydock/db';
import { firstOf, segmentOf } from '@drydock/log';
import type { LogEntry, Rights } from '@drydock/protocol';
import type { Start } from '../fold/message.ts';
import { cutOf, readBlob, readEntries } from './archive.ts';

/** A room as found in the store: all that is needed to go on with it. */
export interface RoomState {
  readonly record: RoomRecord;
  readonly rights: Rights;
  readonly checkpoints: readonly CheckpointRecord[];
  /** Number of sealed segments. */
  readonly sealed: number;
  /** Entries from the beginning of the segment in which the newest checkpoint lies. */
  readonly entries: readonly LogEntry[];
  /** First entry of that segment. */
  readonly from: number;
  /** Simulated time to go on from: nothing later was ever seen by anybody. */
  readonly at: number;
}

/** Reads a room. Rejects when any of it is missing: it is never opened half. */
export async function loadRoom(store: Store, id: string): Promise<RoomState> {
  const record = await store.rooms.byId(id);
  if (!record || record.endedAt !== null) throw new Error(`room ${id} ${record ? 'has ended' : 'does not exist'}`);
  const [checkpoints, segments] = [await store.log.checkpoints(id), await store.log.segments(id)];
  const newest = checkpoints.at(-1);
  if (!newest) throw new Error(`room ${id} has no checkpoint`);
  const cut = cutOf(record.baseSeq);
  const from = firstOf(cut, segmentOf(cut, newest.seq + 1));
  const entries = await readEntries(store.log, id, segments, from);
  entries.forEach(({ seq }, i) => {
    if (seq !== from + i) throw new Error(`room ${id} lacks entry ${from + i}`);
  });
  const overrides = await store.participants.drives(id);
  const rights = { driveAll: record.driveAll, overrides };
  const at = Math.max(record.clock.limit, entries.at(-1)?.at ?? 0, newest.at);
  return { record, rights, checkpoints, sealed: segments.length, entries, from, at };
}

/** Where the fold of a room begins that is to go on at `at`. */
export async function startOf(
  store: Store,
  checkpoint: CheckpointRecord,
  entries: readonly LogEntry[],
  at: number,
): Promise<Start> {
  const octets = await readBlob(store.log, checkpoint.digest);
  return { type: 'checkpoint', octets, entries: entries.filter(({ seq }) => seq > checkpoint.seq), to: at };
}
