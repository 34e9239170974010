/** Sizes of directories, which `ls -ld` shows: blocks of entries on ext4, 20 bytes an entry on tmpfs. */
import type { Bytes } from '../../util/bytes.ts';

/** What the entry `name` takes in a directory: struct ext4_dir_entry_2 padded to 4 bytes; BOGO_DIRENT_SIZE on tmpfs. */
export function nameLength(type: string, name: Bytes): number {
  return type === 'ext4' ? 8 + Math.ceil(name.length / 4) * 4 : 20;
}

/** `st_size` of a directory whose entries take `names` bytes. A hashed ext4 directory has a root block beside its leaves. */
export function dirSize(type: string, names: number): number {
  if (type !== 'ext4') return 40 + names;
  return names + 24 <= 4096 ? 4096 : 4096 * (1 + Math.ceil(names / 4096));
}
