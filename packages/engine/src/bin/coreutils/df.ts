/** df(1): how full the file systems are. */
import { strerror } from '../../kernel/errno.ts';
import type { StatFs } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { busyboxHuman, gnuHuman } from '../frame/human-size.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { type Mount, mountOf, readMounts } from '../frame/mounts.ts';
import { gnuSize } from '../frame/number.ts';
import { quoteaf, quoted, quotef } from '../frame/quote.ts';

const GNU_OPTIONS = optionSpec(
  'aB:hHiklmPt:Tvx:',
  'all>a block-size=>B human-readable>h si>H inodes>i local>l no-sync portability>P print-type>T sync total type=>t exclude-type=>x !output?',
);
const BUSYBOX_OPTIONS = optionSpec('PkmhTait:B:');

interface Options {
  readonly all: boolean;
  readonly inodes: boolean;
  readonly type: boolean;
  readonly posix: boolean;
  /** 0: human with powers of 1024, 1: of 1000; otherwise the block size. */
  readonly unit: number;
  readonly total: boolean;
  readonly only: readonly Bytes[];
  readonly except: readonly Bytes[];
}

interface Row {
  readonly mount: Mount;
  readonly fs: StatFs;
}

function size(o: Options, gnu: boolean, bytes: number): string {
  if (o.unit === 0) return gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
  if (o.unit === 1) return gnuHuman(bytes, 1000);
  return String(Math.ceil(bytes / o.unit));
}

function unitName(o: Options): string {
  if (o.unit < 2) return 'Size';
  if (o.posix) return `${o.unit}-blocks`;
  if (o.unit % 1048576 === 0)
    return o.unit % 1073741824 === 0 ? `${o.unit / 1073741824}G-blocks` : `${o.unit / 1048576}M-blocks`;
  return o.unit % 1024 === 0 ? `${o.unit / 1024}K-blocks` : `${o.unit}B-blocks`;
}

/** GNU rounds up, BusyBox to the nearest. */
function percent(gnu: boolean, used: number, rest: number): string {
  if (used + rest === 0) return gnu ? '-' : '0%';
  return `${gnu ? Math.ceil((used * 100) / (used + rest)) : Math.round((used * 100) / (used + rest))}%`;
}

function cells(o: Options, gnu: boolean, row: Row): readonly string[] {
  const { mount, fs } = row;
  const head = o.type ? [mount.source, mount.type] : [mount.source];
  if (o.inodes) {
    const used = fs.inodes - fs.inodesFree;
    const count = (n: number): string => (o.unit === 0 ? (gnu ? gnuHuman(n) : busyboxHuman(n)) : String(n));
    return [
      ...head,
      count(fs.inodes),
      count(used),
      count(fs.inodesFree),
      percent(gnu, used, fs.inodesFree),
      mount.target,
    ];
  }
  if (fs.total === 0 && gnu) return [...head, '0', '0', '0', '-', mount.target];
  const used = fs.total - fs.free;
  return [
    ...head,
    size(o, gnu, fs.total),
    size(o, gnu, used),
    size(o, gnu, fs.free),
    percent(gnu, used, fs.free),
    mount.target,
  ];
}

function header(o: Options, gnu: boolean): readonly string[] {
  const head = o.type ? ['Filesystem', 'Type'] : ['Filesystem'];
  if (o.inodes)
    return [
      ...head,
      'Inodes',
      gnu ? 'IUsed' : 'Used',
      gnu ? 'IFree' : 'Available',
      gnu ? 'IUse%' : 'Use%',
      'Mounted on',
    ];
  const available = o.unit < 2 && gnu ? 'Avail' : 'Available';
  return [...head, unitName(o), 'Used', available, o.posix ? 'Capacity' : 'Use%', 'Mounted on'];
}

/** Columns as wide as their widest cell; the names left, the numbers right, the last not filled. */
function gnuTable(o: Options, rows: readonly (readonly string[])[]): Bytes {
  const least = o.type ? [14, 4, 5, 5, 5, 4] : [14, 5, 5, 5, 4];
  const widths = least.map((min, i) => Math.max(min, ...rows.map((row) => (row[i] as string).length)));
  return rows
    .map(
      (row) =>
        `${row.map((cell, i) => (i === row.length - 1 ? cell : i < (o.type ? 2 : 1) ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))).join(' ')}\n`,
    )
    .join('');
}

