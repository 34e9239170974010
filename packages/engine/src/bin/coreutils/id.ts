/** id(1), groups(1), whoami(1) and logname(1): who a process is. */
import type { Cred } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';
import { allGroups, groupById, type Passwd, userById, userByName } from '../frame/users.ts';

const GNU_OPTIONS = optionSpec('aGgnruz', 'groups>G group>g name>n real>r user>u zero>z !context', 'Z');
const BUSYBOX_OPTIONS = optionSpec('rnugG', 'groups>G group>g name>n real>r user>u');
const PLAIN = optionSpec('');

/** The ids that are printed: of the process, or of a user in the databases. */
interface Identity {
  readonly uid: number;
  readonly gid: number;
  readonly euid: number;
  readonly egid: number;
  readonly groups: readonly number[];
}

/** The groups of a user as initgroups(3) finds them, the primary one first. */
function groupsOf(p: Proc, user: Passwd): readonly number[] {
  const more = allGroups(p).filter((group) => group.members.includes(user.name) && group.gid !== user.gid);
  return [user.gid, ...more.map((group) => group.gid)];
}

function ownIdentity(cred: Cred): Identity {
  return { uid: cred.uid, gid: cred.gid, euid: cred.euid, egid: cred.egid, groups: cred.groups };
}

function userIdentity(p: Proc, user: Passwd): Identity {
  return { uid: user.uid, gid: user.gid, euid: user.uid, egid: user.gid, groups: groupsOf(p, user) };
}

function findUser(p: Proc, f: Flavour, word: Bytes): Passwd | null {
  const user = userByName(p, word);
  if (user !== null || !f.gnu) return user;
  const uid = parseDecimal(word.startsWith('+') ? word.slice(1) : word);
  return uid === null ? null : userById(p, uid);
}

/** GNU lists the effective group first and each group once; BusyBox lists what getgroups(2) says behind the effective one. */
function groupList(f: Flavour, i: Identity, own: boolean): readonly number[] {
  if (!f.gnu) return own ? [i.egid, ...i.groups] : i.groups;
  const all = i.gid !== i.egid ? [i.gid, i.egid, ...i.groups] : [i.egid, ...i.groups];
  return all.filter((gid, at) => all.indexOf(gid) === at);
}

function named(id: number, name: Bytes | undefined): Bytes {
  return name === undefined ? String(id) : `${id}(${name})`;
}

function full(p: Proc, f: Flavour, i: Identity, own: boolean): Bytes {
  const user = (uid: number): Bytes => named(uid, userById(p, uid)?.name);
  const group = (gid: number): Bytes => named(gid, groupById(p, gid)?.name);
  let out = `uid=${user(i.uid)} gid=${group(i.gid)}`;
  if (i.euid !== i.uid) out += ` euid=${user(i.euid)}`;
  if (i.egid !== i.gid) out += ` egid=${group(i.egid)}`;
  const groups = groupList(f, i, own && f.gnu);
  return groups.length === 0 ? `${out}\n` : `${out} groups=${groups.map(group).join(',')}\n`;
}

/** A name, or the number and a complaint when there is none. */
function nameOr(p: Proc, f: Flavour, name: Bytes, kind: 'user' | 'group', id: number, status: { bad: boolean }): Bytes {
  const found = kind === 'user' ? userById(p, id)?.name : groupById(p, id)?.name;
  if (found !== undefined) return found;
  status.bad = true;
  complain(p, name, f.gnu ? `cannot find name for ${kind} ID ${id}` : `unknown ID ${id}`);
  return String(id);
}

interface Choice {
  readonly name: Bytes;
  readonly what: '' | 'u' | 'g' | 'G';
  readonly names: boolean;
  readonly real: boolean;
  readonly zero: boolean;
}

