/**
 * Netlink sockets (netlink(7)): a request is carried out when it is sent, and its answer waits to be received. Wait key
 * `nl<id>r` is never woken, since an answer is there before anyone can wait for it.
 */
import { intTable, type Value } from '../../store/table.ts';
import type { NetlinkReply, NetlinkRequest } from '../../util/netlink.ts';
import { EAGAIN, EINVAL, ENOENT, EOPNOTSUPP, EPERM, type Errno } from '../errno.ts';
import type { File, FileOps } from '../fs/file.ts';
import type { Kernel } from '../kernel.ts';
import { dropConn, flushConns, listConns } from '../netfilter/conntrack.ts';
import { IPTABLES_VERSION, iptables } from '../netfilter/iptables.ts';
import type { TableName } from '../netfilter/rule.ts';
import { iptablesSave } from '../netfilter/save.ts';
import { CAP_NET_ADMIN, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import {
  newAddr,
  newLink,
  newNeigh,
  newRoute,
  removeAddr,
  removeLink,
  removeNeighbour,
  removeRoute,
  setLink,
} from './netlink-change.ts';
import { dumpConns, dumpLinks, dumpNeighs, dumpRoutes, dumpSockets, routeTo } from './netlink-dump.ts';

/** Answers that have not been read yet, oldest first. */
export interface NetlinkSocket {
  uid: number;
  replies: readonly NetlinkReply[];
}
export const netlinkTable = intTable<NetlinkSocket>('netlink_socket', 1);

/** Inode numbers of netlink sockets: this plus the id. */
const NETLINK_INODE = 2_000_000;

/** Requests that anybody may send: they only look. */
const OPEN: ReadonlySet<string> = new Set(['RTM_GETLINK', 'RTM_GETNEIGH', 'RTM_GETROUTE', 'SOCK_DIAG_BY_FAMILY']);

function done(error: number): NetlinkReply {
  return { error };
}

function getRoute(k: Kernel, ns: number, request: Extract<NetlinkRequest, { type: 'RTM_GETROUTE' }>): NetlinkReply {
  if (request.to === '') return { error: 0, routes: dumpRoutes(k, ns, request.v6) };
  const route = routeTo(k, ns, request.to);
  return typeof route === 'number' ? done(route) : { error: 0, routes: [route] };
}

function saveRules(k: Kernel, ns: number, request: Extract<NetlinkRequest, { type: 'NFT_SAVE' }>): NetlinkReply {
  const { v6, table, counters, date } = request;
  return {
    error: 0,
    code: 0,
    out: iptablesSave(k, ns, v6, table as TableName | '', counters, date, IPTABLES_VERSION),
    err: '',
  };
}

function deleteConn(k: Kernel, ns: number, index: number): number {
  const found = listConns(k, ns)[index];
  if (found === undefined) return ENOENT;
  dropConn(k, found[0]);
  return 0;
}

/** Carries out one request in the network namespace of `task`. */
export function netlink(k: Kernel, task: Readonly<Task>, request: NetlinkRequest): NetlinkReply {
  if (!OPEN.has(request.type) && !hasCap(task.cred, CAP_NET_ADMIN)) return done(EPERM);
  const ns = task.netNs;
  switch (request.type) {
    case 'RTM_GETLINK':
      return { error: 0, links: dumpLinks(k, ns) };
    case 'RTM_NEWLINK':
      return done(newLink(k, task, request.link));
    case 'RTM_SETLINK':
      return done(setLink(k, task, request.ifindex, request.change));
    case 'RTM_DELLINK':
      return done(removeLink(k, ns, request.ifindex));
    case 'RTM_NEWADDR':
      return done(newAddr(k, ns, request));
    case 'RTM_DELADDR':
      return done(removeAddr(k, ns, request));
    case 'RTM_GETROUTE':
      return getRoute(k, ns, request);
    case 'RTM_NEWROUTE':
      return done(newRoute(k, ns, request.route, request.replace));
    case 'RTM_DELROUTE':
      return done(removeRoute(k, ns, request));
    case 'RTM_GETNEIGH':
      return { error: 0, neighs: dumpNeighs(k, ns) };
    case 'RTM_NEWNEIGH':
      return done(newNeigh(k, ns, request));
    case 'RTM_DELNEIGH':
      return done(removeNeighbour(k, ns, request));
    case 'SOCK_DIAG_BY_FAMILY':
      return { error: 0, sockets: dumpSockets(k, ns) };
    case 'NFT':
      return { error: 0, ...iptables(k, ns, request.v6, request.args) };
    case 'NFT_SAVE':
      return saveRules(k, ns, request);
    case 'IPCTNL_MSG_CT_GET':
      return { error: 0, conns: dumpConns(k, ns) };
    case 'IPCTNL_MSG_CT_FLUSH':
      return done(flushConns(k, ns, () => true) < 0 ? EINVAL : 0);
    case 'IPCTNL_MSG_CT_DELETE':
      return done(deleteConn(k, ns, request.index));
    default:
      return done(EOPNOTSUPP);
  }
}

/** A socket without descriptor. */
export function newNetlink(k: Kernel, uid: number): number {
  const id = k.nextId('netlink_socket');
  k.tx.put(netlinkTable, id, { uid, replies: [] });
  return id;
}

/** Sends a request: it is carried out at once. */
export function sendNetlink(k: Kernel, task: Readonly<Task>, id: number, message: Value): number {
  if (typeof message !== 'object' || message === null || !('type' in message)) return EINVAL;
  const reply = netlink(k, task, message as unknown as NetlinkRequest);
  const socket = k.tx.edit(netlinkTable, id);
  socket.replies = [...socket.replies, reply];
  return 0;
}

/** The oldest answer. */
export function receiveNetlink(k: Kernel, id: number): Value | Errno {
  const socket = k.tx.edit(netlinkTable, id);
  const first = socket.replies[0];
  if (first === undefined) return EAGAIN;
  socket.replies = socket.replies.slice(1);
  return first as unknown as Value;
}

/** File kind `netlink`. Bytes cannot be read or written. */
export const netlinkOps: FileOps = {
  read: () => EOPNOTSUPP,
  write: () => EOPNOTSUPP,
  release: (k, _id, file) => {
    k.tx.remove(netlinkTable, file.obj);
  },
  readKey: (file: Readonly<File>) => `nl${file.obj}r`,
  writeKey: () => null,
  readable: (k, file) => (k.tx.get(netlinkTable, file.obj)?.replies.length ?? 0) > 0,
  writable: () => true,
  stat: (_k, file) => ({
    dev: 8,
    ino: NETLINK_INODE + file.obj,
    mode: 0o140777,
    nlink: 1,
    uid: 0,
    gid: 0,
    rdev: 0,
    size: 0,
    blocks: 0,
    atime: 0,
    mtime: 0,
    ctime: 0,
  }),
  link: (file) => `socket:[${NETLINK_INODE + file.obj}]`,
};
