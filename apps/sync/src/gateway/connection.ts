import type { Socket } from 'node:net';
import { type CloseCode, deniedFrame, LIMITS, type Role } from '@drydock/protocol';
import type { WebSocket } from 'ws';
import type { Metrics } from '../operation/metrics.ts';
import type { RoomPeer } from '../room/peer.ts';
import { type Wire, wireOf } from '../room/wire.ts';

/** Who a connection belongs to. */
export interface Identity {
  readonly participant: string;
  readonly name: string;
  readonly role: Role;
}

/** A connection that has said who it is: bounded in what it may leave unread. */
export class Connection implements RoomPeer {
  readonly participant: string;
  readonly name: string;
  readonly role: Role;
  readonly plain: boolean;
  readonly #ws: WebSocket;
  readonly #socket: Socket;
  readonly #metrics: Metrics;

  constructor(ws: WebSocket, socket: Socket, identity: Identity, plain: boolean, metrics: Metrics) {
    this.participant = identity.participant;
    this.name = identity.name;
    this.role = identity.role;
    this.plain = plain;
    this.#ws = ws;
    this.#socket = socket;
    this.#metrics = metrics;
  }

  send(...frames: readonly Uint8Array[]): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    this.sendWire(wireOf(frames));
  }

  sendWire(wire: Wire): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#socket.writableLength > LIMITS.hardBufferBytes) return this.close(4508, 'too far behind');
    this.#socket.write(wire);
  }

  offer(wire: Wire): boolean {
    if (this.#socket.writableLength > LIMITS.softBufferBytes) {
      this.#metrics.count('drydock_presence_skipped_total');
      return false;
    }
    this.sendWire(wire);
    return true;
  }

  close(code: CloseCode, reason: string): void {
    hangUp(this.#ws, code, reason, this.plain, this.#metrics);
  }
}

/** How long a peer may take to answer a close before it is cut off. */
const CLOSE_MS = 5000;

/** Closes `ws`; a plain y-websocket client is told the reason in its own terms first. */
export function hangUp(ws: WebSocket, code: CloseCode, reason: string, plain: boolean, metrics: Metrics): void {
  if (ws.readyState !== ws.OPEN) return;
  metrics.count('drydock_connections_closed_total', 1, `code="${code}"`);
  if (plain && code < 4500) ws.send(deniedFrame(reason));
  ws.close(code, reason);
  const cut = setTimeout(() => ws.terminate(), CLOSE_MS);
  ws.once('close', () => clearTimeout(cut));
}
