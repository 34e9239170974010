/** Health checks (moby daemon/health.go). */
import type { Proc } from '../program/program.ts';
import { type Container, child, strings } from './container/container.ts';

/** The command of a container's health check, or null: shell form, exec form, NONE. */
export function healthTest(container: Readonly<Container>): readonly string[] | null {
  const test = strings(child(container.config, 'Healthcheck'), 'Test');
  if (test.length === 0 || test[0] === 'NONE') return null;
  if (test[0] === 'CMD-SHELL') return ['/bin/sh', '-c', test[1] ?? ''];
  return test.slice(1);
}

/** Starts the probes of a container that has just been started. */
export function startHealth(p: Proc, container: Container): void {
  if (healthTest(container) === null) {
    container.health = '';
    return;
  }
  container.health = 'starting';
  container.failingStreak = 0;
  container.healthLog = [];
  p.thread('dockerd/health', { id: container.id, run: container.run });
}
