/** The command tree, built once from the generated rows. */
import { COMMAND_ROWS } from '../gen/commands.ts';
import type { CommandRow } from './row.ts';

/** One option of a command (a pflag.Flag). */
export interface FlagSpec {
  readonly long: string;
  /** One character, or ''. */
  readonly short: string;
  /** The type name that help prints: bool, string, list, bytes… */
  readonly type: string;
  /** Default as help prints it; '' is the type's zero value. */
  readonly defaultText: string;
  readonly hidden: boolean;
  /** What to use instead, or ''. */
  readonly deprecated: string;
  /** Options of Windows daemons are refused by the client. */
  readonly windows: boolean;
}

/** A command or a group of commands (a cobra.Command). */
export interface CommandSpec {
  /** Words after `docker`: `ps`. */
  readonly path: string;
  /** The path that implements it: `container ls`. */
  readonly as: string;
  readonly usage: readonly string[];
  readonly short: string;
  readonly aliases: string;
  /** [section, name, description] of each command below it. */
  readonly subs: readonly (readonly [string, string, string])[];
  readonly flags: readonly FlagSpec[];
  readonly byLong: ReadonlyMap<string, FlagSpec>;
  readonly byShort: ReadonlyMap<string, FlagSpec>;
  readonly opaque: boolean;
}

function parseFlag(row: string): FlagSpec {
  const at = row.indexOf(' !');
  const [short = '-', long = '', type = '', ...rest] = (at < 0 ? row : row.slice(0, at)).split(' ');
  const mark = at < 0 ? '' : row.slice(at + 2);
  return {
    long,
    short: short === '-' ? '' : short,
    type,
    defaultText: rest.join(' '),
    hidden: at >= 0,
    deprecated: mark === 'windows' ? '' : mark,
    windows: mark === 'windows',
  };
}

function specOf(row: CommandRow, flagRows: readonly string[]): CommandSpec {
  const flags = flagRows.map(parseFlag);
  return {
    path: row.path,
    as: row.as ?? row.path,
    usage: row.usage.split('\n'),
    short: row.short ?? '',
    aliases: row.aliases ?? '',
    subs: (row.subs ?? []).map((text) => text.split('|') as unknown as [string, string, string]),
    flags,
    byLong: new Map(flags.map((f) => [f.long, f])),
    byShort: new Map(flags.filter((f) => f.short !== '').map((f) => [f.short, f])),
    opaque: row.opaque === true,
  };
}

function build(): ReadonlyMap<string, CommandSpec> {
  const rows = new Map(COMMAND_ROWS.map((row) => [row.path, row]));
  const specs = new Map<string, CommandSpec>();
  for (const row of COMMAND_ROWS) specs.set(row.path, specOf(row, (rows.get(row.as ?? row.path) ?? row).flags ?? []));
  // `container list` and the like are other words for a command of the same group
  for (const row of COMMAND_ROWS) {
    if (row.aliases === undefined) continue;
    for (const alias of row.aliases.split(', ')) {
      const path = alias.slice('docker '.length);
      const home = specs.get(row.as ?? row.path);
      if (!specs.has(path) && home !== undefined) specs.set(path, home);
    }
  }
  return specs;
}

/** Every command by the words after `docker`; '' is docker itself. */
export const COMMANDS: ReadonlyMap<string, CommandSpec> = build();

/** The command itself. */
export const ROOT: CommandSpec = COMMANDS.get('') as CommandSpec;

/** Whether `spec` has commands below it. */
export function isGroup(spec: CommandSpec): boolean {
  return spec.subs.length > 0;
}

/** Follows the words down the tree; `rest` are those after the command. */
export function findCommand(words: readonly string[]): {
  readonly spec: CommandSpec;
  readonly rest: readonly string[];
} {
  let spec = ROOT;
  let path = '';
  let i = 0;
  while (i < words.length && isGroup(spec)) {
    const word = words[i] as string;
    const longer = path === '' ? word : `${path} ${word}`;
    const next = longer === '' ? undefined : COMMANDS.get(longer);
    if (next === undefined) break;
    spec = next;
    path = longer;
    i++;
  }
  return { spec, rest: words.slice(i) };
}

/** The command that a plugin's words name, options and their values among them left aside. */
export function findPluginCommand(name: string, words: readonly string[]): CommandSpec {
  let path = name;
  for (const word of words) if (COMMANDS.has(`${path} ${word}`)) path = `${path} ${word}`;
  return COMMANDS.get(path) ?? ROOT;
}
