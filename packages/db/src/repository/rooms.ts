import type { Kysely, Selectable } from 'kysely';
import type { RoomTable, Tables } from '../tables.ts';

/** The clock of a room as it is stored. `limit` is never behind a horizon that was sent. */
export interface StoredClock {
  readonly limit: number;
  readonly rate: number;
  readonly paused: boolean;
}

/** A room as it is stored. Times in epoch milliseconds, but for simulated ones. */
export interface RoomRecord {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly recordingId: string;
  readonly seed: string;
  readonly epochSec: number;
  readonly behaviour: string;
  readonly baseSeq: number;
  /** Simulated time at which the log begins. */
  readonly baseAt: number;
  /** Recording it was forked from. */
  readonly parentRecordingId: string | null;
  readonly clock: StoredClock;
  readonly driveAll: boolean;
  readonly instructorHash: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

const toRecord = (row: Selectable<RoomTable>): RoomRecord => ({
  id: row.id,
  code: row.code,
  title: row.title,
  recordingId: row.recording_id,
  seed: row.seed,
  epochSec: row.epoch_sec,
  behaviour: row.behaviour,
  baseSeq: row.base_seq,
  baseAt: row.base_at,
  parentRecordingId: row.parent_recording,
  clock: { limit: row.clock_limit, rate: row.clock_rate, paused: row.clock_paused === 1 },
  driveAll: row.drive_all === 1,
  instructorHash: row.instructor_hash,
  createdAt: row.created_at,
  endedAt: row.ended_at,
});

const toRow = (room: RoomRecord): RoomTable => ({
  id: room.id,
  code: room.code,
  title: room.title,
  recording_id: room.recordingId,
  seed: room.seed,
  epoch_sec: room.epochSec,
  behaviour: room.behaviour,
  base_seq: room.baseSeq,
  base_at: room.baseAt,
  parent_recording: room.parentRecordingId,
  clock_limit: room.clock.limit,
  clock_rate: room.clock.rate,
  clock_paused: Number(room.clock.paused),
  drive_all: Number(room.driveAll),
  instructor_hash: room.instructorHash,
  created_at: room.createdAt,
  ended_at: room.endedAt,
});

/** Rooms and their recordings. */
export class RoomRepository {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Adds a room with its recording; false when its code is taken by another one that has not ended. */
  async create(room: RoomRecord): Promise<boolean> {
    return await this.#db.transaction().execute(async (trx) => {
      const taken = await trx
        .selectFrom('rooms')
        .select('id')
        .where('code', '=', room.code)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      if (taken) return false;
      await trx.insertInto('rooms').values(toRow(room)).execute();
      const recording = { id: room.recordingId, room_id: room.id, title: room.title, created_at: room.createdAt };
      await trx.insertInto('recordings').values(recording).execute();
      return true;
    });
  }

  async byId(id: string): Promise<RoomRecord | null> {
    return this.#one(await this.#db.selectFrom('rooms').selectAll().where('id', '=', id).executeTakeFirst());
  }

  /** The room that has `code` now; codes of ended rooms are free for others. */
  async byCode(code: string): Promise<RoomRecord | null> {
    const query = this.#db.selectFrom('rooms').selectAll().where('code', '=', code).where('ended_at', 'is', null);
    return this.#one(await query.executeTakeFirst());
  }

  async byRecording(recordingId: string): Promise<RoomRecord | null> {
    const query = this.#db.selectFrom('rooms').selectAll().where('recording_id', '=', recordingId);
    return this.#one(await query.executeTakeFirst());
  }

  /** The room whose instructor's link holds a token with this hash. */
  async byInstructor(hash: string): Promise<RoomRecord | null> {
    const query = this.#db.selectFrom('rooms').selectAll().where('instructor_hash', '=', hash);
    return this.#one(await query.executeTakeFirst());
  }

  /** Sets how far the clock may go, up or down: only when nobody is there. */
  async setClockLimit(id: string, limit: number): Promise<void> {
    await this.#db.updateTable('rooms').set({ clock_limit: limit }).where('id', '=', id).execute();
  }

  /** Sets whether, and how fast, the clock runs. */
  async setPace(id: string, rate: number, paused: boolean): Promise<void> {
    const values = { clock_rate: rate, clock_paused: Number(paused) };
    await this.#db.updateTable('rooms').set(values).where('id', '=', id).execute();
  }

  /** Says who may act: everybody or nobody but instructors, and forgets what was said of single people. */
  async setDriveAll(id: string, driveAll: boolean): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx
        .updateTable('rooms')
        .set({ drive_all: Number(driveAll) })
        .where('id', '=', id)
        .execute();
      await trx.updateTable('participants').set({ drive: null }).where('room_id', '=', id).execute();
    });
  }

  async end(id: string, endedAt: number): Promise<void> {
    const query = this.#db.updateTable('rooms').set({ ended_at: endedAt }).where('id', '=', id);
    await query.where('ended_at', 'is', null).execute();
  }

  #one(row: Selectable<RoomTable> | undefined): RoomRecord | null {
    return row ? toRecord(row) : null;
  }
}
