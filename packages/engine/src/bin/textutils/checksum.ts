/** md5sum(1) and the sha*sum(1): print and check digests. */
import { EAGAIN, EISDIR, ENOENT, strerror } from '../../kernel/errno.ts';
import { O_RDONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { BUSYBOX, type Flavour, GNU, tool } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { CHUNK, openInput } from '../frame/input.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { quotef } from '../frame/quote.ts';
import { EMPTY_HASH, type HashName, type HashState, hashHex, hashUpdate } from './resumable-hash.ts';

/** One line of a list of digests. */
interface Entry {
  readonly digest: string;
  readonly file: Bytes;
}

interface Locals {
  name: Bytes;
  hash: HashName;
  flags: string;
  tag: boolean;
  end: string;
  files: readonly Bytes[];
  at: number;
  fd: number;
  state: HashState;
  /** What is left to check of the current list, in `-c`. */
  entries: readonly Entry[] | null;
  entry: number;
  list: Bytes;
  counts: {
    readonly malformed: number;
    readonly mismatched: number;
    readonly unreadable: number;
    readonly ok: number;
    readonly lines: number;
  };
  status: number;
}

const GNU_OPTIONS = optionSpec(
  'bctwz',
  'binary>b check>c text>t warn>w status>S quiet>q strict>x ignore-missing>i tag>T zero>z',
);
const BUSYBOX_OPTIONS = optionSpec('csw');
const NO_COUNTS = { malformed: 0, mismatched: 0, unreadable: 0, ok: 0, lines: 0 };

function start(p: Proc<Locals>, f: Flavour, hash: HashName): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const flags = c.options.map((o) => o.key).join('');
  p.locals = {
    name: c.name,
    hash,
    flags,
    tag: flags.includes('T'),
    end: flags.includes('z') ? '\0' : '\n',
    files: c.operands.length === 0 ? ['-'] : c.operands,
    at: 0,
    fd: -1,
    state: EMPTY_HASH,
    entries: null,
    entry: 0,
    list: '',
    counts: NO_COUNTS,
    status: 0,
  };
  return p.goto(flags.includes('c') ? 'list' : 'hash');
}

function cannot(l: Locals, f: Flavour, file: Bytes, errno: number): Bytes {
  if (f.gnu) return `${quotef(file)}: ${strerror(errno)}`;
  if (l.entries === null && l.flags.includes('c')) return `${file}: ${strerror(errno)}`;
  return errno === EISDIR ? `can't read '${file}': ${strerror(errno)}` : `can't open '${file}': ${strerror(errno)}`;
}

/** Reads `fd` into the hash; the digest at the end of the file, null when the handler must end first, an errno when it fails. */
function digest(p: Proc<Locals>): string | number | null {
  const l = p.locals;
  for (let n = 0; n < 4; n++) {
    const data = p.read(l.fd, CHUNK);
    if (typeof data === 'number') return data;
    if (data === '') {
      const hex = hashHex(l.hash, l.state);
      if (l.fd > 0) p.close(l.fd);
      l.fd = -1;
      l.state = EMPTY_HASH;
      return hex;
    }
    l.state = hashUpdate(l.hash, l.state, data);
  }
  return null;
}

function line(l: Locals, file: Bytes, hex: string): Bytes {
  if (l.tag) return `${l.hash.toUpperCase()} (${file}) = ${hex}${l.end}`;
  const mark = l.flags.includes('b') ? '*' : ' ';
  if (!/[\\\n]/.test(file) || l.end === '\0') return `${hex} ${mark}${file}${l.end}`;
  return `\\${hex} ${mark}${file.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}${l.end}`;
}

function hash(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const file = l.files[l.at];
  if (file === undefined) return p.exit(l.status);
  if (l.fd < 0) {
    const fd = openInput(p, file);
    if (fd < 0) {
      l.status = complain(p, l.name, cannot(l, f, file, fd));
      l.at += 1;
      return p.goto('hash');
    }
    l.fd = fd;
  }
  const hex = digest(p);
  if (hex === null) return p.goto('hash');
  if (hex === EAGAIN) return p.waitRead(l.fd, 'hash');
  if (typeof hex === 'number') {
    l.status = complain(p, l.name, cannot(l, f, file, hex));
    if (l.fd > 0) p.close(l.fd);
    l.fd = -1;
  } else p.print(1, line(l, file, hex));
  l.at += 1;
  return p.goto('hash');
}

const DIGITS: ReadonlyMap<HashName, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

function entryOf(hash: HashName, text: Bytes): Entry | null {
  const digits = DIGITS.get(hash) as number;
  const plain = /^\\?([0-9a-fA-F]+) [ *](.+)$/.exec(text);
  if (plain !== null && (plain[1] as string).length === digits)
    return { digest: (plain[1] as string).toLowerCase(), file: plain[2] as string };
  const tagged = /^([A-Z0-9]+) \((.+)\) = ([0-9a-fA-F]+)$/.exec(text);
  if (tagged === null || tagged[1] !== hash.toUpperCase() || (tagged[3] as string).length !== digits) return null;
  return { digest: (tagged[3] as string).toLowerCase(), file: tagged[2] as string };
}

