/** `docker system df` (docker/cli cli/command/formatter/disk_usage.go). */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { sprintf } from '../../util/go-fmt/printf.ts';
import { humanSize } from '../../util/units.ts';
import { field, items, num, str } from '../json-field.ts';
import { type Listing, listing } from './listing.ts';

/** One kind of object. */
export interface UsageRow {
  readonly type: Bytes;
  readonly total: number;
  readonly active: number;
  readonly size: number;
  readonly reclaimable: number;
  /** Whether the reclaimable share is shown in per cent. */
  readonly percent: boolean;
}

function imageRow(df: Value): UsageRow {
  const images = items(df, 'Images');
  const active = images.filter((image) => num(image, 'Containers') > 0);
  let used = 0;
  for (const image of active) {
    const size = num(image, 'Size');
    const shared = num(image, 'SharedSize');
    if (size !== -1 && shared !== -1) used += size - shared;
  }
  const size = num(df, 'LayersSize');
  return {
    type: 'Images',
    total: images.length,
    active: active.length,
    size,
    reclaimable: size - used,
    percent: size > 0,
  };
}

function isActive(container: Value): boolean {
  const state = str(container, 'State');
  return state.includes('running') || state.includes('paused') || state.includes('restarting');
}

function sum(list: readonly Value[], size: (item: Value) => number): number {
  let total = 0;
  for (const item of list) total += size(item);
  return total;
}

function containerRow(df: Value): UsageRow {
  const all = items(df, 'Containers');
  const active = all.filter(isActive);
  const rw = (c: Value): number => num(c, 'SizeRw');
  const size = sum(all, rw);
  return {
    type: 'Containers',
    total: all.length,
    active: active.length,
    size,
    reclaimable: size - sum(active, rw),
    percent: size > 0,
  };
}

function volumeRow(df: Value): UsageRow {
  const all = items(df, 'Volumes');
  const refs = (v: Value): number => num(field(v, 'UsageData'), 'RefCount');
  const bytes = (v: Value): number => Math.max(0, num(field(v, 'UsageData'), 'Size'));
  const size = sum(all, bytes);
  const free = sum(
    all.filter((v) => refs(v) === 0),
    bytes,
  );
  const active = all.filter((v) => refs(v) > 0).length;
  return { type: 'Local Volumes', total: all.length, active, size, reclaimable: free, percent: size > 0 };
}

function cacheRow(df: Value): UsageRow {
  const all = items(df, 'BuildCache');
  const inUse = all.filter((c) => field(c, 'InUse') === true);
  const own = (c: Value): number => (field(c, 'Shared') === true ? 0 : num(c, 'Size'));
  const free = sum(
    all.filter((c) => field(c, 'InUse') !== true),
    own,
  );
  return {
    type: 'Build Cache',
    total: all.length,
    active: inUse.length,
    size: sum(all, own),
    reclaimable: free,
    percent: false,
  };
}

/** The four rows of the answer of GET /system/df. */
export function usageRows(df: Value): readonly UsageRow[] {
  return [imageRow(df), containerRow(df), volumeRow(df), cacheRow(df)];
}

function reclaimable(row: UsageRow): Bytes {
  const size = humanSize(row.reclaimable);
  return row.percent ? sprintf('%s (%d%%)', size, Math.trunc((row.reclaimable * 100) / row.size)) : size;
}

/** Kinds of objects with what they use. */
export const USAGE: Listing<UsageRow> = listing<UsageRow>('formatter.diskUsageImagesContext', [
  { name: 'Type', title: 'TYPE', show: (r) => r.type },
  { name: 'TotalCount', title: 'TOTAL', show: (r) => String(r.total) },
  { name: 'Active', title: 'ACTIVE', show: (r) => String(r.active) },
  { name: 'Size', title: 'SIZE', show: (r) => humanSize(r.size) },
  { name: 'Reclaimable', title: 'RECLAIMABLE', show: reclaimable },
]);

/** A record of the build cache. */
export const CACHE: Listing<Value> = listing<Value>('formatter.buildCacheContext', [
  { name: 'ID', title: 'CACHE ID', show: (c) => str(c, 'ID') },
  { name: 'CacheType', title: 'CACHE TYPE', show: (c) => str(c, 'Type') },
  { name: 'Size', title: 'SIZE', show: (c) => humanSize(num(c, 'Size')) },
  { name: 'CreatedSince', title: 'CREATED', show: (c) => str(c, 'CreatedAt') },
  { name: 'LastUsedSince', title: 'LAST USED', show: (c) => str(c, 'LastUsedAt') },
  { name: 'UsageCount', title: 'USAGE', show: (c) => String(num(c, 'UsageCount')) },
  { name: 'Shared', title: 'SHARED', show: (c) => String(field(c, 'Shared') === true) },
]);

/** Size of the build cache. */
export function cacheSize(df: Value): Bytes {
  return humanSize(cacheRow(df).size);
}
