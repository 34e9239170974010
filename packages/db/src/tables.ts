/**
 * The tables, as Kysely sees them. Columns are portable: text, whole numbers (times in epoch milliseconds or simulated
 * nanoseconds), octets; truth is 0 or 1. Only the names of column types differ between databases (migrations.ts).
 */

/** One class. Its clock's limit is ahead of every horizon that was ever sent. */
export interface RoomTable {
  id: string;
  code: string;
  title: string;
  recording_id: string;
  seed: string;
  epoch_sec: number;
  /** Behaviour version of the engine that made it. */
  behaviour: string;
  /** Entry after which the log begins: 0, or where it was forked. */
  base_seq: number;
  /** Simulated time there: where the log's first moment stands. */
  base_at: number;
  /** Recording it was forked from. */
  parent_recording: string | null;
  clock_limit: number;
  clock_rate: number;
  clock_paused: number;
  drive_all: number;
  instructor_hash: string;
  created_at: number;
  ended_at: number | null;
}

/** A person in a class, known by a token of which only the hash is kept. */
export interface ParticipantTable {
  id: string;
  room_id: string;
  role: string;
  name: string;
  token_hash: string;
  /** Right to act: 1, 0, or null for what the room says. */
  drive: number | null;
  created_at: number;
}

/** Entries of the log. Sealing a segment moves `body` into a blob; the rest stays, so that a proposal is known for ever. */
interface EntryTable {
  room_id: string;
  seq: number;
  at: number;
  actor: string;
  proposal_id: string;
  /** The input as JSON, null once sealed. */
  body: string | null;
}

/** Sealed segments. */
interface SegmentTable {
  room_id: string;
  idx: number;
  first_seq: number;
  last_seq: number;
  first_at: number;
  last_at: number;
  digest: string;
}

/** Stored moments. */
interface CheckpointTable {
  room_id: string;
  seq: number;
  at: number;
  hash: string;
  behaviour: string;
  digest: string;
}

/** Immutable octets, gzip, by the SHA-256 of what they hold uncompressed. */
interface BlobTable {
  digest: string;
  octets: Uint8Array;
  size: number;
}

/** What may be watched later. One a room, made with it. */
interface RecordingTable {
  id: string;
  room_id: string;
  title: string;
  created_at: number;
}

/** All tables. */
export interface Tables {
  rooms: RoomTable;
  participants: ParticipantTable;
  entries: EntryTable;
  segments: SegmentTable;
  checkpoints: CheckpointTable;
  blobs: BlobTable;
  recordings: RecordingTable;
}
