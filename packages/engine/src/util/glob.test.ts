import { describe, expect, it } from 'vitest';
import { utf8Encode } from './bytes.ts';
import { compileFnmatch, type FnmatchOptions, fnmatch, goPathMatch, matchFnmatch } from './glob.ts';
import { isGoError } from './go-error.ts';

describe("Go's path.Match", () => {
  it('matches whole names, never across slashes but by classes', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['*.txt', 'a.txt', true],
      ['*', 'a/b', false],
      ['a?c', 'a/c', false],
      ['a[/]c', 'a/c', true],
      ['[^a]*', 'bcd', true],
      ['[a-c][!x]', 'b!', true],
      ['\\*', '*', true],
      ['a*b*c', 'aXbYbZc', true],
      ['nginx:1.27*', 'nginx:1.27-alpine', true],
      ['', '', true],
      ['é?', 'éü', true],
      ['[é-ü]', 'ö', true],
    ];
    const answers = cases.map(([p, s]) => [p, s, goPathMatch(utf8Encode(p), utf8Encode(s))]);
    expect(answers).toEqual(cases);
  });

  it('refuses malformed patterns even where they could not match', () => {
    const all = ['[', '[a', '[]a]', '[a-]', 'a\\', 'b[', '[-x]', '[^'].map((p) => goPathMatch(p, 'zzz'));
    expect(all.map((r) => isGoError(r) && r.message)).toEqual(new Array(8).fill('syntax error in pattern'));
  });
});

describe('fnmatch', () => {
  it('knows bracket expressions of POSIX', () => {
    const patterns = [
      '[[:digit:]]x',
      '[![:alpha:]]x',
      '[]5]x',
      '[4-6-]x',
      '[[.5.]]x',
      '[[=5=]]x',
      '[z-a]x',
      '[[:no:]5]x',
      '[5',
    ];
    expect(patterns.map((p) => fnmatch(p, '5x'))).toEqual([true, true, true, true, true, true, false, true, false]);
    expect(
      ['[5', '[!5', '[\\]]', '[a\\-z]'].map((p) => fnmatch(p, p === '[\\]]' ? ']' : p === '[a\\-z]' ? '-' : p)),
    ).toEqual([true, true, true, true]);
  });

  it('minds its flags', () => {
    const cases: readonly (readonly [string, string, FnmatchOptions, boolean])[] = [
      ['*', 'a/b', {}, true],
      ['*', 'a/b', { pathname: true }, false],
      ['*/b', 'a/b', { pathname: true }, true],
      ['a[/]b', 'a/b', { pathname: true }, false],
      ['*', '.a', {}, true],
      ['*', '.a', { period: true }, false],
      ['?a', '.a', { period: true }, false],
      ['[.]a', '.a', { period: true }, false],
      ['.*', '.a', { period: true }, true],
      ['*/*', 'a/.b', { period: true, pathname: true }, false],
      ['*/*', 'a/.b', { period: true }, true],
      ['\\*', '*', {}, true],
      ['\\*', '\\x', { noEscape: true }, true],
      ['ABC', 'abc', { foldCase: true }, true],
      ['[^a]', 'A', { foldCase: true }, false],
      ['?', '\xc3\xa9', {}, false],
      ['?', '\xc3\xa9', { utf8: true }, true],
      ['a\\', 'a\\', {}, false],
    ];
    expect(cases.map(([p, s, o]) => [p, s, o, fnmatch(p, s, o)])).toEqual(cases);
  });

  it('takes time in proportion to pattern and text, whatever they are', () => {
    const pattern = compileFnmatch(`${'a*'.repeat(2000)}b`);
    expect(matchFnmatch(pattern, 'a'.repeat(20_000))).toBe(false);
  });

  it('agrees with a plain recursive matcher', () => {
    const slow = (p: string, s: string): boolean => {
      if (p === '') return s === '';
      if (p[0] === '*') return slow(p.slice(1), s) || (s !== '' && slow(p, s.slice(1)));
      return s !== '' && (p[0] === '?' || p[0] === s[0]) && slow(p.slice(1), s.slice(1));
    };
    for (let n = 0; n < 3 ** 6; n++) {
      const digits = n.toString(3).padStart(6, '0');
      const p = digits.replaceAll('0', '*').replaceAll('1', '?').replaceAll('2', 'a');
      for (const s of ['', 'a', 'ba', 'aab', 'abaab', 'aaaaaaaa']) expect(fnmatch(p, s), `${p} ${s}`).toBe(slow(p, s));
    }
  });
});