/** Reads a list of digests (`-c`), at most CHUNK bytes a handler. */
function list(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const file = l.files[l.at];
  if (file === undefined) return p.exit(l.status);
  if (l.fd < 0) {
    const fd = openInput(p, file);
    if (fd < 0) {
      l.status = complain(p, l.name, cannot(l, f, file, fd));
      l.at += 1;
      return p.goto('list');
    }
    l.fd = fd;
    l.list = '';
  }
  const data = p.read(l.fd, CHUNK);
  if (data === EAGAIN) return p.waitRead(l.fd, 'list');
  if (typeof data === 'string' && data !== '') {
    l.list += data;
    return p.goto('list');
  }
  if (l.fd > 0) p.close(l.fd);
  l.fd = -1;
  if (typeof data === 'number') {
    l.status = complain(p, l.name, cannot(l, f, file, data));
    l.at += 1;
    return p.goto('list');
  }
  const entries: Entry[] = [];
  let malformed = 0;
  const lines = l.list.split('\n').filter((text) => text !== '' && !text.startsWith('#'));
  for (const text of lines) {
    const entry = entryOf(l.hash, text);
    if (entry === null) malformed += 1;
    else entries.push(entry);
  }
  l.entries = entries;
  l.entry = 0;
  l.counts = { ...NO_COUNTS, malformed, lines: lines.length };
  return p.goto('check');
}

function plural(n: number, one: string, many: string): string {
  return n === 1 ? one : many.replace('%d', String(n));
}

function summary(p: Proc<Locals>, f: Flavour): void {
  const l = p.locals;
  const { counts: n } = l;
  const file = l.files[l.at] as Bytes;
  const quiet = l.flags.includes('S') || (!f.gnu && l.flags.includes('s'));
  const warn = (text: string): void => {
    if (!quiet) complain(p, l.name, text);
  };
  if (n.mismatched > 0 || n.unreadable > 0) l.status = 1;
  if (!f.gnu) {
    if (n.malformed > 0 && l.flags.includes('w')) warn('invalid format');
    const bad = n.mismatched + n.unreadable + n.malformed;
    if (bad > 0) l.status = 1;
    if (bad > 0) warn(`WARNING: ${bad} of ${n.lines} computed checksums did NOT match`);
    if (n.lines === 0) l.status = complain(p, l.name, `${file}: no checksum lines found`);
    return;
  }
  if (n.lines - n.malformed === 0) {
    l.status = complain(p, l.name, `${quotef(file)}: no properly formatted checksum lines found`);
    return;
  }
  if (n.malformed > 0)
    warn(plural(n.malformed, 'WARNING: 1 line is improperly formatted', 'WARNING: %d lines are improperly formatted'));
  if (n.unreadable > 0)
    warn(
      plural(n.unreadable, 'WARNING: 1 listed file could not be read', 'WARNING: %d listed files could not be read'),
    );
  if (n.mismatched > 0)
    warn(
      plural(
        n.mismatched,
        'WARNING: 1 computed checksum did NOT match',
        'WARNING: %d computed checksums did NOT match',
      ),
    );
  if (l.flags.includes('x') && n.malformed > 0) l.status = 1;
  if (l.flags.includes('i') && n.ok + n.mismatched === 0)
    l.status = complain(p, l.name, `${quotef(file)}: no file was verified`);
}

function verdict(p: Proc<Locals>, f: Flavour, file: Bytes, text: 'OK' | 'FAILED' | 'FAILED open or read'): void {
  const l = p.locals;
  const silent = l.flags.includes('S') || (!f.gnu && l.flags.includes('s'));
  if (!silent && !(text === 'OK' && l.flags.includes('q')))
    p.print(1, `${file}: ${!f.gnu && text !== 'OK' ? 'FAILED' : text}\n`);
  const n = l.counts;
  l.counts = {
    ...n,
    ok: n.ok + (text === 'OK' ? 1 : 0),
    mismatched: n.mismatched + (text === 'FAILED' ? 1 : 0),
    unreadable: n.unreadable + (text === 'FAILED open or read' ? 1 : 0),
  };
  l.entry += 1;
}

function check(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const entry = l.entries?.[l.entry];
  if (entry === undefined) {
    summary(p, f);
    l.at += 1;
    return p.goto('list');
  }
  if (l.fd < 0) {
    const fd = entry.file === '-' ? 0 : p.open(entry.file, O_RDONLY);
    if (fd < 0) {
      if (fd === ENOENT && l.flags.includes('i')) {
        l.entry += 1;
        return p.goto('check');
      }
      complain(p, l.name, cannot(l, f, entry.file, fd));
      verdict(p, f, entry.file, 'FAILED open or read');
      return p.goto('check');
    }
    l.fd = fd;
  }
  const hex = digest(p);
  if (hex === null) return p.goto('check');
  if (hex === EAGAIN) return p.waitRead(l.fd, 'check');
  if (typeof hex === 'number') {
    complain(p, l.name, cannot(l, f, entry.file, hex));
    if (l.fd > 0) p.close(l.fd);
    l.fd = -1;
    l.state = EMPTY_HASH;
    verdict(p, f, entry.file, 'FAILED open or read');
  } else verdict(p, f, entry.file, hex === entry.digest ? 'OK' : 'FAILED');
  return p.goto('check');
}

function program(f: Flavour, hashName: HashName): Program {
  return tool<Locals>(f, `${hashName}sum`, 1, () => ({
    start: (p) => start(p, f, hashName),
    hash: (p) => hash(p, f),
    list: (p) => list(p, f),
    check: (p) => check(p, f),
  }));
}

const NAMES: readonly HashName[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

/** `gnu/md5sum`, `busybox/md5sum` and so on. */
export const checksumPrograms: readonly Program[] = [
  ...NAMES.map((name) => program(GNU, name)),
  ...NAMES.filter((name) => name !== 'sha224').map((name) => program(BUSYBOX, name)),
];
