/** String literals: prefixes, escapes, and the parts of f-strings. */
import type { Place } from './ast.ts';
import type { Lexer } from './lexer.ts';

/** An expression inside an f-string: where its text stands. */
export interface RawField {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly lineStart: number;
  readonly conversion: '' | 'r' | 's' | 'a';
  readonly spec: readonly RawPart[];
  /** Text of `{expr=}` up to and with the sign. */
  readonly debug: string;
}
export type RawPart = string | RawField;

/** A string literal. `value` of a bytes literal holds units 0..255. */
export interface RawString {
  readonly kind: 'str' | 'bytes' | 'f';
  readonly value: string;
  readonly parts: readonly RawPart[];
}

const SIMPLE: { readonly [c: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** What an escape stands for, and how many characters after the backslash it takes. */
function escape(text: string, at: number, bytes: boolean): readonly [string, number] {
  const c = text.charAt(at);
  const simple = SIMPLE[c];
  if (simple !== undefined) return [simple, 1];
  const rest = text.slice(at, at + 10);
  const hex =
    /^x([0-9a-fA-F]{2})/.exec(rest) ??
    (bytes ? null : /^u([0-9a-fA-F]{4})/.exec(rest)) ??
    (bytes ? null : /^U([0-9a-fA-F]{8})/.exec(rest));
  if (hex !== null) {
    const code = Number.parseInt(hex[1] as string, 16);
    return code > 0x10ffff ? [`\\${c}`, 1] : [String.fromCodePoint(code), hex[0].length];
  }
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (octal !== null) return [String.fromCharCode(Number.parseInt(octal[0], 8)), octal[0].length];
  return [`\\${c}`, 1];
}

/** The text with its escapes replaced. */
export function unescape(text: string, bytes: boolean): string {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (c !== '\\') {
      out += c;
      continue;
    }
    const [value, n] = escape(text, at + 1, bytes);
    out += value;
    at += n;
  }
  return out;
}

class Reader {
  readonly lexer: Lexer;
  readonly quote: string;
  readonly raw: boolean;
  readonly first: Place;

  constructor(lexer: Lexer, quote: string, raw: boolean, first: Place) {
    this.lexer = lexer;
    this.quote = quote;
    this.raw = raw;
    this.first = first;
  }

  get c(): string {
    const { lexer } = this;
    return lexer.at < lexer.end ? lexer.source.charAt(lexer.at) : '';
  }

  step(): string {
    const { lexer } = this;
    const { c } = this;
    lexer.at++;
    if (c === '\n') {
      lexer.line++;
      lexer.lineStart = lexer.at;
    }
    return c;
  }

  atQuote(): boolean {
    return this.lexer.source.startsWith(this.quote, this.lexer.at) && this.lexer.at < this.lexer.end;
  }

  unterminated(kind: string): never {
    const { lexer } = this;
    if (this.quote.length === 3)
      return lexer.fail(`unterminated triple-quoted ${kind} literal (detected at line ${lexer.line})`, this.first);
    return lexer.fail(`unterminated ${kind} literal (detected at line ${lexer.line})`, this.first);
  }

  /** Characters up to the closing quote. */
  plain(): string {
    const from = this.lexer.at;
    for (;;) {
      if (this.c === '' || (this.c === '\n' && this.quote.length === 1)) this.unterminated('string');
      if (this.atQuote()) break;
      if (this.c === '\\') this.step();
      this.step();
    }
    const text = this.lexer.source.slice(from, this.lexer.at);
    this.lexer.at += this.quote.length;
    return text;
  }

  /** Parts of an f-string up to its quote, or (`inSpec`) of a format up to its brace. */
  parts(inSpec: boolean): RawPart[] {
    const { lexer } = this;
    const out: RawPart[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') out.push(this.raw ? text : unescape(text, false));
      text = '';
    };
    for (;;) {
      const { c } = this;
      if (c === '' || (c === '\n' && this.quote.length === 1)) this.unterminated('f-string');
      if (inSpec ? c === '}' : this.atQuote()) break;
      if (c === '{' && lexer.source.charAt(lexer.at + 1) === '{' && !inSpec) {
        text += '{';
        lexer.at += 2;
      } else if (c === '}' && !inSpec) {
        if (lexer.source.charAt(lexer.at + 1) !== '}')
          lexer.fail("f-string: single '}' is not allowed", [
            lexer.line,
            lexer.at - lexer.lineStart,
            lexer.line,
            lexer.at - lexer.lineStart + 1,
          ]);
        text += '}';
        lexer.at += 2;
      } else if (c === '{') {
        flush();
        const field = this.field();
        if (field.debug !== '') out.push(field.debug);
        out.push(field);
      } else {
        if (c === '\\' && !this.raw) text += this.step();
        text += this.step();
      }
    }
    flush();
    return out;
  }

  /** `{expr!r:spec}`, with `at` on the opening brace. */
  private field(): RawField {
    const { lexer } = this;
    lexer.at++;
    const { line, lineStart } = lexer;
    const from = lexer.at;
    this.skipExpression();
    let to = lexer.at;
    let debug = '';
    const head = lexer.source.slice(from, to);
    if (/[^=!<>:]=\s*$/.test(head)) {
      debug = head;
      to = from + head.replace(/=\s*$/, '').length;
    }
    if (lexer.source.slice(from, to).trim() === '')
      lexer.fail("f-string: valid expression required before '}'", [
        lexer.line,
        lexer.at - lexer.lineStart,
        lexer.line,
        lexer.at - lexer.lineStart + 1,
      ]);
    let conversion: RawField['conversion'] = '';
    if (this.c === '!') {
      lexer.at++;
      const letter = this.step();
      if (letter !== 'r' && letter !== 's' && letter !== 'a')
        lexer.fail(`f-string: invalid conversion character '${letter}': expected 's', 'r', or 'a'`, this.first);
      conversion = letter as 'r' | 's' | 'a';
    }
    let spec: RawPart[] = [];
    if (this.c === ':') {
      lexer.at++;
      spec = this.parts(true);
    } else if (debug !== '' && conversion === '') conversion = 'r';
    if (this.c !== '}') lexer.fail("f-string: expecting '}'", this.first);
    lexer.at++;
    return { from, to, line, lineStart, conversion, spec, debug };
  }

  /** Moves to the `!`, `:` or `}` that ends the expression. */
  private skipExpression(): void {
    let depth = 0;
    for (;;) {
      const { c, lexer } = this;
      if (c === '' || (c === '\n' && this.quote.length === 1)) lexer.fail("f-string: expecting '}'", this.first);
      if (c === '"' || c === "'") {
        if (this.quote.length === 1 && c === this.quote && depth === 0 && !lexer.source.slice(lexer.at + 1).includes(c))
          this.unterminated('f-string');
        const triple = lexer.source.startsWith(c.repeat(3), lexer.at);
        const inner = new Reader(lexer, triple ? c.repeat(3) : c, false, this.first);
        lexer.at += inner.quote.length;
        inner.plain();
        continue;
      }
      if (depth === 0 && (c === '}' || c === ':' || (c === '!' && lexer.source.charAt(lexer.at + 1) !== '='))) return;
      if ('([{'.includes(c)) depth++;
      if (')]}'.includes(c)) depth--;
      this.step();
    }
  }
}

/** Reads the literal whose prefix begins at the lexer's place. */
export function readString(lexer: Lexer, prefix: string, quote: string): RawString {
  const start = lexer.at;
  const first: Place = [lexer.line, start - lexer.lineStart, lexer.line, start - lexer.lineStart + 1];
  lexer.at += prefix.length + quote.length;
  const raw = prefix.includes('r');
  const reader = new Reader(lexer, quote, raw, first);
  if (prefix.includes('f')) {
    const parts = reader.parts(false);
    lexer.at += quote.length;
    return { kind: 'f', value: '', parts };
  }
  const text = reader.plain();
  const bytes = prefix.includes('b');
  if (bytes && /[^\0-\x7f]/.test(text)) lexer.fail('bytes can only contain ASCII literal characters', first);
  return { kind: bytes ? 'bytes' : 'str', value: raw ? text : unescape(text, bytes), parts: [] };
}
