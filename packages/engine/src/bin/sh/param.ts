/** Parameter expansion (POSIX 2.6.2, and what bash and BusyBox add). */
import type { Bytes } from '../../util/bytes.ts';
import type { ParamPart, Word } from './ast.ts';
import type { Expansion } from './expand.ts';
import type { FieldBuilder } from './field.ts';
import { compilePattern, matches } from './pattern.ts';
import { quoteBash } from './quote.ts';
import type { Shell } from './shell.ts';
import { OPT, SHOPT, V_ASSOC, V_EXPORT, V_INDEXED, V_INTEGER, V_READONLY } from './state.ts';
import { asciiLower, asciiUpper, elementOf, findVar, getVar, isName, setElement, setVar } from './vars.ts';

/** Bytes per character matter only when the locale says UTF-8. */
function isUtf8(sh: Shell): boolean {
  if (sh.L.flavour === 'dash') return false;
  for (const name of ['LC_ALL', 'LC_CTYPE', 'LANG']) {
    const value = findVar(sh.L.vars, name)?.value;
    if (value != null && value !== '') return /utf-?8/i.test(value);
  }
  return false;
}

/** Start of each character of `text`, and its end. */
function charStarts(sh: Shell, text: Bytes): readonly number[] | null {
  if (!/[\x80-\xff]/.test(text) || !isUtf8(sh)) return null;
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xc0) !== 0x80) out.push(i);
  out.push(text.length);
  return out;
}

function lengthOf(sh: Shell, text: Bytes): number {
  const starts = charStarts(sh, text);
  return starts === null ? text.length : starts.length - 1;
}

/** Value of a parameter that is not a variable. */
function special(sh: Shell, name: Bytes): Bytes | null {
  const { L } = sh;
  switch (name) {
    case '?':
      return String(L.status);
    case '#':
      return String(L.params.length);
    case '$':
      return String(L.pid);
    case '!':
      return L.lastBackground === 0 ? null : String(L.lastBackground);
    case '-':
      return sh.flags();
    default: {
      const n = Number(name);
      return n === 0 ? L.arg0 : (L.params[n - 1] ?? null);
    }
  }
}

/** Scalar value of any parameter. */
export function paramValue(sh: Shell, name: Bytes): Bytes | null {
  const c = name.charCodeAt(0);
  const letter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
  return letter ? getVar(sh, name) : special(sh, name);
}

/** The list that `@` and `*` stand for, or null when the part names a scalar. */
function listOf(x: Expansion, part: ParamPart): readonly Bytes[] | null {
  const { sh } = x;
  if (part.index === null) return part.name === '@' || part.name === '*' ? x.once(() => sh.L.params) : null;
  if (part.index.plain !== '@' && part.index.plain !== '*') return null;
  return x.once(() => elements(sh, part.name));
}

/** Values of all elements of an array. */
function elements(sh: Shell, name: Bytes): readonly Bytes[] {
  const v = findVar(sh.L.vars, name);
  if (v?.items != null) return v.items.map((e) => e[1]);
  if (name === 'PIPESTATUS') return sh.L.pipeStatus.map(String);
  if (name === 'FUNCNAME') return sh.functionNames();
  if (name === 'BASH_VERSINFO') return ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'];
  if (name === 'GROUPS') return sh.p.cred().groups.map(String);
  const value = getVar(sh, name);
  return value === null ? [] : [value];
}

function keys(sh: Shell, name: Bytes): readonly Bytes[] {
  const v = findVar(sh.L.vars, name);
  if (v?.items != null) return v.items.map((e) => e[0]);
  return elements(sh, name).map((_, i) => String(i));
}

/** The subscript as a key. */
function keyOf(x: Expansion, name: Bytes, index: Word): Bytes | null {
  const text = x.single(index);
  if (text === null) return null;
  if (((findVar(x.sh.L.vars, name)?.flags ?? 0) & V_ASSOC) !== 0) return text;
  return x.once(() => arrayIndex(x.sh, name, text) ?? '');
}

