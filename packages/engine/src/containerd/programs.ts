/** containerd, its shim, and the stage of runc that waits for start, as programs. */
import { EAGAIN } from '../kernel/errno.ts';
import { defineProgram, type Program } from '../program/program.ts';
import { c8dProcessTable, publish } from './tasks.ts';

const SIGCHLD = 17;
const MIB = 1024 * 1024;

/** Program `containerd`: its services are functions of tasks.ts; the process is there to be seen, and to be killed. */
export const containerd = defineProgram('containerd', 1, { start: (p) => p.pause('start') }, { memory: 48 * MIB });

/**
 * Program `containerd-shim-runc-v2`: parent of the container's processes. Reaps them and tells containerd. OOM kills are told
 * by dockerd's event thread, which watches the cgroup.
 */
export const shim = defineProgram(
  'containerd-shim-runc-v2',
  1,
  {
    start: (p) => {
      p.sigaction(SIGCHLD, 'catch');
      return p.goto('reap');
    },
    reap: (p) => {
      for (;;) {
        const waited = p.wait(-1);
        if (typeof waited === 'number') {
          const keys = [`c${p.k.current}`];
          return waited === EAGAIN ? p.waitChild('reap') : p.waitKeys(keys, 'reap');
        }
        const process = p.k.tx.get(c8dProcessTable, waited.pid);
        if (process === undefined) continue;
        p.k.tx.remove(c8dProcessTable, waited.pid);
        publish(p.k, {
          topic: 'exit',
          container: process.container,
          exec: process.exec,
          tid: waited.pid,
          status: waited.signal > 0 ? 128 + waited.signal : waited.code,
        });
      }
    },
  },
  { memory: 4 * MIB, onSignal: () => null },
);

/** Program `runc:init`: never resumed, its image is replaced before it first runs. */
export const runcInit = defineProgram('runc:init', 1, { start: (p) => p.exit(1) }, { memory: 2 * MIB });

// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals
export const CONTAINERD_PROGRAMS: readonly Program<any>[] = [containerd, shim, runcInit];
