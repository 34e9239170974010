/**
 * Messages of netlink(7), rtnetlink(7), sock_diag(7) and the netfilter families, as plain values: what a program sends through
 * a netlink socket, and what the kernel answers. Names are those of the C headers; attributes that programs here do not
 * read are left out.
 */
import type { Ip } from './ip-address.ts';

/** An address of an interface. */
export interface AddrMessage {
  readonly ip: Ip;
  readonly len: number;
  readonly scope: 'global' | 'link' | 'host';
  /** Broadcast address, '' none. */
  readonly brd: Ip | '';
  /** IFA_PROTO in iproute2's words, '' none. */
  readonly proto: string;
}

/** struct rtnl_link_stats64, as far as it is counted. */
export interface StatMessage {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxDropped: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txDropped: number;
}

/** An interface with its addresses. */
export interface LinkMessage {
  readonly ifindex: number;
  readonly name: string;
  /** IFLA_INFO_KIND; `device` and `loopback` have none on the wire. */
  readonly kind: 'loopback' | 'device' | 'bridge' | 'veth' | 'dummy' | 'macvlan' | 'ipvlan' | 'vlan';
  readonly mac: string;
  readonly mtu: number;
  readonly up: boolean;
  /** IFF_LOWER_UP. */
  readonly carrier: boolean;
  readonly txqlen: number;
  /** Ifindex of the bridge it is a port of, 0 none. */
  readonly master: number;
  /** IFLA_LINK: ifindex of the other end or of the parent, 0 none; `netnsid` tells in which namespace, -1 in this one. */
  readonly link: number;
  readonly netnsid: number;
  /** macvlan, ipvlan. */
  readonly mode: string;
  /** vlan: its id. */
  readonly vlan: number;
  readonly addrs: readonly AddrMessage[];
  readonly stats: StatMessage;
}

export interface RouteMessage {
  readonly dst: Ip;
  readonly len: number;
  readonly via: Ip | '';
  readonly dev: number;
  readonly src: Ip | '';
  readonly scope: 'global' | 'link' | 'host';
  readonly proto: string;
  readonly metric: number;
  readonly kind: 'unicast' | 'unreachable' | 'blackhole' | 'prohibit' | 'local';
}

export interface NeighMessage {
  readonly ifindex: number;
  readonly ip: Ip;
  /** '' while it is not known. */
  readonly mac: string;
  readonly state: 'PERMANENT' | 'REACHABLE' | 'STALE' | 'INCOMPLETE' | 'FAILED';
}

/** A socket, as sock_diag tells of it. */
export interface SocketMessage {
  readonly family: 'inet' | 'inet6' | 'unix';
  readonly type: 'tcp' | 'udp' | 'icmp' | 'raw' | 'stream';
  /** As ss(8) names it. */
  readonly state: string;
  readonly ip: Ip;
  readonly port: number;
  readonly peerIp: Ip;
  readonly peerPort: number;
  /** An IPv6 wildcard that takes no IPv4. */
  readonly v6only: boolean;
  /** Interface it is bound to, 0 any. */
  readonly dev: number;
  readonly recvQ: number;
  readonly sendQ: number;
  readonly uid: number;
  readonly inode: number;
  /** unix: its name, a leading NUL is the abstract namespace; and the inode of the other end, 0 none. */
  readonly path: string;
  readonly peerInode: number;
  /** Whole seconds until a timer fires (TIME-WAIT, retransmission), -1 none. */
  readonly timer: number;
}

/** A tracked connection: the tuple as it was sent, and the tuple of its answers. */
export interface ConnMessage {
  readonly proto: 'tcp' | 'udp' | 'icmp' | 'icmpv6';
  readonly src: Ip;
  readonly dst: Ip;
  readonly sport: number;
  readonly dport: number;
  readonly rsrc: Ip;
  readonly rdst: Ip;
  readonly rsport: number;
  readonly rdport: number;
  readonly state: string;
  readonly seenReply: boolean;
  readonly assured: boolean;
  readonly mark: number;
  /** Whole seconds until it is forgotten. */
  readonly timeout: number;
}

