/** `docker update` (docker/cli cli/command/container/update.go). */
import { post } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, errorOf, object } from '../../call.ts';
import { fail, finish } from '../../exit.ts';
import { number, text } from '../../flags/read.ts';
import { type Doc, items } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { restartPolicy } from './host-options.ts';

interface Updating {
  body: Doc;
  at: number;
  warnings: readonly Bytes[];
  errors: readonly Bytes[];
}

function bodyOf(p: Cli, restart: Doc): Doc {
  const pids = number(p, 'pids-limit');
  return {
    CpuShares: number(p, 'cpu-shares'),
    Memory: number(p, 'memory'),
    NanoCpus: number(p, 'cpus'),
    CgroupParent: '',
    BlkioWeight: number(p, 'blkio-weight'),
    CpuPeriod: number(p, 'cpu-period'),
    CpuQuota: number(p, 'cpu-quota'),
    CpuRealtimePeriod: number(p, 'cpu-rt-period'),
    CpuRealtimeRuntime: number(p, 'cpu-rt-runtime'),
    CpusetCpus: text(p, 'cpuset-cpus'),
    CpusetMems: text(p, 'cpuset-mems'),
    MemoryReservation: number(p, 'memory-reservation'),
    MemorySwap: number(p, 'memory-swap'),
    PidsLimit: pids === 0 ? null : pids,
    RestartPolicy: restart,
  };
}

function next(p: Cli<Updating>): Next {
  const { at, args, body, warnings, errors } = p.locals;
  const name = args[at];
  if (name !== undefined) return call(p, post(`/containers/${name}/update`, {}, body), 'container update.done');
  if (warnings.length > 0) p.print(2, `${warnings.join('\n')}\n`);
  return finish(p, errors);
}

/** `docker container update`: one after the other. */
export const update: Command = command<Updating>(
  'container update',
  (p) => {
    if (Object.keys(p.locals.flags).length === 0)
      return fail(p, 'you must provide one or more flags when using this command');
    const restart = restartPolicy(text(p, 'restart'));
    if (isGoError(restart)) return fail(p, restart.message);
    Object.assign(p.locals, { body: bodyOf(p, restart), at: 0, warnings: [], errors: [] } satisfies Updating);
    return next(p);
  },
  {
    done: (p) => {
      const { locals } = p;
      const reply = answer(p);
      const error = errorOf(reply);
      if (error === '') p.print(1, `${locals.args[locals.at]}\n`);
      else locals.errors = [...locals.errors, error];
      locals.warnings = [...locals.warnings, ...(items(object(reply), 'Warnings') as readonly Bytes[])];
      locals.at++;
      return next(p);
    },
  },
);
