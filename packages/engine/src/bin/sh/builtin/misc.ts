/** alias, unalias, umask, ulimit, trap, times, hash, type, command -v, history, help, caller. */
import type { RlimitName } from '../../../kernel/syscall.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { parseUnit } from '../parse.ts';
import { printFunction } from '../print.ts';
import { quoteAlmquist } from '../quote.ts';
import { locate, remember, searchPath } from '../search.ts';
import type { Shell } from '../shell.ts';
import { signalName, signalNumber } from '../signal.ts';
import { setTrap, TRAP_DEBUG, TRAP_ERR, TRAP_EXIT, TRAP_RETURN } from '../trap.ts';
import { isBuiltin, isSpecialBuiltin } from './names.ts';
import { badOption, given, readOptions } from './options.ts';

/** alias. */
export function alias(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const operands = args.slice(args[1] === '-p' && sh.bash ? 2 : args[1] === '--' ? 2 : 1);
  const show = (name: Bytes, value: Bytes): Bytes =>
    sh.bash ? `alias ${name}='${value.replaceAll("'", "'\\''")}'\n` : `${name}=${quoteAlmquist(value)}\n`;
  if (operands.length === 0) {
    // bash sorts; the Almquist shells walk their table, in which the newest stands first for short names.
    const all = sh.bash ? [...L.newAliases].sort((a, b) => (a[0] < b[0] ? -1 : 1)) : [...L.newAliases].reverse();
    sh.write(1, all.map((a) => show(a[0], a[1])).join(''), 'alias');
    return 0;
  }
  let status = 0;
  for (const o of operands) {
    const at = o.indexOf('=', 1);
    if (at > 0) {
      const name = o.slice(0, at);
      L.newAliases = [...L.newAliases.filter((a) => a[0] !== name), [name, o.slice(at + 1)]];
      continue;
    }
    const known = L.newAliases.find((a) => a[0] === o);
    if (known !== undefined) sh.write(1, show(known[0], known[1]), 'alias');
    else {
      if (sh.bash) sh.error(`${o}: not found`, 'alias');
      else sh.write(2, `alias: ${o} not found\n`);
      status = 1;
    }
  }
  return status;
}

/** unalias. */
export function unalias(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const options = readOptions(sh, args, 'a');
  if (options.status >= 0) return options.status;
  if (given(options, 'a')) {
    L.newAliases = [];
    return 0;
  }
  const names = args.slice(options.rest);
  if (names.length === 0 && sh.bash) {
    sh.write(2, 'unalias: usage: unalias [-a] name [name ...]\n');
    return 2;
  }
  let status = 0;
  for (const name of names) {
    if (L.newAliases.some((a) => a[0] === name)) {
      L.newAliases = L.newAliases.filter((a) => a[0] !== name);
      continue;
    }
    if (sh.bash) sh.error(`${name}: not found`, 'unalias');
    else sh.write(2, `unalias: ${name} not found\n`);
    status = 1;
  }
  return status;
}

function symbolic(mask: number): Bytes {
  const bits = (shift: number): Bytes => {
    const allowed = ~(mask >> shift) & 7;
    return (allowed & 4 ? 'r' : '') + (allowed & 2 ? 'w' : '') + (allowed & 1 ? 'x' : '');
  };
  return `u=${bits(6)},g=${bits(3)},o=${bits(0)}`;
}

/** A symbolic mode as the bits that it leaves allowed, or the character that is wrong. */
function parseSymbolic(text: Bytes, mask: number): number | string {
  let allowed = ~mask & 0o777;
  for (const clause of text.split(',')) {
    const m = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (m === null) return /^[ugoa]*(.)/.exec(clause)?.[1] ?? ' ';
    const who = (m[1] === '' ? 'a' : (m[1] as string)).replace('a', 'ugo');
    let bits = 0;
    for (const c of m[3] as string) bits |= c === 'r' ? 4 : c === 'w' ? 2 : c === 'x' || c === 'X' ? 1 : 0;
    let changed = 0;
    let all = 0;
    for (const w of who) {
      const shift = w === 'u' ? 6 : w === 'g' ? 3 : 0;
      changed |= bits << shift;
      all |= 7 << shift;
    }
    allowed = m[2] === '+' ? allowed | changed : m[2] === '-' ? allowed & ~changed : (allowed & ~all) | changed;
  }
  return allowed;
}

