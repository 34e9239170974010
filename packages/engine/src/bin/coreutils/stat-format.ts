/** The formats of stat(1). */
import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFSOCK,
  type Stat,
  type StatFs,
} from '../../kernel/syscall.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { momentOf, strftime } from '../frame/clock.ts';
import { modeString } from '../frame/mode.ts';
import { quoteaf } from '../frame/quote.ts';
import type { NameCache } from '../frame/users.ts';

/** What a format is filled from. */
export interface StatSubject {
  readonly p: Proc;
  readonly gnu: boolean;
  readonly names: NameCache;
  readonly path: Bytes;
  readonly stat: Stat;
  /** Where the file system is mounted (%m); null when unknown. */
  readonly mountPoint: Bytes | null;
}

/** %F. */
export function fileType(stat: Stat): string {
  switch (stat.mode & S_IFMT) {
    case S_IFDIR:
      return 'directory';
    case S_IFLNK:
      return 'symbolic link';
    case S_IFCHR:
      return 'character special file';
    case S_IFBLK:
      return 'block special file';
    case S_IFIFO:
      return 'fifo';
    case S_IFSOCK:
      return 'socket';
    default:
      return stat.size === 0 ? 'regular empty file' : 'regular file';
  }
}

/** Major and minor of a device number (makedev(3)). */
export function majorMinor(dev: number): readonly [number, number] {
  const low = dev % 0x100000000;
  return [(low >>> 8) & 0xfff, (low & 0xff) | ((low >>> 12) & 0xfff00)];
}

function time(s: StatSubject, ns: number): string {
  return strftime('%Y-%m-%d %H:%M:%S.%N +0000', momentOf(s.p, ns));
}

function linkName(s: StatSubject): Bytes {
  const target = (s.stat.mode & S_IFMT) === S_IFLNK ? s.p.readlink(s.path) : null;
  const q = s.gnu ? quoteaf : (text: Bytes): Bytes => `'${text}'`;
  return typeof target === 'string' ? `${q(s.path)} -> ${q(target)}` : s.gnu ? q(s.path) : s.path;
}

/** Seconds since 1970 with as many decimals as asked. */
function epoch(s: StatSubject, ns: number, precision: number | null): string {
  const m = momentOf(s.p, ns);
  if (precision === null || precision === 0) return String(m.sec);
  return `${m.sec}.${String(m.nsec).padStart(9, '0').slice(0, precision).padEnd(precision, '0')}`;
}

function value(s: StatSubject, c: string, precision: number | null): string | null {
  const { stat } = s;
  switch (c) {
    case 'a':
      return (stat.mode & 0o7777).toString(8);
    case 'A':
      return modeString(stat.mode);
    case 'b':
      return String(stat.blocks);
    case 'B':
      return '512';
    case 'C':
      return '?';
    case 'd':
      return String(stat.dev);
    case 'D':
      return stat.dev.toString(16);
    case 'f':
      return stat.mode.toString(16);
    case 'F':
      return fileType(stat);
    case 'g':
      return String(stat.gid);
    case 'G':
      return nameOrUnknown(s, s.names.group(stat.gid), stat.gid);
    case 'h':
      return String(stat.nlink);
    case 'i':
      return String(stat.ino);
    case 'm':
      return s.mountPoint ?? '?';
    case 'n':
      return s.path;
    case 'N':
      return linkName(s);
    case 'o':
      return '4096';
    case 'r':
      return String(stat.rdev);
    case 'R':
      return stat.rdev.toString(16);
    case 's':
      return String(stat.size);
    case 't':
      return majorMinor(stat.rdev)[0].toString(16);
    case 'T':
      return majorMinor(stat.rdev)[1].toString(16);
    case 'u':
      return String(stat.uid);
    case 'U':
      return nameOrUnknown(s, s.names.user(stat.uid), stat.uid);
    case 'w':
      return time(s, stat.ctime);
    case 'W':
      return epoch(s, stat.ctime, precision);
    case 'x':
      return time(s, stat.atime);
    case 'X':
      return epoch(s, stat.atime, precision);
    case 'y':
      return time(s, stat.mtime);
    case 'Y':
      return epoch(s, stat.mtime, precision);
    case 'z':
      return time(s, stat.ctime);
    case 'Z':
      return epoch(s, stat.ctime, precision);
    default:
      return null;
  }
}

