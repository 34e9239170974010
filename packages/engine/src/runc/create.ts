/** runc create, start and exec (libcontainer/process_linux.go, init_linux.go): processes in the container's namespaces. */
import { EACCES, ENOENT, strerror } from '../kernel/errno.ts';
import { closeFd, installFile } from '../kernel/fs/fd-table.ts';
import { setControllingTty } from '../kernel/ipc/tty.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { createNetNs } from '../kernel/net/link-create.ts';
import { createNamespace } from '../kernel/ns/namespace.ts';
import { enterNamespace } from '../kernel/ns/nsproxy.ts';
import { createPidNamespace } from '../kernel/ns/pid.ts';
import { TaskSys } from '../kernel/sys/task-sys.ts';
import { S_IFDIR, S_IFMT } from '../kernel/syscall.ts';
import { forkTask } from '../kernel/task/clone.ts';
import { exitGroup } from '../kernel/task/deliver.ts';
import { execTask } from '../kernel/task/exec.ts';
import { enqueue } from '../kernel/task/sched.ts';
import { fdTable, type Task, taskTable } from '../kernel/task/task.ts';
import type { Bytes } from '../util/bytes.ts';
import { prepareRootfs } from './rootfs.ts';
import type { RuncError, Spec, SpecProcess } from './spec.ts';

/** Descriptors of the new process: file descriptions for 0, 1 and 2; with a terminal all three are its slave, and `tty` its key. */
export interface Stdio {
  readonly files: readonly [number, number, number];
  readonly tty: number;
}

/** Gives the process its descriptors and nothing else. */
function takeStdio(k: Kernel, task: Task, stdio: Stdio): void {
  const inherited = k.tx.get(fdTable, task.files)?.fds.length ?? 0;
  for (let fd = 0; fd < inherited; fd++) closeFd(k, task, fd);
  stdio.files.forEach((file, fd) => {
    installFile(k, task, file, fd, false);
  });
  if (stdio.tty !== 0) setControllingTty(k, task, stdio.tty);
}

/** Credentials, limits and the rest of `process`. */
function becomeUser(task: Task, process: SpecProcess): void {
  const isRoot = process.uid === 0;
  const caps = process.capabilities;
  task.cred = {
    uid: process.uid,
    gid: process.gid,
    euid: process.uid,
    egid: process.gid,
    groups: process.groups,
    capEff: isRoot ? caps : 0,
    capPrm: isRoot ? caps : 0,
    capInh: 0,
    capBnd: caps,
    capAmb: 0,
    noNewPrivs: process.noNewPrivileges,
  };
  task.umask = process.umask;
  task.seccomp = process.seccomp;
  task.oomScoreAdj = process.oomScoreAdj;
  const rlimits: { [name: string]: { readonly soft: number; readonly hard: number } } = {};
  for (const { type, soft, hard } of process.rlimits) rlimits[type] = { soft, hard };
  task.rlimits = rlimits;
}

/** Names of directories to search, from the process's own environment. */
function searchPath(env: readonly Bytes[]): readonly Bytes[] {
  const entry = env.find((e) => e.startsWith('PATH='));
  return (entry === undefined ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : entry.slice(5)).split(
    ':',
  );
}

/** exec.LookPath in the container: the file that `name` runs, or runc's message. */
function lookPath(sys: TaskSys, name: Bytes, env: readonly Bytes[]): Bytes | RuncError {
  if (name === '') return { error: `exec: "": executable file not found in $PATH` };
  if (name.includes('/')) {
    const stat = sys.stat(name);
    if (typeof stat === 'number')
      return {
        error: `exec: "${name}": ${stat === ENOENT ? `stat ${name}: no such file or directory` : strerror(stat).toLowerCase()}`,
      };
    if ((stat.mode & S_IFMT) === S_IFDIR) return { error: `exec: "${name}": is a directory: permission denied` };
    return (stat.mode & 0o111) === 0 || sys.access(name, 1) < 0
      ? { error: `exec: "${name}": permission denied` }
      : name;
  }
  let denied = false;
  for (const dir of searchPath(env)) {
    const path = `${dir === '' ? '.' : dir}/${name}`;
    const stat = sys.stat(path);
    if (typeof stat === 'number' || (stat.mode & S_IFMT) === S_IFDIR) continue;
    if ((stat.mode & 0o111) !== 0 && sys.access(path, 1) === 0) return path;
    denied = true;
  }
  return { error: `exec: "${name}": ${denied ? 'permission denied' : 'executable file not found in $PATH'}` };
}

/** Environment with HOME from the container's passwd, as runc sets it. */
function withHome(sys: TaskSys, process: SpecProcess): readonly Bytes[] {
  if (process.env.some((e) => e.startsWith('HOME='))) return process.env;
  const passwd = sys.readFile('/etc/passwd');
  let home = '/';
  for (const line of typeof passwd === 'number' ? [] : passwd.split('\n')) {
    const fields = line.split(':');
    if (Number(fields[2]) === process.uid && fields.length >= 6) {
      home = fields[5] || '/';
      break;
    }
  }
  return [...process.env, `HOME=${home}`];
}