/** Fixed columns; a long name takes a line of its own. */
function busyboxTable(o: Options, rows: readonly (readonly string[])[]): Bytes {
  let out = '';
  rows.forEach((row, n) => {
    const [source = '', ...rest] = row;
    const numbers = o.type ? rest.slice(1) : rest;
    const type = o.type ? ` ${(rest[0] as string).padEnd(10)}` : '';
    if (n === 0) {
      const unit = numbers[0] as string;
      const label = o.posix ? unit : unit.padStart(9);
      out += `${source.padEnd(21)}${o.type ? 'Type'.padEnd(11) : ''}${label.padEnd(15)}Used Available ${numbers[3]} ${numbers[4]}\n`;
      return;
    }
    const first = source.length > 20 && !o.posix ? `${source}\n${' '.repeat(20)}` : source.padEnd(20);
    const [total = '', used = '', free = '', use = '', target = ''] = numbers;
    const capacity = n === 0 ? use : use.padStart(4);
    out += `${first}${type}${total.padStart(10)} ${used.padStart(9)} ${free.padStart(9)} ${capacity} ${target}\n`;
  });
  return out;
}

/** Without operands: one line a file system, the one whose target is shortest; those without blocks only with -a. */
function allRows(p: Proc, f: Flavour, o: Options): readonly Row[] {
  const rows: { mount: Mount; fs: StatFs; dev: number }[] = [];
  for (const mount of readMounts(p)) {
    if (o.only.length > 0 && !o.only.includes(mount.type)) continue;
    if (o.except.includes(mount.type)) continue;
    const fs = p.statfs(mount.target);
    if (typeof fs === 'number') continue;
    if (fs.total === 0 && !o.all && o.only.length === 0) continue;
    const stat = p.stat(mount.target);
    const dev = typeof stat === 'number' ? -1 : stat.dev;
    if (f.gnu && !o.all) {
      const same = rows.findIndex((row) => row.dev === dev && dev >= 0);
      if (same >= 0) {
        const old = rows[same] as { mount: Mount; fs: StatFs; dev: number };
        if (mount.target.length < old.mount.target.length) rows[same] = { mount, fs, dev };
        continue;
      }
    }
    rows.push({ mount, fs, dev });
  }
  return rows;
}

function fileRows(p: Proc, f: Flavour, name: Bytes, files: readonly Bytes[]): { rows: readonly Row[]; status: number } {
  const mounts = readMounts(p);
  const rows: Row[] = [];
  let status = 0;
  for (const file of files) {
    const stat = p.stat(file);
    const fs = typeof stat === 'number' ? stat : p.statfs(file);
    const byDevice = f.gnu && file.startsWith('/dev/') ? mounts.find((m) => m.source === file) : undefined;
    const mount = byDevice ?? (typeof fs === 'number' ? null : mountOf(p, file, f.gnu, mounts));
    if (typeof fs === 'number')
      status = complain(p, name, f.gnu ? `${quotef(file)}: ${strerror(fs)}` : `${file}: can't find mount point`);
    else if (mount === null)
      status = complain(
        p,
        name,
        f.gnu ? `cannot find mount point for ${quoteaf(file)}` : `${file}: can't find mount point`,
      );
    else rows.push({ mount, fs });
  }
  return { rows, status };
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  let unit = 1024;
  for (const { key, value } of c.options) {
    if (key === 'h') unit = 0;
    else if (key === 'H') unit = 1;
    else if (key === 'k') unit = 1024;
    else if (key === 'm') unit = 1048576;
    else if (key === 'B') {
      const n = gnuSize(value);
      if (n === null || n === 0)
        return p.exit(
          f.gnu
            ? complain(p, c.name, `invalid -B argument ${quoted(p, value)}`)
            : complain(p, c.name, `invalid number '${value}'`),
        );
      unit = n;
    }
  }
  const values = (key: string): readonly Bytes[] => c.options.filter((o) => o.key === key).map((o) => o.value);
  const o: Options = {
    all: has('a'),
    inodes: has('i'),
    type: has('T'),
    posix: has('P'),
    unit,
    total: has('total'),
    only: values('t'),
    except: values('x'),
  };
  const found = c.operands.length === 0 ? { rows: allRows(p, f, o), status: 0 } : fileRows(p, f, c.name, c.operands);
  if (found.rows.length === 0)
    return p.exit(found.status !== 0 ? found.status : f.gnu ? complain(p, c.name, 'no file systems processed') : 0);
  const rows = [header(o, f.gnu), ...found.rows.map((row) => cells(o, f.gnu, row))];
  if (o.total) rows.push(cells(o, true, totalRow(found.rows)));
  p.print(1, f.gnu ? gnuTable(o, rows) : busyboxTable(o, rows));
  return p.exit(found.status);
}

function totalRow(rows: readonly Row[]): Row {
  const sum = (pick: (fs: StatFs) => number): number => rows.reduce((n, row) => n + pick(row.fs), 0);
  const fs: StatFs = {
    type: '',
    source: '',
    total: sum((s) => s.total),
    free: sum((s) => s.free),
    inodes: sum((s) => s.inodes),
    inodesFree: sum((s) => s.inodesFree),
  };
  return { mount: { source: 'total', target: '-', type: '-', options: '' }, fs };
}

/** `gnu/df` and `busybox/df`. */
export const dfPrograms: readonly Program[] = tools('df', 1, (f) => ({ start: (p) => start(p, f) }));
