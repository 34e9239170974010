/** Several inputs read line by line side by side (paste, join, comm, cmp), each with a buffer that is plain data. */
import { EAGAIN, type Errno } from '../../kernel/errno.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { CHUNK, openInput } from './input.ts';

/** An open input: `buffer` from `at` on is unread. */
export interface LineReader {
  readonly file: Bytes;
  readonly fd: number;
  readonly buffer: Bytes;
  readonly at: number;
  readonly ended: boolean;
}

/** Opens `file` (`-` is standard input), or says why not. */
export function openReader(p: Proc, file: Bytes): LineReader | Errno {
  const fd = openInput(p, file);
  return fd < 0 ? fd : { file, fd, buffer: '', at: 0, ended: false };
}

/** A line with its delimiter (the last may have none), the end (''), EAGAIN when the program must wait, or a failure. */
export interface ReadLine {
  readonly reader: LineReader;
  readonly line: Bytes | Errno;
}

/** Takes the next line. */
export function readLine(p: Proc, r: LineReader, delimiter = '\n'): ReadLine {
  let { buffer, at } = r;
  for (;;) {
    const newline = buffer.indexOf(delimiter, at);
    if (newline >= 0) return { reader: { ...r, buffer, at: newline + 1 }, line: buffer.slice(at, newline + 1) };
    if (r.ended) return { reader: { ...r, buffer: '', at: 0 }, line: buffer.slice(at) };
    const data = p.read(r.fd, CHUNK);
    if (typeof data === 'number') return { reader: { ...r, buffer, at }, line: data };
    if (data === '') return { reader: { ...r, buffer: '', at: 0, ended: true }, line: buffer.slice(at) };
    buffer = buffer.slice(at) + data;
    at = 0;
    if (buffer.length > CHUNK && !data.includes(delimiter)) return { reader: { ...r, buffer, at }, line: EAGAIN };
  }
}
