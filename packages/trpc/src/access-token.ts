import { createSecretKey, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

/** What an access token says: this participant may connect to this room, for a few minutes. */
export interface Access {
  readonly participant: string;
  readonly room: string;
}

/** How long a token may be used to connect; a connection once made outlives it. */
export const ACCESS_SECONDS = 600;

/** Signs and reads access tokens (JWT, HS256). */
export class AccessTokens {
  readonly #key: KeyObject;

  /** `secret`: at least 32 octets. */
  constructor(secret: Uint8Array) {
    if (secret.length < 32) throw new RangeError('the secret must have at least 32 octets');
    this.#key = createSecretKey(secret);
  }

  /** A token that is good from `nowMs` for ACCESS_SECONDS. */
  async sign({ participant, room }: Access, nowMs = Date.now()): Promise<string> {
    const now = Math.floor(nowMs / 1000);
    const token = new SignJWT({ room }).setProtectedHeader({ alg: 'HS256' }).setSubject(participant);
    return await token
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_SECONDS)
      .sign(this.#key);
  }

  /** What `token` says, or null when it is forged, expired or something else. */
  async read(token: string, nowMs = Date.now()): Promise<Access | null> {
    try {
      const options = { algorithms: ['HS256'], currentDate: new Date(nowMs), requiredClaims: ['sub', 'exp'] };
      const { payload } = await jwtVerify(token, this.#key, options);
      const { sub, room } = payload;
      return typeof sub === 'string' && typeof room === 'string' ? { participant: sub, room } : null;
    } catch {
      return null;
    }
  }
}
