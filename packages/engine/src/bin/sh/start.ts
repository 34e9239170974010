/** How a shell starts: its arguments, the startup files, then -c, a script, or standard input. */
import { EACCES, EISDIR, ENOENT, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFMT } from '../../kernel/syscall.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { INTERACTIVE_SIGNALS } from './child.ts';
import type { Flavour } from './flavour.ts';
import { OPTION_NAMES } from './options.ts';
import { promptText } from './prompt.ts';
import { Shell, type ShellOptions, type Step } from './shell.ts';
import { SIGCHLD, SIGINT, SIGWINCH } from './signal.ts';
import { BOOT_MAIN, newState } from './start-state.ts';
import { OPT, SHOPT, type ShellState } from './state.ts';
import { pushUnit } from './unit.ts';
import { BASH_USAGE, BASH_VERSION_TEXT } from './usage.ts';
import { getVar } from './vars.ts';

/** What the arguments ask for. */
interface Invocation {
  command: Bytes | null;
  wantsCommand: boolean;
  script: Bytes | null;
  params: readonly Bytes[];
  name: Bytes | null;
}

/** Ends before anything has run. */
interface Refusal {
  readonly out: Bytes;
  readonly err: Bytes;
  readonly status: number;
}

const LONG_FLAGS = ['--posix', '--noediting', '--verbose', '--debugger', '--pretty-print'];

function badArgument(L: ShellState, arg: Bytes): Refusal {
  const a0 = L.arg0;
  if (L.flavour === 'bash')
    return { out: '', err: `${a0}: ${arg}: invalid option\n${BASH_USAGE.replaceAll('%', a0)}`, status: 2 };
  if (L.flavour === 'dash')
    return { out: '', err: `${a0}: 0: Illegal option ${arg.startsWith('--') ? '--' : arg}\n`, status: 2 };
  return {
    out: '',
    err: arg.startsWith('--') ? `${a0}: bad option '${arg}'\n` : `${a0}: illegal option ${arg}\n`,
    status: 2,
  };
}

/** A long option of bash; null when it is none. `i` may be moved on past an argument. */
function longOption(L: ShellState, args: readonly Bytes[], i: number): number | Refusal {
  const arg = args[i] as Bytes;
  const s = L.startup;
  switch (arg) {
    case '--login':
      L.startup = { ...s, login: true };
      return i;
    case '--norc':
      L.startup = { ...s, norc: true };
      return i;
    case '--noprofile':
      L.startup = { ...s, noprofile: true };
      return i;
    case '--rcfile':
    case '--init-file':
      L.startup = { ...s, rcfile: args[i + 1] ?? '' };
      return i + 1;
    case '--version':
      return { out: BASH_VERSION_TEXT, err: '', status: 0 };
    case '--help':
      return { out: BASH_USAGE.replaceAll('%', L.arg0), err: '', status: 0 };
    case '--restricted':
      return { out: '', err: `${L.arg0}: --restricted: not simulated\n`, status: 2 };
    default:
      if (!LONG_FLAGS.includes(arg)) return badArgument(L, arg);
      if (arg === '--posix') L.options |= OPT.posix;
      if (arg === '--verbose') L.options |= OPT.verbose;
      return i;
  }
}

/** Reads the arguments into the state. */
function readArguments(L: ShellState, args: readonly Bytes[], inv: Invocation): Refusal | null {
  let i = 1;
  for (; i < args.length; i++) {
    const arg = args[i] as Bytes;
    const sign = arg.charAt(0);
    if ((sign !== '-' && sign !== '+') || arg.length < 2) {
      if (arg === '-') i++;
      break;
    }
    if (arg === '--') {
      i++;
      break;
    }
    if (arg.startsWith('--')) {
      const r = L.flavour === 'bash' || arg === '--login' ? longOption(L, args, i) : badArgument(L, arg);
      if (typeof r !== 'number') return r;
      i = r;
      continue;
    }
    const r = shortOptions(L, args, i, inv);
    if (typeof r !== 'number') return r;
    i = r;
  }
  return operands(L, args, i, inv);
}

