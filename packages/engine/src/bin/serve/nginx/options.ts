/** The command line (src/core/nginx.c, ngx_get_options). */
import type { Bytes } from '../../../util/bytes.ts';
import { CONF_PATH, PREFIX } from './settings.ts';

export interface Options {
  readonly help: boolean;
  readonly version: '' | 'v' | 'V';
  readonly test: boolean;
  readonly dump: boolean;
  readonly quiet: boolean;
  readonly signal: Bytes;
  readonly conf: Bytes;
  readonly global: Bytes;
  readonly errorLog: Bytes;
  readonly prefix: Bytes;
}

/** Options of `-s`. */
const SIGNALS = ['stop', 'quit', 'reopen', 'reload'];

export const USAGE = `Usage: nginx [-?hvVtTq] [-s signal] [-p prefix]
             [-e filename] [-c filename] [-g directives]

Options:
  -?,-h         : this help
  -v            : show version and exit
  -V            : show version and configure options then exit
  -t            : test configuration and exit
  -T            : test configuration, dump it and exit
  -q            : suppress non-error messages during configuration testing
  -s signal     : send signal to a master process: stop, quit, reopen, reload
  -p prefix     : set prefix path (default: ${PREFIX})
  -e filename   : set error log file (default: stderr)
  -c filename   : set configuration file (default: ${CONF_PATH})
  -g directives : set global directives out of configuration file

`;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const WITH_VALUE: { readonly [letter: string]: 'signal' | 'conf' | 'global' | 'errorLog' | 'prefix' } = {
  s: 'signal',
  c: 'conf',
  g: 'global',
  e: 'errorLog',
  p: 'prefix',
};
const NEEDS: { readonly [letter: string]: string } = {
  s: 'parameter',
  c: 'file name',
  g: 'parameter',
  e: 'file name',
  p: 'directory name',
};

/** Reads the arguments after the program's name; a text is a complaint. */
export function parseOptions(args: readonly Bytes[]): Options | Bytes {
  const o: Mutable<Options> = {
    help: false,
    version: '',
    test: false,
    dump: false,
    quiet: false,
    signal: '',
    conf: CONF_PATH,
    global: '',
    errorLog: '',
    prefix: PREFIX,
  };
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as Bytes;
    if (!word.startsWith('-')) return `invalid option: "${word}"`;
    for (let k = 1; k < word.length; k++) {
      const letter = word.charAt(k);
      const field = WITH_VALUE[letter];
      if (field !== undefined) {
        const rest = word.slice(k + 1);
        const value = rest !== '' ? rest : args[++i];
        if (value === undefined || value === '') return `option "-${letter}" requires ${NEEDS[letter]}`;
        o[field] = value;
        if (field === 'signal' && !SIGNALS.includes(value)) return `invalid option: "-s ${value}"`;
        break;
      }
      if (letter === '?' || letter === 'h') o.help = true;
      else if (letter === 'v' || letter === 'V') o.version = o.version === 'V' ? 'V' : letter;
      else if (letter === 't') o.test = true;
      else if (letter === 'T') {
        o.test = true;
        o.dump = true;
      } else if (letter === 'q') o.quiet = true;
      else return `invalid option: "${letter}"`;
    }
  }
  if (!o.conf.startsWith('/')) o.conf = o.prefix + o.conf;
  return o;
}