/** umask. */
export function umask(sh: Shell, args: readonly Bytes[]): number {
  const { p } = sh;
  const options = readOptions(sh, args, sh.bash ? 'pS' : 'S');
  if (options.status >= 0) return options.status;
  const mask = p.umask(0);
  p.umask(mask);
  const text = args[options.rest];
  if (text === undefined) {
    const shown = given(options, 'S') ? symbolic(mask) : mask.toString(8).padStart(4, '0');
    sh.write(1, `${given(options, 'p') ? `umask ${given(options, 'S') ? '-S ' : ''}` : ''}${shown}\n`, 'umask');
    return 0;
  }
  if (/^\d/.test(text)) {
    if (!/^[0-7]+$/.test(text) || Number.parseInt(text, 8) > 0o7777) {
      if (sh.bash) return sh.fail(`${text}: octal number out of range`, 'umask', 1);
      return sh.fail(sh.L.flavour === 'dash' ? `Illegal number: ${text}` : `illegal mode: ${text}`, 'umask', 2);
    }
    p.umask(Number.parseInt(text, 8) & 0o777);
  } else {
    const allowed = parseSymbolic(text, mask);
    if (typeof allowed === 'string') {
      if (sh.bash) return sh.fail(`\`${allowed}': invalid symbolic mode operator`, 'umask', 1);
      return sh.fail(sh.L.flavour === 'dash' ? `Illegal mode: ${text}` : `illegal mode: ${text}`, 'umask', 2);
    }
    p.umask(~allowed & 0o777);
  }
  if (given(options, 'S') && sh.bash) {
    const now = p.umask(0);
    p.umask(now);
    sh.write(1, `${symbolic(now)}\n`, 'umask');
  }
  return 0;
}

/** A resource: its letter, the kernel's name, how many bytes a unit has, and what the shells call it. */
interface Resource {
  readonly letter: string;
  readonly name: RlimitName | 'pipe';
  readonly unit: number;
  readonly bash: Bytes;
  readonly dash: Bytes;
  readonly ash: Bytes;
}

const r = (
  letter: string,
  name: RlimitName | 'pipe',
  unit: number,
  bash: Bytes,
  dash: Bytes,
  ash: Bytes,
): Resource => ({ letter, name, unit, bash, dash, ash });
const RESOURCES: readonly Resource[] = [
  r('R', 'rttime', 1, 'real-time non-blocking time  (microseconds, -R)', '', ''),
  r('c', 'core', 512, 'core file size              (blocks, -c)', 'coredump(blocks)', 'core file size (blocks)'),
  r('d', 'data', 1024, 'data seg size               (kbytes, -d)', 'data(kbytes)', 'data seg size (kb)'),
  r('e', 'nice', 1, 'scheduling priority                 (-e)', '', 'scheduling priority'),
  r('f', 'fsize', 512, 'file size                   (blocks, -f)', 'file(blocks)', 'file size (blocks)'),
  r('i', 'sigpending', 1, 'pending signals                     (-i)', '', 'pending signals'),
  r(
    'l',
    'memlock',
    1024,
    'max locked memory           (kbytes, -l)',
    'locked memory(kbytes)',
    'max locked memory (kb)',
  ),
  r('m', 'rss', 1024, 'max memory size             (kbytes, -m)', 'memory(kbytes)', 'max memory size (kb)'),
  r('n', 'nofile', 1, 'open files                          (-n)', 'nofiles', 'open files'),
  r('p', 'pipe', 512, 'pipe size                (512 bytes, -p)', '', ''),
  r('q', 'msgqueue', 1, 'POSIX message queues         (bytes, -q)', '', 'POSIX message queues (bytes)'),
  r('r', 'rtprio', 1, 'real-time priority                  (-r)', 'rtprio', 'real-time priority'),
  r('s', 'stack', 1024, 'stack size                  (kbytes, -s)', 'stack(kbytes)', 'stack size (kb)'),
  r('t', 'cpu', 1, 'cpu time                   (seconds, -t)', 'time(seconds)', 'cpu time (seconds)'),
  r('u', 'nproc', 1, 'max user processes                  (-u)', 'process', 'max user processes'),
  r('v', 'as', 1024, 'virtual memory              (kbytes, -v)', 'vmemory(kbytes)', 'virtual memory (kb)'),
  r('x', 'locks', 1, 'file locks                          (-x)', 'locks', 'file locks'),
];
/** dash lists in its own order and calls processes -p. */
const DASH_ORDER = 'tfdscmlunvxr';

