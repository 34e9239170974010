/** `docker images --tree` (docker/cli cli/command/image/tree.go): all names of an image together. */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { humanSizeWithPrecision } from '../../util/units.ts';
import { items, num, str } from '../json-field.ts';
import { truncateId } from './shorten.ts';

/** Columns of the legend's line. */
const LINE = 80;
const GAP = '   ';

function title(text: Bytes): Bytes {
  return `\x1b[39m\x1b[1m${text}\x1b[0m`;
}

function namesOf(image: Value): readonly Bytes[] {
  const tags = items(image, 'RepoTags') as readonly Bytes[];
  return tags.length === 0 ? ['<untagged>'] : tags.slice().sort((a, b) => b.length - a.length);
}

/** The whole text: legend, titles, and for each image its names, the last of which has the details. */
export function imageTree(images: readonly Value[]): Bytes {
  const width = Math.max(5, ...images.flatMap((image) => namesOf(image).map((name) => name.length)));
  const pad = (shown: Bytes, length: number, to: number): Bytes => shown + ' '.repeat(Math.max(0, to - length));
  let out = `${'Info ->  U In Use '.padStart(LINE)}\n\n`;
  out += [
    pad(title('IMAGE'), 5, width),
    pad(title('ID'), 2, 12),
    title('DISK USAGE'),
    title('CONTENT SIZE'),
    title('EXTRA'),
  ].join(GAP);
  out += '\n';
  for (const image of images) {
    const names = namesOf(image);
    for (const name of names.slice(0, -1)) out += `${name}\n`;
    const inUse = num(image, 'Containers') > 0 ? 'U' : '';
    out += [
      (names[names.length - 1] as Bytes).padEnd(width),
      truncateId(str(image, 'Id')),
      humanSizeWithPrecision(num(image, 'Size'), 3).padStart(10),
      '0B'.padStart(12),
      inUse.padEnd(5),
    ].join(GAP);
    out += '\n';
  }
  return out;
}
