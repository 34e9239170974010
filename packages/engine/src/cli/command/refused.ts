/** Real commands and options that are not simulated: each is refused by its name, never ignored. */
import type { Bytes } from '../../util/bytes.ts';
import { type CommandSpec, findPluginCommand } from '../flags/spec.ts';

type Reasons = { readonly [long: string]: string };

const CREATE: Reasons = {
  gpus: 'the host has no GPUs; leave it out',
  'use-api-socket': 'mount the socket with -v /var/run/docker.sock:/var/run/docker.sock instead',
};

/** Why an option is refused and what to use instead, by command and long name. */
const OPTIONS: ReadonlyMap<string, Reasons> = new Map<string, Reasons>([
  ['container run', CREATE],
  ['container create', CREATE],
]);

/** Why a whole command is refused, by its first word or words. */
const COMMANDS: readonly (readonly [string, string])[] = [
  ['build', 'building images is not simulated yet'],
  ['buildx', 'building images is not simulated yet'],
  ['compose', 'compose is not simulated yet; use docker run, docker network and docker volume'],
  ['checkpoint', 'checkpoints are not simulated'],
  ['config', 'there is no swarm'],
  ['completion', 'the shell completes docker commands by itself'],
  ['context', 'there is one context, default'],
  ['manifest', 'the registry of this class is read only'],
  ['node', 'there is no swarm'],
  ['plugin', 'plugins are not simulated'],
  ['secret', 'there is no swarm'],
  ['service', 'there is no swarm; use docker run --restart'],
  ['stack', 'there is no swarm'],
  ['swarm', 'there is one host and no swarm'],
  ['trust', 'content trust is not simulated'],
];

/** The refusal of a plugin's command, by the words that name it. */
export function pluginRefusal(name: string, words: readonly Bytes[]): Bytes {
  return whole(findPluginCommand(name, words));
}

function whole(spec: CommandSpec): Bytes {
  const found = COMMANDS.find(([word]) => spec.as === word || spec.as.startsWith(`${word} `));
  return `docker: command docker ${spec.path} is not simulated: ${found?.[1] ?? 'it has no counterpart in this class'}`;
}

/** The refusal of a command that is not simulated, or of one of the options given; '' when both are simulated. */
export function refusal(spec: CommandSpec, given: readonly string[], isSimulated: boolean): Bytes {
  if (!isSimulated) return whole(spec);
  const reasons = OPTIONS.get(spec.as);
  if (reasons === undefined) return '';
  for (const long of given) {
    const reason = reasons[long];
    if (reason !== undefined) return `docker: option --${long} is not simulated: ${reason}`;
  }
  return '';
}
