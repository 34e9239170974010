/** read and mapfile: a line of input, cut into fields. It waits as often as the input does. */
import { EAGAIN, EIO } from '../../../kernel/errno.ts';
import { S_IFMT, S_IFREG } from '../../../kernel/syscall.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { badName, setVarOrElement } from '../declare.ts';
import type { Frame, ReadRequest } from '../frame.ts';
import type { Shell, Step } from '../shell.ts';
import { checkStatus } from '../status.ts';
import { getVar, isName, setArray } from '../vars.ts';
import { argumentOf, given, readOptions } from './options.ts';

/** Longest line that read takes, in bytes. */
const MAX_LINE = 1 << 20;

/** Seconds, with a fraction, as nanoseconds; null when it is no number. */
function seconds(text: Bytes): number | null {
  const m = /^(\d*)(?:\.(\d*))?$/.exec(text);
  if (m === null || text === '' || text === '.') return null;
  return Number(m[1] === '' ? '0' : m[1]) * 1e9 + Number(`0.${m[2] ?? '0'}`) * 1e9;
}

/** read. */
export function read(sh: Shell, args: readonly Bytes[]): number | Step {
  const { flavour } = sh.L;
  const spec = flavour === 'bash' ? 'ersa:d:i:n:N:p:t:u:' : flavour === 'dash' ? 'rp:' : 'p:rst:n:u:d:';
  const options = readOptions(sh, args, spec);
  if (options.status >= 0) return options.status;
  const names = args.slice(options.rest);
  const array = argumentOf(options, 'a');
  if (flavour === 'dash' && names.length === 0) return sh.fail('arg count', 'read', 2);
  for (const name of names) {
    if (!isName(name) && !(sh.bash && /^[A-Za-z_]\w*\[.*\]$/.test(name))) {
      if (flavour === 'ash') {
        sh.write(2, `${sh.L.arg0}: read: '${name}': bad variable name\n`);
        return 1;
      }
      return badName(sh, name, 'read');
    }
  }
  const exact = argumentOf(options, 'N');
  const count = argumentOf(options, 'n') ?? exact ?? '0';
  const timeout = argumentOf(options, 't');
  const limit = timeout === null ? null : seconds(timeout);
  if (timeout !== null && limit === null) return sh.fail(`${timeout}: invalid timeout specification`, 'read', 1);
  if (!/^\d+$/.test(count)) return sh.fail(`${count}: invalid number`, 'read', 1);
  const fd = Number(argumentOf(options, 'u') ?? '0');
  if (timeout !== null && limit === 0) return typeof sh.p.read(fd, 0) === 'string' ? 0 : 1;
  const delimiter = argumentOf(options, 'd');
  const request: ReadRequest = {
    fd,
    names: array === null ? names : [array],
    array: array !== null,
    raw: given(options, 'r'),
    count: Number(count),
    exact: exact !== null,
    delimiter: delimiter === null ? '\n' : delimiter === '' ? '\0' : delimiter.charAt(0),
    deadline: limit === null ? -1 : sh.p.now + limit,
    restore: prepareTerminal(
      sh,
      fd,
      argumentOf(options, 'p'),
      given(options, 's'),
      Number(count) > 0 || delimiter !== null,
    ),
  };
  sh.push({ k: 'read', request, data: '', escaped: false, bits: '' });
  return null;
}

/** Prompt, and the terminal without echo (-s) or without lines (-n). True when it has to be set back. */
function prepareTerminal(sh: Shell, fd: number, prompt: Bytes | null, silent: boolean, characters: boolean): boolean {
  const tty = sh.p.isatty(fd);
  if (prompt !== null && (tty || !sh.bash)) {
    sh.write(2, prompt);
    sh.flush();
  }
  if (!tty || (!silent && !characters)) return false;
  sh.p.tcsetattr(fd, { ...(silent ? { echo: false } : {}), ...(characters ? { canon: false } : {}) });
  return true;
}

