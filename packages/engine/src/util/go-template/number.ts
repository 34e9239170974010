import type { Bytes } from '../bytes.ts';
import { GoError, isGoError } from '../go-error.ts';
import { goQuote, goUnquoteRune } from '../go-quote.ts';
import { type Int64, parseGoFloat, parseInt64, parseUint64 } from '../strconv.ts';
import type { NumberNode } from './node.ts';

function node(pos: number, text: Bytes, parts: Partial<NumberNode>): NumberNode {
  return { type: 'number', pos, text, int: null, uint: null, float: null, complex: null, ...parts };
}

/** An integral float as an int64, or null. */
function integral(f: number): Int64 | null {
  if (!Number.isInteger(f) || f < -(2 ** 63) || f >= 2 ** 63) return null;
  return Number.isSafeInteger(f) ? f : BigInt(f);
}

function complexNode(pos: number, text: Bytes, re: number, im: number): NumberNode {
  const complex: readonly [number, number] = [re, im];
  if (im !== 0) return node(pos, text, { complex });
  const int = integral(re);
  return node(pos, text, { complex, float: re, int, uint: int !== null && int >= 0 ? int : null });
}

function imaginary(pos: number, text: Bytes): NumberNode | null {
  const im = parseGoFloat(text.slice(0, -1));
  return isGoError(im) ? null : complexNode(pos, text, 0, im);
}

function complexPair(pos: number, text: Bytes): NumberNode | GoError {
  const m = /^([+-]?[^+-]+(?:[eEpP][+-]?\d+)?)([+-].+)i$/.exec(text);
  const re = m === null ? new GoError('') : parseGoFloat(m[1] as string);
  const im = m === null ? new GoError('') : parseGoFloat(m[2] as string);
  if (isGoError(re) || isGoError(im)) return new GoError('syntax error scanning complex number');
  return complexNode(pos, text, re, im);
}

function charConstant(pos: number, text: Bytes): NumberNode | GoError {
  const r = goUnquoteRune(text);
  if (isGoError(r)) return text.length < 3 || text[1] === "'" ? new GoError('invalid syntax') : malformed(text);
  return node(pos, text, { int: r, uint: r, float: r });
}

function malformed(text: Bytes): GoError {
  // A first character that is well-formed but not the only one is named; a broken escape is not.
  const first = text[1] === '\\' ? `${text.slice(0, 3)}'` : "'a'";
  return isGoError(goUnquoteRune(first)) && !/^'\\[xuU0-7]/.test(text)
    ? new GoError('invalid syntax')
    : new GoError(`malformed character constant: ${text}`);
}

/** A numeric literal under all types that hold it (`newNumber` of text/template/parse/node.go). */
export function numberNode(
  pos: number,
  text: Bytes,
  kind: 'charConstant' | 'complex' | 'number',
): NumberNode | GoError {
  if (kind === 'charConstant') return charConstant(pos, text);
  if (kind === 'complex') return complexPair(pos, text);
  if (text.endsWith('i')) {
    const n = imaginary(pos, text);
    if (n !== null) return n;
  }
  const u = parseUint64(text, 0, 64);
  const i = parseInt64(text, 0, 64);
  if (!isGoError(i)) {
    const uint = isGoError(u) ? (i === 0 ? 0 : null) : u;
    return node(pos, text, { int: i, uint, float: Number(i) });
  }
  if (!isGoError(u)) return node(pos, text, { uint: u, float: Number(u) });
  const f = parseGoFloat(text);
  if (isGoError(f)) return new GoError(`illegal number syntax: ${goQuote(text)}`);
  // What parses as a float and looks like an integer is one too large for 64 bits.
  if (!/[.eEpP]/.test(text)) return new GoError(`integer overflow: ${goQuote(text)}`);
  const int = integral(f);
  return node(pos, text, { float: f, int, uint: int !== null && int >= 0 ? int : null });
}
