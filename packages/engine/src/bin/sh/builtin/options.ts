/** Reading the options of builtins, and what is said about wrong ones. */
import type { Bytes } from '../../../util/bytes.ts';
import type { Shell } from '../shell.ts';

/** Options found: the letters in order with their arguments, and where the operands begin. `status` ≥ 0: they were wrong. */
export interface Options {
  readonly found: readonly (readonly [string, Bytes])[];
  readonly rest: number;
  readonly status: number;
}

/** `usage:` lines of bash, by builtin. */
const USAGE: { readonly [name: string]: Bytes } = {
  '.': '. filename [arguments]',
  alias: 'alias [-p] [name[=value] ... ]',
  bg: 'bg [job_spec ...]',
  cd: 'cd [-L|[-P [-e]] [-@]] [dir]',
  command: 'command [-pVv] command [arg ...]',
  declare: 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  disown: 'disown [-h] [-ar] [jobspec ... | pid ...]',
  eval: 'eval [arg ...]',
  exec: 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]',
  export: 'export [-fn] [name[=value] ...] or export -p',
  fg: 'fg [job_spec]',
  getopts: 'getopts optstring name [arg ...]',
  hash: 'hash [-lr] [-p pathname] [-dt] [name ...]',
  history: 'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  jobs: 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]',
  kill: 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  local: 'local [option] name[=value] ...',
  mapfile: 'mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  printf: 'printf [-v var] format [arguments]',
  pwd: 'pwd [-LP]',
  read: 'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  readarray: 'readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  readonly: 'readonly [-aAf] [name[=value] ...] or readonly -p',
  set: 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  shopt: 'shopt [-pqsu] [-o] [optname ...]',
  source: 'source filename [arguments]',
  times: 'times',
  trap: 'trap [-lp] [[arg] signal_spec ...]',
  type: 'type [-afptP] name [name ...]',
  typeset: 'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  ulimit: 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]',
  umask: 'umask [-p] [-S] [mode]',
  unalias: 'unalias [-a] name [name ...]',
  unset: 'unset [-f] [-v] [-n] [name ...]',
  wait: 'wait [-fn] [-p var] [id ...]',
};

/** Prints bash's usage line of a builtin. */
export function usage(sh: Shell, name: Bytes): void {
  if (sh.bash && USAGE[name] !== undefined) sh.write(2, `${name}: usage: ${USAGE[name]}\n`);
}

/** Says that an option is wrong; the status. */
export function badOption(sh: Shell, name: Bytes, option: Bytes): number {
  if (sh.bash) {
    sh.error(`${option}: invalid option`, name);
    usage(sh, name);
    return 2;
  }
  return sh.fail(`${sh.L.flavour === 'dash' ? 'Illegal' : 'illegal'} option ${option}`, name, 2);
}

function missingArgument(sh: Shell, name: Bytes, option: Bytes): number {
  if (sh.bash) {
    sh.error(`${option}: option requires an argument`, name);
    usage(sh, name);
    return 2;
  }
  return sh.fail(sh.L.flavour === 'dash' ? `No arg for ${option} option` : `no arg for ${option} option`, name, 2);
}

/** Reads options from `args` (with the name at 0). `spec` as for getopts: letters, with `:` after those that take an argument. */
export function readOptions(sh: Shell, args: readonly Bytes[], spec: string): Options {
  const name = args[0] as Bytes;
  const found: (readonly [string, Bytes])[] = [];
  let i = 1;
  for (; i < args.length; i++) {
    const word = args[i] as Bytes;
    if (word.charAt(0) !== '-' || word === '-') break;
    if (word === '--') {
      i++;
      break;
    }
    for (let k = 1; k < word.length; k++) {
      const letter = word.charAt(k);
      const at = spec.indexOf(letter);
      if (at < 0 || letter === ':') return { found, rest: i, status: badOption(sh, name, `-${letter}`) };
      if (spec.charAt(at + 1) !== ':') {
        found.push([letter, '']);
        continue;
      }
      const attached = word.slice(k + 1);
      if (attached === '' && i + 1 >= args.length)
        return { found, rest: i, status: missingArgument(sh, name, `-${letter}`) };
      found.push([letter, attached === '' ? (args[++i] as Bytes) : attached]);
      break;
    }
  }
  return { found, rest: i, status: -1 };
}

/** True when an option was given. */
export function given(options: Options, letter: string): boolean {
  return options.found.some((o) => o[0] === letter);
}

/** Argument of the last occurrence of an option; null when it was not given. */
export function argumentOf(options: Options, letter: string): Bytes | null {
  let out: Bytes | null = null;
  for (const o of options.found) if (o[0] === letter) out = o[1];
  return out;
}

/** A non-negative decimal number, or null. */
export function decimal(text: Bytes | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}
