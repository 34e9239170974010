/** Rows of `docker images`: one a tag (docker/cli cli/command/formatter/image.go). */

import type { Value } from '../../api/json.ts';
import { familiarName, parseNormalizedNamed } from '../../oci/reference.ts';
import type { Bytes } from '../../util/bytes.ts';
import { isGoError } from '../../util/go-error.ts';
import { formatTime, GO_STRING_LAYOUT } from '../../util/go-time.ts';
import { humanSize, humanSizeWithPrecision } from '../../util/units.ts';
import { items, num, str } from '../json-field.ts';
import { ago } from './container.ts';
import { type Listing, listing } from './listing.ts';
import { truncateId } from './shorten.ts';

/** An image under one of its names. */
export interface ImageRow {
  readonly image: Value;
  readonly repo: Bytes;
  readonly tag: Bytes;
  readonly digest: Bytes;
}

const NONE = '<none>';

function byRepo(refs: readonly Value[], part: 'tag' | 'digest'): Map<Bytes, Bytes[]> {
  const map = new Map<Bytes, Bytes[]>();
  for (const text of refs) {
    const ref = parseNormalizedNamed(text as Bytes);
    if (isGoError(ref) || ref[part] === '') continue;
    const name = familiarName(ref);
    const list = map.get(name);
    if (list === undefined) map.set(name, [ref[part]]);
    else list.push(ref[part]);
  }
  return map;
}

function rowsOf(image: Value, digests: boolean): readonly ImageRow[] {
  const tags = byRepo(items(image, 'RepoTags'), 'tag');
  const left = byRepo(items(image, 'RepoDigests'), 'digest');
  if (tags.size === 0 && left.size === 0) return [{ image, repo: NONE, tag: NONE, digest: NONE }];
  const rows: ImageRow[] = [];
  for (const [repo, list] of tags) {
    const known = digests ? (left.get(repo) ?? []) : [];
    left.delete(repo);
    for (const tag of list) {
      if (known.length === 0) rows.push({ image, repo, tag, digest: NONE });
      for (const digest of known) rows.push({ image, repo, tag, digest });
    }
  }
  for (const [repo, list] of left) {
    if (!digests) rows.push({ image, repo, tag: NONE, digest: '' });
    else for (const digest of list) rows.push({ image, repo, tag: NONE, digest });
  }
  return rows;
}

/** The rows of images; with `digests`, one for each digest of a tag. */
export function imageRows(images: readonly Value[], digests: boolean): readonly ImageRow[] {
  return images.flatMap((image) => rowsOf(image, digests));
}

function countText(n: number): Bytes {
  return n === -1 ? 'N/A' : String(n);
}

function sharedSize(row: ImageRow): Bytes {
  const n = num(row.image, 'SharedSize');
  return n === -1 ? 'N/A' : humanSize(n);
}

function uniqueSize(row: ImageRow): Bytes {
  const shared = num(row.image, 'SharedSize');
  return shared === -1 ? 'N/A' : humanSize(num(row.image, 'Size') - shared);
}

/** Images as `/images/json` lists them. */
export const IMAGES: Listing<ImageRow> = listing<ImageRow>(
  'formatter.imageContext',
  [
    {
      name: 'ID',
      title: 'IMAGE ID',
      show: (r, look) => (look.trunc ? truncateId(str(r.image, 'Id')) : str(r.image, 'Id')),
    },
    { name: 'Repository', title: 'REPOSITORY', show: (r) => r.repo },
    { name: 'Tag', title: 'TAG', show: (r) => r.tag },
    { name: 'Digest', title: 'DIGEST', show: (r) => r.digest },
    {
      name: 'CreatedSince',
      title: 'CREATED',
      show: (r, look) => (num(r.image, 'Created') <= 0 ? 'N/A' : ago(num(r.image, 'Created'), look)),
    },
    {
      name: 'CreatedAt',
      title: 'CREATED AT',
      show: (r) => formatTime({ sec: num(r.image, 'Created'), nsec: 0 }, GO_STRING_LAYOUT),
    },
    { name: 'Size', title: 'SIZE', show: (r) => humanSizeWithPrecision(num(r.image, 'Size'), 3) },
    { name: 'Containers', title: 'CONTAINERS', show: (r) => countText(num(r.image, 'Containers')) },
    { name: 'VirtualSize', title: 'SIZE', show: (r) => humanSize(num(r.image, 'Size')) },
    { name: 'SharedSize', title: 'SHARED SIZE', show: sharedSize },
    { name: 'UniqueSize', title: 'UNIQUE SIZE', show: uniqueSize },
  ],
  {},
  'repository: {{.Repository}}\\ntag: {{.Tag}}\\nimage_id: {{.ID}}\\ncreated_at: {{.CreatedAt}}\\nvirtual_size: {{.Size}}\\n',
);
