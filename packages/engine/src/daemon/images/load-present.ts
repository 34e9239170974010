/** What a fresh engine has pulled already, and registering a pulled image: layers unpacked into overlay2, config, names. */
import { attachTree } from '../../containerd/unpack.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Proc } from '../../program/program.ts';
import type { Catalog, CatalogImage } from '../../registry/catalog.ts';
import type { Value } from '../../store/table.ts';
import { sha256Hex } from '../../util/digest.ts';
import { imageTable, layerTable, referenceTable } from './store.ts';

/** Where the graph driver keeps layers. */
export const OVERLAY_ROOT = '/var/lib/docker/overlay2';
const LINK_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 26 characters of base 32, as overlay2's short links (graphdriver/overlay2/randomid.go). */
export function randomLink(k: Kernel): string {
  const bytes = k.randomBytes('id', 26);
  let out = '';
  for (let i = 0; i < 26; i++) out += LINK_CHARS[bytes.charCodeAt(i) & 31];
  return out;
}

/** `library/nginx` in the familiar form `nginx`. */
export function familiarName(repository: string): string {
  return repository.startsWith('library/') ? repository.slice(8) : repository;
}

/** Chain ids of the diff ids, base first (image-spec config.md, "Layer ChainID"). */
export function chainIdsOf(diffIds: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (const diffId of diffIds) {
    const below = out[out.length - 1];
    out.push(below === undefined ? diffId : `sha256:${sha256Hex(`${below} ${diffId}`)}`);
  }
  return out;
}

/** Makes the folders of a layer and unpacks the tree `tree` into them; `p` is dockerd. */
export function unpackLayer(p: Proc, cacheId: string, link: string, tree: string, lower: readonly string[]): void {
  const dir = `${OVERLAY_ROOT}/${cacheId}`;
  p.mkdir(dir, 0o710);
  attachTree(p.k, dir, 'diff', tree);
  p.writeFile(`${dir}/link`, link);
  p.symlink(`../${cacheId}/diff`, `${OVERLAY_ROOT}/l/${link}`);
  if (lower.length > 0) {
    p.writeFile(`${dir}/lower`, lower.map((l) => `l/${l}`).join(':'));
    p.mkdir(`${dir}/work`, 0o700);
  }
  p.writeFile(`${dir}/committed`, '');
}

/** Layers, image and config of `found`; layers that are there already are shared. Returns the image's id. */
export function registerImage(p: Proc, found: CatalogImage): string {
  const { tx } = p.k;
  if (tx.get(imageTable, found.id) !== undefined) return found.id;
  const chainIds = chainIdsOf(found.layers.map((layer) => layer.diffId));
  const links: string[] = [];
  found.layers.forEach((layer, i) => {
    const chain = chainIds[i] as string;
    const known = tx.get(layerTable, chain);
    if (known !== undefined) {
      tx.edit(layerTable, chain).refs++;
      links.unshift(known.link);
      return;
    }
    const cacheId = p.k.randomHex('id', 64);
    const link = randomLink(p.k);
    unpackLayer(p, cacheId, link, layer.tree, links);
    links.unshift(link);
    tx.put(layerTable, chain, {
      diffId: layer.diffId,
      digest: layer.digest,
      parent: i === 0 ? '' : (chainIds[i - 1] as string),
      cacheId,
      link,
      size: layer.unpackedSize,
      refs: 1,
    });
  });
  const config = found.config as { readonly [key: string]: Value };
  tx.put(imageTable, found.id, {
    id: found.id,
    configText: found.configText,
    config,
    chainIds,
    parent: '',
    stored: p.now,
    lastTagged: -1,
  });
  return found.id;
}

/** Names `repository:tag` (and its digest) for a registered image. */
export function nameImage(p: Proc, repository: string, tag: string, image: CatalogImage): void {
  const name = familiarName(repository);
  if (tag !== '') p.k.tx.put(referenceTable, `${name}:${tag}`, { image: image.id });
  p.k.tx.put(referenceTable, `${name}@${image.manifest}`, { image: image.id });
}

/** At boot: everything the catalog says a fresh engine has. */
export function loadPresentImages(p: Proc): void {
  const catalog = p.k.env.catalog as Catalog;
  for (const { repository, tag } of catalog.present) {
    const image = catalog.image(repository, tag);
    if (image === undefined) continue;
    registerImage(p, image);
    nameImage(p, repository, tag, image);
  }
}
