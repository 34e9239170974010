/** Join codes: six characters that cannot be misread on a projector. */

/** The letters and digits of a code: no 0 and O, no 1, I and L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Characters of a code. */
export const CODE_LENGTH = 6;

/**
 * A code as a person typed it, in the form it is stored, or null when it cannot be one. Case, spaces and dashes do not
 * matter.
 */
export function normalizeCode(typed: string): string | null {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  if (code.length !== CODE_LENGTH) return null;
  for (const char of code) if (!CODE_ALPHABET.includes(char)) return null;
  return code;
}

/**
 * A code drawn from `random` octets, of which enough must be given: octets that would favour some characters are
 * skipped. Returns null when the octets run out.
 */
export function codeFrom(random: Uint8Array): string | null {
  const fair = 256 - (256 % CODE_ALPHABET.length);
  let code = '';
  for (const octet of random) {
    if (octet < fair) code += CODE_ALPHABET[octet % CODE_ALPHABET.length];
    if (code.length === CODE_LENGTH) return code;
  }
  return null;
}
