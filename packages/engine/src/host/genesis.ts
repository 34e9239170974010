/** The first state of a world: the machine `lab`, booted. */
import { createCgroup, ROOT_CGROUP } from '../kernel/cgroup/hierarchy.ts';
import { createDisk } from '../kernel/fs/ext4.ts';
import { createMountNamespace } from '../kernel/fs/mount.ts';
import { getSuperblock } from '../kernel/fs/superblock.ts';
import { Kernel, machineTable } from '../kernel/kernel.ts';
import { TaskSys } from '../kernel/sys/task-sys.ts';
import { runUntilIdle } from '../kernel/task/sched.ts';
import { taskTable } from '../kernel/task/task.ts';
import type { Program } from '../program/program.ts';
import { createRegistry } from '../program/registry.ts';
import type { Catalog } from '../registry/catalog.ts';
import { advance, decodeWith, type World } from '../sim/world.ts';
import { emptyRoots, Txn } from '../store/txn.ts';
import type { Bytes } from '../util/bytes.ts';
import { createHostNetwork, mountHostTrees } from './boot.ts';
import { createInitTask, createMachineTables } from './init-task.ts';
import { PROGRAMS } from './programs.ts';
import { SCHEMA } from './tables.ts';
import { createEnv, createSystem } from './wire.ts';

/** What a world is made from. Equal specs give equal worlds. */
export interface GenesisSpec {
  readonly seed: string;
  /** Wall clock at genesis: seconds since 1970. */
  readonly epochSec: number;
  readonly catalog: Catalog;
  /** Files to lie in the host from the start, owned by student where they are below /home/student. */
  readonly files?: readonly { readonly path: Bytes; readonly mode: number; readonly data: Bytes }[];
}

/** Size of the machine: 2 cores, 23.5 GiB of memory, a disk of 100 GiB. */
const CORES = 2;
const MEMORY = 25_271_492_608;
const DISK = 107_374_182_400;
/** /dev/vda1 */
const DISK_DEV = 0xfe01;
/** How long booting may take before the world is handed over, ns. */
const BOOT_NS = 3_000_000_000;

function putFiles(k: Kernel, files: NonNullable<GenesisSpec['files']>): void {
  const sys = new TaskSys();
  sys.bindTask(k, k.tx.edit(taskTable, 1));
  for (const { path, mode, data } of files) {
    const owner = path.startsWith('/home/student/') ? 1000 : 0;
    let dir = '';
    for (const part of path.split('/').slice(1, -1)) {
      dir += `/${part}`;
      if (typeof sys.stat(dir) === 'number') {
        sys.mkdir(dir, 0o755);
        sys.chown(dir, owner, owner);
      }
    }
    sys.writeFile(path, data, mode);
    sys.chmod(path, mode);
    sys.chown(path, owner, owner);
  }
}

/** A booted world at some seconds after its genesis. Tests may add programs. */
export function genesis(spec: GenesisSpec, programs: readonly Program[] = []): World {
  const env = createEnv(createRegistry([...PROGRAMS, ...programs]), spec.catalog);
  const system = createSystem(env);
  const first = new Txn(SCHEMA, emptyRoots(SCHEMA));
  first.put(machineTable, 0, {
    seed: spec.seed,
    epochSec: spec.epochSec,
    now: 0,
    seq: 0,
    cores: CORES,
    memory: MEMORY,
    frames: 0,
    framesAt: 0,
  });
  const started = Kernel.open(SCHEMA, first.commit(), null, env);
  createMachineTables(started);
  const disk = createDisk(started, '/dev/vda1', DISK_DEV, DISK, spec.catalog.hostTree);
  const { ns, mnt } = createMountNamespace(started, disk);
  const netNs = createHostNetwork(started);
  const init = createInitTask(
    started,
    { mntNs: ns, netNs, rootMnt: mnt, rootNode: getSuperblock(started, disk).root },
    createCgroup(started, ROOT_CGROUP, 'init.scope'),
    'lab',
    'systemd',
  );
  mountHostTrees(started, init);
  putFiles(started, spec.files ?? []);
  runUntilIdle(started);
  system.settle(started);
  const world: World = { roots: started.tx.commit(), timers: started.heap, system };
  return advance(world, BOOT_NS).world;
}

/** The world of a checkpoint (`encode`), with the catalog it was made from. Throws CodecError when it is not one. */
export function decode(bytes: Uint8Array, env: { readonly catalog: Catalog }): World {
  return decodeWith(createSystem(createEnv(createRegistry(PROGRAMS), env.catalog)), bytes);
}
