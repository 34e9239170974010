/** The sync server: the one origin of participants, and the authority over rooms. Settings: env.ts. */
import { readEnv } from './env.ts';
import { startServer } from './server.ts';

try {
  const server = await startServer(readEnv(process.env));
  const stop = (): void => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop).on(signal, () => process.exit(1));
    void server.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
} catch (error) {
  process.stderr.write(`apps/sync cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
