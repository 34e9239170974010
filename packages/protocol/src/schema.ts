/**
 * The schemas the authority validates clients' frames with. Server-side only: zod is 91 kB in a browser, and browsers
 * read nothing but the authority's own frames.
 */
import { z } from 'zod';
import type { Hello } from './client-frame.ts';
import type { Input } from './engine-api.ts';
import { LIMITS } from './limits.ts';
import { baseOf } from './proposal-id.ts';
import type { Control, Divergence, Presence } from './room.ts';

/** A byte string: every unit 0..255. */
const bytes = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x00-\xff]*$/, 'not a byte string');

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/, 'not a name');
const user = z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'not a user name');
const rows = z.int().min(1).max(LIMITS.ttyRows);
const cols = z.int().min(1).max(LIMITS.ttyCols);
const path = bytes(LIMITS.pathBytes).regex(/^\/[^\x00]*$/, 'not an absolute path');

/** JSON-like values as deep as LIMITS.apiDepth, rebuilt as plain objects. */
const value = z.unknown().transform((given, context) => {
  const budget = { left: LIMITS.apiBytes };
  const copy = plain(given, LIMITS.apiDepth, budget);
  if (copy === undefined) {
    context.addIssue({ code: 'custom', message: 'not a plain value, too deep or too large' });
    return z.NEVER;
  }
  return copy;
});

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A copy of `given` made of plain values, or undefined when it is not one. Every value and key is charged. */
function plain(given: unknown, depth: number, budget: { left: number }): Plain | undefined {
  budget.left -= typeof given === 'string' ? given.length + 1 : 1;
  if (budget.left < 0 || depth < 0) return undefined;
  if (given === null || typeof given === 'string' || typeof given === 'boolean') return given;
  if (typeof given === 'number') return Number.isFinite(given) ? given : undefined;
  if (Array.isArray(given)) {
    const list: Plain[] = [];
    for (const item of given) {
      const copy = plain(item, depth - 1, budget);
      if (copy === undefined) return undefined;
      list.push(copy);
    }
    return list;
  }
  if (typeof given !== 'object' || given instanceof Uint8Array) return undefined;
  const record: { [key: string]: Plain } = {};
  for (const [key, item] of Object.entries(given)) {
    budget.left -= key.length;
    const copy = key === '__proto__' ? undefined : plain(item, depth - 1, budget);
    if (copy === undefined) return undefined;
    record[key] = copy;
  }
  return record;
}

const octal = z.int().min(0).max(0o7777);

/** One input, exactly one of the engine's union and nothing beside. */
export const inputSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('tty.open'), tty: name, user, rows, cols }),
  z.strictObject({ type: z.literal('tty.input'), tty: name, data: bytes(LIMITS.ttyBytes).min(1) }),
  z.strictObject({ type: z.literal('tty.resize'), tty: name, rows, cols }),
  z.strictObject({ type: z.literal('tty.close'), tty: name }),
  z.strictObject({
    type: z.literal('pipe.open'),
    pipe: name,
    user,
    cwd: path,
    argv: z.array(bytes(LIMITS.ttyBytes)).min(1).max(256),
    extra: z.int().min(0).max(8),
  }),
  z.strictObject({ type: z.literal('pipe.input'), pipe: name, data: bytes(LIMITS.ttyBytes) }),
  z.strictObject({ type: z.literal('pipe.close'), pipe: name }),
  z.strictObject({ type: z.literal('api.open'), request: name, head: value }),
  z.strictObject({ type: z.literal('api.chunk'), request: name, data: value }),
  z.strictObject({ type: z.literal('api.close'), request: name }),
  z.strictObject({ type: z.literal('file.put'), user, path, mode: octal, data: bytes(LIMITS.fileBytes) }),
  z.strictObject({ type: z.literal('fault.inject'), fault: name, target: z.string().max(256) }),
  z.strictObject({ type: z.literal('host.power'), action: z.enum(['reboot', 'off', 'on']) }),
]) satisfies z.ZodType<Input>;

/** A proposal id (proposal-id.ts). */
export const proposalIdSchema = z.string().refine((id) => baseOf(id) !== null, 'not a proposal id');

/** The first message of a client. */
export const helloSchema = z.object({
  version: z.int(),
  token: z.string().max(2048).optional(),
  have: z.int().min(0),
}) satisfies z.ZodType<Omit<Hello, 'token'>>;

/** A participant's name as shown to others: printable, trimmed, without bidirectional controls. */
export const nameSchema = z
  .string()
  .transform((text) =>
    text
      .normalize('NFC')
      .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .pipe(z.string().min(1).max(LIMITS.nameChars));

const presenceValue = z.union([z.string().max(128), z.number(), z.boolean(), z.null()]);

/** The keys of one's presence that change. */
export const presenceSchema = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,15}$/), presenceValue)
  .refine((state) => Object.keys(state).length <= LIMITS.presenceKeys, 'too many keys')
  .refine((state) => JSON.stringify(state).length <= LIMITS.presenceBytes, 'too large') satisfies z.ZodType<Presence>;

/** What an instructor may ask for. */
export const controlSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('drive'), who: z.string().max(64), drive: z.boolean().nullable() }),
  z.strictObject({ op: z.literal('pause') }),
  z.strictObject({ op: z.literal('run') }),
  z.strictObject({
    op: z.literal('step'),
    ns: z.union([z.literal('due'), z.int().min(1).max(3_600_000_000_000)]),
  }),
  z.strictObject({
    op: z.literal('speed'),
    rate: z
      .number()
      .min(1 / 16)
      .max(16),
  }),
  z.strictObject({ op: z.literal('end') }),
]) satisfies z.ZodType<Control>;

/** A replica's report of a differing hash. */
export const divergenceSchema = z.object({
  seq: z.int().min(0),
  at: z.int().min(0),
  mine: z.string().max(128),
  theirs: z.string().max(128),
  behaviour: z.string().max(64),
}) satisfies z.ZodType<Divergence>;