function limitText(sh: Shell, res: Resource, hard: boolean): Bytes {
  if (res.name === 'pipe') return '8';
  const l = sh.p.rlimit(res.name);
  const value = hard ? l.hard : l.soft;
  return value < 0 ? 'unlimited' : String(Math.floor(value / res.unit));
}

function listLimits(sh: Shell, hard: boolean): Bytes {
  if (sh.bash) return RESOURCES.map((x) => `${x.bash} ${limitText(sh, x, hard)}\n`).join('');
  if (sh.L.flavour === 'dash') {
    return [...DASH_ORDER]
      .map((c) => RESOURCES.find((x) => x.letter === c) as Resource)
      .map((x) => `${x.dash.padEnd(20)} ${limitText(sh, x, hard)}\n`)
      .join('');
  }
  return RESOURCES.filter((x) => x.ash !== '')
    .map((x) => `${x.ash.padEnd(32)}(-${x.letter}) ${limitText(sh, x, hard)}\n`)
    .join('');
}

/** ulimit. */
export function ulimit(sh: Shell, args: readonly Bytes[]): number {
  const { flavour, arg0 } = sh.L;
  const letters =
    flavour === 'dash' ? 'HSatfdscmlpnvwr' : flavour === 'ash' ? 'HSacdefilmnpqrstuvx' : 'HSacdefilmnpqrstuvxR';
  let hard = false;
  let soft = false;
  let all = false;
  const chosen: Resource[] = [];
  let i = 1;
  for (; i < args.length && /^-./.test(args[i] as Bytes); i++) {
    for (const c of (args[i] as Bytes).slice(1)) {
      if (!letters.includes(c)) {
        if (flavour !== 'ash') return badOption(sh, 'ulimit', `-${c}`);
        sh.write(2, `ulimit: invalid option -- '${c}'\n`);
        return 1;
      }
      if (c === 'H') hard = true;
      else if (c === 'S') soft = true;
      else if (c === 'a') all = true;
      else {
        const name = c === 'p' && flavour !== 'bash' ? 'u' : c;
        chosen.push(RESOURCES.find((x) => x.letter === name) as Resource);
      }
    }
  }
  if (all) {
    sh.write(1, listLimits(sh, hard), 'ulimit');
    return 0;
  }
  const res = chosen.length > 0 ? chosen : [RESOURCES.find((x) => x.letter === 'f') as Resource];
  const text = args[i];
  if (text === undefined) {
    for (const x of res)
      sh.write(
        1,
        res.length > 1 && sh.bash ? `${x.bash} ${limitText(sh, x, hard)}\n` : `${limitText(sh, x, hard)}\n`,
        'ulimit',
      );
    return 0;
  }
  if (!/^(\d+|unlimited|hard|soft)$/.test(text)) {
    if (flavour === 'bash') return sh.fail(`${text}: invalid number`, 'ulimit', 1);
    if (flavour === 'dash') return sh.fail('bad number', 'ulimit', 2);
    sh.write(2, `${arg0}: invalid number '${text}'\n`);
    return 1;
  }
  return setLimit(sh, res[0] as Resource, text, hard, soft);
}

