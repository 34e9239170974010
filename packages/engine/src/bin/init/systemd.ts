/** Process 1 of the host (systemd as far as a class meets it): starts the services, reaps orphans. */
import { EAGAIN } from '../../kernel/errno.ts';
import { defineProgram } from '../../program/program.ts';

/** A service started at boot: what it runs. */
const SERVICES: readonly (readonly string[])[] = [
  ['/usr/bin/containerd'],
  ['/usr/bin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'],
];
const SIGCHLD = 17;

interface Locals {
  /** Service to be run by the forked child. */
  service: number;
}

/** Program `systemd`. */
export const systemd = defineProgram<Locals>(
  'systemd',
  1,
  {
    start: (p) => {
      p.sigaction(SIGCHLD, 'catch');
      SERVICES.forEach((_argv, i) => {
        p.fork('service', { service: i });
      });
      return p.goto('reap');
    },
    service: (p) => {
      const argv = SERVICES[p.locals.service] as readonly string[];
      p.setsid();
      return p.execve(argv[0] as string, argv, p.env) === 0 ? p.done() : p.exit(127);
    },
    reap: (p) => {
      for (;;) {
        const waited = p.wait(-1);
        if (typeof waited === 'number') return waited === EAGAIN ? p.waitChild('reap') : p.waitKeys(['c1'], 'reap');
      }
    },
  },
  { memory: 12 * 1024 * 1024, onSignal: () => null },
);
