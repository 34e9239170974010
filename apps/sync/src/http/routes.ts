import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TrpcHandler } from '@drydock/trpc';
import { isAllowedOrigin } from '../gateway/origin.ts';
import type { Logger } from '../operation/logger.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Blobs } from './blobs.ts';
import type { WebProxy } from './web-proxy.ts';

/** What answers HTTP requests. */
export interface RoutePorts {
  readonly trpc: TrpcHandler;
  readonly blobs: Blobs;
  /** The web server behind us, if there is one. */
  readonly proxy: WebProxy | null;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly origins: readonly string[];
  /** Believe X-Forwarded-For. */
  readonly trustProxy: boolean;
  /** False while starting and stopping. */
  isReady(): boolean;
}

/** Network address of who asks, for rates only. */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const direct = request.socket.remoteAddress ?? '';
  if (!trustProxy) return direct;
  const header = request.headers['x-forwarded-for'];
  return (Array.isArray(header) ? header.join() : header)?.split(',').at(-1)?.trim() || direct;
}

const text = (response: ServerResponse, status: number, body: string): void =>
  void response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(body);

/** Figures are for whoever runs the server: asked for on its own machine, and not through a proxy. */
function isLocal(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  return /^(::ffff:)?127\.|^::1$/.test(address) && request.headers['x-forwarded-for'] === undefined;
}

/** Answers one request: ours, or the web server's. */
export async function route(ports: RoutePorts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] as string;
  const address = addressOf(request, ports.trustProxy);
  if (path === '/healthz') return text(response, 200, 'ok\n');
  if (path === '/readyz')
    return text(response, ports.isReady() ? 200 : 503, ports.isReady() ? 'ready\n' : 'not ready\n');
  if (path === '/metrics') {
    return isLocal(request) ? text(response, 200, ports.metrics.text()) : text(response, 404, 'Not found.\n');
  }
  if (path.startsWith('/api/trpc/')) {
    if (!isAllowedOrigin(request, ports.origins)) return text(response, 403, 'This origin may not ask.\n');
    return await ports.trpc(request, response, path.slice('/api/trpc/'.length), address);
  }
  if (path.startsWith('/api/blob/') && (await ports.blobs.answer(request, response, path))) return;
  if (path.startsWith('/sync/')) return text(response, 426, 'Use a websocket.\n');
  if (ports.proxy && !path.startsWith('/api/blob/')) return ports.proxy.pass(request, response, address);
  return text(response, 404, 'Not found.\n');
}
