import { describe, expect, it } from 'vitest';
import { FakeWorld, type Ran } from '../frame/testing/fake-proc.ts';
import { grepPrograms } from './grep.ts';

function run(family: 'gnu' | 'busybox', argv: readonly string[], stdin = ''): Ran {
  const world = new FakeWorld();
  world.cwd = '/w';
  world.write('/w/a', 'hello\nworld\nfoo bar\n');
  world.write('/w/p', 'hello\n');
  world.write('/w/bin', 'hel\0lo\n');
  const program = grepPrograms.find((one) => one.name === `${family}/${argv[0]}`);
  if (program === undefined) throw new Error(`no ${family}/${argv[0]}`);
  return world.run(program, argv, stdin);
}

describe('grep', () => {
  it('prints the lines that match, with the file when there are several', () => {
    expect(run('gnu', ['grep', 'hello', 'a', 'p'])).toEqual({ out: 'a:hello\np:hello\n', err: '', code: 0 });
    expect(run('busybox', ['grep', '-n', 'o', 'a'])).toEqual({
      out: '1:hello\n2:world\n3:foo bar\n',
      err: '',
      code: 0,
    });
  });

  it('separates groups of context', () => {
    expect(run('gnu', ['grep', '-n', '-A0', '-e', 'hello', '-e', 'foo', 'a'])).toEqual({
      out: '1:hello\n--\n3:foo bar\n',
      err: '',
      code: 0,
    });
    expect(run('gnu', ['grep', '-B1', 'world', 'a'])).toEqual({ out: 'hello\nworld\n', err: '', code: 0 });
  });

  it('exits with 1 for nothing found and 2 for trouble', () => {
    expect(run('gnu', ['grep', 'zzz', 'a'])).toEqual({ out: '', err: '', code: 1 });
    expect(run('gnu', ['grep', 'hello', 'nofile', 'p'])).toEqual({
      out: 'p:hello\n',
      err: 'grep: nofile: No such file or directory\n',
      code: 2,
    });
    expect(run('gnu', ['grep', 'a\\(', 'a'])).toEqual({ out: '', err: 'grep: Unmatched ( or \\(\n', code: 2 });
    expect(run('busybox', ['grep', 'a\\(', 'a'])).toEqual({ out: '', err: "grep: bad regex 'a\\('\n", code: 2 });
  });

  it('tells of binary files, which BusyBox prints', () => {
    expect(run('gnu', ['grep', 'l', 'bin'])).toEqual({ out: '', err: 'grep: bin: binary file matches\n', code: 0 });
    expect(run('busybox', ['grep', 'l', 'bin'])).toEqual({ out: 'hel\0lo\n', err: '', code: 0 });
  });

  it('-P keeps what stands before \\K out of the match', () => {
    expect(run('gnu', ['grep', '-oP', 'name: \\K(.)\\1'], 'name: oops\n')).toEqual({ out: 'oo\n', err: '', code: 0 });
  });

  it('-w looks for shorter matches before later ones', () => {
    expect(run('gnu', ['grep', '-ow', 'fo*'], 'foo_ fo foo\n')).toEqual({ out: 'fo\nfoo\n', err: '', code: 0 });
  });
});
