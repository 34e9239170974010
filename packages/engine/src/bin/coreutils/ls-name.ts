/** Names as ls(1) shows them: quoted, coloured, with an indicator behind. */
import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG, S_IFSOCK } from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';
import { quotef } from '../frame/quote.ts';
import type { LsEntry } from './ls-entry.ts';
import type { LsOptions } from './ls-options.ts';

function escaped(name: Bytes, quotes: boolean): Bytes {
  let out = '';
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    const special = '\x07\b\f\n\r\t\v'.indexOf(name.charAt(i));
    if (special >= 0) out += `\\${'abfnrtv'.charAt(special)}`;
    else if (c < 32 || c > 126) out += `\\${c.toString(8).padStart(3, '0')}`;
    else if (c === 92 || (c === 34 && quotes) || (c === 32 && !quotes)) out += `\\${name.charAt(i)}`;
    else out += name.charAt(i);
  }
  return quotes ? `"${out}"` : out;
}

/** A name in the quoting of the options. `utf8`: bytes above 127 are letters. */
export function quotedName(o: LsOptions, name: Bytes, utf8: boolean): Bytes {
  switch (o.quoting) {
    case 'c':
      return escaped(name, true);
    case 'escape':
      return escaped(name, false);
    case 'shell':
      return quotef(name, utf8);
    default:
      return o.hideControl ? name.replace(utf8 ? /[\x00-\x1f\x7f]/g : /[^\x20-\x7e]/g, '?') : name;
  }
}

/** The character behind a name, or ''. */
export function indicatorOf(o: LsOptions, type: number, mode: number): string {
  if (o.indicator === 'none') return '';
  if (type === S_IFDIR) return '/';
  if (o.indicator === 'slash') return '';
  if (type === S_IFLNK) return '@';
  if (type === S_IFIFO) return '|';
  if (type === S_IFSOCK) return '=';
  return o.indicator === 'classify' && type === S_IFREG && (mode & 0o111) !== 0 ? '*' : '';
}

/** Codes of the built-in LS_COLORS of GNU ls. */
function gnuColor(type: number, mode: number): string {
  switch (type) {
    case S_IFDIR:
      if ((mode & 0o1002) === 0o1002) return '30;42';
      if ((mode & 0o002) !== 0) return '34;42';
      return (mode & 0o1000) !== 0 ? '37;44' : '01;34';
    case S_IFLNK:
      return '01;36';
    case S_IFIFO:
      return '33';
    case S_IFSOCK:
      return '01;35';
    case S_IFBLK:
    case S_IFCHR:
      return '01;33';
    default:
      if ((mode & 0o4000) !== 0) return '37;41';
      if ((mode & 0o2000) !== 0) return '30;43';
      return (mode & 0o111) !== 0 ? '01;32' : '';
  }
}

/** fgcolor and bold of BusyBox. */
function busyboxColor(type: number, mode: number): string {
  switch (type) {
    case S_IFDIR:
      return '1;34';
    case S_IFLNK:
      return '1;36';
    case S_IFIFO:
      return '0;33';
    case S_IFSOCK:
      return '1;35';
    case S_IFBLK:
    case S_IFCHR:
      return '1;33';
    default:
      return (mode & 0o111) !== 0 ? '1;32' : '0;0';
  }
}

/** `text` in the colour of a file. */
export function coloured(o: LsOptions, gnu: boolean, type: number, mode: number, text: Bytes): Bytes {
  if (!o.color) return text;
  if (!gnu) return `\x1b[${busyboxColor(type, mode)}m${text}\x1b[m`;
  const code = gnuColor(type, mode);
  return code === '' ? text : `\x1b[${code}m${text}\x1b[0m`;
}

/** A name as it is shown, and how many columns it takes. */
export interface NameCell {
  readonly text: Bytes;
  readonly width: number;
}

function columnsOf(text: Bytes, utf8: boolean): number {
  if (!utf8) return text.length;
  let n = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xc0) !== 0x80) n += 1;
  return n;
}

/** The cell of an entry. `pad` puts a blank before names without quotes, where others have one. */
export function nameCell(o: LsOptions, gnu: boolean, e: LsEntry, utf8: boolean, pad: boolean): NameCell {
  const name = quotedName(o, e.name, utf8);
  const space = pad && name === e.name ? ' ' : '';
  const mode = e.stat?.mode ?? 0;
  const mark = e.target !== null ? '' : indicatorOf(o, e.type, mode);
  return {
    text: space + coloured(o, gnu, e.type, mode, name) + mark,
    width: space.length + columnsOf(name, utf8) + mark.length,
  };
}
