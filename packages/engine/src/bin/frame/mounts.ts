/** The mounts that a process sees, from /proc/self/mounts (getmntent(3)). */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** One line of /proc/self/mounts. */
export interface Mount {
  readonly source: Bytes;
  readonly target: Bytes;
  readonly type: Bytes;
  readonly options: Bytes;
}

/** `\040` and its like, as the kernel writes blanks in names. */
function unescape(text: Bytes): Bytes {
  return text.includes('\\')
    ? text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
    : text;
}

/** All mounts, in the order of mounting. */
export function readMounts(p: Proc): readonly Mount[] {
  const text = p.readFile('/proc/self/mounts');
  if (typeof text === 'number') return [];
  const out: Mount[] = [];
  for (const line of text.split('\n')) {
    const [source, target, type, options] = line.split(' ');
    if (options === undefined) continue;
    out.push({ source: unescape(source as Bytes), target: unescape(target as Bytes), type: type as Bytes, options });
  }
  return out;
}

function covers(target: Bytes, path: Bytes): boolean {
  return target === '/' || path === target || path.startsWith(`${target}/`);
}

/** Types that df takes for no real file systems (ME_DUMMY of gnulib's mountlist). */
const DUMMY = new Set([
  'autofs',
  'proc',
  'subfs',
  'debugfs',
  'devpts',
  'fusectl',
  'fuse.portal',
  'mqueue',
  'rpc_pipefs',
  'sysfs',
  'devfs',
  'kernfs',
  'ignore',
  'none',
]);

/**
 * The mount that `path` (any form) lies in: that of the longest target which is its beginning, if it has the same device;
 * otherwise one with that device, the last for GNU, the first for BusyBox.
 */
export function mountOf(p: Proc, path: Bytes, gnu: boolean, mounts: readonly Mount[] = readMounts(p)): Mount | null {
  const stat = p.stat(path);
  let best: Mount | null = null;
  const here = path.startsWith('/') ? path : `${p.getcwd()}/${path}`;
  const parts: Bytes[] = [];
  for (const part of here.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const full = `/${parts.join('/')}`;
  for (const mount of mounts) {
    if (gnu && best !== null && !DUMMY.has(best.type) && DUMMY.has(mount.type)) continue;
    if (covers(mount.target, full) && (best === null || mount.target.length >= best.target.length)) best = mount;
  }
  if (best === null || typeof stat === 'number') return best;
  const at = p.stat(best.target);
  if (typeof at !== 'number' && at.dev === stat.dev) return best;
  let found: Mount | null = null;
  for (const mount of mounts) {
    const s = p.stat(mount.target);
    if (typeof s === 'number' || s.dev !== stat.dev) continue;
    if (found === null || (gnu && (DUMMY.has(found.type) || !DUMMY.has(mount.type)))) found = mount;
  }
  return found ?? best;
}
