/**
 * Words of unbash's tree to our parts: escapes are resolved here, so expansion only sees text that is quoted or not.
 * What a flavour does not know becomes what that shell makes of it (literal text, or an expansion that fails).
 */
import type { ParameterExpansionPart, Word as UWord, WordPart } from 'unbash';
import { parse } from 'unbash';
import { type Bytes, utf8Encode } from '../../util/bytes.ts';
import type { ParamPart, Part, Word } from './ast.ts';
import { expandBraceSyntax } from './brace.ts';
import type { Converter } from './parse-convert.ts';

/** How backslashes and quotes are read in a stretch of text. */
type Quoting = 'none' | 'dquote' | 'operand' | 'here';

const SPECIAL_IN_DQUOTE = '$`"\\\n';
/** In the word of `"${x:-word}"`. */
const SPECIAL_IN_OPERAND = '$`"\\\n}';
const SPECIAL_IN_HERE = '$`\\\n';

/** Text with `\c` resolved: unquoted text is split in literal and quoted parts. */
function textParts(text: Bytes, quoting: Quoting, out: Part[]): void {
  if (text === '') return;
  if (text.indexOf('\\') < 0) {
    out.push(quoting === 'none' ? { t: 'lit', v: text } : { t: 'quoted', v: text });
    return;
  }
  const special =
    quoting === 'dquote' ? SPECIAL_IN_DQUOTE : quoting === 'operand' ? SPECIAL_IN_OPERAND : SPECIAL_IN_HERE;
  let plain = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const next = text.charAt(i + 1);
    if (c !== '\\' || next === '') {
      plain += c;
      continue;
    }
    if (next === '\n') i++;
    else if (quoting !== 'none') {
      if (special.includes(next)) i++;
      plain += text.charAt(i);
    } else {
      if (plain !== '') out.push({ t: 'lit', v: plain });
      plain = '';
      out.push({ t: 'quoted', v: next });
      i++;
    }
  }
  if (plain !== '') out.push(quoting === 'none' ? { t: 'lit', v: plain } : { t: 'quoted', v: plain });
}

const ESCAPES: { readonly [c: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

/** The value of `$'…'` given what stands between the quotes (bash(1) QUOTING). BusyBox knows neither `\e` nor `\u`: not `unicode`. */
export function ansiC(text: Bytes, unicode = true): Bytes {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c !== '\\' || i + 1 >= text.length) {
      out += c;
      continue;
    }
    const n = text.charAt(++i);
    const simple = !unicode && (n === 'e' || n === 'E') ? undefined : ESCAPES[n];
    const digits =
      n === 'x'
        ? /^[0-9a-fA-F]{1,2}/
        : n === 'u' && unicode
          ? /^[0-9a-fA-F]{1,4}/
          : n === 'U' && unicode
            ? /^[0-9a-fA-F]{1,8}/
            : null;
    if (simple !== undefined) out += simple;
    else if (n >= '0' && n <= '7') {
      const octal = (/^[0-7]{1,3}/.exec(text.slice(i)) as RegExpExecArray)[0];
      out += String.fromCharCode(Number.parseInt(octal, 8) & 255);
      i += octal.length - 1;
    } else if (digits !== null) {
      const hex = digits.exec(text.slice(i + 1))?.[0] ?? '';
      const code = Number.parseInt(hex, 16);
      if (hex === '') out += `\\${n}`;
      else if (n === 'x') out += String.fromCharCode(code & 255);
      else out += code <= 0x10ffff ? utf8Encode(String.fromCodePoint(code)) : '';
      i += hex.length;
    } else if (n === 'c' && i + 1 < text.length) out += String.fromCharCode(text.charCodeAt(++i) & 31);
    else out += `\\${n}`;
  }
  const nul = out.indexOf('\0');
  return nul < 0 ? out : out.slice(0, nul);
}

