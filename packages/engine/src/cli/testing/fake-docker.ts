/**
 * The docker program on its own, for unit tests: an in-memory file system and a daemon that answers from a function. Standard
 * input is given as pieces; signals can be sent when the program waits.
 */

import type { Value } from '../../api/json.ts';
import type { ApiMessage, ApiRequest, RawChunk } from '../../api/message.ts';
import * as E from '../../kernel/errno.ts';
import type { TtyAttr } from '../../kernel/syscall.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { docker } from '../docker.ts';
import type { DockerLocals } from '../locals.ts';

/** What a connection answers; a function is asked for more when the program waits, and gets what was sent so far. */
export type Answer = readonly (ApiMessage | ((sent: readonly ApiMessage[]) => readonly ApiMessage[] | null))[];

/** What a run left behind. */
export interface Ran {
  readonly out: Bytes;
  readonly err: Bytes;
  readonly code: number;
  /** `GET /containers/json?all=1` in the order sent. */
  readonly requests: readonly string[];
  readonly bodies: readonly Value[];
  /** What was sent after the request, by connection. */
  readonly sent: readonly (readonly ApiMessage[])[];
  /** Files at the end, by absolute path. */
  readonly files: { readonly [path: string]: Bytes };
}

/** How to run. */
export interface Setting {
  readonly daemon?: (request: ApiRequest) => Answer;
  readonly env?: readonly Bytes[];
  readonly files?: { [path: string]: Bytes };
  readonly stdin?: readonly Bytes[];
  readonly tty?: boolean;
  /** Errno of connect(2) instead of a daemon. */
  readonly refuse?: number;
  readonly nowNs?: number;
}

/** A good answer: a head, one document, the end. */
export function ok(data: Value, status = 200): Answer {
  return [{ kind: 'head', status, headers: {} }, { kind: 'chunk', data }, { kind: 'end' }];
}

/** An answer without a body. */
export function empty(status = 204): Answer {
  return [{ kind: 'head', status, headers: {} }, { kind: 'end' }];
}

/** A refusal. */
export function refused(status: number, message: string): Answer {
  return ok({ message }, status);
}

/** A stream of documents. */
export function documents(list: readonly Value[]): Answer {
  return [
    { kind: 'head', status: 200, headers: {} },
    ...list.map((data) => ({ kind: 'chunk', data }) as const),
    { kind: 'end' },
  ];
}

/** An attached stream: frames, then the end. */
export function frames(list: readonly (readonly [0 | 1 | 2, Bytes])[], status = 101): Answer {
  const raw = list.map(([stream, data]): RawChunk => ({ kind: 'raw', stream, data }));
  return [{ kind: 'head', status, headers: {} }, ...raw, { kind: 'end' }];
}

interface Connection {
  queue: Answer[number][];
  sent: ApiMessage[];
  asked: boolean;
}

