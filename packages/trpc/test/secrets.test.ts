import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { ACCESS_SECONDS, AccessTokens, hashSecret, newId, newSecret, RateLimiter } from '../src/index.ts';
import { nickname } from '../src/nickname.ts';

const key = Buffer.from('0123456789abcdef0123456789abcdef');
const tokens = new AccessTokens(key);
const access = { participant: 'p', room: 'r' };
const now = 1_790_000_000_000;

describe('access tokens', () => {
  it('say for a few minutes who may enter which room', async () => {
    const token = await tokens.sign(access, now);
    expect(await tokens.read(token, now + (ACCESS_SECONDS - 1) * 1000)).toEqual(access);
    expect(await tokens.read(token, now + (ACCESS_SECONDS + 1) * 1000)).toBe(null);
  });

  it('that are forged, altered, without end or of another algorithm say nothing', async () => {
    const token = await tokens.sign(access, now);
    const [head, , signature] = token.split('.');
    const altered = `${head}.${Buffer.from('{"sub":"q","room":"r","exp":9e9}').toString('base64url')}.${signature}`;
    const endless = await new SignJWT({ room: 'r' }).setProtectedHeader({ alg: 'HS256' }).setSubject('p').sign(key);
    const other = new SignJWT({ room: 'r' })
      .setProtectedHeader({ alg: 'HS512' })
      .setSubject('p')
      .setExpirationTime('1h');
    const long = Buffer.concat([key, key]);
    const wrong = [
      altered,
      endless,
      await other.sign(long),
      await new AccessTokens(long).sign(access, now),
      '',
      'a.b.c',
    ];
    expect(await Promise.all(wrong.map((one) => tokens.read(one, now)))).toEqual(wrong.map(() => null));
  });

  it('need a secret worth the name', () => {
    expect(() => new AccessTokens(key.subarray(1))).toThrow(RangeError);
  });
});

describe('secrets and ids', () => {
  it('are random, and secrets are kept as hashes', () => {
    expect([newSecret().length, newId().length]).toEqual([43, 22]);
    expect(new Set(Array.from({ length: 1000 }, newId)).size).toBe(1000);
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('generated names', () => {
  it('are two words, and differ within a room however many are there', () => {
    const taken = new Set<string>();
    for (let i = 0; i < 2000; i++) taken.add(nickname(taken));
    expect(taken.size).toBe(2000);
    expect([...taken].slice(0, 100).every((name) => /^[A-Z][a-z]+ [A-Z][a-z]+( \d+)?$/.test(name))).toBe(true);
  });
});

describe('rates', () => {
  it('allow a burst, then a steady stream, for each key apart', () => {
    let ms = 0;
    const limiter = new RateLimiter({ perSecond: 2, burst: 3 }, () => ms);
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 500]);
    expect(limiter.take('b', 3)).toBe(0);
    ms += 500;
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 500]);
    ms += 60_000;
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 500]);
  });
});
