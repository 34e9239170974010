/** Reading parsed options. */
import type { Bytes } from '../../util/bytes.ts';
import type { Cli } from '../locals.ts';
import { COMMANDS, type CommandSpec } from './spec.ts';

/** An option given as name=value pairs. */
export type Pairs = readonly (readonly [Bytes, Bytes])[];

/** Whether an option was given. */
export function changed(p: Cli, long: string): boolean {
  return Object.hasOwn(p.locals.flags, long);
}

function defaultOf(p: Cli, long: string): string {
  return (COMMANDS.get(p.locals.path) as CommandSpec).byLong.get(long)?.defaultText ?? '';
}

/** A bool option; its default is what help says. */
export function flag(p: Cli, long: string): boolean {
  const value = p.locals.flags[long];
  return value === undefined ? defaultOf(p, long) === 'true' : (value as boolean);
}

/** A string option, or its default. */
export function text(p: Cli, long: string): Bytes {
  const value = p.locals.flags[long];
  return value === undefined ? defaultOf(p, long) : (value as Bytes);
}

/** A number option (counts, bytes, nanoseconds, nano-CPUs); 0 by default unless help says otherwise. */
export function number(p: Cli, long: string): number {
  const value = p.locals.flags[long];
  return value === undefined ? Number.parseInt(defaultOf(p, long) || '0', 10) : (value as number);
}

/** A list option: the values in the order given. */
export function strings(p: Cli, long: string): readonly Bytes[] {
  return (p.locals.flags[long] as readonly Bytes[] | undefined) ?? [];
}

/** A map option. */
export function map(p: Cli, long: string): { readonly [key: string]: Bytes } {
  return (p.locals.flags[long] as { readonly [key: string]: Bytes } | undefined) ?? {};
}

/** A filter option as [name, value] pairs. */
export function filterPairs(p: Cli, long = 'filter'): Pairs {
  return (p.locals.flags[long] as Pairs | undefined) ?? [];
}

/** `filters.ToJSON`: {"name":{"value":true}} with sorted names and values; '' without filters. */
export function filtersJson(pairs: Pairs): Bytes {
  if (pairs.length === 0) return '';
  const names = [...new Set(pairs.map(([name]) => name))].sort();
  const parts = names.map((name) => {
    const values = [...new Set(pairs.filter(([n]) => n === name).map(([, value]) => value))].sort();
    return `${JSON.stringify(name)}:{${values.map((value) => `${JSON.stringify(value)}:true`).join(',')}}`;
  });
  return `{${parts.join(',')}}`;
}

/** Query parameters without the empty ones. */
export function query(entries: readonly (readonly [string, Bytes])[]): { readonly [name: string]: Bytes } {
  const out: Record<string, Bytes> = {};
  for (const [name, value] of entries) if (value !== '') out[name] = value;
  return out;
}
