/** The first step of a forked child: its process group, signals and descriptors. */
import { O_RDONLY } from '../../kernel/syscall.ts';
import type { Frame } from './frame.ts';
import type { Shell, Step } from './shell.ts';
import { SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH } from './signal.ts';

/** Signals that an interactive shell does not take as others do. */
export const INTERACTIVE_SIGNALS = [SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGCHLD, SIGWINCH];

/** Arranges the child; what it runs is below on the stack. */
export function runChild(sh: Shell, f: Extract<Frame, { k: 'child' }>): Step {
  const { p } = sh;
  if (f.group >= 0) {
    p.setpgid(0, f.group);
    if (f.foreground) p.tcsetpgrp(0, p.getpgid(0));
  }
  for (const s of f.traps) p.sigaction(s, 'default');
  if (f.interactive) {
    const ignored = sh.L.traps.filter((t) => t[1] === '').map((t) => t[0]);
    for (const s of INTERACTIVE_SIGNALS) if (!ignored.includes(s)) p.sigaction(s, 'default');
  } else if (sh.bash) p.sigaction(SIGCHLD, 'default');
  const alone = f.background && f.group < 0;
  if (alone) {
    p.sigaction(SIGINT, 'ignore');
    p.sigaction(SIGQUIT, 'ignore');
  }
  if (f.stdin >= 0) {
    p.dup2(f.stdin, 0);
    p.close(f.stdin);
  } else if (alone) {
    // A command in the background does not read what the shell reads.
    const fd = p.open('/dev/null', O_RDONLY);
    if (fd > 0) {
      p.dup2(fd, 0);
      p.close(fd);
    }
  }
  if (f.stdout >= 0) {
    p.dup2(f.stdout, 1);
    p.close(f.stdout);
  }
  if (f.stderr) p.dup2(1, 2);
  for (const fd of f.close) if (fd !== f.stdin && fd !== f.stdout) p.close(fd);
  return null;
}
