/** `prompt.Confirm` of docker/cli: a question on standard output, answered by a line that begins with y. */
import { EAGAIN } from '../kernel/errno.ts';
import type { Next } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import { type Cli, type Command, command } from './locals.ts';

interface Confirming {
  typed: Bytes;
  confirmed: string;
}

/** Asks; `next` runs when the answer is yes, otherwise the command ends with 0. */
export function confirm(p: Cli, question: Bytes, next: string): Next {
  p.print(1, `${question}\nAre you sure you want to continue? [y/N] `);
  Object.assign(p.locals, { typed: '', confirmed: next } satisfies Confirming);
  return p.waitRead(0, 'confirm');
}

function answered(p: Cli<Confirming>): Next {
  const data = p.read(0, 256);
  if (data === EAGAIN) return p.waitRead(0, 'confirm');
  const piece = typeof data === 'number' ? '' : data;
  const typed = p.locals.typed + piece;
  p.locals.typed = typed;
  if (piece !== '' && !typed.includes('\n')) return p.waitRead(0, 'confirm');
  const line = (typed.split('\n')[0] as Bytes).trim().toLowerCase();
  return line === 'y' ? p.goto(p.locals.confirmed) : p.exit(0);
}

/** The label `confirm`. */
export const confirming: Command = command<Confirming>('confirm', answered);