function show(request: ApiRequest): string {
  const query = Object.keys(request.query)
    .sort()
    .map((key) => `${key}=${request.query[key]}`);
  return `${request.method} ${request.path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Directories that are there. */
const DIRECTORIES: readonly string[] = ['/', '/tmp', '/home', '/home/student'];

class FakeDocker {
  readonly argv: readonly Bytes[];
  readonly setting: Setting;
  locals = {} as DockerLocals;
  out = '';
  err = '';
  readonly epochSec = 1_763_769_600;
  readonly connections = new Map<number, Connection>();
  readonly order: Connection[] = [];
  readonly requests: string[] = [];
  readonly bodies: Value[] = [];
  readonly files = new Map<string, Bytes>();
  stdin: Bytes[];
  #next = 3;
  readonly #open = new Map<number, { readonly name: Bytes; unread: boolean }>();
  attr: TtyAttr = { canon: true, echo: true, isig: true, onlcr: true, rows: 24, cols: 80 };
  timedOut = false;

  constructor(argv: readonly Bytes[], setting: Setting) {
    this.argv = argv;
    this.setting = setting;
    this.stdin = [...(setting.stdin ?? [])];
    for (const [path, data] of Object.entries(setting.files ?? {})) this.files.set(this.abs(path), data);
  }
  get now(): number {
    return this.setting.nowNs ?? 0;
  }
  get env(): readonly Bytes[] {
    return this.setting.env ?? [];
  }
  getenv(name: Bytes): Bytes | undefined {
    return this.env.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
  }
  abs(path: Bytes): Bytes {
    const absolute = path.startsWith('/') ? path : `/home/student/${path}`;
    return absolute.replace(/(?:\/\.)?\/?$/, '') || '/';
  }
  print(fd: number, data: Bytes): void {
    const file = this.#open.get(fd);
    if (file !== undefined) this.files.set(file.name, (this.files.get(file.name) ?? '') + data);
    else if (fd === 1) this.out += data;
    else this.err += data;
  }
  printError(): 0 {
    return 0;
  }
  goto(label: string): Next {
    return { kind: 'goto', label };
  }
  exit(code: number): Next {
    return { kind: 'exit', code };
  }
  sleep(timeout: number, label: string): Next {
    return { kind: 'wait', label, keys: [], timeout };
  }
  waitRead(fd: number, label: string): Next {
    return this.poll([fd], label);
  }
  waitWrite(_fd: number, label: string): Next {
    return { kind: 'goto', label };
  }
  poll(fds: readonly number[], label: string, timeout = -1): Next {
    return { kind: 'wait', label, keys: fds.map(String), timeout };
  }
  socket(): number {
    const fd = this.#next++;
    this.connections.set(fd, { queue: [], sent: [], asked: false });
    return fd;
  }
  connect(): number {
    return this.setting.refuse ?? 0;
  }
  setCloexec(): number {
    return 0;
  }
  close(fd: number): number {
    this.connections.delete(fd);
    return 0;
  }
  sendMsg(fd: number, message: Value): number {
    const connection = this.connections.get(fd);
    if (connection === undefined) return E.EPIPE;
    const given = message as unknown as ApiMessage;
    if (given.kind === 'request') {
      this.requests.push(show(given));
      this.bodies.push(given.body);
      this.order.push(connection);
      connection.queue = [...(this.setting.daemon?.(given) ?? refused(501, `no answer for ${show(given)}`))];
    } else connection.sent.push(given);
    return 0;
  }
  recvMsg(fd: number): Value | number {
    const connection = this.connections.get(fd);
    if (connection === undefined) return E.EBADF;
    for (;;) {
      const first = connection.queue[0];
      if (first === undefined) return null;
      if (typeof first !== 'function') return connection.queue.shift() as unknown as Value;
      const more = first(connection.sent);
      if (more === null) return E.EAGAIN;
      connection.queue.splice(0, 1, ...more);
    }
  }
  read(fd: number): Bytes | number {
    if (fd === 0) return this.stdin.shift() ?? '';
    const file = this.#open.get(fd);
    if (file === undefined) return E.EBADF;
    const data = file.unread ? (this.files.get(file.name) ?? '') : '';
    file.unread = false;
    return data;
  }
  isatty(): boolean {
    return this.setting.tty === true;
  }
  tcgetattr(): TtyAttr | number {
    return this.setting.tty === true ? this.attr : E.ENOTTY;
  }
  tcsetattr(_fd: number, change: Partial<TtyAttr>): number {
    this.attr = { ...this.attr, ...change };
    return 0;
  }
  sigaction(): number {
    return 0;
  }
  getcwd(): Bytes {
    return '/home/student';
  }
  readFile(path: Bytes): Bytes | number {
    return this.files.get(this.abs(path)) ?? E.ENOENT;
  }
  writeFile(path: Bytes, data: Bytes): number {
    this.files.set(this.abs(path), data);
    return 0;
  }
  stat(path: Bytes): object | number {
    const data = this.files.get(this.abs(path));
    if (data !== undefined) return { mode: 0o100644, size: data.length };
    return DIRECTORIES.includes(this.abs(path)) ? { mode: 0o040755, size: 4096 } : E.ENOENT;
  }
  lstat(path: Bytes): object | number {
    const stat = this.stat(path);
    return typeof stat === 'number' ? stat : { uid: 1000, gid: 1000, mtime: 0, ...stat };
  }
  chmod(): number {
    return 0;
  }
  utimes(): number {
    return 0;
  }
  unlink(path: Bytes): number {
    return this.files.delete(this.abs(path)) ? 0 : E.ENOENT;
  }
  /** Files are opened whole: reading hands all of it out once, printing appends. */
  open(path: Bytes, flags: number): number {
    const name = this.abs(path);
    const isNew = (flags & 0o100) !== 0;
    if (!this.files.has(name) && !(isNew && DIRECTORIES.includes(name.slice(0, name.lastIndexOf('/')) || '/')))
      return E.ENOENT;
    if (isNew) this.files.set(name, '');
    const fd = this.#next++;
    this.#open.set(fd, { name, unread: true });
    return fd;
  }

  run(): Ran {
    let label = 'start';
    for (let steps = 0; steps < 10_000; steps++) {
      const handler = docker.labels[label];
      if (handler === undefined) throw new Error(`docker has no label ${label}`);
      this.locals = { ...(JSON.parse(JSON.stringify(this.locals)) as DockerLocals) };
      const next = handler(this as unknown as Proc<DockerLocals>);
      if (next.kind === 'exit') {
        const sent = this.order.map((connection) => connection.sent);
        return {
          out: this.out,
          err: this.err,
          code: next.code & 255,
          requests: this.requests,
          bodies: this.bodies,
          sent,
          files: Object.fromEntries(this.files),
        };
      }
      if (next.kind !== 'goto' && next.kind !== 'wait') throw new Error(`unexpected ${next.kind}`);
      label = next.label;
    }
    throw new Error(`docker does not end; it is at ${label}`);
  }
}

/** Runs `docker ARGS`. */
export function runDocker(args: readonly Bytes[], setting: Setting = {}): Ran {
  return new FakeDocker(['docker', ...args], setting).run();
}
