import { describe, expect, test } from 'vitest';
import { O_RDONLY, O_RDWR, O_WRONLY } from '../syscall.ts';
import { capMask } from '../task/capability.ts';
import { userCred } from '../task/credentials.ts';
import { taskTable } from '../task/task.ts';
import { callsOf } from './fixtures/calls.ts';
import { addTask, createMachine, type Machine } from './fixtures/machine.ts';

/** Calls of root, of student (1000, groups 1000 and 50) and of others, on one machine. */
function users() {
  const m = createMachine();
  const as = (tid: number, uid: number, groups: readonly number[], caps: readonly number[] = []) => {
    const mask = capMask(caps);
    addTask(m, tid, { cred: { ...userCred(uid, uid, groups), capEff: mask, capPrm: mask } });
    return callsOf(m, () => addTaskOf(m, tid));
  };
  return { m, root: callsOf(m), student: as(10, 1000, [1000, 50]), other: as(11, 2000, [2000]), as };
}

function addTaskOf(m: Machine, tid: number) {
  return m.k.tx.edit(taskTable, tid);
}

describe('rights', () => {
  test('the class of the user decides alone, whatever the others may', () => {
    const { root, student, other } = users();
    root.write('/tmp/f', 'data');
    const probe = (mode: number, uid: number, gid: number) => {
      root.chown('/tmp/f', uid, gid);
      root.chmod('/tmp/f', mode);
      return [student, other].map((u) =>
        [4, 2, 1].map((mask) => (u.access('/tmp/f', mask) === 0 ? 'rwx'[2 - Math.log2(mask)] : '-')).join(''),
      );
    };
    expect(probe(0o640, 1000, 50)).toEqual(['rw-', '---']);
    expect(probe(0o046, 1000, 50)).toEqual(['---', 'rw-']);
    expect(probe(0o160, 0, 50)).toEqual(['rw-', '---']);
    expect(probe(0o007, 0, 50)).toEqual(['---', 'rwx']);
    expect(probe(0o111, 0, 0)).toEqual(['--x', '--x']);
  });

  test('root may read and write anything, but executes only what somebody may execute', () => {
    const { root } = users();
    root.write('/tmp/f', 'data', 0);
    expect(root.access('/tmp/f', 6)).toBe(0);
    expect(root.access('/tmp/f', 1)).toBe('EACCES');
    root.chmod('/tmp/f', 0o001);
    expect(root.access('/tmp/f', 1)).toBe(0);
    root.mkdir('/tmp/d', 0);
    expect(root.access('/tmp/d', 7)).toBe(0);
  });

  test.each([
    ['CAP_DAC_OVERRIDE', 1, ['rw-', 'data', 0]],
    ['CAP_DAC_READ_SEARCH', 2, ['r--', 'data', 'EACCES']],
    ['CAP_FOWNER', 3, ['---', 'EACCES', 'EACCES']],
  ] as const)('%s', (_name, cap, [access, read, made]) => {
    const { root, as } = users();
    root.mkdir('/tmp/d', 0o700);
    root.write('/tmp/d/f', 'data', 0o600);
    const u = as(20, 3000, [3000], [cap]);
    expect(
      [4, 2, 1].map((mask) => (u.access('/tmp/d/f', mask) === 0 ? 'rwx'[2 - Math.log2(mask)] : '-')).join(''),
    ).toBe(access);
    expect(u.read('/tmp/d/f')).toBe(read);
    expect(u.mkdir('/tmp/d/x')).toBe(made);
  });

  test('every directory on the way must be searchable; listing needs more', () => {
    const { root, student } = users();
    root.mkdir('/tmp/a', 0o711);
    root.mkdir('/tmp/a/b', 0o755);
    root.write('/tmp/a/b/f', 'x');
    expect(student.read('/tmp/a/b/f')).toBe('x');
    expect(student.ls('/tmp/a')).toBe('EACCES');
    root.chmod('/tmp/a', 0o700);
    expect(student.read('/tmp/a/b/f')).toBe('EACCES');
    expect(student.statError('/tmp/a/b/none')).toBe('EACCES');
    expect(student.chdir('/tmp/a')).toBe('EACCES');
    expect(student.ls('/root')).toBe('EACCES');
    expect(student.read('/etc/shadow')).toBe('EACCES');
  });

  test('open asks for what the flags need', () => {
    const { root, student } = users();
    root.write('/tmp/r', 'r', 0o644);
    expect(typeof student.open('/tmp/r', O_RDONLY)).toBe('number');
    expect(student.open('/tmp/r', O_WRONLY)).toBe('EACCES');
    expect(student.open('/tmp/r', O_RDWR)).toBe('EACCES');
    expect(student.write('/tmp/r', 'x')).toBe('EACCES');
    // the mode of a file that the call itself makes does not bind the call
    expect(student.write('/tmp/own', 'written', 0)).toBe(7);
    expect(student.read('/tmp/own')).toBe('EACCES');
    expect(student.write('/etc/new', 'x')).toBe('EACCES');
    expect(student.mkdir('/etc')).toBe('EEXIST');
    expect(student.mkdir('/etc/d')).toBe('EACCES');
    expect(student.unlink('/etc/passwd')).toBe('EACCES');
    expect(student.rename('/etc/passwd', '/tmp/p')).toBe('EACCES');
  });

  test('in a sticky directory only owners remove and rename', () => {
    const { root, student, other } = users();
    student.write('/tmp/s', 'x');
    expect(other.unlink('/tmp/s')).toBe('EPERM');
    expect(other.rename('/tmp/s', '/tmp/t')).toBe('EPERM');
    other.write('/tmp/o', 'y');
    expect(other.rename('/tmp/o', '/tmp/s')).toBe('EPERM');
    expect(student.unlink('/tmp/s')).toBe(0);
    expect(root.unlink('/tmp/o')).toBe(0);
  });

  test('symbolic links in sticky directories are followed by their owner only', () => {
    const { root, student, other } = users();
    student.symlink('/etc/passwd', '/tmp/l');
    expect(student.read('/tmp/l')).toContain('root');
    expect(other.read('/tmp/l')).toBe('EACCES');
    expect(root.read('/tmp/l')).toBe('EACCES');
    expect(other.readlink('/tmp/l')).toBe('/etc/passwd');
  });

  test('chmod and chown', () => {
    const { root, student, other, as } = users();
    student.write('/tmp/f', 'x', 0o777);
    expect(other.chmod('/tmp/f', 0o777)).toBe('EPERM');
    expect(student.chmod('/tmp/f', 0o2755)).toBe(0);
    expect(root.ll('/tmp/f')).toBe('-rwxr-sr-x 1 1000 1000 1');
    expect(student.chown('/tmp/f', 2000, -1)).toBe('EPERM');
    expect(student.chown('/tmp/f', -1, 50)).toBe(0);
    expect(root.ll('/tmp/f')).toBe('-rwxr-xr-x 1 1000 50 1');
    expect(student.chown('/tmp/f', -1, 7)).toBe('EPERM');
    expect(other.chown('/tmp/f', -1, 2000)).toBe('EPERM');
    root.chown('/tmp/f', 1000, 7);
    // set-group-id does not stick for somebody outside the group
    expect(student.chmod('/tmp/f', 0o2755)).toBe(0);
    expect(root.ll('/tmp/f')).toBe('-rwxr-xr-x 1 1000 7 1');
    expect(as(20, 3000, [3000], [0]).chown('/tmp/f', 3000, 3000)).toBe(0);
    expect(as(21, 3000, [3000], [3]).chmod('/tmp/f', 0o600)).toBe(0);
  });

  test('writing takes set-id bits away unless CAP_FSETID', () => {
    const { root, student, as } = users();
    const prepare = () => {
      root.write('/tmp/f', 'x');
      root.chown('/tmp/f', 1000, 1000);
      root.chmod('/tmp/f', 0o6777);
    };
    prepare();
    root.append('/tmp/f', 'y');
    expect(root.ll('/tmp/f')).toBe('-rwsrwsrwx 1 1000 1000 2');
    student.append('/tmp/f', 'y');
    expect(root.ll('/tmp/f')).toBe('-rwxrwxrwx 1 1000 1000 3');
    prepare();
    student.truncate('/tmp/f', 0);
    expect(root.ll('/tmp/f')).toBe('-rwxrwxrwx 1 1000 1000 0');
    prepare();
    as(20, 3000, [3000], [4]).append('/tmp/f', 'z');
    expect(root.ll('/tmp/f')).toBe('-rwsrwsrwx 1 1000 1000 2');
  });

  test('utimes: the present needs write permission, other times ownership', () => {
    const { m, root, student, other } = users();
    m.k.now = 5e9;
    root.write('/tmp/f', 'x');
    root.chmod('/tmp/f', 0o666);
    expect(other.utimes('/tmp/f', 5e9, 5e9)).toBe(0);
    expect(other.utimes('/tmp/f', 1, 1)).toBe('EPERM');
    root.chmod('/tmp/f', 0o644);
    expect(other.utimes('/tmp/f', 5e9, 5e9)).toBe('EACCES');
    root.chown('/tmp/f', 1000, -1);
    expect(student.utimes('/tmp/f', 1, 1)).toBe(0);
  });

  test('the umask takes bits from what is made, but never from links', () => {
    const { m, root } = users();
    m.init.umask = 0o077;
    root.write('/tmp/f', '');
    root.mkdir('/tmp/d');
    root.symlink('f', '/tmp/l');
    expect(['f', 'd', 'l'].map((name) => root.ll(`/tmp/${name}`).slice(0, 10))).toEqual([
      '-rw-------',
      'drwx------',
      'lrwxrwxrwx',
    ]);
  });

  test('devices need CAP_MKNOD, hard links to others files need rights to them', () => {
    const { root, student } = users();
    expect(student.mknod('/tmp/null', 0o020666, 0x103)).toBe('EPERM');
    expect(student.mknod('/tmp/fifo', 0o010666)).toBe(0);
    expect(student.mknod('/tmp/dir', 0o040755)).toBe('EPERM');
    expect(student.link('/etc/passwd', '/tmp/p')).toBe('EPERM');
    root.write('/tmp/open', 'x');
    root.chmod('/tmp/open', 0o666);
    expect(student.link('/tmp/open', '/tmp/linked')).toBe(0);
    expect(student.mount('tmpfs', '/m', 'tmpfs')).toBe('EPERM');
    expect(student.chroot('/tmp')).toBe('EPERM');
  });
});
