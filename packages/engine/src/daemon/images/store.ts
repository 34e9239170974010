/** The image store of the overlay2 graph driver (moby image/store.go, reference/store.go, layer/layer_store.go). */
import { familiarString, parseNormalizedNamed, tagNameOnly } from '../../oci/reference.ts';
import { strTable, type Value } from '../../store/table.ts';
import type { Txn } from '../../store/txn.ts';
import { isGoError } from '../../util/go-error.ts';

/** One image: configuration, and the layers below it by chain id, base first. */
export interface Image {
  id: string;
  configText: string;
  /** OCI configuration, parsed. */
  config: { readonly [key: string]: Value };
  chainIds: readonly string[];
  /** `Parent` of images made by commit or the legacy builder, '' otherwise. */
  parent: string;
  /** When it was pulled or made here, ns since genesis; orders equal creation dates. */
  stored: number;
  lastTagged: number;
}
export const imageTable = strTable<Image>('image', 1);

/** A name of an image: familiar form with tag (`nginx:latest`) or digest (`nginx@sha256:…`). */
export interface Reference {
  image: string;
}
export const referenceTable = strTable<Reference>('reference', 1);

/** A read-only layer, by chain id. */
export interface Layer {
  diffId: string;
  /** Blob digest it was pulled as, '' when made here. */
  digest: string;
  parent: string;
  /** Directory name under /var/lib/docker/overlay2. */
  cacheId: string;
  /** 26 characters: its short link under overlay2/l. */
  link: string;
  size: number;
  /** Images and child layers and containers that stand on it. */
  refs: number;
}
export const layerTable = strTable<Layer>('layer', 1);

/** Sum of the image's layers in bytes. */
export function imageSize(tx: Txn, image: Readonly<Image>): number {
  let size = 0;
  for (const chain of image.chainIds) size += tx.get(layerTable, chain)?.size ?? 0;
  return size;
}

/** Names of an image: tags and digests, each sorted. */
export function namesOf(
  tx: Txn,
  id: string,
): { readonly tags: readonly string[]; readonly digests: readonly string[] } {
  const tags: string[] = [];
  const digests: string[] = [];
  tx.each(referenceTable, (reference, name) => {
    if (reference.image !== id) return;
    if (name.includes('@')) digests.push(name);
    else tags.push(name);
  });
  return { tags: tags.sort(), digests: digests.sort() };
}

/** All names by image id, in one pass. */
export function namesByImage(tx: Txn): ReadonlyMap<string, { readonly tags: string[]; readonly digests: string[] }> {
  const out = new Map<string, { tags: string[]; digests: string[] }>();
  tx.each(referenceTable, (reference, name) => {
    let names = out.get(reference.image);
    if (names === undefined) {
      names = { tags: [], digests: [] };
      out.set(reference.image, names);
    }
    (name.includes('@') ? names.digests : names.tags).push(name);
  });
  for (const names of out.values()) {
    names.tags.sort();
    names.digests.sort();
  }
  return out;
}

const HEX = /^(?:sha256:)?[0-9a-f]{1,64}$/;

/** Id of the image that `text` names: an id or unique prefix of one, or a reference. '' when there is none. */
export function findImage(tx: Txn, text: string): string {
  const direct = tx.get(referenceTable, text);
  if (direct !== undefined) return direct.image;
  if (text.startsWith('sha256:') && tx.get(imageTable, text) !== undefined) return text;
  const parsed = parseNormalizedNamed(text);
  if (!isGoError(parsed)) {
    const found = tx.get(referenceTable, familiarString(tagNameOnly(parsed)));
    if (found !== undefined) return found.image;
  }
  if (!HEX.test(text)) return '';
  const prefix = text.startsWith('sha256:') ? text : `sha256:${text}`;
  let match = '';
  let count = 0;
  tx.each(imageTable, (_image, id) => {
    if (!id.startsWith(prefix)) return;
    match = id;
    count++;
  });
  return count === 1 ? match : '';
}
