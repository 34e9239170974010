import { describe, expect, it } from 'vitest';
import { parseFlags } from './parse.ts';
import { COMMANDS, type CommandSpec } from './spec.ts';

const ps = COMMANDS.get('ps') as CommandSpec;
const run = COMMANDS.get('run') as CommandSpec;

describe('parseFlags', () => {
  it('takes long, short and clustered options anywhere when they are interspersed', () => {
    const parsed = parseFlags(
      ps,
      ['x', '-aq', '--no-trunc', 'y', '-n', '3', '-f', 'a=b', '--filter=c=d', '--last=4'],
      true,
    );
    expect(parsed).toEqual({
      flags: {
        all: true,
        quiet: true,
        'no-trunc': true,
        last: 4,
        filter: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      given: ['all', 'quiet', 'no-trunc', 'last', 'filter'],
      args: ['x', 'y'],
      help: false,
      notices: [],
      dash: -1,
      error: '',
    });
  });

  it('stops at the first argument when they are not', () => {
    const { flags, args } = parseFlags(
      run,
      ['-it', '--rm=false', '-eA=1', '-e', 'B', '-p80:80', 'alpine', 'ls', '-l'],
      false,
    );
    expect({ flags, args }).toEqual({
      flags: { interactive: true, tty: true, rm: false, env: ['A=1', 'B'], publish: ['80:80'] },
      args: ['alpine', 'ls', '-l'],
    });
  });

  it('takes everything after -- as arguments and remembers where it stood', () => {
    const { args, dash } = parseFlags(ps, ['a', '--', '-q', '--'], true);
    expect({ args, dash }).toEqual({ args: ['a', '-q', '--'], dash: 1 });
  });

  it('reads a value after = also behind a shorthand', () => {
    expect(parseFlags(ps, ['-n=7', '-q=false'], true).flags).toEqual({ last: 7, quiet: false });
  });

  it.each([
    [['--nosuch'], 'unknown flag: --nosuch'],
    [['-ax'], "unknown shorthand flag: 'x' in -x"],
    [['-xa'], "unknown shorthand flag: 'x' in -xa"],
    [['--last'], 'flag needs an argument: --last'],
    [['-n'], "flag needs an argument: 'n' in -n"],
    [['-an'], "flag needs an argument: 'n' in -n"],
    [['--=x'], 'bad flag syntax: --=x'],
    [['---x'], 'bad flag syntax: ---x'],
    [['-n', 'x'], 'invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [
      ['--all=maybe'],
      'invalid argument "maybe" for "-a, --all" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [['--no-trunc=2'], 'invalid argument "2" for "--no-trunc" flag: strconv.ParseBool: parsing "2": invalid syntax'],
    [['--filter', 'x'], 'invalid argument "x" for "-f, --filter" flag: bad format of filter (expected name=value)'],
    [['--help', '--nosuch'], 'unknown flag: --nosuch'],
  ])('refuses %j', (words, error) => {
    expect(parseFlags(ps, words, true).error).toBe(error);
  });

  it('knows -h as help, with a notice, unless the command has a -h of its own', () => {
    expect(parseFlags(ps, ['-h'], true)).toMatchObject({
      help: true,
      notices: ['Flag shorthand -h has been deprecated, use --help\n'],
    });
    expect(parseFlags(run, ['-h', 'name', 'alpine'], false)).toMatchObject({
      help: false,
      flags: { hostname: 'name' },
    });
  });

  it('tells of deprecated spellings', () => {
    const stop = COMMANDS.get('stop') as CommandSpec;
    expect(parseFlags(stop, ['--time', '1', 'x'], true)).toMatchObject({
      flags: { time: 1 },
      notices: ['Flag --time has been deprecated, use --timeout instead\n'],
    });
  });
});
