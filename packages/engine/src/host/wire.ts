/** The composition root: which implementation stands behind each name of KernelEnv, and the System that sim runs. */
import { cgroupFiles } from '../kernel/cgroup/files.ts';
import { cgroupFileSystem } from '../kernel/fs/cgroupfs.ts';
import { deviceOps } from '../kernel/fs/dev-ops.ts';
import { devptsFileSystem } from '../kernel/fs/devpts.ts';
import { devtmpfs, mqueue } from '../kernel/fs/devtmpfs.ts';
import { ext4 } from '../kernel/fs/ext4.ts';
import { dirOps, inodeOps } from '../kernel/fs/inode-ops.ts';
import { destroyMountNamespace } from '../kernel/fs/mount.ts';
import { nsfs, nsfsOps } from '../kernel/fs/nsfs.ts';
import { overlayfs } from '../kernel/fs/overlayfs.ts';
import { procFileSystem } from '../kernel/fs/procfs.ts';
import { sysFileSystem } from '../kernel/fs/sysfs.ts';
import { textOps } from '../kernel/fs/text-ops.ts';
import { tmpfs } from '../kernel/fs/tmpfs.ts';
import { streamOps } from '../kernel/ipc/stream.ts';
import { masterOps } from '../kernel/ipc/tty.ts';
import { Kernel, type KernelEnv, machineTable } from '../kernel/kernel.ts';
import { clearNetNs } from '../kernel/net/link-create.ts';
import { socketOps, unixOps } from '../kernel/net/socket-ops.ts';
import { netTimers } from '../kernel/net/timers.ts';
import { destroyPidNamespace } from '../kernel/ns/pid.ts';
import { onTick, runUntilIdle } from '../kernel/task/sched.ts';
import { onWaitTimeout } from '../kernel/wait-queue.ts';
import type { ProgramRegistry } from '../program/registry.ts';
import type { Catalog } from '../registry/catalog.ts';
import { timerTable } from '../sim/timer.ts';
import type { System } from '../sim/world.ts';
import { Txn } from '../store/txn.ts';
import { assert } from '../util/assert.ts';
import { applyInput } from './input.ts';
import { createResume } from './run.ts';
import { reportEnded } from './session.ts';
import { fifoOps, procSources, ptsSources, sysSources, terminalOps } from './sources.ts';
import { SCHEMA } from './tables.ts';

/** Memory of a process whose program says nothing. */
const DEFAULT_MEMORY = 524288;

/** The wiring of a build with these programs over this catalog. */
export function createEnv(registry: ProgramRegistry, catalog: Catalog): KernelEnv {
  return {
    resume: createResume(registry),
    fileOps: {
      inode: inodeOps,
      dir: dirOps,
      text: textOps,
      dev: deviceOps(() => true),
      pipe: fifoOps,
      stream: streamOps,
      tty: terminalOps,
      ptm: masterOps,
      socket: socketOps,
      unix: unixOps,
      nsfs: nsfsOps,
    },
    fileSystems: {
      ext4,
      tmpfs,
      overlay: overlayfs,
      devtmpfs,
      mqueue,
      nsfs,
      proc: procFileSystem(procSources),
      sysfs: sysFileSystem(sysSources),
      cgroup2: cgroupFileSystem(cgroupFiles),
      devpts: devptsFileSystem(ptsSources),
    },
    timers: { task: onWaitTimeout, tick: onTick, ...netTimers },
    namespaceDestroy: { net: clearNetNs, mnt: destroyMountNamespace, pid: destroyPidNamespace },
    hasProgram: (name) => registry.programs.has(name),
    programMemory: (name) => registry.programs.get(name)?.memory ?? DEFAULT_MEMORY,
    catalog,
  };
}

/** The System that sim/world runs. */
export function createSystem(env: KernelEnv): System {
  return {
    schema: SCHEMA,
    begin(roots, timers, trace) {
      const k = Kernel.open(SCHEMA, roots, timers, env);
      if (trace) k.tracer = { depth: 0 };
      return k;
    },
    fire(run, id) {
      const k = run as Kernel;
      const timer = k.tx.get(timerTable, id);
      if (timer === undefined) return;
      k.tx.remove(timerTable, id);
      const handler = env.timers[timer.fn];
      assert(handler !== undefined, `no timer handler ${timer.fn}`);
      handler(k, timer.a, timer.b);
      runUntilIdle(k);
    },
    input(run, entry) {
      const k = run as Kernel;
      const reason = applyInput(k, entry.input);
      runUntilIdle(k);
      return reason;
    },
    clock(roots) {
      return new Txn(SCHEMA, roots).get(machineTable, 0)?.now ?? 0;
    },
    settle(run) {
      const k = run as Kernel;
      reportEnded(k);
      runUntilIdle(k);
      const machine = k.tx.edit(machineTable, 0);
      machine.now = k.now;
      machine.frames = k.frames;
      machine.framesAt = k.framesAt;
    },
  };
}
