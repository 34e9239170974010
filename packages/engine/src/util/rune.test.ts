import { expect, it } from 'vitest';
import { utf8Encode } from './bytes.ts';
import {
  encodeRune,
  goToLower,
  goToUpper,
  isDigit,
  isLetter,
  isPrint,
  isSpace,
  RUNE_ERROR,
  runeAt,
  runeCount,
  runeOf,
  widthOf,
} from './rune.ts';

function decoded(s: string): number[][] {
  const out: number[][] = [];
  for (let i = 0; i < s.length; ) {
    const p = runeAt(s, i);
    out.push([runeOf(p), widthOf(p)]);
    i += widthOf(p);
  }
  return out;
}

it('decodes UTF-8, and malformed bytes one by one', () => {
  expect(decoded(utf8Encode('aé€😀'))).toEqual([
    [0x61, 1],
    [0xe9, 2],
    [0x20ac, 3],
    [0x1f600, 4],
  ]);
  const bad = [RUNE_ERROR, 1];
  expect(decoded('\xff\xc3(\xed\xa0\x80\xc0\x80')).toEqual([bad, bad, [0x28, 1], bad, bad, bad, bad, bad]);
});

it('encodes what it decodes, and surrogates as U+FFFD', () => {
  for (const r of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff])
    expect(runeOf(runeAt(encodeRune(r), 0))).toBe(r);
  expect([encodeRune(0xd800), encodeRune(-1), encodeRune(0x110000)]).toEqual(new Array(3).fill('\xef\xbf\xbd'));
});

it('counts and classifies', () => {
  expect([runeCount(utf8Encode('aé€😀')), runeCount('\xff\xff')]).toEqual([4, 2]);
  const all = [0x41, 0xe9, 0x37, 0x663, 0x20, 0xa0, 0x7f, 0x200b].map((r) => [
    isLetter(r),
    isDigit(r),
    isSpace(r),
    isPrint(r),
  ]);
  expect(all).toEqual([
    [true, false, false, true],
    [true, false, false, true],
    [false, true, false, true],
    [false, true, false, true],
    [false, false, true, true],
    [false, false, true, false],
    [false, false, false, false],
    [false, false, false, false],
  ]);
});

it('changes case rune by rune, leaving what has no single counterpart', () => {
  expect([goToUpper(utf8Encode('straße é')), goToLower(utf8Encode('ÀÉ Z'))]).toEqual([
    utf8Encode('STRAßE É'),
    utf8Encode('àé z'),
  ]);
});
