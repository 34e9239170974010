/**
 * Standard streams joined to a container (docker/cli cli/command/container/hijack.go): output frames go to the terminal, input
 * goes to the connection, the terminal is raw meanwhile, and the exit status comes over a connection of its own.
 */

import { post } from '../api/client.ts';
import type { Value } from '../api/json.ts';
import type { ApiRequest } from '../api/message.ts';
import { EAGAIN } from '../kernel/errno.ts';
import type { TtyAttr } from '../kernel/syscall.ts';
import type { Next } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import { open, receive } from './call.ts';
import { passKeys } from './detach-keys.ts';
import { field, num, str } from './json-field.ts';
import type { Cli } from './locals.ts';
import { SIGWINCH, signalName } from './signal-name.ts';

/** Label of the handler that moves the bytes. */
export const HIJACK = 'hijack';

/** The stream's part of the locals. */
export interface Hijack {
  /** The attached connection, -1 when it has ended. */
  readonly fd: number;
  /** The connection of the wait request, -1 when there is none or it has answered. */
  readonly waitFd: number;
  readonly input: 'none' | 'open' | 'closed';
  readonly tty: boolean;
  readonly keys: readonly number[];
  readonly matched: number;
  /** Input that the connection has not taken yet. */
  readonly pending: Bytes;
  /** Exit status of the container, -1 until known; 125 with `error` when waiting failed. */
  readonly status: number;
  readonly error: Bytes;
  readonly saved: TtyAttr | null;
  readonly detached: boolean;
  /** `/containers/ID` or `/exec/ID`: what resize and kill are about. */
  readonly path: string;
  /** Label that goes on when the stream is over. */
  readonly next: string;
}

/** Locals of commands that stream. */
export interface Streaming {
  hijack: Hijack;
}

/** How to begin. */
export interface HijackStart {
  readonly fd: number;
  readonly waitFd: number;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly keys: readonly number[];
  readonly path: string;
  readonly next: string;
  /** Tell the size of the terminal at once and at every change. */
  readonly resize: boolean;
  /** The container has been running: another size first makes its program draw its screen again. */
  readonly redraw?: boolean;
  /** Forward signals to the container. */
  readonly proxy: boolean;
}

/** Most output of one turn; what is queued must stay below 256 KiB. */
const TURN_BYTES = 128 * 1024;
const READ_BYTES = 32 * 1024;
/** How soon input is offered again to a connection that was full. */
const RETRY_NS = 10_000_000;

/** Signals that the proxy forwards: HUP INT QUIT USR1 USR2 ALRM TERM TSTP. */
const PROXIED: readonly number[] = [1, 2, 3, 10, 12, 14, 15, 20];

/** Sends a request whose answer does not matter; its connection lives until the process ends. */
export function fire(p: Cli, request: ApiRequest): void {
  open(p, request);
}

function sendSize(p: Cli, path: string, extra = 0): void {
  const attr = p.tcgetattr(1);
  if (typeof attr === 'number' || (attr.rows === 0 && attr.cols === 0)) return;
  fire(p, post(`${path}/resize`, { h: String(attr.rows + extra), w: String(attr.cols + extra) }));
}

/** Begins to stream; `next` runs when output has ended, the status is known, or the user detached. */
export function startHijack(p: Cli<Streaming>, begin: HijackStart): Next {
  let saved: TtyAttr | null = null;
  if (begin.stdin && begin.tty && p.isatty(0)) {
    const attr = p.tcgetattr(0);
    if (typeof attr !== 'number') {
      saved = attr;
      p.tcsetattr(0, { canon: false, echo: false, isig: false, onlcr: false });
    }
  }
  const { fd, waitFd, tty, keys, path, next } = begin;
  const input = begin.stdin ? 'open' : 'none';
  p.locals.hijack = {
    fd,
    waitFd,
    input,
    tty,
    keys,
    matched: 0,
    pending: '',
    status: -1,
    error: '',
    saved,
    detached: false,
    path,
    next,
  };
  if (begin.proxy) for (const signal of PROXIED) p.sigaction(signal, 'catch');
  if (begin.resize && p.isatty(1)) {
    p.sigaction(SIGWINCH, 'catch');
    if (begin.redraw === true) sendSize(p, path, 1);
    sendSize(p, path);
  }
  return p.goto(HIJACK);
}

