/** `:`, true, false, break, continue, return, exit, eval, `.`, exec, shift. */
import { EISDIR } from '../../../kernel/errno.ts';
import { S_IFDIR, S_IFMT } from '../../../kernel/syscall.ts';
import type { Bytes } from '../../../util/bytes.ts';
import type { Frame } from '../frame.ts';
import { jobState } from '../job.ts';
import { pathList, searchPath } from '../search.ts';
import type { Shell, Step } from '../shell.ts';
import { pushUnit } from '../unit.ts';
import { environment } from '../vars.ts';
import { logicalPath } from './dir.ts';
import { badOption, decimal, usage } from './options.ts';

const isLoop = (f: Frame): boolean => f.k === 'loop' || f.k === 'for' || f.k === 'arithfor' || f.k === 'select';

/** Number of loops that the command is in; a function starts anew. */
function loopDepth(sh: Shell): number {
  let n = 0;
  for (let f = sh.L.stack; f !== null && f.k !== 'call'; f = f.next) if (isLoop(f)) n++;
  return n;
}

function loopCount(sh: Shell, args: readonly Bytes[]): number | null {
  const text = args[1];
  if (text === undefined) return 1;
  if (sh.bash) {
    if (!/^[-+]?\d+$/.test(text)) {
      sh.error(`${text}: numeric argument required`, args[0] as Bytes);
      sh.exit(128);
      return null;
    }
    if (Number(text) > 0) return Number(text);
    sh.error(`${text}: loop count out of range`, args[0] as Bytes);
    return -1;
  }
  const n = decimal(text);
  if (n !== null && n > 0) return n;
  sh.fail(`Illegal number: ${text}`, args[0] as Bytes, 2);
  return null;
}

/** break and continue. */
export function breakLoop(sh: Shell, args: readonly Bytes[]): number | Step {
  const depth = loopDepth(sh);
  if (depth === 0) {
    if (sh.bash && sh.L.subshell === 0)
      sh.error("only meaningful in a `for', `while', or `until' loop", args[0] as Bytes);
    return 0;
  }
  const count = loopCount(sh, args);
  if (count === null) return sh.bash ? null : 2;
  const again = args[0] === 'continue' && count > 0;
  let left = Math.min(count < 0 ? depth : count, depth);
  sh.unwind((f) => isLoop(f) && --left === 0);
  sh.L.status = count < 0 ? 1 : 0;
  const loop = sh.L.stack;
  if (loop === null) return null;
  // `continue` lets the loop's own frame go on; the frame of a condition becomes one after the body.
  if (!again) sh.L.stack = loop.next;
  else if (loop.k === 'loop' && !loop.body) sh.L.stack = { ...loop, body: true };
  return null;
}

/** A status given as an operand; null after a message. */
function statusOperand(sh: Shell, args: readonly Bytes[]): number | null {
  const text = args[1] === '--' ? args[2] : args[1];
  if (text === undefined) return sh.L.status;
  if (sh.bash ? /^[-+]?\d+$/.test(text) : /^\d+$/.test(text)) return Number(text) & 255;
  if (sh.bash) sh.error(`${text}: numeric argument required`, args[0] as Bytes);
  else sh.fail(`Illegal number: ${text}`, args[0] as Bytes, 2);
  return null;
}

/** return. */
export function returnFrom(sh: Shell, args: readonly Bytes[]): number | Step {
  const { L } = sh;
  let inside = false;
  for (let f = L.stack; f !== null; f = f.next)
    inside ||= f.k === 'call' || (f.k === 'unit' && (f.why === 'dot' || f.why === 'profile'));
  if (sh.bash && !inside && !(L.functionDepth > 0 && L.subshell > 0)) {
    sh.error("can only `return' from a function or sourced script", 'return');
    return 2;
  }
  const status = statusOperand(sh, args);
  if (status === null && !sh.bash) return 2;
  const target = (f: Frame): boolean => f.k === 'call' || (f.k === 'unit' && (f.why === 'dot' || f.why === 'profile'));
  if (!inside) {
    sh.exit(status ?? 2);
    return null;
  }
  sh.unwind(target);
  L.status = status ?? 2;
  return null;
}

/** exit and logout. */
export function exitShell(sh: Shell, args: readonly Bytes[]): number | Step {
  const { L } = sh;
  if (sh.interactive && sh.bash) sh.write(2, L.startup.login ? 'logout\n' : 'exit\n');
  if (sh.bash && args.length > 2 && /^\d+$/.test(args[1] as Bytes)) {
    sh.error('too many arguments', args[0] as Bytes);
    if (sh.interactive) return 1;
    sh.exit(1);
    return null;
  }
  const status = statusOperand(sh, args);
  if (status === null && !sh.bash) return 2;
  if (sh.interactive && !L.warnedJobs && L.jobs.some((j) => jobState(j) === 'stopped')) {
    sh.write(2, sh.bash ? 'There are stopped jobs.\n' : 'You have stopped jobs.\n');
    L.warnedJobs = true;
    return 1;
  }
  sh.exit(status ?? 2);
  return null;
}

