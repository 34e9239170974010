/** Every table of a world, in the order of the checkpoint. */

import { proxyTable } from '../containerd/net-helpers.ts';
import { c8dEventTable, c8dProcessTable } from '../containerd/tasks.ts';
import { containerNameTable, containerTable, removalWaitTable } from '../daemon/container/container.ts';
import { eventTable } from '../daemon/events.ts';
import { execTable } from '../daemon/exec.ts';
import { imageTable, layerTable, referenceTable } from '../daemon/images/store.ts';
import { attachmentTable, stdioTable } from '../daemon/stdio.ts';
import { volumeTable } from '../daemon/volume/volume.ts';
import { cgroupTable } from '../kernel/cgroup/hierarchy.ts';
import { direntTable } from '../kernel/fs/dirent.ts';
import { fileTable } from '../kernel/fs/file.ts';
import { superblockTable } from '../kernel/fs/filesystem.ts';
import { extentTable, inodeTable } from '../kernel/fs/inode.ts';
import { detachedTable } from '../kernel/fs/mount.ts';
import { mountTable } from '../kernel/fs/mount-table.ts';
import { orphanTable } from '../kernel/fs/orphan.ts';
import { sysctlTable } from '../kernel/fs/proc/sysctl.ts';
import { treeTable } from '../kernel/fs/seed-tree.ts';
import { pipeTable } from '../kernel/ipc/pipe.ts';
import { streamTable } from '../kernel/ipc/stream.ts';
import { ttyTable } from '../kernel/ipc/tty.ts';
import { unixNameTable, unixTable } from '../kernel/ipc/unix-socket.ts';
import { counterTable, machineTable, waitQueueTable } from '../kernel/kernel.ts';
import { addr4Table, addr6Table } from '../kernel/net/address.ts';
import { linkStatTable, linkTable } from '../kernel/net/link.ts';
import { neighTable } from '../kernel/net/neigh.ts';
import { netNsTable } from '../kernel/net/netns.ts';
import { routeTable } from '../kernel/net/route.ts';
import { portTable, socketTable, tcpTupleTable } from '../kernel/net/socket.ts';
import { connTable, connTupleTable } from '../kernel/netfilter/conntrack.ts';
import { nfCounterTable, xtTable } from '../kernel/netfilter/table.ts';
import { namespaceTable } from '../kernel/ns/namespace.ts';
import { cpuQueueTable } from '../kernel/task/sched.ts';
import { fdTable, pidTable, taskTable } from '../kernel/task/task.ts';
import { networkingTable } from '../libnetwork/config.ts';
import { poolTable } from '../libnetwork/ipam.ts';
import { endpointTable, networkNameTable, networkTable, sandboxTable } from '../libnetwork/network.ts';
import { portMapTable } from '../libnetwork/port-allocator.ts';
import { timerTable } from '../sim/timer.ts';
import { type AnyTable, createSchema } from '../store/table.ts';
import { sessionTable } from './session.ts';
import { fifoTable } from './sources.ts';

const TABLES: readonly AnyTable[] = [
  machineTable,
  counterTable,
  timerTable,
  waitQueueTable,
  cpuQueueTable,
  sessionTable,
  taskTable,
  pidTable,
  fdTable,
  fileTable,
  namespaceTable,
  cgroupTable,
  superblockTable,
  inodeTable,
  extentTable,
  direntTable,
  treeTable,
  orphanTable,
  mountTable,
  detachedTable,
  pipeTable,
  fifoTable,
  sysctlTable,
  ttyTable,
  streamTable,
  netNsTable,
  linkTable,
  linkStatTable,
  addr4Table,
  addr6Table,
  routeTable,
  neighTable,
  socketTable,
  portTable,
  tcpTupleTable,
  xtTable,
  nfCounterTable,
  connTable,
  connTupleTable,
  unixTable,
  unixNameTable,
  networkTable,
  networkNameTable,
  endpointTable,
  sandboxTable,
  networkingTable,
  poolTable,
  portMapTable,
  proxyTable,
  c8dProcessTable,
  c8dEventTable,
  containerTable,
  removalWaitTable,
  containerNameTable,
  execTable,
  stdioTable,
  attachmentTable,
  imageTable,
  referenceTable,
  layerTable,
  volumeTable,
  eventTable,
];

/** The schema of this build. */
export const SCHEMA = createSchema(TABLES);
