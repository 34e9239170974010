/** Connections that only wait for their end. */
import type { Kernel } from '../kernel.ts';
import { destroySocket, type Socket, socketTable } from './socket.ts';

/** In TIME-WAIT, or an orphan in FIN-WAIT-2: its timer ends it. */
export function isFinishing(socket: Readonly<Socket>): boolean {
  return socket.state === 'TIME-WAIT' || (socket.state === 'FIN-WAIT-2' && !socket.open);
}

/** The end of such a connection; one that is still held open only becomes unconnected. */
export function destroyExpired(k: Kernel, id: number): void {
  if (k.tx.get(socketTable, id)?.open === true) k.tx.edit(socketTable, id).state = 'UNCONN';
  else destroySocket(k, id);
}
