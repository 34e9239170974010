/** Parsing of sed(1) scripts: POSIX with GNU's extensions, which BusyBox largely shares. */
import type { Bytes } from '../../util/bytes.ts';
import { parseReplacement, unescapeText } from './sed-replacement.ts';
import { type SedAddress, type SedCommand, SedError, type SedRegex, type SedScript } from './sed-script.ts';

type Draft = { -readonly [K in keyof SedCommand]: SedCommand[K] };

interface Parser {
  readonly text: Bytes;
  readonly gnu: boolean;
  readonly extended: boolean;
  at: number;
  readonly commands: Draft[];
  readonly blocks: number[];
  readonly labels: Map<string, number>;
  readonly jumps: { readonly command: Draft; readonly label: Bytes }[];
}

function fail(x: Parser, gnu: Bytes, busybox: Bytes): SedError {
  return new SedError(gnu, busybox, x.at);
}

function peek(x: Parser): string {
  return x.text.charAt(x.at);
}

function skipBlanks(x: Parser): void {
  while (x.at < x.text.length && ' \t'.includes(peek(x))) x.at++;
}

function skipSpace(x: Parser): void {
  while (x.at < x.text.length && ' \t\n;'.includes(peek(x))) x.at++;
}

function number(x: Parser): number {
  const found = /^\d+/.exec(x.text.slice(x.at))?.[0] ?? '';
  x.at += found.length;
  return Number(found);
}

/** Text up to an unescaped delimiter. A bracket expression of a regex may hold it. */
function delimited(x: Parser, delimiter: string, regex: boolean): Bytes | null {
  let out = '';
  while (x.at < x.text.length) {
    const c = peek(x);
    if (c === delimiter) {
      x.at++;
      return out;
    }
    if (c === '\n' && regex && x.gnu) return null;
    if (c === '\\') {
      const next = x.text.charAt(x.at + 1);
      x.at += 2;
      if (next === '') return null;
      if (next === delimiter)
        out +=
          regex && '.*[]^$+?(){}|'.includes(delimiter) && delimiter !== '' ? literalDelimiter(delimiter) : delimiter;
      else if (next === 'n' && regex) out += '\\n';
      else if (next === '\n' && regex) out += '\n';
      else out += `\\${next}`;
      continue;
    }
    if (c === '[' && regex) {
      const bracket = bracketAt(x.text, x.at);
      out += bracket;
      x.at += bracket.length;
      continue;
    }
    out += c;
    x.at++;
  }
  return null;
}

/** `s|a\|b|` means a literal bar: the delimiter loses its meaning. */
function literalDelimiter(delimiter: string): Bytes {
  return `[${delimiter}]`.replace('[^]', '\\^');
}

/** A bracket expression from its `[`, or the `[` alone when it is never closed. */
function bracketAt(text: Bytes, at: number): Bytes {
  let i = at + 1;
  if (text.charAt(i) === '^') i++;
  if (text.charAt(i) === ']') i++;
  while (i < text.length) {
    const c = text.charAt(i);
    if (c === ']') return text.slice(at, i + 1);
    if (c === '\n') return '[';
    if (c === '[' && ':.='.includes(text.charAt(i + 1))) {
      const end = text.indexOf(`${text.charAt(i + 1)}]`, i + 2);
      if (end < 0) return '[';
      i = end + 2;
    } else i++;
  }
  return '[';
}

function regexFlags(x: Parser): string {
  if (!x.gnu) return '';
  let flags = '';
  while ('IM'.includes(peek(x)) && peek(x) !== '') flags += x.text.charAt(x.at++);
  return flags;
}

function address(x: Parser, second: boolean): SedAddress | null {
  const c = peek(x);
  if (/\d/.test(c)) {
    const n = number(x);
    skipBlanks(x);
    if (peek(x) !== '~' || second || !x.gnu) return { kind: 'line', n };
    x.at++;
    const step = number(x);
    return step > 0 ? { kind: 'step', first: n, step } : { kind: 'line', n };
  }
  if (second && (c === '+' || (c === '~' && x.gnu))) {
    x.at++;
    if (!/\d/.test(peek(x))) throw fail(x, 'expected number', 'unexpected');
    return { kind: c === '+' ? 'plus' : 'multiple', n: number(x) };
  }
  if (c === '$') {
    x.at++;
    return { kind: 'last' };
  }
  if (c !== '/' && c !== '\\') return null;
  x.at += c === '\\' ? 2 : 1;
  const pattern = delimited(x, x.text.charAt(x.at - 1), true);
  if (pattern === null) {
    x.at = x.text.length;
    throw fail(x, 'unterminated address regex', "unmatched '/'");
  }
  return { kind: 'regex', regex: { pattern, flags: regexFlags(x) } };
}

function newCommand(name: string): Draft {
  return {
    name,
    from: null,
    to: null,
    negated: false,
    text: '',
    number: -1,
    target: -1,
    regex: null,
    replacement: [],
    global: false,
    print: 0,
    file: '',
  };
}

