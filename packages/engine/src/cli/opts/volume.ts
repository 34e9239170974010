/** `-v`: which specs are binds and named volumes, and which only name a path inside (docker/cli cli/compose/loader/volume.go). */
import type { Bytes } from '../../util/bytes.ts';
import { GoError } from '../../util/go-error.ts';

/** A spec with a source goes to the daemon as it is (`bind`), one without is an anonymous volume at `target`. */
export type VolumeSpec =
  | { readonly kind: 'bind'; readonly text: Bytes }
  | { readonly kind: 'anonymous'; readonly target: Bytes };

/** The sections between colons; a single letter before a colon is taken for a Windows drive and stays with what follows. */
function sections(text: Bytes): readonly Bytes[] {
  const list: Bytes[] = [];
  let buffer = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c !== ':' || (buffer.length === 1 && /[A-Za-z]/.test(buffer))) buffer += c;
    else {
      list.push(buffer);
      buffer = '';
    }
  }
  return [...list, buffer];
}

/** `ParseVolume`; `absolute` makes a source that begins with a dot absolute. */
export function parseVolume(text: Bytes, absolute: (path: Bytes) => Bytes): VolumeSpec | GoError {
  if (text === '') return new GoError('invalid empty volume spec');
  if (text.length <= 2) return { kind: 'anonymous', target: text };
  const parts = sections(text);
  for (const [i, part] of parts.entries()) {
    if (part === '') return new GoError(`invalid spec: ${text}: empty section between colons`);
    if (i === 2 && parts.length > 3) return new GoError(`invalid spec: ${text}: too many colons`);
  }
  if (parts.length === 1) return { kind: 'anonymous', target: text };
  const colon = text.indexOf(':');
  const source = text.slice(0, colon);
  return { kind: 'bind', text: source.startsWith('.') ? `${absolute(source)}${text.slice(colon)}` : text };
}
