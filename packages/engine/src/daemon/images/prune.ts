/** POST /images/prune (moby daemon/images/image_prune.go). */
import type { Next } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import { type ApiObject, child, containerTable } from '../container/container.ts';
import { isError } from '../errors.ts';
import { logEvent } from '../events.ts';
import { avoidsLabels, boolFilter, matchLabels, parseFilters } from '../filters.ts';
import { type RequestProc, refuse, reply } from '../server/request.ts';
import { removeImage } from './remove.ts';
import { type Image, imageSize, imageTable, namesOf } from './store.ts';

/** The endpoint: dangling images, or all that no container uses with `dangling=false`. */
export function imagePrune(p: RequestProc): Next {
  const filters = parseFilters(p.locals.req.query.filters ?? '', ['dangling', 'label', 'label!', 'until']);
  if (isError(filters)) return refuse(p, filters);
  const dangling = boolFilter(filters.dangling);
  if (isError(dangling)) return refuse(p, dangling);
  const used = new Set<string>();
  p.k.tx.each(containerTable, (container) => {
    used.add(container.image);
  });
  const found: Readonly<Image>[] = [];
  p.k.tx.each(imageTable, (image, id) => {
    const labels: ApiObject = child(child(image.config, 'config'), 'Labels');
    const hasTag = namesOf(p.k.tx, id).tags.length > 0;
    if (used.has(id) || (dangling !== false && hasTag)) return;
    if (matchLabels(labels, filters.label) && avoidsLabels(labels, filters['label!'])) found.push(image);
  });
  const deleted: Value[] = [];
  let space = 0;
  for (const image of found.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const size = imageSize(p.k.tx, image);
    const { tags, digests } = namesOf(p.k.tx, image.id);
    for (const name of [...tags, ...(tags.length === 0 ? digests : [])]) {
      const out = removeImage(p, name, true);
      if (!isError(out)) deleted.push(...out);
    }
    if (p.k.tx.get(imageTable, image.id) !== undefined) {
      const out = removeImage(p, image.id, true);
      if (!isError(out)) deleted.push(...out);
    }
    space += size;
  }
  logEvent(p.k, 'image', 'prune', '', { reclaimed: String(space) });
  return reply(p, 200, { ImagesDeleted: deleted.length === 0 ? null : deleted, SpaceReclaimed: space });
}
