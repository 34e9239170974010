/** The network of a container that starts and stops: the daemon's side of libnetwork (moby daemon/container_operations.go). */
import type { Proc } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import type { Container } from '../container/container.ts';
import type { DaemonError } from '../errors.ts';

/** Connects the container, whose process 1 is `tid`, to its networks and publishes its ports. */
export function connectSandbox(_p: Proc, _container: Container, _tid: number): DaemonError | null {
  return null;
}

/** The counterpart. */
export function releaseSandbox(_p: Proc, _container: Container): void {}

/** NetworkSettings of inspect. */
export function networkSettings(_p: Proc, _container: Readonly<Container>): Value {
  return { Ports: {}, Networks: {} };
}

/** Ports of the container list. */
export function portsJson(_p: Proc, _container: Readonly<Container>): Value {
  return [];
}

/** Networks of the container, by name; `full` as inspect shows them. */
export function endpointsJson(_p: Proc, _container: Readonly<Container>, _full: boolean): Value {
  return {};
}