function setLimit(sh: Shell, res: Resource, text: Bytes, hard: boolean, soft: boolean): number {
  if (res.name === 'pipe') return sh.fail('pipe size: cannot modify limit: Invalid argument', 'ulimit', 1);
  const now = sh.p.rlimit(res.name);
  const value =
    text === 'unlimited' ? -1 : text === 'hard' ? now.hard : text === 'soft' ? now.soft : Number(text) * res.unit;
  const both = hard === soft;
  const e = sh.p.setRlimit(res.name, hard && !both ? now.soft : value, soft && !both ? now.hard : value);
  if (e >= 0) return 0;
  if (sh.bash) return sh.fail(`${res.bash.replace(/ +\(.*$/, '')}: cannot modify limit: ${sh.errno(e)}`, 'ulimit', 1);
  if (sh.L.flavour === 'dash') return sh.fail(`error setting limit (${sh.errno(e)})`, 'ulimit', 2);
  sh.write(2, `${sh.L.arg0}: error setting limit: ${sh.errno(e)}\n`);
  return 1;
}

/** A signal operand of trap: 0 for EXIT, negative for bash's pseudo signals; null when there is none. */
function trapSignal(sh: Shell, text: Bytes): number | null {
  const name = text.toUpperCase();
  if (name === 'EXIT') return TRAP_EXIT;
  if (name === 'ERR' && sh.L.flavour !== 'dash') return TRAP_ERR;
  if (name === 'DEBUG' && sh.bash) return TRAP_DEBUG;
  if (name === 'RETURN' && sh.bash) return TRAP_RETURN;
  if (sh.L.flavour === 'dash' && name.startsWith('SIG')) return null;
  const n = signalNumber(text);
  return n < 0 ? null : n;
}

function trapName(sh: Shell, signal: number): Bytes {
  if (signal === TRAP_EXIT) return 'EXIT';
  if (signal === TRAP_ERR) return 'ERR';
  return sh.bash ? `SIG${signalName(signal)}` : signalName(signal);
}

function showTraps(sh: Shell, only: readonly number[] | null): void {
  const { L } = sh;
  const traps = sh.bash && L.parentTraps.length > 0 ? L.parentTraps : L.traps;
  let out = '';
  const order = (s: number): number => (s < 0 ? 1000 - s : s);
  for (const [signal, action] of [...traps].sort((a, b) => order(a[0]) - order(b[0]))) {
    if (only !== null && !only.includes(signal)) continue;
    const quoted = sh.bash ? `'${action.replaceAll("'", "'\\''")}'` : quoteAlmquist(action);
    out += `trap -- ${quoted} ${trapName(sh, signal)}\n`;
  }
  sh.write(1, out, 'trap');
}

/** trap. */
export function trap(sh: Shell, args: readonly Bytes[]): number {
  let operands = args.slice(1);
  if (operands[0] === '--') operands = operands.slice(1);
  else if (operands[0] !== undefined && /^-./.test(operands[0])) {
    if (operands[0] === '-p' && sh.bash) {
      const only = operands.slice(1).map((o) => trapSignal(sh, o) ?? 999);
      showTraps(sh, only.length === 0 ? null : only);
      return 0;
    }
    if (operands[0] === '-l' && sh.bash) return sh.fail('-l: use kill -l', 'trap', 2);
    return badOption(sh, 'trap', operands[0].slice(0, 2));
  }
  if (operands.length === 0) {
    showTraps(sh, null);
    return 0;
  }
  const first = operands[0] as Bytes;
  // A number alone, or one operand alone, resets.
  const resets = operands.length === 1 || (/^\d+$/.test(first) && trapSignal(sh, first) !== null);
  const action = resets || first === '-' ? null : first;
  let status = 0;
  for (const o of resets ? operands : operands.slice(1)) {
    const signal = trapSignal(sh, o);
    if (signal === null) {
      if (sh.L.flavour === 'dash') sh.write(2, `trap: ${o}: bad trap\n`);
      else sh.error(`${o}: invalid signal specification`, 'trap');
      status = 1;
    } else if (signal === TRAP_DEBUG || signal === TRAP_RETURN) {
      sh.error(`${o}: not simulated`, 'trap');
      status = 1;
    } else setTrap(sh, signal, action);
  }
  return status;
}

function clock(ns: number, digits: number): Bytes {
  const s = Math.floor(ns / 1e9);
  const fraction = String(Math.floor((ns % 1e9) / 1e3))
    .padStart(6, '0')
    .slice(0, digits);
  return `${Math.floor(s / 60)}m${s % 60}.${fraction}s`;
}

