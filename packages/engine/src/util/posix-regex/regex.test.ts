import { describe, expect, it } from 'vitest';
import { RegexBudget, RegexError } from './error.ts';
import type { RegexOptions } from './parser.ts';
import { compileRegex, execRegex, type Regex, testRegex } from './regex.ts';
import { simulate } from './simulate.ts';

const ERE = { extended: true };

function compiled(pattern: string, options: RegexOptions = {}): Regex {
  const regex = compileRegex(pattern, options);
  if (regex instanceof RegexError) throw new Error(`${pattern}: ${regex.message}`);
  return regex;
}

/** The match as `start,end` and its groups alike; `-` for a group that took no part. */
function match(pattern: string, text: string, options: RegexOptions = {}, from = 0): string | null {
  const m = execRegex(compiled(pattern, options), text, from);
  if (m === null) return null;
  return [[m.start, m.end] as const, ...m.groups].map((g) => (g === null ? '-' : g.join())).join(' ');
}

function refusal(pattern: string, options: RegexOptions = {}): string | null {
  const regex = compileRegex(pattern, options);
  return regex instanceof RegexError ? regex.message : null;
}

describe('matching', () => {
  it('finds the leftmost longest match and divides it as POSIX says', () => {
    const cases: readonly (readonly [string, string, string | null])[] = [
      ['(a|ab)(c|bcd)(d*)', 'abcd', '0,4 0,2 2,3 3,4'],
      ['x*', 'aaa', '0,0'],
      ['(a*)(ab)*(b*)', 'abb', '0,3 0,1 - 1,3'],
      ['(a|b)(b*)a[^a](b*)$', 'abab', '0,4 0,1 1,2 4,4'],
      ['(ab|a)**', 'aaa1', '0,3 2,3'],
      ['(a|b){1,2}', 'xba', '1,3 2,3'],
      ['(b*)*', 'bbb_', '0,3 0,3'],
      ['(b*)c+', 'bca', '0,2 0,1'],
      ['b?(ab|a)', 'xab11c', '1,3 1,3'],
      ['(foo|foobar)(bar)?', 'foobar', '0,6 0,6 -'],
      ['a.c', 'a\nc', '0,3'],
      ['^b', 'ab', null],
    ];
    expect(cases.map(([p, t]) => [p, t, match(p, t, ERE)])).toEqual(cases);
  });

  it('reads BRE with the extensions of GNU', () => {
    const cases: readonly (readonly [string, string, string | null])[] = [
      ['a\\{2,3\\}', 'aaaa', '0,3'],
      ['\\(a\\|b\\)\\+', 'xabb', '1,4 3,4'],
      ['ab\\?', 'ab', '0,2'],
      ['*a', 'x*a', '1,3'],
      ['a**', 'aa', null],
      ['\\(*a\\)', '*a', '0,2 0,2'],
      ['a^b$c', 'a^b$c', '0,5'],
      ['\\(^a\\)$', 'a', '0,1 0,1'],
      ['a+b?', 'a+b?', '0,4'],
      ['\\w\\+\\W', 'ab!', '0,3'],
      ['\\<b', 'ab b', '3,4'],
      ['b\\>', 'bb', '1,2'],
      ['\\bfoo\\b', 'afoo foo', '5,8'],
      ['o\\B', 'of fo', '0,1'],
      ['[[:space:]]x[^[:alpha:]]', 'a x1', '1,4'],
      ['[]a]*[^]]', ']a]b', '0,4'],
    ];
    const answers = cases.map(([p, t]) => [p, t, refusal(p) === null ? match(p, t) : null]);
    expect(answers).toEqual(cases);
  });

  it('follows back references', () => {
    expect([
      match('\\(.\\)\\1', 'abccd'),
      match('(a*)b\\1', 'aaba', ERE),
      match('\\(a\\)\\1', 'aA', { icase: true }),
    ]).toEqual(['2,4 2,3', '1,4 1,2', '0,2 0,1']);
  });

  it('starts where it is told, seeing what lies before', () => {
    expect([
      match('^a', 'aa', {}, 1),
      match('\\ba', 'aa', {}, 1),
      match('a', 'aba', {}, 1),
      match('$', 'ab', {}, 2),
    ]).toEqual([null, null, '2,3', '2,2']);
  });

  it('ignores case, and takes newlines for line ends, when asked', () => {
    expect([
      match('[a-c]x', 'BX', { icase: true }),
      match('[^a]', 'Ab', { icase: true }),
      match('b$', 'ab\nc'),
      match('^c', 'ab\nc'),
    ]).toEqual(['0,2', '1,2', null, null]);
    expect([
      match('b$', 'ab\nc', { multiline: true }),
      match('^c', 'ab\nc', { multiline: true }),
      match('\\`c', 'ab\nc', { multiline: true }),
    ]).toEqual(['1,2', '3,4', null]);
  });

  it('takes whole UTF-8 characters when asked', () => {
    const utf8 = { utf8: true };
    expect([
      match('.', '\xe2\x82\xac', utf8),
      match('[^\xc3\xa9]', '\xc3\xa9\xc3\xbc', utf8),
      match('\xc3\xa9*$', '\xc3\xa9\xc3\xa9', utf8),
    ]).toEqual(['0,3', '2,4', '0,4']);
    expect([match('[a\xc3\xa9]\\+', 'x\xc3\xa9a', utf8), match('.', '\xe2\x82\xac')]).toEqual(['1,4', '0,1']);
  });
});