/** Signal handler of commands that stream. */
export function streamSignal(p: Cli<Streaming>, signal: number): Next | null {
  const { hijack } = p.locals;
  if (hijack === undefined) return null;
  if (signal === SIGWINCH) sendSize(p, hijack.path);
  else fire(p, post(`${hijack.path}/kill`, { signal: signalName(signal) }));
  return null;
}

/** Prints frames that have come; null when the connection is still open, and whether the turn is full. */
function output(p: Cli, fd: number): { readonly ended: boolean; readonly full: boolean } {
  let bytes = 0;
  while (bytes < TURN_BYTES) {
    const message = receive(p, fd);
    if (message === undefined) return { ended: false, full: false };
    if (message === null || message.kind === 'end') return { ended: true, full: false };
    if (message.kind !== 'raw') continue;
    p.print(message.stream === 2 ? 2 : 1, message.data);
    bytes += message.data.length;
  }
  return { ended: false, full: true };
}

/** The answer of the wait request, if it has come. */
function waited(p: Cli, h: Hijack): Hijack {
  for (;;) {
    const message = receive(p, h.waitFd);
    if (message === undefined) return h;
    if (message === null || message.kind === 'end') {
      p.close(h.waitFd);
      return { ...h, waitFd: -1, status: 125 };
    }
    if (message.kind !== 'chunk') continue;
    p.close(h.waitFd);
    const error = str(field(message.data, 'Error'), 'Message');
    return { ...h, waitFd: -1, status: error === '' ? num(message.data, 'StatusCode') : 125, error };
  }
}

function send(p: Cli, h: Hijack, data: Bytes): Hijack {
  if (data === '' || h.fd < 0) return { ...h, pending: '' };
  const sent = p.sendMsg(h.fd, { kind: 'raw', stream: 0, data } as Value);
  return { ...h, pending: sent === EAGAIN ? data : '' };
}

function closeInput(p: Cli, h: Hijack): Hijack {
  if (h.fd >= 0) p.sendMsg(h.fd, { kind: 'end' } as Value);
  return { ...h, input: 'closed' };
}

function takeInput(p: Cli, h: Hijack): Hijack {
  if (h.input !== 'open' || h.fd < 0) return h;
  if (h.pending !== '') return send(p, h, h.pending);
  const data = p.read(0, READ_BYTES);
  if (data === EAGAIN) return h;
  if (typeof data === 'number' || data === '') return closeInput(p, h);
  if (!h.tty) return send(p, h, data);
  const passed = passKeys(h.keys, h.matched, data);
  return { ...send(p, h, passed.data), matched: passed.matched, detached: passed.detached };
}

function over(p: Cli<Streaming>, h: Hijack): Next {
  if (h.saved !== null) p.tcsetattr(0, h.saved);
  if (h.fd >= 0) p.close(h.fd);
  if (h.waitFd >= 0) p.close(h.waitFd);
  p.locals.hijack = { ...h, fd: -1, waitFd: -1 };
  return p.goto(h.next);
}

/** Handler of the label `hijack`. */
export function pump(p: Cli<Streaming>): Next {
  let h = p.locals.hijack;
  let full = false;
  if (h.fd >= 0) {
    const got = output(p, h.fd);
    full = got.full;
    if (got.ended) {
      p.close(h.fd);
      h = { ...h, fd: -1 };
    }
  }
  if (h.waitFd >= 0) h = waited(p, h);
  h = takeInput(p, h);
  if (h.detached || (h.fd < 0 && h.waitFd < 0)) return over(p, h);
  p.locals.hijack = h;
  if (full) return p.goto(HIJACK);
  const fds: number[] = [];
  if (h.fd >= 0) fds.push(h.fd);
  if (h.waitFd >= 0) fds.push(h.waitFd);
  if (h.input === 'open' && h.fd >= 0 && h.pending === '') fds.push(0);
  return p.poll(fds, HIJACK, h.pending === '' ? -1 : RETRY_NS);
}
