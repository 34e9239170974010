/** From -v, --mount, --tmpfs, --volumes-from and the image's VOLUMEs to mount points (moby daemon/volumes_unix.go, volume/mounts). */
import type { Proc } from '../program/program.ts';
import type { Value } from '../store/table.ts';
import {
  type ApiObject,
  type Container,
  child,
  flag,
  lookupContainer,
  type MountPoint,
  strings,
  text,
} from './container/container.ts';
import { type DaemonError, failure, invalid, isError } from './errors.ts';
import { createVolume, mountpointOf } from './volume/volume.ts';

const MODES = [
  'ro',
  'rw',
  'z',
  'Z',
  'nocopy',
  'cached',
  'delegated',
  'consistent',
  'rprivate',
  'private',
  'rshared',
  'shared',
  'rslave',
  'slave',
];
const PROPAGATION = ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'];

/** One `-v SOURCE:DEST[:MODE]` (volume/mounts/linux_parser.go ParseMountRaw). */
function parseBind(spec: string): { source: string; destination: string; mode: string } | DaemonError {
  const bad = invalid(`invalid volume specification: '${spec}'`);
  const parts = spec.split(':');
  if (parts.length > 3 || parts[0] === '') return bad;
  if (parts.length === 1) return { source: '', destination: parts[0] as string, mode: '' };
  const [source, destination, mode = ''] = parts as [string, string, string?];
  if (parts.length === 2 && !destination.startsWith('/') && isMode(destination))
    return { source: '', destination: source, mode: destination };
  if (mode !== '' && !isMode(mode)) return invalid(`invalid mode: ${mode}`);
  return { source, destination, mode };
}

function isMode(mode: string): boolean {
  return mode.split(',').every((m) => MODES.includes(m));
}

/** filepath.Clean of an absolute path. */
export function cleanPath(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `/${out.join('/')}`;
}

function checkDestination(destination: string, spec: string): DaemonError | null {
  if (!destination.startsWith('/'))
    return invalid(
      `invalid volume specification: '${spec}': invalid mount config for type "volume": invalid mount path: '${destination}' mount path must be absolute`,
    );
  if (cleanPath(destination) === '/')
    return invalid(
      `invalid volume specification: '${spec}': invalid mount config for type "volume": invalid specification: destination can't be '/'`,
    );
  return null;
}

function fromBind(p: Proc, spec: string, driver: string): MountPoint | DaemonError {
  const parsed = parseBind(spec);
  if (isError(parsed)) return parsed;
  const wrong = checkDestination(parsed.destination, spec);
  if (wrong !== null) return wrong;
  const modes = parsed.mode.split(',');
  const rw = !modes.includes('ro');
  const destination = cleanPath(parsed.destination);
  if (parsed.source.startsWith('/')) {
    const source = cleanPath(parsed.source);
    const propagation = modes.find((m) => PROPAGATION.includes(m)) ?? 'rprivate';
    return {
      type: 'bind',
      name: '',
      driver: '',
      source,
      destination,
      mode: parsed.mode,
      rw,
      propagation,
      options: 'create',
      copyUp: false,
    };
  }
  const volume = createVolume(
    p,
    parsed.source,
    driver,
    {},
    parsed.source === '' ? { 'com.docker.volume.anonymous': '' } : null,
  );
  if (isError(volume)) return volume;
  const copyUp = !modes.includes('nocopy');
  return {
    type: 'volume',
    name: volume.name,
    driver: 'local',
    source: mountpointOf(volume.name),
    destination,
    mode: parsed.mode === '' ? 'z' : parsed.mode,
    rw,
    propagation: '',
    options: '',
    copyUp,
  };
}

function badMount(type: string, why: string): DaemonError {
  return invalid(`invalid mount config for type "${type}": ${why}`);
}

/** Checks of volume/mounts/linux_parser.go validateMountConfig. */
function checkMount(p: Proc, mount: ApiObject): DaemonError | null {
  const type = text(mount, 'Type');
  const target = text(mount, 'Target');
  const source = text(mount, 'Source');
  if (target === '') return badMount(type, 'field Target must not be empty');
  if (!['bind', 'volume', 'tmpfs'].includes(type)) return badMount(type, 'mount type unknown');
  if (!target.startsWith('/')) return badMount(type, `invalid mount path: '${target}' mount path must be absolute`);
  if (cleanPath(target) === '/') return badMount(type, "invalid specification: destination can't be '/'");
  if (type === 'bind') {
    if (source === '') return badMount(type, 'field Source must not be empty');
    if (!source.startsWith('/')) return badMount(type, `invalid mount path: '${source}' mount path must be absolute`);
    const create = flag(child(mount, 'BindOptions'), 'CreateMountpoint');
    if (!create && typeof p.stat(source) === 'number')
      return badMount(type, `bind source path does not exist: ${source}`);
  }
  if (type === 'tmpfs' && source !== '') return badMount(type, 'field Source must not be specified');
  return null;
}

