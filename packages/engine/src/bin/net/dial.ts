/** Connecting to one of several addresses, with a limit: a plain record that its program keeps in its locals. */
import { EINPROGRESS, ETIMEDOUT } from '../../kernel/errno.ts';
import type { Next, Proc } from '../../program/program.ts';

export interface Dial {
  /** Addresses to try, the present one first. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Descriptor of the present attempt, or of the connection. */
  readonly fd: number;
  /** When to give up, ns; 0 never. */
  readonly deadline: number;
  readonly done: boolean;
  /** Errno of the last attempt, 0 when connected; `expired` when the limit was reached. */
  readonly error: number;
  readonly expired: boolean;
  /** Address that `error` belongs to, or that is connected. */
  readonly address: string;
}

function attempt(p: Proc, d: Dial): Dial {
  const address = d.addresses[0];
  if (address === undefined) return { ...d, done: true, fd: -1 };
  const fd = p.socket(address.includes(':') ? 'inet6' : 'inet', 'stream');
  if (fd < 0) return attempt(p, { ...d, addresses: d.addresses.slice(1), address, error: fd });
  const error = p.connect(fd, { ip: address, port: d.port });
  if (error === 0) return { ...d, fd, address, error: 0, done: true };
  if (error === EINPROGRESS) return { ...d, fd, address };
  p.close(fd);
  return attempt(p, { ...d, addresses: d.addresses.slice(1), address, error });
}

/** Begins to connect. */
export function beginDial(p: Proc, addresses: readonly string[], port: number, deadline = 0): Dial {
  return attempt(p, { addresses, port, fd: -1, deadline, done: false, error: 0, expired: false, address: '' });
}

/** Takes it as far as it goes without waiting. */
export function stepDial(p: Proc, d: Dial): Dial {
  if (d.done) return d;
  const error = p.sockError(d.fd);
  if (error === 0) return { ...d, error: 0, done: true };
  if (error === EINPROGRESS) {
    if (d.deadline === 0 || p.now < d.deadline) return d;
    p.close(d.fd);
    return { ...d, fd: -1, done: true, error: ETIMEDOUT, expired: true };
  }
  p.close(d.fd);
  return attempt(p, { ...d, addresses: d.addresses.slice(1), fd: -1, error });
}

/** Waits until `stepDial` may get further. */
export function waitDial(p: Proc, d: Dial, label: string): Next {
  return p.poll([d.fd], label, d.deadline === 0 ? -1 : Math.max(1, d.deadline - p.now));
}