function addresses(x: Parser): Draft {
  const command = newCommand('');
  command.from = address(x, false);
  if (command.from === null) return command;
  skipBlanks(x);
  if (peek(x) !== ',') {
    if (command.from.kind === 'line' && command.from.n === 0) {
      if (x.gnu) throw new SedError('invalid usage of line address 0', '', x.at + 1);
      command.from = null;
    }
    return command;
  }
  x.at++;
  skipBlanks(x);
  command.to = address(x, true);
  if (command.to === null) throw new SedError("unexpected `,'", 'no address after comma', x.at + 1);
  if (command.from.kind === 'line' && command.from.n === 0 && command.to.kind !== 'regex' && x.gnu) {
    throw fail(x, 'invalid usage of line address 0', 'invalid usage of line address 0');
  }
  return command;
}

/** The end of a command: newline, `;`, `}` or a comment. */
function endOfCommand(x: Parser): void {
  skipBlanks(x);
  const c = peek(x);
  if (c === '' || c === '\n' || c === ';') {
    if (c !== '') x.at++;
  } else if (c !== '}' && c !== '#') {
    x.at++;
    throw fail(x, 'extra characters after command', `unsupported command ${c}`);
  }
}

/** A word up to the end of the line: a file name. */
function restOfLine(x: Parser): Bytes {
  skipBlanks(x);
  const newline = x.text.indexOf('\n', x.at);
  const end = newline < 0 ? x.text.length : newline;
  const text = x.text.slice(x.at, end);
  x.at = newline < 0 ? end : end + 1;
  return text;
}

function label(x: Parser): Bytes {
  skipBlanks(x);
  const found = /^[^\n;}]*/.exec(x.text.slice(x.at))?.[0] ?? '';
  const text = found.trimEnd();
  x.at += found.length;
  return text;
}

/** The text of `a`, `i` and `c`. */
function appendText(x: Parser): Bytes {
  skipBlanks(x);
  if (peek(x) === '' && !x.gnu) return '\n';
  if (peek(x) === '') throw fail(x, "expected \\ after `a', `c' or `i'", '');
  if (peek(x) === '\\') {
    x.at++;
    const mark = x.at;
    skipBlanks(x);
    if (peek(x) === '\n') x.at++;
    else x.at = mark;
    if (x.at >= x.text.length) return x.gnu ? '' : '\n';
  }
  let raw = '';
  while (x.at < x.text.length && peek(x) !== '\n') {
    if (peek(x) === '\\') {
      raw += x.text.slice(x.at, x.at + 2);
      x.at += 2;
    } else raw += x.text.charAt(x.at++);
  }
  if (peek(x) === '\n') x.at++;
  return `${unescapeText(raw)}\n`;
}

function substitute(x: Parser, command: Draft): void {
  const delimiter = peek(x);
  x.at++;
  if (delimiter === '\n' || delimiter === '\\' || delimiter === '')
    throw fail(x, "unterminated `s' command", 'bad format in substitution expression');
  const pattern = delimited(x, delimiter, true);
  const text = pattern === null ? null : delimited(x, delimiter, false);
  if (pattern === null || text === null) {
    if (x.gnu) x.at = x.text.length;
    throw fail(x, "unterminated `s' command", `unmatched '${delimiter}'`);
  }
  let flags = '';
  for (;;) {
    const c = peek(x);
    if (c === 'g') command.global = true;
    else if (c === 'p') command.print += 1;
    else if (c === 'i' || c === 'I') flags += 'I';
    else if (c === 'm' || c === 'M') flags += 'M';
    else if (c === 'e') throw fail(x, 'flag e of s is not simulated', 'bad option in substitution expression');
    else if (/\d/.test(c)) {
      if (command.number > 0)
        throw fail(x, "multiple number options to `s' command", 'bad option in substitution expression');
      command.number = number(x);
      if (command.number === 0)
        throw fail(x, "number option to `s' command may not be zero", 'bad option in substitution expression');
      continue;
    } else if (c === 'w') {
      x.at++;
      command.file = restOfLine(x);
      break;
    } else break;
    x.at++;
  }
  command.regex = { pattern, flags };
  command.replacement = parseReplacement(text, x.gnu);
  if (command.file === '' && !' \t\n;}#'.includes(peek(x)) && peek(x) !== '') {
    x.at++;
    throw fail(x, "unknown option to `s'", 'bad option in substitution expression');
  }
  if (command.file === '') endOfCommand(x);
}

function transliterate(x: Parser, command: Draft): void {
  const delimiter = peek(x);
  x.at++;
  const from = delimited(x, delimiter, false);
  const to = from === null ? null : delimited(x, delimiter, false);
  if (from === null || to === null) throw fail(x, "unterminated `y' command", `unmatched '${delimiter}'`);
  const a = unescapeText(from.replace(/\\n/g, '\n'));
  const b = unescapeText(to.replace(/\\n/g, '\n'));
  if (a.length !== b.length && x.gnu)
    throw fail(x, "strings for `y' command are different lengths", "strings for 'y' command have different lengths");
  command.text = a.slice(0, b.length) + b.slice(0, a.length);
  endOfCommand(x);
}

