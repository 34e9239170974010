/** The `docker` program: finds the command, parses its options and arguments, and hands over to it. */
import { defineProgram, type Handler, type Next, type Program } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import { argumentError } from './arguments.ts';
import { CALL, collect } from './call.ts';
import { CLIENT_VERSION } from './client-version.ts';
import { refusal } from './command/refused.ts';
import { COMMAND_TABLE } from './command/table.ts';
import { collectEach, EACH } from './each.ts';
import { fail } from './exit.ts';
import { type Parsed, parseFlags } from './flags/parse.ts';
import { type CommandSpec, findCommand, isGroup, ROOT } from './flags/spec.ts';
import { helpText, usageError } from './help.ts';
import { HIJACK, pump } from './hijack.ts';
import { dockerHost } from './host.ts';
import type { Cli, DockerLocals, Step } from './locals.ts';

/** Commands whose first argument ends the options. */
const NOT_INTERSPERSED: ReadonlySet<string> = new Set([
  'container run',
  'container create',
  'container exec',
  'container top',
]);

function flagError(p: Cli, spec: CommandSpec, error: Bytes): Next {
  return fail(p, usageError(spec, error), 125);
}

/** `docker`, `docker container`: help; with a word that is no command of the group: an error. */
function group(p: Cli, spec: CommandSpec, words: readonly Bytes[]): Next {
  const parsed = parseFlags(spec, words, true);
  for (const notice of parsed.notices) p.print(1, notice);
  if (parsed.error !== '') return flagError(p, spec, parsed.error);
  if (parsed.help || parsed.args.length === 0) {
    p.print(parsed.help || spec === ROOT ? 1 : 2, helpText(p, spec));
    return p.exit(0);
  }
  const name = spec === ROOT ? 'docker' : `docker ${spec.path}`;
  const usage = spec === ROOT ? '' : `Usage:  ${name}\n\n`;
  return fail(
    p,
    `docker: unknown command: ${name} ${parsed.args[0]}\n\n${usage}Run '${name} --help' for more information`,
  );
}

/** Options about TLS, which the unix socket has no use for. */
const TLS_OPTIONS = ['tls', 'tlscacert', 'tlscert', 'tlskey', 'tlsverify'];

const LOG_LEVELS = ['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace'];

/** Acts on the options that come before the command: null when all is well and the command may follow. */
function globalOptions(p: Cli, parsed: Parsed): Next | null {
  if (parsed.error !== '')
    return fail(p, usageError({ ...ROOT, usage: ['docker [OPTIONS] COMMAND [ARG...]'] }, parsed.error), 125);
  if (parsed.help && parsed.args.length === 0) {
    p.print(1, helpText(p, ROOT));
    return p.exit(0);
  }
  if (parsed.flags['version'] === true) {
    p.print(1, `Docker version ${CLIENT_VERSION.version}, build ${CLIENT_VERSION.gitCommit}\n`);
    return p.exit(0);
  }
  const level = parsed.flags['log-level'];
  if (level !== undefined && !LOG_LEVELS.includes(level as string))
    return fail(p, `Unable to parse logging level: ${level}`);
  const tls = TLS_OPTIONS.find((name) => Object.hasOwn(parsed.flags, name));
  if (tls === undefined) return null;
  return fail(
    p,
    `docker: option --${tls} is not simulated: the daemon listens on a unix socket only; leave it out`,
    125,
  );
}

/** Finds the daemon, after the options that come before the command (`parsed` null: there are none). */
function globals(p: Cli, parsed: Parsed | null): Next | null {
  const stop = parsed === null ? null : globalOptions(p, parsed);
  if (stop !== null) return stop;
  const host = dockerHost(p, parsed?.flags ?? {});
  if (host.error !== '') return fail(p, host.error, host.code);
  p.locals.socket = host.socket;
  return null;
}

function windowsError(p: Cli, spec: CommandSpec, parsed: Parsed): Bytes {
  for (const long of parsed.given) {
    if (spec.byLong.get(long)?.windows !== true) continue;
    return `"--${long}" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`;
  }
  return '';
}