function fromMount(p: Proc, mount: ApiObject): MountPoint | DaemonError {
  const wrong = checkMount(p, mount);
  if (wrong !== null) return wrong;
  const rw = !flag(mount, 'ReadOnly');
  const destination = cleanPath(text(mount, 'Target'));
  switch (text(mount, 'Type')) {
    case 'bind': {
      const options = child(mount, 'BindOptions');
      return {
        type: 'bind',
        name: '',
        driver: '',
        source: cleanPath(text(mount, 'Source')),
        destination,
        mode: '',
        rw,
        propagation: text(options, 'Propagation') || 'rprivate',
        options: flag(options, 'CreateMountpoint') ? 'create' : '',
        copyUp: false,
      };
    }
    case 'tmpfs': {
      const options = child(mount, 'TmpfsOptions');
      const size = options.SizeBytes;
      const mode = options.Mode;
      const list = [
        typeof size === 'number' && size > 0 ? `size=${size}` : '',
        typeof mode === 'number' && mode > 0 ? `mode=${mode.toString(8)}` : '',
      ].filter((o) => o !== '');
      return {
        type: 'tmpfs',
        name: '',
        driver: '',
        source: '',
        destination,
        mode: '',
        rw,
        propagation: '',
        options: list.join(','),
        copyUp: false,
      };
    }
    default: {
      const options = child(mount, 'VolumeOptions');
      const driver = child(options, 'DriverConfig');
      const name = text(mount, 'Source');
      const labels = options.Labels as { readonly [key: string]: string } | null | undefined;
      const volume = createVolume(
        p,
        name,
        text(driver, 'Name'),
        child(driver, 'Options') as { readonly [key: string]: string },
        name === '' ? { 'com.docker.volume.anonymous': '' } : (labels ?? null),
      );
      if (isError(volume)) return volume;
      return {
        type: 'volume',
        name: volume.name,
        driver: 'local',
        source: mountpointOf(volume.name),
        destination,
        mode: 'z',
        rw,
        propagation: '',
        options: '',
        copyUp: !flag(options, 'NoCopy'),
      };
    }
  }
}

function fromOthers(p: Proc, specs: readonly string[], mounts: Map<string, MountPoint>): DaemonError | null {
  for (const spec of specs) {
    const [name, mode = 'rw'] = spec.split(':') as [string, string?];
    if (!['ro', 'rw', 'z', 'Z'].includes(mode)) return invalid(`invalid mode: ${mode}`);
    const other = lookupContainer(p.k.tx, name);
    if (isError(other)) return other;
    for (const mount of other.mounts)
      if (mount.type !== 'tmpfs')
        mounts.set(mount.destination, { ...mount, rw: mount.rw && mode !== 'ro', copyUp: false });
  }
  return null;
}

/** All mount points of a container to be, by destination; the later source wins as in registerMountPoints. */
export function collectMounts(
  p: Proc,
  hostConfig: ApiObject,
  imageVolumes: ApiObject,
  configVolumes: ApiObject,
): readonly MountPoint[] | DaemonError {
  const mounts = new Map<string, MountPoint>();
  const explicit = new Set<string>();
  const shared = fromOthers(p, strings(hostConfig, 'VolumesFrom'), mounts);
  if (shared !== null) return shared;
  const add = (mount: MountPoint | DaemonError): DaemonError | null => {
    if (isError(mount)) return mount;
    if (explicit.has(mount.destination)) return invalid(`Duplicate mount point: ${mount.destination}`);
    explicit.add(mount.destination);
    mounts.set(mount.destination, mount);
    return null;
  };
  for (const spec of strings(hostConfig, 'Binds')) {
    const error = add(fromBind(p, spec, text(hostConfig, 'VolumeDriver')));
    if (error !== null) return error;
  }
  for (const mount of (hostConfig.Mounts ?? []) as readonly Value[]) {
    const error = add(fromMount(p, mount as ApiObject));
    if (error !== null) return error;
  }
  const tmpfs = child(hostConfig, 'Tmpfs');
  for (const path of Object.keys(tmpfs)) {
    const destination = cleanPath(path);
    const error = add({
      type: 'tmpfs',
      name: '',
      driver: '',
      source: '',
      destination,
      mode: '',
      rw: true,
      propagation: '',
      options: text(tmpfs, path),
      copyUp: false,
    });
    if (error !== null) return error;
  }
  for (const path of [...Object.keys(imageVolumes), ...Object.keys(configVolumes)]) {
    const destination = cleanPath(path);
    if (mounts.has(destination)) continue;
    const volume = createVolume(p, '', '', {}, { 'com.docker.volume.anonymous': '' });
    if (isError(volume)) return volume;
    mounts.set(destination, {
      type: 'volume',
      name: volume.name,
      driver: 'local',
      source: mountpointOf(volume.name),
      destination,
      mode: '',
      rw: true,
      propagation: '',
      options: '',
      copyUp: true,
    });
  }
  return [...mounts.values()];
}

/** Bind sources that `-v` makes when they are missing; a missing source of `--mount` is an error at start. */
export function prepareBindSource(p: Proc, mount: MountPoint): DaemonError | null {
  if (typeof p.stat(mount.source) !== 'number') return null;
  if (mount.options !== 'create')
    return failure(
      'invalidParameter',
      `invalid mount config for type "bind": bind source path does not exist: ${mount.source}`,
    );
  let path = '';
  for (const part of mount.source.split('/').slice(1)) {
    path += `/${part}`;
    if (typeof p.stat(path) === 'number' && p.mkdir(path, 0o755) < 0)
      return failure(
        'system',
        `error while creating mount source path '${mount.source}': mkdir ${path}: read-only file system`,
      );
  }
  return null;
}

/** Those of a container that inspect and ps show, as `docker inspect` orders them. */
export function mountsJson(container: Readonly<Container>): Value {
  return container.mounts
    .filter((mount) => mount.type !== 'tmpfs' || (container.hostConfig.Mounts ?? null) !== null)
    .map((mount): Value => {
      const common = { Source: mount.source, Destination: mount.destination };
      const tail = { Mode: mount.mode, RW: mount.rw, Propagation: mount.propagation };
      return mount.type === 'volume'
        ? { Type: mount.type, Name: mount.name, ...common, Driver: mount.driver, ...tail }
        : { Type: mount.type, ...common, ...tail };
    });
}
