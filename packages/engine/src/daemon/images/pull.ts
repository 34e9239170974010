/** POST /images/create?fromImage= (moby distribution/pull_v2.go): what a pull prints, and when. */

import { parsePlatform } from '../../oci/platform.ts';
import {
  familiarName,
  formatReference,
  type ImageReference,
  parseNormalizedNamed,
  tagNameOnly,
} from '../../oci/reference.ts';
import type { Next } from '../../program/program.ts';
import type { Catalog, CatalogImage, CatalogLayer } from '../../registry/catalog.ts';
import type { Value } from '../../store/table.ts';
import { isGoError } from '../../util/go-error.ts';
import { failure, invalid } from '../errors.ts';
import { logEvent } from '../events.ts';
import { finish, keep, type RequestProc, refuse, send, startStream } from '../server/request.ts';
import { chainIdsOf, nameImage, registerImage } from './load-present.ts';
import { layerTable, referenceTable } from './store.ts';

/** Bandwidth to the registry, bytes a second, and how fast a layer is unpacked. */
const DOWNLOAD = 25_000_000;
const EXTRACT = 120_000_000;
const SECOND = 1_000_000_000;
const REGISTRY_LATENCY = 80_000_000;
/** Progress is told this often. */
const STEP = 100_000_000;

function say(p: RequestProc, data: Value): void {
  send(p, { kind: 'chunk', data });
}

function found(p: RequestProc): CatalogImage {
  const { repository, reference } = p.locals.v;
  return (p.k.env.catalog as Catalog).image(repository as string, reference as string) as CatalogImage;
}

function referenceOf(p: RequestProc): ImageReference | string {
  const { fromImage = '', tag = '' } = p.locals.req.query;
  const text = tag === '' ? fromImage : tag.startsWith('sha256:') ? `${fromImage}@${tag}` : `${fromImage}:${tag}`;
  const parsed = parseNormalizedNamed(text);
  return isGoError(parsed) ? parsed.message : tagNameOnly(parsed);
}

/** The endpoint. */
export function imagePull(p: RequestProc): Next {
  if ((p.locals.req.query.fromSrc ?? '') !== '')
    return refuse(p, failure('notImplemented', 'docker import is not simulated yet'));
  const ref = referenceOf(p);
  if (typeof ref === 'string') return refuse(p, invalid(ref));
  const platform = p.locals.req.query.platform ?? '';
  if (platform !== '' && isGoError(parsePlatform(platform)))
    return refuse(p, invalid((parsePlatform(platform) as { message: string }).message));
  const { domain, path: repository } = ref;
  const catalog = p.k.env.catalog as Catalog;
  const familiar = familiarName(ref);
  if (domain !== 'docker.io')
    return refuse(
      p,
      failure('system', `Get "https://${domain}/v2/": dial tcp: lookup ${domain} on 192.0.2.53:53: no such host`),
    );
  if (!catalog.hasRepository(repository)) {
    return refuse(
      p,
      failure(
        'notFound',
        `pull access denied for ${familiar}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
      ),
    );
  }
  const reference = ref.digest !== '' ? ref.digest : ref.tag;
  if (catalog.image(repository, reference) === undefined) {
    return refuse(
      p,
      failure(
        'notFound',
        `manifest for ${familiar}${ref.digest !== '' ? '@' : ':'}${reference} not found: manifest unknown: manifest unknown`,
      ),
    );
  }
  startStream(p, 200);
  keep(p, { repository, reference, familiar, isDigest: ref.digest !== '', full: formatReference(ref) });
  say(p, { status: `Pulling from ${repository}`, id: reference });
  return p.sleep(REGISTRY_LATENCY, 'pull.manifest');
}

function shortId(layer: CatalogLayer): string {
  return layer.digest.slice(7, 19);
}

/** Layers still to be fetched, base first. */
function missing(p: RequestProc, image: CatalogImage): readonly CatalogLayer[] {
  const chains = chainIdsOf(image.layers.map((layer) => layer.diffId));
  return image.layers.filter((_, i) => p.k.tx.get(layerTable, chains[i] as string) === undefined);
}

/** Labels of the endpoint: manifest, then one layer after the other, then the names. */
export const pullLabels = {
  'pull.manifest': (p: RequestProc): Next => {
    const image = found(p);
    const wanted = missing(p, image);
    for (const layer of image.layers)
      say(p, {
        status: wanted.includes(layer) ? 'Pulling fs layer' : 'Already exists',
        progressDetail: {},
        id: shortId(layer),
      });
    keep(p, { layer: 0, got: 0, count: wanted.length, order: wanted.map((layer) => layer.digest) });
    return p.goto('pull.layer');
  },
  'pull.layer': (p: RequestProc): Next => {
    const image = found(p);
    const order = p.locals.v.order as readonly string[];
    const at = p.locals.v.layer as number;
    const layer = image.layers.find((one) => one.digest === order[at]);
    if (layer === undefined) return p.goto('pull.done');
    const got = Math.min(layer.size, (p.locals.v.got as number) + Math.floor((DOWNLOAD * STEP) / SECOND));
    if (got < layer.size) {
      keep(p, { got });
      say(p, { status: 'Downloading', progressDetail: { current: got, total: layer.size }, id: shortId(layer) });
      return p.sleep(STEP, 'pull.layer');
    }
    say(p, { status: 'Verifying Checksum', progressDetail: {}, id: shortId(layer) });
    say(p, { status: 'Download complete', progressDetail: {}, id: shortId(layer) });
    say(p, { status: 'Extracting', progressDetail: { current: layer.size, total: layer.size }, id: shortId(layer) });
    return p.sleep(Math.ceil((layer.unpackedSize / EXTRACT) * SECOND), 'pull.extracted');
  },
  'pull.extracted': (p: RequestProc): Next => {
    const image = found(p);
    const at = p.locals.v.layer as number;
    const layer = image.layers.find(
      (one) => one.digest === (p.locals.v.order as readonly string[])[at],
    ) as CatalogLayer;
    say(p, { status: 'Pull complete', progressDetail: {}, id: shortId(layer) });
    keep(p, { layer: at + 1, got: 0 });
    return p.goto('pull.layer');
  },
  'pull.done': (p: RequestProc): Next => {
    const image = found(p);
    const { repository, reference, familiar, isDigest } = p.locals.v;
    const name =
      isDigest === true
        ? `${familiar as string}@${reference as string}`
        : `${familiar as string}:${reference as string}`;
    const before = p.k.tx.get(referenceTable, name)?.image;
    registerImage(p, image);
    nameImage(p, repository as string, isDigest === true ? '' : (reference as string), image);
    say(p, { status: `Digest: ${image.manifest}` });
    say(p, { status: `Status: ${before === image.id ? 'Image is up to date' : 'Downloaded newer image'} for ${name}` });
    logEvent(p.k, 'image', 'pull', name, { name: familiar as string });
    return finish(p);
  },
};
