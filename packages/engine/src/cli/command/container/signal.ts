/** stop, restart, kill, pause, unpause, rm: one request for each container (docker/cli cli/command/container/*.go). */
import { del, post } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { answer, call, errorOf } from '../../call.ts';
import { each } from '../../each.ts';
import { fail, finish } from '../../exit.ts';
import { changed, flag, number, query, text } from '../../flags/read.ts';
import { type Cli, type Command, command } from '../../locals.ts';

/** `signal` and `t` of stop and restart. */
function stopQuery(p: Cli): { readonly [name: string]: string } {
  const seconds = changed(p, 'timeout') ? number(p, 'timeout') : changed(p, 'time') ? number(p, 'time') : null;
  return query([
    ['signal', text(p, 'signal')],
    ['t', seconds === null ? '' : String(seconds)],
  ]);
}

function bothTimeouts(p: Cli): boolean {
  return changed(p, 'timeout') && changed(p, 'time');
}

const BOTH = 'conflicting options: cannot specify both --timeout and --time';

/** `docker stop`. */
export const stop: Command = command('container stop', (p) => {
  if (bothTimeouts(p)) return fail(p, BOTH);
  const asked = stopQuery(p);
  return each(p, p.locals.args, (name) => post(`/containers/${name}/stop`, asked));
});

interface Restarting {
  at: number;
  errors: readonly Bytes[];
}

function restartNext(p: Cli<Restarting>): Next {
  const name = p.locals.args[p.locals.at];
  if (name === undefined) return finish(p, p.locals.errors);
  return call(p, post(`/containers/${name}/restart`, stopQuery(p)), 'container restart.done');
}

/** `docker restart`: one after the other. */
export const restart: Command = command<Restarting>(
  'container restart',
  (p) => {
    if (bothTimeouts(p)) return fail(p, BOTH);
    Object.assign(p.locals, { at: 0, errors: [] });
    return restartNext(p);
  },
  {
    done: (p) => {
      const { at, errors } = p.locals;
      const error = errorOf(answer(p));
      if (error === '') p.print(1, `${p.locals.args[at]}\n`);
      Object.assign(p.locals, { at: at + 1, errors: error === '' ? errors : [...errors, error] });
      return restartNext(p);
    },
  },
);

/** `docker kill`. */
export const kill: Command = command('container kill', (p) => {
  const asked = query([['signal', text(p, 'signal')]]);
  return each(p, p.locals.args, (name) => post(`/containers/${name}/kill`, asked));
});

/** `docker pause`. */
export const pause: Command = command('container pause', (p) =>
  each(p, p.locals.args, (name) => post(`/containers/${name}/pause`)),
);

/** `docker unpause`. */
export const unpause: Command = command('container unpause', (p) =>
  each(p, p.locals.args, (name) => post(`/containers/${name}/unpause`)),
);

function removal(p: Cli): { readonly [name: string]: string } {
  return query([
    ['v', flag(p, 'volumes') ? '1' : ''],
    ['link', flag(p, 'link') ? '1' : ''],
    ['force', flag(p, 'force') ? '1' : ''],
  ]);
}

/** `docker rm`. */
export const rm: Command = command('container rm', (p) => {
  const asked = removal(p);
  // a leading slash is part of the internal name, and people paste it
  const bare = (name: Bytes): Bytes => name.replace(/^\/+|\/+$/g, '');
  if (p.locals.args.some((name) => bare(name) === '')) return fail(p, 'container name cannot be empty');
  return each(p, p.locals.args, (name) => del(`/containers/${bare(name)}`, asked), flag(p, 'force'));
});
