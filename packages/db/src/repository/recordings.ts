import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** A recording in a list. */
export interface RecordingRecord {
  readonly id: string;
  readonly roomId: string;
  readonly title: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** Entries in it, and simulated time from its beginning to the last of them. */
  readonly entries: number;
  readonly durationNs: number;
}

/** What may be watched later. */
export class RecordingRepository {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async byId(id: string): Promise<RecordingRecord | null> {
    return (await this.#select('recordings.id', [id]))[0] ?? null;
  }

  /** Recordings of the given rooms, newest first. */
  async ofRooms(roomIds: readonly string[]): Promise<RecordingRecord[]> {
    return roomIds.length === 0 ? [] : await this.#select('recordings.room_id', roomIds);
  }

  async #select(column: 'recordings.id' | 'recordings.room_id', values: readonly string[]): Promise<RecordingRecord[]> {
    const rows = await this.#db
      .selectFrom('recordings')
      .innerJoin('rooms', 'rooms.id', 'recordings.room_id')
      .leftJoin('entries', 'entries.room_id', 'rooms.id')
      .select(['recordings.id', 'recordings.room_id', 'recordings.title', 'recordings.created_at', 'rooms.ended_at'])
      .select('rooms.base_at')
      .select(({ fn }) => [
        fn.count<number>('entries.seq').as('entries'),
        fn.max<number | null>('entries.at').as('last_at'),
      ])
      .where(column, 'in', values)
      .groupBy(['recordings.id', 'recordings.room_id', 'recordings.title', 'recordings.created_at', 'rooms.ended_at'])
      .groupBy('rooms.base_at')
      .orderBy('recordings.created_at', 'desc')
      .orderBy('recordings.id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      roomId: row.room_id,
      title: row.title,
      createdAt: row.created_at,
      endedAt: row.ended_at,
      entries: row.entries,
      durationNs: row.last_at === null ? 0 : row.last_at - row.base_at,
    }));
  }
}
