import { describe, expect, test } from 'vitest';
import { O_APPEND, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } from '../syscall.ts';
import { callsOf } from './fixtures/calls.ts';
import { createMachine, dir, testEnv } from './fixtures/machine.ts';

/** Every type that stores files behaves the same; each case runs in an empty directory `/m` of the type. */
const TYPES = ['ext4', 'tmpfs', 'overlay'] as const;

function prepare(type: (typeof TYPES)[number]) {
  const m = createMachine(testEnv({ empty: [dir('')] }));
  const u = callsOf(m);
  if (type === 'tmpfs') u.mount('tmpfs', '/m', 'tmpfs', [], 'mode=755');
  if (type === 'overlay') {
    for (const name of ['l1', 'l2', 'up', 'work']) u.mkdir(`/mnt/${name}`);
    u.mount('overlay', '/m', 'overlay', [], 'lowerdir=/mnt/l1:/mnt/l2,upperdir=/mnt/up,workdir=/mnt/work');
  }
  u.chdir('/m');
  return { m, u };
}

describe.each(TYPES)('a directory of type %s', (type) => {
  test('files are made, written, read, appended to and truncated', () => {
    const { u } = prepare(type);
    expect(u.write('f', 'hello')).toBe(5);
    expect(u.append('f', ' world')).toBe(6);
    expect(u.read('f')).toBe('hello world');
    expect(u.ll('f')).toBe('-rw-r--r-- 1 0 0 11');
    expect(u.truncate('f', 4)).toBe(0);
    expect(u.read('f')).toBe('hell');
    expect(u.truncate('f', 6)).toBe(0);
    expect(u.read('f')).toBe('hell\0\0');
    expect(u.write('f', '')).toBe(0);
    expect(u.read('f')).toBe('');
  });

  test('open flags', () => {
    const { u } = prepare(type);
    u.mkdir('d');
    u.write('f', 'abc');
    u.symlink('f', 'l');
    u.symlink('nothing', 'dangling');
    expect(u.open('x', O_RDONLY)).toBe('ENOENT');
    expect(u.open('f', O_WRONLY | O_CREAT | O_EXCL)).toBe('EEXIST');
    expect(u.open('d', O_WRONLY)).toBe('EISDIR');
    expect(u.open('d', O_RDONLY | O_CREAT)).toBe('EISDIR');
    expect(u.open('f', O_RDONLY | O_DIRECTORY)).toBe('ENOTDIR');
    expect(u.open('d', O_RDONLY | O_DIRECTORY | O_CREAT)).toBe('EINVAL');
    expect(u.open('f/', O_RDONLY)).toBe('ENOTDIR');
    expect(u.open('new/', O_WRONLY | O_CREAT)).toBe('EISDIR');
    expect(u.open('l', O_RDONLY | O_NOFOLLOW)).toBe('ELOOP');
    expect(u.open('dangling', O_WRONLY | O_CREAT | O_EXCL)).toBe('EEXIST');
    expect(u.write('dangling', 'made through a link')).toBe(19);
    expect(u.read('nothing')).toBe('made through a link');
    const id = u.open('f', O_RDWR | O_TRUNC) as number;
    expect(u.statFd(id).size).toBe(0);
    expect(u.writeFd(id, 'xyz')).toBe(3);
    expect(u.seekFd(id, 1)).toBe(1);
    expect(u.readFd(id)).toBe('yz');
    expect(u.seekFd(id, -1, 2)).toBe(2);
    expect(u.seekFd(id, -9, 1)).toBe('EINVAL');
    expect(u.truncateFd(id, 1)).toBe(0);
    u.close(id);
    expect(u.read('f')).toBe('x');
    const reader = u.open('f', O_RDONLY) as number;
    expect(u.writeFd(reader, 'no')).toBe('EBADF');
    const writer = u.open('f', O_WRONLY | O_APPEND) as number;
    expect(u.readFd(writer)).toBe('EBADF');
  });

  test('O_APPEND writes at the end wherever others have written', () => {
    const { u } = prepare(type);
    const a = u.open('log', O_WRONLY | O_CREAT | O_APPEND) as number;
    const b = u.open('log', O_WRONLY | O_APPEND) as number;
    u.writeFd(a, 'a1 ');
    u.writeFd(b, 'b1 ');
    u.writeFd(a, 'a2 ');
    expect(u.read('log')).toBe('a1 b1 a2 ');
  });

  test('writing past the end leaves a hole that takes no blocks', () => {
    const { u } = prepare(type);
    const id = u.open('sparse', O_RDWR | O_CREAT) as number;
    u.seekFd(id, 1 << 20);
    u.writeFd(id, 'end');
    expect(u.statFd(id).size).toBe((1 << 20) + 3);
    expect(u.statFd(id).blocks).toBe(8);
    u.seekFd(id, (1 << 20) - 2);
    expect(u.readFd(id)).toBe('\0\0end');
  });

  test('directories', () => {
    const { u } = prepare(type);
    expect(u.mkdir('a')).toBe(0);
    expect(u.mkdir('a')).toBe('EEXIST');
    expect(u.mkdir('a/b/')).toBe(0);
    expect(u.mkdir('x/y')).toBe('ENOENT');
    expect(u.mkdir('.')).toBe('EEXIST');
    expect(u.mkdir('')).toBe('ENOENT');
    u.write('a/f', '');
    expect(u.mkdir('a/f/x')).toBe('ENOTDIR');
    expect(u.ls('a')).toEqual(['b', 'f']);
    expect(u.stat('a').nlink).toBe(3);
    expect(u.rmdir('a')).toBe('ENOTEMPTY');
    expect(u.rmdir('a/f')).toBe('ENOTDIR');
    expect(u.unlink('a/b')).toBe('EISDIR');
    expect(u.rmdir('a/b')).toBe(0);
    expect(u.rmdir('a/.')).toBe('EINVAL');
    expect(u.rmdir('a/..')).toBe('ENOTEMPTY');
    expect(u.unlink('a/f')).toBe(0);
    expect(u.unlink('a/f')).toBe('ENOENT');
    expect(u.rmdir('a')).toBe(0);
    expect(u.ls('.')).toEqual([]);
  });

  test('hard links share an inode until the last name goes', () => {
    const { u } = prepare(type);
    u.write('f', 'one');
    expect(u.link('f', 'g')).toBe(0);
    expect(u.stat('g').ino).toBe(u.stat('f').ino);
    expect(u.stat('f').nlink).toBe(2);
    u.append('g', ' two');
    expect(u.read('f')).toBe('one two');
    expect(u.unlink('f')).toBe(0);
    expect(u.ll('g')).toBe('-rw-r--r-- 1 0 0 7');
    u.mkdir('d');
    expect(u.link('d', 'e')).toBe('EPERM');
    expect(u.link('g', 'd')).toBe('EEXIST');
    expect(u.link('none', 'h')).toBe('ENOENT');
  });

  test('symbolic links', () => {
    const { u } = prepare(type);
    u.mkdir('d');
    u.write('d/f', 'data');
    expect(u.symlink('d/f', 'l')).toBe(0);
    expect(u.symlink('d', 'ld')).toBe(0);
    expect(u.symlink('', 'e')).toBe('ENOENT');
    expect(u.readlink('l')).toBe('d/f');
    expect(u.readlink('d')).toBe('EINVAL');
    expect(u.read('ld/f')).toBe('data');
    expect(u.ll('l')).toBe('lrwxrwxrwx 1 0 0 3');
    expect(u.lstat('ld/').mode >> 12).toBe(4);
    u.symlink('loop2', 'loop1');
    u.symlink('loop1', 'loop2');
    expect(u.read('loop1')).toBe('ELOOP');
    expect(u.write('loop1', 'x')).toBe('ELOOP');
    expect(u.unlink('ld/')).toBe('ENOTDIR');
    expect(u.unlink('ld')).toBe(0);
    expect(u.ls('d')).toEqual(['f']);
  });

  test('rename', () => {
    const { u } = prepare(type);
    u.write('a', 'A');
    u.write('b', 'B');
    u.mkdir('d');
    u.mkdir('e');
    u.write('e/f', '');
    expect(u.rename('a', 'b')).toBe(0);
    expect(u.read('b')).toBe('A');
    expect(u.ls('.')).toEqual(['b', 'd', 'e']);
    expect(u.rename('b', 'd')).toBe('EISDIR');
    expect(u.rename('d', 'b')).toBe('ENOTDIR');
    expect(u.rename('d', 'e')).toBe('ENOTEMPTY');
    expect(u.rename('e', 'd')).toBe(0);
    expect(u.ls('d')).toEqual(['f']);
    expect(u.rename('d', 'd/sub')).toBe('EINVAL');
    expect(u.rename('none', 'x')).toBe('ENOENT');
    expect(u.rename('b', 'b')).toBe(0);
    expect(u.rename('b', 'c/')).toBe('ENOTDIR');
    expect(u.rename('.', 'x')).toBe('EBUSY');
    u.mkdir('p');
    u.mkdir('p/q');
    expect(u.rename('p/q', 'p')).toBe('ENOTEMPTY');
    expect(u.rename('d', 'p/d')).toBe(0);
    expect(u.stat('p').nlink).toBe(4);
    expect(u.ls('p/d')).toEqual(['f']);
    u.link('b', 'b2');
    expect(u.rename('b', 'b2')).toBe(0);
    expect(u.ls('.')).toEqual(['b', 'b2', 'p']);
  });

  test('a file that is open outlives its name', () => {
    const { u } = prepare(type);
    const id = u.open('f', O_RDWR | O_CREAT) as number;
    u.writeFd(id, 'still here');
    expect(u.unlink('f')).toBe(0);
    expect(u.statFd(id).nlink).toBe(0);
    u.seekFd(id, 0);
    expect(u.readFd(id)).toBe('still here');
    u.close(id);
    expect(u.ls('.')).toEqual([]);
  });

  test('attributes', () => {
    const { m, u } = prepare(type);
    u.write('f', 'x', 0o777);
    expect(u.ll('f')).toBe('-rwxr-xr-x 1 0 0 1');
    expect(u.chmod('f', 0o6751)).toBe(0);
    expect(u.ll('f')).toBe('-rwsr-s--x 1 0 0 1');
    expect(u.chown('f', 5, -1)).toBe(0);
    expect(u.ll('f')).toBe('-rwxr-x--x 1 5 0 1');
    m.k.now = 7e9;
    expect(u.utimes('f', 1e9, null)).toBe(0);
    const { atime, mtime, ctime } = u.stat('f');
    expect({ atime, mtime, ctime }).toEqual({ atime: 1e9, mtime: 0, ctime: 7e9 });
    u.append('f', 'y');
    expect(u.stat('f').mtime).toBe(7e9);
    expect(u.mknod('fifo', 0o010644)).toBe(0);
    expect(u.mknod('null', 0o020666, 0x103)).toBe(0);
    expect(u.ll('fifo')).toBe('prw-r--r-- 1 0 0 0');
    expect(u.stat('null').rdev).toBe(0x103);
    expect(u.write('null', 'gone')).toBe(4);
    expect(u.read('null')).toBe('');
  });

  test('a directory with the set-group-id bit hands its group on', () => {
    const { u } = prepare(type);
    u.mkdir('shared');
    u.chown('shared', 0, 50);
    u.chmod('shared', 0o2775);
    u.mkdir('shared/d');
    u.write('shared/f', '');
    expect(u.ll('shared/d').split(' ').slice(0, 4)).toEqual(['drwxr-sr-x', '2', '0', '50']);
    expect(u.ll('shared/f')).toBe('-rw-r--r-- 1 0 50 0');
  });

  test('working directories and paths', () => {
    const { u } = prepare(type);
    u.mkdir('a');
    u.mkdir('a/b');
    u.symlink('a/b', 'short');
    expect(u.chdir('short')).toBe(0);
    expect(u.getcwd()).toBe('/m/a/b');
    expect(u.rename('/m/a', '/m/c')).toBe(0);
    expect(u.getcwd()).toBe('/m/c/b');
    expect(u.ls('..')).toEqual(['b']);
    expect(u.rmdir('/m/c/b')).toBe(0);
    expect(u.getcwd()).toBe('ENOENT');
    expect(u.ls('.')).toEqual([]);
    expect(u.write('f', 'x')).toBe('ENOENT');
    u.mkdir('/m/c/b');
    expect(u.getcwd()).toBe('ENOENT');
    expect(u.stat('.').nlink).toBe(0);
    expect(u.chdir('/m/none')).toBe('ENOENT');
    expect(u.chdir('/etc/passwd')).toBe('ENOTDIR');
  });

  test('names and paths have limits', () => {
    const { u } = prepare(type);
    const name = 'n'.repeat(255);
    expect(u.write(name, 'x')).toBe(1);
    expect(u.write(`${name}n`, 'x')).toBe('ENAMETOOLONG');
    expect(u.read(`${'./'.repeat(2048)}f`)).toBe('ENAMETOOLONG');
    expect(u.read(`${'./'.repeat(1900)}${name}`)).toBe('x');
  });

  test('many names in one directory, and removing them while listing', () => {
    const { u } = prepare(type);
    const names = Array.from({ length: 300 }, (_, i) => `file-${i}`);
    for (const name of names) u.write(name, name);
    expect(u.ls('.')).toEqual([...names].sort());
    for (const name of names) expect(u.unlink(name)).toBe(0);
    expect(u.ls('.')).toEqual([]);
  });
});