function leaf(p: Cli, spec: CommandSpec, words: readonly Bytes[]): Next {
  const parsed = parseFlags(spec, words, !NOT_INTERSPERSED.has(spec.as));
  for (const notice of parsed.notices) p.print(1, notice);
  if (spec.opaque && !parsed.help) return fail(p, refusal(spec, [], false), 125);
  if (parsed.error !== '') return flagError(p, spec, parsed.error);
  if (parsed.help) {
    p.print(1, helpText(p, spec));
    return p.exit(0);
  }
  const wrong = argumentError(spec, parsed.args.length) || windowsError(p, spec, parsed);
  if (wrong !== '') return fail(p, wrong);
  const refused = refusal(spec, parsed.given, COMMAND_TABLE.has(spec.as));
  if (refused !== '') return fail(p, refused, 125);
  const { locals } = p;
  locals.path = spec.path;
  locals.command = spec.as;
  locals.name = `docker ${spec.path}`;
  locals.flags = parsed.flags;
  locals.args = parsed.args;
  return p.goto(spec.as);
}

/** Commands of plugins, which parse their own words: what the plugin is, and the word that it gets first. */
const PLUGINS: ReadonlyMap<Bytes, readonly Bytes[]> = new Map<Bytes, readonly Bytes[]>([
  ['compose', ['compose']],
  ['buildx', ['buildx']],
  ['builder', ['buildx']],
  ['build', ['buildx', 'build']],
  ['bake', ['buildx', 'bake']],
]);

/** Hands the words over to a plugin; null when they belong to docker itself. */
function plugin(p: Cli, words: readonly Bytes[]): Next | null {
  const isImageBuild = words[0] === 'image' && words[1] === 'build';
  const found = isImageBuild ? PLUGINS.get('build') : PLUGINS.get(words[0] ?? '');
  if (found === undefined) return null;
  const [name = '', ...first] = found;
  p.locals.command = name;
  p.locals.path = name;
  p.locals.name = `docker ${words[0]}`;
  p.locals.flags = {};
  p.locals.args = [...first, ...words.slice(isImageBuild ? 2 : 1)];
  return p.goto(name);
}

function start(p: Cli): Next {
  const { locals } = p;
  locals.calls = [];
  locals.next = '';
  let words = p.argv.slice(1);
  const parsed = words[0]?.startsWith('-') === true ? parseFlags(ROOT, words, false) : null;
  const stop = globals(p, parsed);
  if (stop !== null) return stop;
  if (parsed?.help === true) return group(p, ROOT, ['--help']);
  if (parsed !== null) words = parsed.args.slice();
  if (words[0] === 'help') return helpCommand(p, words.slice(1));
  const handed = plugin(p, words);
  if (handed !== null) return handed;
  const { spec, rest } = findCommand(words);
  return isGroup(spec) ? group(p, spec, rest) : leaf(p, spec, rest);
}

/** `docker help [command]`. */
function helpCommand(p: Cli, words: readonly Bytes[]): Next {
  const { spec, rest } = findCommand(words.filter((word) => !word.startsWith('-')));
  if (rest.length > 0) return fail(p, `unknown help topic: ${words.join(' ')}`);
  p.print(1, helpText(p, spec));
  return p.exit(0);
}

/** Signals go to the command that is running; without a handler of its own, it dies of them. */
function onSignal(p: Cli, signal: number): Next | null {
  const handler = COMMAND_TABLE.get(p.locals.command)?.onSignal;
  return handler === undefined ? null : handler(p, signal);
}

function labels(): { start: Handler<DockerLocals>; [label: string]: Handler<DockerLocals> } {
  const all: { start: Handler<DockerLocals>; [label: string]: Handler<DockerLocals> } = {
    start,
    [CALL]: collect,
    [EACH]: collectEach as Step<object>,
    [HIJACK]: pump as Step<object>,
  };
  for (const one of COMMAND_TABLE.values()) {
    for (const label of Object.keys(one.labels)) all[label] = one.labels[label] as Step<object>;
  }
  return all;
}

/** `/usr/bin/docker`. */
export const docker: Program<DockerLocals> = defineProgram('docker', 1, labels(), { memory: 24 << 20, onSignal });
