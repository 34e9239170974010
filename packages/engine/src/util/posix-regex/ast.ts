/** Zero-width assertions. `bot` and `eot` are GNU's \` and \'. */
export type Assertion = 'bol' | 'eol' | 'bot' | 'eot' | 'wordBoundary' | 'notWordBoundary' | 'wordStart' | 'wordEnd';

/**
 * A parsed regular expression. `id` numbers the nodes from 0 for memo tables; `groups` tells whether a node holds any
 * capturing group.
 */
export type RegexNode =
  | { readonly kind: 'empty'; readonly id: number; readonly groups: false }
  | { readonly kind: 'set'; readonly id: number; readonly groups: false; readonly table: ByteTable }
  | { readonly kind: 'assert'; readonly id: number; readonly groups: false; readonly assertion: Assertion }
  | { readonly kind: 'backref'; readonly id: number; readonly groups: false; readonly group: number }
  | { readonly kind: 'cat'; readonly id: number; readonly groups: boolean; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'alt'; readonly id: number; readonly groups: boolean; readonly nodes: readonly RegexNode[] }
  | {
      readonly kind: 'group';
      readonly id: number;
      readonly groups: true;
      readonly node: RegexNode;
      readonly group: number;
    }
  | {
      readonly kind: 'repeat';
      readonly id: number;
      readonly groups: boolean;
      readonly node: RegexNode;
      readonly min: number;
      /** Infinity for no bound. */
      readonly max: number;
    };

/** Membership of each byte, 1 or 0. */
export type ByteTable = Uint8Array;

/** A table that holds the bytes of inclusive ranges. */
export function byteTable(ranges: readonly (readonly [number, number])[], negated = false): ByteTable {
  const table = new Uint8Array(256);
  for (const [lo, hi] of ranges) for (let c = lo; c <= hi && c < 256; c++) table[c] = 1;
  if (negated) for (let c = 0; c < 256; c++) table[c] = table[c] === 1 ? 0 : 1;
  return table;
}

const SINGLES: readonly ByteTable[] = Array.from({ length: 256 }, (_, c) => byteTable([[c, c]]));

/** The table of one byte; shared, so not to be written to. */
export function singleTable(c: number): ByteTable {
  return SINGLES[c] as ByteTable;
}

/** The table with both cases of every ASCII letter that it holds. */
export function foldTable(table: ByteTable): ByteTable {
  const out = table.slice();
  for (let c = 65; c <= 90; c++) {
    if (table[c] === 1 || table[c + 32] === 1) {
      out[c] = 1;
      out[c + 32] = 1;
    }
  }
  return out;
}

/** The only byte of a table, or -1 when it holds none or several. */
export function singleByte(table: ByteTable): number {
  let found = -1;
  for (let c = 0; c < 256; c++) {
    if (table[c] !== 1) continue;
    if (found >= 0) return -1;
    found = c;
  }
  return found;
}

/** Whether byte `c` is one of [A-Za-z0-9_]; NaN (past the text) is not. */
export function isWordByte(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
}

/** Whether an assertion holds between bytes `before` and `after`; -1 stands for the edge of the text. */
export function holds(assertion: Assertion, before: number, after: number, multiline: boolean): boolean {
  switch (assertion) {
    case 'bol':
      return before < 0 || (multiline && before === 10);
    case 'eol':
      return after < 0 || (multiline && after === 10);
    case 'bot':
      return before < 0;
    case 'eot':
      return after < 0;
    case 'wordBoundary':
      return isWordByte(before) !== isWordByte(after);
    case 'notWordBoundary':
      return isWordByte(before) === isWordByte(after);
    case 'wordStart':
      return !isWordByte(before) && isWordByte(after);
    case 'wordEnd':
      return isWordByte(before) && !isWordByte(after);
  }
}
