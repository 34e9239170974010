/**
 * Why a connection was closed. The ranges are those of y-websocket: 4400–4499 say that the same attempt cannot succeed,
 * 4500–4599 that it can later.
 */
export const CLOSE = {
  /** The frame cannot be parsed. */
  malformed: 4400,
  /** No token, or one that is forged, expired or for another room. Get a fresh one, then come back. */
  unauthorized: 4401,
  /** The person was removed from the room. */
  removed: 4403,
  unknownRoom: 4404,
  /** The class has ended; its recording remains. */
  ended: 4410,
  /** This version of the protocol is not spoken (any more): load the page again. */
  version: 4426,
  internal: 4500,
  /** The server is going down or has lost the room for a moment. */
  restarting: 4503,
  /** Too far behind to be sent more: come back at once and resume. */
  resume: 4508,
  /** The connection did not say who it is in time. */
  silent: 4509,
  /** Too many frames or connections. The reason says `retry-after=SECONDS`. */
  tooMany: 4529,
} as const;

/** One of the codes of CLOSE. */
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** What a client does after a close. */
export interface AfterClose {
  readonly retry: boolean;
  /** A new token must be had first. */
  readonly freshToken: boolean;
  /** Do not come back sooner, in milliseconds. */
  readonly afterMs: number;
}

/** Reads a close code (undefined: the network broke) and its reason. */
export function afterClose(code: number | undefined, reason: string): AfterClose {
  if (code === CLOSE.unauthorized) return { retry: true, freshToken: true, afterMs: 0 };
  if (code !== undefined && ((code >= 4400 && code < 4500) || code === 1009)) {
    return { retry: false, freshToken: false, afterMs: 0 };
  }
  const seconds = /(?:^|;\s*)retry-after=(\d{1,4})\b/.exec(reason)?.[1];
  return { retry: true, freshToken: false, afterMs: Number(seconds ?? 0) * 1000 };
}
