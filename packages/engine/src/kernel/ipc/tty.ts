/**
 * Terminals (tty(4), pty(7)) with the line discipline N_TTY. The master side is either the outside (a screen) or a
 * ptmx descriptor (a container's console). Wait keys: `y<id>r` slave readable, `m<id>r` master readable.
 */
import { intTable } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import { EAGAIN, EIO, type Errno } from '../errno.ts';
import { createFile } from '../fs/fd-table.ts';
import type { File, FileOps } from '../fs/file.ts';
import type { Kernel } from '../kernel.ts';
import { O_RDWR, S_IFCHR, type Stat, type TtyAttr } from '../syscall.ts';
import { sendSignal } from '../task/deliver.ts';
import { signalGroup } from '../task/kill.ts';
import { SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGWINCH } from '../task/signal.ts';
import { type Task, taskTable } from '../task/task.ts';
import { wake } from '../wait-queue.ts';

/** Bytes a terminal holds unread before further input is dropped (N_TTY_BUF_SIZE). */
const TTY_BUFFER = 4096;
/** Bytes a master may leave unread before writers wait. */
const MASTER_BUFFER = 65536;

export interface Tty {
  /** `tty:` name of the outside's terminal, or '' when a ptmx descriptor is the master. */
  name: string;
  /** Number under /dev/pts. */
  index: number;
  canon: boolean;
  echo: boolean;
  isig: boolean;
  onlcr: boolean;
  rows: number;
  cols: number;
  /** The line being typed (canonical mode). */
  line: Bytes;
  /** What the slave may read. In canonical mode whole lines; `eofs` counts Ctrl-D on an empty line. */
  input: Bytes;
  eofs: number;
  /** Output not yet read by a ptmx master. */
  output: Bytes;
  session: number;
  foreground: number;
  slaves: number;
  masters: number;
  hungUp: boolean;
  uid: number;
}
export const ttyTable = intTable<Tty>('tty', 1);

/** A terminal; `name` non-empty when its screen is outside. */
export function createTty(k: Kernel, name: string, rows: number, cols: number, uid: number): number {
  const id = k.nextId('tty');
  let index = 0;
  const taken = new Set<number>();
  k.tx.each(ttyTable, (tty) => {
    taken.add(tty.index);
  });
  while (taken.has(index)) index++;
  k.tx.put(ttyTable, id, {
    name,
    index,
    canon: true,
    echo: true,
    isig: true,
    onlcr: true,
    rows,
    cols,
    line: '',
    input: '',
    eofs: 0,
    output: '',
    session: 0,
    foreground: 0,
    slaves: 0,
    masters: name === '' ? 0 : 1,
    hungUp: false,
    uid,
  });
  return id;
}

/** A description of the slave side, without descriptor. */
export function openTty(k: Kernel, id: number, path: Pick<File, 'mnt' | 'node'> = { mnt: 0, node: 0 }): number {
  k.tx.edit(ttyTable, id).slaves++;
  return createFile(k, { kind: 'tty', obj: id, ...path, flags: O_RDWR, pos: 0, extra: '' });
}

/** A description of the master side (ptmx), without descriptor. */
export function openMaster(k: Kernel, id: number): number {
  k.tx.edit(ttyTable, id).masters++;
  return createFile(k, { kind: 'ptm', obj: id, mnt: 0, node: 0, flags: O_RDWR, pos: 0, extra: '' });
}

/** Sends bytes to the screen side as they are. */
function emit(k: Kernel, id: number, tty: Tty, data: Bytes): void {
  if (data === '') return;
  if (tty.name !== '') k.output({ type: 'tty.output', tty: tty.name, data });
  else {
    tty.output += data;
    wake(k, `m${id}r`);
  }
}

const NEWLINE = /\n/g;

/** Text that the slave prints, after output processing. */
function process(tty: Readonly<Tty>, data: Bytes): Bytes {
  return tty.onlcr ? data.replace(NEWLINE, '\r\n') : data;
}

function signalForeground(k: Kernel, tty: Tty, signal: number): void {
  if (tty.foreground !== 0) signalGroup(k, tty.foreground, signal, null);
}

function deliverLine(k: Kernel, id: number, tty: Tty): void {
  tty.input += tty.line;
  tty.line = '';
  wake(k, `y${id}r`);
}

function eraseLast(line: Bytes): Bytes {
  let end = line.length - 1;
  while (end > 0 && (line.charCodeAt(end) & 0xc0) === 0x80) end--;
  return line.slice(0, end);
}

