/** set, shopt, shift's neighbour getopts. */
import type { Bytes } from '../../../util/bytes.ts';
import { OPTION_NAMES, type OptionName } from '../options.ts';
import type { Shell } from '../shell.ts';
import { OPT, SHOPT } from '../state.ts';
import { getVar, isName, setVar, unsetVar } from '../vars.ts';
import { badOption, given, readOptions, usage } from './options.ts';
import { listAll } from './variable.ts';

/** `set -o` without a name. */
function listOptions(sh: Shell, commands: boolean): void {
  let out = '';
  if (!commands && sh.L.flavour === 'dash') out += 'Current option settings\n';
  for (const o of OPTION_NAMES[sh.L.flavour]) {
    if (o.name === '') continue;
    const on = o.name === 'interactive-comments' || (sh.L.options & o.bit) !== 0;
    if (commands) out += `set ${on ? '-' : '+'}o ${o.name}\n`;
    else out += sh.bash ? `${o.name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `${o.name.padEnd(16)}${on ? 'on' : 'off'}\n`;
  }
  sh.write(1, out, 'set');
}

function turn(sh: Shell, o: OptionName, on: boolean): void {
  const { L } = sh;
  L.options = on ? L.options | o.bit : L.options & ~o.bit;
  if (on && o.bit === OPT.vi) L.options &= ~OPT.emacs;
  if (on && o.bit === OPT.emacs) L.options &= ~OPT.vi;
}

/** Letters that may be set while the shell runs. */
function settable(o: OptionName): boolean {
  return (
    o.bit !== OPT.interactive &&
    o.bit !== OPT.stdin &&
    o.bit !== OPT.command &&
    o.bit !== OPT.onecmd &&
    o.bit !== OPT.privileged
  );
}

function byLongName(sh: Shell, sign: Bytes, name: Bytes): number {
  const o = OPTION_NAMES[sh.L.flavour].find((x) => x.name === name && name !== '');
  if (o === undefined) {
    if (sh.bash) return sh.fail(`${name}: invalid option name`, 'set', 2);
    if (sh.L.flavour === 'dash') return sh.fail(`Illegal option -o ${name}`, 'set', 2);
    sh.error(`illegal option ${sign}o ${name}`, 'set');
    return 1;
  }
  turn(sh, o, sign === '-');
  return 0;
}

/** set: options and positional parameters. */
export function set(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  if (args.length === 1) {
    listAll(sh);
    return 0;
  }
  let i = 1;
  for (; i < args.length; i++) {
    const word = args[i] as Bytes;
    if (word === '--') {
      L.params = args.slice(i + 1);
      return 0;
    }
    if (word === '-') {
      L.options &= ~(OPT.xtrace | OPT.verbose);
      if (i + 1 < args.length) L.params = args.slice(i + 1);
      return 0;
    }
    const sign = word.charAt(0);
    if ((sign !== '-' && sign !== '+') || word.length < 2) break;
    for (const c of word.slice(1)) {
      if (c === 'o') {
        const name = args[i + 1];
        if (name === undefined) {
          listOptions(sh, sign === '+');
          continue;
        }
        i++;
        const status = byLongName(sh, sign, name);
        if (status !== 0) return status;
        continue;
      }
      const o = OPTION_NAMES[L.flavour].find((x) => x.letter === c && settable(x));
      if (o === undefined) {
        const status = badOption(sh, 'set', sign + c);
        return status;
      }
      turn(sh, o, sign === '-');
    }
  }
  if (i < args.length) L.params = args.slice(i);
  return 0;
}

/** All names of bash 5.2 with their state in a fresh shell; only those of SHOPT can be changed. */
const SHOPT_NAMES: readonly (readonly [string, boolean])[] = [
  ['autocd', false],
  ['assoc_expand_once', false],
  ['cdable_vars', false],
  ['cdspell', false],
  ['checkhash', false],
  ['checkjobs', false],
  ['checkwinsize', true],
  ['cmdhist', true],
  ['compat31', false],
  ['compat32', false],
  ['compat40', false],
  ['compat41', false],
  ['compat42', false],
  ['compat43', false],
  ['compat44', false],
  ['complete_fullquote', true],
  ['direxpand', false],
  ['dirspell', false],
  ['dotglob', false],
  ['execfail', false],
  ['expand_aliases', false],
  ['extdebug', false],
  ['extglob', false],
  ['extquote', true],
  ['failglob', false],
  ['force_fignore', true],
  ['globasciiranges', true],
  ['globskipdots', true],
  ['globstar', false],
  ['gnu_errfmt', false],
  ['histappend', false],
  ['histreedit', false],
  ['histverify', false],
  ['hostcomplete', true],
  ['huponexit', false],
  ['inherit_errexit', false],
  ['interactive_comments', true],
  ['lastpipe', false],
  ['lithist', false],
  ['localvar_inherit', false],
  ['localvar_unset', false],
  ['login_shell', false],
  ['mailwarn', false],
  ['no_empty_cmd_completion', false],
  ['nocaseglob', false],
  ['nocasematch', false],
  ['noexpand_translation', false],
  ['nullglob', false],
  ['patsub_replacement', true],
  ['progcomp', true],
  ['progcomp_alias', false],
  ['promptvars', true],
  ['restricted_shell', false],
  ['shift_verbose', false],
  ['sourcepath', true],
  ['varredir_close', false],
  ['xpg_echo', false],
];

const SIMULATED: { readonly [name: string]: number } = {
  nullglob: SHOPT.nullglob,
  failglob: SHOPT.failglob,
  dotglob: SHOPT.dotglob,
  extglob: SHOPT.extglob,
  expand_aliases: SHOPT.expand_aliases,
  nocasematch: SHOPT.nocasematch,
  xpg_echo: SHOPT.xpg_echo,
  execfail: SHOPT.execfail,
};

function shoptState(sh: Shell, name: string, initial: boolean): boolean {
  const bit = SIMULATED[name];
  return bit === undefined ? (name === 'login_shell' ? sh.L.startup.login : initial) : (sh.L.shopt & bit) !== 0;
}

/** shopt. */
export function shopt(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, 'pqsuo');
  if (options.status >= 0) return options.status;
  const names = args.slice(options.rest);
  const on = given(options, 's');
  const off = given(options, 'u');
  if (given(options, 'o'))
    return names.length === 0
      ? set(sh, ['set', '-o'])
      : Math.max(...names.map((n) => (on || off ? byLongName(sh, on ? '-' : '+', n) : 0)));
  let status = 0;
  let out = '';
  for (const name of names.length === 0 ? SHOPT_NAMES.map((s) => s[0]) : names) {
    const known = SHOPT_NAMES.find((s) => s[0] === name);
    if (known === undefined) {
      sh.error(`${name}: invalid shell option name`, 'shopt');
      status = 1;
      continue;
    }
    const state = shoptState(sh, name, known[1]);
    if (names.length === 0 && ((on && !state) || (off && state))) continue;
    if (names.length > 0 && (on || off)) {
      if (!change(sh, name, on, known[1])) status = 1;
      continue;
    }
    if (names.length > 0 && !state) status = 1;
    if (!given(options, 'q'))
      out += given(options, 'p')
        ? `shopt ${state ? '-s' : '-u'} ${name}\n`
        : `${name.padEnd(15)}\t${state ? 'on' : 'off'}\n`;
  }
  sh.write(1, out, 'shopt');
  return status;
}

function change(sh: Shell, name: string, on: boolean, initial: boolean): boolean {
  const bit = SIMULATED[name];
  if (bit !== undefined) {
    sh.L.shopt = on ? sh.L.shopt | bit : sh.L.shopt & ~bit;
    return true;
  }
  // Asking for what is the case anyway is fine; options about history files and completion have nothing to act on here.
  if (
    initial === on ||
    ['checkwinsize', 'histappend', 'cmdhist', 'progcomp', 'checkjobs', 'huponexit', 'histverify', 'lithist'].includes(
      name,
    )
  )
    return true;
  sh.error(`${name}: not simulated`, 'shopt');
  return false;
}

/** getopts. */
export function getopts(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const [, spec, name] = args;
  if (spec === undefined || name === undefined) {
    if (sh.bash) {
      usage(sh, 'getopts');
      return 2;
    }
    return sh.fail(
      L.flavour === 'dash' ? 'Usage: getopts optstring var [arg...]' : 'usage: getopts optstring var [arg]',
      'getopts',
      2,
    );
  }
  if (!isName(name)) {
    sh.error(sh.bash ? `\`${name}': not a valid identifier` : `${name}: bad variable name`, 'getopts');
    return sh.bash ? 1 : 2;
  }
  const words = args.length > 3 ? args.slice(3) : L.params;
  return nextOption(sh, spec, name, words);
}

