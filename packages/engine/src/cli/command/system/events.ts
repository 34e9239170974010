/** `docker events` (docker/cli cli/command/system/events.go). */
import { get } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { goJson } from '../../../util/go-json.ts';
import { executeGoTemplate, type GoTemplate, parseGoTemplate } from '../../../util/go-template/template.ts';
import { formatTime, RFC3339_NANO_FIXED, type WallTime } from '../../../util/go-time.ts';
import { goPtr } from '../../../util/go-value/type.ts';
import { GoValue } from '../../../util/go-value/value.ts';
import { answer, callStream, errorOf, receive } from '../../call.ts';
import { fail } from '../../exit.ts';
import { filterPairs, filtersJson, query, text } from '../../flags/read.ts';
import { EVENT_MESSAGE } from '../../inspect/system-types.ts';
import { doc, field, num, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { timestampOption } from '../container/logs.ts';

interface Watching {
  fd: number;
}

/** Nanoseconds are more than a double holds exactly: they come as digits. */
function nanoseconds(event: Value): bigint {
  const value = field(event, 'timeNano');
  if (typeof value === 'string' && /^\d+$/.test(value)) return BigInt(value);
  return typeof value === 'number' ? BigInt(Math.trunc(value)) : 0n;
}

function messageValue(event: Value): GoValue {
  return new GoValue(goPtr(EVENT_MESSAGE), { ...(event as object), timeNano: nanoseconds(event) }, true);
}

/** The parsed format, null for the default lines and for `json`, or why it is refused. */
function templateOf(format: Bytes): GoTemplate | null | Bytes {
  if (format === '' || format === 'json') return null;
  const parsed = parseGoTemplate(format);
  if (isGoError(parsed)) return `Error parsing format: ${parsed.message}`;
  const tried = executeGoTemplate(parsed, messageValue({}));
  return tried.error === null ? parsed : `Error parsing format: ${tried.error.message}`;
}

function start(p: Cli): Next {
  const template = templateOf(text(p, 'format'));
  if (typeof template === 'string') return fail(p, template, 64);
  const since = timestampOption(p, 'since');
  if (isGoError(since)) return fail(p, since.message);
  const until = timestampOption(p, 'until');
  if (isGoError(until)) return fail(p, until.message);
  const asked = query([
    ['filters', filtersJson(filterPairs(p))],
    ['since', since],
    ['until', until],
  ]);
  return callStream(p, get('/events', asked), 'system events.opened');
}

function opened(p: Cli<Watching>): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  p.locals.fd = reply.fd;
  return p.goto('system events.next');
}

function timeOf(event: Value): WallTime {
  const nano = nanoseconds(event);
  if (nano === 0n) return { sec: num(event, 'time'), nsec: 0 };
  return { sec: Number(nano / 1_000_000_000n), nsec: Number(nano % 1_000_000_000n) };
}

/** `prettyPrintEvent`: time, type, action, id, and the attributes sorted by name. */
function line(event: Value): Bytes {
  const actor = doc(event, 'Actor');
  const attributes = doc(actor, 'Attributes');
  const pairs = Object.keys(attributes)
    .sort()
    .map((key) => `${key}=${str(attributes, key)}`);
  const at = formatTime(timeOf(event), RFC3339_NANO_FIXED);
  const more = pairs.length === 0 ? '' : ` (${pairs.join(', ')})`;
  return `${at} ${str(event, 'Type')} ${str(event, 'Action')} ${str(actor, 'ID')}${more}\n`;
}

function shown(p: Cli, template: GoTemplate | null, event: Value): Bytes {
  if (template !== null) return `${executeGoTemplate(template, messageValue(event)).output}\n`;
  if (text(p, 'format') === 'json') return `${goJson(messageValue(event), { escapeHtml: false })}\n`;
  return line(event);
}

/** Most events of one turn. */
const TURN = 256;

function next(p: Cli<Watching>): Next {
  const { fd } = p.locals;
  const template = templateOf(text(p, 'format'));
  if (typeof template === 'string') return fail(p, template, 64);
  for (let i = 0; i < TURN; i++) {
    const message = receive(p, fd);
    if (message === undefined) return p.waitRead(fd, 'system events.next');
    if (message === null || message.kind === 'end') return p.exit(0);
    if (message.kind === 'chunk') p.print(1, shown(p, template, message.data));
  }
  return p.goto('system events.next');
}

/** `docker system events`. */
export const events: Command = command<Watching>('system events', start, { opened, next });
