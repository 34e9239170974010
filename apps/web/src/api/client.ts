import type { AppRouter } from '@drydock/trpc';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';

/** Rooms, people and recordings, on our own origin. Everything is a POST: secrets stay out of addresses. */
export const api = createTRPCClient<AppRouter>({ links: [httpLink({ url: '/api/trpc', methodOverride: 'POST' })] });

/** What to tell a person about a request that failed. */
export function sentence(error: unknown): string {
  if (error instanceof TRPCClientError && error.data) return error.message;
  return 'The server does not answer. Check the connection and try again.';
}

/** True when the request was understood and there is nothing there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof TRPCClientError && error.data?.code === 'NOT_FOUND';
}
