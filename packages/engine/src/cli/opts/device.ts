/** `--device` (docker/cli cli/command/container/opts.go: validateDevice and parseDevice for a Linux daemon). */
import type { Bytes } from '../../util/bytes.ts';
import { GoError } from '../../util/go-error.ts';
import { cleanPath } from './path.ts';

/** `container.DeviceMapping`. */
export type DeviceMapping = {
  readonly PathOnHost: Bytes;
  readonly PathInContainer: Bytes;
  readonly CgroupPermissions: Bytes;
};

function isMode(text: Bytes | undefined): boolean {
  if (text === undefined || text === '' || text.length > 3) return false;
  return /^[rwm]+$/.test(text) && new Set(text).size === text.length;
}

/** `host[:container][:rwm]`. */
export function parseDevice(text: Bytes): DeviceMapping | GoError {
  const parts = text.split(':');
  if (parts.length > 3 || parts[0] === '') return new GoError(`bad format for path: ${text}`);
  const [host = '', second, third] = parts;
  if (third !== undefined && !isMode(third)) return new GoError(`bad mode specified: ${third}`);
  const inside = second === undefined || (third === undefined && isMode(second)) ? host : second;
  if (!inside.startsWith('/')) return new GoError(`${inside} is not an absolute path`);
  const clean = third === undefined ? cleanPath(inside) : inside;
  const mode = third ?? (isMode(second) ? (second as Bytes) : 'rwm');
  return { PathOnHost: inside === host ? clean : host, PathInContainer: clean, CgroupPermissions: mode };
}
