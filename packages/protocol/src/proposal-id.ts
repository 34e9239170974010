import { LIMITS } from './limits.ts';

/**
 * Ids of proposals are `BASE.NONCE`: BASE is the last entry the proposer had folded when it made the proposal, NONCE
 * 6 to 32 characters of its own choice. The base lets the authority tell a repeated proposal from a new one by looking
 * only at the entries after it; sending again never changes the id.
 */
const ID = /^(0|[1-9]\d{0,14})\.([A-Za-z0-9_-]{6,32})$/;

/** An id for a proposal made after entry `base`. */
export function proposalId(base: number, nonce: string): string {
  return `${base}.${nonce}`;
}

/** The base of `id`, or null when it is no proposal id. */
export function baseOf(id: string): number | null {
  if (id.length > LIMITS.proposalIdChars) return null;
  const found = ID.exec(id);
  return found ? Number(found[1]) : null;
}
