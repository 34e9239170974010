/** HTTP/1.1 messages (RFC 9112): heads, and bodies by length, by chunks, or until the connection closes. Plain records. */
import type { Bytes } from '../../util/bytes.ts';

export interface Header {
  readonly name: Bytes;
  readonly value: Bytes;
}

/** The head of a response. `line` is the status line as it came. */
export interface ResponseHead {
  readonly line: Bytes;
  readonly version: Bytes;
  readonly status: number;
  readonly reason: Bytes;
  readonly headers: readonly Header[];
  /** The head as it came, with the empty line. */
  readonly text: Bytes;
}

/** How a body ends. */
export type Framing = 'none' | 'length' | 'chunked' | 'close';

/** A response while it is read: feed it what comes, take `body`, and look at `state`. */
export interface ResponseReader {
  readonly state: 'head' | 'body' | 'done' | 'bad';
  /** Bytes not looked at yet. */
  readonly rest: Bytes;
  readonly head: ResponseHead | null;
  readonly framing: Framing;
  /** Bytes still to come of the body or the chunk; -1 unknown, or a chunk's size line is next. */
  readonly left: number;
  /** Body bytes decoded since they were last taken. */
  readonly body: Bytes;
  /** Was the request a HEAD? Then there is no body whatever the headers say. */
  readonly headOnly: boolean;
}

/** Longest head that is read. */
const MAX_HEAD = 102_400;

/** The value of a header, without regard to case; undefined when absent. The first of several. */
export function header(headers: readonly Header[], name: Bytes): Bytes | undefined {
  const wanted = name.toLowerCase();
  return headers.find((one) => one.name.toLowerCase() === wanted)?.value;
}

/** Header lines of a head, obsolete folding joined. */
export function parseHeaders(lines: readonly Bytes[]): readonly Header[] {
  const out: Header[] = [];
  for (const line of lines) {
    const last = out[out.length - 1];
    if (/^[ \t]/.test(line) && last !== undefined) {
      out[out.length - 1] = { name: last.name, value: `${last.value} ${line.trim()}` };
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) out.push({ name: line.slice(0, colon), value: line.slice(colon + 1).trim() });
  }
  return out;
}

/** A request as text: head, empty line, body. */
export function formatRequest(
  method: Bytes,
  target: Bytes,
  version: Bytes,
  headers: readonly Header[],
  body = '',
): Bytes {
  return `${method} ${target} ${version}\r\n${headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** A response as text. */
export function formatResponse(status: number, reason: Bytes, headers: readonly Header[], body = ''): Bytes {
  return `HTTP/1.1 ${status} ${reason}\r\n${headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** A reader before anything has come. */
export function responseReader(headOnly: boolean): ResponseReader {
  return { state: 'head', rest: '', head: null, framing: 'none', left: 0, body: '', headOnly };
}

function framingOf(head: ResponseHead, headOnly: boolean): { framing: Framing; left: number } {
  if (headOnly || head.status === 204 || head.status === 304 || (head.status >= 100 && head.status < 200))
    return { framing: 'none', left: 0 };
  if (header(head.headers, 'Transfer-Encoding')?.toLowerCase().includes('chunked'))
    return { framing: 'chunked', left: -1 };
  const length = header(head.headers, 'Content-Length');
  if (length !== undefined && /^\d+$/.test(length))
    return { framing: Number(length) === 0 ? 'none' : 'length', left: Number(length) };
  return { framing: 'close', left: -1 };
}

function readHead(r: ResponseReader): ResponseReader {
  const end = /\r?\n\r?\n/.exec(r.rest);
  if (end === null)
    return r.rest.length > MAX_HEAD || (r.rest.length >= 5 && !r.rest.startsWith('HTTP/')) ? { ...r, state: 'bad' } : r;
  const text = r.rest.slice(0, end.index + end[0].length);
  const rest = r.rest.slice(text.length);
  const lines = text.slice(0, end.index).split(/\r?\n/);
  const line = lines[0] ?? '';
  const match = /^(HTTP\/\d(?:\.\d)?) +(\d{3})(?: (.*))?$/.exec(line);
  if (match === null) return { ...r, state: 'bad' };
  const head: ResponseHead = {
    line,
    version: match[1] as Bytes,
    status: Number(match[2]),
    reason: match[3] ?? '',
    headers: parseHeaders(lines.slice(1)),
    text,
  };
  // interim responses come before the real one
  if (head.status >= 100 && head.status < 200 && head.status !== 101) return readHead({ ...r, rest });
  const { framing, left } = framingOf(head, r.headOnly);
  return { ...r, state: framing === 'none' ? 'done' : 'body', rest, head, framing, left };
}

function readChunks(start: ResponseReader): ResponseReader {
  let r = start;
  for (;;) {
    if (r.left > 0) {
      const data = r.rest.slice(0, r.left);
      if (data === '') return r;
      r = { ...r, body: r.body + data, rest: r.rest.slice(data.length), left: r.left - data.length };
      if (r.left > 0) return r;
      continue;
    }
    // after a chunk's data comes the end of its line, then the next size
    const skip = r.left === 0 ? /^\r?\n/.exec(r.rest) : null;
    if (r.left === 0 && skip === null) return r;
    const from = skip === null ? 0 : skip[0].length;
    const newline = r.rest.indexOf('\n', from);
    if (newline < 0) return r;
    const size = /^[0-9A-Fa-f]+/.exec(r.rest.slice(from, newline));
    if (size === null) return { ...r, state: 'bad' };
    const length = Number.parseInt(size[0], 16);
    if (length === 0) {
      const tail = /\r?\n\r?\n/.exec(r.rest.slice(newline - 1));
      return tail === null && !r.rest.slice(newline).startsWith('\n\r\n')
        ? { ...r, left: r.left }
        : { ...r, state: 'done', rest: '' };
    }
    r = { ...r, rest: r.rest.slice(newline + 1), left: length };
  }
}

/** Takes what has come; '' tells that the connection has been closed. */
export function feedResponse(reader: ResponseReader, data: Bytes): ResponseReader {
  let r: ResponseReader = { ...reader, rest: reader.rest + data };
  if (data === '' && r.state === 'body' && r.framing === 'close') return { ...r, state: 'done' };
  if (r.state === 'head') r = readHead(r);
  if (r.state !== 'body') return r;
  if (r.framing === 'chunked') return readChunks(r);
  const take = r.framing === 'close' ? r.rest : r.rest.slice(0, r.left);
  const left = r.framing === 'close' ? -1 : r.left - take.length;
  return { ...r, body: r.body + take, rest: r.rest.slice(take.length), left, state: left === 0 ? 'done' : 'body' };
}

/** The reader with its decoded bytes taken. */
export function takeBody(reader: ResponseReader): ResponseReader {
  return reader.body === '' ? reader : { ...reader, body: '' };
}
