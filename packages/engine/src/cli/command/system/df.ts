/** `docker system df` (docker/cli cli/command/system/df.go). */
import { get } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { GO_ANY } from '../../../util/go-value/type.ts';
import { GoValue } from '../../../util/go-value/value.ts';
import { answer, call, errorOf, object } from '../../call.ts';
import { fail } from '../../exit.ts';
import { flag, text } from '../../flags/read.ts';
import { CONTAINERS } from '../../formatter/container.ts';
import { CACHE, cacheSize, USAGE, usageRows } from '../../formatter/disk-usage.ts';
import { IMAGES, imageRows } from '../../formatter/image.ts';
import { formatRows, type Listing, type Look, listing, plainTable } from '../../formatter/listing.ts';
import { VOLUMES } from '../../formatter/volume.ts';
import { type Doc, items } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { lookOf } from '../../look.ts';

const IMAGE_COLUMNS = ['Repository', 'Tag', 'ID', 'CreatedSince', 'Size', 'SharedSize', 'UniqueSize', 'Containers'];
const CONTAINER_COLUMNS = ['ID', 'Image', 'Command', 'LocalVolumes', 'Size', 'RunningFor', 'Status', 'Names'];
const VOLUME_COLUMNS = ['Name', 'Links', 'Size'];
const CACHE_COLUMNS = ['ID', 'CacheType', 'Size', 'CreatedSince', 'LastUsedSince', 'UsageCount', 'Shared'];

/** One row an image, under its first name. */
function firstNames(df: Doc): ReturnType<typeof imageRows> {
  const seen = new Set<Value>();
  return imageRows(items(df, 'Images'), false).filter((row) => {
    if (seen.has(row.image)) return false;
    seen.add(row.image);
    return true;
  });
}

function verboseTables(df: Doc, look: Look): Bytes {
  return (
    `Images space usage:\n\n${plainTable(IMAGES, IMAGE_COLUMNS, firstNames(df), look)}` +
    `\nContainers space usage:\n\n${plainTable(CONTAINERS, CONTAINER_COLUMNS, items(df, 'Containers'), look)}` +
    `\nLocal Volumes space usage:\n\n${plainTable(VOLUMES, VOLUME_COLUMNS, items(df, 'Volumes'), look)}` +
    `\nBuild cache usage: ${cacheSize(df)}\n\n${plainTable(CACHE, CACHE_COLUMNS, items(df, 'BuildCache'), look)}`
  );
}

/** Rows as the values that templates range over. */
function contexts<R>(kind: Listing<R>, rows: readonly R[], look: Look): readonly unknown[] {
  return rows.map((row) => new GoValue(kind.type, { row, look }, true));
}

const VERBOSE: Listing<Doc> = listing<Doc>('formatter.diskUsageContext', [
  {
    name: 'Images',
    title: '',
    type: GO_ANY,
    show: (df, look) => contexts(IMAGES, firstNames(df), { ...look, trunc: false }),
  },
  {
    name: 'Containers',
    title: '',
    type: GO_ANY,
    show: (df, look) => contexts(CONTAINERS, items(df, 'Containers'), { ...look, trunc: false }),
  },
  { name: 'Volumes', title: '', type: GO_ANY, show: (df, look) => contexts(VOLUMES, items(df, 'Volumes'), look) },
  { name: 'BuildCache', title: '', type: GO_ANY, show: (df, look) => contexts(CACHE, items(df, 'BuildCache'), look) },
]);

function verbose(p: Cli, df: Doc, format: Bytes): Next {
  const look = { ...lookOf(p), trunc: true };
  if (format === '' || format === 'table') {
    p.print(1, verboseTables(df, look));
    return p.exit(0);
  }
  const { out, error } = formatRows(VERBOSE, format.replace(/^table/, ''), [df], look);
  if (error !== '') return fail(p, error.replace('failed to execute template: ', ''));
  p.print(1, out);
  return p.exit(0);
}

/** `docker system df`. */
export const df: Command = command('system df', (p) => call(p, get('/system/df'), 'system df.done'), {
  done: (p) => {
    const reply = answer(p);
    const error = errorOf(reply);
    if (error !== '') return fail(p, error);
    const usage = object(reply);
    const format = text(p, 'format');
    if (flag(p, 'verbose')) return verbose(p, usage, format);
    const rows = usageRows(usage);
    const look = lookOf(p);
    if (format === '' || format === 'table') {
      p.print(1, plainTable(USAGE, ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'], rows, look));
      return p.exit(0);
    }
    const done = formatRows(USAGE, format, rows, look);
    if (done.error !== '') return fail(p, done.error.replace(/^failed to \w+ template/, 'template parsing error'));
    p.print(1, done.out);
    return p.exit(0);
  },
});
