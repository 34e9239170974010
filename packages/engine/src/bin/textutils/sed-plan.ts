/** The command line of sed(1). */
import { strerror } from '../../kernel/errno.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { RegexError } from '../../util/posix-regex/error.ts';
import type { Flavour } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { isUtf8 } from '../frame/quote.ts';
import { parseSed, scriptRegexes } from './sed-parse.ts';
import { sedRegex } from './sed-run.ts';
import { SedError, type SedScript } from './sed-script.ts';

/** What to run and on what, as plain data. */
export interface SedPlan {
  readonly name: Bytes;
  readonly script: SedScript;
  readonly quiet: boolean;
  readonly extended: boolean;
  readonly separate: boolean;
  /** Suffix of -i; null without it. */
  readonly inPlace: Bytes | null;
  readonly end: string;
  readonly utf8: boolean;
  readonly lineLength: number;
  readonly files: readonly Bytes[];
}

const GNU_OPTIONS = optionSpec(
  'bsnrzuEe:f:l:i::V:',
  'binary>b regexp-extended>r in-place?>i line-length=>l null-data>z zero-terminated>z quiet>n silent>n posix>posix separate>s sandbox>sandbox unbuffered>u expression=>e file=>f follow-symlinks>follow !debug',
);
const BUSYBOX_OPTIONS = optionSpec(
  'i::rEne:f:',
  'in-place?>i regexp-extended>r quiet>n silent>n expression=>e file=>f',
);

const USAGE = `Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...

  -n, --quiet, --silent
                 suppress automatic printing of pattern space
      --debug
                 annotate program execution
  -e script, --expression=script
                 add the script to the commands to be executed
  -f script-file, --file=script-file
                 add the contents of script-file to the commands to be executed
  --follow-symlinks
                 follow symlinks when processing in place
  -i[SUFFIX], --in-place[=SUFFIX]
                 edit files in place (makes backup if SUFFIX supplied)
  -l N, --line-length=N
                 specify the desired line-wrap length for the \`l' command
  --posix
                 disable all GNU extensions.
  -E, -r, --regexp-extended
                 use extended regular expressions in the script
                 (for portability use POSIX -E).
  -s, --separate
                 consider files as separate rather than as a single
                 continuous long stream.
      --sandbox
                 operate in sandbox mode (disable e/r/w commands).
  -u, --unbuffered
                 load minimal amounts of data from the input files and flush
                 the output buffers more often
  -z, --null-data
                 separate lines by NUL characters
      --help     display this help and exit
      --version  output version information and exit

If no -e, --expression, -f, or --file option is given, then the first
non-option argument is taken as the sed script to interpret.  All
remaining arguments are names of input files; if no input files are
specified, then the standard input is read.

GNU sed home page: <https://www.gnu.org/software/sed/>.
General help using GNU software: <https://www.gnu.org/gethelp/>.
`;

/** A script and where its first character lies, for the wording of mistakes. */
interface Source {
  readonly text: Bytes;
  readonly file: Bytes | null;
}

function scriptFile(p: Proc, f: Flavour, name: Bytes, file: Bytes): Source | number {
  const text = p.readFile(file === '-' ? '/dev/stdin' : file);
  if (typeof text === 'number')
    return complain(
      p,
      name,
      f.gnu ? `couldn't open file ${file}: ${strerror(text)}` : `can't open '${file}': ${strerror(text)}`,
    );
  return { text: text.endsWith('\n') ? text.slice(0, -1) : text, file };
}

/** Tells a mistake in the script. */
function scriptError(p: Proc, f: Flavour, name: Bytes, sources: readonly Source[], error: SedError): number {
  if (!f.gnu) return complain(p, name, error.busybox);
  if (error.at < 0) return complain(p, name, error.gnu, 4);
  let at = error.at;
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i] as Source;
    if (at <= source.text.length || i === sources.length - 1) {
      if (source.file === null) return complain(p, name, `-e expression #${i + 1}, char ${at}: ${error.gnu}`);
      return complain(p, name, `file ${source.file} line ${source.text.slice(0, at).split('\n').length}: ${error.gnu}`);
    }
    at -= source.text.length + 1;
  }
  return complain(p, name, error.gnu);
}

/** Reads the command line; a number is an exit status. */
export function sedPlan(p: Proc, f: Flavour): SedPlan | number {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 1, undefined, USAGE);
  if (typeof c === 'number') return c;
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const sources: Source[] = [];
  let lineLength = 70;
  for (const { key, value } of c.options) {
    if (key === 'e') sources.push({ text: value, file: null });
    else if (key === 'f') {
      const source = scriptFile(p, f, c.name, value);
      if (typeof source === 'number') return source;
      sources.push(source);
    } else if (key === 'l') lineLength = Number(value) || 0;
  }
  let files = c.operands;
  if (sources.length === 0) {
    const first = files[0];
    if (first === undefined) {
      if (!f.gnu) return printUsage(p, f, c.name);
      p.print(2, USAGE);
      return 1;
    }
    sources.push({ text: first, file: null });
    files = files.slice(1);
  }
  const extended = has('r') || has('E');
  let script: SedScript;
  try {
    script = parseSed(sources.map((source) => source.text).join('\n'), f.gnu, extended);
  } catch (error) {
    if (!(error instanceof SedError)) throw error;
    return scriptError(p, f, c.name, sources, error);
  }
  const utf8 = f.gnu && isUtf8(p);
  const length = sources.reduce((n, source) => n + source.text.length, 0);
  for (const regex of scriptRegexes(script)) {
    const made = regex.pattern === '' ? null : sedRegex({ extended, utf8 }, regex);
    if (made instanceof RegexError)
      return complain(
        p,
        c.name,
        f.gnu ? `-e expression #1, char ${length}: ${made.message}` : `bad regex '${regex.pattern}': ${made.message}`,
      );
    const refs = script.commands.find((command) => command.regex === regex)?.replacement ?? [];
    for (const part of f.gnu ? refs : []) {
      if (made !== null && part.kind === 'group' && part.n > made.groups) {
        return complain(
          p,
          c.name,
          f.gnu
            ? `-e expression #1, char ${length}: invalid reference \\${part.n} on \`s' command's RHS`
            : `invalid reference \\${part.n} on 's' command's RHS`,
        );
      }
    }
  }
  const inPlace = c.options.filter((o) => o.key === 'i').pop()?.value ?? null;
  if (inPlace !== null && files.length === 0 && !f.gnu) return complain(p, c.name, 'no input files');
  if (inPlace !== null && files.length === 0) return usageError(p, f, c.name, 'no input files');
  return {
    name: c.name,
    script,
    quiet: has('n') || script.quiet,
    extended,
    separate: has('s') || inPlace !== null,
    inPlace,
    end: has('z') ? '\0' : '\n',
    utf8,
    lineLength,
    files: files.length === 0 ? ['-'] : files,
  };
}
