/** The sets of tr(1): ranges, classes, equivalence classes, repetitions and escapes. */
import type { Bytes } from '../../util/bytes.ts';

/** A parsed set. `fill` is the place of a `[c*]` that grows to the length of the first set, or -1. */
export interface TrSet {
  readonly chars: readonly number[];
  readonly fill: number;
  readonly fillChar: number;
  /** Character classes other than lower and upper, which the second set may not have when translating. */
  readonly classes: readonly string[];
}

const ESCAPES: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['\\', 92],
]);

function between(c: number, from: string, to: string): boolean {
  return c >= from.charCodeAt(0) && c <= to.charCodeAt(0);
}

function alpha(c: number): boolean {
  return between(c, 'a', 'z') || between(c, 'A', 'Z');
}

const CLASSES: ReadonlyMap<string, (c: number) => boolean> = new Map([
  ['alnum', (c: number) => alpha(c) || between(c, '0', '9')],
  ['alpha', alpha],
  ['blank', (c: number) => c === 32 || c === 9],
  ['cntrl', (c: number) => c < 32 || c === 127],
  ['digit', (c: number) => between(c, '0', '9')],
  ['graph', (c: number) => c > 32 && c < 127],
  ['lower', (c: number) => between(c, 'a', 'z')],
  ['print', (c: number) => c >= 32 && c < 127],
  ['punct', (c: number) => c > 32 && c < 127 && !alpha(c) && !between(c, '0', '9')],
  ['space', (c: number) => c === 32 || (c >= 9 && c <= 13)],
  ['upper', (c: number) => between(c, 'A', 'Z')],
  ['xdigit', (c: number) => between(c, '0', '9') || between(c, 'a', 'f') || between(c, 'A', 'F')],
]);

/** Bytes of a class of characters in the C locale, in order; undefined when there is no such class. */
export function classBytes(name: string): readonly number[] | undefined {
  const member = CLASSES.get(name);
  if (member === undefined) return undefined;
  const out: number[] = [];
  for (let c = 0; c < 256; c++) if (member(c)) out.push(c);
  return out;
}

interface Element {
  readonly c: number;
  /** Escaped characters never begin a construct. */
  readonly escaped: boolean;
}

function unescape(text: Bytes): Element[] {
  const out: Element[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c !== 92 || i + 1 >= text.length) {
      out.push({ c, escaped: false });
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1, i + 4))?.[0];
    if (octal !== undefined) {
      const digits = Number.parseInt(octal, 8) > 255 ? octal.slice(0, 2) : octal;
      out.push({ c: Number.parseInt(digits, 8), escaped: true });
      i += digits.length;
      continue;
    }
    i += 1;
    out.push({ c: ESCAPES.get(text.charAt(i)) ?? text.charCodeAt(i), escaped: true });
  }
  return out;
}

interface Building {
  readonly chars: number[];
  fill: number;
  fillChar: number;
  readonly classes: string[];
}

/** A bracket construct at `at`: its length, or 0 when `[` is just a character; a string is a complaint. */
function bracket(list: readonly Element[], at: number, out: Building, repeats: boolean): number | string {
  const kind = String.fromCharCode(list[at + 1]?.c ?? 0);
  if ((kind === ':' || kind === '=') && list[at + 1]?.escaped === false) {
    for (let i = at + 2; i + 1 < list.length; i++) {
      if (list[i]?.c !== kind.charCodeAt(0) || list[i + 1]?.c !== 93) continue;
      const text = String.fromCharCode(...list.slice(at + 2, i).map((e) => e.c));
      if (kind === '=') {
        if (text.length !== 1) continue;
        out.chars.push(text.charCodeAt(0));
        return i + 2 - at;
      }
      const bytes = classBytes(text);
      if (bytes === undefined) return `invalid character class '${text}'`;
      out.chars.push(...bytes);
      out.classes.push(text);
      return i + 2 - at;
    }
    return 0;
  }
  if (!repeats || list[at + 2]?.c !== 42 || list[at + 2]?.escaped) return 0;
  let digits = '';
  for (let i = at + 3; i < list.length; i++) {
    const c = list[i]?.c ?? 0;
    if (c === 93) {
      const count = digits === '' ? 0 : Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
      const char = list[at + 1]?.c ?? 0;
      if (count === 0) {
        out.fill = out.chars.length;
        out.fillChar = char;
      } else for (let n = 0; n < Math.min(count, 65536); n++) out.chars.push(char);
      return i + 1 - at;
    }
    if (c < 48 || c > 57) return 0;
    digits += String.fromCharCode(c);
  }
  return 0;
}

/** Parses a set, with `[c*n]` where the program knows `repeats`; a string is a complaint. */
export function parseSet(text: Bytes, repeats: boolean): TrSet | string {
  const list = unescape(text);
  const out: Building = { chars: [], fill: -1, fillChar: 0, classes: [] };
  for (let i = 0; i < list.length; ) {
    const e = list[i] as Element;
    if (e.c === 91 && !e.escaped) {
      const length = bracket(list, i, out, repeats);
      if (typeof length === 'string') return length;
      if (length > 0) {
        i += length;
        continue;
      }
    }
    const dash = list[i + 1];
    const last = list[i + 2];
    if (dash?.c === 45 && !dash.escaped && last !== undefined) {
      if (last.c < e.c)
        return `range-endpoints of '${shown(e.c)}-${shown(last.c)}' are in reverse collating sequence order`;
      for (let c = e.c; c <= last.c; c++) out.chars.push(c);
      i += 3;
      continue;
    }
    out.chars.push(e.c);
    i += 1;
  }
  return out;
}

function shown(c: number): string {
  return c >= 32 && c < 127 ? String.fromCharCode(c) : `\\${c.toString(8).padStart(3, '0')}`;
}

/** The bytes that are not in `chars`, in order. */
export function complementOf(chars: readonly number[]): readonly number[] {
  const out: number[] = [];
  for (let c = 0; c < 256; c++) if (!chars.includes(c)) out.push(c);
  return out;
}

/** `set` with its `[c*]` grown so that it has `length` characters. */
export function filled(set: TrSet, length: number): readonly number[] {
  if (set.fill < 0) return set.chars;
  const missing = Math.max(0, length - set.chars.length);
  return [
    ...set.chars.slice(0, set.fill),
    ...new Array<number>(missing).fill(set.fillChar),
    ...set.chars.slice(set.fill),
  ];
}
