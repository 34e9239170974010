/** Splits a program into tokens (Lib/tokenize, Parser/lexer of CPython 3.12). */
import { type Place, PythonSyntaxError } from './ast.ts';
import { type RawString, readString } from './string-literal.ts';

export interface Token {
  readonly kind: 'name' | 'num' | 'str' | 'op' | 'newline' | 'indent' | 'dedent' | 'end';
  readonly text: string;
  readonly at: Place;
  /** For strings. */
  readonly raw: RawString | null;
}

const OPERATORS = [
  '**=',
  '//=',
  '>>=',
  '<<=',
  '...',
  '!=',
  '==',
  '<=',
  '>=',
  '->',
  ':=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '@=',
  '**',
  '//',
  '<<',
  '>>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '@',
  '&',
  '|',
  '^',
  '~',
  '<',
  '>',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '.',
  ';',
  '=',
  '!',
];
const BY_FIRST: ReadonlyMap<string, readonly string[]> = (() => {
  const map = new Map<string, string[]>();
  for (const op of OPERATORS) map.set(op.charAt(0), [...(map.get(op.charAt(0)) ?? []), op]);
  return map;
})();

const NAME = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*/y;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/y;
const STRING = /([rRbBuUfF]{0,2})("""|'''|"|')/y;
const CLOSER: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

interface Open {
  readonly text: string;
  readonly at: Place;
}

export class Lexer {
  readonly source: string;
  readonly end: number;
  at: number;
  line: number;
  /** Place where the current line begins. */
  lineStart: number;
  readonly tokens: Token[] = [];
  private readonly indents: number[] = [0];
  private readonly open: Open[] = [];
  /** Inside an expression of an f-string line ends mean nothing. */
  private readonly inner: boolean;

  constructor(source: string, at = 0, end = source.length, line = 1, lineStart = 0, inner = false) {
    this.source = source;
    this.at = at;
    this.end = end;
    this.line = line;
    this.lineStart = lineStart;
    this.inner = inner;
  }

  place(from: number, line = this.line, lineStart = this.lineStart): Place {
    return [line, from - lineStart, this.line, this.at - this.lineStart];
  }

  fail(message: string, at: Place, kind: PythonSyntaxError['kind'] = 'SyntaxError'): never {
    throw new PythonSyntaxError(message, at, kind);
  }

  private push(kind: Token['kind'], text: string, at: Place, raw: RawString | null = null): void {
    this.tokens.push({ kind, text, at, raw });
  }

  private char(): string {
    return this.at < this.end ? this.source.charAt(this.at) : '';
  }

  /** All tokens. */
  run(): readonly Token[] {
    let fresh = !this.inner;
    for (;;) {
      if (fresh && this.open.length === 0) {
        if (this.indentation()) continue;
        fresh = false;
      }
      this.blanks();
      const c = this.char();
      if (c === '') break;
      if (c === '\n') {
        fresh = this.lineEnd();
        continue;
      }
      this.token(c);
    }
    this.finish();
    return this.tokens;
  }

  private blanks(): void {
    for (;;) {
      const c = this.char();
      if (c === ' ' || c === '\t' || c === '\f' || c === '\r') this.at++;
      else if (c === '#') {
        while (this.char() !== '' && this.char() !== '\n') this.at++;
      } else if (c === '\\' && /^\r?\n/.test(this.source.slice(this.at + 1, this.at + 3))) {
        this.at = this.source.indexOf('\n', this.at) + 1;
        this.line++;
        this.lineStart = this.at;
      } else return;
    }
  }

  private lineEnd(): boolean {
    const from = this.at++;
    const logical = this.open.length === 0 && !this.inner;
    if (logical) this.push('newline', '\n', this.place(from));
    this.line++;
    this.lineStart = this.at;
    return logical;
  }

  /** Blanks at the start of a line; true when the line holds nothing else and was skipped. */
  private indentation(): boolean {
    let width = 0;
    let at = this.at;
    for (; at < this.end; at++) {
      const c = this.source.charAt(at);
      if (c === ' ') width++;
      else if (c === '\t') width = Math.floor(width / 8) * 8 + 8;
      else if (c === '\f') width = 0;
      else break;
    }
    const c = at < this.end ? this.source.charAt(at) : '';
    if (c === '#' || c === '\n' || c === '\r') {
      const newline = this.source.indexOf('\n', at);
      this.at = newline < 0 || newline >= this.end ? this.end : newline + 1;
      if (newline >= 0 && newline < this.end) {
        this.line++;
        this.lineStart = this.at;
      }
      return true;
    }
    this.at = at;
    if (c === '') return false;
    const last = this.indents[this.indents.length - 1] as number;
    if (width > last) {
      this.indents.push(width);
      this.push('indent', '', this.place(this.lineStart));
    }
    while (width < (this.indents[this.indents.length - 1] as number)) {
      this.indents.pop();
      this.push('dedent', '', this.place(this.at));
    }
    if (width !== this.indents[this.indents.length - 1]) {
      const text = this.source.slice(
        this.lineStart,
        this.source.indexOf('\n', this.at) < 0 ? this.end : this.source.indexOf('\n', this.at),
      );
      this.fail(
        'unindent does not match any outer indentation level',
        [this.line, text.length, this.line, text.length],
        'IndentationError',
      );
    }
    return false;
  }

  private token(c: string): void {
    const from = this.at;
    STRING.lastIndex = from;
    const string = STRING.exec(this.source);
    if (string !== null) {
      const { line, lineStart } = this;
      const raw = readString(this, (string[1] as string).toLowerCase(), string[2] as string);
      this.push('str', this.source.slice(from, this.at), this.place(from, line, lineStart), raw);
      return;
    }
    NAME.lastIndex = from;
    const name = NAME.exec(this.source);
    if (name !== null) {
      this.at += name[0].length;
      this.push('name', name[0], this.place(from));
      return;
    }
    if ((c >= '0' && c <= '9') || (c === '.' && /\d/.test(this.source.charAt(from + 1)))) {
      this.number(from);
      return;
    }
    this.operator(c, from);
  }

  private number(from: number): void {
    NUMBER.lastIndex = from;
    const text = (NUMBER.exec(this.source) as RegExpExecArray)[0];
    this.at += text.length;
    const next = this.source.charAt(this.at);
    if (
      /[A-Za-z_]/.test(next) &&
      !/^(?:and|else|for|if|in|is|not|or)\b/.test(this.source.slice(this.at, this.at + 5))
    ) {
      const kind = /^0[xX]/.test(text)
        ? 'hexadecimal'
        : /^0[oO]/.test(text)
          ? 'octal'
          : /^0[bB]/.test(text)
            ? 'binary'
            : 'decimal';
      this.fail(`invalid ${kind} literal`, this.place(from));
    }
    if (/^0\d/.test(text) && !/[.eEjJ]/.test(text) && /[1-9]/.test(text))
      this.fail(
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
        this.place(from),
      );
    this.push('num', text, this.place(from));
  }

  private operator(c: string, from: number): void {
    const op = BY_FIRST.get(c)?.find((candidate) => this.source.startsWith(candidate, from));
    if (op === undefined) {
      this.at++;
      const code = c.charCodeAt(0);
      if (c === '\\')
        this.fail('unexpected character after line continuation character', [
          this.line,
          this.at - this.lineStart,
          this.line,
          this.at - this.lineStart,
        ]);
      if (c === '$' || c === '?' || c === '`') this.fail('invalid syntax', this.place(from));
      this.fail(
        code < 32 || code === 127
          ? 'invalid non-printable character'
          : `invalid character '${c}' (U+${code.toString(16).toUpperCase().padStart(4, '0')})`,
        this.place(from),
      );
    }
    this.at += op.length;
    const at = this.place(from);
    if (op === '(' || op === '[' || op === '{') this.open.push({ text: op, at });
    if (op === ')' || op === ']' || op === '}') this.close(op, at);
    this.push('op', op, at);
  }

  private close(op: string, at: Place): void {
    const opener = this.open.pop();
    if (opener === undefined) this.fail(`unmatched '${op}'`, at);
    else if (CLOSER[opener.text] !== op) {
      const where = opener.at[0] === at[0] ? '' : ` on line ${opener.at[0]}`;
      this.fail(`closing parenthesis '${op}' does not match opening parenthesis '${opener.text}'${where}`, at);
    }
  }

  private finish(): void {
    const opener = this.open[this.open.length - 1];
    if (opener !== undefined) this.fail(`'${opener.text}' was never closed`, opener.at);
    const last = this.tokens[this.tokens.length - 1];
    const here: Place = [this.line, this.at - this.lineStart, this.line, this.at - this.lineStart];
    if (!this.inner && last !== undefined && last.kind !== 'newline' && last.kind !== 'dedent')
      this.push('newline', '', here);
    while (this.indents.length > 1) {
      this.indents.pop();
      this.push('dedent', '', here);
    }
    this.push('end', '', here);
  }
}
