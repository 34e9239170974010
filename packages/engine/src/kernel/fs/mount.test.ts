import { describe, expect, test } from 'vitest';
import { O_RDONLY, O_RDWR } from '../syscall.ts';
import { type Task, taskTable } from '../task/task.ts';
import { superblockTable } from './filesystem.ts';
import { callsOf } from './fixtures/calls.ts';
import { addTask, commit, createMachine, type Machine, named } from './fixtures/machine.ts';
import { cloneMountNamespace, destroyMountNamespace, detachedTable } from './mount.ts';
import { mountTable } from './mount-table.ts';
import { mountinfo, mountsText } from './mount-text.ts';
import { pivotRoot } from './pivot-root.ts';

function machine() {
  const m = createMachine();
  return { m, u: callsOf(m) };
}

/** A task in a mount namespace of its own. */
function contained(m: Machine, tid = 50): { task: () => Task; v: ReturnType<typeof callsOf> } {
  const task = addTask(m, tid, {});
  task.mntNs = cloneMountNamespace(m.k, task);
  const get = () => m.k.tx.edit(taskTable, tid);
  return { task: get, v: callsOf(m, get) };
}

/** mountinfo without mount and device numbers. */
function table(m: Machine, task: Task = m.init): string[] {
  return mountinfo(m.k, task)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ').slice(3).join(' '));
}

