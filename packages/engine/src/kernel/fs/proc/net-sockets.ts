/** Lines of /proc/net/{tcp,udp,raw,icmp} and their IPv6 twins (net/ipv4/tcp_ipv4.c get_tcp4_sock and its like). */
import type { Bytes } from '../../../util/bytes.ts';
import type { Ip } from '../../../util/ip-address.ts';
import type { Kernel } from '../../kernel.ts';
import { type InetType, type Socket, type SocketState, socketTable } from '../../net/socket.ts';
import { INET_INODE } from '../../net/socket-ops.ts';

/** TCP_ESTABLISHED and so on (include/net/tcp_states.h). */
const STATES: { readonly [state in SocketState]: Bytes } = {
  ESTAB: '01',
  'SYN-SENT': '02',
  'SYN-RECV': '03',
  'FIN-WAIT-1': '04',
  'FIN-WAIT-2': '05',
  'TIME-WAIT': '06',
  UNCONN: '07',
  'CLOSE-WAIT': '08',
  'LAST-ACK': '09',
  LISTEN: '0A',
  CLOSING: '0B',
};

/** Width to which lines of IPv4 sockets are padded; those of IPv6 are not. */
const TCP_WIDTH = 149;
const UDP_WIDTH = 127;

function hex(n: number, width: number): Bytes {
  return n.toString(16).toUpperCase().padStart(width, '0');
}

/** Bytes that wait: to be acknowledged and to be read; a listener counts connections to be accepted. */
function queues(socket: Readonly<Socket>): Bytes {
  if (socket.state === 'LISTEN') return `00000000:${hex(socket.queue.length, 8)}`;
  const unread = socket.datagrams.reduce((sum, datagram) => sum + datagram.data.length, socket.rxBytes);
  return `${hex(socket.unacked + socket.txBytes, 8)}:${hex(unread, 8)}`;
}

/** What follows the inode of a TCP socket: references, address, retransmission and window figures. */
function tcpTail(socket: Readonly<Socket>): Bytes {
  return socket.state === 'LISTEN' ? ' 1 0000000000000000 100 0 0 10 0' : ' 1 0000000000000000 20 4 30 10 -1';
}

function header(isTcp: boolean, isV6: boolean): Bytes {
  const addresses = isV6
    ? 'local_address                         remote_address                        st'
    : 'local_address rem_address   st';
  const rest = 'tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  if (isTcp) return `  sl  ${addresses} ${rest}`;
  return `${isV6 ? '  sl  ' : '   sl  '}${addresses} ${rest} ref pointer drops`;
}

/**
 * The sockets of a type in a namespace, with their header. `address` prints an address. TCP sockets that are neither
 * connected nor listening are in no table of the kernel's; others are listed once they have a port.
 */
export function socketLines(
  k: Kernel,
  ns: number,
  type: InetType,
  isV6: boolean,
  address: (ip: Ip, isV6: boolean) => Bytes,
): Bytes {
  const isTcp = type === 'stream';
  const pad = (line: Bytes): Bytes => `${isV6 ? line : line.padEnd(isTcp ? TCP_WIDTH : UDP_WIDTH)}\n`;
  let text = pad(header(isTcp, isV6));
  let slot = 0;
  k.tx.each(socketTable, (socket, id) => {
    if (socket.ns !== ns || socket.type !== type || (socket.domain === 'inet6') !== isV6) return;
    if (isTcp ? socket.state === 'UNCONN' : socket.port === 0 && type !== 'raw') return;
    const ends = `${address(socket.ip, isV6)}:${hex(socket.port, 4)} ${address(socket.peerIp, isV6)}:${hex(socket.peerPort, 4)}`;
    const state = isTcp || socket.peerPort === 0 ? STATES[socket.state] : '01';
    const number = `${slot}`.padStart(isTcp ? 4 : 5);
    const timers = '00:00000000 00000000';
    const tail = isTcp ? tcpTail(socket) : ' 2 0000000000000000 0';
    text += pad(
      `${number}: ${ends} ${state} ${queues(socket)} ${timers} ${`${socket.uid}`.padStart(5)} ${'0'.padStart(8)} ${INET_INODE + id}${tail}`,
    );
    slot++;
  });
  return text;
}
