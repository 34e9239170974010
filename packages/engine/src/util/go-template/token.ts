import type { Bytes } from '../bytes.ts';
import { goQuote } from '../go-quote.ts';
import { runeAt, widthOf } from '../rune.ts';

/** Kinds of lexical items, named as in text/template/parse/lex.go. */
export type TokenKind =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | 'block'
  | 'break'
  | 'continue'
  | 'dot'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

/** A lexical item: its text, byte offset and 1-based line. */
export interface Token {
  readonly kind: TokenKind;
  readonly pos: number;
  readonly value: Bytes;
  readonly line: number;
}

/** Words that are keywords inside an action. */
export const KEYWORDS: ReadonlyMap<Bytes, TokenKind> = new Map<Bytes, TokenKind>([
  ['block', 'block'],
  ['break', 'break'],
  ['continue', 'continue'],
  ['define', 'define'],
  ['else', 'else'],
  ['end', 'end'],
  ['if', 'if'],
  ['nil', 'nil'],
  ['range', 'range'],
  ['template', 'template'],
  ['with', 'with'],
]);

function firstRunes(s: Bytes, count: number): Bytes {
  let i = 0;
  for (let n = 0; n < count && i < s.length; n++) i += widthOf(runeAt(s, i));
  return s.slice(0, i);
}

/** How an error message shows a token. */
export function tokenText(token: Token): Bytes {
  if (token.kind === 'eof') return 'EOF';
  if (token.kind === 'error') return token.value;
  if (token.kind === 'dot' || KEYWORDS.has(token.value)) {
    if (token.kind !== 'text' && token.kind !== 'string') return `<${token.value}>`;
  }
  if (token.value.length > 10) return `${goQuote(firstRunes(token.value, 10))}...`;
  return goQuote(token.value);
}
