/** Sessions from outside: a terminal with a login shell, or a command on pipes. */
import { installFile } from '../kernel/fs/fd-table.ts';
import { resolvePath } from '../kernel/fs/path-walk.ts';
import { createPipe, endPipe, feedPipe, openPipe, pipeTable } from '../kernel/ipc/pipe.ts';
import { openStream } from '../kernel/ipc/stream.ts';
import { createTty, hangUp, openTty, resizeTty, setControllingTty, typeInto } from '../kernel/ipc/tty.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { TaskSys } from '../kernel/sys/task-sys.ts';
import { type Cred, O_RDONLY } from '../kernel/syscall.ts';
import { forkTask } from '../kernel/task/clone.ts';
import { ROOT_CRED, userCred } from '../kernel/task/credentials.ts';
import { sendSignal } from '../kernel/task/deliver.ts';
import { execTask } from '../kernel/task/exec.ts';
import { SIGKILL } from '../kernel/task/signal.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import type { PipeOpen, TtyOpen } from '../sim/input.ts';
import { strTable } from '../store/table.ts';
import type { Bytes } from '../util/bytes.ts';

/** An open session: its tty or its input pipe, and its first process. */
export interface Session {
  kind: 'tty' | 'pipe';
  /** Key of the tty, or of the pipe that feeds descriptor 0 (0 once closed). */
  object: number;
  tid: number;
}
/** By `tty NAME` or `pipe NAME`. */
export const sessionTable = strTable<Session>('session', 1);

/** A user of the host. */
export interface Account {
  readonly cred: Cred;
  readonly uid: number;
  readonly gid: number;
  readonly home: Bytes;
  readonly shell: Bytes;
  readonly groups: readonly number[];
}

function lines(text: Bytes | number): readonly Bytes[] {
  return typeof text === 'number' ? [] : text.split('\n');
}

/** The account `user` of the host's /etc/passwd and /etc/group, or null. */
export function accountOf(k: Kernel, user: string): Account | null {
  const sys = new TaskSys();
  sys.bindTask(k, k.tx.edit(taskTable, 1));
  for (const line of lines(sys.readFile('/etc/passwd'))) {
    const [name, , uid, gid, , home, shell] = line.split(':');
    if (name !== user) continue;
    const groups = [Number(gid)];
    for (const row of lines(sys.readFile('/etc/group'))) {
      const [, , id, members] = row.split(':');
      if (members?.split(',').includes(user)) groups.push(Number(id));
    }
    const cred = uid === '0' ? ROOT_CRED : userCred(Number(uid), Number(gid), groups);
    return { cred, uid: Number(uid), gid: Number(gid), home: home as Bytes, shell: shell || '/bin/sh', groups };
  }
  return null;
}

function environmentOf(user: string, account: Account, term: string): readonly Bytes[] {
  return [
    `SHELL=${account.shell}`,
    `PWD=${account.home}`,
    `LOGNAME=${user}`,
    `HOME=${account.home}`,
    'LANG=C.UTF-8',
    `TERM=${term}`,
    `USER=${user}`,
    'SHLVL=0',
    'PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    'DOCKER_CLI_HINTS=false',
  ];
}

/** A child of process 1 as `account` in `cwd`, leading a session of its own. */
function spawnLogin(k: Kernel, account: Account, cwd: Bytes): Task | string {
  const init = k.tx.get(taskTable, 1) as Task;
  const tid = forkTask(k, init, { label: 'start', locals: {}, cred: account.cred });
  if (tid < 0) return 'the host cannot start another process';
  const task = k.tx.edit(taskTable, tid);
  task.sid = tid;
  task.pgid = tid;
  task.tty = 0;
  task.sigCatch = [];
  const path = resolvePath(k, task, cwd, true);
  if (!('errno' in path)) {
    task.cwdMnt = path.mnt;
    task.cwdNode = path.node;
  }
  return task;
}

/** Carries out `tty.open`; returns why not, or null. */
export function openTerminal(k: Kernel, input: TtyOpen): string | null {
  const key = `tty ${input.tty}`;
  if (k.tx.get(sessionTable, key) !== undefined) return `terminal ${input.tty} is open already`;
  const account = accountOf(k, input.user);
  if (account === null) return `no user ${input.user} on the host`;
  const task = spawnLogin(k, account, account.home);
  if (typeof task === 'string') return task;
  const tty = createTty(k, input.tty, input.rows, input.cols, account.uid);
  for (let fd = 0; fd < 3; fd++) installFile(k, task, openTty(k, tty), fd, false);
  setControllingTty(k, task, tty);
  const shell = account.shell.slice(account.shell.lastIndexOf('/') + 1);
  const error = execTask(k, task, account.shell, [`-${shell}`], environmentOf(input.user, account, 'xterm-256color'));
  if (error < 0) return `cannot run ${account.shell}`;
  k.tx.put(sessionTable, key, { kind: 'tty', object: tty, tid: task.tid });
  return null;
}