/** An index expression as a key of an indexed array: negative ones count from the end. Null after a message. */
export function arrayIndex(sh: Shell, name: Bytes, text: Bytes): Bytes | null {
  const n = sh.arith(text);
  if (n === null) {
    sh.fatal(1);
    return null;
  }
  if (n >= 0n) return String(n);
  const all = keys(sh, name);
  const last = BigInt(all[all.length - 1] ?? '-1');
  const at = last + 1n + n;
  if (at >= 0n) return String(at);
  sh.error(`${name}: bad array subscript`);
  return null;
}

function scalarOf(x: Expansion, part: ParamPart): Bytes | null {
  const { sh } = x;
  if (part.index === null) return x.once(() => paramValue(sh, part.name));
  const key = keyOf(x, part.name, part.index);
  if (key === null || x.stopped) return null;
  return x.once(() => {
    const v = findVar(sh.L.vars, part.name);
    if (v !== undefined) return elementOf(v, key);
    return elements(sh, part.name)[Number(key)] ?? null;
  });
}

/** Expands `part` into `b`. */
export function expandParam(x: Expansion, part: ParamPart, b: FieldBuilder, quoted: boolean): void {
  const { sh } = x;
  if (part.indirect) {
    expandIndirect(x, part, b, quoted);
    return;
  }
  const list = listOf(x, part);
  if (x.stopped) return;
  if (list !== null) {
    expandList(x, part, list, b, quoted);
    return;
  }
  const value = scalarOf(x, part);
  if (x.stopped) return;
  if (part.length) {
    if (value === null && unsetFails(sh, part)) return;
    addText(b, String(lengthOf(sh, value ?? '')), quoted);
    return;
  }
  if (isDefaultOp(part.op)) {
    expandDefault(x, part, value, b, quoted);
    return;
  }
  if (value === null && unsetFails(sh, part)) return;
  const result = operate(x, part, value);
  if (result !== null && (result !== '' || quoted)) addText(b, result, quoted);
}

/** `set -u`. True when the command has failed. */
function unsetFails(sh: Shell, part: ParamPart): boolean {
  if (!sh.has(OPT.nounset) || part.name === '@' || part.name === '*') return false;
  const shown = sh.bash && /^[0-9!]/.test(part.name) ? `$${part.name}` : part.name;
  sh.unbound(part.index === null ? shown : `${part.name}[${part.index.text}]`);
  return true;
}

function addText(b: FieldBuilder, text: Bytes, quoted: boolean): void {
  if (quoted) b.quoted(text);
  else b.expanded(text);
}

function isDefaultOp(op: string): boolean {
  return (
    op === '-' || op === ':-' || op === '=' || op === ':=' || op === '+' || op === ':+' || op === '?' || op === ':?'
  );
}

/** `:-`, `:=`, `:?`, `:+` and the same without the colon. `value` null: unset. */
function expandDefault(x: Expansion, part: ParamPart, value: Bytes | null, b: FieldBuilder, quoted: boolean): void {
  const { sh } = x;
  const missing = value === null || (part.op.length === 2 && value === '');
  const word = part.arg as Word;
  const kind = part.op.charAt(part.op.length - 1);
  if (kind === '+') {
    if (!missing) operandInto(x, word, b, quoted);
    return;
  }
  if (!missing) {
    addText(b, value, quoted);
    return;
  }
  if (kind === '-') {
    operandInto(x, word, b, quoted);
    return;
  }
  const text = x.joined(word.parts, quoted);
  if (text === null) return;
  if (kind === '?') {
    sh.error(
      `${part.name}: ${word.text === '' ? (part.op === ':?' ? 'parameter null or not set' : 'parameter not set') : text}`,
    );
    sh.fatal(sh.unsetStatus());
    return;
  }
  const done = x.once(() => (assignDefault(sh, part, text) ? 'ok' : null));
  if (done === null) sh.fatal(sh.bash ? 1 : 2);
  else addText(b, text, quoted);
}

