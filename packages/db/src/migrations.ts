import { type Kysely, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

/** Names of column types that differ between databases. */
export interface ColumnTypes {
  readonly integer: 'integer' | 'bigint';
  readonly octets: 'blob' | 'bytea';
  readonly real: 'real' | 'double precision';
}

const first = ({ integer, octets, real }: ColumnTypes): Migration => ({
  async up(db: Kysely<unknown>) {
    const [int, float, bin] = [sql.raw(integer), sql.raw(real), sql.raw(octets)];
    await sql`create table blobs (digest text primary key, octets ${bin} not null, size ${int} not null)`.execute(db);
    await sql`create table rooms (
      id text primary key, code text not null, title text not null, recording_id text not null unique,
      seed text not null, epoch_sec ${int} not null, behaviour text not null, base_seq ${int} not null,
      base_at ${int} not null, parent_recording text, clock_limit ${int} not null, clock_rate ${float} not null,
      clock_paused ${int} not null, drive_all ${int} not null, instructor_hash text not null,
      created_at ${int} not null, ended_at ${int})`.execute(db);
    await sql`create unique index rooms_code on rooms (code) where ended_at is null`.execute(db);
    await sql`create unique index rooms_instructor on rooms (instructor_hash)`.execute(db);
    await sql`create table participants (
      id text primary key, room_id text not null references rooms (id) on delete cascade, role text not null,
      name text not null, token_hash text not null unique, drive ${int}, created_at ${int} not null)`.execute(db);
    await sql`create index participants_room on participants (room_id)`.execute(db);
    await sql`create table entries (
      room_id text not null references rooms (id) on delete cascade, seq ${int} not null, at ${int} not null,
      actor text not null, proposal_id text not null, body text, primary key (room_id, seq))`.execute(db);
    await sql`create unique index entries_proposal on entries (room_id, actor, proposal_id)`.execute(db);
    await sql`create table segments (
      room_id text not null references rooms (id) on delete cascade, idx ${int} not null,
      first_seq ${int} not null, last_seq ${int} not null, first_at ${int} not null, last_at ${int} not null,
      digest text not null references blobs (digest), primary key (room_id, idx))`.execute(db);
    await sql`create table checkpoints (
      room_id text not null references rooms (id) on delete cascade, seq ${int} not null, at ${int} not null,
      hash text not null, behaviour text not null, digest text not null references blobs (digest),
      primary key (room_id, seq, at))`.execute(db);
    await sql`create index segments_digest on segments (digest)`.execute(db);
    await sql`create index checkpoints_digest on checkpoints (digest)`.execute(db);
    await sql`create table recordings (
      id text primary key, room_id text not null unique references rooms (id) on delete cascade,
      title text not null, created_at ${int} not null)`.execute(db);
  },
});

/** All migrations, by name in the order they run. They are only ever added to. */
export function migrations(types: ColumnTypes): MigrationProvider {
  return { getMigrations: async () => ({ '0001-rooms': first(types) }) };
}
