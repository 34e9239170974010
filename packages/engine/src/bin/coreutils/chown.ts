/** chown(1) and chgrp(1). */
import { strerror } from '../../kernel/errno.ts';
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandLine, type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand, printUsage, usageError } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { groupByName, NameCache, userByName } from '../frame/users.ts';
import { type Change, type ChangePlan, changeLabels } from './change-tree.ts';

/** Ids to set; -1 leaves one. `user` and `group` are what was asked for, for reports. */
interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly group: boolean;
}

interface Options extends Owner {
  readonly from: Owner | null;
}

const OPTIONS = optionSpec(
  'HLPRcfhv',
  'recursive>R changes>c dereference no-dereference>h from=>from no-preserve-root preserve-root quiet>f silent>f reference=>ref verbose>v',
);
const BUSYBOX_OPTIONS = optionSpec('RhLHPcvf', 'recursive>R changes>c verbose>v silent>f no-dereference>h');

function names(p: Proc, uid: number, gid: number): Bytes {
  const cache = new NameCache(p);
  if (gid < 0) return cache.user(uid);
  if (uid < 0) return cache.group(gid);
  return `${cache.user(uid)}:${cache.group(gid)}`;
}

const change: Change<Options> = {
  skipsLinks: false,
  apply(p, o, path, stat, noFollow) {
    if (
      o.from !== null &&
      ((o.from.uid >= 0 && o.from.uid !== stat.uid) || (o.from.gid >= 0 && o.from.gid !== stat.gid))
    )
      return 0;
    const errno = p.chown(path, o.uid, o.gid, noFollow);
    if (errno < 0) return errno;
    return (o.uid < 0 || o.uid === stat.uid) && (o.gid < 0 || o.gid === stat.gid) ? 0 : 1;
  },
  report(p, f, o, path, before, changed) {
    const what = o.group ? 'group' : 'ownership';
    if (!f.gnu)
      return `changed ownership of '${path}' to ${o.uid < 0 ? before.uid : o.uid}:${o.gid < 0 ? before.gid : o.gid}\n`;
    const old = names(p, o.uid < 0 ? -1 : before.uid, o.gid < 0 ? -1 : before.gid);
    if (!changed) return `${what} of ${quoteaf(path)} retained as ${old}\n`;
    return `changed ${what} of ${quoteaf(path)} from ${old} to ${names(p, o.uid, o.gid)}\n`;
  },
  failure: (_f, o, path) => `changing ${o.group ? 'group' : 'ownership'} of ${quoteaf(path)}`,
};

function groupId(p: Proc, text: Bytes): number | null {
  const group = text.startsWith('+') ? null : groupByName(p, text);
  return group !== null ? group.gid : parseDecimal(text.startsWith('+') ? text.slice(1) : text);
}

/** `USER`, `USER:GROUP`, `:GROUP`, `USER:` (the user's login group); a string is what is wrong. */
function parseOwner(p: Proc, text: Bytes): Owner | 'user' | 'group' | 'spec' {
  let colon = text.indexOf(':');
  if (colon < 0 && userByName(p, text) === null) colon = text.indexOf('.');
  const name = colon < 0 ? text : text.slice(0, colon);
  const group = colon < 0 ? '' : text.slice(colon + 1);
  let uid = -1;
  let gid = -1;
  if (name !== '') {
    const user = name.startsWith('+') ? null : userByName(p, name);
    const number = user !== null ? user.uid : parseDecimal(name.startsWith('+') ? name.slice(1) : name);
    if (number === null) return 'user';
    uid = number;
    if (colon >= 0 && group === '') {
      if (user === null) return 'spec';
      gid = user.gid;
    }
  }
  if (group !== '') {
    const number = groupId(p, group);
    if (number === null) return 'group';
    gid = number;
  }
  return { uid, gid, group: name === '' && group !== '' };
}

function ownerError(p: Proc, f: Flavour, name: Bytes, text: Bytes, what: 'user' | 'group' | 'spec'): number {
  if (f.gnu)
    return complain(
      p,
      name,
      `invalid ${what === 'group' ? 'group' : what === 'spec' ? 'spec' : 'user'}: ${quoted(p, text)}`,
    );
  const colon = text.indexOf(':');
  if (colon > 0 && colon < text.length - 1) return complain(p, name, `unknown user/group ${text}`);
  return complain(
    p,
    name,
    what === 'group'
      ? `unknown group ${text.slice(colon + 1)}`
      : `unknown user ${colon < 0 ? text : text.slice(0, colon)}`,
  );
}

function wanted(p: Proc, f: Flavour, name: Bytes, text: Bytes, group: boolean): Owner | number {
  if (group) {
    const gid = text === '' ? -1 : groupId(p, text);
    if (gid === null) return complain(p, name, f.gnu ? `invalid group: ${quoted(p, text)}` : `unknown group ${text}`);
    return { uid: -1, gid, group: true };
  }
  const owner = parseOwner(p, text);
  return typeof owner === 'string' ? ownerError(p, f, name, text, owner) : owner;
}

function plan(group: boolean): (p: Proc, f: Flavour) => ChangePlan<Options> | number {
  return (p, f) => {
    const c = invocation(p, f, f.gnu ? OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    const has = (key: string): boolean => c.options.some((o) => o.key === key);
    const reference = c.options.find((o) => o.key === 'ref')?.value;
    const text = reference === undefined ? c.operands[0] : undefined;
    const files = reference === undefined ? c.operands.slice(1) : c.operands;
    if (files.length === 0) {
      if (!f.gnu) return printUsage(p, f, c.name);
      return text === undefined
        ? missingOperand(p, f, c.name)
        : usageError(p, f, c.name, `missing operand after ${quoted(p, commandLine(p, f).args.slice(-1)[0] as Bytes)}`);
    }
    let owner: Owner;
    if (reference !== undefined) {
      const stat = p.stat(reference);
      if (typeof stat === 'number')
        return complain(p, c.name, `failed to get attributes of ${quoteaf(reference)}: ${strerror(stat)}`);
      owner = { uid: group ? -1 : stat.uid, gid: stat.gid, group };
    } else {
      const parsed = wanted(p, f, c.name, text as Bytes, group);
      if (typeof parsed === 'number') return parsed;
      owner = parsed;
    }
    const fromText = c.options.find((o) => o.key === 'from')?.value;
    const from = fromText === undefined ? null : parseOwner(p, fromText);
    if (typeof from === 'string') return ownerError(p, f, c.name, fromText as Bytes, from);
    const traverse = c.options.filter((o) => 'HLP'.includes(o.key)).pop()?.key ?? 'P';
    return {
      o: { ...owner, from },
      operands: files,
      recursive: has('R'),
      noDereference: has('h'),
      traverse: traverse as 'H',
      report: has('v') ? 'all' : has('c') ? 'changes' : 'no',
      quiet: has('f'),
    };
  };
}

/** `gnu/chown`, `gnu/chgrp` and their applets. */
export const chownPrograms: readonly Program[] = [
  ...tools('chown', 1, (f) => changeLabels(f, change, plan(false))),
  ...tools('chgrp', 1, (f) => changeLabels(f, change, plan(true))),
];
