import { describe, expect, test } from 'vitest';
import { O_RDONLY, O_RDWR } from '../syscall.ts';
import { superblockTable } from './filesystem.ts';
import { callsOf } from './fixtures/calls.ts';
import { commit, createMachine, dir, file, type Machine, SEED_TIME, symlinkTo, testEnv } from './fixtures/machine.ts';
import { getInode } from './inode.ts';
import { inodeKeyOf } from './open.ts';
import { overlayDiff } from './overlay-diff.ts';
import { resolvePath } from './path-walk.ts';
import { removeTree } from './remove-tree.ts';
import { attachSeed } from './seed.ts';

/** The image of the recorded engine (facts, overlay2-copyup): base, then a layer that changed it, then the init layer. */
const SEEDS = {
  base: [
    dir(''),
    dir('bin'),
    file('bin/busybox', '', { mode: 0o100755, program: 'busybox', size: 2063232, data: undefined as never }),
    symlinkTo('bin/touch', 'busybox'),
    dir('d'),
    file('d/a', 'one\n'),
    file('d/b', 'two\n'),
    file('d/big', 'x'.repeat(100)),
    dir('d/sub'),
    file('d/sub/x', 'x\n'),
    dir('etc'),
    file('etc/passwd', 'root\n'),
    file('f.txt', 'file\n'),
    dir('w'),
  ],
  layer: [
    dir(''),
    dir('d'),
    file('d/a', 'one\nmore\n'),
    { path: 'd/b', mode: 0o020000, uid: 0, gid: 0, mtimeSec: SEED_TIME, rdev: 0 },
    dir('d/sub', { opaque: true }),
    file('d/sub/y', 'y\n'),
  ],
  init: [
    dir(''),
    dir('dev'),
    dir('etc'),
    file('etc/hosts', '', { mode: 0o100755 }),
    file('.dockerenv', '', { mode: 0o100755 }),
  ],
} as const;

function mountImage(limit?: number): {
  m: Machine;
  u: ReturnType<typeof callsOf>;
  key: (path: string) => number;
  diff: () => string[];
} {
  const m = createMachine(testEnv(SEEDS), limit);
  const u = callsOf(m);
  u.mkdir('/mnt/up');
  u.mkdir('/mnt/work');
  const key = (path: string): number => {
    const at = resolvePath(m.k, m.init, path, false);
    return 'errno' in at ? 0 : inodeKeyOf(m.k, at);
  };
  for (const name of ['base', 'layer', 'init']) attachSeed(m.k, m.disk, key('/mnt'), name, name);
  expect(
    u.mount(
      'overlay',
      '/m',
      'overlay',
      [],
      'index=off,lowerdir=/mnt/init:/mnt/layer:/mnt/base,upperdir=/mnt/up,workdir=/mnt/work',
    ),
  ).toBe(0);
  const diff = () =>
    overlayDiff(m.k, key('/mnt/up'), [key('/mnt/init'), key('/mnt/layer'), key('/mnt/base')]).map(
      ({ kind, path }) => `${kind} ${path}`,
    );
  return { m, u, key, diff };
}

/** Extended attributes of an inode, as getfattr prints them. */
function xattrs(m: Machine, key: number): string[] {
  return (getInode(m.k, key)?.xattrs ?? [])
    .map(([name, value]) => (name.endsWith('origin') ? name : `${name}=${value}`))
    .sort();
}

