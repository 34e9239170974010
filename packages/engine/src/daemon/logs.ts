/** GET /containers/{name}/logs (moby daemon/logs.go, logger/loggerutils/follow.go). */
import { EPIPE } from '../kernel/errno.ts';
import type { Next, Proc } from '../program/program.ts';
import { type Bytes, utf8Encode } from '../util/bytes.ts';
import { parseTimestamp } from '../util/docker-timestamp.ts';
import { isGoError } from '../util/go-error.ts';
import { compareTime, RFC3339_NANO, type WallTime } from '../util/go-time.ts';
import { parseTime } from '../util/go-time-parse.ts';
import { type Container, child, containerTable, isRunning, lookupContainer, text } from './container/container.ts';
import { failure, invalid, isError } from './errors.ts';
import { logFileOf } from './logger/write.ts';
import { boolQuery, finish, keep, type RequestProc, refuse, send, startStream } from './server/request.ts';

/** Bytes of one answer's part, so that one handler's work stays bounded. */
const PART = 512;
const MAX_ROTATED = 100;

/** What JSON escapes beyond one byte. */
const WIDE = /[^\x00-\xff]+/g;

interface Line {
  readonly log: Bytes;
  readonly stream: 1 | 2;
  readonly time: Bytes;
  readonly attrs: { readonly [key: string]: string };
}

/** Unescapes one json-file record. JSON is parsed as bytes: contents stay what they were. */
function parseLine(row: Bytes): Line | null {
  const record = JSON.parse(row) as { log: string; stream: string; time: string; attrs?: { [key: string]: string } };
  return {
    log: record.log.replace(WIDE, utf8Encode),
    stream: record.stream === 'stdout' ? 1 : 2,
    time: record.time,
    attrs: record.attrs ?? {},
  };
}

/** All records there are, oldest first, rotated files included. */
function readLines(p: Proc, container: Readonly<Container>): readonly Bytes[] {
  const file = logFileOf(container);
  const rows: Bytes[] = [];
  const parts: Bytes[] = [];
  for (let i = 1; i < MAX_ROTATED; i++) {
    const data = p.readFile(`${file}.${i}`);
    if (typeof data === 'number') break;
    parts.unshift(data);
  }
  const last = p.readFile(file);
  if (typeof last !== 'number') parts.push(last);
  for (const part of parts) for (const row of part.split('\n')) if (row !== '') rows.push(row);
  return rows;
}

function timeOf(query: string | undefined): WallTime | null | string {
  if (query === undefined || query === '') return null;
  const parsed = parseTimestamp(query, 0);
  return isGoError(parsed) ? parsed.message : parsed;
}

/** The endpoint. */
export function containerLogs(p: RequestProc, name: string): Next {
  const { query } = p.locals.req;
  if (!boolQuery(p, 'stdout') && !boolQuery(p, 'stderr'))
    return refuse(p, invalid('Bad parameters: you must choose at least one stream'));
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (found.status === 'dead' || found.status === 'removing')
    return refuse(p, failure('conflict', 'can not get logs from container which is dead or marked for removal'));
  const driver = text(child(found.hostConfig, 'LogConfig'), 'Type');
  if (driver === 'none')
    return refuse(p, failure('notImplemented', 'configured logging driver does not support reading'));
  const since = timeOf(query.since);
  const until = timeOf(query.until);
  for (const bad of [since, until]) if (typeof bad === 'string') return refuse(p, invalid(bad));
  startStream(p, 200);
  const rows = readLines(p, found);
  const tail = query.tail ?? 'all';
  const wanted = /^\d+$/.test(tail) ? Number(tail) : -1;
  const start = wanted >= 0 ? tailStart(rows, wanted) : 0;
  keep(p, { id: found.id, at: start, read: rows.length, follow: boolQuery(p, 'follow') });
  return p.goto('logs.part');
}

/** Index of the first record of the last `n` lines; a long line is several records. */
function tailStart(rows: readonly Bytes[], n: number): number {
  let lines = 0;
  for (let i = rows.length - 1; i >= 0; i--) {
    if (i === rows.length - 1 || (rows[i] as Bytes).includes('\\n","stream"')) lines++;
    if (lines > n) return i + 1;
  }
  return n === 0 ? rows.length : 0;
}

function format(p: RequestProc, line: Line): Bytes {
  let out = '';
  if (boolQuery(p, 'timestamps')) out += `${line.time} `;
  if (boolQuery(p, 'details')) {
    const keys = Object.keys(line.attrs).sort();
    out += `${keys.map((key) => `${key}=${line.attrs[key]}`).join(',')} `;
  }
  return out + line.log;
}

function inWindow(p: RequestProc, line: Line): boolean {
  const { query } = p.locals.req;
  const since = timeOf(query.since);
  const until = timeOf(query.until);
  if (since === null && until === null) return true;
  const at = parseTime(RFC3339_NANO, line.time);
  if (isGoError(at)) return true;
  if (since !== null && typeof since !== 'string' && compareTime(at, since) < 0) return false;
  return until === null || typeof until === 'string' || compareTime(at, until) <= 0;
}

/** Labels of the endpoint. */
export const logsLabels = {
  'logs.part': (p: RequestProc): Next => {
    const id = p.locals.v.id as string;
    const container = p.k.tx.get(containerTable, id);
    const rows = container === undefined ? [] : readLines(p, container);
    let at = Math.min(p.locals.v.at as number, rows.length);
    const end = Math.min(rows.length, at + PART);
    for (; at < end; at++) {
      const line = parseLine(rows[at] as Bytes);
      if (line === null || !boolQuery(p, line.stream === 1 ? 'stdout' : 'stderr') || !inWindow(p, line)) continue;
      if (send(p, { kind: 'raw', stream: line.stream, data: format(p, line) }) === EPIPE) {
        p.close(p.locals.fd);
        return p.exit(0);
      }
    }
    keep(p, { at });
    if (at < rows.length) return p.goto('logs.part');
    if (p.locals.v.follow !== true || container === undefined) return finish(p);
    if (!isRunning(container) && container.status !== 'restarting') return finish(p);
    return p.waitKeys([`log:${id}`, `ctr:${id}`, p.readKeyOf(p.locals.fd)], 'logs.more');
  },
  'logs.more': (p: RequestProc): Next => {
    const message = p.recvMsg(p.locals.fd);
    if (message === null) {
      p.close(p.locals.fd);
      return p.exit(0);
    }
    return p.goto('logs.part');
  },
};
