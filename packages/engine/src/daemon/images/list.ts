/** Images as the API shows them: list, inspect, history (moby daemon/images). */

import { familiarMatch, parseNormalizedNamed } from '../../oci/reference.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import { isGoError } from '../../util/go-error.ts';
import { RFC3339_NANO } from '../../util/go-time.ts';
import { parseTime } from '../../util/go-time-parse.ts';
import { type ApiObject, child, containerTable, text } from '../container/container.ts';
import { type DaemonError, isError, notFound } from '../errors.ts';
import { avoidsLabels, boolFilter, matchLabels, parseFilters } from '../filters.ts';
import { type RequestProc, refuse, reply } from '../server/request.ts';
import { findImage, type Image, imageSize, imageTable, layerTable, namesByImage, namesOf } from './store.ts';

const ACCEPTED = ['before', 'dangling', 'label', 'label!', 'reference', 'since', 'until'];

/** Seconds since 1970 of an RFC 3339 text in a configuration. */
export function createdSec(image: Readonly<Image>): number {
  const at = parseTime(RFC3339_NANO, text(image.config, 'created'));
  return isGoError(at) ? 0 : at.sec;
}

/** `No such image: x:latest` for a name that is nobody's. */
export function noSuchImage(name: string): DaemonError {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return notFound(
    `No such image: ${last.includes(':') || last.includes('@') || /^[0-9a-f]{64}$/.test(name) ? name : `${name}:latest`}`,
  );
}

function labelsOf(image: Readonly<Image>): ApiObject {
  return child(child(image.config, 'config'), 'Labels');
}

function matchesReference(tags: readonly string[], patterns: readonly string[]): readonly string[] {
  return tags.filter((tag) => {
    const ref = parseNormalizedNamed(tag);
    return !isGoError(ref) && patterns.some((pattern) => familiarMatch(pattern, ref) === true);
  });
}

/** GET /images/json */
export function imageList(p: RequestProc): Next {
  const filters = parseFilters(p.locals.req.query.filters ?? '', ACCEPTED);
  if (isError(filters)) return refuse(p, filters);
  const dangling = boolFilter(filters.dangling);
  if (isError(dangling)) return refuse(p, dangling);
  const bounds: { readonly before: number; readonly since: number } = {
    before: boundOf(p, filters.before),
    since: boundOf(p, filters.since),
  };
  const names = namesByImage(p.k.tx);
  const out: { at: number; stored: number; id: string; value: Value }[] = [];
  p.k.tx.each(imageTable, (image, id) => {
    let { tags, digests } = names.get(id) ?? { tags: [] as readonly string[], digests: [] as readonly string[] };
    if (!matchLabels(labelsOf(image), filters.label) || !avoidsLabels(labelsOf(image), filters['label!'])) return;
    if (dangling === true && tags.length > 0) return;
    if (dangling === false && tags.length === 0) return;
    const at = createdSec(image);
    if (bounds.before >= 0 && at >= bounds.before) return;
    if (bounds.since >= 0 && at <= bounds.since) return;
    if (filters.reference !== undefined) {
      tags = matchesReference(tags, filters.reference);
      digests = tags.length === 0 ? matchesReference(digests, filters.reference) : digests;
      if (tags.length === 0 && digests.length === 0) return;
    }
    out.push({ at, stored: image.stored, id, value: summary(p, image, at, tags, digests) });
  });
  out.sort((a, b) => b.at - a.at || b.stored - a.stored || (a.id < b.id ? -1 : 1));
  return reply(
    p,
    200,
    out.map((entry) => entry.value),
  );
}

function boundOf(p: RequestProc, values: readonly string[] | undefined): number {
  const id = values === undefined ? '' : findImage(p.k.tx, values[0] as string);
  const image = id === '' ? undefined : p.k.tx.get(imageTable, id);
  return image === undefined ? -1 : createdSec(image);
}

