import { describe, expect, test } from 'vitest';
import { EngineFault } from '../util/assert.ts';
import { createSchema, intPairTable, intStrTable, intTable, strTable } from './table.ts';
import { emptyRoots, type Roots, Txn } from './txn.ts';

interface Task {
  name: string;
  ppid: number;
  argv?: readonly string[];
}

const tasks = intTable<Task>('task', 1);
const images = strTable<{ size: number }>('image', 1);
const fds = intPairTable<{ file: number }>('fd', 1);
const dirents = intStrTable<{ ino: number }>('dirent', 1);
const schema = createSchema([tasks, images, fds, dirents]);

const start = () => new Txn(schema, emptyRoots(schema));

/** Commits what `fn` does to `roots`. */
function write(roots: Roots, fn: (tx: Txn) => void): Roots {
  const tx = new Txn(schema, roots);
  fn(tx);
  return tx.commit();
}

describe('records', () => {
  test('what is put is got, edited, counted and removed', () => {
    const tx = start();
    expect(tx.get(tasks, 1)).toBeUndefined();
    const init = tx.put(tasks, 1, { name: 'systemd', ppid: 0 });
    tx.put(tasks, 7, { name: 'sh', ppid: 1 });
    tx.edit(tasks, 7).name = 'nginx';
    expect(tx.get(tasks, 1)).toBe(init);
    expect([tx.get(tasks, 7), tx.count(tasks), tx.lastKey(tasks)]).toEqual([{ name: 'nginx', ppid: 1 }, 2, 7]);
    expect([tx.remove(tasks, 7), tx.remove(tasks, 7), tx.count(tasks), tx.lastKey(tasks)]).toEqual([true, false, 1, 1]);
    expect([tx.remove(tasks, 1), tx.count(tasks), tx.lastKey(tasks)]).toEqual([true, 0, undefined]);
  });

  test('edit gives one and the same copy all through a transaction', () => {
    const before = write(emptyRoots(schema), (tx) => tx.put(images, 'nginx', { size: 1 }));
    const tx = new Txn(schema, before);
    const shared = tx.get(images, 'nginx');
    const mine = tx.edit(images, 'nginx');
    mine.size = 2;
    expect(tx.edit(images, 'nginx')).toBe(mine);
    expect(tx.get(images, 'nginx')).toBe(mine);
    tx.put(images, 'redis', { size: 9 });
    expect(tx.edit(images, 'nginx')).toBe(mine);
    expect(shared).toEqual({ size: 1 });
  });

  test('put replaces', () => {
    const tx = start();
    tx.put(images, 'a', { size: 1 });
    const second = { size: 2 };
    expect(tx.put(images, 'a', second)).toBe(second);
    expect([tx.edit(images, 'a') === second, tx.count(images)]).toEqual([true, 1]);
  });

  test('keys reach to 2^53 - 1, and nothing else is a key', () => {
    const tx = start();
    const keys = [0, 31, 32, 2 ** 30 - 1, 2 ** 30, 2 ** 31, 2 ** 32 + 5, 2 ** 46, Number.MAX_SAFE_INTEGER];
    for (const ppid of [...keys].reverse()) tx.put(tasks, ppid, { name: '', ppid });
    const seen: number[] = [];
    tx.each(tasks, (task, pid) => {
      expect(task.ppid).toBe(pid);
      seen.push(pid);
    });
    expect([seen, tx.lastKey(tasks)]).toEqual([keys, Number.MAX_SAFE_INTEGER]);
    for (const key of [-1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => tx.put(tasks, key, { name: '', ppid: 0 })).toThrow(`table task cannot have the key ${key}`);
      expect([tx.get(tasks, key), tx.remove(tasks, key)]).toEqual([undefined, false]);
    }
  });
});

