/** The command line of sort(1). */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Flavour } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, type Invocation, invocation, usageError } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';
import type { SortKey } from './sort-key.ts';

/** What to do, as plain data. */
export interface SortPlan {
  readonly name: Bytes;
  readonly keys: readonly SortKey[];
  /** '' means blanks. */
  readonly separator: string;
  readonly reverse: boolean;
  readonly unique: boolean;
  readonly stable: boolean;
  readonly check: 'no' | 'loud' | 'quiet';
  readonly merge: boolean;
  readonly output: Bytes | null;
  readonly end: string;
  readonly salt: Bytes;
  readonly files: readonly Bytes[];
}

const GNU_OPTIONS = optionSpec(
  'bcCdfghik:mMno:rRsS:t:T:uVy::z',
  'ignore-leading-blanks>b check?>check dictionary-order>d ignore-case>f general-numeric-sort>g human-numeric-sort>h ignore-nonprinting>i key=>k merge>m month-sort>M numeric-sort>n output=>o reverse>r random-sort>R stable>s buffer-size=>S field-separator=>t temporary-directory=>T unique>u version-sort>V zero-terminated>z parallel=>parallel sort=>sort !debug !files0-from= !random-source= !compress-program= !batch-size=',
);
const BUSYBOX_OPTIONS = optionSpec('nrughMcszbdfio:k:t:T:S:VmR');
const SORT_WORDS: ReadonlyMap<string, string> = new Map([
  ['general-numeric', 'g'],
  ['human-numeric', 'h'],
  ['month', 'M'],
  ['numeric', 'n'],
  ['random', 'R'],
  ['version', 'V'],
]);
const FLAG_LETTERS = 'bdfghiMnRrV';

interface KeyPart {
  readonly field: number;
  readonly char: number;
  readonly flags: string;
}

/** `F[.C][OPTS]`; a string is what is wrong with it. */
function keyPart(text: Bytes, end: boolean): KeyPart | string {
  const found = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)$/.exec(text);
  if (found === null) return /^\d/.test(text) ? 'stray' : 'number';
  const flags = found[3] ?? '';
  for (const letter of flags) if (!FLAG_LETTERS.includes(letter)) return 'stray';
  const field = Number(found[1]);
  if (field === 0) return 'zero';
  const char = found[2] === undefined ? (end ? 0 : 1) : Number(found[2]);
  return !end && char === 0 ? 'offset' : { field, char, flags };
}

function keyError(p: Proc, f: Flavour, name: Bytes, spec: Bytes, what: string): number {
  const status = 2;
  if (!f.gnu) return complain(p, name, what === 'stray' ? 'unknown key option' : `bad field specification`, status);
  const q = quoted(p, spec);
  if (what === 'zero') return complain(p, name, `field number is zero: invalid field specification ${q}`, status);
  if (what === 'offset') return complain(p, name, `character offset is zero: invalid field specification ${q}`, status);
  if (what === 'stray')
    return complain(p, name, `stray character in field spec: invalid field specification ${q}`, status);
  return complain(p, name, `invalid number at field start: invalid count at start of ${q}`, status);
}

function parseKey(spec: Bytes): SortKey | string {
  const comma = spec.indexOf(',');
  const start = keyPart(comma < 0 ? spec : spec.slice(0, comma), false);
  if (typeof start === 'string') return start;
  const end = comma < 0 ? { field: 0, char: 0, flags: '' } : keyPart(spec.slice(comma + 1), true);
  if (typeof end === 'string') return end;
  return {
    field: start.field,
    char: start.char,
    endField: end.field,
    endChar: end.char,
    skipStart: start.flags.includes('b'),
    skipEnd: end.flags.includes('b'),
    flags: start.flags + end.flags,
  };
}

/** Keys without ordering letters of their own take the global ones. */
function inherit(key: SortKey, global: string): SortKey {
  if (key.flags !== '') return key;
  const skip = global.includes('b');
  return { ...key, flags: global, skipStart: skip, skipEnd: skip };
}

/** BusyBox reads numbers with atof(3), exponents and all: its letter is `a` here. */
function numeric(f: Flavour, key: SortKey): SortKey {
  return f.gnu ? key : { ...key, flags: key.flags.replace('n', 'a') };
}

interface Draft {
  keys: SortKey[];
  flags: string;
  separator: string;
  unique: boolean;
  stable: boolean;
  check: 'no' | 'loud' | 'quiet';
  merge: boolean;
  output: Bytes | null;
  end: string;
}

function separatorOf(p: Proc, f: Flavour, name: Bytes, value: Bytes): string | number {
  if (value.length === 1) return value;
  if (value === '\\0') return '\0';
  if (!f.gnu) return complain(p, name, 'bad -t parameter', 2);
  return complain(p, name, value === '' ? 'empty tab' : `multi-character tab ${quoted(p, value)}`, 2);
}

function applyOption(p: Proc, f: Flavour, name: Bytes, d: Draft, key: string, value: Bytes): number | null {
  if (FLAG_LETTERS.includes(key)) d.flags += key;
  else if (key === 'k') {
    const parsed = parseKey(value);
    if (typeof parsed === 'string') return keyError(p, f, name, value, parsed);
    d.keys.push(parsed);
  } else if (key === 't') {
    const separator = separatorOf(p, f, name, value);
    if (typeof separator === 'number') return separator;
    d.separator = separator;
  } else if (key === 'sort') {
    const letter = SORT_WORDS.get(value);
    if (letter === undefined) return usageError(p, f, name, `invalid argument ${quoted(p, value)} for '--sort'`, 2);
    d.flags += letter;
  } else if (key === 'u') d.unique = true;
  else if (key === 's') d.stable = true;
  else if (key === 'c') d.check = 'loud';
  else if (key === 'C') d.check = 'quiet';
  else if (key === 'check') d.check = value === 'quiet' || value === 'silent' ? 'quiet' : 'loud';
  else if (key === 'm') d.merge = true;
  else if (key === 'o') d.output = value;
  else if (key === 'z') d.end = '\0';
  return null;
}

/** Reads the command line; a number is an exit status. Buffer sizes and directories for temporary files change nothing here. */
export function sortPlan(p: Proc, f: Flavour): SortPlan | number {
  const c: Invocation | number = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, { gnu: 2, busybox: 2 });
  if (typeof c === 'number') return c;
  const d: Draft = {
    keys: [],
    flags: '',
    separator: '',
    unique: false,
    stable: false,
    check: 'no',
    merge: false,
    output: null,
    end: '\n',
  };
  for (const { key, value } of c.options) {
    const wrong = applyOption(p, f, c.name, d, key, value);
    if (wrong !== null) return wrong;
  }
  const ordering = d.flags.replace(/r/g, '');
  const keys = d.keys.map((key) => inherit(key, d.flags)).map((key) => numeric(f, key));
  if (keys.length === 0 && ordering !== '') {
    const skip = d.flags.includes('b');
    keys.push(
      numeric(f, { field: 1, char: 1, endField: 0, endChar: 0, skipStart: skip, skipEnd: skip, flags: d.flags }),
    );
  }
  const salt = keys.some((key) => key.flags.includes('R')) ? p.random(16) : '';
  return {
    name: c.name,
    keys,
    separator: d.separator,
    reverse: d.flags.includes('r'),
    unique: d.unique,
    stable: d.stable || (d.unique && f.gnu),
    check: d.check,
    merge: d.merge,
    output: d.output,
    end: d.end,
    salt,
    files: c.operands,
  };
}
