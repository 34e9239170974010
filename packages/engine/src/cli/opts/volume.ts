/** `-v`: which specs are binds and named volumes, and which only name a path inside (docker/cli cli/compose/loader/volume.go). */
import type { Bytes } from '../../util/bytes.ts';
import { GoError } from '../../util/go-error.ts';

/** A spec with a source goes to the daemon as it is (`bind`), one without is an anonymous volume at `target`. */
export type VolumeSpec = { readonly kind: 'bind'; readonly text: Bytes } | { readonly kind: 'anonymous'; readonly target: Bytes };

function isPath(source: Bytes): boolean {
  return source.startsWith('.') || source.startsWith('/') || source.startsWith('~');
}

/** `ParseVolume`; `absolute` makes a source that begins with `./` absolute. */
export function parseVolume(text: Bytes, absolute: (path: Bytes) => Bytes): VolumeSpec | GoError {
  if (text === '') return new GoError('invalid empty volume spec');
  if (text.length <= 2) return { kind: 'anonymous', target: text };
  const parts = text.split(':');
  for (const part of parts.slice(0, 3)) {
    if (part === '') return new GoError(`invalid spec: ${text}: empty section between colons`);
  }
  if (parts.length === 1) return { kind: 'anonymous', target: text };
  const source = parts[0] as Bytes;
  const relative = isPath(source) && (source === '.' || source.startsWith('./'));
  return { kind: 'bind', text: relative ? `${absolute(source)}${text.slice(source.length)}` : text };
}
