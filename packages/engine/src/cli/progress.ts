/** Progress documents as text (moby pkg/jsonmessage): lines without a terminal, lines redrawn in place on one. */
import type { Value } from '../api/json.ts';
import type { Bytes } from '../util/bytes.ts';
import { humanSize } from '../util/units.ts';
import { doc, field, num, str } from './json-field.ts';
import type { Cli } from './locals.ts';

/** What has been drawn: on a terminal, which line belongs to which id. */
export interface Progress {
  readonly tty: boolean;
  readonly ids: readonly Bytes[];
  /** Columns of the terminal. */
  readonly width: number;
}

/** Nothing drawn yet. */
export function progressStart(tty: boolean, width = 200): Progress {
  return { tty, ids: [], width };
}

const BAR = 50;
/** Narrower terminals show numbers without a bar. */
const WIDE = 110;

/** `JSONProgress.String`: `[====>      ]  3.4MB/5.8MB`. */
export function progressBar(detail: Value, width: number): Bytes {
  const current = num(detail, 'current');
  const total = num(detail, 'total');
  if (current <= 0 && total <= 0) return '';
  if (total <= 0) return humanSize(current).padStart(8, ' ');
  const filled = Math.min(BAR, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const bar = width > WIDE ? `[${'='.repeat(filled)}>${' '.repeat(BAR - filled)}] ` : '';
  const done = humanSize(current).padStart(8, ' ');
  return current > total ? bar + done : `${bar}${done}/${humanSize(total)}`;
}

/** One document drawn; `error` is a failure that it reports. */
export interface Drawn {
  readonly text: Bytes;
  readonly progress: Progress;
  readonly error: Bytes;
}

function plain(message: Value): Bytes {
  const id = str(message, 'id');
  const stream = str(message, 'stream');
  if (stream !== '') return stream;
  return `${id === '' ? '' : `${id}: `}${str(message, 'status')}\n`;
}

/** The line of an id, redrawn where it stands: up, clear, text, down. A new id gets a line below the others. */
function redrawn(progress: Progress, message: Value, detail: Value): Drawn {
  const id = str(message, 'id');
  const known = progress.ids.includes(id);
  const ids = known ? progress.ids : [...progress.ids, id];
  const up = ids.length - ids.indexOf(id);
  const line = `${id}: ${str(message, 'status')} ${progressBar(detail, progress.width)}`;
  const text = `${known ? '' : '\n'}\x1b[${up}A\x1b[2K\r${line}\r\x1b[${up}B`;
  return { text, progress: { ...progress, ids }, error: '' };
}

/** Draws one document of the stream. */
export function progressLine(progress: Progress, message: Value): Drawn {
  const error = str(doc(message, 'errorDetail'), 'message') || str(message, 'error');
  if (error !== '') return { text: '', progress, error };
  const detail = field(message, 'progressDetail');
  if (!progress.tty)
    return { text: progressBar(detail, progress.width) === '' ? plain(message) : '', progress, error: '' };
  if (detail !== null && str(message, 'id') !== '' && str(message, 'stream') === '')
    return redrawn(progress, message, detail);
  // what is no progress ends the block: later lines of the same ids begin anew
  return { text: plain(message), progress: { ...progress, ids: [] }, error: '' };
}

/** Columns of the terminal on `fd`, as progress bars ask for them. */
export function columnsOf(p: Cli, fd: number): number {
  const attr = p.tcgetattr(fd);
  return typeof attr === 'number' || attr.cols === 0 ? 200 : attr.cols;
}
