import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { LIMITS } from '@drydock/protocol';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { Metrics } from '../operation/metrics.ts';
import { wireOf } from '../room/wire.ts';
import { Connection } from './connection.ts';

/** A connection over a socket of which `unsent` octets are waiting. */
function connection(unsent: number, plain = false) {
  const written: number[][] = [];
  const closed: [number, string][] = [];
  const sent: number[][] = [];
  const socket = { writableLength: unsent, write: (octets: Uint8Array) => written.push([...octets]) };
  const ws = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    send: (octets: Uint8Array) => sent.push([...octets]),
    close: (code: number, reason: string) => {
      closed.push([code, reason]);
      ws.emit('close');
    },
  });
  const who = { participant: 'p', name: 'Ana', role: 'student' } as const;
  const metrics = new Metrics();
  const subject = new Connection(ws as unknown as WebSocket, socket as unknown as Socket, who, plain, metrics);
  return { subject, written, closed, sent, metrics };
}

describe('a connection', () => {
  it('sends frames in one write', () => {
    const { subject, written } = connection(0);
    subject.send(new Uint8Array([1]), new Uint8Array([2, 3]));
    expect(written).toEqual([[0x82, 1, 1, 0x82, 2, 2, 3]]);
  });

  it('that is slow is spared presence first', () => {
    const { subject, written, metrics } = connection(LIMITS.softBufferBytes + 1);
    expect(subject.offer(wireOf([new Uint8Array([1])]))).toBe(false);
    subject.send(new Uint8Array([2]));
    expect([written, metrics.total('drydock_presence_skipped_total')]).toEqual([[[0x82, 1, 2]], 1]);
  });

  it('that is far behind is closed, to come back and resume', () => {
    const { subject, written, closed, metrics } = connection(LIMITS.hardBufferBytes + 1);
    subject.send(new Uint8Array([1]));
    expect([written, closed, metrics.total('drydock_connections_closed_total')]).toEqual([
      [],
      [[4508, 'too far behind']],
      1,
    ]);
  });

  it('of a plain client is told in its own terms why it may not stay', () => {
    const { subject, sent } = connection(0, true);
    subject.close(4404, 'no');
    expect(sent).toEqual([[2, 0, 2, 110, 111]]);
  });
});
