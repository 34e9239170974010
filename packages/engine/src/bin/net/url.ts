/** URLs as HTTP clients take them apart (RFC 3986, as far as they use it). */
import type { Bytes } from '../../util/bytes.ts';

export interface Url {
  readonly scheme: Bytes;
  readonly user: Bytes | null;
  /** Name, address, or IPv6 address without its brackets. */
  readonly host: Bytes;
  readonly port: number;
  /** Was the port written out? */
  readonly hasPort: boolean;
  /** Path and query, beginning with `/`. */
  readonly target: Bytes;
}

/** Ports by scheme. */
export const DEFAULT_PORTS: { readonly [scheme: string]: number } = { http: 80, https: 443, ftp: 21 };

/** Takes `text` apart; `http` when it has no scheme. Null when it has no host or a bad port. */
export function parseUrl(text: Bytes): Url | null {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([^/?#]*)([^#]*)/.exec(text);
  if (match === null) return null;
  const scheme = (match[1] ?? 'http').toLowerCase();
  const authority = match[2] ?? '';
  const at = authority.lastIndexOf('@');
  const place = authority.slice(at + 1);
  const split = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(place);
  if (split === null) return null;
  const digits = split[3] ?? '';
  const port = digits === '' ? (DEFAULT_PORTS[scheme] ?? 0) : Number(digits);
  if (port > 65535) return null;
  const rest = match[3] ?? '';
  const target = rest === '' || !rest.startsWith('/') ? `/${rest}` : rest;
  return {
    scheme,
    user: at < 0 ? null : authority.slice(0, at),
    host: split[1] ?? split[2] ?? '',
    port,
    hasPort: digits !== '',
    target,
  };
}

/** `host`, or `host:port` when the port is not the scheme's own, as Host: headers carry it. */
export function hostHeader(url: Url): Bytes {
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return url.port === DEFAULT_PORTS[url.scheme] ? host : `${host}:${url.port}`;
}

/** The URL written out again. */
export function formatUrl(url: Url): Bytes {
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return `${url.scheme}://${host}${url.hasPort ? `:${url.port}` : ''}${url.target}`;
}

/** Path without `.` and `..` segments (RFC 3986 §5.2.4). */
export function removeDots(path: Bytes): Bytes {
  const out: Bytes[] = [];
  const parts = path.split('/').slice(1);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Bytes;
    const last = i === parts.length - 1;
    if (part === '..') out.pop();
    if (part === '.' || part === '..') {
      if (last) out.push('');
    } else out.push(part);
  }
  return `/${out.join('/')}`;
}

/** Where a `Location:` leads from `base` (RFC 3986 §5.2, the forms that servers send). */
export function resolveUrl(base: Url, location: Bytes): Url | null {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(location)) return parseUrl(location);
  if (location.startsWith('//')) return parseUrl(`${base.scheme}:${location}`);
  const [path = ''] = base.target.split('?');
  const joined = location.startsWith('/')
    ? location
    : location.startsWith('?')
      ? path + location
      : path.slice(0, path.lastIndexOf('/') + 1) + location;
  const cut = joined.search(/[?#]/);
  const plain = cut < 0 ? joined : joined.slice(0, cut);
  const query = cut < 0 ? '' : (joined.slice(cut).split('#')[0] as Bytes);
  return { ...base, target: removeDots(plain) + query };
}
