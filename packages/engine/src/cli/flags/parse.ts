/** Command lines as github.com/spf13/pflag parses them. */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { isGoError } from '../../util/go-error.ts';
import { goQuote } from '../../util/go-quote.ts';
import { parseGoBool } from '../../util/strconv.ts';
import { type FlagValues, setFlag } from './flag-value.ts';
import type { CommandSpec, FlagSpec } from './spec.ts';

/** What a command line says. */
export interface Parsed {
  readonly flags: FlagValues;
  /** Long names of the options given, in the order of their last occurrence. */
  readonly given: readonly string[];
  readonly args: readonly Bytes[];
  /** `--help` or `-h`. */
  readonly help: boolean;
  /** Lines for standard output about deprecated spellings. */
  readonly notices: readonly Bytes[];
  /** Index of `--` among the arguments, or -1. */
  readonly dash: number;
  /** Why parsing stopped, '' when it did not. */
  readonly error: Bytes;
}

/** Mutable while one line is parsed. */
class Line {
  readonly spec: CommandSpec;
  readonly rest: Bytes[];
  flags: Record<string, Value> = {};
  args: Bytes[] = [];
  notices: Bytes[] = [];
  help = false;
  dash = -1;

  constructor(spec: CommandSpec, words: readonly Bytes[]) {
    this.spec = spec;
    this.rest = words.slice();
  }

  set(flag: FlagSpec, text: Bytes): Bytes {
    const value = setFlag(flag, this.flags[flag.long], text);
    if (isGoError(value)) return invalid(flag, text, value.message);
    this.flags[flag.long] = value;
    if (flag.deprecated !== '') this.notices.push(`Flag --${flag.long} has been deprecated, ${flag.deprecated}\n`);
    return '';
  }

  /** `--name`, `--name=value` or `--name value`; returns the error text. */
  long(word: Bytes): Bytes {
    const name = word.slice(2);
    if (name[0] === '-' || name[0] === '=') return `bad flag syntax: ${word}`;
    const eq = name.indexOf('=');
    const key = eq < 0 ? name : name.slice(0, eq);
    if (key === 'help') return this.askHelp(eq < 0 ? 'true' : name.slice(eq + 1));
    const flag = this.spec.byLong.get(key);
    if (flag === undefined) return `unknown flag: --${key}`;
    if (eq >= 0) return this.set(flag, name.slice(eq + 1));
    if (flag.type === 'bool') return this.set(flag, 'true');
    if (this.rest.length === 0) return `flag needs an argument: --${key}`;
    return this.set(flag, this.rest.shift() as Bytes);
  }

  askHelp(text: Bytes): Bytes {
    const on = parseGoBool(text);
    if (isGoError(on)) return `invalid argument ${goQuote(text)} for "-h, --help" flag: ${on.message}`;
    this.help = on;
    return '';
  }

  /** One letter of `-abc`; `letters` is what is left. Returns the letters after it, or the error text in `error`. */
  letter(letters: Bytes): { left: Bytes; error: Bytes } {
    const c = letters[0] as string;
    const flag = this.spec.byShort.get(c);
    if (flag === undefined) {
      if (c !== 'h') return { left: '', error: `unknown shorthand flag: ${quoted(c)} in -${letters}` };
      this.help = true;
      this.notices.push('Flag shorthand -h has been deprecated, use --help\n');
      return { left: letters.slice(1), error: '' };
    }
    if (letters.length > 2 && letters[1] === '=') return { left: '', error: this.set(flag, letters.slice(2)) };
    if (flag.type === 'bool') return { left: letters.slice(1), error: this.set(flag, 'true') };
    if (letters.length > 1) return { left: '', error: this.set(flag, letters.slice(1)) };
    if (this.rest.length === 0) return { left: '', error: `flag needs an argument: ${quoted(c)} in -${letters}` };
    return { left: '', error: this.set(flag, this.rest.shift() as Bytes) };
  }

  short(word: Bytes): Bytes {
    let letters = word.slice(1);
    while (letters !== '') {
      const step = this.letter(letters);
      if (step.error !== '') return step.error;
      letters = step.left;
    }
    return '';
  }
}

function quoted(c: string): Bytes {
  return `'${c === "'" ? "\\'" : c}'`;
}

function invalid(flag: FlagSpec, text: Bytes, why: Bytes): Bytes {
  const name = flag.short === '' ? `--${flag.long}` : `-${flag.short}, --${flag.long}`;
  return `invalid argument ${goQuote(text)} for ${goQuote(name)} flag: ${why}`;
}

/**
 * `FlagSet.Parse`. With `interspersed`, options may follow arguments; without, the first argument ends them (run, exec, docker
 * itself).
 */
export function parseFlags(spec: CommandSpec, words: readonly Bytes[], interspersed: boolean): Parsed {
  const line = new Line(spec, words);
  let error = '';
  while (line.rest.length > 0 && error === '') {
    const word = line.rest.shift() as Bytes;
    if (word.length < 2 || word[0] !== '-') {
      line.args.push(word);
      if (interspersed) continue;
      line.args.push(...line.rest.splice(0));
    } else if (word === '--') {
      line.dash = line.args.length;
      line.args.push(...line.rest.splice(0));
    } else error = word[1] === '-' ? line.long(word) : line.short(word);
  }
  const { flags, args, help, notices, dash } = line;
  return { flags, given: Object.keys(flags), args, help, notices, dash, error };
}
