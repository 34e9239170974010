import type { Next } from '../program/program.ts';
import { fail } from './exit.ts';
import { type Asked, type Listing, list } from './formatter/listing.ts';
import type { Cli } from './locals.ts';
import { lookOf } from './look.ts';

/** Prints rows as asked and ends the command. */
export function showList<R>(p: Cli, kind: Listing<R>, asked: Asked, rows: readonly R[]): Next {
  if (asked.quiet && asked.format !== '' && asked.format !== 'table' && asked.warns !== false) {
    p.print(2, 'WARNING: Ignoring custom format, because both --format and --quiet are set.\n');
  }
  const { out, error } = list(kind, asked, rows, lookOf(p));
  if (error !== '') return fail(p, error);
  p.print(1, out);
  return p.exit(0);
}
