/** What changed between two views of the host: the worker sends this instead of the whole, and what stayed keeps its identity. */
import type { HostView } from '@drydock/engine/host-view';

/** The lists of a view and what tells their items apart. */
const LISTS = {
  images: (item: HostView['images'][number]) => item.id,
  containers: (item: HostView['containers'][number]) => item.id,
  networks: (item: HostView['networks'][number]) => item.id,
  volumes: (item: HostView['volumes'][number]) => item.name,
  processes: (item: HostView['processes'][number]) => String(item.pid),
  events: (item: HostView['events'][number]) => `${item.at} ${item.type} ${item.action} ${item.id}`,
} as const;

type ListName = keyof typeof LISTS;

/** Change of one list: for each place either the place where the item was before, or the new item. */
export type ListPatch<T> = readonly (number | T)[];

/** A change of a view; absent parts are as they were. */
export interface ViewPatch {
  readonly host?: HostView['host'];
  readonly lists: { readonly [Name in ListName]?: ListPatch<HostView[Name][number]> };
}

/** A view of nothing, to which the first patch is applied. */
export const NO_VIEW: HostView = {
  host: { name: '', now: 0, epochSec: 0, cores: 0, memory: 0 },
  images: [],
  containers: [],
  networks: [],
  volumes: [],
  processes: [],
  events: [],
};

/** The change from `before` to `after`; null when nothing changed but the time. */
export function diffView(before: HostView, after: HostView): ViewPatch | null {
  const lists: Record<string, ListPatch<unknown>> = {};
  for (const name of Object.keys(LISTS) as ListName[]) {
    const patch = diffList(before[name], after[name], LISTS[name] as (item: unknown) => string);
    if (patch) lists[name] = patch;
  }
  const { now: _, ...still } = after.host;
  const { now: __, ...was } = before.host;
  const sameHost = JSON.stringify(still) === JSON.stringify(was);
  if (sameHost && Object.keys(lists).length === 0) return null;
  return { host: after.host, lists: lists as ViewPatch['lists'] };
}

function diffList<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): ListPatch<T> | null {
  const places = new Map(before.map((item, i) => [keyOf(item), i]));
  const patch = after.map((item): number | T => {
    const place = places.get(keyOf(item));
    if (place === undefined) return item;
    const known = before[place] as T;
    return known === item || JSON.stringify(known) === JSON.stringify(item) ? place : item;
  });
  const same = before.length === after.length && patch.every((item, i) => item === i);
  return same ? null : patch;
}

/** The view after a patch. Items that did not change are the same objects. */
export function applyPatch(view: HostView, { host, lists }: ViewPatch): HostView {
  const next: { -readonly [Key in keyof HostView]: HostView[Key] } = { ...view };
  if (host) next.host = host;
  const all = next as unknown as Record<string, readonly unknown[]>;
  for (const [name, patch] of Object.entries(lists)) {
    const before = all[name] as readonly unknown[];
    all[name] = (patch as ListPatch<unknown>).map((item) => (typeof item === 'number' ? before[item] : item));
  }
  return next;
}