/** What is to be changed of an interface; what is absent stays. */
export interface LinkChange {
  readonly up?: boolean;
  readonly name?: string;
  readonly mtu?: number;
  readonly mac?: string;
  readonly txqlen?: number;
  /** Ifindex of a bridge, 0 none. */
  readonly master?: number;
  /** Process (of the caller's PID namespace) whose network namespace it goes to. */
  readonly netns?: number;
}

/** A new interface. */
export interface NewLink {
  readonly name: string;
  readonly kind: 'bridge' | 'veth' | 'dummy' | 'macvlan' | 'ipvlan' | 'vlan';
  /** veth: name of the other end, '' for the next free vethN; and the process whose namespace it is born in, 0 this one. */
  readonly peer: string;
  readonly peerNetns: number;
  /** Ifindex of the parent of macvlan, ipvlan and vlan. */
  readonly link: number;
  readonly mode: string;
  readonly vlan: number;
  readonly mac: string;
}

/** Requests by the header's nlmsg_type. */
export type NetlinkRequest =
  | { readonly type: 'RTM_GETLINK' | 'RTM_GETNEIGH' }
  | { readonly type: 'RTM_NEWLINK'; readonly link: NewLink }
  | { readonly type: 'RTM_SETLINK'; readonly ifindex: number; readonly change: LinkChange }
  | { readonly type: 'RTM_DELLINK'; readonly ifindex: number }
  | {
      readonly type: 'RTM_NEWADDR';
      readonly ifindex: number;
      readonly ip: Ip;
      readonly len: number;
      readonly brd: Ip | '' | '+';
    }
  | { readonly type: 'RTM_DELADDR'; readonly ifindex: number; readonly ip: Ip; readonly len: number }
  /** `to` asks for the way to one address, '' for the whole table of the family. */
  | { readonly type: 'RTM_GETROUTE'; readonly v6: boolean; readonly to: Ip | '' }
  /** `replace` is NLM_F_REPLACE. */
  | { readonly type: 'RTM_NEWROUTE'; readonly route: RouteMessage; readonly replace: boolean }
  /** What is null matches all. */
  | {
      readonly type: 'RTM_DELROUTE';
      readonly dst: Ip;
      readonly len: number;
      readonly via: Ip | null;
      readonly dev: number | null;
      readonly metric: number | null;
    }
  | {
      readonly type: 'RTM_NEWNEIGH';
      readonly ifindex: number;
      readonly ip: Ip;
      readonly mac: string;
      readonly replace: boolean;
    }
  | { readonly type: 'RTM_DELNEIGH'; readonly ifindex: number; readonly ip: Ip }
  | { readonly type: 'SOCK_DIAG_BY_FAMILY' }
  /** The rule set by the argument list of iptables(8), and as iptables-save(8) prints it: one `table`, or '' for all; `date` is for its comments. */
  | { readonly type: 'NFT'; readonly v6: boolean; readonly args: readonly string[] }
  | {
      readonly type: 'NFT_SAVE';
      readonly v6: boolean;
      readonly table: string;
      readonly counters: boolean;
      readonly date: string;
    }
  | { readonly type: 'IPCTNL_MSG_CT_GET' | 'IPCTNL_MSG_CT_FLUSH' }
  | { readonly type: 'IPCTNL_MSG_CT_DELETE'; readonly index: number };

/** The answer: `error` is 0 or a negative errno; the other fields belong to the request. */
export interface NetlinkReply {
  readonly error: number;
  readonly links?: readonly LinkMessage[];
  readonly routes?: readonly RouteMessage[];
  readonly neighs?: readonly NeighMessage[];
  readonly sockets?: readonly SocketMessage[];
  readonly conns?: readonly ConnMessage[];
  /** NFT: what the command prints, and its status. */
  readonly out?: string;
  readonly err?: string;
  readonly code?: number;
}
