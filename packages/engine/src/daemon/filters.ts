/** Filters of list and prune endpoints (moby api/types/filters): JSON of name to values. */
import { type DaemonError, failure } from './errors.ts';

/** Values by filter name. */
export type Filters = { readonly [name: string]: readonly string[] | undefined };

/** Parses the query parameter; unknown names are refused as the engine does. */
export function parseFilters(text: string, accepted: readonly string[]): Filters | DaemonError {
  if (text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return failure('invalidParameter', 'invalid filter');
  }
  const out: { [name: string]: readonly string[] } = {};
  for (const [name, values] of Object.entries(
    parsed as { [name: string]: { [value: string]: boolean } | readonly string[] },
  )) {
    if (!accepted.includes(name)) return failure('invalidParameter', `invalid filter '${name}'`);
    out[name] = Array.isArray(values) ? values : Object.keys(values);
  }
  return out;
}

/** `key` and `key=value` against labels; all must match. */
export function matchLabels(
  labels: { readonly [key: string]: unknown },
  wanted: readonly string[] | undefined,
): boolean {
  return (wanted ?? []).every((entry) => {
    const cut = entry.indexOf('=');
    return cut < 0 ? entry in labels : labels[entry.slice(0, cut)] === entry.slice(cut + 1);
  });
}

/** `label!` of prune: none may match. */
export function avoidsLabels(
  labels: { readonly [key: string]: unknown },
  avoided: readonly string[] | undefined,
): boolean {
  return (avoided ?? []).every((entry) => !matchLabels(labels, [entry]));
}

/** Go templates and tables print booleans of filters as text. */
export function boolFilter(values: readonly string[] | undefined): boolean | null | DaemonError {
  if (values === undefined) return null;
  const value = (values[0] ?? '').toLowerCase();
  if (['1', 'true', 't'].includes(value)) return true;
  return ['0', 'false', 'f'].includes(value)
    ? false
    : failure('invalidParameter', `invalid filter 'dangling=[${values.join(' ')}]'`);
}
