/**
 * The images of the simulated registry and the host's own files, as data. Ids and digests are real sha256 values over
 * the configuration and over a canonical description of each layer (its rows), so that they are the same everywhere.
 */
import {
  type Catalog,
  type CatalogImage,
  type CatalogLayer,
  type CatalogTree,
  sha256Hex,
  utf8Encode,
} from '@drydock/engine';
import { ROWS as alpine0 } from './data/alpine-3.20-0.ts';
import { ROWS as busybox0 } from './data/busybox-latest-0.ts';
import { ROWS as debian0 } from './data/debian-bookworm-slim-0.ts';
import { ROWS as hello0 } from './data/hello-world-latest-0.ts';
import { ROWS as nginx1 } from './data/nginx-1.27-1.ts';
import { ROWS as nginxAlpine1 } from './data/nginx-1.27-alpine-1.ts';
import { ROWS as node1 } from './data/node-20-alpine-1.ts';
import { ROWS as node2 } from './data/node-20-alpine-2.ts';
import { ROWS as postgres1 } from './data/postgres-16-alpine-1.ts';
import { ROWS as python1 } from './data/python-3.12-slim-1.ts';
import { ROWS as python2 } from './data/python-3.12-slim-2.ts';
import { ROWS as redis1 } from './data/redis-7-alpine-1.ts';
import { ROWS as redis2 } from './data/redis-7-alpine-2.ts';
import { ROWS as redis3 } from './data/redis-7-alpine-3.ts';
import { ROWS as ubuntu0 } from './data/ubuntu-24.04-0.ts';
import { hostRows } from './host-tree.ts';
import type { ImageFacts } from './image-facts.ts';
import { IMAGES } from './images.ts';
import { type Family, parseTree } from './layer-text.ts';

interface LayerData {
  readonly rows: string;
  readonly family: Family;
}

const LAYERS: { readonly [name: string]: LayerData } = {
  'alpine-3.20-0': { rows: alpine0, family: 'busybox' },
  'busybox-latest-0': { rows: busybox0, family: 'busybox' },
  'debian-bookworm-slim-0': { rows: debian0, family: 'gnu' },
  'hello-world-latest-0': { rows: hello0, family: 'busybox' },
  'nginx-1.27-alpine-1': { rows: nginxAlpine1, family: 'busybox' },
  'nginx-1.27-1': { rows: nginx1, family: 'gnu' },
  'node-20-alpine-1': { rows: node1, family: 'busybox' },
  'node-20-alpine-2': { rows: node2, family: 'busybox' },
  'postgres-16-alpine-1': { rows: postgres1, family: 'busybox' },
  'python-3.12-slim-1': { rows: python1, family: 'gnu' },
  'python-3.12-slim-2': { rows: python2, family: 'gnu' },
  'redis-7-alpine-1': { rows: redis1, family: 'busybox' },
  'redis-7-alpine-2': { rows: redis2, family: 'busybox' },
  'redis-7-alpine-3': { rows: redis3, family: 'busybox' },
  'ubuntu-24.04-0': { rows: ubuntu0, family: 'gnu' },
};

/** 2025-10-01T00:00:00Z: when the oldest image was made; each next one is a day younger. */
const FIRST_CREATED_SEC = 1_759_276_800;
const DAY_SEC = 86_400;

/** `2025-10-01T00:00:00Z` of the image number `index`. All dates lie in October 2025. */
function createdText(index: number): string {
  return `2025-10-${String(index + 1).padStart(2, '0')}T00:00:00Z`;
}

function makeLayer(name: string, unpackedSize: number): CatalogLayer {
  const diffId = `sha256:${sha256Hex(utf8Encode(`layer\n${(LAYERS[name] as LayerData).rows}`))}`;
  const digest = `sha256:${sha256Hex(`gzip ${diffId}`)}`;
  return { digest, diffId, size: Math.ceil(unpackedSize * 0.41), unpackedSize, tree: name };
}

function makeImage(facts: ImageFacts, index: number): CatalogImage {
  const layers = facts.layers.map((layer) => makeLayer(layer.name, layer.unpackedSize));
  const created = createdText(index);
  const config = {
    architecture: 'amd64',
    config: facts.config as never,
    created,
    history: facts.history.map((h) =>
      h.empty
        ? { created, created_by: h.createdBy, comment: 'buildkit.dockerfile.v0', empty_layer: true }
        : { created, created_by: h.createdBy, comment: 'buildkit.dockerfile.v0' },
    ),
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
  };
  const configText = JSON.stringify(config);
  const id = `sha256:${sha256Hex(utf8Encode(configText))}`;
  const manifest = `sha256:${sha256Hex(`manifest ${id} ${layers.map((layer) => layer.digest).join(' ')}`)}`;
  return { id, config, configText, manifest, layers };
}

const HOST_TREE = 'host-lab';

/** Builds the catalog: some milliseconds; call it once a process. */
export function createCatalog(): Catalog {
  const images = new Map<string, CatalogImage>();
  const repositories = new Set<string>();
  const present: { repository: string; tag: string }[] = [];
  const created = new Map<string, number>();
  IMAGES.forEach((facts, index) => {
    const image = makeImage(facts, index);
    repositories.add(facts.repository);
    images.set(`${facts.repository}@${image.manifest}`, image);
    for (const tag of facts.tags) {
      images.set(`${facts.repository}:${tag}`, image);
      present.push({ repository: facts.repository, tag });
    }
    for (const layer of image.layers)
      if (!created.has(layer.tree)) created.set(layer.tree, FIRST_CREATED_SEC + index * DAY_SEC);
  });
  const trees = new Map<string, CatalogTree>();
  const tree = (digest: string): CatalogTree => {
    let found = trees.get(digest);
    if (found === undefined) {
      found =
        digest === HOST_TREE
          ? parseTree(HOST_TREE, [debian0, hostRows()], FIRST_CREATED_SEC, 'gnu')
          : layerTree(digest, created.get(digest) ?? FIRST_CREATED_SEC);
      trees.set(digest, found);
    }
    return found;
  };
  const parts = [...images.keys(), hostRows(), ...[...images.values()].map((image) => image.id)];
  return {
    digest: sha256Hex(utf8Encode(parts.join('\n'))),
    tree,
    hostTree: HOST_TREE,
    hasRepository: (name) => repositories.has(name),
    image: (repository, reference) =>
      images.get(reference.startsWith('sha256:') ? `${repository}@${reference}` : `${repository}:${reference}`),
    present,
  };
}

function layerTree(name: string, mtimeSec: number): CatalogTree {
  const data = LAYERS[name];
  if (data === undefined) throw new Error(`no layer ${name} in the catalog`);
  return parseTree(name, [data.rows], mtimeSec, data.family);
}
