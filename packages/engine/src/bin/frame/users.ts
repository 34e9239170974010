/** The databases of passwd(5), group(5) and shadow(5), read as getpwnam(3) and its like do. */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { parseDecimal } from './number.ts';

/** A line of /etc/passwd. */
export interface Passwd {
  readonly name: Bytes;
  readonly password: Bytes;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: Bytes;
  readonly home: Bytes;
  readonly shell: Bytes;
}

/** A line of /etc/group. */
export interface Group {
  readonly name: Bytes;
  readonly password: Bytes;
  readonly gid: number;
  readonly members: readonly Bytes[];
}

function database(p: Proc, path: Bytes): Bytes {
  const text = p.readFile(path);
  return typeof text === 'number' ? '' : text;
}

/** One line of /etc/passwd; null when it is none. */
export function parsePasswd(line: Bytes): Passwd | null {
  const f = line.split(':');
  const uid = parseDecimal(f[2] ?? '');
  const gid = parseDecimal(f[3] ?? '');
  if (f.length < 7 || uid === null || gid === null) return null;
  return {
    name: f[0] as Bytes,
    password: f[1] as Bytes,
    uid,
    gid,
    gecos: f[4] as Bytes,
    home: f[5] as Bytes,
    shell: f[6] as Bytes,
  };
}

/** One line of /etc/group; null when it is none. */
export function parseGroup(line: Bytes): Group | null {
  const f = line.split(':');
  const gid = parseDecimal(f[2] ?? '');
  if (f.length < 4 || gid === null) return null;
  const members = (f[3] as Bytes).split(',').filter((name) => name !== '');
  return { name: f[0] as Bytes, password: f[1] as Bytes, gid, members };
}

/** All users, in the order of the file. */
export function allUsers(p: Proc): readonly Passwd[] {
  return database(p, '/etc/passwd')
    .split('\n')
    .map(parsePasswd)
    .filter((entry) => entry !== null);
}

/** All groups, in the order of the file. */
export function allGroups(p: Proc): readonly Group[] {
  return database(p, '/etc/group')
    .split('\n')
    .map(parseGroup)
    .filter((entry) => entry !== null);
}

/** The line whose field `index` is `value`, found without parsing the others. */
function lineWith(text: Bytes, index: number, value: Bytes): Bytes | null {
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    let from = at;
    for (let i = 0; i < index && from >= 0; i++) {
      from = text.indexOf(':', from) + 1;
      if (from === 0 || from > end) from = -1;
    }
    if (
      from >= 0 &&
      text.startsWith(value, from) &&
      (text.charAt(from + value.length) === ':' || from + value.length === end)
    ) {
      return text.slice(at, end);
    }
    at = end + 1;
  }
  return null;
}

export function userByName(p: Proc, name: Bytes): Passwd | null {
  const line = lineWith(database(p, '/etc/passwd'), 0, name);
  return line === null ? null : parsePasswd(line);
}

export function userById(p: Proc, uid: number): Passwd | null {
  const line = lineWith(database(p, '/etc/passwd'), 2, String(uid));
  return line === null ? null : parsePasswd(line);
}

export function groupByName(p: Proc, name: Bytes): Group | null {
  const line = lineWith(database(p, '/etc/group'), 0, name);
  return line === null ? null : parseGroup(line);
}

export function groupById(p: Proc, gid: number): Group | null {
  const line = lineWith(database(p, '/etc/group'), 2, String(gid));
  return line === null ? null : parseGroup(line);
}

/** Names of ids for listings, each looked up once in a handler. */
export class NameCache {
  private readonly p: Proc;
  private readonly users = new Map<number, Bytes>();
  private readonly groups = new Map<number, Bytes>();

  constructor(p: Proc) {
    this.p = p;
  }

  /** The user's name, or the number when it has none. */
  user(uid: number): Bytes {
    let name = this.users.get(uid);
    if (name === undefined) {
      name = userById(this.p, uid)?.name ?? String(uid);
      this.users.set(uid, name);
    }
    return name;
  }

  /** The group's name, or the number when it has none. */
  group(gid: number): Bytes {
    let name = this.groups.get(gid);
    if (name === undefined) {
      name = groupById(this.p, gid)?.name ?? String(gid);
      this.groups.set(gid, name);
    }
    return name;
  }
}
