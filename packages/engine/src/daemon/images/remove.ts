/** Tagging and removing images (moby daemon/images/image_delete.go, image_tag.go). */
import {
  familiarName,
  familiarString,
  type ImageReference,
  parseNormalizedNamed,
  tagNameOnly,
} from '../../oci/reference.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import { isGoError } from '../../util/go-error.ts';
import { type Container, containerTable, isRunning } from '../container/container.ts';
import { conflict, type DaemonError, invalid, isError } from '../errors.ts';
import { logEvent } from '../events.ts';
import { boolQuery, type RequestProc, refuse, reply, replyEmpty } from '../server/request.ts';
import { removeAll } from '../volume/volume.ts';
import { noSuchImage } from './list.ts';
import { findImage, type Image, imageTable, layerTable, namesOf, referenceTable } from './store.ts';

/** POST /images/{name}/tag */
export function imageTag(p: RequestProc, name: string): Next {
  const { repo = '', tag = '' } = p.locals.req.query;
  const parsed = parseNormalizedNamed(tag === '' ? repo : `${repo}:${tag}`);
  if (isGoError(parsed)) return refuse(p, invalid(parsed.message));
  const id = findImage(p.k.tx, name);
  if (id === '') return refuse(p, noSuchImage(name));
  const target = familiarString(tagNameOnly(parsed));
  p.k.tx.put(referenceTable, target, { image: id });
  p.k.tx.edit(imageTable, id).lastTagged = p.now;
  logEvent(p.k, 'image', 'tag', id, { name: target });
  return replyEmpty(p, 201);
}

type Deleted = { [key: string]: Value }[];

function untag(p: Proc, name: string, image: Readonly<Image>, out: Deleted): void {
  p.k.tx.remove(referenceTable, name);
  out.push({ Untagged: name });
  logEvent(p.k, 'image', 'untag', image.id, { name: image.id });
}

/** Removes the layers that nobody stands on any more, top first. */
function releaseLayers(p: Proc, image: Readonly<Image>, out: Deleted): void {
  for (let i = image.chainIds.length - 1; i >= 0; i--) {
    const chain = image.chainIds[i] as string;
    const layer = p.k.tx.edit(layerTable, chain);
    layer.refs--;
    if (layer.refs > 0) continue;
    p.unlink(`/var/lib/docker/overlay2/l/${layer.link}`);
    removeAll(p, `/var/lib/docker/overlay2/${layer.cacheId}`);
    p.k.tx.remove(layerTable, chain);
    out.push({ Deleted: chain });
  }
}

function remove(p: Proc, image: Readonly<Image>, out: Deleted): void {
  p.k.tx.remove(imageTable, image.id);
  out.push({ Deleted: image.id });
  logEvent(p.k, 'image', 'delete', image.id, { name: image.id });
  releaseLayers(p, image, out);
}

function usersOf(p: Proc, id: string): readonly Readonly<Container>[] {
  const out: Readonly<Container>[] = [];
  p.k.tx.each(containerTable, (container) => {
    if (container.image === id) out.push(container);
  });
  return out.sort((a, b) => a.created - b.created);
}

function repositoryOf(name: string): string {
  const parsed = parseNormalizedNamed(name);
  return isGoError(parsed) ? name : familiarName(parsed);
}

/** Digests of `repository` go with its last tag. */
function dropDigests(p: Proc, image: Readonly<Image>, repository: string, out: Deleted): void {
  const { tags, digests } = namesOf(p.k.tx, image.id);
  if (tags.some((tag) => repositoryOf(tag) === repository)) return;
  for (const digest of digests) if (repositoryOf(digest) === repository) untag(p, digest, image, out);
}

function byReference(
  p: Proc,
  image: Readonly<Image>,
  ref: ImageReference,
  force: boolean,
  out: Deleted,
): DaemonError | null {
  const name = familiarString(tagNameOnly(ref));
  const { tags, digests } = namesOf(p.k.tx, image.id);
  const isLast =
    tags.filter((tag) => tag !== name).length === 0 &&
    digests.every((digest) => repositoryOf(digest) === familiarName(ref));
  if (isLast && !force) {
    const user = usersOf(p, image.id)[0];
    if (user !== undefined) {
      const short = user.id.slice(0, 12);
      return conflict(
        `conflict: unable to remove repository reference "${name}" (must force) - container ${short} is using its referenced image ${image.id.slice(7, 19)}`,
      );
    }
  }
  untag(p, name, image, out);
  dropDigests(p, image, familiarName(ref), out);
  const left = namesOf(p.k.tx, image.id);
  if (left.tags.length === 0 && left.digests.length === 0 && usersOf(p, image.id).length === 0) remove(p, image, out);
  return null;
}

function byId(p: Proc, image: Readonly<Image>, asked: string, force: boolean, out: Deleted): DaemonError | null {
  const { tags, digests } = namesOf(p.k.tx, image.id);
  const short = asked.startsWith('sha256:') ? asked.slice(7, 19) : asked.slice(0, 12);
  const running = usersOf(p, image.id).find(isRunning);
  if (running !== undefined)
    return conflict(
      `conflict: unable to delete ${short} (cannot be forced) - image is being used by running container ${running.id.slice(0, 12)}`,
    );
  const repositories = new Set(tags.map(repositoryOf));
  if (!force && (repositories.size > 1 || (repositories.size <= 1 && tags.length > 1)))
    return conflict(
      `conflict: unable to delete ${short} (must be forced) - image is referenced in multiple repositories`,
    );
  const user = usersOf(p, image.id)[0];
  if (!force && user !== undefined)
    return conflict(
      `conflict: unable to delete ${short} (must be forced) - image is being used by stopped container ${user.id.slice(0, 12)}`,
    );
  for (const name of [...tags, ...digests]) untag(p, name, image, out);
  remove(p, image, out);
  return null;
}

/** Removes what `name` stands for; the lines that the CLI prints, or why not. */
export function removeImage(p: Proc, name: string, force: boolean): Deleted | DaemonError {
  const id = findImage(p.k.tx, name);
  if (id === '') return noSuchImage(name);
  const image = p.k.tx.get(imageTable, id) as Readonly<Image>;
  const parsed = parseNormalizedNamed(name);
  const isName = !isGoError(parsed) && p.k.tx.get(referenceTable, familiarString(tagNameOnly(parsed))) !== undefined;
  const out: Deleted = [];
  const error = isName ? byReference(p, image, parsed, force, out) : byId(p, image, name, force, out);
  return error ?? out;
}

/** DELETE /images/{name} */
export function imageDelete(p: RequestProc, name: string): Next {
  const out = removeImage(p, name, boolQuery(p, 'force'));
  return isError(out) ? refuse(p, out) : reply(p, 200, out);
}
