/** `--mount`: comma separated fields, as docker/cli opts/mount.go reads them. */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { GoError, isGoError } from '../../util/go-error.ts';
import { parseGoBool, parseGoUint } from '../../util/strconv.ts';
import { ramInBytes } from '../../util/units.ts';
import { splitCsvLine } from './csv.ts';

/** A mount of the create body (api/types/mount.Mount). Relative bind sources are made absolute later, by `absoluteMount`. */
export type MountSpec = { readonly [field: string]: Value };

/** Options of one kind of mount while its fields are read. */
type Options = Record<string, Value>;

class Draft {
  mount: Record<string, Value> = { Type: 'volume' };
  volume: Options | null = null;
  labels: Record<string, Bytes> = {};
  driver: Record<string, Value> = {};
  driverOptions: Record<string, Bytes> = {};
  bind: Options | null = null;
  tmpfs: Options | null = null;
  image: Options | null = null;

  volumeOptions(): Options {
    this.volume ??= {};
    return this.volume;
  }
  bindOptions(): Options {
    this.bind ??= {};
    return this.bind;
  }
  tmpfsOptions(): Options {
    this.tmpfs ??= {};
    return this.tmpfs;
  }
}

function bool(key: Bytes, value: Bytes | null): boolean | GoError {
  if (value === null) return true;
  const b = parseGoBool(value);
  return isGoError(b) ? new GoError(`invalid value for ${key}: ${value}`) : b;
}

function put(target: Options, key: string, value: Value | GoError): GoError | null {
  if (isGoError(value)) return value;
  target[key] = value;
  return null;
}

function pair(target: Record<string, Bytes>, text: Bytes): null {
  const eq = text.indexOf('=');
  const key = eq < 0 ? text : text.slice(0, eq);
  if (key !== '') target[key] = eq < 0 ? '' : text.slice(eq + 1);
  return null;
}

const RECURSIVE = ['enabled', 'disabled', 'writable', 'readonly'];

/** `bind-recursive`, which sets what the API calls NonRecursive and ReadOnly…Recursive. */
function bindRecursive(draft: Draft, value: Bytes): GoError | null {
  const options = draft.bindOptions();
  if (!RECURSIVE.includes(value)) {
    return new GoError(
      `invalid value for bind-recursive: ${value} (must be "enabled", "disabled", "writable", or "readonly")`,
    );
  }
  if (value === 'disabled') options['NonRecursive'] = true;
  if (value === 'writable') options['ReadOnlyNonRecursive'] = true;
  if (value === 'readonly') options['ReadOnlyForceRecursive'] = true;
  return null;
}

function tmpfsSize(key: Bytes, value: Bytes): number | GoError {
  const n = ramInBytes(value);
  return isGoError(n) ? new GoError(`invalid value for ${key}: ${value}`) : n;
}

function tmpfsMode(key: Bytes, value: Bytes): number | GoError {
  const n = parseGoUint(value, 8, 32);
  return isGoError(n) ? new GoError(`invalid value for ${key}: ${value}`) : n;
}

/** Fields that may stand without a value. */
const FLAGS = ['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive'];

function setField(draft: Draft, key: Bytes, value: Bytes | null, field: Bytes): GoError | null {
  if (value === null && !FLAGS.includes(key)) return new GoError(`invalid field '${field}' must be a key=value pair`);
  const text = value ?? '';
  switch (key) {
    case 'type':
      return put(draft.mount, 'Type', text.toLowerCase());
    case 'source':
    case 'src':
      return put(draft.mount, 'Source', text);
    case 'target':
    case 'dst':
    case 'destination':
      return put(draft.mount, 'Target', text);
    case 'readonly':
    case 'ro':
      return put(draft.mount, 'ReadOnly', bool(key, value));
    case 'consistency':
      return put(draft.mount, 'Consistency', text.toLowerCase());
    case 'bind-propagation':
      return put(draft.bindOptions(), 'Propagation', text.toLowerCase());
    case 'bind-nonrecursive':
      return put(draft.bindOptions(), 'NonRecursive', bool(key, value));
    case 'bind-recursive':
      return bindRecursive(draft, text);
    case 'volume-subpath':
      return put(draft.volumeOptions(), 'Subpath', text);
    case 'volume-nocopy':
      return put(draft.volumeOptions(), 'NoCopy', bool(key, value));
    case 'volume-label':
      draft.volumeOptions();
      return pair(draft.labels, text);
    case 'volume-driver':
      draft.volumeOptions();
      return put(draft.driver, 'Name', text);
    case 'volume-opt':
      draft.volumeOptions();
      return pair(draft.driverOptions, text);
    case 'image-subpath':
      draft.image ??= {};
      return put(draft.image, 'Subpath', text);
    case 'tmpfs-size':
      return put(draft.tmpfsOptions(), 'SizeBytes', tmpfsSize(key, text));
    case 'tmpfs-mode':
      return put(draft.tmpfsOptions(), 'Mode', tmpfsMode(key, text));
    default:
      return new GoError(`unexpected key '${key}' in '${field}'`);
  }
}

