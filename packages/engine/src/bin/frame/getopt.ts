/**
 * getopt(3) and getopt_long(3) of glibc, which both families use here: permutation, bundled letters, abbreviated long
 * options, and the texts of its complaints.
 */
import type { Bytes } from '../../util/bytes.ts';

/**
 * What a program accepts. `short` is written as for getopt(3): `a` flag, `b:` takes an argument, `c::` may take one;
 * a leading `+` stops at the first operand. `long` is a blank-separated list of `name`, `name=` (needs an argument) and
 * `name?` (may take one), each with `>key` when it means a letter or another name: `all>a width=>w color?`.
 * A `!` before the letter (in `refused`) or the name marks an option that the real program has and this one does not.
 */
export interface OptionSpec {
  readonly short: ReadonlyMap<string, 0 | 1 | 2>;
  readonly long: readonly LongOption[];
  readonly refused: string;
  readonly inOrder: boolean;
}

interface LongOption {
  readonly name: string;
  readonly arg: 0 | 1 | 2;
  readonly key: string;
  readonly refused: boolean;
}

/** One option of a command line: its letter (or long name when it has none) and its argument (''  when it takes none). */
export interface Option {
  readonly key: string;
  readonly value: Bytes;
  /** False only for an option with an optional argument that was not given. */
  readonly given: boolean;
}

/** A complaint: `usage` is a mistake (the usage hint follows), `refused` an option that is not simulated. */
export interface OptionError {
  readonly kind: 'usage' | 'refused';
  readonly text: Bytes;
}

export interface Parsed {
  readonly options: readonly Option[];
  readonly operands: readonly Bytes[];
  readonly error: OptionError | null;
}

function shortTable(short: string): Map<string, 0 | 1 | 2> {
  const table = new Map<string, 0 | 1 | 2>();
  for (let i = 0; i < short.length; i++) {
    const c = short.charAt(i);
    if (short.charAt(i + 1) !== ':') table.set(c, 0);
    else if (short.charAt(i + 2) !== ':') {
      table.set(c, 1);
      i += 1;
    } else {
      table.set(c, 2);
      i += 2;
    }
  }
  return table;
}

function longOption(word: string): LongOption {
  const refused = word.startsWith('!');
  const [left = '', right] = (refused ? word.slice(1) : word).split('>');
  const tail = left.charAt(left.length - 1);
  const arg = tail === '=' ? 1 : tail === '?' ? 2 : 0;
  const name = arg === 0 ? left : left.slice(0, -1);
  return { name, arg, key: right ?? name, refused };
}

/** Compiles a specification once, at module load. `refused` are letters that the real program has beyond `short`. */
export function optionSpec(short: string, long = '', refused = ''): OptionSpec {
  const inOrder = short.startsWith('+');
  const table = shortTable(inOrder ? short.slice(1) : short);
  return {
    short: table,
    long: long === '' ? [] : long.split(' ').map(longOption),
    refused,
    inOrder,
  };
}

interface Scan {
  readonly spec: OptionSpec;
  readonly args: readonly Bytes[];
  readonly options: Option[];
  at: number;
  error: OptionError | null;
}

function usage(scan: Scan, text: string): void {
  scan.error = { kind: 'usage', text };
}

function matchLong(scan: Scan, name: Bytes, whole: Bytes): LongOption | null {
  const candidates: LongOption[] = [];
  for (const option of scan.spec.long) {
    if (option.name === name) return option;
    if (option.name.startsWith(name)) candidates.push(option);
  }
  const first = candidates[0];
  if (first === undefined) {
    usage(scan, `unrecognized option '${whole}'`);
    return null;
  }
  if (candidates.every((other) => other.key === first.key && other.arg === first.arg)) return first;
  const all = candidates.map((other) => ` '--${other.name}'`).join('');
  usage(scan, `option '${whole}' is ambiguous; possibilities:${all}`);
  return null;
}

function scanLong(scan: Scan, word: Bytes): void {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  const option = matchLong(scan, name, word);
  if (option === null) return;
  if (option.refused) {
    scan.error = { kind: 'refused', text: `--${option.name}` };
    return;
  }
  if (option.arg === 0) {
    if (equals >= 0) usage(scan, `option '--${option.name}' doesn't allow an argument`);
    else scan.options.push({ key: option.key, value: '', given: true });
    return;
  }
  if (equals >= 0) scan.options.push({ key: option.key, value: word.slice(equals + 1), given: true });
  else if (option.arg === 2) scan.options.push({ key: option.key, value: '', given: false });
  else if (scan.at + 1 < scan.args.length) {
    scan.at += 1;
    scan.options.push({ key: option.key, value: scan.args[scan.at] as Bytes, given: true });
  } else usage(scan, `option '--${option.name}' requires an argument`);
}

function scanShort(scan: Scan, word: Bytes): void {
  for (let i = 1; i < word.length; i++) {
    const c = word.charAt(i);
    const arg = scan.spec.short.get(c);
    if (arg === undefined) {
      if (scan.spec.refused.includes(c)) scan.error = { kind: 'refused', text: `-${c}` };
      else usage(scan, `invalid option -- '${c}'`);
      return;
    }
    if (arg === 0) {
      scan.options.push({ key: c, value: '', given: true });
      continue;
    }
    const rest = word.slice(i + 1);
    if (rest !== '' || arg === 2) scan.options.push({ key: c, value: rest, given: rest !== '' });
    else if (scan.at + 1 < scan.args.length) {
      scan.at += 1;
      scan.options.push({ key: c, value: scan.args[scan.at] as Bytes, given: true });
    } else usage(scan, `option requires an argument -- '${c}'`);
    return;
  }
}

/** Parses `args` (without the program's name). The first complaint ends the parse. */
export function getopt(spec: OptionSpec, args: readonly Bytes[]): Parsed {
  const scan: Scan = { spec, args, options: [], at: 0, error: null };
  const operands: Bytes[] = [];
  for (; scan.at < args.length && scan.error === null; scan.at++) {
    const word = args[scan.at] as Bytes;
    if (word.length < 2 || word.charCodeAt(0) !== 45) {
      if (spec.inOrder) {
        for (let i = scan.at; i < args.length; i++) operands.push(args[i] as Bytes);
        break;
      }
      operands.push(word);
    } else if (word === '--') {
      for (let i = scan.at + 1; i < args.length; i++) operands.push(args[i] as Bytes);
      break;
    } else if (word.charCodeAt(1) === 45) scanLong(scan, word);
    else scanShort(scan, word);
  }
  return { options: scan.options, operands, error: scan.error };
}