function optionalNumber(x: Parser, command: Draft): void {
  skipBlanks(x);
  if (/\d/.test(peek(x)) && !x.gnu) throw fail(x, '', 'missing command');
  if (/\d/.test(peek(x))) command.number = number(x);
  endOfCommand(x);
}

/** Commands of GNU sed that BusyBox lacks. */
const GNU_ONLY = 'RWQFzeLv';

/** What follows the letter of a command. */
function operands(x: Parser, command: Draft): void {
  const { name } = command;
  if (!x.gnu && GNU_ONLY.includes(name)) throw fail(x, '', `unsupported command ${name}`);
  if ('=dDgGhHnNpPxzF'.includes(name)) endOfCommand(x);
  else if ('aic'.includes(name)) command.text = appendText(x);
  else if (name === ':') {
    if (command.from !== null) throw fail(x, ": doesn't want any addresses", 'invalid usage of label');
    const text = label(x);
    if (text === '' && x.gnu) throw fail(x, '":" lacks a label', '');
    x.labels.set(text, x.commands.length);
    endOfCommand(x);
  } else if ('btT'.includes(name)) {
    x.jumps.push({ command, label: label(x) });
    endOfCommand(x);
  } else if ('qQlL'.includes(name)) {
    if ((name === 'q' || name === 'Q') && command.to !== null)
      throw fail(x, 'command only uses one address', 'command uses only one address');
    optionalNumber(x, command);
  } else if ('rRwW'.includes(name)) {
    command.file = restOfLine(x);
    if (command.file === '') throw fail(x, 'missing filename in r/R/w/W commands', 'empty filename');
  } else if (name === 's') substitute(x, command);
  else if (name === 'y') transliterate(x, command);
  else if (name === 'v') restOfLine(x);
  else if (name === 'e') throw fail(x, 'command e is not simulated', 'unsupported command e');
  else throw fail(x, `unknown command: \`${name}'`, `unsupported command ${name}`);
}

function closeBlock(x: Parser, command: Draft): void {
  const open = x.blocks.pop();
  if (open === undefined && !x.gnu) return endOfCommand(x);
  if (open === undefined) throw fail(x, "unexpected `}'", '');
  if (command.from !== null) throw fail(x, "} doesn't want any addresses", "unexpected '}'");
  (x.commands[open] as Draft).target = x.commands.length;
  endOfCommand(x);
}

function one(x: Parser): void {
  const command = addresses(x);
  skipBlanks(x);
  while (peek(x) === '!') {
    command.negated = true;
    x.at++;
    skipBlanks(x);
  }
  const name = peek(x);
  if (name === '' || name === '\n') throw fail(x, 'missing command', 'missing command');
  x.at++;
  if (name === '#') {
    if (command.from !== null) throw fail(x, "comments don't accept any addresses", 'unsupported command #');
    restOfLine(x);
    return;
  }
  command.name = name;
  if (name === '}') {
    closeBlock(x, command);
    return;
  }
  if (name === '{') {
    x.blocks.push(x.commands.length);
    x.commands.push(command);
    return;
  }
  operands(x, command);
  if (name !== ':') x.commands.push(command);
}

/** Parses a script; throws SedError. */
export function parseSed(text: Bytes, gnu: boolean, extended: boolean): SedScript {
  const x: Parser = { text, gnu, extended, at: 0, commands: [], blocks: [], labels: new Map(), jumps: [] };
  const quiet = /^#n(\n|$)/.test(text);
  for (skipSpace(x); x.at < x.text.length; skipSpace(x)) one(x);
  if (x.blocks.length > 0 && !x.gnu)
    for (const open of x.blocks) (x.commands[open] as Draft).target = x.commands.length;
  else if (x.blocks.length > 0) {
    x.at = 0;
    throw fail(x, "unmatched `{'", "unmatched '{'");
  }
  for (const { command, label: wanted } of x.jumps) {
    const target = wanted === '' ? x.commands.length : x.labels.get(wanted);
    if (target === undefined)
      throw new SedError(`can't find label for jump to \`${wanted}'`, `can't find label for jump to '${wanted}'`, -1);
    command.target = target;
  }
  return { commands: x.commands, quiet };
}

/** The regular expressions of a script, so that mistakes in them are told before anything runs. */
export function scriptRegexes(script: SedScript): readonly SedRegex[] {
  const out: SedRegex[] = [];
  for (const c of script.commands) {
    for (const a of [c.from, c.to]) if (a?.kind === 'regex') out.push(a.regex);
    if (c.regex !== null) out.push(c.regex);
  }
  return out;
}
