/** nohup(1), nice(1), chroot(1) and renice(1): programs that change themselves and then become another. */
import { EPERM, strerror } from '../../kernel/errno.ts';
import { O_APPEND, O_CREAT, O_RDONLY, O_WRONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { execOrExit } from '../frame/exec.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, type Invocation, invocation, missingOperand, printUsage, usageError } from '../frame/invocation.ts';
import { parseDecimal, parseInteger } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { groupByName, userByName } from '../frame/users.ts';

const PLAIN = optionSpec('+');
const NICE = optionSpec('+n:', 'adjustment=>n');
const CHROOT = optionSpec('+', 'groups=>groups userspec=>user skip-chdir>skip');
const SIGHUP = 1;

function nohup(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PLAIN, 125);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0)
    return p.exit(f.gnu ? usageError(p, f, c.name, 'missing operand', 125) : printUsage(p, f, c.name, 127));
  const input = p.isatty(0);
  const output = p.isatty(1);
  const error = p.isatty(2);
  if (input) {
    const fd = p.open('/dev/null', f.gnu ? O_WRONLY : O_RDONLY);
    p.dup2(fd, 0);
  }
  if (output) {
    let path = 'nohup.out';
    let fd = p.open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600);
    if (fd < 0) {
      path = `${p.getenv('HOME') ?? ''}/nohup.out`;
      fd = p.open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600);
    }
    if (fd < 0)
      return p.exit(
        complain(
          p,
          c.name,
          f.gnu ? `failed to open ${quoteaf(path)}: ${strerror(fd)}` : `can't open '${path}': ${strerror(fd)}`,
          125,
        ),
      );
    const what = f.gnu
      ? `${input ? 'ignoring input and ' : ''}appending output to ${quoteaf(path)}`
      : `appending output to ${path}`;
    complain(p, c.name, what);
    p.dup2(fd, 1);
  } else if (input && f.gnu) complain(p, c.name, `ignoring input${error ? ' and redirecting stderr to stdout' : ''}`);
  if (error) p.dup2(1, 2);
  p.sigaction(SIGHUP, 'ignore');
  return execOrExit(p, f, c.name, c.operands, 'failed to run command');
}

/** `-5` of old is `-n 5`. */
function historic(args: readonly Bytes[]): readonly Bytes[] {
  const found = /^-(-?\d+)$/.exec(args[0] ?? '');
  return found === null ? args : ['-n', found[1] as Bytes, ...args.slice(1)];
}

function nice(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, NICE, 125, historic);
  if (typeof c === 'number') return p.exit(c);
  const text = c.options.filter((o) => o.key === 'n').pop()?.value;
  const adjustment = text === undefined ? 10 : parseInteger(text);
  if (adjustment === null)
    return p.exit(
      complain(p, c.name, f.gnu ? `invalid adjustment ${quoted(p, text as Bytes)}` : `invalid number '${text}'`, 125),
    );
  if (c.operands.length === 0) {
    if (text !== undefined)
      return p.exit(
        f.gnu ? usageError(p, f, c.name, 'a command must be given with an adjustment', 125) : printUsage(p, f, c.name),
      );
    p.print(1, `${p.nice(0)}\n`);
    return p.exit(0);
  }
  const errno = p.nice(adjustment);
  if (errno === EPERM) complain(p, c.name, `cannot set niceness: ${strerror(errno)}`);
  return execOrExit(p, f, c.name, c.operands, 'quoted');
}

/** `USER[:GROUP]` and `--groups`; a number is an exit status. */
function becomeUser(p: Proc, c: Invocation): number | null {
  const value = (key: string): Bytes | undefined => c.options.filter((o) => o.key === key).pop()?.value;
  const spec = value('user');
  const list = value('groups');
  const [userText = '', groupText = ''] = (spec ?? '').split(':');
  const user = userText === '' ? null : userByName(p, userText);
  const uid = userText === '' ? -1 : (user?.uid ?? parseDecimal(userText));
  const gid = groupText === '' ? (user?.gid ?? -1) : (groupByName(p, groupText)?.gid ?? parseDecimal(groupText));
  if (uid === null) return complain(p, c.name, 'invalid user', 125);
  if (gid === null) return complain(p, c.name, 'invalid group', 125);
  const groups: number[] = [];
  for (const word of list === undefined || list === '' ? [] : list.split(',')) {
    const id = groupByName(p, word)?.gid ?? parseDecimal(word);
    if (id === null) return complain(p, c.name, `invalid group ${quoted(p, word)}`, 125);
    groups.push(id);
  }
  if (list !== undefined || gid >= 0) {
    const errno = p.setCred({ groups: list === undefined ? [gid] : groups });
    if (errno < 0) return complain(p, c.name, `failed to set supplemental groups: ${strerror(errno)}`, 125);
  }
  if (gid >= 0) {
    const errno = p.setCred({ gid, egid: gid });
    if (errno < 0) return complain(p, c.name, `failed to set group-ID: ${strerror(errno)}`, 125);
  }
  if (uid >= 0) {
    const errno = p.setCred({ uid, euid: uid });
    if (errno < 0) return complain(p, c.name, `failed to set user-ID: ${strerror(errno)}`, 125);
  }
  return null;
}

function chroot(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? CHROOT : PLAIN, 125);
  if (typeof c === 'number') return p.exit(c);
  const root = c.operands[0];
  if (root === undefined) return p.exit(missingOperand(p, f, c.name, 125));
  const errno = p.chroot(root);
  if (errno < 0)
    return p.exit(
      complain(
        p,
        c.name,
        f.gnu
          ? `cannot change root directory to ${quoteaf(root)}: ${strerror(errno)}`
          : `can't change root directory to '${root}': ${strerror(errno)}`,
        f.gnu ? 125 : 1,
      ),
    );
  if (!c.options.some((o) => o.key === 'skip')) p.chdir('/');
  const wrong = becomeUser(p, c);
  if (wrong !== null) return p.exit(wrong);
  const shell = p.getenv('SHELL') ?? '/bin/sh';
  const argv = c.operands.length > 1 ? c.operands.slice(1) : [shell, '-i'];
  return execOrExit(p, f, c.name, argv, 'failed to run command');
}

/** `gnu/nohup`, `gnu/nice`, `gnu/chroot` and their applets. */
export const runAsPrograms: readonly Program[] = [
  ...tools('nohup', 1, (f) => ({ start: (p) => nohup(p, f) })),
  ...tools('nice', 1, (f) => ({ start: (p) => nice(p, f) })),
  ...tools('chroot', 1, (f) => ({ start: (p) => chroot(p, f) })),
];
