/** Progress documents as text (moby pkg/jsonmessage): lines without a terminal, lines redrawn in place on one. */
import type { Value } from '../api/json.ts';
import type { Bytes } from '../util/bytes.ts';
import { humanSize } from '../util/units.ts';
import { doc, field, num, str } from './json-field.ts';

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

/** `JSONProgress.String`: `[====>      ]  3.4MB/5.8MB`. */
export function progressBar(detail: Value, width: number): Bytes {
  const current = num(detail, 'current');
  const total = num(detail, 'total');
  if (current <= 0 && total <= 0) return '';
  if (total <= 0) return humanSize(current).padStart(8, ' ');
  const percent = Math.trunc(Math.min(1, current / total) * 100) / 2;
  const filled = Math.min(BAR, Math.trunc(percent));
  const bar = width > 110 ? `[${'='.repeat(filled)}>${' '.repeat(Math.max(0, BAR - filled))}] ` : '';
  const numbers = `${humanSize(current).padStart(8, ' ')}/${humanSize(total)}`;
  return bar + numbers;
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

/** The line of an id, redrawn where it stands: up, clear, text, down. */
function redrawn(progress: Progress, message: Value, detail: Value): Drawn {
  const id = str(message, 'id');
  const bar = progressBar(detail, progress.width);
  const line = `${id}: ${str(message, 'status')}${bar === '' ? '' : ` ${bar}`}`;
  const at = progress.ids.indexOf(id);
  if (at < 0) return { text: `\x1b[2K${line}\n`, progress: { ...progress, ids: [...progress.ids, id] }, error: '' };
  const up = progress.ids.length - at;
  return { text: `\x1b[${up}A\x1b[2K\r${line}\r\x1b[${up}B`, progress, error: '' };
}

/** Draws one document of the stream. */
export function progressLine(progress: Progress, message: Value): Drawn {
  const error = str(doc(message, 'errorDetail'), 'message') || str(message, 'error');
  if (error !== '') return { text: '', progress, error };
  const detail = field(message, 'progressDetail');
  const busy = num(detail, 'current') > 0 || num(detail, 'total') > 0;
  if (!progress.tty) return { text: busy ? '' : plain(message), progress, error: '' };
  if (str(message, 'id') === '' || str(message, 'stream') !== '') {
    return { text: plain(message), progress: { ...progress, ids: [] }, error: '' };
  }
  return redrawn(progress, message, detail);
}
