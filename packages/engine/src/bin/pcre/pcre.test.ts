import { describe, expect, it } from 'vitest';
import { type Dialect, type Flags, isPatternError } from './ast.ts';
import { EXHAUSTED, search } from './match.ts';
import { NO_FLAGS, parsePattern } from './parse.ts';

function find(
  text: string,
  subject: string,
  dialect: Dialect = 'python',
  flags: Partial<Flags> = {},
): readonly (string | null)[] | null | string {
  const pattern = parsePattern(text, dialect, { ...NO_FLAGS, ...flags });
  if (isPatternError(pattern)) return `${pattern.error} at ${pattern.at}`;
  const spans = search(pattern, subject);
  if (spans === null || spans === EXHAUSTED) return spans;
  const out: (string | null)[] = [];
  for (let i = 0; i < spans.length; i += 2)
    out.push((spans[i] as number) < 0 ? null : subject.slice(spans[i], spans[i + 1]));
  return out;
}

describe('patterns', () => {
  it('capture, alternate and repeat', () => {
    expect(find('(\\w+)@(\\w+)\\.(com|org)', 'mail bob@site.org now')).toEqual(['bob@site.org', 'bob', 'site', 'org']);
    expect(find('(a|ab)(c|bcd)(d*)', 'abcd')).toEqual(['abcd', 'a', 'bcd', '']);
    expect(find('(?:ab){2,}', 'xababab')).toEqual(['ababab']);
    expect(find('<.+?>', '<a><b>')).toEqual(['<a>']);
    expect(find('a*+a', 'aaa')).toEqual(null);
    expect(find('(a)|b', 'b')).toEqual(['b', null]);
  });
  it('look around and refer back', () => {
    expect(find('(?<=\\$)\\d+(?!\\d|\\.)', 'cost $12.5 or $34')).toEqual(['34']);
    expect(find('(\\w)\\1', 'hello')).toEqual(['ll', 'l']);
    expect(find('(?P<q>["\']).*?(?P=q)', `say "it's"`)).toEqual([`"it's"`, '"']);
    expect(find('(?<!a)b', 'abb')).toEqual(['b']);
  });
  it('obey flags and classes', () => {
    expect(find('(?i)HELLO [[:digit:]]+', 'hello 42', 'pcre')).toEqual(['hello 42']);
    expect(find('^b$', 'a\nb\nc', 'python', { multiline: true })).toEqual(['b']);
    expect(find('[^\\s-]+$', 'a b-c')).toEqual(['c']);
    expect(find('a . c # note', 'abc', 'python', { extended: true })).toEqual(['abc']);
    expect(find('\\.php$', '/x.php', 'pcre')).toEqual(['.php']);
  });
  it('complain in the words of their dialect', () => {
    expect(find('(', '', 'pcre')).toBe('missing closing parenthesis at 0');
    expect(find('a)', '')).toBe('unbalanced parenthesis at 1');
    expect(find('*a', '')).toBe('nothing to repeat at 0');
    expect(find('[z-a]', '')).toBe('bad character range z-a at 1');
  });
  it('give up instead of running for ever', () => {
    expect(find('(a+)+$', `${'a'.repeat(40)}!`)).toBe(EXHAUSTED);
  });
});
