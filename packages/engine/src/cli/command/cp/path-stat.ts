import { base64Decode } from '../../../util/base64.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';

/** `container.PathStat`: what the X-Docker-Container-Path-Stat header of archive requests says. */
export interface PathStat {
  readonly name: Bytes;
  readonly size: number;
  /** Bits of Go's os.FileMode. */
  readonly mode: number;
  readonly linkTarget: Bytes;
}

const MODE_DIR = 2 ** 31;
const MODE_SYMLINK = 2 ** 27;

function hasBit(mode: number, bit: number): boolean {
  return Math.floor(mode / bit) % 2 === 1;
}

/** Whether it is a directory. */
export function isDirMode(stat: PathStat): boolean {
  return hasBit(stat.mode, MODE_DIR);
}

/** Whether it is a symbolic link. */
export function isLinkMode(stat: PathStat): boolean {
  return hasBit(stat.mode, MODE_SYMLINK);
}

/** Header of archive answers, base64 of JSON. */
export const PATH_STAT_HEADER = 'X-Docker-Container-Path-Stat';

/** Reads the header of an answer; null when there is none. */
export function pathStat(headers: { readonly [name: string]: string }): PathStat | null {
  const header = headers[PATH_STAT_HEADER];
  const json = header === undefined ? null : base64Decode(header);
  if (json === null || isGoError(json)) return null;
  const value = JSON.parse(json) as Partial<PathStat>;
  return { name: value.name ?? '', size: value.size ?? 0, mode: value.mode ?? 0, linkTarget: value.linkTarget ?? '' };
}
