/** Rows of `docker history` (docker/cli cli/command/image/formatter_history.go). */
import type { Value } from '../../api/json.ts';
import { formatTime, RFC3339 } from '../../util/go-time.ts';
import { humanSizeWithPrecision } from '../../util/units.ts';
import { num, str } from '../json-field.ts';
import { ago } from './container.ts';
import { type Listing, listing } from './listing.ts';
import { ellipsis, truncateId } from './shorten.ts';

/** Layers as `/images/NAME/history` lists them. */
export const HISTORY: Listing<Value> = listing<Value>('image.historyContext', [
  { name: 'ID', title: 'IMAGE', show: (h, look) => (look.trunc ? truncateId(str(h, 'Id')) : str(h, 'Id')) },
  { name: 'CreatedAt', title: 'CREATED AT', show: (h) => formatTime({ sec: num(h, 'Created'), nsec: 0 }, RFC3339) },
  {
    name: 'CreatedSince',
    title: 'CREATED',
    show: (h, look) =>
      look.human ? ago(num(h, 'Created'), look) : formatTime({ sec: num(h, 'Created'), nsec: 0 }, RFC3339),
  },
  {
    name: 'CreatedBy',
    title: 'CREATED BY',
    show: (h, look) => {
      const text = str(h, 'CreatedBy').replaceAll('\t', ' ');
      return look.trunc ? ellipsis(text, 45) : text;
    },
  },
  {
    name: 'Size',
    title: 'SIZE',
    show: (h, look) => (look.human ? humanSizeWithPrecision(num(h, 'Size'), 3) : String(num(h, 'Size'))),
  },
  { name: 'Comment', title: 'COMMENT', show: (h) => str(h, 'Comment') },
]);
