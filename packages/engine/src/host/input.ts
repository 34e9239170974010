/** Carries inputs out (sim/input.ts): the only way in from outside. */
import { mkdir } from '../kernel/fs/name-calls.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { TaskSys } from '../kernel/sys/task-sys.ts';
import { taskTable } from '../kernel/task/task.ts';
import type { FilePut, Input } from '../sim/input.ts';
import {
  accountOf,
  closePipe,
  closeTerminal,
  inputPipe,
  inputTerminal,
  killHostProcess,
  openPipeSession,
  openTerminal,
  resizeTerminal,
} from './session.ts';

/** Largest file that an editor may save. */
const FILE_MAX = 1024 * 1024;
const MAX_TTY_INPUT = 65536;

function putFile(k: Kernel, input: FilePut): string | null {
  if (input.data.length > FILE_MAX) return 'the file is larger than 1 MiB';
  if (!input.path.startsWith('/')) return 'a file needs an absolute path';
  const account = accountOf(k, input.user);
  if (account === null) return `no user ${input.user} on the host`;
  const init = k.tx.edit(taskTable, 1);
  const sys = new TaskSys();
  sys.bindTask(k, { ...init, cred: account.cred });
  const parts = input.path.split('/').slice(1, -1);
  let dir = '';
  for (const part of parts) {
    dir += `/${part}`;
    if (typeof sys.stat(dir) === 'number' && mkdir(k, sys.task, dir, 0o755) < 0) return `cannot make ${dir}`;
  }
  const error = sys.writeFile(input.path, input.data, input.mode & 0o7777);
  return error < 0 ? `cannot write ${input.path}` : null;
}

/** Carries `input` out; returns why it is refused, or null. */
export function applyInput(k: Kernel, input: Input): string | null {
  switch (input.type) {
    case 'tty.open':
      return openTerminal(k, input);
    case 'tty.input':
      return input.data.length > MAX_TTY_INPUT ? 'too much input at once' : inputTerminal(k, input.tty, input.data);
    case 'tty.resize':
      return resizeTerminal(k, input.tty, input.rows, input.cols);
    case 'tty.close':
      return closeTerminal(k, input.tty);
    case 'pipe.open':
      return openPipeSession(k, input);
    case 'pipe.input':
      return inputPipe(k, input.pipe, input.data);
    case 'pipe.close':
      return closePipe(k, input.pipe);
    case 'file.put':
      return putFile(k, input);
    case 'fault.inject':
      return input.fault === 'kill'
        ? killHostProcess(k, Number(input.target))
        : `the fault ${input.fault} is not simulated`;
    case 'api.open':
    case 'api.chunk':
    case 'api.close':
      return 'Engine API requests from outside are not simulated yet';
    case 'host.power':
      return 'switching the host off and on is not simulated yet';
  }
}
