import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** An entry as stored; `body` is its input as JSON. */
export interface EntryRecord {
  readonly roomId: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly proposalId: string;
  readonly body: string;
}

/** What becomes durable together: entries of any rooms, and how far the clocks of rooms may go. */
export interface Commit {
  readonly entries: readonly EntryRecord[];
  readonly clockLimits: readonly { readonly roomId: string; readonly limit: number }[];
}

/** Immutable octets: gzip of what has the SHA-256 `digest`. */
export interface Blob {
  readonly digest: string;
  readonly octets: Uint8Array;
}

/** A sealed segment. */
export interface SegmentRecord {
  readonly index: number;
  readonly first: number;
  readonly last: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly digest: string;
  readonly size: number;
}

/** A stored moment. */
export interface CheckpointRecord {
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
  readonly behaviour: string;
  readonly digest: string;
  readonly size: number;
}

/** Rows of one statement stay below every database's limit of parameters. */
const ROWS = 500;

/** Logs, their segments, their checkpoints, and the blobs these lie in. */
export class LogRepository {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Resolves when all of it is on disk; rejects, and then keeps none of it, otherwise. */
  async commit({ entries, clockLimits }: Commit): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const rows = entries.map(({ roomId, proposalId, ...rest }) => ({
        room_id: roomId,
        proposal_id: proposalId,
        ...rest,
      }));
      for (let i = 0; i < rows.length; i += ROWS) {
        await trx
          .insertInto('entries')
          .values(rows.slice(i, i + ROWS))
          .execute();
      }
      for (const { roomId, limit } of clockLimits) {
        const query = trx.updateTable('rooms').set({ clock_limit: limit }).where('id', '=', roomId);
        await query.where('clock_limit', '<', limit).execute();
      }
    });
  }

  /** The entry that a proposal has become, or null. */
  async entryOf(roomId: string, actor: string, proposalId: string): Promise<number | null> {
    const query = this.#db.selectFrom('entries').select('seq').where('room_id', '=', roomId).where('actor', '=', actor);
    return (await query.where('proposal_id', '=', proposalId).executeTakeFirst())?.seq ?? null;
  }

  /** Entries that are in no sealed segment, in order. */
  async openEntries(roomId: string): Promise<EntryRecord[]> {
    const query = this.#db.selectFrom('entries').selectAll().where('room_id', '=', roomId);
    const rows = await query.where('body', 'is not', null).orderBy('seq').execute();
    return rows.map(({ seq, at, actor, proposal_id, body }) => {
      return { roomId, seq, at, actor, proposalId: proposal_id, body: body as string };
    });
  }

  /** Stores a full segment and empties its entries. Doing it twice is harmless. */
  async seal(roomId: string, segment: Omit<SegmentRecord, 'size'>, blob: Blob): Promise<void> {
    const { index, first, last, firstAt, lastAt, digest } = segment;
    await this.#db.transaction().execute(async (trx) => {
      await putBlob(trx, blob);
      const row = { idx: index, first_seq: first, last_seq: last, first_at: firstAt, last_at: lastAt, digest };
      const insert = trx.insertInto('segments').values({ room_id: roomId, ...row });
      await insert.onConflict((conflict) => conflict.columns(['room_id', 'idx']).doNothing()).execute();
      const empty = trx.updateTable('entries').set({ body: null }).where('room_id', '=', roomId);
      await empty.where('seq', '>=', first).where('seq', '<=', last).execute();
    });
  }

  async segments(roomId: string): Promise<SegmentRecord[]> {
    const query = this.#db.selectFrom('segments').innerJoin('blobs', 'blobs.digest', 'segments.digest');
    const rows = await query
      .select(['idx', 'first_seq', 'last_seq', 'first_at', 'last_at', 'segments.digest', 'size'])
      .where('room_id', '=', roomId)
      .orderBy('idx')
      .execute();
    return rows.map(({ idx, first_seq, last_seq, first_at, last_at, digest, size }) => {
      return { index: idx, first: first_seq, last: last_seq, firstAt: first_at, lastAt: last_at, digest, size };
    });
  }

  /** Stores a moment. Doing it twice is harmless. */
  async saveCheckpoint(roomId: string, checkpoint: Omit<CheckpointRecord, 'size'>, blob: Blob): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await putBlob(trx, blob);
      const { seq, at, hash, behaviour, digest } = checkpoint;
      const insert = trx.insertInto('checkpoints').values({ room_id: roomId, seq, at, hash, behaviour, digest });
      await insert.onConflict((conflict) => conflict.columns(['room_id', 'seq', 'at']).doNothing()).execute();
    });
  }

  /** Checkpoints of a room, oldest first. */
  async checkpoints(roomId: string): Promise<CheckpointRecord[]> {
    const query = this.#db.selectFrom('checkpoints').innerJoin('blobs', 'blobs.digest', 'checkpoints.digest');
    return await query
      .select(['seq', 'at', 'hash', 'behaviour', 'checkpoints.digest', 'size'])
      .where('room_id', '=', roomId)
      .orderBy('seq')
      .orderBy('at')
      .execute();
  }

  /** Forgets a checkpoint, and its blob when nothing else refers to it. */
  async dropCheckpoint(
    roomId: string,
    { seq, at, digest }: Pick<CheckpointRecord, 'seq' | 'at' | 'digest'>,
  ): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const query = trx.deleteFrom('checkpoints').where('room_id', '=', roomId);
      await query.where('seq', '=', seq).where('at', '=', at).execute();
      const kept = trx.selectFrom('checkpoints').select('digest').where('digest', '=', digest);
      const sealed = trx.selectFrom('segments').select('digest').where('digest', '=', digest);
      const drop = trx.deleteFrom('blobs').where('digest', '=', digest);
      await drop.where(({ not, exists }) => not(exists(kept.unionAll(sealed)))).execute();
    });
  }

  /** The gzip octets of a blob, or null. */
  async blob(digest: string): Promise<Uint8Array | null> {
    const query = this.#db.selectFrom('blobs').select('octets').where('digest', '=', digest);
    return (await query.executeTakeFirst())?.octets ?? null;
  }
}

async function putBlob(trx: Transaction<Tables>, { digest, octets }: Blob): Promise<void> {
  const insert = trx.insertInto('blobs').values({ digest, octets, size: octets.length });
  await insert.onConflict((conflict) => conflict.column('digest').doNothing()).execute();
}
