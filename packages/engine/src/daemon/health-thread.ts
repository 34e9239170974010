/** Thread `dockerd/health`: the probes of one run of a container (moby daemon/health.go). */
import { killTaskProcess } from '../containerd/tasks.ts';
import { defineProgram, type Proc } from '../program/program.ts';
import { utf8Decode } from '../util/bytes.ts';
import { type Container, child, containerTable, isRunning, num } from './container/container.ts';
import { isError } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { createExec, execTable, startExec } from './exec.ts';
import { healthTest } from './health.ts';
import { changed } from './start.ts';
import { attachClient, detachClient, takeOutput } from './stdio.ts';

const SECOND = 1_000_000_000;
const OUTPUT_MAX = 4096;
const LOG_MAX = 5;
const SIGKILL = 9;

interface Locals {
  id: string;
  run: number;
  exec: string;
  begun: number;
  client: number;
  output: string;
}

function settings(container: Readonly<Container>): {
  interval: number;
  timeout: number;
  retries: number;
  startPeriod: number;
  startInterval: number;
} {
  const health = child(container.config, 'Healthcheck');
  const or = (value: number, fallback: number): number => (value > 0 ? value : fallback);
  return {
    interval: or(num(health, 'Interval'), 30 * SECOND),
    timeout: or(num(health, 'Timeout'), 30 * SECOND),
    retries: or(num(health, 'Retries'), 3),
    startPeriod: num(health, 'StartPeriod'),
    startInterval: or(num(health, 'StartInterval'), 5 * SECOND),
  };
}

function own(p: Proc<Locals>): Container | null {
  const seen = p.k.tx.get(containerTable, p.locals.id);
  return seen === undefined || seen.run !== p.locals.run || !isRunning(seen)
    ? null
    : p.k.tx.edit(containerTable, p.locals.id);
}

/** Takes a result in; a change of status is told by an event. */
function record(p: Proc<Locals>, container: Container, exitCode: number, output: string): void {
  const { retries, startPeriod } = settings(container);
  container.healthLog = [
    ...container.healthLog,
    { start: p.locals.begun, end: p.now, exitCode, output: output.slice(0, OUTPUT_MAX) },
  ].slice(-LOG_MAX);
  const old = container.health;
  if (exitCode === 0) {
    container.failingStreak = 0;
    container.health = 'healthy';
  } else {
    const isStarting = old === 'starting' && p.now - container.startedAt < startPeriod;
    if (!isStarting) container.failingStreak++;
    if (container.failingStreak >= retries) container.health = 'unhealthy';
  }
  if (container.health !== old) logContainerEvent(p.k, container, `health_status: ${container.health}`);
  changed(p, container.id);
}

function pause(p: Proc<Locals>, container: Readonly<Container>): number {
  const { interval, startPeriod, startInterval } = settings(container);
  return container.health === 'starting' && p.now - container.startedAt < startPeriod ? startInterval : interval;
}

/** The program. */
export const healthThread = defineProgram<Locals>('dockerd/health', 1, {
  start: (p) => {
    const container = own(p);
    return container === null ? p.exit(0) : p.sleep(pause(p, container), 'probe');
  },
  probe: (p) => {
    const container = own(p);
    if (container === null) return p.exit(0);
    if (container.status === 'paused') return p.sleep(pause(p, container), 'probe');
    p.locals.begun = p.now;
    const test = healthTest(container) ?? [];
    const id = createExec(p, container, { Cmd: test, AttachStdout: true, AttachStderr: true });
    const error = isError(id) ? id : startExec(p, id);
    if (isError(id) || error !== null) {
      record(p, container, -1, error?.message ?? '');
      return p.sleep(pause(p, container), 'probe');
    }
    p.locals.exec = id;
    p.locals.output = '';
    p.locals.client = attachClient(p, p.k.tx.get(execTable, id)?.stdio ?? 0);
    return p.waitKeys([`exec:${id}`], 'ended', settings(container).timeout);
  },
  ended: (p) => {
    const container = own(p);
    const exec = p.k.tx.get(execTable, p.locals.exec);
    if (container === null || exec === undefined) return p.exit(0);
    for (const { data } of takeOutput(p, exec.stdio, p.locals.client)) p.locals.output += data;
    if (exec.isRunning) {
      if (!p.timedOut && p.now - p.locals.begun < settings(container).timeout)
        return p.waitKeys([`exec:${p.locals.exec}`], 'ended', settings(container).timeout);
      killTaskProcess(p.k, exec.pid, SIGKILL);
      record(p, container, -1, `Health check exceeded timeout (${settings(container).timeout / SECOND}s)`);
    } else record(p, container, exec.exitCode, utf8Decode(p.locals.output));
    detachClient(p, exec.stdio, p.locals.client);
    return p.sleep(pause(p, container), 'probe');
  },
});
