import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { CheckpointRecord, SegmentRecord, Store } from '@drydock/db';
import { firstOf, segmentOf, type YjsLog } from '@drydock/log';
import {
  type CheckpointRef,
  entryLines,
  type Input,
  LIMITS,
  type LogEntry,
  readEntryLines,
  type SegmentRef,
} from '@drydock/protocol';
import { thin } from '@drydock/replica';
import type { StoredMoment } from '../fold/message.ts';

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Checkpoints kept of one room. */
const CHECKPOINTS = 96;

/** What an archive tells its room. */
export interface ArchivePorts {
  /** All checkpoints that are stored now, the newest last. */
  checkpointed(checkpoints: readonly CheckpointRecord[]): void;
  sealed(segment: SegmentRef): void;
  /** Something could not be stored. The room goes on: its entries are durable without it. */
  failed(what: string, error: unknown): void;
}

/** What a room keeps besides its open entries: checkpoints, thinned; full segments, compressed once. One task at a time. */
export class Archive {
  readonly #roomId: string;
  readonly #log: Store['log'];
  readonly #ports: ArchivePorts;
  #checkpoints: readonly CheckpointRecord[];
  #sealed: number;
  #tail: Promise<void> = Promise.resolve();

  /** `sealed`: number of segments that are sealed already. */
  constructor(
    roomId: string,
    log: Store['log'],
    ports: ArchivePorts,
    have: { readonly checkpoints: readonly CheckpointRecord[]; readonly sealed: number },
  ) {
    this.#roomId = roomId;
    this.#log = log;
    this.#ports = ports;
    this.#checkpoints = have.checkpoints;
    this.#sealed = have.sealed;
  }

  /** The newest stored checkpoint. */
  get newest(): CheckpointRef {
    return reference(this.#checkpoints.at(-1) as CheckpointRecord);
  }

  /** Number of segments sealed. */
  get sealed(): number {
    return this.#sealed;
  }

  /** Resolves when everything asked for is stored. */
  settled(): Promise<void> {
    return this.#tail;
  }

  /** Stores a moment whose entries are durable. */
  keep({ octets, ...moment }: StoredMoment): void {
    this.#enqueue('checkpoint', async () => {
      const record: CheckpointRecord = { ...moment, size: octets.length };
      await this.#log.saveCheckpoint(this.#roomId, record, { digest: moment.digest, octets });
      const { kept, dropped } = thin([...this.#checkpoints, record], CHECKPOINTS);
      this.#checkpoints = kept;
      this.#ports.checkpointed(kept);
      for (const old of dropped) await this.#log.dropCheckpoint(this.#roomId, old);
    });
  }

  /** Seals the segments of `log` that are full; all that has entries when `whole`. */
  seal(log: YjsLog, whole = false): void {
    const open = log.head >= log.cut.base + 1 ? segmentOf(log.cut, log.head) : 0;
    const isFull = log.head === firstOf(log.cut, open) + log.cut.size - 1;
    const end = whole || isFull ? open + 1 : open;
    for (let index = this.#sealed; index < end; index++) {
      const first = firstOf(log.cut, index);
      const entries = log.head < first ? [] : log.read(first, first + log.cut.size - 1);
      if (entries.length === 0) return;
      this.#sealed = index + 1;
      this.#enqueue('segment', () => this.#sealOne(index, entries));
    }
  }

  async #sealOne(index: number, entries: readonly LogEntry[]): Promise<void> {
    const [one, last] = [entries[0] as LogEntry, entries.at(-1) as LogEntry];
    const lines = entryLines(entries);
    const digest = createHash('sha256').update(lines).digest('hex');
    const octets = await compress(lines);
    const segment = { index, first: one.seq, last: last.seq, firstAt: one.at, lastAt: last.at, digest };
    await this.#log.seal(this.#roomId, segment, { digest, octets });
    this.#ports.sealed({ ...segment, size: octets.length });
  }

  #enqueue(what: string, task: () => Promise<void>): void {
    this.#tail = this.#tail.then(task).catch((error: unknown) => this.#ports.failed(what, error));
  }
}

/** A checkpoint as others are told of it. */
function reference({ seq, at, hash, behaviour, digest, size }: CheckpointRecord): CheckpointRef {
  return { seq, at, hash, behaviour, digest, size };
}

/** Uncompressed octets of a blob. Rejects when it is missing. */
export async function readBlob(log: Store['log'], digest: string): Promise<Uint8Array> {
  const octets = await log.blob(digest);
  if (!octets) throw new Error(`blob ${digest} is missing`);
  return await expand(octets);
}

/** Entries `from` and on of a stored log: from sealed segments, then from the open one. */
export async function readEntries(
  log: Store['log'],
  roomId: string,
  segments: readonly SegmentRecord[],
  from: number,
  to = Number.POSITIVE_INFINITY,
): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (const segment of segments) {
    if (segment.last >= from && segment.first <= to) {
      entries.push(...readEntryLines(await readBlob(log, segment.digest)));
    }
  }
  const sealed = segments.at(-1)?.last ?? 0;
  for (const { seq, at, actor, proposalId, body } of await log.openEntries(roomId)) {
    if (seq > sealed) entries.push({ seq, at, actor, id: proposalId, input: JSON.parse(body) as Input });
  }
  return entries.filter(({ seq }) => seq >= from && seq <= to);
}

/** How rooms cut their logs. */
export function cutOf(base: number): { base: number; size: number } {
  return { base, size: LIMITS.segmentEntries };
}
