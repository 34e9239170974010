/** Reads requests (ngx_http_parse.c). */
import type { Bytes } from '../../../util/bytes.ts';

/** What stands at the front of a buffer. */
export type Parsed =
  | { readonly kind: 'more' }
  | { readonly kind: 'bad'; readonly status: number; readonly line: Bytes; readonly why: Bytes }
  | {
      readonly kind: 'head';
      readonly line: Bytes;
      readonly method: Bytes;
      readonly target: Bytes;
      readonly version: number;
      readonly headers: readonly (readonly [Bytes, Bytes])[];
      readonly length: number;
    };

const MAX_LINE = 8192;
const MAX_HEAD = 32768;

function bad(status: number, line: Bytes, why: Bytes): Parsed {
  return { kind: 'bad', status, line, why };
}

function lineEnd(buf: Bytes, from: number): number {
  return buf.indexOf('\n', from);
}

function trimCr(text: Bytes): Bytes {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function parseHeaders(lines: readonly Bytes[]): readonly (readonly [Bytes, Bytes])[] | null {
  const out: [Bytes, Bytes][] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) return null;
    const name = line.slice(0, colon).toLowerCase();
    // a name with other characters is invalid, and the whole header is ignored
    if (!/^[a-z0-9-]+$/.test(name)) {
      if (/[\0-\x20\x7f]/.test(name)) return null;
      continue;
    }
    out.push([name, line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]);
  }
  return out;
}

/** The request at the front of `buf`. */
export function parseRequest(buf: Bytes): Parsed {
  let start = 0;
  while (buf.charAt(start) === '\r' || buf.charAt(start) === '\n') start++;
  const first = lineEnd(buf, start);
  const begin = buf.slice(start, start + 64);
  if (begin !== '' && !/^[A-Z_-]+( |$)/.test(begin))
    return bad(
      400,
      first < 0 ? buf.slice(start, start + MAX_LINE) : trimCr(buf.slice(start, first)),
      'client sent invalid method while reading client request line',
    );
  if (first < 0)
    return buf.length - start > MAX_LINE
      ? bad(414, buf.slice(start, start + MAX_LINE), 'client sent too long URI while reading client request line')
      : { kind: 'more' };
  const line = trimCr(buf.slice(start, first));
  const m = /^([A-Z_-]+) +(\S.*?)(?: +(HTTP\/(\d+)\.(\d+)))? *$/.exec(line);
  if (m === null) return bad(400, line, 'client sent invalid request while reading client request line');
  const method = m[1] as string;
  const target = m[2] as string;
  if (
    /\s/.test(target) ||
    !(
      target.startsWith('/') ||
      /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(target) ||
      (target === '*' && method === 'OPTIONS')
    )
  )
    return bad(400, line, 'client sent invalid request while reading client request line');
  if (m[3] === undefined) return { kind: 'head', line, method, target, version: 9, headers: [], length: first + 1 };
  if (m[4] !== '1')
    return bad(m[4] === '0' ? 400 : 505, line, `client sent invalid version while reading client request line`);
  const version = m[5] === '0' ? 10 : 11;
  const lines: Bytes[] = [];
  let at = first + 1;
  for (;;) {
    const end = lineEnd(buf, at);
    if (end < 0)
      return buf.length - start > MAX_HEAD ? bad(400, line, 'client sent too large request') : { kind: 'more' };
    const text = trimCr(buf.slice(at, end));
    at = end + 1;
    if (text === '') break;
    lines.push(text);
  }
  const headers = parseHeaders(lines);
  if (headers === null) return bad(400, line, 'client sent invalid header line');
  return { kind: 'head', line, method, target, version, headers, length: at };
}

function percentDecode(text: Bytes): Bytes | null {
  if (!text.includes('%')) return text;
  let broken = false;
  const out = text.replace(/%(..?)?/g, (_all, hex: string | undefined) => {
    if (hex === undefined || !/^[0-9a-fA-F]{2}$/.test(hex)) {
      broken = true;
      return '';
    }
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return broken || out.includes('\0') ? null : out;
}

/** Path and query of a target: decoded, `.` and `..` resolved, slashes merged. Null when it leads above the root. */
export function normalise(target: Bytes): { readonly uri: Bytes; readonly args: Bytes } | null {
  const absolute = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#]*(.*)$/.exec(target);
  const path = absolute === null ? target : (absolute[1] as string) === '' ? '/' : (absolute[1] as string);
  const hash = path.indexOf('#');
  const whole = hash < 0 ? path : path.slice(0, hash);
  const question = whole.indexOf('?');
  const raw = percentDecode(question < 0 ? whole : whole.slice(0, question));
  if (raw === null) return null;
  const args = question < 0 ? '' : whole.slice(question + 1);
  const parts: Bytes[] = [];
  const pieces = raw.split('/').slice(1);
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Bytes;
    const last = i === pieces.length - 1;
    if (piece === '..') {
      if (parts.length === 0) return null;
      parts.pop();
      if (last) parts.push('');
    } else if (piece === '.' || piece === '') {
      if (last) parts.push('');
    } else parts.push(piece);
  }
  return { uri: `/${parts.join('/')}`, args };
}

/** Takes chunks (RFC 9112 §7.1) off the front of `buf`: the data of all whole ones, what is left, and whether the last was seen. */
export function takeChunks(buf: Bytes): { readonly data: Bytes; readonly rest: Bytes; readonly done: boolean } | null {
  let data = '';
  let at = 0;
  for (;;) {
    const end = lineEnd(buf, at);
    if (end < 0) return { data, rest: buf.slice(at), done: false };
    const size = /^([0-9a-fA-F]+)\s*(?:;.*)?\r?$/.exec(buf.slice(at, end));
    if (size === null) return null;
    const n = Number.parseInt(size[1] as string, 16);
    if (n === 0) {
      // trailers end with an empty line
      for (let line = end + 1; ; ) {
        const next = lineEnd(buf, line);
        if (next < 0) return { data, rest: buf.slice(at), done: false };
        if (trimCr(buf.slice(line, next)) === '') return { data, rest: buf.slice(next + 1), done: true };
        line = next + 1;
      }
    }
    if (buf.length < end + 1 + n + 2) return { data, rest: buf.slice(at), done: false };
    data += buf.slice(end + 1, end + 1 + n);
    at = end + 1 + n + (buf.charAt(end + 1 + n) === '\r' ? 2 : 1);
  }
}
