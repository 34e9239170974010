import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { appRouter } from './router.ts';
import type { Services } from './services.ts';

const BODY_BYTES = 64 * 1024;

/** Answers requests for a procedure's `path`. `onError` is told of faults of ours, not of what was asked wrongly. */
export type TrpcHandler = (req: IncomingMessage, res: ServerResponse, path: string, address: string) => Promise<void>;

/**
 * The HTTP side of the router. Everything is a POST (clients set `methodOverride: 'POST'`), because secrets are asked
 * with and the address of a request is what logs keep.
 */
export function createTrpcHandler(services: Services, onError: (path: string, error: Error) => void): TrpcHandler {
  return async (req, res, path, address) => {
    if (req.method !== 'POST') {
      res.writeHead(405, { allow: 'POST', 'content-type': 'text/plain' }).end('Use POST.\n');
      return;
    }
    await nodeHTTPRequestHandler({
      req,
      res,
      path,
      router: appRouter,
      allowMethodOverride: true,
      maxBodySize: BODY_BYTES,
      createContext: async () => ({ ...services, address }),
      onError: ({ error, path: procedure }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR') onError(procedure ?? '', error);
      },
    });
  };
}
