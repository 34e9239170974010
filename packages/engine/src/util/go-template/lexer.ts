import type { Bytes } from '../bytes.ts';
import { sprintf } from '../go-fmt/printf.ts';
import { goQuote } from '../go-quote.ts';
import { isDigit, isLetter, isPrint, runeAt, runeOf, widthOf } from '../rune.ts';
import { KEYWORDS, type Token, type TokenKind } from './token.ts';

const LEFT = '{{';
const RIGHT = '}}';
const EOF = -1;

function isSpaceChar(c: string | undefined): boolean {
  return c === ' ' || c === '\t' || c === '\r' || c === '\n';
}

function isAlphaNumeric(r: number): boolean {
  return r === 95 || (r >= 0 && (isLetter(r) || isDigit(r)));
}

function trimmedEnd(s: Bytes, end: number, floor: number): number {
  let i = end;
  while (i > floor && isSpaceChar(s[i - 1])) i--;
  return i;
}

/** `U+0041 'A'`, how the lexer names an unexpected character; the end of input is Go's -1. */
function unicodeName(r: number): Bytes {
  return sprintf('%#U', r);
}

/** The scanner of text/template/parse/lex.go over the whole input; an error item ends the list. */
class Lexer {
  readonly tokens: Token[] = [];
  private readonly input: Bytes;
  private pos = 0;
  private start = 0;
  private line = 1;
  private parenDepth = 0;
  private failed = false;

  constructor(input: Bytes) {
    this.input = input;
  }

  run(): readonly Token[] {
    while (!this.failed && this.text()) {
      if (this.leftDelim()) while (!this.failed && this.insideAction());
    }
    return this.tokens;
  }

  private emit(kind: TokenKind): void {
    const value = this.input.slice(this.start, this.pos);
    this.tokens.push({ kind, pos: this.start, value, line: this.line });
    this.skip();
  }

  /** Moves the start of the next item here, counting the lines passed. */
  private skip(): void {
    for (let i = this.start; i < this.pos; i++) if (this.input.charCodeAt(i) === 10) this.line++;
    this.start = this.pos;
  }

  private fail(message: Bytes): false {
    this.tokens.push({ kind: 'error', pos: this.start, value: message, line: this.line });
    this.failed = true;
    return false;
  }

  private peek(): number {
    return this.pos >= this.input.length ? EOF : runeOf(runeAt(this.input, this.pos));
  }

  private next(): number {
    if (this.pos >= this.input.length) return EOF;
    const p = runeAt(this.input, this.pos);
    this.pos += widthOf(p);
    return runeOf(p);
  }

  /** Scans text up to an action; false at the end of input. */
  private text(): boolean {
    const open = this.input.indexOf(LEFT, this.pos);
    if (open < 0) {
      this.pos = this.input.length;
      if (this.pos > this.start) this.emit('text');
      this.emit('eof');
      return false;
    }
    const trims = this.input[open + 2] === '-' && isSpaceChar(this.input[open + 3]);
    this.pos = trims ? trimmedEnd(this.input, open, this.start) : open;
    if (this.pos > this.start) this.emit('text');
    this.pos = open;
    this.skip();
    return true;
  }

  /** Scans `{{` with its trim marker, or a whole comment; true when an action follows. */
  private leftDelim(): boolean {
    const marker = this.input[this.pos + 2] === '-' && isSpaceChar(this.input[this.pos + 3]) ? 2 : 0;
    if (this.input.startsWith('/*', this.pos + 2 + marker)) {
      this.pos += 2 + marker;
      this.skip();
      this.comment();
      return false;
    }
    this.pos += 2;
    this.emit('leftDelim');
    this.pos += marker;
    this.skip();
    this.parenDepth = 0;
    return true;
  }

  private comment(): void {
    const close = this.input.indexOf('*/', this.pos + 2);
    if (close < 0) {
      this.fail('unclosed comment');
      return;
    }
    this.pos = close + 2;
    const right = this.rightDelimAt(this.pos);
    if (right === 'none') {
      this.fail('comment ends before closing delimiter');
      return;
    }
    this.pos += right === 'trim' ? 4 : 2;
    if (right === 'trim') while (isSpaceChar(this.input[this.pos])) this.pos++;
    this.skip();
  }

  private rightDelimAt(at: number): 'none' | 'plain' | 'trim' {
    const marker = isSpaceChar(this.input[at]) && this.input[at + 1] === '-';
    if (marker && this.input.startsWith(RIGHT, at + 2)) return 'trim';
    return this.input.startsWith(RIGHT, at) ? 'plain' : 'none';
  }

  private rightDelim(trims: boolean): false {
    if (trims) {
      this.pos += 2;
      this.skip();
    }
    this.pos += 2;
    this.emit('rightDelim');
    if (trims) {
      while (isSpaceChar(this.input[this.pos])) this.pos++;
      this.skip();
    }
    return false;
  }