function nextOption(sh: Shell, spec: Bytes, name: Bytes, words: readonly Bytes[]): number {
  const { L } = sh;
  let index = Math.max(1, Number.parseInt(getVar(sh, 'OPTIND') ?? '1', 10) || 1);
  let at = L.getoptsAt;
  const silent = spec.startsWith(':');
  if (at === 0) {
    const word = words[index - 1];
    if (word === undefined || word.charAt(0) !== '-' || word === '-' || word === '--') {
      if (word === '--') index++;
      return finishOption(sh, name, '?', null, index, 0, 1);
    }
    at = 1;
  }
  const word = words[index - 1] as Bytes;
  const letter = word.charAt(at);
  at++;
  const place = letter === ':' || letter === '' ? -1 : spec.indexOf(letter, silent ? 1 : 0);
  const done = at >= word.length;
  if (place < 0) {
    if (!silent && getVar(sh, 'OPTERR') !== '0')
      sh.write(2, sh.bash ? `${L.arg0}: illegal option -- ${letter}\n` : `Illegal option -${letter}\n`);
    return finishOption(sh, name, '?', silent ? letter : null, done ? index + 1 : index, done ? 0 : at, 0);
  }
  if (spec.charAt(place + 1) !== ':')
    return finishOption(sh, name, letter, sh.bash ? null : '', done ? index + 1 : index, done ? 0 : at, 0);
  if (!done) return finishOption(sh, name, letter, word.slice(at), index + 1, 0, 0);
  const value = words[index];
  if (value !== undefined) return finishOption(sh, name, letter, value, index + 2, 0, 0);
  if (silent) return finishOption(sh, name, ':', letter, index + 1, 0, 0);
  sh.write(2, sh.bash ? `${L.arg0}: option requires an argument -- ${letter}\n` : `No arg for -${letter} option\n`);
  return finishOption(sh, name, '?', null, index + 1, 0, 0);
}

function finishOption(
  sh: Shell,
  name: Bytes,
  value: Bytes,
  argument: Bytes | null,
  index: number,
  at: number,
  status: number,
): number {
  setVar(sh, 'OPTIND', String(index));
  sh.L.getoptsAt = at;
  if (argument === null) unsetVar(sh, 'OPTARG');
  else setVar(sh, 'OPTARG', argument);
  return setVar(sh, name, value) ? status : 2;
}
