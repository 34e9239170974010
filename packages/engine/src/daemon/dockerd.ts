/** dockerd itself: boot, the listening socket, and a thread for each connection. */
import type { ApiRequest } from '../api/message.ts';
import { EAGAIN } from '../kernel/errno.ts';
import { SIGPIPE } from '../kernel/task/signal.ts';
import { defineProgram, type Next, type Proc, type Program } from '../program/program.ts';
import { attachLabels } from './attach.ts';
import { deleteLabels } from './delete.ts';
import { failure } from './errors.ts';
import { execLabels } from './exec.ts';
import { healthThread } from './health-thread.ts';
import { loadPresentImages } from './images/load-present.ts';
import { pullLabels } from './images/pull.ts';
import { logsLabels } from './logs.ts';
import { monitor, restarter } from './monitor.ts';
import { bootNetworks } from './network/boot.ts';
import { type RequestLocals, type RequestProc, refuse } from './server/request.ts';
import { findRoute } from './server/router.ts';
import { ROUTES } from './server/routes.ts';
import { statsLabels } from './stats.ts';
import { copier } from './stdio.ts';
import { stopLabels } from './stop.ts';
import { systemLabels } from './system.ts';
import { topLabels } from './top.ts';
import { waitLabels } from './wait.ts';

const MIB = 1024 * 1024;
/** The socket, and the group that may use it. */
export const SOCKET = '/var/run/docker.sock';
const DIRECTORIES = [
  '/var/lib/docker',
  '/var/lib/docker/overlay2',
  '/var/lib/docker/overlay2/l',
  '/var/lib/docker/containers',
  '/var/lib/docker/volumes',
  '/var/lib/docker/image',
  '/var/lib/docker/network',
  '/run/docker',
  '/run/docker/netns',
];

function dockerGroup(p: Proc): number {
  const groups = p.readFile('/etc/group');
  for (const line of typeof groups === 'number' ? [] : groups.split('\n'))
    if (line.startsWith('docker:')) return Number(line.split(':')[2]);
  return 0;
}

interface Locals {
  fd: number;
}

/** Program `dockerd`. */
export const dockerd = defineProgram<Locals>(
  'dockerd',
  1,
  {
    start: (p) => {
      for (const dir of DIRECTORIES) p.mkdir(dir, 0o711);
      loadPresentImages(p);
      bootNetworks(p);
      p.unlink(SOCKET);
      const fd = p.socket('unix', 'stream');
      p.bind(fd, { ip: '', port: 0, path: SOCKET });
      p.chmod(SOCKET, 0o660);
      p.chown(SOCKET, 0, dockerGroup(p));
      p.listen(fd, 128);
      p.locals.fd = fd;
      // the Go runtime turns SIGPIPE on connections and pipes into EPIPE
      p.sigaction(SIGPIPE, 'catch');
      p.thread('dockerd/events', {});
      return p.goto('accept');
    },
    accept: (p) => {
      for (;;) {
        const connection = p.accept(p.locals.fd);
        if (connection === EAGAIN) return p.waitRead(p.locals.fd, 'accept');
        if (connection < 0) return p.exit(1);
        p.thread('dockerd/api', { fd: connection, req: null, id: '', v: {} });
      }
    },
  },
  { memory: 80 * MIB, onSignal: () => null },
);

/** Thread `dockerd/api`: one request. */
export const api = defineProgram<RequestLocals>('dockerd/api', 1, {
  start: (p) => p.goto('read'),
  read: (p): Next => {
    const message = p.recvMsg(p.locals.fd);
    if (message === EAGAIN) return p.waitRead(p.locals.fd, 'read');
    if (message === null || typeof message === 'number') {
      p.close(p.locals.fd);
      return p.exit(0);
    }
    const req = message as unknown as ApiRequest;
    p.locals.req = req;
    const found = findRoute(ROUTES, req);
    if (found === null)
      return refuse(p as RequestProc, failure('notImplemented', `${req.method} ${req.path} is not simulated yet`));
    p.locals.id = found.arg;
    p.k.span('dockerd', `${req.method} ${req.path}`, []);
    return found.endpoint(p as RequestProc, found.arg);
  },
  ...attachLabels,
  ...deleteLabels,
  ...execLabels,
  ...logsLabels,
  ...pullLabels,
  ...statsLabels,
  ...stopLabels,
  ...systemLabels,
  ...topLabels,
  ...waitLabels,
});

// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals
export const DOCKERD_PROGRAMS: readonly Program<any>[] = [dockerd, api, monitor, restarter, copier, healthThread];
