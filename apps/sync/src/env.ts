import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((one) => (one.trim() === '' ? [] : one.trim())));

const schema = z.object({
  /** Where the one origin listens. 0: a free port. */
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Port of the web server on loopback; without it, requests that are not ours get 404. */
  WEB_PORT: port.optional(),
  DATA_DIR: z.string().min(1).default('data'),
  /** postgres://… instead of the embedded database in DATA_DIR. */
  DATABASE_URL: z.string().min(1).optional(),
  /** Key of access tokens, at least 32 characters; else one is made and kept in DATA_DIR. */
  SECRET: z.string().min(32).optional(),
  /** Origins besides our own whose pages may connect, separated by commas. */
  ORIGINS: list,
  /** Set to 1 behind a proxy that sets X-Forwarded-For. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** Threads that fold rooms. */
  FOLD_THREADS: z.coerce.number().int().min(1).max(64).optional(),
  /** URL of a module that exports `build`, an engine with its catalog: an older build, or one under test. */
  ENGINE_MODULE: z.url().optional(),
  /** Milliseconds after which a room that everybody has left is freed. */
  ROOM_IDLE_MS: z.coerce.number().int().min(0).default(60_000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/** The settings of a server. */
export type Env = z.infer<typeof schema>;

/** Reads the settings; throws an error that names the wrong ones. Empty means not set. */
export function readEnv(env: NodeJS.ProcessEnv): Env {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
