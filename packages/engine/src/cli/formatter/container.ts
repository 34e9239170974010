/** Rows of `docker ps` (docker/cli cli/command/formatter/container.go). */
import type { Value } from '../../api/json.ts';
import { familiarName, parseNormalizedNamed } from '../../oci/reference.ts';
import type { Bytes } from '../../util/bytes.ts';
import { humanDuration } from '../../util/go-duration.ts';
import { isGoError } from '../../util/go-error.ts';
import { goQuote } from '../../util/go-quote.ts';
import { formatTime, GO_STRING_LAYOUT } from '../../util/go-time.ts';
import { GO_ANY, GO_STRING, goMethod } from '../../util/go-value/type.ts';
import { humanSizeWithPrecision } from '../../util/units.ts';
import { doc, items, num, str } from '../json-field.ts';
import { type Listing, type Look, listing } from './listing.ts';
import { displayablePorts } from './ports.ts';
import { ELLIPSIS, ellipsis, truncateId } from './shorten.ts';

const SECOND = 1_000_000_000;

/** "3 minutes ago" for a Unix time in seconds. */
export function ago(epochSec: number, look: Look): Bytes {
  return `${humanDuration(look.nowNs - epochSec * SECOND)} ago`;
}

/** `key=value` pairs of labels, sorted, with commas. */
export function labelText(labels: Value): Bytes {
  const map = (labels ?? {}) as { readonly [key: string]: Bytes };
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${map[key]}`)
    .join(',');
}

/** The `Label "name"` method of every context. */
export const labelMethod = goMethod(
  [GO_STRING],
  GO_STRING,
  (self: never, name: never) => str(doc((self as { row: Value }).row, 'Labels'), name as string),
  '*',
);

function names(c: Value, look: Look): Bytes {
  const all = items(c, 'Names').map((name) =>
    (name as Bytes).startsWith('/') ? (name as Bytes).slice(1) : (name as Bytes),
  );
  const own = look.trunc ? all.find((name) => !name.includes('/')) : undefined;
  return own ?? all.join(',');
}

function image(c: Value, look: Look): Bytes {
  const text = str(c, 'Image');
  if (text === '') return '<no image>';
  if (!look.trunc) return text;
  const id = truncateId(str(c, 'ImageID'));
  if (id === truncateId(text)) return id;
  if (!text.includes('@')) return text;
  const ref = parseNormalizedNamed(text);
  if (isGoError(ref)) return text;
  return ref.tag === '' ? familiarName(ref) : `${familiarName(ref)}:${ref.tag}`;
}

function command(c: Value, look: Look): Bytes {
  const text = str(c, 'Command');
  const short = look.trunc ? ellipsis(text, 20) : text;
  // the mark of truncation is printable: quoting the rest is enough, and plain ASCII quotes fast
  return short.endsWith(ELLIPSIS)
    ? `${goQuote(short.slice(0, -ELLIPSIS.length)).slice(0, -1)}${ELLIPSIS}"`
    : goQuote(short);
}

function size(c: Value): Bytes {
  const own = humanSizeWithPrecision(num(c, 'SizeRw'), 3);
  const all = num(c, 'SizeRootFs');
  return all > 0 ? `${own} (virtual ${humanSizeWithPrecision(all, 3)})` : own;
}

function mounts(c: Value, look: Look): Bytes {
  const list = items(c, 'Mounts').map((m) => str(m, 'Name') || str(m, 'Source'));
  return list.map((name) => (look.trunc ? ellipsis(name, 15) : name)).join(',');
}

function localVolumes(c: Value): Bytes {
  return String(items(c, 'Mounts').filter((m) => str(m, 'Driver') === 'local').length);
}

/** The `raw` format; sizes are added with --size. */
const RAW =
  'container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\ncreated_at: {{.CreatedAt}}\nstate: {{- pad .State 1 0}}\n' +
  'status: {{- pad .Status 1 0}}\nnames: {{.Names}}\nlabels: {{- pad .Labels 1 0}}\nports: {{- pad .Ports 1 0}}\n';

/** Containers as `/containers/json` lists them. */
export const CONTAINERS: Listing<Value> = listing<Value>(
  'formatter.ContainerContext',
  [
    { name: 'ID', title: 'CONTAINER ID', show: (c, look) => (look.trunc ? truncateId(str(c, 'Id')) : str(c, 'Id')) },
    { name: 'Names', title: 'NAMES', show: names },
    { name: 'Image', title: 'IMAGE', show: image },
    { name: 'Command', title: 'COMMAND', show: command },
    {
      name: 'CreatedAt',
      title: 'CREATED AT',
      show: (c) => formatTime({ sec: num(c, 'Created'), nsec: 0 }, GO_STRING_LAYOUT),
    },
    { name: 'RunningFor', title: 'CREATED', show: (c, look) => ago(num(c, 'Created'), look) },
    { name: 'Ports', title: 'PORTS', show: (c) => displayablePorts(items(c, 'Ports')) },
    { name: 'State', title: 'STATE', show: (c) => str(c, 'State') },
    { name: 'Status', title: 'STATUS', show: (c) => str(c, 'Status') },
    { name: 'Size', title: 'SIZE', show: size },
    { name: 'Labels', title: 'LABELS', show: (c) => labelText(doc(c, 'Labels')) },
    { name: 'Mounts', title: 'MOUNTS', show: mounts },
    { name: 'LocalVolumes', title: 'LOCAL VOLUMES', show: localVolumes },
    {
      name: 'Networks',
      title: 'NETWORKS',
      show: (c) =>
        Object.keys(doc(doc(c, 'NetworkSettings'), 'Networks'))
          .sort()
          .join(','),
    },
    { name: 'Platform', title: 'PLATFORM', type: GO_ANY, show: () => null },
  ],
  { Label: labelMethod },
  RAW,
);
