import { initTRPC, TRPCError } from '@trpc/server';
import type { RateLimiter } from './rate.ts';
import type { Context } from './services.ts';

const t = initTRPC.context<Context>().create({
  /** No stack and no path of ours leaves the server. */
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: error.code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong on the server.' : shape.message,
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path },
  }),
});

/** Makes a router. */
export const router = t.router;

/** Where every procedure starts. An address that has guessed wrong too often is not answered, whatever it asks. */
export const procedure = t.procedure.use(({ ctx, next }) => {
  refuseFor(ctx.limits.guess.look(ctx.address));
  return next();
});

/** Throws TOO_MANY_REQUESTS when `address` goes beyond `limiter`. */
export function within(limiter: RateLimiter, address: string): void {
  refuseFor(limiter.take(address));
}

function refuseFor(ms: number): void {
  if (ms === 0) return;
  const seconds = Math.ceil(ms / 1000);
  throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: `Too many requests; try again in ${seconds} s.` });
}

/** The error for a code, id or token that leads nowhere; such attempts are counted against guessing. */
export function nowhere(context: Context, message: string): TRPCError {
  context.limits.guess.take(context.address);
  return new TRPCError({ code: 'NOT_FOUND', message });
}
