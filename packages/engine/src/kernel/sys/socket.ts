/** Implementation of SocketCalls (kernel/syscall.ts): kernel/net/socket-calls.ts bound to the calling task. */
import type { Value } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Errno } from '../errno.ts';
import * as calls from '../net/socket-calls.ts';
import type { SockAddr, SocketCalls, SocketDomain, SocketType } from '../syscall.ts';
import { FileSys } from './file.ts';

export class SocketSys extends FileSys implements SocketCalls {
  socket(domain: SocketDomain, type: SocketType): number {
    return calls.socket(this.k, this.task, domain, type);
  }

  bind(fd: number, address: SockAddr): number {
    return calls.bind(this.k, this.task, fd, address);
  }

  listen(fd: number, backlog: number): number {
    return calls.listen(this.k, this.task, fd, backlog);
  }

  accept(fd: number): number {
    return calls.accept(this.k, this.task, fd);
  }

  connect(fd: number, address: SockAddr): number {
    return calls.connect(this.k, this.task, fd, address);
  }

  sockError(fd: number): number {
    return calls.sockError(this.k, this.task, fd);
  }

  getsockname(fd: number): SockAddr | Errno {
    return calls.getsockname(this.k, this.task, fd);
  }

  getpeername(fd: number): SockAddr | Errno {
    return calls.getpeername(this.k, this.task, fd);
  }

  shutdown(fd: number, how: 'read' | 'write' | 'both'): number {
    return calls.shutdown(this.k, this.task, fd, how);
  }

  sendto(fd: number, data: Bytes, to: SockAddr | null): number {
    return calls.sendto(this.k, this.task, fd, data, to);
  }

  recvfrom(fd: number): { readonly data: Bytes; readonly from: SockAddr; readonly ttl: number } | Errno {
    return calls.recvfrom(this.k, this.task, fd);
  }

  sendMsg(fd: number, message: Value): number {
    return calls.sendMsg(this.k, this.task, fd, message);
  }

  recvMsg(fd: number): Value | Errno {
    return calls.recvMsg(this.k, this.task, fd);
  }
}