function summary(
  p: Proc,
  image: Readonly<Image>,
  at: number,
  tags: readonly string[],
  digests: readonly string[],
): Value {
  const labels = child(image.config, 'config').Labels;
  let containers = 0;
  p.k.tx.each(containerTable, (container) => {
    if (container.image === image.id) containers++;
  });
  return {
    Containers: containers,
    Created: at,
    Id: image.id,
    Labels: (labels ?? null) as Value,
    ParentId: image.parent,
    RepoDigests: digests,
    RepoTags: tags,
    SharedSize: -1,
    Size: imageSize(p.k.tx, image),
  };
}

/** GET /images/{name}/json */
export function imageInspect(p: RequestProc, name: string): Next {
  const id = findImage(p.k.tx, name);
  if (id === '') return refuse(p, noSuchImage(name));
  const image = p.k.tx.get(imageTable, id) as Readonly<Image>;
  const { tags, digests } = namesOf(p.k.tx, id);
  const config = child(image.config, 'config');
  const top = p.k.tx.get(layerTable, image.chainIds[image.chainIds.length - 1] ?? '');
  const dir = `/var/lib/docker/overlay2/${top?.cacheId ?? ''}`;
  const history = (image.config.history ?? []) as readonly ApiObject[];
  const data: { [key: string]: Value } = {};
  if (image.chainIds.length > 1) {
    data.LowerDir = image.chainIds
      .slice(0, -1)
      .reverse()
      .map((chain) => `/var/lib/docker/overlay2/${p.k.tx.get(layerTable, chain)?.cacheId ?? ''}/diff`)
      .join(':');
  }
  Object.assign(data, { MergedDir: `${dir}/merged`, UpperDir: `${dir}/diff`, WorkDir: `${dir}/work` });
  const shown: { [key: string]: Value } = {};
  for (const key of [
    'User',
    'ExposedPorts',
    'Env',
    'Entrypoint',
    'Cmd',
    'Healthcheck',
    'ArgsEscaped',
    'Volumes',
    'WorkingDir',
    'OnBuild',
    'Labels',
    'StopSignal',
    'Shell',
  ]) {
    const always = ['User', 'Env', 'Entrypoint', 'Cmd', 'Volumes', 'WorkingDir', 'OnBuild', 'Labels'].includes(key);
    if (config[key] !== undefined) shown[key] = config[key] as Value;
    else if (always) shown[key] = key === 'User' || key === 'WorkingDir' ? '' : null;
  }
  return reply(p, 200, {
    Id: id,
    RepoTags: tags,
    RepoDigests: digests,
    Parent: image.parent,
    Comment: text(history[history.length - 1] ?? {}, 'comment'),
    Created: text(image.config, 'created'),
    DockerVersion: '',
    Author: text(image.config, 'author'),
    Architecture: text(image.config, 'architecture'),
    Os: text(image.config, 'os'),
    Size: imageSize(p.k.tx, image),
    GraphDriver: { Data: data, Name: 'overlay2' },
    RootFS: { Type: 'layers', Layers: (child(image.config, 'rootfs').diff_ids ?? []) as Value },
    Metadata: { LastTagTime: '0001-01-01T00:00:00Z' },
    Config: shown,
  });
}

/** GET /images/{name}/history */
export function imageHistory(p: RequestProc, name: string): Next {
  const id = findImage(p.k.tx, name);
  if (id === '') return refuse(p, noSuchImage(name));
  const image = p.k.tx.get(imageTable, id) as Readonly<Image>;
  const { tags } = namesOf(p.k.tx, id);
  const rows: Value[] = [];
  let layer = 0;
  const history = (image.config.history ?? []) as readonly ApiObject[];
  history.forEach((entry, i) => {
    const isEmpty = entry.empty_layer === true;
    const chain = isEmpty ? '' : (image.chainIds[layer++] ?? '');
    const at = parseTime(RFC3339_NANO, text(entry, 'created'));
    const isTop = i === history.length - 1;
    rows.unshift({
      Id: isTop ? id : '<missing>',
      Created: isGoError(at) ? 0 : at.sec,
      CreatedBy: text(entry, 'created_by'),
      Tags: isTop ? (tags as Value) : null,
      Size: chain === '' ? 0 : (p.k.tx.get(layerTable, chain)?.size ?? 0),
      Comment: text(entry, 'comment'),
    });
  });
  return reply(p, 200, rows);
}