function shortOptions(L: ShellState, args: readonly Bytes[], at: number, inv: Invocation): number | Refusal {
  let i = at;
  const arg = args[i] as Bytes;
  const on = arg.charAt(0) === '-';
  for (const c of arg.slice(1)) {
    if (c === 'c') {
      inv.wantsCommand = true;
      L.options |= OPT.command;
    } else if (c === 'l') L.startup = { ...L.startup, login: true };
    else if (c === 's') L.options |= OPT.stdin;
    else if (c === 'i') L.options |= OPT.interactive;
    else if (c === 'O' && L.flavour === 'bash') {
      const bit = (SHOPT as { readonly [name: string]: number })[args[++i] ?? ''];
      if (bit === undefined)
        return { out: '', err: `${L.arg0}: ${args[i] ?? ''}: invalid shell option name\n`, status: 2 };
      L.shopt = on ? L.shopt | bit : L.shopt & ~bit;
    } else if (c === 'o') {
      const name = args[++i] ?? '';
      const o = OPTION_NAMES[L.flavour].find((x) => x.name === name && name !== '');
      if (o === undefined) {
        const err =
          L.flavour === 'bash'
            ? `${L.arg0}: line 0: ${L.arg0}: ${name}: invalid option name\n`
            : `${L.arg0}: ${L.flavour === 'dash' ? '0: I' : 'i'}llegal option -o ${name}\n`;
        return { out: '', err, status: L.flavour === 'ash' ? 0 : 2 };
      }
      L.options = on ? L.options | o.bit : L.options & ~o.bit;
    } else {
      const o = OPTION_NAMES[L.flavour].find((x) => x.letter === c);
      if (o === undefined || (c === 'r' && L.flavour === 'bash')) return badArgument(L, `${arg.charAt(0)}${c}`);
      L.options = on ? L.options | o.bit : L.options & ~o.bit;
    }
  }
  return i;
}

function operands(L: ShellState, args: readonly Bytes[], from: number, inv: Invocation): Refusal | null {
  const rest = args.slice(from);
  if (inv.wantsCommand) {
    if (rest.length === 0) {
      const a0 = L.arg0;
      const err =
        L.flavour === 'bash'
          ? `${a0}: -c: option requires an argument\n`
          : `${a0}: ${L.flavour === 'dash' ? '0: ' : ''}-c requires an argument\n`;
      return { out: '', err, status: 2 };
    }
    inv.command = rest[0] as Bytes;
    inv.name = rest[1] ?? null;
    inv.params = rest.slice(2);
  } else if (rest.length > 0 && (L.options & OPT.stdin) === 0) {
    inv.script = rest[0] as Bytes;
    inv.params = rest.slice(1);
  } else inv.params = rest;
  return null;
}

function cannotOpen(sh: Shell, path: Bytes, errno: Errno): number {
  const { flavour, arg0 } = sh.L;
  if (flavour === 'bash') {
    if (errno === EISDIR) sh.write(2, `${path}: ${path}: ${strerror(errno)}\n`);
    else sh.write(2, `${arg0}: ${path}: ${strerror(errno)}\n`);
    return errno === ENOENT ? 127 : 126;
  }
  const missing = errno === ENOENT || errno === -20;
  if (flavour === 'dash')
    sh.write(2, `${arg0}: 0: cannot open ${path}: ${missing ? 'No such file' : strerror(errno)}\n`);
  else sh.write(2, `${arg0}: line 0: can't open ${path}: ${missing ? 'no such file' : strerror(errno)}\n`);
  return 2;
}

/** A script given by name: bash also looks for it in PATH. */
function readScript(sh: Shell, path: Bytes): Bytes | Errno {
  const st = sh.p.stat(path);
  if (typeof st !== 'number' && (st.mode & S_IFMT) === S_IFDIR) return sh.bash ? EISDIR : '';
  const text = sh.p.readFile(path);
  if (typeof text === 'string' || path.indexOf('/') >= 0 || !sh.bash || text === EACCES) return text;
  for (const dir of (getVar(sh, 'PATH') ?? '').split(':')) {
    const found = sh.p.readFile(`${dir}/${path}`);
    if (typeof found === 'string') return found;
  }
  return text;
}

/** Label `start`: the shell has been executed. */
export function start(p: Proc<ShellState>, flavour: Flavour, options: ShellOptions): Next {
  const raw = p.argv[0] ?? flavour;
  const login = raw.startsWith('-');
  const L = newState(p, flavour, raw, p.env);
  Object.assign(p.locals, L);
  const sh = new Shell(p, options);
  if (login) sh.L.startup = { ...sh.L.startup, login: true };
  const inv: Invocation = { command: null, wantsCommand: false, script: null, params: [], name: null };
  const refused = readArguments(sh.L, p.argv, inv);
  sh.L.params = inv.params;
  if (refused !== null) {
    sh.write(1, refused.out);
    sh.write(2, refused.err);
    return stop(sh, refused.status);
  }
  if (sh.bash && flavour === 'bash') sh.L.lastArg = raw;
  if (inv.command !== null) {
    if (inv.name !== null) sh.L.arg0 = inv.name;
    sh.L.unit = { ...sh.L.unit, text: inv.command, title: sh.L.arg0 };
  } else if (inv.script !== null) {
    const text = readScript(sh, inv.script);
    if (typeof text === 'number') return stop(sh, cannotOpen(sh, inv.script, text));
    sh.L.arg0 = inv.script;
    sh.L.unit = { ...sh.L.unit, text, title: inv.script };
  } else sh.L.options |= OPT.stdin;
  if (inv.command === null && inv.script === null && p.isatty(0) && p.isatty(2)) sh.L.options |= OPT.interactive;
  if (sh.interactive) becomeInteractive(sh);
  if (sh.bash) p.sigaction(SIGCHLD, 'catch');
  sh.L.stack = { k: 'boot', step: 0, next: null };
  sh.flush();
  return p.goto('run');
}