function assignDefault(sh: Shell, part: ParamPart, text: Bytes): boolean {
  if (!isName(part.name)) {
    sh.error(sh.bash ? `$${part.name}: cannot assign in this way` : `${part.name}: bad variable name`);
    return false;
  }
  if (part.index !== null) {
    const key = arrayIndex(sh, part.name, part.index.text);
    return key !== null && setElement(sh, part.name, key, text);
  }
  return setVar(sh, part.name, text);
}

function operandInto(x: Expansion, word: Word, b: FieldBuilder, quoted: boolean): void {
  if (quoted) x.parts(word.parts, b, true);
  else x.parts(word.parts, b, false, true);
}

/** A list in quotes or not: `"$@"`, `$*`, `"${a[@]}"`… */
function expandList(x: Expansion, part: ParamPart, list: readonly Bytes[], b: FieldBuilder, quoted: boolean): void {
  const star = part.name === '*' && part.index === null ? true : part.index?.plain === '*';
  if (part.length) {
    addText(b, String(list.length), quoted);
    return;
  }
  let items = list;
  if (isDefaultOp(part.op)) {
    const empty = items.length === 0 || (part.op.length === 2 && items.join('') === '');
    const plus = part.op.endsWith('+');
    if (empty !== plus) {
      if (plus || part.op.endsWith('-')) operandInto(x, part.arg as Word, b, quoted);
      else expandDefault(x, part, null, b, quoted);
      return;
    }
    if (plus) return;
  } else if (part.op === ':') {
    const sliced = sliceList(x, part, items);
    if (sliced === null) return;
    items = sliced;
  } else if (part.op !== '') {
    const out: Bytes[] = [];
    for (const item of items) {
      const r = operate(x, part, item);
      if (r === null || x.stopped) return;
      out.push(r);
    }
    items = out;
  }
  if (quoted && star) {
    b.quoted(items.join(x.joiner));
    return;
  }
  items.forEach((item, i) => {
    if (i > 0) {
      if (b.joins) b.literal(star || !x.sh.bash ? x.joiner : ' ');
      else if (quoted) b.separate();
      else b.separateUnquoted();
    }
    if (quoted) b.quoted(item);
    else b.expanded(item);
  });
}

function sliceList(x: Expansion, part: ParamPart, list: readonly Bytes[]): readonly Bytes[] | null {
  const from = number(x, part.arg);
  const count = part.arg2 === null ? null : number(x, part.arg2);
  if (x.stopped || from === null) return null;
  // ${@:0} begins with $0.
  const all = part.name === '@' || part.name === '*' ? (part.index === null ? [x.sh.L.arg0, ...list] : list) : list;
  const positional = all !== list;
  const start = from < 0 ? all.length + from : from;
  if (start < 0) return [];
  const rest = all.slice(positional && from === 0 ? 0 : start);
  if (count === null) return rest;
  if (count < 0) {
    x.sh.error(`${count}: substring expression < 0`);
    x.sh.fatal(1);
    return null;
  }
  return rest.slice(0, count);
}

/** Value of an arithmetic operand. */
function number(x: Expansion, word: Word | null): number | null {
  if (word === null) return null;
  const text = x.template(word);
  if (text === null) return null;
  const value = x.once(() => {
    const n = x.sh.arith(text);
    if (n === null) x.sh.fatal(x.sh.bash ? 1 : 2);
    return n === null ? '' : String(n);
  });
  return x.stopped ? null : Number(value);
}

/** Operators that make one string of another. Null when stopped; an unset value stays empty. */
function operate(x: Expansion, part: ParamPart, value: Bytes | null): Bytes | null {
  const { sh } = x;
  switch (part.op) {
    case '':
      return value;
    case '#':
    case '##':
    case '%':
    case '%%': {
      const pattern = x.pattern(part.arg as Word);
      return pattern === null ? null : removeMatch(value ?? '', pattern, part.op, extglob(sh));
    }
    case ':':
      return substring(x, part, value ?? '');
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replaceIn(x, part, value ?? '');
    case '^':
    case '^^':
    case ',':
    case ',,': {
      const pattern = part.arg === null ? '?' : x.pattern(part.arg);
      return pattern === null ? null : changeCase(value ?? '', part.op, pattern);
    }
    case '@':
      return transform(sh, part, value);
    default:
      return value;
  }
}

