/** POST /containers/{name}/wait (moby daemon/wait.go, container/state.go Wait). */
import type { Next } from '../program/program.ts';
import { containerTable, isRunning, lookupContainer, removalWaitTable } from './container/container.ts';
import { failure, isError } from './errors.ts';
import { finish, keep, type RequestProc, refuse, send, startStream } from './server/request.ts';

/** The endpoint: the head at once, the status when the condition is met. */
export function containerWait(p: RequestProc, name: string): Next {
  const condition = p.locals.req.query.condition ?? 'not-running';
  if (!['', 'not-running', 'next-exit', 'removed'].includes(condition))
    return refuse(p, failure('invalidParameter', `invalid condition: "${condition}"`));
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  let ticket = 0;
  if (condition === 'removed') {
    ticket = p.k.nextId('removal_wait');
    p.k.tx.put(removalWaitTable, ticket, { container: found.id, code: found.exitCode });
  }
  keep(p, { id: found.id, condition, ticket, run: found.run, code: found.exitCode, finished: found.finishedAt });
  startStream(p, 200);
  return p.goto('wait.check');
}

/** Labels of the endpoint. */
export const waitLabels = {
  'wait.check': (p: RequestProc): Next => {
    const { id, condition, finished } = p.locals.v;
    const container = p.k.tx.get(containerTable, id as string);
    const exited = container !== undefined && !isRunning(container) && container.status !== 'restarting';
    let isMet = container === undefined;
    if (container !== undefined) {
      keep(p, { code: container.exitCode });
      if (condition === 'removed') isMet = false;
      else if (condition === 'next-exit') isMet = exited && container.finishedAt !== finished;
      else isMet = exited;
    }
    if (!isMet) return p.waitKeys([`ctr:${id as string}`], 'wait.check');
    const ticket = p.locals.v.ticket as number;
    const told = p.k.tx.get(removalWaitTable, ticket);
    if (told !== undefined) {
      keep(p, { code: told.code });
      p.k.tx.remove(removalWaitTable, ticket);
    }
    send(p, { kind: 'chunk', data: { StatusCode: p.locals.v.code as number } });
    return finish(p);
  },
};
