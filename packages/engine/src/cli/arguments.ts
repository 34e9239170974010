/** How many arguments each command takes, and what docker says otherwise (docker/cli cli/required.go). */
import type { Bytes } from '../util/bytes.ts';
import type { CommandSpec } from './flags/spec.ts';

/** `max` is -1 when there is no limit; `exact` and `range` only change the words of the error. */
interface Rule {
  readonly min: number;
  readonly max: number;
}

const ANY: Rule = { min: 0, max: -1 };
const NONE: Rule = { min: 0, max: 0 };
const ONE: Rule = { min: 1, max: 1 };
const TWO: Rule = { min: 2, max: 2 };
const SOME: Rule = { min: 1, max: -1 };
const TWO_OR_MORE: Rule = { min: 2, max: -1 };
const OPTIONAL: Rule = { min: 0, max: 1 };
const ONE_OR_TWO: Rule = { min: 1, max: 2 };

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['container attach', ONE],
  ['container commit', ONE_OR_TWO],
  ['container cp', TWO],
  ['container create', SOME],
  ['container diff', ONE],
  ['container exec', TWO_OR_MORE],
  ['container export', ONE],
  ['container inspect', SOME],
  ['container kill', SOME],
  ['container logs', ONE],
  ['container ls', NONE],
  ['container pause', SOME],
  ['container port', ONE_OR_TWO],
  ['container prune', NONE],
  ['container rename', TWO],
  ['container restart', SOME],
  ['container rm', SOME],
  ['container run', SOME],
  ['container start', SOME],
  ['container stats', ANY],
  ['container stop', SOME],
  ['container top', SOME],
  ['container unpause', SOME],
  ['container update', SOME],
  ['container wait', SOME],
  ['image history', ONE],
  ['image import', SOME],
  ['image inspect', SOME],
  ['image load', NONE],
  ['image ls', OPTIONAL],
  ['image prune', NONE],
  ['image pull', ONE],
  ['image push', ONE],
  ['image rm', SOME],
  ['image save', SOME],
  ['image tag', TWO],
  ['network connect', TWO],
  ['network create', ONE],
  ['network disconnect', TWO],
  ['network inspect', SOME],
  ['network ls', NONE],
  ['network prune', NONE],
  ['network rm', SOME],
  ['volume create', OPTIONAL],
  ['volume inspect', SOME],
  ['volume ls', NONE],
  ['volume prune', NONE],
  ['volume rm', SOME],
  ['system df', NONE],
  ['system events', NONE],
  ['system info', NONE],
  ['system prune', NONE],
  ['version', NONE],
  ['inspect', SOME],
  ['login', OPTIONAL],
  ['logout', OPTIONAL],
  ['search', ONE],
  ['context create', ONE],
  ['context export', ONE_OR_TWO],
  ['context import', TWO],
  ['context inspect', ANY],
  ['context ls', NONE],
  ['context rm', SOME],
  ['context show', NONE],
  ['context update', ONE],
  ['context use', ONE],
]);

function plural(n: number): string {
  return n === 1 ? 'argument' : 'arguments';
}

/** The sentence and the hint word of an error for `count` arguments; null when the count is right. */
function complaint(rule: Rule, count: number): { readonly what: string; readonly hint: string } | null {
  const { min, max } = rule;
  if (count >= min && (max < 0 || count <= max)) return null;
  if (max === 0) return { what: 'accepts no arguments', hint: 'Run' };
  if (min === max) return { what: `requires ${min} ${plural(min)}`, hint: 'Run' };
  if (max < 0) return { what: `requires at least ${min} ${plural(min)}`, hint: 'See' };
  // the stray S is docker's own
  if (min === 0) return { what: `requires at most ${max} ${plural(max)}`, hint: 'SRun' };
  return { what: `requires at least ${min} and at most ${max} ${plural(max)}`, hint: 'Run' };
}

/** The error text for a wrong number of arguments, '' when the number is right. */
export function argumentError(spec: CommandSpec, count: number): Bytes {
  const found = complaint(RULES.get(spec.as) ?? ANY, count);
  if (found === null) return '';
  const name = `docker ${spec.path}`;
  return `docker: '${name}' ${found.what}\n\nUsage:  ${spec.usage.join('\n\t')}\n\n${found.hint} '${name} --help' for more information`;
}