describe('keys of two parts', () => {
  test('records of one first part are read, counted and removed together', () => {
    const tx = start();
    for (const fd of [2, 0, 1]) tx.put2(fds, 5, fd, { file: fd + 10 });
    tx.put2(fds, 6, 0, { file: 99 });
    tx.edit2(fds, 5, 1).file = 50;
    const seen: [number, number][] = [];
    tx.each2(fds, 5, (fd, n) => void seen.push([n, fd.file]));
    expect(seen).toEqual([
      [0, 10],
      [1, 50],
      [2, 12],
    ]);
    expect([tx.count(fds), tx.count2(fds, 5), tx.count2(fds, 7), tx.lastKey2(fds, 5)]).toEqual([4, 3, 0, 2]);
    expect([tx.remove2(fds, 5, 2), tx.remove2(fds, 5, 2), tx.remove2(fds, 9, 0)]).toEqual([true, false, false]);
    expect([tx.removeAll2(fds, 5), tx.removeAll2(fds, 5), tx.get2(fds, 5, 0)]).toEqual([2, 0, undefined]);
    expect([tx.count(fds), tx.get2(fds, 6, 0), tx.lastKey2(fds, 5)]).toEqual([1, { file: 99 }, undefined]);
  });

  test('the second part may be a string', () => {
    const tx = start();
    for (const name of ['etc', 'usr', 'bin']) tx.put2(dirents, 2, name, { ino: name.length });
    tx.edit2(dirents, 2, 'usr').ino = 77;
    const seen: Record<string, number> = {};
    tx.each2(dirents, 2, (entry, name) => {
      seen[name] = entry.ino;
    });
    expect(seen).toEqual({ etc: 3, usr: 77, bin: 3 });
    expect(tx.get2(dirents, 3, 'usr')).toBeUndefined();
    expect([tx.remove2(dirents, 2, 'etc'), tx.removeAll2(dirents, 2), tx.count(dirents)]).toEqual([true, 2, 0]);
  });
});

describe('versions', () => {
  test('roots stay as they were whatever later transactions do', () => {
    const first = write(emptyRoots(schema), (tx) => {
      for (let pid = 0; pid < 100; pid++) tx.put(tasks, pid, { name: 'old', ppid: pid });
    });
    const left = write(first, (tx) => {
      tx.edit(tasks, 50).name = 'left';
      tx.remove(tasks, 51);
    });
    const right = write(first, (tx) => tx.put(tasks, 50, { name: 'right', ppid: 0 }));
    const read = (roots: Roots) => {
      const tx = new Txn(schema, roots);
      return [tx.get(tasks, 50)?.name, tx.count(tasks)];
    };
    expect([first, left, right].map(read)).toEqual([
      ['old', 100],
      ['left', 99],
      ['right', 100],
    ]);
    expect(left[images.slot]).toBe(first[images.slot]);
  });

  test('a transaction that is not committed leaves no trace', () => {
    const first = write(emptyRoots(schema), (tx) => tx.put(tasks, 1, { name: 'a', ppid: 0 }));
    new Txn(schema, first).edit(tasks, 1).name = 'b';
    expect(new Txn(schema, first).get(tasks, 1)).toEqual({ name: 'a', ppid: 0 });
  });

  test('a record moved from one key to another is not the old version’s any more', () => {
    const first = write(emptyRoots(schema), (tx) => tx.put2(dirents, 2, 'a', { ino: 8 }));
    const second = write(first, (tx) => {
      const entry = tx.get2(dirents, 2, 'a') as { ino: number };
      tx.remove2(dirents, 2, 'a');
      tx.put2(dirents, 2, 'b', entry);
      tx.edit2(dirents, 2, 'b').ino = 9;
    });
    expect(new Txn(schema, first).get2(dirents, 2, 'a')).toEqual({ ino: 8 });
    expect(new Txn(schema, second).get2(dirents, 2, 'b')).toEqual({ ino: 9 });
  });

  test('a frozen record is put as a copy', () => {
    const task = Object.freeze({ name: 'a', ppid: 0 });
    const tx = start();
    const mine = tx.put(tasks, 1, task);
    expect([mine === task, tx.edit(tasks, 1) === mine]).toEqual([false, true]);
    tx.edit(tasks, 1).name = 'b';
    expect([task, tx.get(tasks, 1)]).toEqual([
      { name: 'a', ppid: 0 },
      { name: 'b', ppid: 0 },
    ]);
  });

  test('a record kept past commit cannot be written to', () => {
    const tx = start();
    const put = tx.put(tasks, 1, { name: 'a', ppid: 0 });
    const roots = tx.commit();
    const next = new Txn(schema, roots);
    const edited = next.edit(tasks, 1);
    next.commit();
    for (const record of [put, edited]) {
      expect(() => {
        record.name = 'late';
      }).toThrow(TypeError);
    }
  });
});

