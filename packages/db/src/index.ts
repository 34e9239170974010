/** Where rooms are kept: an embedded SQLite file by default, PostgreSQL when one machine is outgrown. */

import { openDatabase, type Place } from './open.ts';
import { LogRepository } from './repository/log.ts';
import { ParticipantRepository } from './repository/participants.ts';
import { RecordingRepository } from './repository/recordings.ts';
import { RoomRepository } from './repository/rooms.ts';

export type { Place } from './open.ts';
export type { Blob, CheckpointRecord, Commit, EntryRecord, LogRepository, SegmentRecord } from './repository/log.ts';
export type { ParticipantRecord, ParticipantRepository } from './repository/participants.ts';
export type { RecordingRecord, RecordingRepository } from './repository/recordings.ts';
export type { RoomRecord, RoomRepository, StoredClock } from './repository/rooms.ts';

/** All that is stored, behind one interface for every database. */
export interface Store {
  readonly rooms: RoomRepository;
  readonly participants: ParticipantRepository;
  readonly log: LogRepository;
  readonly recordings: RecordingRepository;
  close(): Promise<void>;
}

/** Opens the store and brings its tables up to date. Rejects when another process holds the same file. */
export async function openStore(place: Place): Promise<Store> {
  const db = await openDatabase(place);
  return {
    rooms: new RoomRepository(db),
    participants: new ParticipantRepository(db),
    log: new LogRepository(db),
    recordings: new RecordingRepository(db),
    close: () => db.destroy(),
  };
}
