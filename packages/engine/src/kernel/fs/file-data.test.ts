import { describe, expect, test } from 'vitest';
import { O_CREAT, O_RDONLY, O_RDWR, O_WRONLY } from '../syscall.ts';
import { programOfInode } from './disk-fs.ts';
import { superblockTable } from './filesystem.ts';
import { callsOf } from './fixtures/calls.ts';
import { commit, createMachine } from './fixtures/machine.ts';
import { extentTable, inodeTable, theInode } from './inode.ts';
import { inodeKeyOf } from './open.ts';
import { orphanTable } from './orphan.ts';
import { resolvePath } from './path-walk.ts';

function machine(limit?: number) {
  const m = createMachine(undefined, limit);
  const u = callsOf(m);
  const key = (path: string): number => {
    const at = resolvePath(m.k, m.init, path, true);
    return 'errno' in at ? 0 : inodeKeyOf(m.k, at);
  };
  const used = () => m.k.tx.get(superblockTable, m.disk)?.used ?? 0;
  return { m, u, key, used };
}

describe('data of files', () => {
  test('a gigabyte of zeros is one extent, and is charged as a gigabyte', () => {
    const { m, u, key, used } = machine(4 * 2 ** 30);
    u.mknod('/dev/zero', 0o020666, 0x105);
    const before = used();
    const from = u.open('/dev/zero', O_RDONLY) as number;
    const to = u.open('/tmp/big', O_WRONLY | O_CREAT) as number;
    for (let i = 0; i < 4; i++) expect(u.copy(from, to, 2 ** 28)).toBe(2 ** 28);
    expect(theInode(m.k, key('/tmp/big')).extents).toEqual([{ zeros: 2 ** 30 }]);
    expect(used() - before).toBe(2 ** 30);
    expect(u.stat('/tmp/big').blocks).toBe(2 ** 21);
    u.unlink('/tmp/big');
    u.close(to);
    expect(used()).toBe(before);
  });

  test('copying shares extents and keeps what is only described', () => {
    const { m, u, key } = machine();
    const from = u.open('/bin/sh', O_RDONLY) as number;
    const to = u.open('/tmp/sh', O_RDWR | O_CREAT) as number;
    expect(u.copy(from, to, 100000)).toBe(100000);
    expect(programOfInode(m.k, key('/tmp/sh'))).toBe('dash');
    expect(u.copy(from, to, 100000)).toBe(25640);
    expect(u.copy(from, to, 100000)).toBe(0);
    expect(theInode(m.k, key('/tmp/sh')).extents).toEqual([{ opaque: 'program:dash', at: 0, n: 125640 }]);
    expect(u.read('/tmp/sh')).toBe(u.read('/bin/sh'));
  });

  test('a program copied byte by byte is still that program', () => {
    const { m, u, key } = machine();
    u.write('/tmp/copy', u.read('/bin/sh'));
    expect(programOfInode(m.k, key('/tmp/copy'))).toBe('dash');
    expect(programOfInode(m.k, key('/bin/sh'))).toBe('dash');
    expect(programOfInode(m.k, key('/bin/tool'))).toBe('');
    expect(programOfInode(m.k, key('/etc/passwd'))).toBe('');
  });

  test('a long log moves to parts, and reads the same everywhere', () => {
    const { m, u, key } = machine();
    let all = '';
    for (let i = 0; i < 100; i++) {
      const line = `${i}:`.padEnd(4096, 'x');
      all += line;
      u.append('/tmp/log', line);
    }
    const inode = theInode(m.k, key('/tmp/log'));
    expect(inode.extents.length).toBeLessThanOrEqual(32);
    expect(inode.chunks).toHaveLength(3);
    expect(u.read('/tmp/log')).toBe(all);
    const id = u.open('/tmp/log', O_RDWR) as number;
    for (const [pos, n] of [
      [0, 10],
      [131070, 20],
      [131072, 4096],
      [262143, 2],
      [409590, 100],
    ] as const) {
      u.seekFd(id, pos);
      expect(u.readFd(id, n)).toBe(all.slice(pos, pos + n));
    }
    u.seekFd(id, 200000);
    u.writeFd(id, 'MARK');
    all = `${all.slice(0, 200000)}MARK${all.slice(200004)}`;
    expect(u.read('/tmp/log')).toBe(all);
    u.truncate('/tmp/log', 150000);
    expect(u.read('/tmp/log')).toBe(all.slice(0, 150000));
    u.close(id);
    u.unlink('/tmp/log');
    expect(m.k.tx.count(orphanTable)).toBe(1);
    expect(u.statfs('/')).toMatchObject({ type: 'ext4' });
    expect(m.k.tx.count(extentTable)).toBe(0);
  });

  test('a full disk takes what fits', () => {
    const { u, used } = machine(2 ** 18 + 4096 * 30);
    const free = 2 ** 18 + 4096 * 30 - used();
    expect(u.write('/tmp/f', 'x'.repeat(2 ** 19))).toBe(free);
    expect(u.append('/tmp/f', 'x')).toBe('ENOSPC');
    expect(u.write('/tmp/g', 'x')).toBe('ENOSPC');
    expect(u.mkdir('/tmp/d')).toBe(0);
    u.truncate('/tmp/f', 100);
    expect(u.write('/tmp/g', 'x'.repeat(8192))).toBe(8192);
    u.unlink('/tmp/g');
    // a removed file gives its space back when it is wanted
    expect(u.write('/tmp/h', 'x'.repeat(free - 4096))).toBe(free - 4096);
  });

  test('copying between files of any kind', () => {
    const { m, u } = machine();
    m.init.umask = 0;
    u.mknod('/dev/null', 0o020666, 0x103);
    u.mknod('/dev/urandom', 0o020666, 0x109);
    u.mknod('/dev/full', 0o020666, 0x107);
    const open = (path: string, flags = O_RDWR | O_CREAT) => u.open(path, flags) as number;
    const random = open('/dev/urandom', O_RDONLY);
    const a = open('/tmp/a');
    expect(u.copy(random, a, 1 << 20)).toBe(1 << 20);
    expect(u.stat('/tmp/a').size).toBe(1 << 20);
    expect(u.copy(open('/tmp/a', O_RDONLY), open('/dev/null', O_WRONLY), 1 << 30)).toBe(1 << 20);
    expect(u.copy(open('/tmp/a', O_RDONLY), open('/dev/full', O_WRONLY), 10)).toBe('ENOSPC');
    expect(u.copy(open('/dev/null', O_RDONLY), open('/tmp/b'), 10)).toBe(0);
    expect(u.copy(a, a, 10)).toBe('EINVAL');
    expect(u.copy(open('/tmp/b', O_WRONLY), a, 10)).toBe('EBADF');
    expect(u.copy(a, open('/tmp/a', O_RDONLY), 10)).toBe('EBADF');
    const other = open('/tmp/c');
    u.copy(random, other, 1 << 20);
    expect(u.read('/tmp/c')).not.toBe(u.read('/tmp/a'));
  });

  test('RLIMIT_FSIZE cuts writing off', () => {
    const { m, u } = machine();
    m.init.rlimits = { fsize: { soft: 10, hard: 10 } };
    expect(u.write('/tmp/f', 'x'.repeat(20))).toBe(10);
    expect(u.append('/tmp/f', 'x')).toBe('EFBIG');
  });
});