describe('committed records', () => {
  const rows = strTable<Record<string, unknown>>('row', 1);
  const of = createSchema([rows]);
  const commit = (row: Record<string, unknown>) => {
    const tx = new Txn(of, emptyRoots(of));
    tx.put(rows, '', row);
    return new Txn(of, tx.commit());
  };

  test('have lost their undefined fields, so that a field set again comes last', () => {
    const tx = commit({ a: undefined, b: { c: undefined, d: 1 }, e: [{ f: undefined }] });
    expect(tx.get(rows, '')).toStrictEqual({ b: { d: 1 }, e: [{}] });
    const row = tx.edit(rows, '');
    row.a = 1;
    expect(Object.keys(row)).toEqual(['b', 'e', 'a']);
  });

  test('are frozen with all their values', () => {
    const row = commit({ argv: ['sh', ['-c']], env: { HOME: { dir: '/' } } }).edit(rows, '') as {
      argv: [string, string[]];
      env: { HOME: { dir: string } };
    };
    const writes = [() => row.argv.push('x'), () => row.argv[1].push('x'), () => (row.env.HOME.dir = '/root')];
    for (const write of writes) expect(write).toThrow(TypeError);
    row.argv = ['ls', []];
    expect(row.argv).toEqual(['ls', []]);
  });

  test('hold plain values only', () => {
    class Thing {}
    expect(() => commit({ a: new Thing() })).toThrow('a record holds an object of a class');
    expect(() => commit({ a: new Map() })).toThrow('a record holds an object of a class');
    expect(() => commit(new Thing() as never)).toThrow('a record holds an object of a class');
    expect(() => commit({ a: () => 1 })).toThrow('a record holds a function');
    expect(() => commit({ a: [1n] })).toThrow('a record holds a list with a bigint');
    expect(() => commit({ a: [undefined] })).toThrow('a record holds a list with a undefined');
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => commit({ loop })).toThrow('a record is nested deeper than 64');
  });
});

describe('faults', () => {
  test('nothing is written after commit', () => {
    const tx = start();
    tx.put(tasks, 1, { name: 'a', ppid: 0 });
    tx.put2(fds, 1, 0, { file: 1 });
    tx.commit();
    const late: (() => unknown)[] = [
      () => tx.put(tasks, 1, { name: 'b', ppid: 0 }),
      () => tx.edit(tasks, 1),
      () => tx.remove(tasks, 1),
      () => tx.put2(fds, 1, 0, { file: 2 }),
      () => tx.edit2(fds, 1, 0),
      () => tx.remove2(fds, 1, 0),
      () => tx.removeAll2(fds, 1),
      () => tx.commit(),
    ];
    for (const write of late) expect(write).toThrow(EngineFault);
    expect([tx.get(tasks, 1), tx.get2(fds, 1, 0)]).toEqual([{ name: 'a', ppid: 0 }, { file: 1 }]);
  });

  test('what is edited must be there', () => {
    const tx = start();
    expect(() => tx.edit(tasks, 4)).toThrow('table task has no record 4');
    tx.put(tasks, 5, { name: 'a', ppid: 0 });
    expect(() => tx.edit(tasks, 4)).toThrow('table task has no record 4');
    expect(() => tx.edit(images, 'x')).toThrow('table image has no record x');
    tx.put2(fds, 1, 1, { file: 1 });
    expect(() => tx.edit2(fds, 1, 2)).toThrow('table fd has no record 1, 2');
    expect(() => tx.edit2(fds, 2, 1)).toThrow('table fd has no record 2, 1');
    expect(() => tx.edit2(dirents, 2, 'x')).toThrow('table dirent has no record 2, x');
  });

  test('a table must be of the schema', () => {
    const other = intTable<Task>('other', 1);
    const tx = start();
    for (const use of [() => tx.get(other, 1), () => tx.put(other, 1, { name: '', ppid: 0 }), () => tx.count(other)]) {
      expect(use).toThrow('table other is not in the schema');
    }
  });
});

