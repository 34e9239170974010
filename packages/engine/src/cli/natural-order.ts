import type { Bytes } from '../util/bytes.ts';

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function digitsFrom(s: Bytes, at: number): number {
  let end = at;
  while (end < s.length && isDigit(s.charCodeAt(end))) end++;
  return end;
}

/** `sortorder.NaturalLess` as a comparison: runs of digits are compared by value, the rest by bytes. */
export function naturalCompare(a: Bytes, b: Bytes): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(j);
    if (!isDigit(x) || !isDigit(y)) {
      if (x !== y) return x - y;
      i++;
      j++;
      continue;
    }
    const endA = digitsFrom(a, i);
    const endB = digitsFrom(b, j);
    const numA = a.slice(i, endA).replace(/^0+/, '');
    const numB = b.slice(j, endB).replace(/^0+/, '');
    if (numA.length !== numB.length) return numA.length - numB.length;
    if (numA !== numB) return numA < numB ? -1 : 1;
    // of equal numbers the one with fewer zeros in front comes first
    if (endA - i !== endB - j) return endA - i - (endB - j);
    i = endA;
    j = endB;
  }
  return a.length - i - (b.length - j);
}