/** chdir to the process's directory, which is made for the first process of a container. */
function enterDirectory(sys: TaskSys, cwd: Bytes, make: boolean): RuncError | null {
  if (make) {
    let path = '';
    for (const part of cwd.split('/').slice(1)) {
      path += `/${part}`;
      if (typeof sys.stat(path) === 'number') sys.mkdir(path, 0o755);
    }
  }
  const error = sys.chdir(cwd);
  return error < 0
    ? { error: `chdir to cwd ("${cwd}") set in config.json failed: ${strerror(error).toLowerCase()}` }
    : null;
}

/** Puts process and file together; on success the task runs the program when next it is resumed. */
function execProcess(k: Kernel, task: Task, process: SpecProcess, make: boolean): RuncError | null {
  const sys = new TaskSys();
  sys.bindTask(k, task);
  const outside = enterDirectory(sys, process.cwd === '' ? '/' : process.cwd, make);
  if (outside !== null) return outside;
  const env = withHome(sys, process);
  becomeUser(task, process);
  const path = lookPath(sys, process.args[0] ?? '', process.env);
  if (typeof path !== 'string') return path;
  const error = execTask(k, task, path, process.args, env);
  if (error >= 0) return null;
  const what =
    error === ENOENT
      ? 'no such file or directory'
      : error === EACCES
        ? 'permission denied'
        : strerror(error).toLowerCase();
  return { error: `exec ${path}: ${what}` };
}

function discard(k: Kernel, tid: number): void {
  exitGroup(k, tid, 1, 0);
}

/**
 * runc create: process 1 of the container as a child of `shim`, in its namespaces, cgroup and root, with its program
 * found; it waits for startProcess. Returns its tid, or runc's message.
 */
export function createInit(
  k: Kernel,
  shim: Readonly<Task>,
  host: Readonly<Task>,
  spec: Spec,
  scope: number,
  stdio: Stdio,
): number | RuncError {
  const { pid, net, ipc, uts } = spec.namespaces;
  const pidNs =
    pid === 'new'
      ? createPidNamespace(k, shim.pidNs)
      : pid === 'host'
        ? host.pidNs
        : (k.tx.get(taskTable, pid) as Task).pidNs;
  const tid = forkTask(k, shim, {
    label: 'start',
    locals: {},
    program: 'runc:init',
    cgroup: scope,
    comm: 'runc:[2:INIT]',
    pidNs,
  });
  if (tid < 0) return { error: `clone: ${strerror(tid).toLowerCase()}` };
  const task = k.tx.edit(taskTable, tid);
  task.state = 'waiting';
  task.sid = tid;
  task.pgid = tid;
  task.tty = 0;
  takeStdio(k, task, stdio);
  if (net === 'new') enterNamespace(k, task, 'net', createNetNs(k));
  else enterNamespace(k, task, 'net', net === 'host' ? host.netNs : (k.tx.get(taskTable, net) as Task).netNs);
  if (ipc === 'new') enterNamespace(k, task, 'ipc', createNamespace(k, 'ipc'));
  else if (typeof ipc === 'number') enterNamespace(k, task, 'ipc', (k.tx.get(taskTable, ipc) as Task).ipcNs);
  if (uts === 'new')
    enterNamespace(k, task, 'uts', createNamespace(k, 'uts', { hostname: spec.hostname, domainname: spec.domainname }));
  if (spec.namespaces.cgroup === 'new')
    enterNamespace(k, task, 'cgroup', createNamespace(k, 'cgroup', { root: scope }));
  k.span('runc', 'create', [`task ${tid}`, `cgroup ${scope}`]);
  const failed = prepareRootfs(k, task, host, spec) ?? execProcess(k, task, spec.process, true);
  if (failed !== null) {
    discard(k, tid);
    return { error: `error during container init: ${failed.error}` };
  }
  return tid;
}

/** runc start: the process that createInit made runs. */
export function startProcess(k: Kernel, tid: number): void {
  const task = k.tx.edit(taskTable, tid);
  task.startedAt = k.now;
  k.span('runc', 'start', [`task ${tid}`]);
  enqueue(k, task);
}

/** runc exec: one more process in the namespaces, cgroup and root of `init`; seen inside with parent 0. */
export function execInContainer(
  k: Kernel,
  shim: Readonly<Task>,
  init: Readonly<Task>,
  process: SpecProcess,
  stdio: Stdio,
): number | RuncError {
  const tid = forkTask(k, shim, {
    label: 'start',
    locals: {},
    program: 'runc:init',
    cgroup: init.cgroup,
    comm: 'runc:[2:INIT]',
    pidNs: init.pidNs,
  });
  if (tid < 0) return { error: `clone: ${strerror(tid).toLowerCase()}` };
  const task = k.tx.edit(taskTable, tid);
  task.sid = tid;
  task.pgid = tid;
  task.tty = 0;
  takeStdio(k, task, stdio);
  for (const [kind, ns] of [
    ['mnt', init.mntNs],
    ['net', init.netNs],
    ['uts', init.utsNs],
    ['ipc', init.ipcNs],
    ['cgroup', init.cgroupNs],
  ] as const)
    enterNamespace(k, task, kind, ns);
  task.rootMnt = init.rootMnt;
  task.rootNode = init.rootNode;
  task.cwdMnt = init.rootMnt;
  task.cwdNode = init.rootNode;
  const failed = execProcess(k, task, process, false);
  if (failed !== null) {
    discard(k, tid);
    return failed;
  }
  k.span('runc', 'exec', [`task ${tid}`]);
  return tid;
}
