/** Finds the endpoint of a request (moby daemon/server/router). A pattern's `*` stands for the object's name, slashes included. */
import type { ApiRequest } from '../../api/message.ts';
import type { Endpoint } from './request.ts';

/** `METHOD /path/NAME/verb` to endpoint. */
export interface Route {
  readonly method: string;
  /** Before and after the name; `after` null: no name, the whole path. */
  readonly before: string;
  readonly after: string | null;
  readonly endpoint: Endpoint;
}

/** A route from its pattern, such as `POST /containers/{name}/start` with a star for the name. */
export function route(pattern: string, endpoint: Endpoint): Route {
  const [method, path] = pattern.split(' ') as [string, string];
  const star = path.indexOf('*');
  return star < 0
    ? { method, before: path, after: null, endpoint }
    : { method, before: path.slice(0, star), after: path.slice(star + 1), endpoint };
}

/** The endpoint and its argument, or null. Fixed paths win over names. */
export function findRoute(
  routes: readonly Route[],
  req: ApiRequest,
): { readonly endpoint: Endpoint; readonly arg: string } | null {
  for (const { method, before, after, endpoint } of routes) {
    if (method !== req.method) continue;
    if (after === null) {
      if (req.path === before) return { endpoint, arg: '' };
      continue;
    }
    if (req.path.length <= before.length + after.length || !req.path.startsWith(before) || !req.path.endsWith(after))
      continue;
    const arg = req.path.slice(before.length, req.path.length - after.length);
    return { endpoint, arg };
  }
  return null;
}
