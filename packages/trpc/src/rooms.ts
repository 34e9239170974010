import { LIMITS, normalizeCode } from '@drydock/protocol';
import { nameSchema } from '@drydock/protocol/schema';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { type NewSeat, type RoomSummary, summary, takeSeat } from './person.ts';
import { nowhere, procedure, router, within } from './procedure.ts';
import { hashSecret, newSecret } from './secret.ts';

const title = z.string().trim().max(LIMITS.titleChars).default('');
/** A token of 256 bits as given out by newSecret. */
export const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** An id as given out by newId. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** A room just opened: its instructor's seat, and the secret of the instructor's link. */
export interface OpenedRoom extends NewSeat {
  readonly instructor: string;
}

/** Classes: opening, finding, ending, taking over a moment. */
export const roomsRouter = router({
  create: procedure
    .input(z.object({ title, name: nameSchema.optional() }))
    .mutation(async ({ ctx, input }): Promise<OpenedRoom> => {
      within(ctx.limits.create, ctx.address);
      const instructor = newSecret();
      const room = await ctx.authority.create({ title: input.title, instructorHash: hashSecret(instructor) });
      return { ...(await takeSeat(ctx, room, 'instructor', input.name)), instructor };
    }),

  /** Finds a class by its code, however it was typed. */
  get: procedure
    .input(z.object({ code: z.string().max(32) }))
    .query(async ({ ctx, input }): Promise<RoomSummary & { present: number }> => {
      const code = normalizeCode(input.code);
      const room = code === null ? null : await ctx.store.rooms.byCode(code);
      if (!room) throw nowhere(ctx, 'There is no class with this code.');
      return { ...summary(room), present: ctx.authority.present(room.id) };
    }),

  /** Ends a class by its instructor's secret; doing it again is harmless. */
  end: procedure
    .input(z.object({ instructor: secretSchema }))
    .mutation(async ({ ctx, input }): Promise<RoomSummary> => {
      const room = await ctx.store.rooms.byInstructor(hashSecret(input.instructor));
      if (!room) throw nowhere(ctx, 'This is not the secret of any class.');
      if (room.endedAt === null) await ctx.authority.end(room.id);
      return summary((await ctx.store.rooms.byId(room.id)) ?? room);
    }),

  /** Takes over a recording, or a class that goes on, at a moment: a new class whose clock goes on from there. */
  fork: procedure
    .input(
      z.object({
        recording: idSchema,
        seq: z.int().min(0),
        at: z.int().min(0),
        /** State hash of the moment as the asker has folded it. */
        hash: z.string().max(128),
        title,
        name: nameSchema.optional(),
      }),
    )
    .mutation(async ({ ctx, input }): Promise<OpenedRoom> => {
      within(ctx.limits.create, ctx.address);
      const parent = await ctx.store.rooms.byRecording(input.recording);
      if (!parent) throw nowhere(ctx, 'There is no such recording.');
      const instructor = newSecret();
      const { seq, at, hash } = input;
      const title = input.title || parent.title;
      const room = await ctx.authority.fork({ parent, seq, at, hash, title, instructorHash: hashSecret(instructor) });
      if (!room) throw new TRPCError({ code: 'CONFLICT', message: 'That moment does not exist in this recording.' });
      return { ...(await takeSeat(ctx, room, 'instructor', input.name)), instructor };
    }),
});