/** One byte in canonical mode; returns what is echoed. */
function canonical(k: Kernel, id: number, tty: Tty, ch: string): Bytes {
  switch (ch) {
    case '\n':
      tty.line += '\n';
      deliverLine(k, id, tty);
      return '\r\n';
    case '\x7f':
    case '\b':
      if (tty.line === '') return '';
      tty.line = eraseLast(tty.line);
      return '\b \b';
    case '\x15': {
      const erased = '\b \b'.repeat(tty.line.length);
      tty.line = '';
      return erased;
    }
    case '\x17': {
      const kept = tty.line.replace(/\S*\s*$/, '');
      const erased = '\b \b'.repeat(tty.line.length - kept.length);
      tty.line = kept;
      return erased;
    }
    case '\x04':
      if (tty.line === '') {
        tty.eofs++;
        wake(k, `y${id}r`);
      } else deliverLine(k, id, tty);
      return '';
    default:
      if (tty.line.length < TTY_BUFFER) tty.line += ch;
      return ch >= ' ' || ch === '\t' ? ch : `^${String.fromCharCode(ch.charCodeAt(0) ^ 64)}`;
  }
}

const SIGNAL_KEYS: { readonly [ch: string]: number } = { '\x03': SIGINT, '\x1c': SIGQUIT, '\x1a': SIGTSTP };

/** Keys typed at the terminal, through the line discipline. */
export function typeInto(k: Kernel, id: number, data: Bytes): void {
  const tty = k.tx.edit(ttyTable, id);
  if (tty.hungUp) return;
  let echo = '';
  for (let i = 0; i < data.length; i++) {
    let ch = data[i] as string;
    if (tty.canon && ch === '\r') ch = '\n';
    const signal = tty.isig ? SIGNAL_KEYS[ch] : undefined;
    if (signal !== undefined) {
      tty.line = '';
      if (tty.echo) echo += `^${String.fromCharCode(ch.charCodeAt(0) ^ 64)}`;
      if (echo !== '') emit(k, id, tty, echo);
      echo = '';
      signalForeground(k, tty, signal);
      continue;
    }
    if (tty.canon) {
      const shown = canonical(k, id, tty, ch);
      if (tty.echo) echo += shown;
    } else {
      if (tty.input.length < TTY_BUFFER) tty.input += ch;
      if (tty.echo) echo += ch;
    }
  }
  if (!tty.canon) wake(k, `y${id}r`);
  if (echo !== '') emit(k, id, tty, echo);
}

/** TIOCSWINSZ. */
export function resizeTty(k: Kernel, id: number, rows: number, cols: number): void {
  const tty = k.tx.edit(ttyTable, id);
  if (tty.rows === rows && tty.cols === cols) return;
  tty.rows = rows;
  tty.cols = cols;
  signalForeground(k, tty, SIGWINCH);
}

/** The master is gone: reads give end of file, writes EIO, the session is told (SIGHUP). */
export function hangUp(k: Kernel, id: number): void {
  const seen = k.tx.get(ttyTable, id);
  if (seen === undefined || seen.hungUp) return;
  const tty = k.tx.edit(ttyTable, id);
  tty.hungUp = true;
  tty.masters = 0;
  wake(k, `y${id}r`);
  wake(k, `y${id}w`);
  if (tty.session !== 0) sendSignal(k, tty.session, SIGHUP, null);
  signalForeground(k, tty, SIGHUP);
  freeIfUnused(k, id);
}

function freeIfUnused(k: Kernel, id: number): void {
  const tty = k.tx.get(ttyTable, id);
  if (tty !== undefined && tty.slaves === 0 && tty.masters === 0) k.tx.remove(ttyTable, id);
}

/** Takes the first whole line (canonical) or all (raw) out of the input. */
function takeInput(tty: Tty, max: number): Bytes {
  let end = tty.input.length;
  if (tty.canon) {
    const newline = tty.input.indexOf('\n');
    if (newline >= 0) end = newline + 1;
  }
  const data = tty.input.slice(0, Math.min(end, max));
  tty.input = tty.input.slice(data.length);
  return data;
}

function read(k: Kernel, task: Task, _id: number, file: Readonly<File>, max: number): Bytes | Errno {
  const seen = k.tx.get(ttyTable, file.obj) as Tty;
  if (seen.foreground !== 0 && task.tty === file.obj && task.pgid !== seen.foreground && !seen.hungUp) {
    if (task.sigIgnore.includes(SIGTTIN)) return EIO;
    signalGroup(k, task.pgid, SIGTTIN, null);
    return EAGAIN;
  }
  if (seen.input !== '') return takeInput(k.tx.edit(ttyTable, file.obj), max);
  if (seen.eofs > 0) {
    k.tx.edit(ttyTable, file.obj).eofs--;
    return '';
  }
  return seen.hungUp ? '' : EAGAIN;
}

function write(k: Kernel, _task: Task, _id: number, file: Readonly<File>, data: Bytes): number {
  const tty = k.tx.edit(ttyTable, file.obj);
  if (tty.hungUp) return EIO;
  if (tty.name === '' && tty.output.length >= MASTER_BUFFER) return EAGAIN;
  emit(k, file.obj, tty, process(tty, data));
  return data.length;
}

