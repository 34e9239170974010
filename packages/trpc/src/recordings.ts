import type { RoomRecord } from '@drydock/db';
import type { CheckpointRef, Input, LogEntry, SegmentRef } from '@drydock/protocol';
import { z } from 'zod';
import { nowhere, procedure, router } from './procedure.ts';
import { idSchema, secretSchema } from './rooms.ts';
import { hashSecret } from './secret.ts';
import type { Context } from './services.ts';

/** A recording in a list. Times of the wall in epoch milliseconds, `durationNs` simulated. */
export interface RecordingSummary {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly entries: number;
  readonly durationNs: number;
}

/** Somebody in a recording: `name` only for those who were there. */
export interface RecordedPerson {
  readonly id: string;
  readonly role: 'instructor' | 'student';
  readonly name: string;
}

/** All that a player needs; octets of digests lie at `/api/blob/DIGEST`. */
export interface Recording extends RecordingSummary {
  readonly epochSec: number;
  /** Behaviour version of the engine that it was begun with; checkpoints name theirs. */
  readonly behaviour: string;
  /** Where it begins: after this entry, at this simulated time. */
  readonly base: { readonly seq: number; readonly at: number };
  /** Recording it was taken over from, at `base`. */
  readonly parent: string | null;
  readonly checkpoints: readonly CheckpointRef[];
  readonly segments: readonly SegmentRef[];
  /** Entries after the last sealed segment. */
  readonly tail: readonly LogEntry[];
  readonly end: { readonly seq: number; readonly at: number };
  readonly people: readonly RecordedPerson[];
}

/** True when `secret` is the instructor's of `room`, or of somebody who was there. */
async function wasThere(ctx: Context, room: RoomRecord, secret: string | undefined): Promise<boolean> {
  if (secret === undefined) return false;
  const hash = hashSecret(secret);
  if (hash === room.instructorHash) return true;
  return (await ctx.store.participants.byTokenHash(hash))?.roomId === room.id;
}

async function peopleOf(ctx: Context, room: RoomRecord, named: boolean): Promise<RecordedPerson[]> {
  const people = await ctx.store.participants.ofRoom(room.id);
  const counts = { instructor: 0, student: 0 };
  return people.map(({ id, role, name }) => {
    const label = role === 'instructor' ? 'Instructor' : 'Student';
    return { id, role, name: named ? name : `${label} ${++counts[role]}` };
  });
}

/** What was recorded. Who has a recording's id may watch it; names are for those who were there. */
export const recordingsRouter = router({
  /** Recordings of the classes one has a secret of: instructors' links and seats. */
  list: procedure
    .input(z.object({ secrets: z.array(secretSchema).max(200) }))
    .query(async ({ ctx, input }): Promise<RecordingSummary[]> => {
      const rooms = new Set<string>();
      for (const hash of input.secrets.map(hashSecret)) {
        const room = (await ctx.store.rooms.byInstructor(hash))?.id;
        const id = room ?? (await ctx.store.participants.byTokenHash(hash))?.roomId;
        if (id !== undefined) rooms.add(id);
      }
      const found = await ctx.store.recordings.ofRooms([...rooms]);
      return found.map(({ roomId: _, ...summary }) => summary);
    }),

  get: procedure
    .input(z.object({ id: idSchema, secret: secretSchema.optional() }))
    .query(async ({ ctx, input }): Promise<Recording> => {
      const room = await ctx.store.rooms.byRecording(input.id);
      const found = room && (await ctx.store.recordings.byId(input.id));
      if (!room || !found) throw nowhere(ctx, 'There is no such recording.');
      const checkpoints = await ctx.store.log.checkpoints(room.id);
      // entries before segments: one that is sealed in between is then in both, never in neither
      const open = await ctx.store.log.openEntries(room.id);
      const segments = await ctx.store.log.segments(room.id);
      const sealed = segments.at(-1)?.last ?? room.baseSeq;
      const tail = open
        .filter(({ seq }) => seq > sealed)
        .map(({ seq, at, actor, proposalId, body }): LogEntry => {
          return { seq, at, actor, id: proposalId, input: JSON.parse(body) as Input };
        });
      const end = ctx.authority.head(room.id) ?? { seq: tail.at(-1)?.seq ?? sealed, at: room.clock.limit };
      return {
        id: found.id,
        title: found.title,
        createdAt: found.createdAt,
        endedAt: found.endedAt,
        entries: found.entries,
        durationNs: end.at - room.baseAt,
        epochSec: room.epochSec,
        behaviour: room.behaviour,
        base: { seq: room.baseSeq, at: room.baseAt },
        parent: room.parentRecordingId,
        checkpoints,
        segments,
        tail: tail.filter(({ seq }) => seq <= end.seq),
        end,
        people: await peopleOf(ctx, room, await wasThere(ctx, room, input.secret)),
      };
    }),
});
