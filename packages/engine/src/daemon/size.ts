/** Sizes of containers (moby daemon/images GetContainerLayerSize): the upper directory, and the image below. */
import type { Proc } from '../program/program.ts';
import type { Container } from './container/container.ts';
import { imageSize, imageTable } from './images/store.ts';

/** Bytes of all regular files and links below `dir`, as the graph driver's directory.Size counts. */
export function directorySize(p: Proc, dir: string): number {
  const entries = p.readdir(dir);
  if (typeof entries === 'number') return 0;
  let size = 0;
  for (const { name, type } of entries) {
    if (type === 0o040000) size += directorySize(p, `${dir}/${name}`);
    else if (type === 0o100000 || type === 0o120000) {
      const stat = p.lstat(`${dir}/${name}`);
      if (typeof stat !== 'number') size += stat.size;
    }
  }
  return size;
}

/** What the container itself has written. */
export function upperSize(p: Proc, container: Readonly<Container>): number {
  return directorySize(p, `/var/lib/docker/overlay2/${container.mountId}/diff`);
}

/** Size of its image. */
export function virtualSize(p: Proc, container: Readonly<Container>): number {
  const image = p.k.tx.get(imageTable, container.image);
  return image === undefined ? 0 : imageSize(p.k.tx, image);
}