function extglob(sh: Shell): boolean {
  return (sh.L.shopt & SHOPT.extglob) !== 0;
}

/** `#` and `##` take away the shortest and the longest match at the beginning, `%` and `%%` at the end. */
export function removeMatch(text: Bytes, patternText: Bytes, op: string, ext = false): Bytes {
  const pattern = compilePattern(patternText, ext);
  const head = op.charAt(0) === '#';
  const longest = op.length === 2;
  if (pattern.literal !== null) {
    if (head ? text.startsWith(pattern.literal) : text.endsWith(pattern.literal)) {
      return head ? text.slice(pattern.literal.length) : text.slice(0, text.length - pattern.literal.length);
    }
    return text;
  }
  for (let n = 0; n <= text.length; n++) {
    const size = longest ? text.length - n : n;
    const piece = head ? text.slice(0, size) : text.slice(text.length - size);
    if (matches(pattern, piece)) return head ? text.slice(size) : text.slice(0, text.length - size);
  }
  return text;
}

function substring(x: Expansion, part: ParamPart, value: Bytes): Bytes | null {
  const from = number(x, part.arg);
  const count = part.arg2 === null ? null : number(x, part.arg2);
  if (x.stopped || from === null) return null;
  const starts = charStarts(x.sh, value);
  const length = starts === null ? value.length : starts.length - 1;
  const start = from < 0 ? length + from : from;
  if (start < 0 || start > length) return '';
  const end = count === null ? length : count < 0 ? length + count : Math.min(length, start + count);
  if (end < start) {
    if (!x.sh.bash) return '';
    x.sh.error(`${count}: substring expression < 0`);
    x.sh.fatal(1);
    return null;
  }
  return starts === null ? value.slice(start, end) : value.slice(starts[start], starts[end]);
}

function replaceIn(x: Expansion, part: ParamPart, value: Bytes): Bytes | null {
  const patternText = x.pattern(part.arg as Word);
  if (patternText === null) return null;
  const replacement = replacementOf(x, part.arg2 as Word);
  if (replacement === null) return null;
  if (patternText === '') return value;
  return replaceMatches(value, patternText, replacement, part.op, extglob(x.sh));
}

/** Stands for the matched text in a replacement; no byte has this code. */
const MATCHED = '\u0126';

