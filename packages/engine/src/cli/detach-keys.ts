/** The key sequence that leaves a container running (github.com/moby/term: ascii.go, proxy.go). */
import type { Bytes } from '../util/bytes.ts';
import { GoError } from '../util/go-error.ts';

/** ctrl-p ctrl-q. */
export const DEFAULT_DETACH_KEYS: readonly number[] = [16, 17];

const CONTROL = 'abcdefghijklmnopqrstuvwxyz[\\]^_';

function code(key: Bytes): number {
  if (key.length === 1) return key.charCodeAt(0);
  if (key === 'DEL') return 127;
  if (!key.startsWith('ctrl-') || key.length !== 6) return -1;
  const c = key.charAt(5);
  return c === '@' ? 0 : CONTROL.indexOf(c) + 1 || -1;
}

/** `ToBytes`: `ctrl-a,x` as key codes; '' is the default. */
export function parseDetachKeys(text: Bytes): readonly number[] | GoError {
  if (text === '') return DEFAULT_DETACH_KEYS;
  const keys: number[] = [];
  for (const key of text.split(',')) {
    const c = code(key);
    if (c < 0) return new GoError(`Unknown character: '${key}'`);
    keys.push(c);
  }
  return keys;
}

/** What the escape proxy lets through of some input. */
export interface Passed {
  readonly data: Bytes;
  /** How much of the sequence has been typed. */
  readonly matched: number;
  readonly detached: boolean;
}

/** Filters `data`, keeping back the beginning of a sequence until it is completed or broken off. */
export function passKeys(keys: readonly number[], before: number, data: Bytes): Passed {
  let out = '';
  let matched = before;
  for (let i = 0; i < data.length; i++) {
    const c = data.charCodeAt(i);
    if (c === keys[matched]) {
      matched++;
      if (matched === keys.length) return { data: out, matched: 0, detached: true };
      continue;
    }
    out += String.fromCharCode(...keys.slice(0, matched)) + data[i];
    matched = 0;
  }
  return { data: out, matched, detached: false };
}
