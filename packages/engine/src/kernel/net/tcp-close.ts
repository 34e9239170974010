/** Closing TCP sockets (tcp_close, tcp_shutdown). */
import { ENOTCONN } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { wake } from '../wait-queue.ts';
import { destroySocket, getSocket, listSockets, releasePort, socketTable } from './socket.ts';
import { onSynReset } from './tcp-open.ts';
import { isConnected, onReset, sendReset } from './tcp-segment.ts';
import { queueFin } from './tcp-stream.ts';

/** The last descriptor is closed: FIN after what is queued, or a reset when something was left unread. */
export function closeStream(k: Kernel, id: number): void {
  const socket = getSocket(k, id);
  if (socket.state === 'LISTEN') closeListener(k, id);
  else if (!isConnected(socket)) {
    if (socket.state === 'TIME-WAIT') {
      releasePort(k, id);
      k.tx.edit(socketTable, id).open = false;
    } else destroySocket(k, id);
  } else if (socket.rxBytes > 0) {
    sendReset(k, id);
    destroySocket(k, id);
  } else {
    releasePort(k, id);
    const record = k.tx.edit(socketTable, id);
    record.open = false;
    if (record.finSent && record.state === 'FIN-WAIT-2') {
      if (record.timer === 0) record.timer = k.setTimer(60_000_000_000, 'tcp.rto', id, '');
    } else queueFin(k, id);
  }
}

/** Connections that nobody accepted are reset. */
function closeListener(k: Kernel, id: number): void {
  const { ns } = getSocket(k, id);
  for (const [child, socket] of listSockets(k, ns)) {
    if (socket.listener !== id) continue;
    sendReset(k, child);
    destroySocket(k, child);
  }
  destroySocket(k, id);
}

/** shutdown(2). */
export function shutdownStream(k: Kernel, id: number, how: 'read' | 'write' | 'both'): number {
  const socket = getSocket(k, id);
  if (socket.state === 'LISTEN') return 0;
  if (!isConnected(socket)) return ENOTCONN;
  if (how !== 'write') {
    const record = k.tx.edit(socketTable, id);
    record.readShut = true;
    wake(k, `sk${id}r`);
  }
  if (how !== 'read') queueFin(k, id);
  return 0;
}

/** Timer handler `tcp.reset`. */
export function onTcpReset(k: Kernel, id: number): void {
  if (!onSynReset(k, id)) onReset(k, id);
}
