import { describe, expect, it } from 'vitest';
import { afterClose, CLOSE } from './close.ts';

describe('what a client does after a close', () => {
  it('comes back when the network broke or the server restarts', () => {
    expect(afterClose(undefined, '')).toEqual({ retry: true, freshToken: false, afterMs: 0 });
    expect(afterClose(1006, '')).toEqual({ retry: true, freshToken: false, afterMs: 0 });
    expect(afterClose(CLOSE.restarting, '')).toEqual({ retry: true, freshToken: false, afterMs: 0 });
  });

  it('gets a fresh token first when the old one was refused', () => {
    expect(afterClose(CLOSE.unauthorized, 'expired')).toEqual({ retry: true, freshToken: true, afterMs: 0 });
  });

  it('does not come back when the same attempt cannot succeed', () => {
    for (const code of [CLOSE.malformed, CLOSE.removed, CLOSE.unknownRoom, CLOSE.ended, CLOSE.version, 1009]) {
      expect(afterClose(code, '')).toEqual({ retry: false, freshToken: false, afterMs: 0 });
    }
  });

  it('waits as long as the server asks', () => {
    expect(afterClose(CLOSE.tooMany, 'too many frames; retry-after=7')).toEqual({
      retry: true,
      freshToken: false,
      afterMs: 7000,
    });
  });
});