function nameOrUnknown(_s: StatSubject, name: Bytes, id: number): Bytes {
  return name === String(id) ? 'UNKNOWN' : name;
}

const DIRECTIVE = /%([-+ 0#']*)(\d*)(?:\.(\d*))?([HL]?[a-zA-Z]|%)?/g;

function pad(text: string, flags: string, width: string): string {
  const n = Number(width);
  if (flags.includes('-')) return text.padEnd(n);
  return text.padStart(n, flags.includes('0') && /^-?\d/.test(text) ? '0' : ' ');
}

function withPrefix(text: string, c: string, flags: string): string {
  if (!flags.includes('#')) return text;
  if (c === 'a') return text.startsWith('0') ? text : `0${text}`;
  return 'DfRtT'.includes(c) ? `0x${text}` : text;
}

function expand(format: Bytes, lookup: (c: string, precision: number | null) => string | null, gnu: boolean): Bytes {
  return format.replace(
    DIRECTIVE,
    (_all: string, flags: string, width: string, precision: string | undefined, c: string | undefined) => {
      if (c === '%' || c === undefined) return '%';
      const text = lookup(c, precision === undefined ? null : precision === '' ? 9 : Number(precision));
      return text === null ? (gnu ? '?' : c) : pad(withPrefix(text, c, flags), flags, width);
    },
  );
}

/** `format` for a file. Unknown directives print `?`, or their letter in BusyBox. */
export function formatStat(format: Bytes, s: StatSubject): Bytes {
  return expand(format, (c, precision) => (c.length === 2 ? halves(s, c) : value(s, c, precision)), s.gnu);
}

/** %Hd, %Ld, %Hr, %Lr: the halves of device numbers (GNU). */
function halves(s: StatSubject, c: string): string | null {
  const dev = c.endsWith('d') ? s.stat.dev : c.endsWith('r') ? s.stat.rdev : null;
  return dev === null ? null : String(majorMinor(dev)[c.startsWith('H') ? 0 : 1]);
}

/** Magic numbers and names of file systems (statfs(2)). */
const FS_MAGIC: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['overlay', [0x794c7630, 'overlayfs']],
  ['tmpfs', [0x01021994, 'tmpfs']],
  ['proc', [0x9fa0, 'proc']],
  ['sysfs', [0x62656572, 'sysfs']],
  ['devpts', [0x1cd1, 'devpts']],
  ['ext4', [0xef53, 'ext2/ext3']],
  ['cgroup', [0x27e0eb, 'cgroupfs']],
  ['cgroup2', [0x63677270, 'cgroup2fs']],
  ['mqueue', [0x19800202, 'mqueue']],
  ['nsfs', [0x6e736673, 'nsfs']],
]);

/** `format` for a file system (-f). */
export function formatStatFs(format: Bytes, path: Bytes, fs: StatFs): Bytes {
  const [magic, name] = FS_MAGIC.get(fs.type) ?? [0, `UNKNOWN (0x${(0).toString(16)})`];
  const block = 4096;
  const lookup = (c: string): string | null => {
    switch (c) {
      case 'a':
      case 'f':
        return String(Math.floor(fs.free / block));
      case 'b':
        return String(Math.floor(fs.total / block));
      case 'c':
        return String(fs.inodes);
      case 'd':
        return String(fs.inodesFree);
      case 'i':
        return '0';
      case 'l':
        return '255';
      case 'n':
        return path;
      case 's':
      case 'S':
        return String(block);
      case 't':
        return magic.toString(16);
      case 'T':
        return name;
      default:
        return null;
    }
  };
  return expand(format, lookup, true);
}
