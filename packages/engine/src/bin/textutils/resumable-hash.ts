/**
 * Hashes of the MD family whose state is plain data, so that a program can hash a stream of any length across waits. The
 * compression functions are those of the pinned hash library; its state is taken out and put back at block boundaries.
 */
import { _MD5, _SHA1 } from '@noble/hashes/legacy.js';
import { _SHA224, _SHA256, _SHA384, _SHA512 } from '@noble/hashes/sha2.js';
import { type Bytes, toUint8Array } from '../../util/bytes.ts';

export type HashName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** A hash in progress: the chaining words, the octets hashed so far, and those that make no whole block yet. */
export interface HashState {
  readonly words: readonly number[];
  readonly length: number;
  readonly rest: Bytes;
}

/** What the library's classes share; the accessors are protected in its types. */
interface Engine {
  blockLen: number;
  length: number;
  get(): number[];
  set(...words: number[]): void;
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
}

function engine(name: HashName): Engine {
  switch (name) {
    case 'md5':
      return new _MD5() as unknown as Engine;
    case 'sha1':
      return new _SHA1() as unknown as Engine;
    case 'sha224':
      return new _SHA224() as unknown as Engine;
    case 'sha256':
      return new _SHA256() as unknown as Engine;
    case 'sha384':
      return new _SHA384() as unknown as Engine;
    case 'sha512':
      return new _SHA512() as unknown as Engine;
  }
}

/** Before the first octet. */
export const EMPTY_HASH: HashState = { words: [], length: 0, rest: '' };

function resumed(name: HashName, state: HashState): Engine {
  const e = engine(name);
  if (state.words.length > 0) {
    e.set(...state.words);
    e.length = state.length;
  }
  return e;
}

/** The state after `data`. */
export function hashUpdate(name: HashName, state: HashState, data: Bytes): HashState {
  const all = state.rest + data;
  const e = resumed(name, state);
  const whole = all.length - (all.length % e.blockLen);
  if (whole === 0) return { words: state.words, length: state.length, rest: all };
  e.update(toUint8Array(all.slice(0, whole)));
  return { words: e.get(), length: state.length + whole, rest: all.slice(whole) };
}

/** The digest in lowercase hexadecimal. */
export function hashHex(name: HashName, state: HashState): string {
  const e = resumed(name, state);
  e.update(toUint8Array(state.rest));
  let out = '';
  for (const octet of e.digest()) out += octet.toString(16).padStart(2, '0');
  return out;
}
