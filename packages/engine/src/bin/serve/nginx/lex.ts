/** Reads the text of a configuration into directives (src/core/ngx_conf_file.c, ngx_conf_read_token). */
import type { Bytes } from '../../../util/bytes.ts';

/** One directive; `block` is null when it ends with a semicolon. */
export interface Directive {
  readonly name: Bytes;
  readonly args: readonly Bytes[];
  readonly block: readonly Directive[] | null;
  readonly file: Bytes;
  readonly line: number;
}

/** A complaint about a configuration; '' as the file means the command line. */
export interface ConfError {
  readonly message: Bytes;
  readonly file: Bytes;
  readonly line: number;
}

interface Token {
  readonly kind: 'word' | ';' | '{' | '}' | 'end';
  readonly text: Bytes;
  readonly line: number;
}

class Stop extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const BLANK = ' \t\r\n';

class Lexer {
  readonly text: Bytes;
  at = 0;
  line = 1;

  constructor(text: Bytes) {
    this.text = text;
  }

  private skip(): void {
    for (;;) {
      const c = this.text.charAt(this.at);
      if (c === '') return;
      if (c === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (BLANK.includes(c)) {
        if (c === '\n') this.line++;
        this.at++;
      } else return;
    }
  }

  /** The next token; `inside` says what a directive under way expects at the end of the file. */
  next(inside: boolean): Token {
    this.skip();
    const c = this.text.charAt(this.at);
    if (c === '') {
      if (inside) throw new Stop('unexpected end of file, expecting ";" or "}"', this.line);
      return { kind: 'end', text: '', line: this.line };
    }
    if (c === ';' || c === '{' || c === '}') {
      this.at++;
      return { kind: c, text: c, line: this.line };
    }
    return c === '"' || c === "'" ? this.quoted(c) : this.bare();
  }

  private quoted(quote: string): Token {
    const line = this.line;
    let text = '';
    for (this.at++; ; this.at++) {
      const c = this.text.charAt(this.at);
      if (c === '') throw new Stop('unexpected end of file, expecting ";" or "}"', this.line);
      if (c === '\n') this.line++;
      if (c === '\\') {
        text += this.backslash();
        continue;
      }
      if (c === quote) break;
      text += c;
    }
    this.at++;
    const after = this.text.charAt(this.at);
    if (after !== '' && !BLANK.includes(after) && !';{)'.includes(after))
      throw new Stop(`unexpected "${after}"`, this.line);
    return { kind: 'word', text, line };
  }

  /** What a backslash and the character behind it stand for; leaves `at` on the latter. */
  private backslash(): string {
    this.at++;
    const c = this.text.charAt(this.at);
    const escape = 'trn'.indexOf(c);
    if (c !== '' && escape >= 0) return '\t\r\n'.charAt(escape);
    return c === '"' || c === "'" || c === '\\' ? c : `\\${c}`;
  }

  private bare(): Token {
    const line = this.line;
    let text = '';
    for (; ; this.at++) {
      const c = this.text.charAt(this.at);
      if (c === '') throw new Stop('unexpected end of file, expecting ";" or "}"', this.line);
      if (c === '\\') {
        text += this.backslash();
        continue;
      }
      // a variable in braces does not open a block
      if (c === '$' && this.text.charAt(this.at + 1) === '{') {
        text += '${';
        this.at++;
        continue;
      }
      if (c === '}' && text.includes('${') && !text.slice(text.lastIndexOf('${')).includes('}')) {
        text += c;
        continue;
      }
      if (BLANK.includes(c) || c === ';' || c === '{') break;
      text += c;
    }
    return { kind: 'word', text, line };
  }
}

const MAX_DEPTH = 30;

/** Reads directives into `out`, which keeps what was read when a mistake ends the reading. */
function block(lexer: Lexer, file: Bytes, depth: number, out: Directive[]): void {
  let words: Bytes[] = [];
  for (;;) {
    const token = lexer.next(words.length > 0);
    switch (token.kind) {
      case 'end':
        if (depth > 0) throw new Stop('unexpected end of file, expecting "}"', token.line);
        return;
      case 'word':
        words.push(token.text);
        break;
      case '}':
        if (words.length > 0 || depth === 0) throw new Stop('unexpected "}"', token.line);
        return;
      default: {
        const [name, ...args] = words;
        if (name === undefined) throw new Stop(`unexpected "${token.text}"`, token.line);
        if (depth > MAX_DEPTH) throw new Stop('too deeply nested blocks', token.line);
        const inner: Directive[] | null = token.kind === '{' ? [] : null;
        out.push({ name, args, block: inner, file, line: token.line });
        if (inner !== null) block(lexer, file, depth + 1, inner);
        words = [];
      }
    }
  }
}

/** What a file holds up to its first mistake, and the mistake. */
export interface ReadFile {
  readonly directives: readonly Directive[];
  readonly error: ConfError | null;
}

/** Parses a configuration file, or (with `file` '') the directives of `-g`. */
export function readDirectives(text: Bytes, file: Bytes): ReadFile {
  const directives: Directive[] = [];
  try {
    block(new Lexer(text), file, 0, directives);
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    const message =
      file === '' ? stop.message.replace(/end of file, expecting.*/, 'end of parameter, expecting ";"') : stop.message;
    return { directives, error: { message, file, line: stop.line } };
  }
  return { directives, error: null };
}
