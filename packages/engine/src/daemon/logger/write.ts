/** Writing container logs (moby daemon/logger/copier.go, jsonfilelog, loggerutils/logfile.go). */
import { wake } from '../../kernel/wait-queue.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { isGoError } from '../../util/go-error.ts';
import { goJsonString } from '../../util/go-json.ts';
import { formatRfc3339Nano, wallTime } from '../../util/go-time.ts';
import { ramInBytes } from '../../util/units.ts';
import { type Container, child, containerTable, text } from '../container/container.ts';

/** A line is cut into records of this many bytes (defaultBufSize). */
const LINE_MAX = 16384;
const O_APPEND_CREATE = 0o2101;

/** Text that has not ended with a newline yet. */
export interface LogBuffer {
  readonly text: Bytes;
}

/** Path of the log file of a container with this driver, '' for drivers without one that is shown. */
export function logPathOf(container: Readonly<Container>): string {
  const driver = text(child(container.hostConfig, 'LogConfig'), 'Type');
  return driver === 'json-file' ? `/var/lib/docker/containers/${container.id}/${container.id}-json.log` : '';
}

/** Where the driver keeps its records; '' for `none`. */
export function logFileOf(container: Readonly<Container>): string {
  const driver = text(child(container.hostConfig, 'LogConfig'), 'Type');
  if (driver === 'none') return '';
  return driver === 'local'
    ? `/var/lib/docker/containers/${container.id}/local-logs/container.log`
    : `/var/lib/docker/containers/${container.id}/${container.id}-json.log`;
}

/** Attributes that --log-opt labels and env add to each record. */
function attrsOf(container: Readonly<Container>): string {
  const options = child(child(container.hostConfig, 'LogConfig'), 'Config');
  const attrs: { [key: string]: string } = {};
  const labels = child(container.config, 'Labels');
  for (const key of text(options, 'labels').split(','))
    if (key !== '' && typeof labels[key] === 'string') attrs[key] = labels[key] as string;
  for (const key of text(options, 'env').split(',')) {
    const entry =
      key === '' ? undefined : (container.config.Env as readonly string[]).find((e) => e.startsWith(`${key}=`));
    if (entry !== undefined) attrs[key] = entry.slice(key.length + 1);
  }
  const keys = Object.keys(attrs).sort();
  if (keys.length === 0) return '';
  return `,"attrs":{${keys.map((key) => `${goJsonString(key, true)}:${goJsonString(attrs[key] as string, true)}`).join(',')}}`;
}

function record(p: Proc, container: Readonly<Container>, stream: 1 | 2, line: Bytes, attrs: string): Bytes {
  const time = formatRfc3339Nano(wallTime(p.epochSec, p.now));
  return `{"log":${goJsonString(line, true)},"stream":"${stream === 1 ? 'stdout' : 'stderr'}"${attrs},"time":"${time}"}\n`;
}

/** Moves full files along: .1, .2, … up to max-file. */
function rotate(p: Proc, file: string, maxFile: number): void {
  for (let i = maxFile - 1; i > 1; i--) p.rename(`${file}.${i - 1}`, `${file}.${i}`);
  if (maxFile > 1) p.rename(file, `${file}.1`);
  else p.truncate(file, 0);
}

function append(p: Proc, container: Readonly<Container>, records: readonly Bytes[]): void {
  const file = logFileOf(container);
  const options = child(child(container.hostConfig, 'LogConfig'), 'Config');
  const isLocal = text(child(container.hostConfig, 'LogConfig'), 'Type') === 'local';
  if (isLocal) p.mkdir(file.slice(0, file.lastIndexOf('/')), 0o700);
  const limit = text(options, 'max-size');
  const parsed = limit === '' ? (isLocal ? 20 * 1024 * 1024 : -1) : ramInBytes(limit);
  const maxSize = isGoError(parsed) ? -1 : parsed;
  const maxFile = Number(text(options, 'max-file') || (isLocal ? '5' : '1'));
  const stat = p.stat(file);
  let size = typeof stat === 'number' ? 0 : stat.size;
  let pending = '';
  const flush = (): void => {
    if (pending === '') return;
    const fd = p.open(file, O_APPEND_CREATE, 0o640);
    if (fd >= 0) {
      p.write(fd, pending);
      p.close(fd);
    }
    pending = '';
  };
  for (const one of records) {
    if (maxSize > 0 && size + one.length > maxSize && size > 0) {
      flush();
      rotate(p, file, maxFile);
      size = 0;
    }
    pending += one;
    size += one.length;
  }
  flush();
}

/** Adds what a container printed to its log; returns what still waits for its newline. */
export function appendLog(
  p: Proc,
  id: string,
  stream: 1 | 2,
  buffer: LogBuffer,
  data: Bytes,
  ended: boolean,
): LogBuffer {
  const container = p.k.tx.get(containerTable, id) as Readonly<Container>;
  if (logFileOf(container) === '') return buffer;
  let rest = buffer.text + data;
  const attrs = attrsOf(container);
  const records: Bytes[] = [];
  for (;;) {
    const newline = rest.indexOf('\n');
    if (newline >= 0 && newline < LINE_MAX) {
      records.push(record(p, container, stream, rest.slice(0, newline + 1), attrs));
      rest = rest.slice(newline + 1);
    } else if (rest.length >= LINE_MAX) {
      records.push(record(p, container, stream, rest.slice(0, LINE_MAX), attrs));
      rest = rest.slice(LINE_MAX);
    } else break;
  }
  if (ended && rest !== '') {
    records.push(record(p, container, stream, rest, attrs));
    rest = '';
  }
  if (records.length > 0) {
    append(p, container, records);
    wake(p.k, `log:${id}`);
  }
  return { text: rest };
}
