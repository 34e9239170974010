/** Implementation of SocketCalls (kernel/syscall.ts). */
import type { Value } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import { ENOSYS, type Errno } from '../errno.ts';
import type { SockAddr, SocketCalls, SocketDomain, SocketType } from '../syscall.ts';
import { FileSys } from './file.ts';

export class SocketSys extends FileSys implements SocketCalls {
  socket(_domain: SocketDomain, _type: SocketType): number {
    return ENOSYS;
  }
  bind(_fd: number, _address: SockAddr): number {
    return ENOSYS;
  }
  listen(_fd: number, _backlog: number): number {
    return ENOSYS;
  }
  accept(_fd: number): number {
    return ENOSYS;
  }
  connect(_fd: number, _address: SockAddr): number {
    return ENOSYS;
  }
  sockError(_fd: number): number {
    return ENOSYS;
  }
  getsockname(_fd: number): SockAddr | Errno {
    return ENOSYS;
  }
  getpeername(_fd: number): SockAddr | Errno {
    return ENOSYS;
  }
  shutdown(_fd: number, _how: 'read' | 'write' | 'both'): number {
    return ENOSYS;
  }
  sendto(_fd: number, _data: Bytes, _to: SockAddr | null): number {
    return ENOSYS;
  }
  recvfrom(_fd: number): { readonly data: Bytes; readonly from: SockAddr; readonly ttl: number } | Errno {
    return ENOSYS;
  }
  sendMsg(_fd: number, _message: Value): number {
    return ENOSYS;
  }
  recvMsg(_fd: number): Value | Errno {
    return ENOSYS;
  }
}
