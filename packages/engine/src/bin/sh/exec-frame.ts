/** Execution of a program in this process: the last step of a child, and of `exec`. */
import type { Bytes } from '../../util/bytes.ts';
import type { Frame } from './frame.ts';
import { applyRedirs } from './redirect.ts';
import { execute } from './search.ts';
import type { Shell, Step } from './shell.ts';
import { scriptState } from './start-state.ts';
import { SHOPT } from './state.ts';

/** Opens the redirections and executes; a failure ends the process with 126 or 127. */
export function runExec(sh: Shell, f: Extract<Frame, { k: 'exec' }>): Step {
  const failed = applyRedirs(sh, f.redirs, null);
  if (failed !== null) {
    end(sh, failed, f.builtin);
    return null;
  }
  const r = execute(sh, f.argv, f.env, f.path, f.builtin);
  if (r.kind === 'done') return sh.p.done();
  if (r.kind === 'failed') {
    end(sh, r.status, f.builtin);
    return null;
  }
  runScript(sh, r.path, f.argv, f.env);
  return null;
}

function end(sh: Shell, status: number, builtin: boolean): void {
  const survive = builtin && (sh.interactive || (sh.bash && (sh.L.shopt & SHOPT.execfail) !== 0));
  if (survive) sh.L.status = status;
  else sh.exit(status);
}

/** ENOEXEC: the shell reads the file itself, as a new shell would. */
function runScript(sh: Shell, path: Bytes, argv: readonly Bytes[], env: readonly Bytes[]): void {
  const text = sh.p.readFile(path);
  if (typeof text === 'number') {
    sh.error(`${path}: ${sh.errno(text)}`);
    sh.exit(126);
    return;
  }
  sh.replace(scriptState(sh.p, sh.L.flavour, path, argv.slice(1), env, text));
}
