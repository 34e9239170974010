/** Which server and which location a request belongs to (ngx_http_core_module.c, ngx_http_find_virtual_server). */
import type { Bytes } from '../../../util/bytes.ts';
import type { Listen, Location, Server } from './conf.ts';
import type { Request } from './connection.ts';
import type { Turn } from './turn.ts';

/** Number of the server for `host` behind an address: exact names, then `*.x`, then `x.*`, then patterns, then the default. */
export function findServer(t: Turn, listen: Listen, host: Bytes): number {
  const fallback = listen.servers[0] as number;
  const names = (n: number): readonly Bytes[] => (t.conf.servers[n] as Server).names;
  const ordered = [...listen.servers].sort((a, b) => a - b);
  let best = -1;
  let length = 0;
  for (const n of ordered) if (names(n).includes(host)) return n;
  for (const n of ordered) {
    for (const name of names(n)) {
      const suffix = name.startsWith('*.') ? name.slice(1) : name.startsWith('.') ? name : '';
      if (
        suffix !== '' &&
        suffix.length > length &&
        (host.endsWith(suffix) || (name.startsWith('.') && host === name.slice(1)))
      ) {
        best = n;
        length = suffix.length;
      }
    }
  }
  if (best >= 0) return best;
  for (const n of ordered) {
    for (const name of names(n)) {
      if (name.endsWith('.*') && name.length - 1 > length && host.startsWith(name.slice(0, -1))) {
        best = n;
        length = name.length - 1;
      }
    }
  }
  if (best >= 0) return best;
  for (const n of ordered)
    for (const name of names(n)) if (name.startsWith('~') && t.match(name.slice(1), false, host) !== null) return n;
  return fallback;
}

/** What a location search ends with. */
export type Found = { readonly location: Location | null } | { readonly redirect: Bytes };

function longest(
  locations: readonly Location[],
  uri: Bytes,
): { readonly exact: Location | null; readonly prefix: Location | null; readonly slash: Location | null } {
  let prefix: Location | null = null;
  let slash: Location | null = null;
  for (const location of locations) {
    const { kind, name } = location;
    if (kind === '=' && name === uri) return { exact: location, prefix: null, slash: null };
    if (kind !== '' && kind !== '^~') continue;
    if (uri.startsWith(name) && (prefix === null || name.length > prefix.name.length)) prefix = location;
    // a location for a folder that is passed on: without the slash at its end the client is sent there
    if (name.endsWith('/') && location.settings.proxy !== null && uri === name.slice(0, -1)) slash = location;
  }
  return { exact: null, prefix, slash };
}

function pattern(t: Turn, req: Request, locations: readonly Location[]): Location | null {
  for (const location of locations) {
    if (
      (location.kind === '~' || location.kind === '~*') &&
      t.matchInto(req, location.name, location.kind === '~*', req.uri)
    )
      return location;
  }
  return null;
}

/** The location for the URI of `req` among `locations`. */
export function findLocation(t: Turn, req: Request, locations: readonly Location[]): Found {
  const { exact, prefix, slash } = longest(locations, req.uri);
  if (exact !== null) return { location: exact };
  if (slash !== null && (prefix === null || prefix.name.length < req.uri.length)) return { redirect: `${req.uri}/` };
  if (prefix !== null && prefix.locations.length > 0) {
    const inner = findLocation(t, req, prefix.locations);
    if ('redirect' in inner || inner.location !== null) return inner;
  }
  if (prefix?.kind === '^~') return { location: prefix };
  const regex = pattern(t, req, locations);
  if (regex === null) return { location: prefix };
  if (regex.locations.length > 0) {
    const inner = findLocation(t, req, regex.locations);
    if ('redirect' in inner || inner.location !== null) return inner;
  }
  return { location: regex };
}
