/** The program nginx. */
import { defineProgram, type Next, type Proc, type Program } from '../../../program/program.ts';
import {
  bindAll,
  daemonise,
  type MasterLocals,
  masterLoop,
  onMasterSignal,
  readConf,
  resolving,
  start,
  workerStart,
} from './master.ts';
import { endWorker, quitWorker, type WorkerLocals, workerLoop } from './worker.ts';

type Locals = MasterLocals | WorkerLocals;
type Part = (p: Proc<never>) => Next;

function asMaster(handler: (p: Proc<MasterLocals>) => Next): (p: Proc<Locals>) => Next {
  return handler as unknown as Part as (p: Proc<Locals>) => Next;
}

function asWorker(handler: (p: Proc<WorkerLocals>) => Next): (p: Proc<Locals>) => Next {
  return handler as unknown as Part as (p: Proc<Locals>) => Next;
}

const SIGINT = 2;
const SIGQUIT = 3;
const SIGTERM = 15;

function onSignal(p: Proc<Locals>, signal: number): Next | null {
  if (p.locals.role === 'master') return onMasterSignal(p as Proc<MasterLocals>, signal);
  const worker = p as Proc<WorkerLocals>;
  if (signal === SIGQUIT) return worker.locals.ending === '' ? quitWorker(worker) : null;
  return signal === SIGTERM || signal === SIGINT ? endWorker(worker) : null;
}

/** `nginx`: master and workers are forks of one program, as they are of one binary. */
export const nginxProgram: Program<Locals> = defineProgram<Locals>(
  'nginx',
  1,
  {
    start: asMaster(start),
    conf: asMaster(readConf),
    resolving: asMaster(resolving),
    bind: asMaster(bindAll),
    daemon: asMaster(daemonise),
    master: asMaster(masterLoop),
    workerStart: asWorker(workerStart),
    worker: asWorker(workerLoop),
  },
  { onSignal, memory: 4 << 20 },
);
