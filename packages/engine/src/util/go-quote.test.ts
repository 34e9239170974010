import { expect, it } from 'vitest';
import { utf8Encode } from './bytes.ts';
import { isGoError } from './go-error.ts';
import {
  canBackquote,
  goQuote,
  goQuoteRune,
  goQuoteToAscii,
  goTimeQuote,
  goUnquote,
  goUnquoteRune,
} from './go-quote.ts';
import { mix64, seedOf, uniform } from './mix64.ts';

it('quotes as %q does', () => {
  expect(
    ['plain', 'a"b\\', '\x07\n\t\x7f\0', utf8Encode('é€😀'), '\xff\xc3', utf8Encode('\u200b')].map(goQuote),
  ).toEqual(['"plain"', '"a\\"b\\\\"', '"\\a\\n\\t\\x7f\\x00"', utf8Encode('"é€😀"'), '"\\xff\\xc3"', '"\\u200b"']);
});

it('quotes to ASCII, runes, and as package time does', () => {
  expect([
    goQuoteToAscii(utf8Encode('é😀')),
    goQuoteRune(0x27),
    goQuoteRune(0xd800),
    goTimeQuote(utf8Encode('é"')),
  ]).toEqual(['"\\u00e9\\U0001f600"', "'\\''", utf8Encode("'\ufffd'"), '"\\xc3\\xa9\\""']);
});

it('unquotes literals of all three sorts', () => {
  expect(
    ['"a\\n\\x41\\101\\u00e9"', '`raw\\n`', "'x'", '"\\q"', '"a', "'ab'", '"\\ud800"'].map((l) => {
      const value = goUnquote(l);
      return isGoError(value) ? value.message : value;
    }),
  ).toEqual(['a\nAA\xc3\xa9', 'raw\\n', 'x', 'invalid syntax', 'invalid syntax', 'invalid syntax', 'invalid syntax']);
  expect([goUnquoteRune("'\\n'"), goUnquoteRune("'\xe2\x82\xac'")]).toEqual([10, 0x20ac]);
});

it('knows what a raw literal can hold', () => {
  expect(['a\tb', 'a`b', 'a\nb', '\xff', '\xef\xbb\xbf'].map(canBackquote)).toEqual([true, false, false, false, false]);
});

it('reads back whatever it quotes', () => {
  for (let n = 0; n < 500; n++) {
    let s = '';
    const seed = seedOf(n);
    for (let i = uniform(mix64(seed, 0, 0), 12); i > 0; i--) s += String.fromCharCode(uniform(mix64(seed, 1, i), 256));
    expect([goUnquote(goQuote(s)), goUnquote(goQuoteToAscii(s))], `seed ${n}`).toEqual([s, s]);
  }
});