/** The replacement; bash puts the matched text in place of each unquoted `&` (patsub_replacement). */
function replacementOf(x: Expansion, word: Word): Bytes | null {
  if (!x.sh.bash || !/[&$`]/.test(word.text)) return x.single(word);
  let out = '';
  for (const p of word.parts) {
    const text = x.joined([p], false);
    if (text === null) return null;
    out += p.t === 'quoted' || p.t === 'dquote' ? text : text.replaceAll('&', MATCHED);
  }
  return out;
}

/** `/` replaces the first match, `//` all of them, `/#` one at the beginning, `/%` one at the end; each the longest. */
function replaceMatches(text: Bytes, patternText: Bytes, template: Bytes, op: string, ext: boolean): Bytes {
  const pattern = compilePattern(patternText, ext);
  const whole = template.indexOf(MATCHED) < 0;
  const replacement = (matched: Bytes): Bytes => (whole ? template : template.replaceAll(MATCHED, () => matched));
  const longestAt = (at: number): number => {
    if (pattern.literal !== null) return text.startsWith(pattern.literal, at) ? at + pattern.literal.length : -1;
    for (let end = text.length; end >= at; end--) if (matches(pattern, text.slice(at, end))) return end;
    return -1;
  };
  if (op === '/%') {
    for (let at = 0; at <= text.length; at++)
      if (matches(pattern, text.slice(at))) return text.slice(0, at) + replacement(text.slice(at));
    return text;
  }
  let out = '';
  let at = 0;
  while (at <= text.length) {
    const end = op === '/#' && at > 0 ? -1 : longestAt(at);
    if (end < 0 || (end === at && at === text.length && at > 0)) {
      if (at >= text.length) break;
      out += text.charAt(at++);
      continue;
    }
    out += replacement(text.slice(at, end));
    if (end === at) out += text.charAt(at++);
    else at = end;
    if (op !== '//') return out + text.slice(at);
  }
  return out;
}

function changeCase(value: Bytes, op: string, patternText: Bytes): Bytes {
  const pattern = compilePattern(patternText, true);
  const convert = op.charAt(0) === '^' ? asciiUpper : asciiLower;
  let out = '';
  for (let i = 0; i < value.length; i++) {
    const c = value.charAt(i);
    out += (i === 0 || op.length === 2) && matches(pattern, c) ? convert(c) : c;
  }
  return out;
}

/** `${x@Q}` and its kin. */
function transform(sh: Shell, part: ParamPart, value: Bytes | null): Bytes | null {
  const flags = findVar(sh.L.vars, part.name)?.flags ?? 0;
  const letters =
    (flags & V_INDEXED ? 'a' : '') +
    (flags & V_ASSOC ? 'A' : '') +
    (flags & V_INTEGER ? 'i' : '') +
    (flags & V_READONLY ? 'r' : '') +
    (flags & V_EXPORT ? 'x' : '');
  switch (part.arg?.plain) {
    case 'Q':
      return value === null ? '' : quoteBash(value, true);
    case 'U':
      return asciiUpper(value ?? '');
    case 'u':
      return changeCase(value ?? '', '^', '?');
    case 'L':
      return asciiLower(value ?? '');
    case 'a':
      return letters;
    case 'A':
      if (value === null) return '';
      return letters === ''
        ? `${part.name}=${quoteBash(value, true)}`
        : `declare -${letters} ${part.name}=${quoteBash(value, true)}`;
    case 'E':
    case 'P':
      return value;
    default:
      sh.error(`${part.text}: bad substitution`);
      sh.fatal(1);
      return null;
  }
}

/** `${!name}`, `${!prefix*}`, `${!array[@]}`. */
function expandIndirect(x: Expansion, part: ParamPart, b: FieldBuilder, quoted: boolean): void {
  const { sh } = x;
  if (part.op === 'names') {
    const names = x.once(() =>
      sh.L.vars
        .filter((v) => v.name.startsWith(part.name) && (v.value !== null || v.items !== null))
        .map((v) => v.name)
        .sort(),
    );
    expandList(x, { ...part, op: '', index: null, name: part.arg?.plain === '*' ? '*' : '@' }, names, b, quoted);
    return;
  }
  if (part.index !== null && (part.index.plain === '@' || part.index.plain === '*')) {
    const all = x.once(() => keys(sh, part.name));
    expandList(x, { ...part, op: '', name: part.index.plain, index: null }, all, b, quoted);
    return;
  }
  const target = scalarOf(x, { ...part, indirect: false, op: '', length: false });
  if (x.stopped) return;
  if (target === null || target === '') {
    if (target === null && isName(part.name)) {
      sh.error(`${part.name}: invalid indirect expansion`);
      sh.fatal(1);
    }
    return;
  }
  const m = /^([A-Za-z_][A-Za-z0-9_]*|\d+|[@*#?$!-])(?:\[(.*)\])?$/.exec(target);
  if (m === null) {
    sh.error(`${target}: invalid variable name`);
    sh.fatal(1);
    return;
  }
  const index =
    m[2] === undefined
      ? null
      : {
          text: m[2],
          parts: [{ t: 'quoted' as const, v: m[2] }],
          plain: m[2],
          quoted: true,
          assignment: false,
          pos: 0,
        };
  expandParam(x, { ...part, indirect: false, name: m[1] as string, index }, b, quoted);
}
