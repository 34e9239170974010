/** Completion of docker command lines for the shell: words from the command tables, names of objects from a callback. */
import { COMMANDS, type CommandSpec, type FlagSpec, isGroup, ROOT } from './flags/spec.ts';
import { signalNames } from './signal-name.ts';

/** What a name can be of. `running` are containers that are up, `stopped` those that are not. */
export type NameKind = 'container' | 'running' | 'stopped' | 'paused' | 'image' | 'network' | 'volume';

/** Gives the names of objects of a kind, as `docker ps --format {{.Names}}` and its like list them. */
export type AskNames = (kind: NameKind) => readonly string[];

/** What the arguments of each command are; a second entry is for the second argument, the last one repeats. */
const ARGUMENTS: ReadonlyMap<string, readonly (NameKind | '')[]> = new Map<string, readonly (NameKind | '')[]>([
  ['container attach', ['running', '']],
  ['container commit', ['container', '']],
  ['container cp', ['container']],
  ['container create', ['image', '']],
  ['container diff', ['container', '']],
  ['container exec', ['running', '']],
  ['container export', ['container', '']],
  ['container inspect', ['container']],
  ['container kill', ['running']],
  ['container logs', ['container', '']],
  ['container pause', ['running']],
  ['container port', ['container', '']],
  ['container rename', ['container', '']],
  ['container restart', ['container']],
  ['container rm', ['container']],
  ['container run', ['image', '']],
  ['container start', ['stopped']],
  ['container stats', ['running']],
  ['container stop', ['running']],
  ['container top', ['running', '']],
  ['container unpause', ['paused']],
  ['container update', ['container']],
  ['container wait', ['container']],
  ['image history', ['image', '']],
  ['image inspect', ['image']],
  ['image ls', ['image', '']],
  ['image push', ['image', '']],
  ['image pull', ['image', '']],
  ['image rm', ['image']],
  ['image save', ['image']],
  ['image tag', ['image', '']],
  ['inspect', ['container']],
  ['network connect', ['network', 'container', '']],
  ['network disconnect', ['network', 'running', '']],
  ['network inspect', ['network']],
  ['network rm', ['network']],
  ['volume inspect', ['volume']],
  ['volume rm', ['volume']],
]);

/** Kinds of all objects that `docker inspect` takes. */
const INSPECTED: readonly NameKind[] = ['container', 'image', 'network', 'volume'];

/** Values that options take, by long name. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['restart', ['always', 'no', 'on-failure', 'unless-stopped']],
  ['pull', ['always', 'missing', 'never']],
  ['log-driver', ['json-file', 'local', 'none']],
  ['type', ['container', 'image', 'network', 'volume']],
  ['format', ['json', 'table']],
  ['cgroupns', ['host', 'private']],
  ['attach', ['stderr', 'stdin', 'stdout']],
]);

const NETWORK_MODES = ['container:', 'host', 'none'];

function valuesOf(spec: CommandSpec, flag: FlagSpec, ask: AskNames): readonly string[] {
  if (flag.long === 'network' || flag.long === 'net') return [...ask('network'), ...NETWORK_MODES];
  if (flag.long === 'volumes-from' || flag.long === 'link') return ask('container');
  if (flag.long === 'signal' || flag.long === 'stop-signal') return signalNames();
  if (flag.long === 'volume') return ask('volume').map((name) => `${name}:`);
  if (flag.long === 'attach' && flag.type === 'bool') return [];
  return spec.byLong.has(flag.long) ? (VALUES.get(flag.long) ?? []) : [];
}

function flagWords(spec: CommandSpec): readonly string[] {
  const words: string[] = [];
  for (const flag of spec.flags) {
    if (flag.hidden || flag.deprecated !== '' || flag.windows) continue;
    words.push(`--${flag.long}`);
  }
  if (!spec.byLong.has('help')) words.push('--help');
  return words;
}

/** Where the words lead: the command, and what has been typed after it. */
function follow(words: readonly string[]): { readonly spec: CommandSpec; readonly rest: readonly string[] } {
  let spec = ROOT;
  let path = '';
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i] as string;
    if (word.startsWith('-')) {
      const flag = spec.byLong.get(word.slice(2)) ?? spec.byShort.get(word.slice(1));
      if (spec !== ROOT) break;
      if (flag !== undefined && flag.type !== 'bool') i++;
      continue;
    }
    const next = isGroup(spec) ? COMMANDS.get(path === '' ? word : `${path} ${word}`) : undefined;
    if (next === undefined) break;
    path = path === '' ? word : `${path} ${word}`;
    spec = next;
  }
  return { spec, rest: words.slice(i) };
}

/** The option whose value comes next, if the words end in one, and how many arguments stand before. */
function scan(spec: CommandSpec, rest: readonly string[]): { readonly flag: FlagSpec | null; readonly args: number } {
  let args = 0;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as string;
    if (word === '--' || !word.startsWith('-') || word === '-') {
      if (word !== '--') args++;
      continue;
    }
    if (word.includes('=')) continue;
    const flag = word.startsWith('--') ? spec.byLong.get(word.slice(2)) : spec.byShort.get(word.slice(-1));
    if (flag === undefined || flag.type === 'bool') continue;
    if (i === rest.length - 1) return { flag, args };
    i++;
  }
  return { flag: null, args };
}

function argumentWords(spec: CommandSpec, args: number, ask: AskNames): readonly string[] {
  if (spec.as === 'inspect') return INSPECTED.flatMap((kind) => ask(kind));
  const kinds = ARGUMENTS.get(spec.as);
  if (kinds === undefined) return [];
  const kind = kinds[Math.min(args, kinds.length - 1)] as NameKind | '';
  if (kind === '') return [];
  return spec.as === 'container cp' ? ask(kind).map((name) => `${name}:`) : ask(kind);
}

function candidates(spec: CommandSpec, rest: readonly string[], word: string, ask: AskNames): readonly string[] {
  const { flag, args } = scan(spec, rest);
  if (flag !== null) return valuesOf(spec, flag, ask);
  const eq = word.indexOf('=');
  if (word.startsWith('--') && eq > 0) {
    const given = spec.byLong.get(word.slice(2, eq));
    return given === undefined ? [] : valuesOf(spec, given, ask).map((value) => word.slice(0, eq + 1) + value);
  }
  if (word.startsWith('-')) return flagWords(spec);
  if (isGroup(spec) && args > 0) return [];
  if (isGroup(spec)) return spec.subs.map(([, name]) => name.replace('*', ''));
  return argumentWords(spec, args, ask);
}

/**
 * Words that can stand in place of the last of `words` (which may be ''), sorted; `words` begin with `docker`. An empty answer
 * leaves the word to the shell's completion of file names.
 */
export function complete(words: readonly string[], ask: AskNames): string[] {
  const word = words[words.length - 1] ?? '';
  const { spec, rest } = follow(words.slice(1, -1));
  const found = candidates(spec, rest, word, ask).filter((candidate) => candidate.startsWith(word));
  return [...new Set(found)].sort();
}
