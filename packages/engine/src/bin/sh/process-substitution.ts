/** `<(list)` and `>(list)` of bash and ash: a pipe to a child, named by its descriptor in /dev/fd. */
import type { Bytes } from '../../util/bytes.ts';
import { childFrame, subshellState } from './fork.ts';
import type { Shell } from './shell.ts';

/** Starts the list and gives the name of the pipe. The shell's end stays open until the command is done. */
export function processSubstitution(sh: Shell, op: '<' | '>', body: number): Bytes {
  const { p } = sh;
  const ends = p.pipe();
  if (typeof ends === 'number') {
    sh.error(`cannot make pipe for process substitution: ${sh.errno(ends)}`);
    sh.fatal(1);
    return '';
  }
  const [mine, theirs] = op === '<' ? [ends[0], ends[1]] : [ends[1], ends[0]];
  const kept = p.dup(mine, 60);
  p.close(mine);
  const state = subshellState(sh, { k: 'run', n: body, memo: [], at: 0, next: { k: 'exit', next: null } });
  const child = childFrame(sh, {
    stdin: op === '>' ? theirs : -1,
    stdout: op === '<' ? theirs : -1,
    close: [theirs, kept],
    background: true,
  });
  const pid = p.fork('run', { ...state, stack: { ...child, next: state.stack } });
  p.close(theirs);
  if (pid < 0) {
    sh.error(`fork: ${sh.errno(pid)}`);
    sh.fatal(1);
    return '';
  }
  sh.processFds.push(kept);
  return `/dev/fd/${kept}`;
}
