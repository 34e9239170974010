/** /volumes (moby daemon/server/router/volume). */
import type { Next } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import { type ApiObject, child, text } from '../container/container.ts';
import { isError, notFound } from '../errors.ts';
import { logEvent } from '../events.ts';
import { avoidsLabels, boolFilter, type Filters, matchLabels, parseFilters } from '../filters.ts';
import { boolQuery, type RequestProc, refuse, reply, replyEmpty } from '../server/request.ts';
import { directorySize } from '../size.ts';
import { createVolume, mountpointOf, removeVolume, usersOf, type Volume, volumeJson, volumeTable } from './volume.ts';

type Labels = { readonly [key: string]: string };

/** POST /volumes/create */
export function volumeCreate(p: RequestProc): Next {
  const body = p.locals.req.body as ApiObject;
  const name = text(body, 'Name');
  const given = body.Labels as Labels | null | undefined;
  const labels = name === '' ? { ...given, 'com.docker.volume.anonymous': '' } : (given ?? null);
  const made = createVolume(p, name, text(body, 'Driver'), child(body, 'DriverOpts') as Labels, labels);
  return isError(made) ? refuse(p, made) : reply(p, 201, volumeJson(p, made));
}

function matches(p: RequestProc, volume: Readonly<Volume>, filters: Filters, dangling: boolean | null): boolean {
  if (filters.name !== undefined && !filters.name.some((part) => volume.name.includes(part))) return false;
  if (filters.driver !== undefined && !filters.driver.includes(volume.driver)) return false;
  if (!matchLabels(volume.labels ?? {}, filters.label)) return false;
  return dangling === null || (usersOf(p, volume.name).length === 0) === dangling;
}

/** GET /volumes */
export function volumeList(p: RequestProc): Next {
  const filters = parseFilters(p.locals.req.query.filters ?? '', ['dangling', 'driver', 'label', 'name']);
  if (isError(filters)) return refuse(p, filters);
  const dangling = boolFilter(filters.dangling);
  if (isError(dangling)) return refuse(p, dangling);
  const out: Readonly<Volume>[] = [];
  p.k.tx.each(volumeTable, (volume) => {
    if (matches(p, volume, filters, dangling)) out.push(volume);
  });
  out.sort((a, b) => (a.name < b.name ? -1 : 1));
  return reply(p, 200, { Volumes: out.map((volume) => volumeJson(p, volume)), Warnings: null });
}

/** GET /volumes/{name} */
export function volumeInspect(p: RequestProc, name: string): Next {
  const volume = p.k.tx.get(volumeTable, name);
  return volume === undefined
    ? refuse(p, notFound(`get ${name}: no such volume`))
    : reply(p, 200, volumeJson(p, volume));
}

/** DELETE /volumes/{name} */
export function volumeRemove(p: RequestProc, name: string): Next {
  if (p.k.tx.get(volumeTable, name) === undefined && boolQuery(p, 'force')) return replyEmpty(p, 204);
  const error = removeVolume(p, name);
  return error === null ? replyEmpty(p, 204) : refuse(p, error);
}

/** POST /volumes/prune: anonymous ones, or all with the filter `all`. */
export function volumePrune(p: RequestProc): Next {
  const filters = parseFilters(p.locals.req.query.filters ?? '', ['all', 'label', 'label!']);
  if (isError(filters)) return refuse(p, filters);
  const all = boolFilter(filters.all);
  if (isError(all)) return refuse(p, all);
  const names: string[] = [];
  p.k.tx.each(volumeTable, (volume) => {
    const labels = volume.labels ?? {};
    if (all !== true && !('com.docker.volume.anonymous' in labels)) return;
    if (matchLabels(labels, filters.label) && avoidsLabels(labels, filters['label!'])) names.push(volume.name);
  });
  const deleted: Value[] = [];
  let space = 0;
  for (const name of names.sort()) {
    if (usersOf(p, name).length > 0) continue;
    const size = directorySize(p, mountpointOf(name));
    if (removeVolume(p, name) !== null) continue;
    space += size;
    deleted.push(name);
  }
  logEvent(p.k, 'volume', 'prune', '', { reclaimed: String(space) });
  return reply(p, 200, { VolumesDeleted: deleted.length === 0 ? null : deleted, SpaceReclaimed: space });
}