  /** Scans one item of an action; false when the action (or the input) ended. */
  private insideAction(): boolean {
    const right = this.rightDelimAt(this.pos);
    if (right !== 'none') {
      if (this.parenDepth === 0) return this.rightDelim(right === 'trim');
      return this.fail('unclosed left paren');
    }
    const r = this.next();
    if (r === EOF) return this.fail('unclosed action');
    if (isSpaceChar(this.input[this.pos - 1])) return this.space();
    const c = r < 0x80 ? String.fromCharCode(r) : '';
    switch (c) {
      case '=':
        this.emit('assign');
        return true;
      case ':':
        if (this.next() !== 61) return this.fail('expected :=');
        this.emit('declare');
        return true;
      case '|':
        this.emit('pipe');
        return true;
      case '"':
        return this.quoted(34, 'string', 'unterminated quoted string');
      case "'":
        return this.quoted(39, 'charConstant', 'unterminated character constant');
      case '`':
        return this.rawQuote();
      case '$':
        return this.fieldOrVariable('variable');
      case '(':
        this.emit('leftParen');
        this.parenDepth++;
        return true;
      case ')':
        return this.rightParen();
      default:
        return this.word(r);
    }
  }

  private word(r: number): boolean {
    const digitNext = this.pos < this.input.length && /[0-9]/.test(this.input[this.pos] as string);
    if (r === 46 && this.pos < this.input.length && !digitNext) return this.fieldOrVariable('field');
    if (r === 43 || r === 45 || r === 46 || (r >= 48 && r <= 57)) {
      this.pos--;
      return this.number();
    }
    if (isAlphaNumeric(r)) return this.identifier();
    if (r < 0x80 && isPrint(r)) {
      this.emit('char');
      return true;
    }
    return this.fail(`unrecognized character in action: ${unicodeName(r)}`);
  }

  private rightParen(): boolean {
    this.parenDepth--;
    if (this.parenDepth < 0) return this.fail('unexpected right paren');
    this.emit('rightParen');
    return true;
  }

  private space(): boolean {
    while (isSpaceChar(this.input[this.pos])) this.pos++;
    // A closing delimiter with a trim marker begins with the last of these spaces.
    if (this.rightDelimAt(this.pos - 1) === 'trim') {
      this.pos--;
      if (this.pos === this.start) return this.rightDelim(true);
    }
    this.emit('space');
    return true;
  }

  private atTerminator(): boolean {
    const c = this.input[this.pos];
    if (c === undefined || isSpaceChar(c) || '.,|:)('.includes(c)) return true;
    return this.input.startsWith(RIGHT, this.pos);
  }

  private identifier(): boolean {
    while (isAlphaNumeric(this.peek())) this.next();
    if (!this.atTerminator()) return this.fail(`bad character ${unicodeName(this.peek())}`);
    const word = this.input.slice(this.start, this.pos);
    this.emit(KEYWORDS.get(word) ?? (word === 'true' || word === 'false' ? 'bool' : 'identifier'));
    return true;
  }

  private fieldOrVariable(kind: 'field' | 'variable'): boolean {
    if (this.atTerminator()) {
      this.emit(kind === 'field' ? 'dot' : 'variable');
      return true;
    }
    while (isAlphaNumeric(this.peek())) this.next();
    if (!this.atTerminator()) return this.fail(`bad character ${unicodeName(this.peek())}`);
    this.emit(kind);
    return true;
  }

  private quoted(quote: number, kind: TokenKind, message: Bytes): boolean {
    for (;;) {
      let r = this.next();
      if (r === 92) {
        r = this.next();
        if (r !== EOF && r !== 10) continue;
      }
      if (r === EOF || r === 10) return this.fail(message);
      if (r === quote) break;
    }
    this.emit(kind);
    return true;
  }

  private rawQuote(): boolean {
    const close = this.input.indexOf('`', this.pos);
    if (close < 0) return this.fail('unterminated raw quoted string');
    this.pos = close + 1;
    this.emit('rawString');
    return true;
  }

  private number(): boolean {
    let ok = this.scanNumber();
    const sign = ok ? this.input[this.pos] : undefined;
    const complex = sign === '+' || sign === '-';
    if (complex) ok = this.scanNumber() && this.input[this.pos - 1] === 'i';
    if (!ok) return this.fail(`bad number syntax: ${goQuote(this.input.slice(this.start, this.pos))}`);
    this.emit(complex ? 'complex' : 'number');
    return true;
  }

  private accept(valid: string): boolean {
    const c = this.input[this.pos];
    if (c === undefined || !valid.includes(c)) return false;
    this.pos++;
    return true;
  }

  private scanNumber(): boolean {
    this.accept('+-');
    let digits = '0123456789_';
    if (this.accept('0')) {
      if (this.accept('xX')) digits = '0123456789abcdefABCDEF_';
      else if (this.accept('oO')) digits = '01234567_';
      else if (this.accept('bB')) digits = '01_';
    }
    while (this.accept(digits));
    if (this.accept('.')) while (this.accept(digits));
    const exponent = digits.length === 11 ? 'eE' : digits.length === 23 ? 'pP' : '';
    if (exponent !== '' && this.accept(exponent)) {
      this.accept('+-');
      while (this.accept('0123456789_'));
    }
    this.accept('i');
    if (!isAlphaNumeric(this.peek())) return true;
    this.next();
    return false;
  }
}

/** The items of a template; the last is `eof` or `error`. */
export function lexTemplate(text: Bytes): readonly Token[] {
  return new Lexer(text).run();
}
