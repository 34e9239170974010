/** The long format of ls(1). */
import { S_IFBLK, S_IFCHR, S_IFLNK, S_IFMT, type Stat } from '../../kernel/syscall.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { momentOf, strftime } from '../frame/clock.ts';
import { busyboxHuman, gnuHuman } from '../frame/human-size.ts';
import { modeString } from '../frame/mode.ts';
import { NameCache } from '../frame/users.ts';
import { type LsEntry, timeOf } from './ls-entry.ts';
import { coloured, indicatorOf, nameCell, quotedName } from './ls-name.ts';
import type { LsOptions } from './ls-options.ts';
import { majorMinor } from './stat-format.ts';

/** Half a year as GNU counts it, and how old a date with a time of day may be. */
const HALF_YEAR = 31556952 / 2;
const BUSYBOX_HALF_YEAR = (3600 * 24 * 365) / 2;

/** Sizes and blocks in the unit of the options. */
export function sizeText(o: LsOptions, gnu: boolean, bytes: number, blocks: boolean): string {
  const unit = blocks ? o.blockUnit : o.unit;
  if (unit === -1) return String(bytes);
  if (unit === 0) return gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
  if (unit === 1) return gnuHuman(bytes, 1000);
  return String(Math.ceil(bytes / unit));
}

function dateText(p: Proc, o: LsOptions, gnu: boolean, stat: Stat): string {
  const ns = timeOf(o, stat);
  const m = momentOf(p, ns);
  if (o.timeStyle === 'full-iso') return strftime('%Y-%m-%d %H:%M:%S.%N +0000', m).replace(gnu ? /$^/ : /\.\d{9}/, '');
  if (o.timeStyle === 'long-iso') return strftime('%Y-%m-%d %H:%M', m);
  const age = (p.now - ns) / 1e9;
  const recent = gnu ? age >= 0 && age < HALF_YEAR : age > -900 && age < BUSYBOX_HALF_YEAR;
  if (o.timeStyle === 'iso') return strftime(recent ? '%m-%d %H:%M' : '%Y-%m-%d ', m);
  if (o.timeStyle.startsWith('+')) {
    const [old = '', young = old] = o.timeStyle.slice(1).split('\n');
    return strftime(recent ? young : old, m);
  }
  return strftime(recent ? '%b %e %H:%M' : '%b %e  %Y', m);
}

function isDevice(stat: Stat): boolean {
  const type = stat.mode & S_IFMT;
  return type === S_IFCHR || type === S_IFBLK;
}

interface Row {
  readonly inode: string;
  readonly blocks: string;
  readonly mode: string;
  readonly links: string;
  readonly user: Bytes;
  readonly group: Bytes;
  readonly major: string;
  readonly size: string;
  readonly date: string;
  readonly name: Bytes;
}

function row(p: Proc, o: LsOptions, gnu: boolean, names: NameCache, e: LsEntry, utf8: boolean, pad: boolean): Row {
  const { stat } = e;
  let name = nameCell(o, gnu, e, utf8, pad).text;
  if (e.target !== null) {
    const type = e.targetMode & S_IFMT;
    const shown = coloured(o, gnu, type === 0 ? S_IFLNK : type, e.targetMode, quotedName(o, e.target, utf8));
    name += ` -> ${shown}${e.targetMode === 0 ? '' : indicatorOf(o, type, e.targetMode)}`;
  }
  if (stat === null) {
    return {
      inode: '?',
      blocks: '?',
      mode: '??????????',
      links: '?',
      user: '?',
      group: '?',
      major: '',
      size: '?',
      date: '           ?',
      name,
    };
  }
  const [major, minor] = majorMinor(stat.rdev);
  const device = isDevice(stat);
  return {
    inode: String(stat.ino),
    blocks: sizeText(o, gnu, stat.blocks * 512, true),
    mode: modeString(stat.mode),
    links: String(stat.nlink),
    user: o.numeric ? String(stat.uid) : names.user(stat.uid),
    group: o.numeric ? String(stat.gid) : names.group(stat.gid),
    major: device ? String(major) : '',
    size: device ? String(minor) : sizeText(o, gnu, stat.size, false),
    date: dateText(p, o, gnu, stat),
    name,
  };
}

function widest(rows: readonly Row[], key: keyof Row): number {
  return rows.reduce((n, r) => Math.max(n, r[key].length), 0);
}

function gnuRows(o: LsOptions, rows: readonly Row[]): readonly Bytes[] {
  const w = (key: keyof Row): number => widest(rows, key);
  const inode = w('inode');
  const blocks = w('blocks');
  const links = w('links');
  const user = w('user');
  const group = w('group');
  const major = w('major');
  const minor = rows.reduce((n, r) => (r.major === '' ? n : Math.max(n, r.size.length)), 0);
  const size = Math.max(
    rows.reduce((n, r) => (r.major === '' ? Math.max(n, r.size.length) : n), 0),
    major === 0 ? 0 : major + 2 + minor,
  );
  return rows.map((r) => {
    let out = '';
    if (o.inode) out += `${r.inode.padStart(inode)} `;
    if (o.blocks) out += `${r.blocks.padStart(blocks)} `;
    out += `${r.mode} ${r.links.padStart(links)} `;
    if (o.owner) out += `${o.numeric ? r.user.padStart(user) : r.user.padEnd(user)} `;
    if (o.group) out += `${o.numeric ? r.group.padStart(group) : r.group.padEnd(group)} `;
    const cell =
      r.major === '' ? r.size.padStart(size) : `${r.major.padStart(size - 2 - minor)}, ${r.size.padStart(minor)}`;
    return `${out}${cell} ${r.date} ${r.name}`;
  });
}

function busyboxRows(o: LsOptions, rows: readonly Row[]): readonly Bytes[] {
  return rows.map((r) => {
    let out = '';
    if (o.inode) out += `${r.inode.padStart(7)} `;
    if (o.blocks) out += `${r.blocks.padStart(o.blockUnit === 0 ? 7 : 6)} `;
    out += `${r.mode} ${r.links.padStart(4)} `;
    out += `${r.user.padEnd(8)} ${r.group.padEnd(8)} `;
    out += r.major === '' ? `${r.size.padStart(9)} ` : `${r.major.padStart(4)}, ${r.size.padStart(3)} `;
    return `${out}${r.date} ${r.name}`;
  });
}

/** The number behind `total`. BusyBox rounds a human one to whole units. */
export function totalText(o: LsOptions, gnu: boolean, bytes: number): string {
  if (gnu || o.blockUnit !== 0) return sizeText(o, gnu, bytes, true);
  let value = bytes;
  let unit = '';
  for (const letter of 'KMGT') {
    if (value < 1024) break;
    value = Math.round(value / 1024);
    unit = letter;
  }
  return `${value}${unit}`.padEnd(7);
}

/** The lines of a long listing. */
export function longLines(
  p: Proc,
  o: LsOptions,
  gnu: boolean,
  entries: readonly LsEntry[],
  utf8: boolean,
): readonly Bytes[] {
  const names = new NameCache(p);
  const pad = o.quoting === 'shell' && o.tty && entries.some((e) => quotedName(o, e.name, utf8) !== e.name);
  const rows = entries.map((e) => row(p, o, gnu, names, e, utf8, pad));
  return gnu ? gnuRows(o, rows) : busyboxRows(o, rows);
}