function mixed(draft: Draft, type: Value | undefined): GoError | null {
  const clash = (kind: string): GoError => new GoError(`cannot mix '${kind}-*' options with mount type '${type}'`);
  if (draft.volume !== null && type !== 'volume') return clash('volume');
  if (draft.bind !== null && type !== 'bind') return clash('bind');
  if (draft.tmpfs !== null && type !== 'tmpfs') return clash('tmpfs');
  if (draft.image !== null && type !== 'image') return clash('image');
  return null;
}

/** Recursively read-only mounts must be read-only, and private. */
function recursion(draft: Draft): GoError | null {
  const needs = (kind: string, what: string): GoError =>
    new GoError(`option 'bind-recursive=${kind}' requires '${what}' to be specified in conjunction`);
  const readOnly = draft.mount['ReadOnly'] === true;
  if (draft.bind?.['ReadOnlyNonRecursive'] === true && !readOnly) return needs('writable', 'readonly');
  if (draft.bind?.['ReadOnlyForceRecursive'] !== true) return null;
  if (!readOnly) return needs('readonly', 'readonly');
  return draft.bind['Propagation'] === 'rprivate' ? null : needs('readonly', 'bind-propagation=rprivate');
}

function assemble(draft: Draft): MountSpec {
  const mount = { ...draft.mount };
  if (draft.bind !== null) mount['BindOptions'] = draft.bind;
  if (draft.volume !== null) {
    const driver = {
      ...draft.driver,
      ...(Object.keys(draft.driverOptions).length > 0 ? { Options: draft.driverOptions } : {}),
    };
    mount['VolumeOptions'] = {
      ...draft.volume,
      ...(Object.keys(draft.labels).length > 0 ? { Labels: draft.labels } : {}),
      DriverConfig: driver,
    };
  }
  if (draft.image !== null) mount['ImageOptions'] = draft.image;
  if (draft.tmpfs !== null) mount['TmpfsOptions'] = draft.tmpfs;
  return mount;
}

/** `MountOpt.Set`: `type=bind,src=/a,dst=/b,readonly`. */
export function parseMount(text: Bytes): MountSpec | GoError {
  const fields = splitCsvLine(text);
  if (isGoError(fields)) return fields;
  const draft = new Draft();
  for (const field of fields) {
    const eq = field.indexOf('=');
    const error = setField(draft, eq < 0 ? field : field.slice(0, eq), eq < 0 ? null : field.slice(eq + 1), field);
    if (error !== null) return error;
  }
  const type = draft.mount['Type'];
  if (type === '') return new GoError('type is required');
  if ((draft.mount['Target'] ?? '') === '') return new GoError('target is required');
  return mixed(draft, type) ?? recursion(draft) ?? assemble(draft);
}

/** With a source that begins with `.` made absolute from `cwd`, as filepath.Abs does. */
export function absoluteMount(mount: MountSpec, absolute: (path: Bytes) => Bytes): MountSpec {
  const source = mount['Source'];
  if (typeof source !== 'string' || !(source === '.' || source.startsWith('./'))) return mount;
  return { ...mount, Source: absolute(source) };
}