/** eval. */
export function evalText(sh: Shell, args: readonly Bytes[]): number | Step {
  let first = 1;
  if (sh.bash && args[1] === '--') first = 2;
  else if (sh.bash && args[1] !== undefined && /^-./.test(args[1])) return badOption(sh, 'eval', args[1].slice(0, 2));
  const text = args.slice(first).join(' ');
  if (text.trim() === '') return 0;
  const { L } = sh;
  const bash = sh.bash;
  pushUnit(
    sh,
    'eval',
    {
      text,
      line: bash ? L.line : L.flavour === 'ash' ? L.line : 0,
      frozen: L.flavour === 'ash',
      name: bash ? '' : 'eval',
      title: L.unit.title,
      aliased: false,
    },
    null,
  );
  return null;
}

/** `.` and source. */
export function dot(sh: Shell, args: readonly Bytes[]): number | Step {
  const { L, p } = sh;
  const name = args[0] as Bytes;
  const operands = args[1] === '--' ? args.slice(2) : args.slice(1);
  const file = operands[0];
  if (file === undefined) {
    if (sh.bash) {
      sh.error('filename argument required', name);
      usage(sh, name);
    }
    return L.flavour === 'dash' ? 0 : 2;
  }
  const path = file.indexOf('/') >= 0 ? file : findSourced(sh, file);
  const text = path === null ? null : p.readFile(path);
  if (typeof text !== 'string') return cannotSource(sh, name, file, text);
  const params = operands.length > 1 && L.flavour !== 'dash' ? L.params : null;
  if (params !== null) L.params = operands.slice(1);
  const shown = path ?? file;
  L.status = 0;
  pushUnit(
    sh,
    'dot',
    {
      text,
      line: sh.firstLine() === 0 ? 1 : 0,
      frozen: false,
      name: sh.bash ? '' : shown,
      title: sh.bash ? shown : L.unit.title,
      aliased: false,
    },
    params,
  );
  return null;
}

/** A file without a slash is looked for in PATH, and by bash then in the working directory. */
function findSourced(sh: Shell, file: Bytes): Bytes | null {
  for (const dir of pathList(sh, null)) {
    const path = dir === '' ? `./${file}` : `${dir}/${file}`;
    const st = sh.p.stat(path);
    if (typeof st !== 'number' && (st.mode & S_IFMT) !== S_IFDIR) return path;
  }
  return sh.bash && typeof sh.p.stat(file) !== 'number' ? `./${file}` : null;
}

function cannotSource(sh: Shell, name: Bytes, file: Bytes, errno: number | null): number {
  const dash = sh.L.flavour === 'dash';
  if (sh.bash) {
    if (errno === EISDIR) sh.error(`${file}: is a directory`, name);
    else sh.error(`${file}: ${errno === null ? 'No such file or directory' : sh.errno(errno)}`);
    return 1;
  }
  if (errno === EISDIR) return 0;
  if (errno === null) return sh.fail(`${file}: not found`, name, 2);
  const why = errno === -2 || errno === -20 ? (dash ? 'No such file' : 'no such file') : sh.errno(errno);
  return sh.fail(dash ? `cannot open ${file}: ${why}` : `can't open ${file}: ${why}`, name, 2);
}

/** exec. */
export function exec(sh: Shell, args: readonly Bytes[]): number | Step {
  let i = 1;
  let argv0: Bytes | null = null;
  let clear = false;
  while (sh.bash && i < args.length && /^-[cla-]/.test(args[i] as Bytes)) {
    const word = args[i] as Bytes;
    if (word === '-a') argv0 = args[++i] ?? '';
    else if (word === '-c') clear = true;
    else if (word === '-l') argv0 = `-${args[i + 1] ?? ''}`;
    i++;
    if (word === '--') break;
  }
  if (args[i] === '--') i++;
  const words = args.slice(i);
  if (words.length === 0) return 0;
  const env = clear ? [] : environment(sh.L, []);
  const name = words[0] as Bytes;
  if (sh.bash && name.indexOf('/') > 0) words[0] = logicalPath(sh.cwd(), name);
  const path = argv0 === null ? '' : name.indexOf('/') >= 0 ? name : (searchPath(sh, name).path ?? '');
  sh.L.status = 0;
  sh.push({
    k: 'exec',
    argv: argv0 === null ? words : [argv0, ...words.slice(1)],
    env,
    redirs: [],
    builtin: true,
    path,
  });
  return null;
}

/** shift. */
export function shift(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const text = args[1];
  let n = 1;
  if (text !== undefined) {
    if (!/^\d+$/.test(text)) {
      if (sh.bash && /^-\d+$/.test(text)) return sh.fail(`${text}: shift count out of range`, 'shift');
      return sh.fail(sh.bash ? `${text}: numeric argument required` : `Illegal number: ${text}`, 'shift');
    }
    n = Number(text);
  }
  if (n > L.params.length) return L.flavour === 'dash' ? sh.fail("can't shift that many", 'shift') : 1;
  L.params = L.params.slice(n);
  return 0;
}