describe('walks', () => {
  /** A table of the pids 0..n-1. */
  const filled = (n: number) =>
    write(emptyRoots(schema), (tx) => {
      for (let pid = 0; pid < n; pid++) tx.put(tasks, pid, { name: 'a', ppid: pid });
    });

  test('false ends a walk', () => {
    const seen: number[] = [];
    new Txn(schema, filled(100)).each(tasks, (_, pid) => {
      seen.push(pid);
      return pid < 40;
    });
    expect(seen).toEqual(Array.from({ length: 41 }, (_, i) => i));
  });

  test('may remove each record as it comes', () => {
    const tx = new Txn(schema, filled(2000));
    let seen = 0;
    tx.each(tasks, (task, pid) => {
      expect(task.ppid).toBe(pid);
      seen++;
      tx.remove(tasks, pid);
    });
    expect([seen, tx.count(tasks)]).toEqual([2000, 0]);
  });

  test('meet the keys of their start, with the records of the moment', () => {
    const tx = new Txn(schema, filled(70));
    tx.edit(tasks, 60).name = 'early';
    const held = tx.edit(tasks, 61);
    const seen: string[] = [];
    tx.each(tasks, (task, pid) => {
      seen.push(`${pid} ${task.name}`);
      if (pid === 1) for (let gone = 2; gone < 58; gone++) tx.remove(tasks, gone);
      if (pid === 58) tx.edit(tasks, 59).name = 'late';
      if (pid === 59) held.name = 'held';
      if (pid > 58) tx.put(tasks, pid + 1000, { name: 'new', ppid: 0 });
      tx.edit(tasks, pid).ppid = -1;
    });
    expect(seen.slice(0, 6)).toEqual(['0 a', '1 a', '58 a', '59 late', '60 early', '61 held']);
    expect([seen.length, tx.count(tasks), tx.edit(tasks, 61) === held]).toEqual([14, 25, true]);
  });

  test('may be nested over one table, both changing it', () => {
    const tx = new Txn(schema, filled(5));
    const seen: string[] = [];
    tx.each(tasks, (_, outer) => {
      tx.edit(tasks, outer).ppid = 0;
      tx.each(tasks, (task, inner) => {
        seen.push(`${outer}${inner}`);
        if (inner === outer + 1) tx.remove(tasks, inner);
        else tx.edit(tasks, inner).name = `${task.name}.`;
      });
    });
    expect(seen.join(' ')).toBe('00 01 02 03 04 20 22 23 24 40 42 44');
    expect(tx.count(tasks)).toBe(3);
  });

  test('are not disturbed by a walk inside that writes nothing', () => {
    const tx = new Txn(schema, filled(5));
    tx.put(tasks, 5, { name: 'b', ppid: 5 });
    const seen: number[] = [];
    tx.each(tasks, (_, pid) => {
      tx.each(tasks, () => {});
      seen.push(pid);
      if (pid === 0) tx.remove(tasks, 1);
      if (pid < 5) tx.put(tasks, pid + 6, { name: 'new', ppid: 0 });
    });
    expect(seen).toEqual([0, 2, 3, 4, 5]);
  });

  test('over strings and pairs bear changes too', () => {
    const all = Array.from({ length: 300 }, (_, i) => `name${i}`);
    const tx = start();
    for (const name of all) {
      tx.put(images, name, { size: 1 });
      tx.put2(dirents, 4, name, { ino: 1 });
      tx.put2(fds, 4, name.length * 100 + Number(name.slice(4)), { file: 1 });
    }
    // The walk's own order: every key met removes the next one, replaces the one after it and adds a new one.
    const walk = (
      each: (fn: (value: number, key: never) => void) => void,
      change: (next: never, after: never) => void,
    ) => {
      const keys: never[] = [];
      each((_, key) => void keys.push(key));
      const met: [never, number][] = [];
      each((value, key) => {
        met.push([key, value]);
        const at = keys.indexOf(key);
        if (at + 2 < keys.length) change(keys[at + 1] as never, keys[at + 2] as never);
      });
      const kept = keys.filter((_, i) => i % 2 === 0 || i === keys.length - 1);
      expect(met).toEqual(kept.map((key, i) => [key, i === 0 || i === kept.length - 1 ? 1 : 2]));
    };
    walk(
      (fn) => tx.each(images, (image, name) => fn(image.size, name as never)),
      (next, after) => {
        tx.remove(images, next);
        tx.put(images, after, { size: 2 });
        tx.put(images, `new ${next}`, { size: 0 });
      },
    );
    walk(
      (fn) => tx.each2(dirents, 4, (entry, name) => fn(entry.ino, name as never)),
      (next, after) => {
        tx.remove2(dirents, 4, next);
        tx.edit2(dirents, 4, after).ino = 2;
        tx.put2(dirents, 4, `new ${next}`, { ino: 0 });
      },
    );
    walk(
      (fn) => tx.each2(fds, 4, (fd, n) => fn(fd.file, n as never)),
      (next, after) => {
        tx.remove2(fds, 4, next);
        tx.edit2(fds, 4, after).file = 2;
        tx.put2(fds, 4, next + 5000, { file: 0 });
      },
    );
  });

  test('leave the transaction able to write in place', () => {
    const tx = new Txn(schema, filled(40));
    const mine = tx.edit(tasks, 3);
    tx.each(tasks, (_, pid) => void (tx.edit(tasks, pid).ppid = 0));
    expect(tx.edit(tasks, 3)).toBe(mine);
    expect(() =>
      tx.each(tasks, () => {
        throw new Error('stop');
      }),
    ).toThrow('stop');
    tx.edit(tasks, 3).name = 'z';
    expect(mine).toEqual({ name: 'z', ppid: 0 });
  });
});