/** times. */
export function times(sh: Shell): number {
  const t = sh.p.times();
  const digits = sh.L.flavour === 'dash' ? 6 : 3;
  sh.write(
    1,
    `${clock(t.self, digits)} ${clock(0, digits)}\n${clock(t.children, digits)} ${clock(0, digits)}\n`,
    'times',
  );
  return 0;
}

/** hash. */
export function hash(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const options = readOptions(sh, args, sh.bash ? 'lrp:dt' : 'rv');
  if (options.status >= 0) return options.status;
  const names = args.slice(options.rest);
  if (given(options, 'r')) {
    L.hash = [];
    return 0;
  }
  if (names.length === 0) {
    if (sh.bash)
      sh.write(
        1,
        L.hash.length === 0
          ? 'hash: hash table empty\n'
          : `hits\tcommand\n${L.hash.map((h) => `   1\t${h[1]}\n`).join('')}`,
        'hash',
      );
    else sh.write(1, L.hash.map((h) => `${h[1]}\n`).join(''), 'hash');
    return 0;
  }
  let status = 0;
  for (const name of names) {
    if (given(options, 'd')) L.hash = L.hash.filter((h) => h[0] !== name);
    else if (given(options, 't')) {
      const known = L.hash.find((h) => h[0] === name);
      if (known !== undefined) sh.write(1, `${known[1]}\n`, 'hash');
      else status = sh.fail(`${name}: not found`, 'hash', 1);
    } else if (name.indexOf('/') < 0 && !isBuiltin(sh.L.flavour, name)) {
      const found = searchPath(sh, name);
      if (found.errno === 0 && found.path !== null) remember(sh, name, found.path);
      else {
        sh.error(`${name}: not found`, 'hash');
        status = 1;
      }
    }
  }
  return status;
}

const KEYWORDS = [
  '!',
  '{',
  '}',
  'case',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'if',
  'in',
  'then',
  'until',
  'while',
];
const BASH_KEYWORDS = [...KEYWORDS, 'function', 'select', 'time', '[[', ']]', 'coproc'];

