/** Rows of `docker volume ls` (docker/cli cli/command/formatter/volume.go). */
import type { Value } from '../../api/json.ts';
import { humanSize } from '../../util/units.ts';
import { doc, field, num, str } from '../json-field.ts';
import { labelMethod, labelText } from './container.ts';
import { type Listing, listing } from './listing.ts';

/** Volumes as `/volumes` or `/system/df` list them. */
export const VOLUMES: Listing<Value> = listing<Value>(
  'formatter.volumeContext',
  [
    { name: 'Name', title: 'VOLUME NAME', show: (v) => str(v, 'Name') },
    { name: 'Driver', title: 'DRIVER', show: (v) => str(v, 'Driver') },
    { name: 'Scope', title: 'SCOPE', show: (v) => str(v, 'Scope') },
    { name: 'Mountpoint', title: 'MOUNTPOINT', show: (v) => str(v, 'Mountpoint') },
    { name: 'Labels', title: 'LABELS', show: (v) => labelText(doc(v, 'Labels')) },
    {
      name: 'Links',
      title: 'LINKS',
      show: (v) => (field(v, 'UsageData') === null ? 'N/A' : String(num(field(v, 'UsageData'), 'RefCount'))),
    },
    {
      name: 'Size',
      title: 'SIZE',
      show: (v) => (field(v, 'UsageData') === null ? 'N/A' : humanSize(num(field(v, 'UsageData'), 'Size'))),
    },
    { name: 'Group', title: 'GROUP', show: () => 'N/A' },
    { name: 'Status', title: 'STATUS', show: () => 'N/A' },
    { name: 'Availability', title: 'AVAILABILITY', show: () => 'N/A' },
  ],
  { Label: labelMethod },
  'name: {{.Name}}\\ndriver: {{.Driver}}\\n',
);
