import { describe, expect, it } from 'vitest';
import { EADDRINUSE, EAGAIN, ECONNREFUSED, ECONNRESET, EINVAL, ENOTCONN, EPIPE } from '../errno.ts';
import { newKernel } from '../net/fixtures/kernel-fixture.ts';
import {
  acceptUnix,
  bindUnix,
  closeUnix,
  connectUnix,
  inodeName,
  listenUnix,
  newUnix,
  pairUnix,
  peerCred,
  readUnix,
  receiveUnixMessage,
  sendUnixMessage,
  shutdownUnix,
  UNIX_BUFFER,
  UNIX_MESSAGES,
  unixNameTable,
  unixReadable,
  unixTable,
  unixWritable,
  writeUnix,
} from './unix-socket.ts';

function server() {
  const k = newKernel();
  const listener = newUnix(k, 1, 10, 0, 0);
  expect([bindUnix(k, listener, '/run/x.sock', inodeName(5)), listenUnix(k, listener, 8)]).toEqual([0, 0]);
  const dial = () => {
    const id = newUnix(k, 1, 20, 1000, 996);
    return [id, connectUnix(k, id, inodeName(5))] as const;
  };
  return { k, listener, dial };
}

function pair() {
  const { k, listener, dial } = server();
  const [client] = dial();
  return { k, listener, client, far: acceptUnix(k, listener) };
}

describe('unix sockets', () => {
  it('finds a listener by its inode; refuses where there is none or one that is closed', () => {
    const { k, listener, dial } = server();
    const [client, result] = dial();
    expect([result, unixReadable(k, listener)]).toEqual([0, true]);
    const far = acceptUnix(k, listener);
    expect([acceptUnix(k, listener), peerCred(k, far), peerCred(k, client)]).toEqual([
      EAGAIN,
      { pid: 20, uid: 1000, gid: 996 },
      { pid: 10, uid: 0, gid: 0 },
    ]);
    expect(connectUnix(k, newUnix(k, 1, 20, 0, 0), inodeName(6))).toBe(ECONNREFUSED);
    expect(bindUnix(k, newUnix(k, 1, 20, 0, 0), '/run/x.sock', inodeName(5))).toBe(EADDRINUSE);
    closeUnix(k, listener);
    expect([dial()[1], k.tx.count(unixNameTable)]).toEqual([ECONNREFUSED, 0]);
  });

  it('needs a name to listen, and a connection to talk', () => {
    const { k } = server();
    const id = newUnix(k, 1, 20, 0, 0);
    expect([listenUnix(k, id, 1), writeUnix(k, id, 'x'), readUnix(k, id, 1), receiveUnixMessage(k, id)]).toEqual([
      EINVAL,
      ENOTCONN,
      ENOTCONN,
      ENOTCONN,
    ]);
  });

  it('lets a client write before it is accepted, up to the backlog', () => {
    const { k, listener, dial } = server();
    const [client] = dial();
    writeUnix(k, client, 'early');
    for (let i = 0; i < 8; i++) expect(dial()[1]).toBe(0);
    expect(dial()[1]).toBe(EAGAIN);
    expect(readUnix(k, acceptUnix(k, listener), 100)).toBe('early');
  });

  it('carries bytes across writes and splits them across reads', () => {
    const { k, client, far } = pair();
    writeUnix(k, client, 'abc');
    writeUnix(k, client, 'def');
    expect([readUnix(k, far, 4), readUnix(k, far, 4), readUnix(k, far, 4)]).toEqual(['abcd', 'ef', EAGAIN]);
  });

  it('stops a writer at the buffer', () => {
    const { k, client, far } = pair();
    expect([writeUnix(k, client, 'x'.repeat(300_000)), writeUnix(k, client, 'x'), unixWritable(k, client)]).toEqual([
      UNIX_BUFFER,
      EAGAIN,
      false,
    ]);
    readUnix(k, far, 10);
    expect([writeUnix(k, client, 'x'.repeat(20)), unixWritable(k, client)]).toEqual([10, false]);
  });

  it('hands over messages by reference, in order, apart from bytes', () => {
    const { k, client, far } = pair();
    const head = Object.freeze({ method: 'GET', path: '/_ping' });
    sendUnixMessage(k, client, head);
    sendUnixMessage(k, client, 'end');
    expect(receiveUnixMessage(k, far)).toBe(head);
    expect([receiveUnixMessage(k, far), receiveUnixMessage(k, far)]).toEqual(['end', EAGAIN]);
    for (let i = 0; i < UNIX_MESSAGES; i++) expect(sendUnixMessage(k, client, i)).toBe(0);
    expect([sendUnixMessage(k, client, 'more'), unixWritable(k, client)]).toEqual([EAGAIN, false]);
    receiveUnixMessage(k, far);
    expect(unixWritable(k, client)).toBe(true);
  });

  it('ends: queued messages first, then null and end of file; writing breaks', () => {
    const { k, client, far } = pair();
    sendUnixMessage(k, client, 'last');
    closeUnix(k, client);
    expect([receiveUnixMessage(k, far), receiveUnixMessage(k, far), readUnix(k, far, 1)]).toEqual(['last', null, '']);
    expect([writeUnix(k, far, 'x'), sendUnixMessage(k, far, 1)]).toEqual([EPIPE, EPIPE]);
    closeUnix(k, far);
    expect(k.tx.count(unixTable)).toBe(1);
  });

  it('is reset when the other end leaves something unread, also in the queue of a listener', () => {
    const { k, listener, dial } = server();
    const [client] = dial();
    writeUnix(k, client, 'unread');
    closeUnix(k, listener);
    expect([readUnix(k, client, 1), k.tx.count(unixTable)]).toEqual([ECONNRESET, 1]);
  });

  it('half-closes, and makes pairs', () => {
    const k = newKernel();
    const [a, b] = pairUnix(k, 1, 5, 0, 0);
    shutdownUnix(k, a, 'write');
    expect([readUnix(k, b, 1), writeUnix(k, a, 'x'), writeUnix(k, b, 'x'), readUnix(k, a, 1)]).toEqual([
      '',
      EPIPE,
      1,
      'x',
    ]);
  });
});
