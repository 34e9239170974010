/** The sync server: the one origin of participants, and the authority over rooms. Settings: env.ts. */
import { readEnv } from './env.ts';
import { startServer } from './server.ts';

/** Resolves when the process is asked to end; a second time ends it at once. */
const asked = new Promise<void>((resolve) => {
  let times = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (++times > 1) process.exit(1);
      resolve();
    });
  }
});

try {
  const server = await startServer(readEnv(process.env));
  await asked;
  await server.stop();
  process.exit(0);
} catch (error) {
  process.stderr.write(`apps/sync: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
