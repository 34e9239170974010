/** execve(2): finding what a file runs (fs/exec.c, binfmt_elf, binfmt_script) and replacing the image of a process. */
import type { Bytes } from '../../util/bytes.ts';
import { addMemory } from '../cgroup/hierarchy.ts';
import { E2BIG, EACCES, ELOOP, ENOEXEC, type Errno } from '../errno.ts';
import { closeOnExec } from '../fs/fd-table.ts';
import type { Path } from '../fs/filesystem.ts';
import { getMount, statOf } from '../fs/mount.ts';
import { MNT_NOEXEC, MNT_NOSUID } from '../fs/mount-table.ts';
import { resolvePath } from '../fs/path-walk.ts';
import { isAllowed, MAY_EXEC, S_ISGID, S_ISUID } from '../fs/permission.ts';
import { fileSystemOf, getSuperblock } from '../fs/superblock.ts';
import type { Kernel } from '../kernel.ts';
import { O_RDONLY, S_IFMT, S_IFREG, type Stat } from '../syscall.ts';
import { credOnExec } from './credentials.ts';
import { type Task, taskTable } from './task.ts';

/** MAX_ARG_STRLEN and the usual ARG_MAX. */
const MAX_ARG = 131072;
const MAX_ARGS = 2097152;
/** BINPRM_BUF_SIZE: as much of a `#!` line is looked at. */
const HEAD = 256;
const MAX_INTERPRETERS = 5;
/** Program that runs when a binary is one nobody simulates. */
export const UNSIMULATED = 'unsimulated';

interface Image {
  readonly path: Path;
  readonly stat: Stat;
  readonly program: string;
  readonly head: Bytes;
}

/** First bytes of a regular file. */
function readHead(k: Kernel, task: Task, path: Path): Bytes | Errno {
  const { sb } = getMount(k, path.mnt);
  const opened = fileSystemOf(k, getSuperblock(k, sb)).open(k, sb, path.node, O_RDONLY, task);
  if (typeof opened === 'number') return opened;
  const ops = k.env.fileOps[opened.kind];
  if (ops?.pread === undefined) return EACCES;
  return ops.pread(k, task, { ...opened, ...path, flags: O_RDONLY, pos: 0, refs: 1 }, HEAD, 0);
}

/** The file behind `path`, if the task may run it. */
function openImage(k: Kernel, task: Task, path: Bytes): Image | Errno {
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at.errno;
  const stat = statOf(k, at);
  if (typeof stat === 'number') return stat;
  if ((stat.mode & S_IFMT) !== S_IFREG || (getMount(k, at.mnt).flags & MNT_NOEXEC) !== 0) return EACCES;
  if (!isAllowed(task.cred, stat, MAY_EXEC)) return EACCES;
  const { sb } = getMount(k, at.mnt);
  const program = fileSystemOf(k, getSuperblock(k, sb)).program(k, sb, at.node);
  if (program !== '') return { path: at, stat, program, head: '' };
  const head = readHead(k, task, at);
  return typeof head === 'number' ? head : { path: at, stat, program, head };
}

/** Applet that a multi-call binary is called as: argv[0], or the word after the binary's own name (busybox appletlib.c). */
function appletOf(binary: string, argv: readonly Bytes[]): string {
  const base = (word: Bytes | undefined): Bytes => (word ?? '').slice((word ?? '').lastIndexOf('/') + 1);
  const first = base(argv[0]);
  const applet = first === binary ? base(argv[1]) : first;
  return applet.startsWith('-') ? applet.slice(1) : applet;
}

/** Program that a binary's name stands for in this build: itself, without its family (`gnu/curl` is `curl`), or an applet. */
function resolveProgram(k: Kernel, name: string, argv: readonly Bytes[]): string {
  const applet = `${name}/${appletOf(name, argv)}`;
  if (k.env.hasProgram(applet)) return applet;
  if (k.env.hasProgram(name)) return name;
  const slash = name.lastIndexOf('/');
  return slash >= 0 && k.env.hasProgram(name.slice(slash + 1)) ? name.slice(slash + 1) : UNSIMULATED;
}

/** Interpreter and its one argument of a `#!` line, or null. */
function parseShebang(head: Bytes): readonly Bytes[] | null {
  if (!head.startsWith('#!')) return null;
  const end = head.indexOf('\n');
  const line = (end < 0 ? head : head.slice(0, end)).slice(2).trim();
  if (line === '') return null;
  const space = line.search(/[ \t]/);
  return space < 0 ? [line] : [line.slice(0, space), line.slice(space).trim()];
}

/** Replaces the image. `Task.next` must be `done` when the handler that called it returns. */
function replace(
  k: Kernel,
  task: Task,
  image: Image,
  path: Bytes,
  argv: readonly Bytes[],
  env: readonly Bytes[],
): void {
  const nosuid = (getMount(k, image.path.mnt).flags & MNT_NOSUID) !== 0;
  const { mode, uid, gid } = image.stat;
  closeOnExec(k, task);
  task.cred = credOnExec(
    task.cred,
    !nosuid && (mode & S_ISUID) !== 0 ? uid : -1,
    !nosuid && (mode & (S_ISGID | 0o010)) === (S_ISGID | 0o010) ? gid : -1,
  );
  task.program = resolveProgram(k, image.program, argv);
  task.label = 'start';
  task.locals = {};
  task.argv = argv;
  task.env = env;
  task.exe = path;
  task.comm = path.slice(path.lastIndexOf('/') + 1).slice(0, 15);
  task.sigCatch = [];
  const memory = k.env.programMemory(task.program);
  addMemory(k, task.cgroup, memory - task.memory, 'anon');
  task.memory = memory;
}

/** See ProcessCalls.execve. */
export function execTask(k: Kernel, caller: Task, path: Bytes, argv: readonly Bytes[], env: readonly Bytes[]): number {
  const task = caller.tid === caller.tgid ? caller : k.tx.edit(taskTable, caller.tgid);
  let total = 0;
  for (const text of [...argv, ...env]) {
    if (text.length >= MAX_ARG) return E2BIG;
    total += text.length + 1;
  }
  if (total > MAX_ARGS) return E2BIG;
  let file = path;
  let args = argv;
  for (let depth = 0; depth < MAX_INTERPRETERS; depth++) {
    const image = openImage(k, task, file);
    if (typeof image === 'number') return image;
    if (image.program !== '') {
      replace(k, task, image, file, args, env);
      if (depth > 0) task.comm = path.slice(path.lastIndexOf('/') + 1).slice(0, 15);
      return 0;
    }
    const shebang = parseShebang(image.head);
    if (shebang === null) {
      if (!image.head.startsWith('\x7fELF')) return ENOEXEC;
      replace(k, task, { ...image, program: UNSIMULATED }, file, args, env);
      return 0;
    }
    args = [...shebang, file, ...args.slice(1)];
    file = shebang[0] as Bytes;
  }
  return ELOOP;
}
