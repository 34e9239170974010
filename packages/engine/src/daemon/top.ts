/** GET /containers/{name}/top: dockerd runs the host's ps over the container's processes (moby daemon/top_unix.go). */
import { EAGAIN } from '../kernel/errno.ts';
import type { Next } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import { isRunning, lookupContainer } from './container/container.ts';
import { failure, isError, system } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { keep, type RequestProc, refuse, reply } from './server/request.ts';
import { processesOf } from './stats.ts';

const CHUNK = 65536;

/** The endpoint. */
export function containerTop(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (!isRunning(found)) return refuse(p, failure('conflict', `container ${found.id} is not running`));
  const args = (p.locals.req.query.ps_args ?? '') === '' ? '-ef' : (p.locals.req.query.ps_args as string);
  const pids = processesOf(p, found);
  const pipe = p.pipe();
  if (typeof pipe === 'number') return refuse(p, system('cannot run ps'));
  logContainerEvent(p.k, found, 'top');
  keep(p, { args: args.split(' ').filter((a) => a !== ''), pids, out: pipe[0], write: pipe[1], text: '' });
  const child = p.fork('top.child', { ...p.locals });
  p.close(pipe[1]);
  return child < 0 ? refuse(p, system('cannot run ps')) : p.waitRead(pipe[0], 'top.read');
}

/** Labels of the endpoint: the forked ps, and reading what it prints. */
export const topLabels = {
  'top.child': (p: RequestProc): Next => {
    const { args, pids, write } = p.locals.v;
    p.dup2(write as number, 1);
    p.dup2(write as number, 2);
    const argv = ['ps', ...(args as readonly string[]), `-q${(pids as readonly number[]).join(',')}`];
    return p.execve('/usr/bin/ps', argv, p.env) === 0 ? p.done() : p.exit(127);
  },
  'top.read': (p: RequestProc): Next => {
    const fd = p.locals.v.out as number;
    const data = p.read(fd, CHUNK);
    if (data === EAGAIN) return p.waitRead(fd, 'top.read');
    if (typeof data === 'string' && data !== '') {
      keep(p, { text: (p.locals.v.text as string) + data });
      return p.goto('top.read');
    }
    p.close(fd);
    p.wait(-1);
    return answer(p, p.locals.v.text as string);
  },
};

function answer(p: RequestProc, output: Bytes): Next {
  const lines = output.split('\n').filter((line) => line !== '');
  const titles = (lines[0] ?? '').trim().split(/ +/);
  if (!titles.includes('PID') && lines.length > 0 && /error|usage/i.test(lines[0] as string))
    return refuse(p, system(`ps: ${lines[0]}`));
  const rows = lines.slice(1).map((line) => {
    const fields = line.trim().split(/ +/);
    return [...fields.slice(0, titles.length - 1), fields.slice(titles.length - 1).join(' ')];
  });
  return reply(p, 200, { Titles: titles, Processes: rows });
}
