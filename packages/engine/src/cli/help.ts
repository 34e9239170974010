/** Usage errors and help texts, laid out as docker/cli's cobra templates do. */
import type { Bytes } from '../util/bytes.ts';
import { describeFlag } from './flags/describe.ts';
import { type CommandSpec, type FlagSpec, findPluginCommand, isGroup, ROOT } from './flags/spec.ts';
import type { Cli } from './locals.ts';

/** The usage block of parse errors: the error, usage, and where to look. */
export function usageError(spec: CommandSpec, error: Bytes): Bytes {
  const name = spec === ROOT || spec.path === '' ? 'docker' : `docker ${spec.path}`;
  return `${error}\n\nUsage:  ${spec.usage.join('\n\t')}\n\nRun '${name} --help' for more information`;
}

/** Sections of commands in the order of docker's own help. */
const SECTIONS = ['Common Commands', 'Management Commands', 'Swarm Commands', 'Commands'];

function commandSections(spec: CommandSpec): string {
  let out = '';
  const width = Math.max(11, ...spec.subs.map(([, name]) => name.length)) + 1;
  for (const section of SECTIONS) {
    const subs = spec.subs.filter(([of]) => of === section);
    if (subs.length === 0) continue;
    out += `\n${section}:\n`;
    for (const [, name, short] of subs) out += `  ${name.padEnd(width)}${short}\n`;
  }
  return out;
}

/** `FlagUsagesWrapped`: breaks `text` at blanks so that no line is longer than `width`. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function flagHead(flag: FlagSpec): string {
  const short = flag.short === '' ? '      ' : `  -${flag.short}, `;
  // --host may be given once, though it is kept as a list
  const type = flag.long === 'host' ? 'string' : flag.type;
  return `${short}--${flag.long}${type === 'bool' ? '' : ` ${type}`}`;
}

function withDefault(flag: FlagSpec): string {
  const text = describeFlag(flag);
  if (flag.defaultText === '') return text;
  const shown = flag.type === 'string' ? `"${flag.defaultText}"` : flag.defaultText;
  return `${text} (default ${shown})`;
}

function flagLines(flags: readonly FlagSpec[], columns: number): string {
  const shown = flags.filter((flag) => !flag.hidden && flag.deprecated === '' && !flag.windows);
  const left = Math.max(...shown.map((flag) => flagHead(flag).length)) + 3;
  let out = '';
  for (const flag of shown) {
    const [first = '', ...more] = wrap(withDefault(flag), Math.max(24, columns - 1 - left));
    out += `${`${flagHead(flag).padEnd(left)}${first}`.trimEnd()}\n`;
    for (const line of more) out += `${' '.repeat(left)}${line}\n`;
  }
  return out;
}

function columnsOf(p: Cli): number {
  const attr = p.isatty(0) ? p.tcgetattr(0) : 0;
  return typeof attr === 'number' || attr.cols === 0 ? 80 : attr.cols;
}

/** What `--help` prints. */
export function helpText(p: Cli, spec: CommandSpec): Bytes {
  const name = spec === ROOT ? 'docker' : `docker ${spec.path}`;
  let out = `Usage:  ${spec.usage.join('\n\t')}\n\n${spec.short}\n`;
  if (spec.aliases !== '') out += `\nAliases:\n  ${spec.aliases}\n`;
  if (spec !== ROOT && spec.flags.length > 0) out += `\nOptions:\n${flagLines(spec.flags, columnsOf(p))}`;
  if (isGroup(spec)) {
    out += commandSections(spec);
    if (spec === ROOT)
      out += `\nGlobal Options:\n${flagLines(
        spec.flags.map((flag) => ({ ...flag, hidden: false })),
        columnsOf(p),
      )}`;
    out += `\nRun '${name} COMMAND --help' for more information on a command.\n`;
    if (spec === ROOT) out += '\nFor more help on how to use Docker, head to https://docs.docker.com/go/guides/\n';
  }
  return out;
}

/** Help of a plugin's command when its words ask for it or there are none, '' otherwise. */
export function pluginHelp(p: Cli, name: string, words: readonly Bytes[]): Bytes {
  const asked = words.includes('--help') || words.includes('-h');
  return asked || words.length === 0 ? helpText(p, findPluginCommand(name, words)) : '';
}