/** Reads what is there, up to the delimiter and not further. */
export function runRead(sh: Shell, f: Extract<Frame, { k: 'read' }>): Step {
  const { p } = sh;
  const { request } = f;
  let { data, escaped, bits } = f;
  let ended = false;
  let done = false;
  let status = 0;
  for (let budget = 4096; !done && budget > 0; budget--) {
    const chunk = nextChunk(sh, request, data);
    if (chunk === EAGAIN) {
      if (request.deadline >= 0 && p.now >= request.deadline) {
        ended = true;
        status = 142;
        break;
      }
      sh.push({ k: 'read', request, data, escaped, bits });
      if (request.deadline < 0) return p.waitRead(request.fd, 'run');
      return p.poll([request.fd], 'run', request.deadline - p.now);
    }
    if (typeof chunk === 'number' || chunk === '') {
      if (typeof chunk === 'number' && chunk !== EIO && sh.bash)
        sh.error(`read error: ${request.fd}: ${sh.errno(chunk)}`, 'read');
      ended = true;
      status = 1;
      break;
    }
    for (let i = 0; i < chunk.length && !done; i++) {
      const c = chunk.charAt(i);
      if (escaped) {
        escaped = false;
        if (c === '\n') continue;
        data += c;
        bits += '1';
      } else if (c === '\\' && !request.raw) {
        escaped = true;
        continue;
      } else if (c === request.delimiter && !request.exact) done = true;
      else if (c !== '\0') {
        data += c;
        bits += '0';
      }
      if ((request.count > 0 && data.length >= request.count) || data.length >= MAX_LINE) done = true;
    }
  }
  if (!done && !ended) {
    sh.push({ k: 'read', request, data, escaped, bits });
    return p.goto('run');
  }
  finish(sh, request, data, bits, status);
  return null;
}

/** Bytes that may be taken: a file is read ahead and put back, a terminal gives its line, a pipe one byte at a time. */
function nextChunk(sh: Shell, request: ReadRequest, data: Bytes): Bytes | number {
  const { p } = sh;
  const st = p.fstat(request.fd);
  if (typeof st === 'number') return st;
  const left = request.count > 0 ? request.count - data.length : 0;
  if ((st.mode & S_IFMT) !== S_IFREG) return p.read(request.fd, left > 0 && p.isatty(request.fd) ? left : 1);
  const ahead = p.read(request.fd, left > 0 ? left : 512);
  if (typeof ahead === 'number' || ahead === '') return ahead;
  // The line ends at the first delimiter that no backslash quotes: stop right behind any, the rest is read again.
  const at = request.exact ? -1 : ahead.indexOf(request.delimiter);
  if (at < 0) return ahead;
  p.lseek(request.fd, at + 1 - ahead.length, 1);
  return ahead.slice(0, at + 1);
}

function finish(sh: Shell, request: ReadRequest, data: Bytes, bits: Bytes, status: number): void {
  if (request.restore) sh.p.tcsetattr(request.fd, { echo: true, canon: true });
  sh.L.status = status;
  if (!assign(sh, request, data, bits)) sh.L.status = sh.L.flavour === 'dash' ? 2 : sh.bash ? 1 : 2;
  checkStatus(sh);
}

function assign(sh: Shell, request: ReadRequest, data: Bytes, bits: Bytes): boolean {
  const { names } = request;
  const ifs = getVar(sh, 'IFS') ?? ' \t\n';
  if (request.array) {
    const fields = cut(data, bits, ifs, Number.MAX_SAFE_INTEGER);
    return setArray(
      sh,
      names[0] as Bytes,
      fields.map((f, i) => [String(i), f] as const),
      0,
    );
  }
  if (names.length === 0) return setVarOrElement(sh, 'REPLY', data, 'read');
  const fields = request.exact ? [data] : cut(data, bits, ifs, names.length);
  let ok = true;
  names.forEach((name, i) => {
    if (ok && !setVarOrElement(sh, name, fields[i] ?? '', 'read')) ok = false;
  });
  return ok;
}

/** Cuts a line into at most `count` fields; the last one takes the rest, without blanks of IFS at its ends. */
function cut(data: Bytes, bits: Bytes, ifs: Bytes, count: number): readonly Bytes[] {
  const separator = (i: number): boolean => bits.charAt(i) === '0' && ifs.indexOf(data.charAt(i)) >= 0;
  const blank = (i: number): boolean => separator(i) && ' \t\n'.includes(data.charAt(i));
  const out: Bytes[] = [];
  let i = 0;
  while (i < data.length && blank(i)) i++;
  while (i < data.length && out.length < count - 1) {
    const start = i;
    while (i < data.length && !separator(i)) i++;
    out.push(data.slice(start, i));
    while (i < data.length && blank(i)) i++;
    if (i < data.length && separator(i)) {
      i++;
      while (i < data.length && blank(i)) i++;
    }
  }
  if (i < data.length) out.push(lastField(data, i, separator, blank));
  return out;
}

/** The rest of the line; a single separator at its end goes when nothing else is in it. */
function lastField(data: Bytes, from: number, separator: (i: number) => boolean, blank: (i: number) => boolean): Bytes {
  let end = data.length;
  while (end > from && blank(end - 1)) end--;
  if (end > from && separator(end - 1)) {
    let others = 0;
    for (let i = from; i < end - 1; i++) if (separator(i) && !blank(i)) others++;
    if (others === 0) {
      let short = end - 1;
      while (short > from && blank(short - 1)) short--;
      const inner = data.slice(from, short);
      let clean = true;
      for (let i = from; i < short; i++) if (separator(i)) clean = false;
      if (clean) return inner;
    }
  }
  return data.slice(from, end);
}
