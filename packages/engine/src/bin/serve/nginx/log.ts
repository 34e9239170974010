/** The error log and the access log (ngx_log.c, ngx_http_log_module.c). */
import type { Proc } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { momentOf, two } from '../http-date.ts';
import { type ErrorLog, LEVELS } from './conf.ts';

export const EMERG = 1;
export const ALERT = 2;
export const CRIT = 3;
export const ERROR = 4;
export const WARN = 5;
export const NOTICE = 6;
export const INFO = 7;

/** Open log files: path and descriptor. */
export type LogFiles = readonly (readonly [path: Bytes, fd: number])[];

/** Seconds since 1970. */
export function wallSec(p: Proc): number {
  return p.epochSec + Math.floor(p.now / 1e9);
}

/** `2026/11/22 01:13:12 [notice] 1#1: text` with a newline. */
export function errorLine(p: Proc, level: number, text: Bytes): Bytes {
  const m = momentOf(wallSec(p));
  const date = `${m.year}/${two(m.month)}/${two(m.day)} ${two(m.hour)}:${two(m.minute)}:${two(m.second)}`;
  return `${date} [${LEVELS[level]}] ${p.pid}#${p.pid}: ${text}\n`;
}

/** Descriptor of a log: standard error for `stderr`, -1 when the file is not open. */
export function logFd(files: LogFiles, path: Bytes): number {
  if (path === 'stderr') return 2;
  return files.find((entry) => entry[0] === path)?.[1] ?? -1;
}

/** Writes to every log that takes the level. Returns whether standard error itself was one of them. */
export function logError(p: Proc, logs: readonly ErrorLog[], files: LogFiles, level: number, text: Bytes): boolean {
  let onStderr = false;
  for (const log of logs) {
    if (level > log.level) continue;
    const fd = logFd(files, log.path);
    if (fd >= 0) p.print(fd, errorLine(p, level, text));
    onStderr ||= fd === 2;
  }
  return onStderr;
}

function hex(c: number): string {
  return c.toString(16).toUpperCase().padStart(2, '0');
}

/** A value in an access log: `mode` d escapes as \xXX, j as JSON, n not at all; an empty value is `-` unless in JSON. */
export function escapeValue(mode: string, value: Bytes): Bytes {
  if (mode === 'n') return value;
  if (mode === 'd') {
    if (value === '') return '-';
    return /["\\]|[^ -~]/.test(value) ? value.replace(/["\\]|[^ -~]/g, (c) => `\\x${hex(c.charCodeAt(0))}`) : value;
  }
  return /["\\]|[\0-\x1f]/.test(value)
    ? value.replace(/["\\]|[\0-\x1f]/g, (c) => {
        const short = '\b\t\n\f\r'.indexOf(c);
        if (c === '"' || c === '\\') return `\\${c}`;
        return short >= 0 ? `\\${'btnfr'.charAt(short)}` : `\\u00${hex(c.charCodeAt(0))}`;
      })
    : value;
}
