import { once } from 'node:events';
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openStore } from '@drydock/db';
import { AccessTokens, createTrpcHandler, newLimits } from '@drydock/trpc';
import type { Env } from './env.ts';
import { FoldPool } from './fold/fold-pool.ts';
import { Gateway } from './gateway/gateway.ts';
import { Blobs } from './http/blobs.ts';
import { addressOf, route } from './http/routes.ts';
import { WebProxy } from './http/web-proxy.ts';
import { Logger } from './operation/logger.ts';
import { Metrics } from './operation/metrics.ts';
import { secretOf } from './operation/secret-file.ts';
import { Committer } from './room/committer.ts';
import { Rooms } from './room/rooms.ts';

/** Entries of all rooms that come within this time share one write to the disk. */
const GROUP_MS = 5;
/** A call of the engine that takes longer than this will never come back. */
const HANG_MS = 3000;

/** A running server. */
export interface Server {
  readonly port: number;
  /** Stops in order: everything proposed is answered, every room is stored. */
  stop(): Promise<void>;
}

/** Threads for folding: one processor is left for everything else. */
function threads(env: Env): number {
  return env.FOLD_THREADS ?? Math.max(1, Math.min(4, availableParallelism() - 1));
}

function measure(metrics: Metrics, rooms: Rooms): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  metrics.gauge('drydock_rooms', () => rooms.size);
  metrics.gauge('drydock_resident_bytes', () => process.memoryUsage.rss());
  metrics.gauge('drydock_loop_delay_seconds', () => {
    const seconds = delay.percentile(99) / 1e9;
    delay.reset();
    return seconds;
  });
  return () => delay.disable();
}

async function listen(server: HttpServer, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Starts a server: the store, the folding threads, the rooms, the door. Resolves when it listens. */
export async function startServer(env: Env): Promise<Server> {
  const logger = new Logger(env.LOG_LEVEL);
  const metrics = new Metrics();
  const secret = env.SECRET ? Buffer.from(env.SECRET) : await secretOf(env.DATA_DIR);
  const tokens = new AccessTokens(secret);
  const engine = env.ENGINE_MODULE ?? new URL('./fold/engine-build.ts', import.meta.url).href;
  const pool = new FoldPool({ size: threads(env), engine, hangMs: HANG_MS });
  const store = await openStore(
    env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: join(env.DATA_DIR, 'drydock.db') },
  );
  const behaviour = await pool.ready();
  const committer = new Committer(store.log, GROUP_MS, (_entries, ms) => {
    metrics.count('drydock_commits_total');
    metrics.time('drydock_commit_seconds', ms);
  });
  const now = (): number => performance.now();
  const rooms = new Rooms({ store, pool, behaviour, committer, logger, metrics, now }, env.ROOM_IDLE_MS);
  const endMeasuring = measure(metrics, rooms);
  const { ORIGINS: origins } = env;
  const gateway = new Gateway({ rooms, store, tokens, logger, metrics, origins });
  const services = { store, authority: rooms, tokens, limits: newLimits() };
  const trpc = createTrpcHandler(services, (path, error) => logger.fault('procedure failed', error, { path }));
  const proxy = env.WEB_PORT === undefined ? null : new WebProxy(env.WEB_PORT);
  const trustProxy = env.TRUST_PROXY === '1';
  let ready = true;
  const isReady = (): boolean => ready;
  const ports = { trpc, blobs: new Blobs(store.log), proxy, metrics, logger, origins, trustProxy, isReady };
  const server = createServer((request, response) => {
    route(ports, request, response).catch((error: unknown) => {
      logger.fault('request failed', error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (gateway.upgrade(request, socket, head)) return;
    if (proxy) proxy.passUpgrade(request, socket, head, addressOf(request, trustProxy));
    else socket.destroy();
  });
  const port = await listen(server, env.HOST, env.PORT);
  logger.say('info', 'listening', { port, behaviour, threads: threads(env) });
  const stop = async (): Promise<void> => {
    ready = false;
    server.close();
    await rooms.stop();
    gateway.stop();
    await committer.settled();
    endMeasuring();
    await pool.close();
    await store.close();
    proxy?.close();
    server.closeAllConnections();
    logger.say('info', 'stopped');
  };
  return { port, stop };
}
