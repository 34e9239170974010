import type { Bytes } from '../bytes.ts';
import { GoError } from '../go-error.ts';
import { goJson } from '../go-json.ts';
import { GO_ANY, GO_INT, GO_STRING, GO_STRINGS } from '../go-value/type.ts';
import { type GoRef, GoValue, intData, stringData } from '../go-value/value.ts';
import { goToLower, goToUpper, isDigit, isLetter, isSpace, mapRunes, runeToUpper } from '../rune.ts';
import { type FuncMap, type GoFunc, goFunc } from './func.ts';

function str(ref: GoRef | undefined): Bytes {
  return stringData(ref as GoValue);
}

function int(ref: GoRef | undefined): number {
  return Number(intData(ref as GoValue));
}

function text(s: Bytes): GoValue {
  return new GoValue(GO_STRING, s);
}

function runes(s: Bytes): Bytes[] {
  return s.match(/[\x00-\x7f]|[\x80-\xff][\x80-\xbf]*/g) ?? [];
}

/** `strings.Split`; an empty separator splits after each rune. */
function split(s: Bytes, separator: Bytes): readonly Bytes[] {
  return separator === '' ? runes(s) : s.split(separator);
}

/** `strings.Title`: each letter that follows a separator becomes upper case. */
export function titleCase(s: Bytes): Bytes {
  let previous = 32;
  return mapRunes(s, (r) => {
    const upper = startsWord(previous);
    previous = r;
    return upper ? runeToUpper(r) : r;
  });
}

function startsWord(previous: number): boolean {
  if (previous < 0x80) return !(isLetter(previous) || isDigit(previous) || previous === 95);
  return !isLetter(previous) && !isDigit(previous) && isSpace(previous);
}

/** `pad s before after`: blanks round a text that is not empty. */
function pad(s: Bytes, before: number, after: number): GoRef | GoError {
  if (s === '') return text('');
  if (before < 0 || after < 0) return new GoError('strings: negative Repeat count');
  return text(' '.repeat(before) + s + ' '.repeat(after));
}

function truncate(s: Bytes, length: number): GoRef | GoError {
  if (s.length < length) return text(s);
  if (length < 0) return new GoError(`runtime error: slice bounds out of range [:${length}]`);
  return text(s.slice(0, length));
}

/** The functions that the docker CLI adds to every template (docker/cli templates/templates.go). */
export const DOCKER_FUNCS: FuncMap = new Map<Bytes, GoFunc>([
  ['json', goFunc([GO_ANY], ([v]) => text(goJson(v, { escapeHtml: false })))],
  ['split', goFunc([GO_STRING, GO_STRING], ([s, sep]) => new GoValue(GO_STRINGS, split(str(s), str(sep))))],
  [
    'join',
    goFunc([GO_STRINGS, GO_STRING], ([list, sep]) => text((((list as GoValue).data ?? []) as Bytes[]).join(str(sep)))),
  ],
  ['title', goFunc([GO_STRING], ([s]) => text(titleCase(str(s))))],
  ['lower', goFunc([GO_STRING], ([s]) => text(goToLower(str(s))))],
  ['upper', goFunc([GO_STRING], ([s]) => text(goToUpper(str(s))))],
  ['pad', goFunc([GO_STRING, GO_INT, GO_INT], ([s, before, after]) => pad(str(s), int(before), int(after)))],
  ['truncate', goFunc([GO_STRING, GO_INT], ([s, n]) => truncate(str(s), int(n)))],
]);

function passThrough(extra: readonly (typeof GO_STRING)[]): GoFunc {
  return goFunc([GO_STRING, ...extra], ([s]) => s as GoRef);
}

/**
 * The same functions for the header line of a `table` format: they hand the column's title on unchanged, but for `pad`,
 * which keeps the alignment.
 */
export const DOCKER_HEADER_FUNCS: FuncMap = new Map<Bytes, GoFunc>([
  ...DOCKER_FUNCS,
  ['json', passThrough([])],
  ['split', passThrough([GO_STRING])],
  ['join', passThrough([GO_STRING])],
  ['title', passThrough([])],
  ['lower', passThrough([])],
  ['upper', passThrough([])],
  ['truncate', passThrough([GO_INT])],
]);