function release(k: Kernel, _id: number, file: Readonly<File>): void {
  const tty = k.tx.edit(ttyTable, file.obj);
  tty.slaves--;
  wake(k, `m${file.obj}r`);
  freeIfUnused(k, file.obj);
}

function stat(k: Kernel, file: Readonly<File>): Stat {
  const tty = k.tx.get(ttyTable, file.obj) as Tty;
  const none = { size: 0, blocks: 0, atime: 0, mtime: 0, ctime: 0 };
  return {
    dev: 24,
    ino: tty.index + 3,
    mode: S_IFCHR | 0o620,
    nlink: 1,
    uid: tty.uid,
    gid: 5,
    rdev: 136 * 256 + tty.index,
    ...none,
  };
}

/** File kind `tty`: the slave side. */
export const ttyOps: FileOps = {
  read,
  write,
  release,
  stat,
  readKey: (file) => `y${file.obj}r`,
  writeKey: (file) => `y${file.obj}w`,
  readable: (k, file) => {
    const tty = k.tx.get(ttyTable, file.obj) as Tty;
    return tty.input !== '' || tty.eofs > 0 || tty.hungUp;
  },
  writable: (k, file) => (k.tx.get(ttyTable, file.obj) as Tty).output.length < MASTER_BUFFER,
  link: (file) => `/dev/pts/${file.obj}`,
};

/** File kind `ptm`: the master side. Reading gives EIO when the last slave has closed, as on Linux. */
export const masterOps: FileOps = {
  read: (k, _task, _id, file, max) => {
    const seen = k.tx.get(ttyTable, file.obj) as Tty;
    if (seen.output === '') return seen.slaves === 0 ? EIO : EAGAIN;
    const tty = k.tx.edit(ttyTable, file.obj);
    const data = tty.output.slice(0, max);
    tty.output = tty.output.slice(data.length);
    wake(k, `y${file.obj}w`);
    return data;
  },
  write: (k, _task, _id, file, data) => {
    typeInto(k, file.obj, data);
    return data.length;
  },
  release: (k, _id, file) => {
    k.tx.edit(ttyTable, file.obj).masters--;
    hangUp(k, file.obj);
  },
  stat: () => ({
    dev: 6,
    ino: 87,
    mode: S_IFCHR | 0o666,
    nlink: 1,
    uid: 0,
    gid: 5,
    rdev: 1282,
    size: 0,
    blocks: 0,
    atime: 0,
    mtime: 0,
    ctime: 0,
  }),
  readKey: (file) => `m${file.obj}r`,
  writeKey: () => null,
  readable: (k, file) => {
    const tty = k.tx.get(ttyTable, file.obj) as Tty;
    return tty.output !== '' || tty.slaves === 0;
  },
  writable: () => true,
  link: () => '/dev/ptmx',
};

/** tcgetattr(3) and TIOCGWINSZ. */
export function getAttr(k: Kernel, id: number): TtyAttr {
  const { canon, echo, isig, onlcr, rows, cols } = k.tx.get(ttyTable, id) as Tty;
  return { canon, echo, isig, onlcr, rows, cols };
}

/** tcsetattr(3) and TIOCSWINSZ. */
export function setAttr(k: Kernel, id: number, change: Partial<TtyAttr>): void {
  const { rows, cols, ...modes } = change;
  const tty = k.tx.edit(ttyTable, id);
  if (modes.canon === true && !tty.canon && tty.input !== '' && !tty.input.endsWith('\n')) {
    // what was typed ahead in raw mode becomes the line being edited
    const cut = tty.input.lastIndexOf('\n') + 1;
    tty.line = tty.input.slice(cut);
    tty.input = tty.input.slice(0, cut);
  }
  if (modes.canon === false && tty.line !== '') deliverLine(k, id, tty);
  Object.assign(tty, modes);
  if (rows !== undefined && cols !== undefined) resizeTty(k, id, rows, cols);
}

/** Makes `id` the controlling terminal of the session that `task` leads (TIOCSCTTY). */
export function setControllingTty(k: Kernel, task: Task, id: number): void {
  task.tty = id;
  const tty = k.tx.edit(ttyTable, id);
  tty.session = task.sid;
  tty.foreground = task.pgid;
}

/** tcsetpgrp(3). */
export function setForeground(k: Kernel, id: number, pgid: number): void {
  k.tx.edit(ttyTable, id).foreground = pgid;
}

/** Does anybody in group `pgid` still live? */
export function groupAlive(k: Kernel, pgid: number): boolean {
  let alive = false;
  k.tx.each(taskTable, (task) => {
    if (task.pgid === pgid && task.state !== 'zombie') alive = true;
    return !alive;
  });
  return alive;
}
