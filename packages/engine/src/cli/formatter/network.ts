/** Rows of `docker network ls` (docker/cli cli/command/network/formatter.go). */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { isGoError } from '../../util/go-error.ts';
import { formatTime, GO_STRING_LAYOUT, RFC3339_NANO } from '../../util/go-time.ts';
import { parseTime } from '../../util/go-time-parse.ts';
import { doc, field, str } from '../json-field.ts';
import { labelMethod, labelText } from './container.ts';
import { type Listing, listing } from './listing.ts';
import { truncateId } from './shorten.ts';

function bool(n: Value, key: string): Bytes {
  return field(n, key) === true ? 'true' : 'false';
}

function createdAt(n: Value): Bytes {
  const t = parseTime(RFC3339_NANO, str(n, 'Created'));
  return isGoError(t) ? str(n, 'Created') : formatTime(t, GO_STRING_LAYOUT);
}

/** Networks as `/networks` lists them. */
export const NETWORKS: Listing<Value> = listing<Value>(
  'network.networkContext',
  [
    { name: 'ID', title: 'NETWORK ID', show: (n, look) => (look.trunc ? truncateId(str(n, 'Id')) : str(n, 'Id')) },
    { name: 'Name', title: 'NAME', show: (n) => str(n, 'Name') },
    { name: 'Driver', title: 'DRIVER', show: (n) => str(n, 'Driver') },
    { name: 'Scope', title: 'SCOPE', show: (n) => str(n, 'Scope') },
    { name: 'IPv4', title: 'IPV4', show: (n) => bool(n, 'EnableIPv4') },
    { name: 'IPv6', title: 'IPV6', show: (n) => bool(n, 'EnableIPv6') },
    { name: 'Internal', title: 'INTERNAL', show: (n) => bool(n, 'Internal') },
    { name: 'Labels', title: 'LABELS', show: (n) => labelText(doc(n, 'Labels')) },
    { name: 'CreatedAt', title: 'CREATED AT', show: createdAt },
  ],
  { Label: labelMethod },
);
