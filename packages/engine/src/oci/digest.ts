import type { Bytes } from '../util/bytes.ts';
import { sha256Hex } from '../util/digest.ts';
import { GoError } from '../util/go-error.ts';

/** A content digest: `sha256:` and 64 lowercase hexadecimal digits. */
export type Digest = string;

const INVALID_FORMAT = new GoError('invalid checksum digest format');
const INVALID_LENGTH = new GoError('invalid checksum digest length');
const UNSUPPORTED = new GoError('unsupported digest algorithm');

/** Digits of each algorithm that is available (go-digest registers these three). */
const LENGTHS: readonly (readonly [string, number])[] = [
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
];

const ANY_DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;

/** `digest.Parse` of opencontainers/go-digest: the digest itself when it is valid, else the package's error. */
export function parseDigest(text: Bytes): Digest | GoError {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon + 1 === text.length) return INVALID_FORMAT;
  const algorithm = text.slice(0, colon);
  const encoded = text.slice(colon + 1);
  for (const [name, length] of LENGTHS) {
    if (name !== algorithm) continue;
    if (encoded.length !== length) return INVALID_LENGTH;
    return /^[a-f0-9]*$/.test(encoded) ? text : INVALID_FORMAT;
  }
  return ANY_DIGEST.test(text) ? UNSUPPORTED : INVALID_FORMAT;
}

/** The SHA-256 digest of `bytes` (`digest.FromBytes`). */
export function digestOf(bytes: Bytes): Digest {
  return `sha256:${sha256Hex(bytes)}`;
}

/** What follows the colon. */
export function encodedOf(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1);
}

/** Chain ID of one more layer: the digest of `parent + " " + diff`, or the layer's own diff ID when it is the first. */
export function nextChainId(parent: Digest | '', diffId: Digest): Digest {
  return parent === '' ? diffId : digestOf(`${parent} ${diffId}`);
}

/** Chain IDs of a stack of layers from the bottom up (OCI image-spec config.md, "Layer ChainID"). */
export function chainIds(diffIds: readonly Digest[]): readonly Digest[] {
  const chain: Digest[] = [];
  for (const diffId of diffIds) chain.push(nextChainId(chain.at(-1) ?? '', diffId));
  return chain;
}
