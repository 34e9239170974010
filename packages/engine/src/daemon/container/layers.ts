/** The container's writable layer in overlay2 (moby daemon/graphdriver/overlay2, layer/mount.go): `-init` and the upper one. */
import type { Proc } from '../../program/program.ts';
import { OVERLAY_ROOT, randomLink } from '../images/load-present.ts';
import { type Image, layerTable } from '../images/store.ts';
import { removeAll } from '../volume/volume.ts';
import type { Container } from './container.ts';

function lowersOf(p: Proc, chains: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = chains.length - 1; i >= 0; i--) {
    const layer = p.k.tx.get(layerTable, chains[i] as string);
    if (layer !== undefined) out.push(layer.link);
  }
  return out;
}

function makeLayer(p: Proc, id: string, lowers: readonly string[]): string {
  const dir = `${OVERLAY_ROOT}/${id}`;
  const link = randomLink(p.k);
  p.mkdir(dir, 0o710);
  p.mkdir(`${dir}/diff`, 0o755);
  p.mkdir(`${dir}/work`, 0o700);
  p.writeFile(`${dir}/link`, link);
  p.symlink(`../${id}/diff`, `${OVERLAY_ROOT}/l/${link}`);
  p.writeFile(`${dir}/lower`, lowers.map((l) => `l/${l}`).join(':'));
  return link;
}

/** Stubs that dockerd puts into `-init` so that mounts have something to cover (daemon/initlayer/setup_unix.go). */
function fillInit(p: Proc, diff: string): void {
  for (const dir of ['/dev', '/dev/pts', '/dev/shm', '/proc', '/sys', '/etc']) p.mkdir(`${diff}${dir}`, 0o755);
  for (const file of ['/.dockerenv', '/etc/resolv.conf', '/etc/hosts', '/etc/hostname', '/dev/console'])
    p.writeFile(`${diff}${file}`, '', 0o755);
  p.symlink('/proc/mounts', `${diff}/etc/mtab`);
}

/** Makes the layers of a new container over `image`; returns the mount id. */
export function createLayers(p: Proc, image: Readonly<Image>, _container: string): string {
  const mountId = p.k.randomHex('id', 64);
  const lowers = lowersOf(p, image.chainIds);
  const initLink = makeLayer(p, `${mountId}-init`, lowers);
  fillInit(p, `${OVERLAY_ROOT}/${mountId}-init/diff`);
  makeLayer(p, mountId, [initLink, ...lowers]);
  for (const chain of image.chainIds.slice(-1)) p.k.tx.edit(layerTable, chain).refs++;
  return mountId;
}

/** Mounts the root file system at `merged`; returns its path, or an errno. */
export function mountLayers(p: Proc, mountId: string): string | number {
  const dir = `${OVERLAY_ROOT}/${mountId}`;
  const lower = p.readFile(`${dir}/lower`);
  if (typeof lower === 'number') return lower;
  const merged = `${dir}/merged`;
  p.mkdir(merged, 0o755);
  const lowers = lower
    .split(':')
    .map((l) => `${OVERLAY_ROOT}/${l}`)
    .join(':');
  const result = p.mount(
    'overlay',
    merged,
    'overlay',
    [],
    `lowerdir=${lowers},upperdir=${dir}/diff,workdir=${dir}/work`,
  );
  return result < 0 ? result : merged;
}

/** Unmounts it. */
export function unmountLayers(p: Proc, mountId: string): void {
  const merged = `${OVERLAY_ROOT}/${mountId}/merged`;
  p.umount(merged, true);
  p.rmdir(merged);
}

/** Removes the writable layer and its `-init`. */
export function removeLayers(p: Proc, container: Readonly<Container>): void {
  for (const id of [container.mountId, `${container.mountId}-init`]) {
    const link = p.readFile(`${OVERLAY_ROOT}/${id}/link`);
    if (typeof link !== 'number') p.unlink(`${OVERLAY_ROOT}/l/${link}`);
    removeAll(p, `${OVERLAY_ROOT}/${id}`);
  }
  if (container.chain !== '' && p.k.tx.get(layerTable, container.chain) !== undefined)
    p.k.tx.edit(layerTable, container.chain).refs--;
}

/** Copies a directory's content with owners, modes and times; both paths are on the host. */
function copyTree(p: Proc, from: string, to: string): void {
  const entries = p.readdir(from);
  if (typeof entries === 'number') return;
  for (const { name } of entries) {
    const source = `${from}/${name}`;
    const target = `${to}/${name}`;
    const stat = p.lstat(source);
    if (typeof stat === 'number') continue;
    const type = stat.mode & 0o170000;
    if (type === 0o040000) {
      p.mkdir(target, 0o755);
      copyTree(p, source, target);
    } else if (type === 0o120000) {
      const text = p.readlink(source);
      if (typeof text !== 'number') p.symlink(text, target);
    } else if (type === 0o100000) {
      const input = p.open(source, 0);
      const output = p.open(target, 0o101, 0o600);
      for (let n = 1; n > 0 && input >= 0 && output >= 0; ) n = p.copyRange(input, output, 1 << 30);
      p.close(input);
      p.close(output);
    } else p.mknod(target, stat.mode, stat.rdev);
    p.chown(target, stat.uid, stat.gid, true);
    if (type !== 0o120000) p.chmod(target, stat.mode & 0o7777);
    p.utimes(target, stat.atime, stat.mtime, true);
  }
}

/** Copy-up of the image's content into fresh volumes, at create as the engine does (volume/mounts, daemon/volumes_unix.go). */
export function copyUpVolumes(p: Proc, container: Readonly<Container>): void {
  const wanted = container.mounts.filter((mount) => mount.type === 'volume' && mount.copyUp);
  if (wanted.length === 0) return;
  const merged = mountLayers(p, container.mountId);
  if (typeof merged === 'number') return;
  for (const mount of wanted) {
    const source = `${merged}${mount.destination}`;
    const stat = p.stat(source);
    const held = p.readdir(mount.source);
    if (typeof stat === 'number' || (stat.mode & 0o170000) !== 0o040000 || typeof held === 'number' || held.length > 0)
      continue;
    copyTree(p, source, mount.source);
    p.chown(mount.source, stat.uid, stat.gid);
    p.chmod(mount.source, stat.mode & 0o7777);
  }
  unmountLayers(p, container.mountId);
}
