/** Volumes of the local driver (moby volume/service, volume/local). */

import type { Proc } from '../../program/program.ts';
import { strTable, type Value } from '../../store/table.ts';
import { formatTime, RFC3339, wallTime } from '../../util/go-time.ts';
import { type Container, containerTable } from '../container/container.ts';
import { conflict, type DaemonError, failure, invalid, notFound } from '../errors.ts';
import { logEvent } from '../events.ts';

/** Where the local driver keeps volumes. */
export const VOLUME_ROOT = '/var/lib/docker/volumes';

export interface Volume {
  name: string;
  driver: string;
  created: number;
  labels: { readonly [key: string]: string } | null;
  options: { readonly [key: string]: string } | null;
  /** Running containers that have it mounted (for options that need a mount). */
  mounted: number;
}
export const volumeTable = strTable<Volume>('volume', 1);

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const OPTIONS = ['type', 'o', 'device', 'size'];

/** Mountpoint on the host. */
export function mountpointOf(name: string): string {
  return `${VOLUME_ROOT}/${name}/_data`;
}

function checkVolumeName(name: string): DaemonError | null {
  if (name.length === 1)
    return invalid(`create ${name}: volume name is too short, names should be at least two alphanumeric characters`);
  if (NAME.test(name)) return null;
  return invalid(
    `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
  );
}

function checkOptions(name: string, options: { readonly [key: string]: string }): DaemonError | null {
  for (const key of Object.keys(options))
    if (!OPTIONS.includes(key)) return invalid(`create ${name}: invalid option: "${key}"`);
  if (Object.keys(options).length > 0 && options.type !== undefined) {
    if (options.device === undefined) return invalid(`create ${name}: missing required option: "device"`);
  }
  return null;
}

/** The volume `name` ('' for an anonymous one), made if absent. */
export function createVolume(
  p: Proc,
  wanted: string,
  driver: string,
  options: { readonly [key: string]: string },
  labels: { readonly [key: string]: string } | null,
): Readonly<Volume> | DaemonError {
  const { tx } = p.k;
  const name = wanted === '' ? p.k.randomHex('id', 64) : wanted;
  if (driver !== '' && driver !== 'local') {
    return failure(
      'notFound',
      `create ${name}: error looking up volume plugin ${driver}: plugin "${driver}" not found`,
    );
  }
  const known = tx.get(volumeTable, name);
  if (known !== undefined) return known;
  const error = checkVolumeName(name) ?? checkOptions(name, options);
  if (error !== null) return error;
  p.mkdir(`${VOLUME_ROOT}/${name}`, 0o701);
  p.mkdir(mountpointOf(name), 0o755);
  const hasOptions = Object.keys(options).length > 0;
  if (hasOptions) p.writeFile(`${VOLUME_ROOT}/${name}/opts.json`, JSON.stringify(options), 0o600);
  const volume = tx.put(volumeTable, name, {
    name,
    driver: 'local',
    created: p.now,
    labels,
    options: hasOptions ? options : null,
    mounted: 0,
  });
  logEvent(p.k, 'volume', 'create', name, { driver: 'local' });
  return volume;
}

/** Containers that refer to the volume, in any state. */
export function usersOf(p: Proc, name: string): readonly string[] {
  const out: string[] = [];
  p.k.tx.each(containerTable, (container: Readonly<Container>, id: string) => {
    if (container.mounts.some((mount) => mount.type === 'volume' && mount.name === name)) out.push(id);
  });
  return out.sort();
}

/** Removes the volume and its data; in use is a conflict. */
export function removeVolume(p: Proc, name: string): DaemonError | null {
  const volume = p.k.tx.get(volumeTable, name);
  if (volume === undefined) return notFound(`get ${name}: no such volume`);
  const users = usersOf(p, name);
  if (users.length > 0) return conflict(`remove ${name}: volume is in use - [${users.join(', ')}]`);
  removeAll(p, `${VOLUME_ROOT}/${name}`);
  p.k.tx.remove(volumeTable, name);
  logEvent(p.k, 'volume', 'destroy', name, { driver: volume.driver });
  return null;
}

/** rm -rf by dockerd. */
export function removeAll(p: Proc, path: string): void {
  const stat = p.lstat(path);
  if (typeof stat === 'number') return;
  if ((stat.mode & 0o170000) !== 0o040000) {
    p.unlink(path);
    return;
  }
  const entries = p.readdir(path);
  if (typeof entries !== 'number') for (const entry of entries) removeAll(p, `${path}/${entry.name}`);
  p.rmdir(path);
}

/** Mounts what the volume's options ask for on its _data (local driver's mount), for the first container that uses it. */
export function mountVolume(p: Proc, name: string): DaemonError | null {
  const volume = p.k.tx.edit(volumeTable, name);
  const { options } = volume;
  if (options !== null && options.type !== undefined && volume.mounted === 0) {
    const target = mountpointOf(name);
    const flags = (options.o ?? '').split(',').filter((o) => o !== '');
    const isBind = flags.includes('bind') || flags.includes('rbind');
    const data = flags.filter((o) => !['bind', 'rbind', 'rw', 'ro'].includes(o)).join(',');
    const result = isBind
      ? p.mount(options.device ?? '', target, '', ['bind', ...(flags.includes('ro') ? ['ro'] : [])], '')
      : p.mount(options.device ?? '', target, options.type, flags.includes('ro') ? ['ro'] : [], data);
    if (result < 0) {
      const what = result === -2 ? 'no such file or directory' : result === -19 ? 'no such device' : 'invalid argument';
      return failure(
        'system',
        `error while mounting volume '${target}': failed to mount local volume: mount ${options.device ?? ''}:${target}, ${isBind ? 'flags: 0x1000' : `data: ${data}`}: ${what}`,
      );
    }
  }
  volume.mounted++;
  return null;
}

/** The counterpart of mountVolume. */
export function unmountVolume(p: Proc, name: string): void {
  if (p.k.tx.get(volumeTable, name) === undefined) return;
  const volume = p.k.tx.edit(volumeTable, name);
  if (volume.mounted > 0) volume.mounted--;
  if (volume.mounted === 0 && volume.options?.type !== undefined) p.umount(mountpointOf(name), true);
}

/** A volume as the API shows it. */
export function volumeJson(p: Proc, volume: Readonly<Volume>): Value {
  return {
    CreatedAt: formatTime(wallTime(p.epochSec, volume.created), RFC3339),
    Driver: volume.driver,
    Labels: volume.labels,
    Mountpoint: mountpointOf(volume.name),
    Name: volume.name,
    Options: volume.options,
    Scope: 'local',
  };
}