describe('an overlay of an image', () => {
  test('shows the topmost layer of each name, merged directories, no whiteouts', () => {
    const { u } = mountImage();
    expect(u.ls('/m')).toEqual(['.dockerenv', 'bin', 'd', 'dev', 'etc', 'f.txt', 'w']);
    expect(u.ls('/m/d')).toEqual(['a', 'big', 'sub']);
    expect(u.read('/m/d/a')).toBe('one\nmore\n');
    expect(u.read('/m/d/b')).toBe('ENOENT');
    expect(u.ls('/m/d/sub')).toEqual(['y']);
    expect(u.ls('/m/etc')).toEqual(['hosts', 'passwd']);
    expect(u.tree('/mnt/up')).toEqual([]);
  });

  test('a merged directory has one link, others their own count', () => {
    const { u } = mountImage();
    expect(u.ll('/m/d')).toBe('drwxr-xr-x 1 0 0 4096');
    expect(u.ll('/m/bin')).toBe('drwxr-xr-x 2 0 0 4096');
    u.mkdir('/m/new');
    expect(u.ll('/m/new')).toBe('drwxr-xr-x 2 0 0 4096');
    u.write('/m/bin/x', '');
    expect(u.ll('/m/bin')).toBe('drwxr-xr-x 1 0 0 4096');
  });

  test('everything has the device number of the overlay, and keeps its inode number across copy-up', () => {
    const { u } = mountImage();
    const before = u.stat('/m/d/a');
    u.append('/m/d/a', 'z');
    const after = u.stat('/m/d/a');
    expect({ dev: after.dev, ino: after.ino }).toEqual({ dev: before.dev, ino: before.ino });
    expect(before.dev).toBe(u.stat('/m/etc').dev);
    expect(before.dev).not.toBe(u.stat('/mnt').dev);
  });

  test('appending one byte copies the whole file and its directories up', () => {
    const { m, u, key, diff } = mountImage();
    expect(u.append('/m/d/big', 'y')).toBe(1);
    expect(u.tree('/mnt/up')).toEqual(['drwxr-xr-x d', `-rw-r--r-- d/big=${'x'.repeat(100)}y`]);
    expect(xattrs(m, key('/mnt/up'))).toEqual(['trusted.overlay.impure=y']);
    expect(xattrs(m, key('/mnt/up/d'))).toEqual(['trusted.overlay.impure=y', 'trusted.overlay.origin']);
    expect(xattrs(m, key('/mnt/up/d/big'))).toEqual(['trusted.overlay.origin']);
    expect(u.read('/mnt/base/d/big')).toBe('x'.repeat(100));
    expect(diff()).toEqual(['C /d', 'C /d/big']);
  });

  test('chmod, chown and utimes copy the whole file', () => {
    const { u, diff } = mountImage();
    u.chmod('/m/d/a', 0o700);
    u.chown('/m/f.txt', 7, 7);
    u.utimes('/m/etc/passwd', 0, 0);
    expect(u.tree('/mnt/up')).toEqual([
      'drwxr-xr-x d',
      '-rwx------ d/a=one\nmore\n',
      'drwxr-xr-x etc',
      '-rw-r--r-- etc/passwd=root\n',
      '-rw-r--r-- f.txt=file\n',
    ]);
    expect(diff()).toEqual(['C /d', 'C /d/a', 'C /etc', 'C /etc/passwd', 'C /f.txt']);
  });

  test('a change through a symbolic link copies the target up, not the link', () => {
    const { u, diff } = mountImage();
    u.utimes('/m/bin/touch', 0, 0);
    expect(u.ls('/mnt/up/bin')).toEqual(['busybox']);
    expect(u.ll('/mnt/up/bin/busybox')).toBe('-rwxr-xr-x 1 0 0 2063232');
    expect(diff()).toEqual(['C /bin', 'C /bin/busybox']);
  });

  test('removing a lower file leaves a whiteout, removing an upper one nothing', () => {
    const { u, diff } = mountImage();
    expect(u.unlink('/m/f.txt')).toBe(0);
    u.write('/m/own', 'x');
    expect(u.unlink('/m/own')).toBe(0);
    expect(u.rmdir('/m/w')).toBe(0);
    expect(u.tree('/mnt/up')).toEqual(['c--------- f.txt', 'c--------- w']);
    expect(u.stat('/mnt/up/f.txt')).toMatchObject({ rdev: 0, size: 0, ino: u.stat('/mnt/up/w').ino, nlink: 3 });
    expect(u.read('/m/f.txt')).toBe('ENOENT');
    expect(u.unlink('/m/f.txt')).toBe('ENOENT');
    expect(diff()).toEqual(['D /f.txt', 'D /w']);
  });

  test('a directory made again where a lower one was is opaque', () => {
    const { m, u, key, diff } = mountImage();
    u.unlink('/m/d/sub/y');
    expect(u.rmdir('/m/d/sub')).toBe(0);
    u.mkdir('/m/d/sub');
    u.write('/m/d/sub/q', 'q\n');
    expect(u.ls('/m/d/sub')).toEqual(['q']);
    expect(xattrs(m, key('/mnt/up/d/sub'))).toEqual(['trusted.overlay.opaque=y']);
    expect(u.unlink('/m/d/sub/q')).toBe(0);
    expect(u.ls('/mnt/up/d/sub')).toEqual([]);
    u.write('/m/d/sub/q', 'q\n');
    expect(diff()).toEqual(['C /d', 'C /d/sub', 'A /d/sub/q', 'D /d/sub/y']);
  });

  test('a new directory is not opaque where nothing was below', () => {
    const { m, u, key, diff } = mountImage();
    u.mkdir('/m/new');
    u.write('/m/new/f', 'new');
    expect(xattrs(m, key('/mnt/up/new'))).toEqual([]);
    expect(diff()).toEqual(['A /new', 'A /new/f']);
  });

  test('a file in place of a directory, and a directory in place of a file', () => {
    const { u, diff } = mountImage();
    u.rmdir('/m/w');
    u.write('/m/w', 'a file now');
    u.unlink('/m/f.txt');
    u.mkdir('/m/f.txt');
    expect(u.read('/m/w')).toBe('a file now');
    expect(u.ls('/m/f.txt')).toEqual([]);
    expect(diff()).toEqual(['C /f.txt', 'C /w']);
    expect(u.rmdir('/m/f.txt')).toBe(0);
    expect(u.read('/m/f.txt')).toBe('ENOENT');
  });

  test('lower directories cannot be renamed, upper ones can', () => {
    const { m, u, key, diff } = mountImage();
    expect(u.rename('/m/w', '/m/w2')).toBe('EXDEV');
    expect(u.rename('/m/d', '/m/d2')).toBe('EXDEV');
    u.mkdir('/m/a');
    u.write('/m/a/f', 'f');
    expect(u.rename('/m/a', '/m/b')).toBe(0);
    expect(u.read('/m/b/f')).toBe('f');
    expect(xattrs(m, key('/mnt/up/b'))).toEqual(['trusted.overlay.opaque=y']);
    expect(u.rename('/m/b', '/m/w')).toBe(0);
    expect(u.ls('/m/w')).toEqual(['f']);
    expect(diff()).toEqual(['A /w/f'].flatMap((line) => ['C /w', line]));
  });

  test('renaming a lower file copies it and leaves a whiteout', () => {
    const { u, diff } = mountImage();
    expect(u.rename('/m/f.txt', '/m/d/moved')).toBe(0);
    expect(u.read('/m/d/moved')).toBe('file\n');
    expect(u.read('/m/f.txt')).toBe('ENOENT');
    expect(u.tree('/mnt/up')).toEqual(['drwxr-xr-x d', '-rw-r--r-- d/moved=file\n', 'c--------- f.txt']);
    expect(u.stat('/m/d/moved').nlink).toBe(1);
    expect(diff()).toEqual(['C /d', 'A /d/moved', 'D /f.txt']);
    expect(u.rename('/m/d/moved', '/m/f.txt')).toBe(0);
    expect(u.tree('/mnt/up')).toEqual(['drwxr-xr-x d', '-rw-r--r-- f.txt=file\n']);
    expect(diff()).toEqual([]);
  });

  test('a rename onto a lower file replaces it', () => {
    const { u } = mountImage();
    u.write('/m/new', 'new');
    expect(u.rename('/m/new', '/m/f.txt')).toBe(0);
    expect(u.read('/m/f.txt')).toBe('new');
    expect(u.unlink('/m/f.txt')).toBe(0);
    expect(u.tree('/mnt/up')).toEqual(['c--------- f.txt']);
  });

  test('a hard link to a lower file copies it up once', () => {
    const { u } = mountImage();
    expect(u.link('/m/f.txt', '/m/g.txt')).toBe(0);
    expect(u.stat('/m/f.txt').nlink).toBe(2);
    u.append('/m/g.txt', 'more');
    expect(u.read('/m/f.txt')).toBe('file\nmore');
    expect(u.link('/m/f.txt', '/m/d/b')).toBe(0);
    expect(u.read('/m/d/b')).toBe('file\nmore');
  });

  test('who opened a lower file for reading keeps it when it is copied up', () => {
    const { u } = mountImage();
    const reader = u.open('/m/f.txt', O_RDONLY) as number;
    const { ino } = u.statFd(reader);
    u.append('/m/f.txt', 'changed');
    expect(u.readFd(reader)).toBe('file\n');
    expect(u.read('/m/f.txt')).toBe('file\nchanged');
    expect(u.statFd(reader)).toMatchObject({ ino, size: 5, dev: u.stat('/m').dev });
  });

  test('whiteout devices cannot be made, other devices can', () => {
    const { u } = mountImage();
    expect(u.mknod('/m/dev/wh', 0o020600, 0)).toBe('EPERM');
    expect(u.mknod('/m/dev/null', 0o020666, 0x103)).toBe(0);
  });

  test('an upper layer that fills up refuses the copy', () => {
    const { u } = mountImage(2 ** 21 + 65536);
    expect(u.append('/m/bin/busybox', 'x')).toBe('ENOSPC');
    expect(u.ls('/mnt/up')).toEqual(['bin']);
    expect(u.stat('/m/bin/busybox').size).toBe(2063232);
  });

  test('without an upper layer it is read-only', () => {
    const { u } = mountImage();
    u.mkdir('/mnt/ro');
    expect(u.mount('overlay', '/mnt/ro', 'overlay', [], 'lowerdir=/mnt/layer:/mnt/base')).toBe(0);
    expect(u.read('/mnt/ro/d/a')).toBe('one\nmore\n');
    expect(u.ls('/mnt/ro')).toEqual(['bin', 'd', 'etc', 'f.txt', 'w']);
    expect(u.write('/mnt/ro/x', 'x')).toBe('EROFS');
    expect(u.unlink('/mnt/ro/f.txt')).toBe('EROFS');
    expect(u.open('/mnt/ro/f.txt', O_RDWR)).toBe('EROFS');
    expect(u.mount('overlay', '/mnt/ro', 'overlay', [], 'lowerdir=/mnt/base')).toBe('EINVAL');
  });

  test('mount options are checked', () => {
    const { u } = mountImage();
    const bad = (data: string) => u.mount('overlay', '/m', 'overlay', [], data);
    expect(bad('lowerdir=/none,upperdir=/mnt/up,workdir=/mnt/work')).toBe('ENOENT');
    expect(bad('lowerdir=/mnt/base,upperdir=/mnt/up')).toBe('EINVAL');
    expect(bad('lowerdir=/mnt/base,upperdir=/mnt/up,workdir=/mnt/up/w')).toBe('ENOENT');
    expect(bad('lowerdir=/mnt/base,upperdir=/mnt,workdir=/mnt/work')).toBe('EINVAL');
    expect(bad('lowerdir=/mnt/base,upperdir=/mnt/up,workdir=/mnt/work,metacopy=on')).toBe('EINVAL');
    expect(bad('lowerdir=/etc/passwd,upperdir=/mnt/up,workdir=/mnt/work')).toBe('ENOTDIR');
    u.mkdir('/mnt/a:b');
    u.mkdir('/mnt/u2');
    u.mkdir('/mnt/w2');
    expect(bad('lowerdir=/mnt/a\\:b,upperdir=/mnt/u2,workdir=/mnt/w2')).toBe(0);
  });

  test('the work directory holds `work`, emptied when mounted anew', () => {
    const { m, u } = mountImage();
    u.unlink('/m/f.txt');
    expect(u.ls('/mnt/work')).toEqual(['work']);
    expect(u.ll('/mnt/work/work')).toBe('d--------- 2 0 0 4096');
    expect(u.ls('/mnt/work/work')).toHaveLength(1);
    expect(u.umount('/m')).toBe(0);
    let overlays = 0;
    m.k.tx.each(superblockTable, (record) => {
      if (record.type === 'overlay') overlays++;
    });
    expect(overlays).toBe(0);
    u.mount(
      'overlay',
      '/m',
      'overlay',
      [],
      'lowerdir=/mnt/init:/mnt/layer:/mnt/base,upperdir=/mnt/up,workdir=/mnt/work',
    );
    expect(u.ls('/mnt/work/work')).toEqual([]);
    expect(u.read('/m/f.txt')).toBe('ENOENT');
    expect(u.unlink('/m/etc/passwd')).toBe(0);
    expect(u.stat('/mnt/up/etc/passwd').ino).not.toBe(u.stat('/mnt/up/f.txt').ino);
  });

  test('a fresh container and one whose changes were undone differ in nothing', () => {
    const { u, diff } = mountImage();
    expect(diff()).toEqual([]);
    u.read('/m/d/a');
    u.write('/m/tmpfile', 'x');
    u.unlink('/m/tmpfile');
    expect(diff()).toEqual([]);
  });

  test('changes made below an overlay by others show when looked up again', () => {
    const { u } = mountImage();
    expect(u.ls('/m/w')).toEqual([]);
    u.mkdir('/mnt/up/w');
    u.write('/mnt/up/w/f', 'behind its back');
    expect(u.read('/m/w/f')).toBe('behind its back');
  });

  test('the next transaction sees the same', () => {
    const { m, u, diff } = mountImage();
    u.append('/m/d/a', 'z');
    u.unlink('/m/f.txt');
    u.mkdir('/m/x');
    const before = u.tree('/m');
    const changes = diff();
    commit(m);
    expect(u.tree('/m')).toEqual(before);
    expect(diff()).toEqual(changes);
  });

  test('layers are removed whole, changed or not', () => {
    const { m, u, key } = mountImage();
    u.umount('/m');
    const used = () => m.k.tx.get(superblockTable, m.disk)?.used ?? 0;
    u.append('/mnt/layer/d/a', 'changed');
    const before = used();
    expect(removeTree(m.k, key('/mnt'), 'base')).toBe(0);
    expect(before - used()).toBe(2064384 + 6 * 4096);
    expect(removeTree(m.k, key('/mnt'), 'layer')).toBe(0);
    expect(u.ls('/mnt')).toEqual(['init', 'up', 'work']);
    expect(u.statfs('/mnt')).toMatchObject({ type: 'ext4' });
    expect(removeTree(m.k, key('/mnt'), 'layer')).toBe(-2);
  });
});
