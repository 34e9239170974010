import type { Kysely, Selectable } from 'kysely';
import type { ParticipantTable, Tables } from '../tables.ts';

/** A person in a room as stored: the token that proves them is kept as a hash only. */
export interface ParticipantRecord {
  readonly id: string;
  readonly roomId: string;
  readonly role: 'instructor' | 'student';
  readonly name: string;
  readonly tokenHash: string;
  /** Right to act: what was said of this person, null when nothing was. */
  readonly drive: boolean | null;
  readonly createdAt: number;
}

const toRecord = (row: Selectable<ParticipantTable>): ParticipantRecord => ({
  id: row.id,
  roomId: row.room_id,
  role: row.role === 'instructor' ? 'instructor' : 'student',
  name: row.name,
  tokenHash: row.token_hash,
  drive: row.drive === null ? null : row.drive === 1,
  createdAt: row.created_at,
});

/** The people of all rooms. */
export class ParticipantRepository {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async create(one: ParticipantRecord): Promise<void> {
    const { id, roomId, role, name, tokenHash, drive, createdAt } = one;
    const row = { id, room_id: roomId, role, name, token_hash: tokenHash, created_at: createdAt };
    await this.#db
      .insertInto('participants')
      .values({ ...row, drive: drive === null ? null : Number(drive) })
      .execute();
  }

  async byId(id: string): Promise<ParticipantRecord | null> {
    const row = await this.#db.selectFrom('participants').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toRecord(row) : null;
  }

  async byTokenHash(hash: string): Promise<ParticipantRecord | null> {
    const query = this.#db.selectFrom('participants').selectAll().where('token_hash', '=', hash);
    const row = await query.executeTakeFirst();
    return row ? toRecord(row) : null;
  }

  /** Everybody who ever was in a room, in the order they came. */
  async ofRoom(roomId: string): Promise<ParticipantRecord[]> {
    const query = this.#db.selectFrom('participants').selectAll().where('room_id', '=', roomId);
    return (await query.orderBy('created_at').orderBy('id').execute()).map(toRecord);
  }

  /** Names of everybody who ever was in a room. */
  async namesOf(roomId: string): Promise<string[]> {
    const query = this.#db.selectFrom('participants').select('name').where('room_id', '=', roomId);
    return (await query.execute()).map(({ name }) => name);
  }

  /** What is said of single people's right to act, by participant. */
  async drives(roomId: string): Promise<Record<string, boolean>> {
    const query = this.#db.selectFrom('participants').select(['id', 'drive']).where('room_id', '=', roomId);
    const rows = await query.where('drive', 'is not', null).execute();
    return Object.fromEntries(rows.map(({ id, drive }) => [id, drive === 1]));
  }

  /** Says of one person of a room whether they may act; null takes it back. False when there is no such person. */
  async setDrive(roomId: string, id: string, drive: boolean | null): Promise<boolean> {
    const query = this.#db.updateTable('participants').set({ drive: drive === null ? null : Number(drive) });
    const { numUpdatedRows } = await query.where('room_id', '=', roomId).where('id', '=', id).executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
