import { normalizeCode } from '@drydock/protocol';
import { nameSchema } from '@drydock/protocol/schema';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { type NewSeat, type Seat, seatOf, takeSeat } from './person.ts';
import { nowhere, procedure, router, within } from './procedure.ts';
import { secretSchema } from './rooms.ts';
import { hashSecret } from './secret.ts';

const name = nameSchema.optional();

/** People: taking a seat, and coming back to it. */
export const participantsRouter = router({
  /** Joins a class by its code, as a student. Without a name, one is generated. */
  join: procedure
    .input(z.object({ code: z.string().max(32), name }))
    .mutation(async ({ ctx, input }): Promise<NewSeat> => {
      within(ctx.limits.join, ctx.address);
      const code = normalizeCode(input.code);
      const room = code === null ? null : await ctx.store.rooms.byCode(code);
      if (!room) throw nowhere(ctx, 'There is no class with this code.');
      return await takeSeat(ctx, room, 'student', input.name);
    }),

  /** Enters a class through the instructor's link: on another device, or as a co-teacher. */
  enter: procedure
    .input(z.object({ instructor: secretSchema, name }))
    .mutation(async ({ ctx, input }): Promise<NewSeat> => {
      within(ctx.limits.join, ctx.address);
      const room = await ctx.store.rooms.byInstructor(hashSecret(input.instructor));
      if (!room) throw nowhere(ctx, 'This is not the secret of any class.');
      return await takeSeat(ctx, room, 'instructor', input.name);
    }),

  /** A fresh access token for a seat one has: after a reload, on another network, before each connection. */
  resume: procedure.input(z.object({ resume: secretSchema })).mutation(async ({ ctx, input }): Promise<Seat> => {
    within(ctx.limits.join, ctx.address);
    const who = await ctx.store.participants.byTokenHash(hashSecret(input.resume));
    if (!who) throw nowhere(ctx, 'This seat is not known any more; join again.');
    const room = await ctx.store.rooms.byId(who.roomId);
    if (!room) throw new TRPCError({ code: 'NOT_FOUND', message: 'The class is gone.' });
    return await seatOf(ctx, room, who);
  }),
});