/** What a name is, as type and command tell. */
type Kind = { readonly kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file' | 'none'; readonly text: Bytes };

function kindOf(sh: Shell, name: Bytes, filesOnly = false): Kind {
  const { L } = sh;
  if (!filesOnly) {
    const a = L.newAliases.find((x) => x[0] === name);
    if (a !== undefined && (!sh.bash || sh.interactive)) return { kind: 'alias', text: a[1] };
    if ((sh.bash ? BASH_KEYWORDS : KEYWORDS).includes(name)) return { kind: 'keyword', text: '' };
    if (L.funcs.some((f) => f.name === name)) return { kind: 'function', text: '' };
    if (isBuiltin(sh.L.flavour, name)) return { kind: 'builtin', text: '' };
  }
  if (L.flavour === 'ash' && sh.options.applets?.has(name) === true) return { kind: 'file', text: name };
  const found =
    name.indexOf('/') >= 0
      ? { path: sh.p.access(name, 1) === 0 ? name : null, errno: 0 }
      : sh.bash
        ? locateQuietly(sh, name)
        : locate(sh, name);
  return found.path !== null && found.errno === 0 ? { kind: 'file', text: found.path } : { kind: 'none', text: '' };
}

function locateQuietly(sh: Shell, name: Bytes): { readonly path: Bytes | null; readonly errno: number } {
  const known = sh.L.hash.find((h) => h[0] === name);
  return known === undefined ? searchPath(sh, name) : { path: known[1], errno: 0 };
}

function describe(sh: Shell, name: Bytes, k: Kind): Bytes {
  switch (k.kind) {
    case 'alias':
      return sh.bash ? `${name} is aliased to \`${k.text}'\n` : `${name} is an alias for ${k.text}\n`;
    case 'keyword':
      return `${name} is a shell keyword\n`;
    case 'function': {
      const f = sh.L.funcs.find((x) => x.name === name);
      if (sh.bash && f !== undefined)
        return `${name} is a function\n${printFunction(name, parseUnit('bash', f.text), f.text)}`;
      return `${name} is a ${sh.L.flavour === 'dash' ? 'shell ' : ''}function\n`;
    }
    case 'builtin':
      return !sh.bash && isSpecialBuiltin(sh.L.flavour, name)
        ? `${name} is a special shell builtin\n`
        : `${name} is a shell builtin\n`;
    case 'file': {
      const hashed = sh.L.hash.some((h) => h[0] === name);
      if (sh.bash && hashed) return `${name} is hashed (${k.text})\n`;
      if (sh.L.flavour === 'dash' && hashed && sh.L.tracked.includes(name))
        return `${name} is a tracked alias for ${k.text}\n`;
      if (!sh.L.tracked.includes(name)) sh.L.tracked = [...sh.L.tracked, name];
      return `${name} is ${k.text}\n`;
    }
    default:
      return '';
  }
}

/** type. */
export function type(sh: Shell, args: readonly Bytes[]): number {
  if (!sh.bash) {
    let status = 0;
    for (const name of args.slice(1)) {
      const k = kindOf(sh, name);
      if (k.kind === 'none') status = 127;
      sh.write(1, k.kind === 'none' ? `${name}: not found\n` : describe(sh, name, k), 'type');
    }
    return status;
  }
  const options = readOptions(sh, args, 'afptP');
  if (options.status >= 0) return options.status;
  let status = 0;
  for (const name of args.slice(options.rest)) {
    const k = kindOf(sh, name, given(options, 'P'));
    const words: { readonly [kind: string]: Bytes } = {
      alias: 'alias',
      keyword: 'keyword',
      function: 'function',
      builtin: 'builtin',
      file: 'file',
    };
    if (k.kind === 'none') {
      status = 1;
      if (!given(options, 't') && !given(options, 'p') && !given(options, 'P')) sh.error(`${name}: not found`, 'type');
    } else if (given(options, 't')) sh.write(1, `${words[k.kind]}\n`, 'type');
    else if (given(options, 'p') || given(options, 'P')) sh.write(1, k.kind === 'file' ? `${k.text}\n` : '', 'type');
    else {
      sh.write(1, describe(sh, name, k), 'type');
      if (given(options, 'a') && k.kind !== 'file') {
        const file = kindOf(sh, name, true);
        if (file.kind === 'file') sh.write(1, `${name} is ${file.text}\n`, 'type');
      }
    }
  }
  return status;
}

/** command -v and -V; running a command through it is done where commands are run. */
export function command(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, 'pvV');
  if (options.status >= 0) return options.status;
  const names = args.slice(options.rest);
  if (names.length === 0) return 0;
  let status = sh.bash ? 1 : 0;
  for (const name of sh.bash ? names : names.slice(0, 1)) {
    const k = kindOf(sh, name);
    if (k.kind === 'none') {
      if (!sh.bash) status = 127;
      if (given(options, 'V')) {
        if (sh.bash) sh.error(`${name}: not found`, 'command');
        else sh.write(1, `${name}: not found\n`, 'command');
      }
      continue;
    }
    status = 0;
    if (given(options, 'V')) sh.write(1, describe(sh, name, k), 'command');
    else
      sh.write(
        1,
        k.kind === 'file' ? `${k.text}\n` : k.kind === 'alias' ? `alias ${name}='${k.text}'\n` : `${name}\n`,
        'command',
      );
  }
  return status;
}

/** history. */
export function history(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const options = readOptions(sh, args, 'cd:anrwps');
  if (options.status >= 0) return options.status;
  if (given(options, 'c')) {
    L.history = [];
    return 0;
  }
  const n = args[options.rest];
  if (n !== undefined && !/^\d+$/.test(n)) return sh.fail(`${n}: numeric argument required`, 'history', 1);
  const from = n === undefined ? 0 : Math.max(0, L.history.length - Number(n));
  let out = '';
  for (let i = from; i < L.history.length; i++) out += `${String(i + 1).padStart(5)}  ${L.history[i]}\n`;
  sh.write(1, out, 'history');
  return 0;
}