function show(p: Proc, f: Flavour, c: Choice, i: Identity, own: boolean): number {
  const status = { bad: false };
  if (c.what === '') {
    p.print(1, full(p, f, i, own));
    return 0;
  }
  const kind = c.what === 'u' ? 'user' : 'group';
  const ids =
    c.what === 'u' ? [c.real ? i.uid : i.euid] : c.what === 'g' ? [c.real ? i.gid : i.egid] : groupList(f, i, own);
  const words = ids.map((id) => (c.names ? nameOr(p, f, c.name, kind, id, status) : String(id)));
  p.print(1, words.join(c.zero ? '\0' : ' ') + (c.zero ? '\0' : '\n'));
  return status.bad ? 1 : 0;
}

function startId(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const what = (['u', 'g', 'G'] as const).filter(has);
  if (what.length > 1)
    return p.exit(
      f.gnu ? complain(p, c.name, 'cannot print "only" of more than one choice') : printUsage(p, f, c.name),
    );
  const choice: Choice = { name: c.name, what: what[0] ?? '', names: has('n'), real: has('r'), zero: has('z') };
  if (choice.what === '' && (choice.names || choice.real)) {
    if (!f.gnu) return p.exit(printUsage(p, f, c.name));
    return p.exit(complain(p, c.name, 'cannot print only names or real IDs in default format'));
  }
  if (choice.what === '' && choice.zero)
    return p.exit(complain(p, c.name, 'option --zero not permitted in default format'));
  if (c.operands.length === 0) return p.exit(show(p, f, choice, ownIdentity(p.cred()), true));
  if (c.operands.length > 1 && !f.gnu) return p.exit(printUsage(p, f, c.name));
  let status = 0;
  for (const word of c.operands) {
    const user = findUser(p, f, word);
    if (user === null)
      status = complain(p, c.name, f.gnu ? `${quoted(p, word)}: no such user` : `unknown user ${word}`);
    else status = show(p, f, choice, userIdentity(p, user), false) || status;
  }
  return p.exit(status);
}

function startGroups(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PLAIN);
  if (typeof c === 'number') return p.exit(c);
  const choice: Choice = { name: c.name, what: 'G', names: true, real: false, zero: false };
  if (c.operands.length === 0) return p.exit(show(p, f, choice, ownIdentity(p.cred()), true));
  let status = 0;
  for (const word of c.operands) {
    const user = findUser(p, f, word);
    if (user === null) {
      status = complain(p, c.name, f.gnu ? `${quoted(p, word)}: no such user` : `unknown user ${word}`);
      continue;
    }
    if (f.gnu) p.print(1, `${word} : `);
    status = show(p, f, choice, userIdentity(p, user), false) || status;
  }
  return p.exit(status);
}

function startWhoami(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PLAIN);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 0)
    return p.exit(
      f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[0] as Bytes)}`) : printUsage(p, f, c.name),
    );
  const { euid } = p.cred();
  const user = userById(p, euid);
  if (user === null)
    return p.exit(complain(p, c.name, f.gnu ? `cannot find name for user ID ${euid}` : `unknown uid ${euid}`));
  p.print(1, `${user.name}\n`);
  return p.exit(0);
}

/** The name of who logged in on the controlling terminal: there are no login records, only the audit id in /proc. */
function startLogname(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PLAIN);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 0)
    return p.exit(
      f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[0] as Bytes)}`) : printUsage(p, f, c.name),
    );
  const text = p.readFile('/proc/self/loginuid');
  const uid = typeof text === 'number' ? null : parseDecimal(text.trim());
  const user = uid === null ? null : userById(p, uid);
  if (user === null)
    return p.exit(complain(p, c.name, f.gnu ? 'no login name' : 'getlogin: Inappropriate ioctl for device'));
  p.print(1, `${user.name}\n`);
  return p.exit(0);
}

/** `gnu/id`, `gnu/groups`, `gnu/whoami`, `gnu/logname` and their applets. */
export const idPrograms: readonly Program[] = [
  ...tools('id', 1, (f) => ({ start: (p) => startId(p, f) })),
  ...tools('groups', 1, (f) => ({ start: (p) => startGroups(p, f) })),
  ...tools('whoami', 1, (f) => ({ start: (p) => startWhoami(p, f) })),
  ...tools('logname', 1, (f) => ({ start: (p) => startLogname(p, f) })),
];