describe('seed trees', () => {
  test('nothing of them is stored until it is changed', () => {
    const { m, u } = machine();
    u.tree('/');
    u.read('/etc/passwd');
    expect(m.k.tx.count(inodeTable)).toBe(0);
    expect(u.ll('/etc')).toBe('drwxr-xr-x 2 0 0 4096');
    expect(u.ll('/usr')).toBe('drwxr-xr-x 4 0 0 4096');
    expect(u.stat('/etc/passwd').mtime).toBe(-1e17);
    u.chmod('/etc/passwd', 0o600);
    expect(m.k.tx.count(inodeTable)).toBe(1);
    expect(u.ll('/etc/passwd')).toBe('-rw------- 1 0 0 30');
    u.write('/etc/new', '');
    expect(m.k.tx.count(inodeTable)).toBe(3);
    expect(u.ls('/etc')).toEqual(['hostname', 'mtab', 'new', 'passwd', 'shadow']);
  });

  test('names come in the same order before and after a directory is changed', () => {
    const { m, u } = machine();
    const order = () => {
      const out: string[] = [];
      const at = resolvePath(m.k, m.init, '/', true);
      if ('errno' in at) return out;
      const mount = m.k.env.fileSystems.ext4;
      for (const entry of mount?.readdir(m.k, m.disk, at.node, m.init) ?? []) out.push(entry.name);
      return out;
    };
    const before = order();
    u.mkdir('/new');
    u.rmdir('/new');
    expect(order()).toEqual(before);
    expect(before).toHaveLength(12);
  });

  test('seed files are removed, replaced and moved like others', () => {
    const { m, u, used } = machine();
    const before = used();
    const id = u.open('/etc/passwd', O_RDONLY) as number;
    expect(u.unlink('/etc/passwd')).toBe(0);
    expect(u.readFd(id)).toContain('root');
    u.close(id);
    expect(used()).toBe(before - 4096);
    expect(u.read('/etc/passwd')).toBe('ENOENT');
    expect(u.rename('/etc', '/tmp/etc')).toBe(0);
    expect(u.ls('/tmp/etc')).toEqual(['hostname', 'mtab', 'shadow']);
    u.chdir('/tmp/etc');
    expect(u.getcwd()).toBe('/tmp/etc');
    expect(u.rename('/usr/lib64', '/usr/lib65')).toBe(0);
    expect(u.read('/usr/lib/libc.so')).toBe('ENOENT');
    expect(u.read('/usr/lib65/libc.so')).toBe('libc');
    commit(m);
    expect(u.tree('/tmp/etc')).toEqual([
      '-rw-r--r-- hostname=lab\n',
      'lrwxrwxrwx mtab->../proc/self/mounts',
      '-rw-r----- shadow=root:*:\n',
    ]);
  });
});