describe('refusals', () => {
  it('are worded as regerror(3)', () => {
    const cases: readonly (readonly [string, RegexOptions, string | null])[] = [
      ['\\(a', {}, 'Unmatched ( or \\('],
      ['a\\)', { dialect: 'sed' }, 'Unmatched ) or \\)'],
      ['a\\)', {}, 'Unmatched ( or \\('],
      ['a)', ERE, null],
      ['a)', { extended: true, dialect: 'sed' }, 'Unmatched ) or \\)'],
      ['[a', {}, 'Unmatched [, [^, [:, [., or [='],
      ['[', {}, 'Invalid regular expression'],
      ['[[:foo:]]', {}, 'Invalid character class name'],
      ['[b-a]', {}, 'Invalid range end'],
      ['[[.ab.]]', {}, 'Invalid collation character'],
      ['a\\', {}, 'Trailing backslash'],
      ['\\1', {}, 'Invalid back reference'],
      ['\\(a\\1\\)', {}, 'Invalid back reference'],
      ['*', ERE, 'Invalid preceding regular expression'],
      ['*', { extended: true, dialect: 'grep' }, null],
      ['a|*b', ERE, 'Invalid preceding regular expression'],
      ['^*', {}, null],
      ['a{1', ERE, 'Unmatched \\{'],
      ['a{1', { extended: true, dialect: 'grep' }, null],
      ['a\\{x\\}', {}, 'Invalid content of \\{\\}'],
      ['a{2,1}', { extended: true, dialect: 'grep' }, 'Invalid content of \\{\\}'],
      ['a\\{99999\\}', {}, 'Regular expression too big'],
      ['((a{999}){999}){9}', ERE, 'Regular expression too big'],
      ['a*\\{2\\}', {}, 'Invalid preceding regular expression'],
      ['[:space:]', { dialect: 'grep' }, 'character class syntax is [[:space:]], not [:space:]'],
      ['[:space:]', {}, null],
    ];
    expect(cases.map(([p, o]) => [p, o, refusal(p, o)])).toEqual(cases);
  });

  it('stop nesting that is too deep', () => {
    expect(refusal(`${'('.repeat(5000)}a${')'.repeat(5000)}`, ERE)).toBe('Regular expression too big');
  });
});

describe('hostile patterns', () => {
  const long = 'a'.repeat(5000);

  it('match in bounded time without back references', () => {
    expect(match('(a*)*b', long, ERE)).toBe(null);
    expect(match('(a|aa)+$', `${long}b`, ERE)).toBe(null);
    expect(match('x*y|z', `${'x'.repeat(50_000)}z`, ERE)).toBe('50000,50001');
    expect(match('(.*)(.*)(.*)x', `${long}x`, ERE)).toBe('0,5001 0,5000 5000,5000 5000,5000');
    expect(testRegex(compiled('a.{15}$', ERE), 'ab'.repeat(3000))).toBe(true);
  });

  it('are given up when back references take too long', () => {
    expect(() => match('(a*)*\\1b', 'a'.repeat(60), ERE)).toThrow(RegexBudget);
  });
});

describe('the two machines', () => {
  /** Words over the pieces of an alphabet, by number. */
  const word = (n: number, pieces: readonly string[], length: number): string => {
    let out = '';
    for (let i = 0, left = n; i < length; i++, left = Math.floor(left / pieces.length))
      out += pieces[left % pieces.length];
    return out;
  };

  it('agree with each other, and with the host on which texts match at all', () => {
    const pieces = ['a', 'b', '.', '(a|b)', '*', 'b?', '^', '$', '[^a]', '|'];
    const texts = ['', 'a', 'ab', 'bba', 'abab', 'bbbbb'];
    let compared = 0;
    for (let n = 0; n < 10_000; n += 3) {
      const pattern = word(n, pieces, 4);
      const regex = compileRegex(pattern, ERE);
      if (regex instanceof RegexError) continue;
      for (const text of texts) {
        const m = execRegex(regex, text);
        const span = m === null ? null : { start: m.start, end: m.end };
        expect(simulate(regex.program, text, 0, false), `${pattern} ${text}`).toEqual(span);
        // The host has no repeated repetition, so such patterns are left out.
        if (!/[*?][*]|[$^][*]/.test(pattern)) {
          expect(new RegExp(pattern).test(text), `${pattern} ${text}`).toBe(m !== null);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(5000);
  });
});