describe('mounts', () => {
  test('a mount hides what is below it until it is gone, with its files', () => {
    const { u } = machine();
    u.write('/m/below', 'disk');
    expect(u.mount('none', '/m', 'tmpfs')).toBe(0);
    expect(u.ls('/m')).toEqual([]);
    u.write('/m/f', 'memory');
    expect(u.ls('/m/..')).toContain('etc');
    expect(u.stat('/m').dev).not.toBe(u.stat('/').dev);
    expect(u.rmdir('/m')).toBe('EBUSY');
    expect(u.rename('/m', '/n')).toBe('EBUSY');
    expect(u.umount('/m')).toBe(0);
    expect(u.ls('/m')).toEqual(['below']);
    expect(u.umount('/m')).toBe('EINVAL');
  });

  test('tmpfs options, sizes and limits', () => {
    const { m, u } = machine();
    expect(u.mount('shm', '/m', 'tmpfs', ['nosuid', 'nodev', 'noexec'], 'size=64k,mode=700,uid=5')).toBe(0);
    expect(table(m)[1]).toBe('/ /m rw,nosuid,nodev,noexec,relatime - tmpfs shm rw,size=64k,mode=700,uid=5');
    expect(u.ll('/m')).toBe('drwx------ 2 5 0 40');
    expect(u.write('/m/f', 'x'.repeat(70000))).toBe(65536);
    expect(u.append('/m/f', 'y')).toBe('ENOSPC');
    expect(u.write('/m/g', 'y')).toBe('ENOSPC');
    expect(u.statfs('/m')).toEqual({
      type: 'tmpfs',
      source: 'shm',
      total: 65536,
      free: 0,
      inodes: 1048576,
      inodesFree: 1048573,
    });
    expect(u.ll('/m').split(' ')[4]).toBe('80');
    u.unlink('/m/f');
    expect(u.statfs('/m')).toMatchObject({ free: 65536 });
    expect(u.mount('', '/m', '', ['remount'], 'size=128k')).toBe(0);
    expect(u.statfs('/m')).toMatchObject({ total: 131072 });
    expect(u.mount('x', '/mnt', 'tmpfs', [], 'nr_inodes=2')).toBe(0);
    expect(u.write('/mnt/a', '')).toBe(0);
    expect(u.write('/mnt/b', '')).toBe('ENOSPC');
    expect(u.mount('x', '/tmp', 'tmpfs', [], 'bogus=1')).toBe('EINVAL');
    expect(u.mount('x', '/tmp', 'tmpfs', [], 'size=lots')).toBe('EINVAL');
    expect(u.mount('x', '/tmp', 'nofs')).toBe('ENODEV');
    expect(u.mount('x', '/tmp', 'tmpfs', ['bogus'])).toBe('EINVAL');
    expect(u.mount('x', '/none', 'tmpfs')).toBe('ENOENT');
    expect(u.mount('x', '/etc/passwd', 'tmpfs')).toBe('ENOTDIR');
  });

  test('bind mounts of directories and files show the same inodes', () => {
    const { m, u } = machine();
    u.mkdir('/mnt/d');
    expect(u.mount('/mnt/d', '/m', '', ['bind'])).toBe(0);
    u.write('/m/f', 'same');
    expect(u.read('/mnt/d/f')).toBe('same');
    expect(u.stat('/m/f')).toEqual(u.stat('/mnt/d/f'));
    u.write('/tmp/hosts', 'bound\n');
    expect(u.mount('/tmp/hosts', '/etc/hostname', '', ['bind'])).toBe(0);
    expect(u.read('/etc/hostname')).toBe('bound\n');
    expect(u.append('/etc/hostname', 'more\n')).toBe(5);
    expect(u.read('/tmp/hosts')).toBe('bound\nmore\n');
    expect(u.unlink('/etc/hostname')).toBe('EBUSY');
    expect(u.rename('/tmp/hosts', '/etc/hostname')).toBe('EBUSY');
    expect(u.rename('/etc/hostname', '/tmp/away')).toBe('EBUSY');
    expect(u.rename('/etc/passwd', '/etc/hostname')).toBe('EBUSY');
    expect(u.mount('/tmp', '/etc/hostname', '', ['bind'])).toBe('ENOTDIR');
    expect(u.rename('/m/f', '/mnt/d/g')).toBe('EXDEV');
    expect(u.link('/m/f', '/mnt/d/g')).toBe('EXDEV');
    expect(table(m).slice(1)).toEqual([
      '/mnt/d /m rw,relatime - ext4 /dev/vda1 rw',
      '/tmp/hosts /etc/hostname rw,relatime - ext4 /dev/vda1 rw',
    ]);
  });

  test('a recursive bind takes the mounts below along, a plain one does not', () => {
    const { u } = machine();
    u.mkdir('/mnt/sub');
    u.mount('t', '/mnt/sub', 'tmpfs');
    u.write('/mnt/sub/f', 'x');
    u.mount('/mnt', '/m', '', ['bind']);
    expect(u.ls('/m/sub')).toEqual([]);
    u.umount('/m');
    u.mount('/mnt', '/m', '', ['rbind']);
    expect(u.ls('/m/sub')).toEqual(['f']);
    expect(u.umount('/m')).toBe('EBUSY');
    expect(u.umount('/m', true)).toBe(0);
    expect(u.ls('/m')).toEqual([]);
    expect(u.ls('/mnt/sub')).toEqual(['f']);
  });

  test('remounting read-only: one bind, or the whole file system', () => {
    const { m, u } = machine();
    u.mkdir('/mnt/d');
    u.write('/mnt/d/f', 'x');
    u.mount('/mnt/d', '/m', '', ['bind']);
    expect(u.mount('', '/m', '', ['remount', 'bind', 'ro', 'nosuid'])).toBe(0);
    expect(table(m)[1]).toBe('/mnt/d /m ro,nosuid,relatime - ext4 /dev/vda1 rw');
    expect(mountsText(m.k, m.init).split('\n')[1]).toBe('/dev/vda1 /m ext4 ro,nosuid,relatime 0 0');
    const errors = [
      u.write('/m/f', 'y'),
      u.write('/m/new', ''),
      u.mkdir('/m/x'),
      u.unlink('/m/f'),
      u.unlink('/m/none'),
      u.chmod('/m/f', 0),
      u.chown('/m/f', 1, 1),
      u.utimes('/m/f', 0, 0),
      u.truncate('/m/f', 0),
      u.rename('/m/f', '/m/g'),
      u.link('/m/f', '/m/g'),
      u.symlink('f', '/m/l'),
      u.access('/m/f', 2),
    ];
    expect(new Set(errors)).toEqual(new Set(['EROFS']));
    expect(u.mkdir('/m/f')).toBe('EEXIST');
    expect(u.write('/mnt/d/f', 'y')).toBe(1);
    expect(u.mount('', '/', '', ['remount', 'ro'])).toBe(0);
    expect(u.write('/mnt/d/f', 'z')).toBe('EROFS');
    expect(u.mount('', '/mnt', '', ['remount', 'ro'])).toBe('EINVAL');
    expect(u.mount('', '/', '', ['remount', 'rw', 'noatime'])).toBe(0);
    expect(table(m)[0]).toBe('/ / rw,noatime - ext4 /dev/vda1 rw');
  });

  test('nodev and noexec', () => {
    const { u } = machine();
    u.mount('t', '/m', 'tmpfs', ['nodev', 'noexec']);
    u.mknod('/m/null', 0o020666, 0x103);
    expect(u.open('/m/null', O_RDWR)).toBe('EACCES');
    u.write('/m/x', '', 0o777);
    expect(u.access('/m/x', 1)).toBe('EACCES');
    u.mknod('/tmp/null', 0o020666, 0x103);
    expect(typeof u.open('/tmp/null', O_RDWR)).toBe('number');
  });

  test('what is in use cannot be unmounted, but detached; it goes with its last user', () => {
    const { m, u } = machine();
    u.mount('t', '/m', 'tmpfs');
    u.write('/m/f', 'x');
    const id = u.open('/m/f', O_RDONLY) as number;
    expect(u.umount('/m')).toBe('EBUSY');
    expect(u.umount('/m', true)).toBe(0);
    expect(u.ls('/m')).toEqual([]);
    expect(u.readFd(id)).toBe('x');
    expect(m.k.tx.count(detachedTable)).toBe(1);
    u.close(id);
    expect(m.k.tx.count(detachedTable)).toBe(0);
    expect(m.k.tx.count(mountTable)).toBe(1);
    expect(m.k.tx.count(superblockTable)).toBe(1);
    u.mount('t', '/m', 'tmpfs');
    u.chdir('/m');
    expect(u.umount('/m')).toBe('EBUSY');
    u.umount('/m', true);
    expect(u.getcwd()).toBe('(unreachable)/');
    expect(u.write('f', 'still a directory')).toBe(17);
    u.chdir('/');
    expect(m.k.tx.count(mountTable)).toBe(1);
  });

  test('mounts can be stacked and moved', () => {
    const { m, u } = machine();
    u.mount('a', '/m', 'tmpfs');
    u.write('/m/a', '');
    u.mount('b', '/m', 'tmpfs');
    u.write('/m/b', '');
    expect(u.ls('/m')).toEqual(['b']);
    expect(u.ls('/m/..')).toContain('m');
    expect(u.mount('/m', '/mnt', '', ['move'])).toBe(0);
    expect(u.ls('/m')).toEqual(['a']);
    expect(u.ls('/mnt')).toEqual(['b']);
    expect(u.mount('/m', '/mnt', '', ['move'])).toBe(0);
    expect(table(m).map((line) => line.split(' ').slice(1, 2)[0])).toEqual(['/', '/mnt', '/mnt']);
    expect(u.mount('/etc', '/tmp', '', ['move'])).toBe('EINVAL');
  });

  test('blanks and backslashes in mount tables are escaped', () => {
    const { m, u } = machine();
    u.mkdir('/m/a b\\c');
    u.mount('t t', '/m/a b\\c', 'tmpfs');
    expect(mountsText(m.k, m.init).split('\n')[1]).toBe('t\\040t /m/a\\040b\\134c tmpfs rw,relatime 0 0');
  });
});