function stop(sh: Shell, status: number): Next {
  sh.L.stack = { k: 'exit', next: null };
  sh.L.status = status;
  sh.L.exiting = true;
  sh.flush();
  return sh.p.goto('run');
}

/** Signals, job control and options of a shell that prompts. */
function becomeInteractive(sh: Shell): void {
  const { p, L } = sh;
  for (const s of INTERACTIVE_SIGNALS)
    p.sigaction(s, s === SIGINT || s === SIGCHLD || s === SIGWINCH ? 'catch' : 'ignore');
  if (sh.bash) {
    L.options |= OPT.histexpand | OPT.history | OPT.emacs;
    L.shopt |= SHOPT.expand_aliases;
  }
  const group = p.isatty(0) ? p.tcgetpgrp(0) : -1;
  if (group < 0) {
    if (sh.bash)
      sh.write(
        2,
        `${L.arg0}: cannot set terminal process group (${p.getpgid(0)}): Inappropriate ioctl for device\n${L.arg0}: no job control in this shell\n`,
      );
    else sh.write(2, `${L.arg0}: ${L.flavour === 'dash' ? '0: ' : ''}can't access tty; job control turned off\n`);
    return;
  }
  L.options |= OPT.monitor;
  if (p.getpgid(0) !== p.pid) p.setpgid(0, 0);
  p.tcsetpgrp(0, p.getpgid(0));
}

/** Startup files in order, one a step; the last step runs what the shell was started for. */
function startupFiles(sh: Shell): readonly (readonly Bytes[])[] {
  const { L } = sh;
  const home = getVar(sh, 'HOME') ?? '';
  const { login, norc, noprofile, rcfile } = L.startup;
  if (sh.bash) {
    if (login)
      return noprofile ? [] : [['/etc/profile'], [`${home}/.bash_profile`, `${home}/.bash_login`, `${home}/.profile`]];
    if (!sh.interactive) {
      const env = getVar(sh, 'BASH_ENV');
      return env === null || env === '' ? [] : [[promptText(sh, env, false)]];
    }
    return norc ? [] : [['/etc/bash.bashrc'], [rcfile === '' ? `${home}/.bashrc` : rcfile]];
  }
  const files: (readonly Bytes[])[] = login ? [['/etc/profile'], [`${home}/.profile`]] : [];
  const env = sh.interactive ? getVar(sh, 'ENV') : null;
  if (env !== null && env !== '') files.push([promptText(sh, env, false)]);
  return files;
}

/** One step of starting up. */
export function runBoot(sh: Shell, step: number): Step {
  const { p } = sh;
  const files = step === BOOT_MAIN ? [] : startupFiles(sh);
  const choice = files[step];
  if (choice !== undefined) {
    sh.push({ k: 'boot', step: step + 1 });
    for (const path of choice) {
      const text = p.readFile(path);
      if (typeof text !== 'string') continue;
      pushUnit(
        sh,
        'profile',
        { text, line: 0, frozen: false, name: sh.bash ? '' : path, title: path, aliased: false },
        null,
      );
      return null;
    }
    return null;
  }
  runMain(sh);
  return null;
}

function runMain(sh: Shell): void {
  const { L } = sh;
  L.status = 0;
  if (sh.has(OPT.stdin) && !sh.has(OPT.command)) {
    sh.push({ k: 'exit' });
    sh.push({ k: 'repl' });
    return;
  }
  const { body, problem, warnings } = sh.unit;
  sh.push({ k: 'exit' });
  for (const w of warnings) if (sh.bash) sh.write(2, `${L.unit.title}: line ${w.line}: ${w.message}\n`);
  if (problem !== null && problem.message !== '') sh.push({ k: 'broken', why: 'command' });
  if (!sh.has(OPT.noexec) && body.items.length > 0) sh.push({ k: 'list', n: body.id, i: 0 });
}