/** Parts of text in which only `$`, backquote and backslash are special: here-documents, arithmetic, prompts. */
export function templateParts(c: Converter, text: Bytes): readonly Part[] {
  if (!/[$`\\]/.test(text)) return text === '' ? [] : [{ t: 'quoted', v: text }];
  const head = 'cat <<_DRYDOCK_TEMPLATE_\n';
  const unit = parse(`${head}${text}\n_DRYDOCK_TEMPLATE_\n`);
  const command = unit.commands[0]?.command;
  const redirect = command?.type === 'Command' ? command.redirects[0] : undefined;
  if (redirect?.type !== 'HereDoc') return [{ t: 'bad', text }];
  const inner = c.nested(`${head}${text}\n_DRYDOCK_TEMPLATE_\n`);
  const parts = hereParts(inner, redirect.body.text, redirect.body.parts, false);
  return trimLastNewline(parts);
}

function trimLastNewline(parts: readonly Part[]): readonly Part[] {
  const last = parts[parts.length - 1];
  if (last?.t !== 'quoted') return parts;
  const v = last.v.slice(0, -1);
  return v === '' ? parts.slice(0, -1) : [...parts.slice(0, -1), { t: 'quoted', v }];
}

/** Parts of the body of a here-document whose delimiter is not quoted. `strip`: `<<-` takes leading tabs away. */
export function hereParts(
  c: Converter,
  text: Bytes,
  parts: readonly WordPart[] | undefined,
  strip: boolean,
): readonly Part[] {
  const out: Part[] = [];
  let lineStart = true;
  const literal = (raw: Bytes): void => {
    const body = strip ? raw.replace(lineStart ? /(^|\n)\t+/g : /(\n)\t+/g, '$1') : raw;
    textParts(body, 'here', out);
    if (raw !== '') lineStart = raw.endsWith('\n');
  };
  if (parts === undefined) literal(text);
  for (const part of parts ?? []) {
    if (part.type === 'Literal') literal(part.text);
    else {
      convertPart(c, part, 'here', out);
      lineStart = false;
    }
  }
  return out;
}

/** The arithmetic text between `((` and `))`, double quotes removed as the shells do. */
export function arithParts(c: Converter, inner: Bytes): readonly Part[] {
  const parts = templateParts(c, inner);
  if (inner.indexOf('"') < 0 || c.flavour !== 'bash') return parts;
  return parts.map((p) => (p.t === 'quoted' ? { t: 'quoted' as const, v: p.v.replaceAll('"', '') } : p));
}

const NAME = /^([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[*@#?$!-])$/;

/** Which operators a flavour's `${…}` has. */
function allowed(c: Converter, p: ParameterExpansionPart): boolean {
  const g = c.grammar;
  const op = p.operation;
  if (!NAME.test(p.parameter)) return false;
  if (p.index !== undefined && !g.arrays) return false;
  if (p.prefix === '!' && !g.indirect) return false;
  if (p.prefix === '#' && op !== undefined) return false;
  switch (op?.type) {
    case undefined:
    case 'Default':
    case 'Remove':
      return true;
    case 'Replace':
      return g.replace;
    case 'Slice':
      return g.slice;
    case 'CaseModification':
    case 'Transform':
      return g.caseChange;
    case 'Names':
      return g.indirect;
    default:
      return false;
  }
}

function paramPart(c: Converter, p: ParameterExpansionPart, quoting: Quoting): Part {
  // `${#-x}` and the like: the length of a special parameter cannot take an operator, `#` itself is meant.
  if (!allowed(c, p)) {
    if (c.flavour === 'ash') c.problems.push({ pos: p.pos, message: 'custom:syntax error: bad substitution' });
    return { t: 'bad', text: p.text };
  }
  const op = p.operation;
  const inner = quoting === 'none' ? 'none' : 'operand';
  let operator: string = '';
  let arg: Word | null = null;
  let arg2: Word | null = null;
  switch (op?.type) {
    case 'Default':
      operator = op.operator;
      arg = convertWord(c, op.operand, inner);
      break;
    case 'Remove':
      operator = op.operator;
      arg = convertWord(c, op.operand, 'none');
      break;
    case 'Replace': {
      // BusyBox has no anchors: '#' and '%' are the first character of the pattern.
      const anchored = op.operator === '/#' || op.operator === '/%';
      operator = anchored && c.flavour === 'ash' ? '/' : op.operator;
      arg = convertWord(c, op.pattern, 'none');
      if (anchored && c.flavour === 'ash')
        arg = { ...arg, plain: null, parts: [{ t: 'quoted', v: op.operator.charAt(1) }, ...arg.parts] };
      arg2 = convertWord(c, op.replacement, inner);
      break;
    }
    case 'Slice':
      operator = ':';
      arg = arithWord(c, op.offset.text, op.offset.pos);
      arg2 = op.length === undefined ? null : arithWord(c, op.length.text, op.length.pos);
      break;
    case 'CaseModification':
      operator = op.operator;
      arg = op.operand === undefined ? null : convertWord(c, op.operand, 'none');
      break;
    case 'Transform':
      operator = '@';
      arg = convertWord(c, op.operand, 'none');
      break;
    case 'Names':
      operator = 'names';
      arg = plainWord(op.operator);
      break;
    default:
  }
  const part: ParamPart = {
    t: 'param',
    name: c.name(p.parameter),
    length: p.prefix === '#',
    indirect: p.prefix === '!',
    index: p.index === undefined ? null : subscript(c, p.index),
    op: operator,
    arg,
    arg2,
    text: p.text,
  };
  return part;
}

/** A subscript: `@`, `*`, or text that is expanded as in double quotes and then evaluated or used as a key. */
export function subscript(c: Converter, index: UWord): Word {
  if (index.text === '@' || index.text === '*') return plainWord(index.text);
  return convertWord(c, index, 'none');
}

/** An arithmetic text as a word. */
export function arithWord(c: Converter, text: Bytes, pos: number): Word {
  const parts = arithParts(c, text);
  const only = parts.length === 1 ? parts[0] : undefined;
  const plain = parts.length === 0 ? '' : only?.t === 'quoted' ? only.v : null;
  return { text, parts, plain, quoted: true, assignment: false, pos };
}

/** A word of literal text. */
export function plainWord(text: Bytes): Word {
  return { text, parts: [{ t: 'quoted', v: text }], plain: text, quoted: true, assignment: false, pos: 0 };
}

function simpleParam(c: Converter, text: Bytes): ParamPart {
  return {
    t: 'param',
    name: c.name(text.slice(1)),
    length: false,
    indirect: false,
    index: null,
    op: '',
    arg: null,
    arg2: null,
    text,
  };
}

function convertPart(c: Converter, part: WordPart, quoting: Quoting, out: Part[]): void {
  switch (part.type) {
    case 'Literal':
      textParts(part.text, quoting, out);
      return;
    case 'Glob':
      if (part.kind === 'bracket' && quoting === 'none' && /['"$`\\]/.test(part.text)) {
        out.push({ t: 'lit', v: '[' });
        for (const inner of part.parts) convertPart(c, inner, quoting, out);
        out.push({ t: 'lit', v: ']' });
      } else textParts(part.text, quoting, out);
      return;
    case 'SingleQuoted':
      // Inside double quotes and here-documents an apostrophe is a character like others.
      out.push({ t: 'quoted', v: quoting === 'none' ? part.text.slice(1, -1) : part.text });
      return;
    case 'AnsiCQuoted':
      if (!c.grammar.ansiC) c.rewrite(part.pos, 0, '\\');
      out.push({ t: 'quoted', v: ansiC(part.text.slice(2, -1), c.flavour === 'bash') });
      return;
    case 'LocaleString':
    case 'DoubleQuoted': {
      if (part.type === 'LocaleString' && c.flavour !== 'bash') c.rewrite(part.pos, 0, '\\');
      const parts: Part[] = [];
      for (const inner of part.parts) convertPart(c, inner, 'dquote', parts);
      out.push({ t: 'dquote', parts });
      return;
    }
    case 'SimpleExpansion':
      out.push(simpleParam(c, part.text));
      return;
    case 'ParameterExpansion':
      out.push(paramPart(c, part, quoting));
      return;
    case 'CommandExpansion':
      out.push({ t: 'command', body: c.script(part) });
      return;
    case 'ArithmeticExpansion':
      convertArith(c, part.text, quoting, out);
      return;
    case 'ProcessSubstitution':
      if (!c.grammar.process) c.syntax(part.pos + 1, '(');
      else out.push({ t: 'process', op: part.operator, body: c.script(part) });
      return;
    case 'ExtendedGlob':
      if (c.flavour !== 'bash') c.syntax(part.pos + 1, '(');
      else textParts(part.text, quoting, out);
      return;
    case 'BraceExpansion':
      if (part.parts === undefined) textParts(part.text, quoting, out);
      else {
        out.push({ t: 'lit', v: '{' });
        for (const inner of part.parts) convertPart(c, inner, quoting, out);
        out.push({ t: 'lit', v: '}' });
      }
  }
}

function convertArith(c: Converter, text: Bytes, quoting: Quoting, out: Part[]): void {
  if (text.startsWith('$((')) out.push({ t: 'arith', expr: arithParts(c, text.slice(3, -2)) });
  else if (c.flavour === 'bash') out.push({ t: 'arith', expr: arithParts(c, text.slice(2, -1)) });
  else textParts(text, quoting, out);
}

/** Turns a leading `~user` of the parts into a tilde part. `assignment`: also after `:`, and it ends at `:`. */
function tildes(parts: Part[], assignment: boolean): Part[] {
  const out: Part[] = [];
  parts.forEach((part, i) => {
    if (part.t !== 'lit' || part.v.indexOf('~') < 0) {
      out.push(part);
      return;
    }
    const pattern = assignment ? /(^|:)~([A-Za-z0-9._+-]*)(?=[/:]|$)/g : /(^)~([A-Za-z0-9._+-]*)(?=\/|$)/g;
    let from = 0;
    for (const m of part.v.matchAll(pattern)) {
      const at = m.index + (m[1] as string).length;
      const end = m.index + m[0].length;
      const atStart = m.index === 0 && m[1] === '';
      if (atStart && i > 0) continue;
      if (end === part.v.length && i + 1 < parts.length) continue;
      if (at > from) out.push({ t: 'lit', v: part.v.slice(from, at) });
      out.push({ t: 'tilde', user: m[2] as string });
      from = end;
    }
    if (from < part.v.length) out.push({ t: 'lit', v: part.v.slice(from) });
  });
  return out;
}

const ASSIGNMENT_LIKE = /^[A-Za-z_]\w*=/;

/** bash: an argument that looks like an assignment has its tildes expanded like one. */
function argumentTildes(parts: readonly Part[]): Part[] {
  const first = parts[0];
  const at = first?.t === 'lit' ? first.v.indexOf('=') : -1;
  if (first?.t !== 'lit' || at < 0) return [...parts];
  const rest: Part[] = [{ t: 'lit', v: first.v.slice(at + 1) }, ...parts.slice(1)];
  return [{ t: 'lit', v: first.v.slice(0, at + 1) }, ...tildes(first.v.length === at + 1 ? rest.slice(1) : rest, true)];
}

const NEEDS_PARTS = /['"$`{<>()[\]*?!@+]/;

/** Merges neighbouring parts of one kind. */
function merge(parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out[out.length - 1];
    if (last !== undefined && (part.t === 'lit' || part.t === 'quoted') && last.t === part.t)
      out[out.length - 1] = { t: part.t, v: last.v + part.v };
    else out.push(part);
  }
  return out;
}

function plainValue(parts: readonly Part[]): Bytes | null {
  let value = '';
  for (const part of parts) {
    if (part.t === 'quoted') value += part.v;
    else if (part.t === 'lit' && !/[*?[]/.test(part.v)) value += part.v;
    else if (part.t === 'dquote') {
      const inner = plainValue(part.parts);
      if (inner === null) return null;
      value += inner;
    } else return null;
  }
  return value;
}

/** The word of ours for a word of unbash's. `assignment`: the value of an assignment (tildes after colons, no braces). */
export function convertWord(c: Converter, word: UWord, quoting: 'none' | 'operand' = 'none', assignment = false): Word {
  const text = word.text;
  if (quoting === 'none' && !NEEDS_PARTS.test(text) && text.indexOf('\\') < 0 && text.indexOf('~') < 0) {
    return {
      text,
      parts: text === '' ? [] : [{ t: 'lit', v: text }],
      plain: text,
      quoted: false,
      assignment: false,
      pos: word.pos,
    };
  }
  let parts: Part[] = [];
  const source = word.parts;
  if (source === undefined) textParts(text, quoting, parts);
  else for (const part of source) convertPart(c, part, quoting, parts);
  parts = merge(parts);
  if (quoting === 'none' && text.indexOf('~') >= 0)
    parts =
      c.flavour === 'bash' && !assignment && ASSIGNMENT_LIKE.test(text)
        ? argumentTildes(parts)
        : tildes(parts, assignment);
  const quoted = hasQuotes(parts);
  if (c.grammar.braces && quoting === 'none' && !assignment && text.indexOf('{') >= 0) {
    parts = expandBraceSyntax(parts);
    const first = parts[0];
    if (first?.t === 'brace') parts[0] = { t: 'brace', items: first.items.map((item) => tildes([...item], false)) };
  }
  return { text, parts, plain: plainValue(parts), quoted, assignment: false, pos: word.pos };
}

function hasQuotes(parts: readonly Part[]): boolean {
  for (const part of parts) if (part.t === 'quoted' || part.t === 'dquote') return true;
  return false;
}
