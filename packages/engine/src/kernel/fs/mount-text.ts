/** The mount table as text: /proc/PID/mountinfo, /proc/PID/mounts (proc(5); fs/proc_namespace.c). */
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { getNamespace } from '../ns/namespace.ts';
import type { Task } from '../task/task.ts';
import { majorOf, minorOf } from './device-number.ts';
import type { Superblock } from './filesystem.ts';
import { fsOfMount, getMount, subtree } from './mount.ts';
import {
  MNT_NOATIME,
  MNT_NODEV,
  MNT_NODIRATIME,
  MNT_NOEXEC,
  MNT_NOSUID,
  MNT_READONLY,
  MNT_RELATIME,
  MNT_UNBINDABLE,
  type Mount,
} from './mount-table.ts';
import { pathInSuperblock, pathText } from './path-text.ts';
import { getSuperblock, superblockDev } from './superblock.ts';

const UNSAFE = /[ \t\n\\#]/;
const UNSAFE_ALL = /[ \t\n\\#]/g;

/** Blanks, backslashes and `#` as three octal digits, as getmntent(3) undoes it. */
function mangle(text: Bytes): Bytes {
  if (!UNSAFE.test(text)) return text;
  return text.replace(UNSAFE_ALL, (ch) => `\\${ch.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** Flags of the mount other than ro, each with a comma before it. */
function flagText(flags: number): Bytes {
  let text = '';
  if ((flags & MNT_NOSUID) !== 0) text += ',nosuid';
  if ((flags & MNT_NODEV) !== 0) text += ',nodev';
  if ((flags & MNT_NOEXEC) !== 0) text += ',noexec';
  if ((flags & MNT_NOATIME) !== 0) text += ',noatime';
  if ((flags & MNT_NODIRATIME) !== 0) text += ',nodiratime';
  if ((flags & MNT_RELATIME) !== 0) text += ',relatime';
  return text;
}

/** One mount as a task sees it. */
interface Row {
  readonly id: number;
  readonly mount: Readonly<Mount>;
  readonly superblock: Readonly<Superblock>;
  readonly target: Bytes;
  readonly options: Bytes;
}

/** The mounts of a task's namespace that it can reach from its root, in the order in which they were made. */
function rows(k: Kernel, task: Readonly<Task>): Row[] {
  const root = { mnt: task.rootMnt, node: task.rootNode };
  const out: Row[] = [];
  const all = subtree(k, getNamespace(k, task.mntNs).root).sort((a, b) => a - b);
  for (const id of all) {
    const mount = getMount(k, id);
    const { text, isReachable } = pathText(k, { mnt: id, node: mount.root }, root);
    if (!isReachable) continue;
    const superblock = getSuperblock(k, mount.sb);
    out.push({
      id,
      mount,
      superblock,
      target: mangle(text),
      options: mangle(fsOfMount(k, mount).options?.(k, mount.sb) ?? ''),
    });
  }
  return out;
}

function propagationText(mount: Readonly<Mount>): Bytes {
  let text = '';
  if (mount.shared !== 0) text += ` shared:${mount.shared}`;
  if (mount.master !== 0) text += ` master:${mount.master}`;
  return (mount.flags & MNT_UNBINDABLE) !== 0 ? `${text} unbindable` : text;
}

/** /proc/PID/mountinfo. */
export function mountinfo(k: Kernel, task: Readonly<Task>): Bytes {
  let text = '';
  for (const { id, mount, superblock, target, options } of rows(k, task)) {
    const dev = superblockDev(mount.sb, superblock);
    const access = (mount.flags & MNT_READONLY) !== 0 ? 'ro' : 'rw';
    const parent = mount.parent === 0 ? id : mount.parent;
    text += `${id} ${parent} ${majorOf(dev)}:${minorOf(dev)} ${mangle(pathInSuperblock(k, mount.root))} ${target} ${access}${flagText(mount.flags)}`;
    text += `${propagationText(mount)} - ${superblock.type} ${mangle(superblock.source)} ${superblock.readOnly ? 'ro' : 'rw'}${options}\n`;
  }
  return text;
}

/** /proc/PID/mounts, also /etc/mtab. */
export function mountsText(k: Kernel, task: Readonly<Task>): Bytes {
  let text = '';
  for (const { mount, superblock, target, options } of rows(k, task)) {
    const access = superblock.readOnly || (mount.flags & MNT_READONLY) !== 0 ? 'ro' : 'rw';
    text += `${mangle(superblock.source)} ${target} ${superblock.type} ${access}${flagText(mount.flags)}${options} 0 0\n`;
  }
  return text;
}