/** Carries out `pipe.open`; returns why not, or null. */
export function openPipeSession(k: Kernel, input: PipeOpen): string | null {
  const key = `pipe ${input.pipe}`;
  if (k.tx.get(sessionTable, key) !== undefined) return `session ${input.pipe} is open already`;
  if (input.extra > 8 || input.argv.length === 0) return 'malformed pipe.open';
  const account = accountOf(k, input.user);
  if (account === null) return `no user ${input.user} on the host`;
  const task = spawnLogin(k, account, input.cwd);
  if (typeof task === 'string') return task;
  const pipe = createPipe(k, account.uid);
  const record = k.tx.edit(pipeTable, pipe);
  record.writers = 1;
  record.hadWriter = true;
  installFile(k, task, openPipe(k, pipe, O_RDONLY), 0, false);
  for (let fd = 1; fd < 3 + input.extra; fd++) installFile(k, task, openStream(k, input.pipe, fd), fd, false);
  const error = execTask(k, task, input.argv[0] as Bytes, input.argv, environmentOf(input.user, account, 'dumb'));
  if (error < 0) return `cannot run ${input.argv[0]}`;
  k.tx.put(sessionTable, key, { kind: 'pipe', object: pipe, tid: task.tid });
  return null;
}

/** Keys for a terminal. */
export function inputTerminal(k: Kernel, name: string, data: Bytes): string | null {
  const session = k.tx.get(sessionTable, `tty ${name}`);
  if (session === undefined) return `no terminal ${name}`;
  typeInto(k, session.object, data);
  return null;
}

/** A terminal's window has another size. */
export function resizeTerminal(k: Kernel, name: string, rows: number, cols: number): string | null {
  const session = k.tx.get(sessionTable, `tty ${name}`);
  if (session === undefined) return `no terminal ${name}`;
  resizeTty(k, session.object, rows, cols);
  return null;
}

/** The terminal is gone. */
export function closeTerminal(k: Kernel, name: string): string | null {
  const session = k.tx.get(sessionTable, `tty ${name}`);
  if (session === undefined) return `no terminal ${name}`;
  hangUp(k, session.object);
  return null;
}

/** Bytes for descriptor 0 of a pipe session. */
export function inputPipe(k: Kernel, name: string, data: Bytes): string | null {
  const session = k.tx.get(sessionTable, `pipe ${name}`);
  if (session === undefined || session.object === 0) return `no open session ${name}`;
  feedPipe(k, session.object, data);
  return null;
}

/** End of file on descriptor 0 of a pipe session. */
export function closePipe(k: Kernel, name: string): string | null {
  const key = `pipe ${name}`;
  const session = k.tx.get(sessionTable, key);
  if (session === undefined || session.object === 0) return `no open session ${name}`;
  endPipe(k, session.object);
  k.tx.edit(sessionTable, key).object = 0;
  return null;
}

/** Tells the outside about sessions whose first process has ended; called after each step has run. */
export function reportEnded(k: Kernel): void {
  const ended: string[] = [];
  k.tx.each(sessionTable, (session, key) => {
    const task = k.tx.get(taskTable, session.tid);
    if (task === undefined || task.state === 'zombie') ended.push(key);
  });
  for (const key of ended) {
    const session = k.tx.get(sessionTable, key) as Session;
    const name = key.slice(session.kind.length + 1);
    if (session.kind === 'tty') {
      hangUp(k, session.object);
      k.output({ type: 'tty.closed', tty: name, code: 0 });
    } else {
      if (session.object !== 0) endPipe(k, session.object);
      k.output({ type: 'pipe.closed', pipe: name, code: 0 });
    }
    k.tx.remove(sessionTable, key);
  }
}

/** Kills a host process from outside (fault injection). */
export function killHostProcess(k: Kernel, pid: number): string | null {
  if (k.tx.get(taskTable, pid) === undefined) return `no process ${pid}`;
  sendSignal(k, pid, SIGKILL, null);
  return null;
}