describe('mount namespaces', () => {
  test('a clone has the same mounts, and goes its own way', () => {
    const { m, u } = machine();
    u.mount('t', '/m', 'tmpfs');
    u.chdir('/m');
    const { task, v } = contained(m);
    expect(table(m, task())).toEqual(table(m));
    expect(v.getcwd()).toBe('/m');
    v.mount('own', '/mnt', 'tmpfs');
    v.write('/mnt/f', '');
    expect(u.ls('/mnt')).toEqual([]);
    v.chdir('/');
    expect(v.umount('/m')).toBe(0);
    v.write('/m/on-disk', '');
    u.write('f', 'x');
    expect(u.ls('/m')).toEqual(['f']);
    expect(v.ls('/m')).toEqual(['on-disk']);
    expect(v.mount('', '/mnt', '', ['remount', 'ro'])).toBe(0);
  });

  test('its mounts go with the namespace', () => {
    const { m, u } = machine();
    u.mount('t', '/m', 'tmpfs');
    const { task, v } = contained(m);
    v.mount('own', '/mnt', 'tmpfs');
    const ns = task().mntNs;
    m.k.tx.remove(taskTable, 50);
    destroyMountNamespace(m.k, ns);
    expect(m.k.tx.count(mountTable)).toBe(2);
    expect(m.k.tx.count(superblockTable)).toBe(2);
    expect(u.ls('/m')).toEqual([]);
  });

  test('mounts on a shared mount reach its peers, and leave them too', () => {
    const { m, u } = machine();
    expect(u.mount('', '/', '', ['rshared'])).toBe(0);
    const { task, v } = contained(m);
    u.mount('t', '/m', 'tmpfs');
    u.write('/m/f', '');
    expect(v.ls('/m')).toEqual(['f']);
    v.mount('w', '/mnt', 'tmpfs');
    v.write('/mnt/g', '');
    expect(u.ls('/mnt')).toEqual(['g']);
    expect(table(m)).toEqual([
      '/ / rw,relatime shared:1 - ext4 /dev/vda1 rw',
      '/ /m rw,relatime shared:2 - tmpfs t rw',
      '/ /mnt rw,relatime shared:3 - tmpfs w rw',
    ]);
    expect(table(m, task())).toEqual(table(m));
    expect(u.umount('/mnt')).toBe(0);
    expect(v.ls('/mnt')).toEqual([]);
  });

  test('slaves receive and do not send', () => {
    const { m, u } = machine();
    u.mount('', '/', '', ['rshared']);
    const { task, v } = contained(m);
    expect(v.mount('', '/', '', ['rslave'])).toBe(0);
    u.mount('t', '/m', 'tmpfs');
    v.mount('w', '/mnt', 'tmpfs');
    expect(table(m)).toHaveLength(2);
    expect(table(m, task())).toEqual([
      '/ / rw,relatime master:1 - ext4 /dev/vda1 rw',
      '/ /m rw,relatime master:2 - tmpfs t rw',
      '/ /mnt rw,relatime - tmpfs w rw',
    ]);
    v.umount('/m');
    expect(table(m)).toHaveLength(2);
    // a slave whose master has no members left is private
    u.mount('', '/', '', ['private']);
    expect(table(m, task())[0]).toBe('/ / rw,relatime - ext4 /dev/vda1 rw');
  });

  test('only mounts below what a bind shows are handed on to it', () => {
    const { m, u } = machine();
    u.mount('', '/', '', ['shared']);
    u.mkdir('/mnt/d');
    u.mount('/mnt', '/m', '', ['bind']);
    u.mount('in', '/mnt/d', 'tmpfs');
    u.mount('out', '/tmp', 'tmpfs');
    expect(table(m).map((line) => line.split(' ')[1])).toEqual(['/', '/m', '/mnt/d', '/m/d', '/tmp']);
  });

  test('unbindable mounts cannot be bound and are left out of recursive binds', () => {
    const { u } = machine();
    u.mkdir('/mnt/d');
    u.mount('t', '/mnt/d', 'tmpfs');
    u.write('/mnt/d/f', '');
    u.mount('', '/mnt/d', '', ['unbindable']);
    expect(u.mount('/mnt/d', '/m', '', ['bind'])).toBe('EINVAL');
    expect(u.mount('/mnt', '/m', '', ['rbind'])).toBe(0);
    expect(u.ls('/m/d')).toEqual([]);
  });

  test('pivot_root as runc does it: the old root goes under the new one and is detached', () => {
    const { m, u } = machine();
    u.mkdir('/mnt/rootfs');
    u.write('/mnt/rootfs/hello', 'from the container');
    u.mkdir('/mnt/rootfs/etc');
    const { task, v } = contained(m);
    v.mount('', '/', '', ['rprivate']);
    expect(named(pivotRoot(m.k, task(), '/mnt/rootfs', '/mnt/rootfs'))).toBe('EBUSY');
    v.mount('/mnt/rootfs', '/mnt/rootfs', '', ['rbind']);
    v.chdir('/mnt/rootfs');
    expect(named(pivotRoot(m.k, task(), '.', '.'))).toBe(0);
    expect(v.umount('/', true)).toBe('EINVAL');
    expect(v.umount('/..', true)).toBe(0);
    expect(v.chdir('/')).toBe(0);
    expect(v.ls('/')).toEqual(['etc', 'hello']);
    expect(v.ls('/..')).toEqual(['etc', 'hello']);
    expect(v.getcwd()).toBe('/');
    expect(table(m, task())).toEqual(['/mnt/rootfs / rw,relatime - ext4 /dev/vda1 rw']);
    expect(u.ls('/')).toContain('mnt');
    expect(m.k.tx.count(mountTable)).toBe(2);
    commit(m);
    expect(v.read('/hello')).toBe('from the container');
  });

  test('chroot: paths begin and end there, and mounts outside are not shown', () => {
    const { m, u } = machine();
    u.mount('t', '/m', 'tmpfs');
    u.mkdir('/m/jail');
    u.mkdir('/m/jail/in');
    u.write('/m/jail/f', 'jailed');
    u.symlink('/f', '/m/jail/l');
    expect(u.chroot('/m/jail')).toBe(0);
    expect(u.getcwd()).toBe('(unreachable)/');
    u.chdir('/in');
    expect(u.getcwd()).toBe('/in');
    expect(u.ls('../../..')).toEqual(['f', 'in', 'l']);
    expect(u.read('../l')).toBe('jailed');
    expect(table(m)).toEqual([]);
  });
});
