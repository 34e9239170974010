import { participantsRouter } from './participants.ts';
import { router } from './procedure.ts';
import { recordingsRouter } from './recordings.ts';
import { roomsRouter } from './rooms.ts';

/** Everything that is asked for over HTTP: rooms, people, recordings. Never what happens inside a room. */
export const appRouter = router({
  rooms: roomsRouter,
  participants: participantsRouter,
  recordings: recordingsRouter,
});

/** The router's type, for clients: `import type { AppRouter } from '@drydock/trpc'`. */
export type AppRouter = typeof appRouter;
