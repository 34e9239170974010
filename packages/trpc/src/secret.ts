import { createHash, randomBytes } from 'node:crypto';

/**
 * Tokens that prove who somebody is: 256 random bits. Given out once, kept as a hash, sent in bodies and never in the
 * address of a request.
 */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. Secrets have full entropy, so one round of SHA-256 is enough. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A random id: 128 bits, fit for addresses and file names. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}
