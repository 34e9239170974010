/** What ps shows for a process (ngx_setproctitle.c). */
import type { Proc } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';

/** Calls that a kernel may offer beyond the usual ones. */
interface Titled {
  /** Replaces the arguments that other processes see. */
  setTitle?(title: Bytes): void;
}

/** Names the process after its part. */
export function setTitle(p: Proc, title: Bytes): void {
  (p as Proc & Titled).setTitle?.(title);
}
