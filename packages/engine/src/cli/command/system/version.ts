/** `docker version` (docker/cli cli/command/system/version.go). */
import { get } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { executeGoTemplate, parseGoTemplate } from '../../../util/go-template/template.ts';
import { ANSIC, formatTime, RFC3339_NANO } from '../../../util/go-time.ts';
import { parseTime } from '../../../util/go-time-parse.ts';
import { GoValue } from '../../../util/go-value/value.ts';
import { answer, call, errorOf, object } from '../../call.ts';
import { CLIENT_VERSION } from '../../client-version.ts';
import { fail } from '../../exit.ts';
import { text } from '../../flags/read.ts';
import { VERSION_INFO } from '../../inspect/system-types.ts';
import { type Doc, doc, items, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';

const LABEL_WIDTH = 20;

function row(indent: number, label: Bytes, value: Bytes): Bytes {
  return `${`${' '.repeat(indent)}${label}:`.padEnd(LABEL_WIDTH)}${value}`.trimEnd() + '\n';
}

function clientText(): Bytes {
  const c = CLIENT_VERSION;
  return (
    'Client:\n' +
    row(1, 'Version', c.version) +
    row(1, 'API version', c.apiVersion) +
    row(1, 'Go version', c.goVersion) +
    row(1, 'Git commit', c.gitCommit) +
    row(1, 'Built', c.built) +
    row(1, 'OS/Arch', `${c.os}/${c.arch}`) +
    row(1, 'Context', 'default')
  );
}

/** Times of builds as `Mon Jan _2 15:04:05 2006`; what is no time is shown as it is. */
function built(value: Bytes): Bytes {
  const t = parseTime(RFC3339_NANO, value);
  return isGoError(t) ? value : formatTime(t, ANSIC);
}

function engineText(details: Doc, version: Bytes): Bytes {
  return (
    row(2, 'Version', version) +
    row(2, 'API version', `${str(details, 'ApiVersion')} (minimum version ${str(details, 'MinAPIVersion')})`) +
    row(2, 'Go version', str(details, 'GoVersion')) +
    row(2, 'Git commit', str(details, 'GitCommit')) +
    row(2, 'Built', built(str(details, 'BuildTime'))) +
    row(2, 'OS/Arch', `${str(details, 'Os')}/${str(details, 'Arch')}`) +
    row(2, 'Experimental', str(details, 'Experimental'))
  );
}

function serverText(server: Doc): Bytes {
  const platform = str(doc(server, 'Platform'), 'Name');
  let out = platform === '' ? '\nServer:\n' : `\nServer: ${platform}\n`;
  for (const component of items(server, 'Components')) {
    const name = str(component, 'Name');
    const details = doc(component, 'Details');
    out += ` ${name}:\n`;
    if (name === 'Engine') out += engineText(details, str(component, 'Version'));
    else {
      out += row(2, 'Version', str(component, 'Version'));
      for (const key of Object.keys(details)) out += row(2, key, str(details, key));
    }
  }
  return out;
}

function versionInfo(server: Doc | null): Value {
  const c = CLIENT_VERSION;
  const client = {
    Version: c.version,
    ApiVersion: c.apiVersion,
    DefaultAPIVersion: c.apiVersion,
    GitCommit: c.gitCommit,
    GoVersion: c.goVersion,
    Os: c.os,
    Arch: c.arch,
    BuildTime: c.built,
    Context: 'default',
  };
  return { Client: client, Server: server };
}

function formatted(p: Cli, server: Doc | null): Bytes | { readonly error: Bytes; readonly code: number } {
  const format = text(p, 'format') === 'json' ? '{{json .}}' : text(p, 'format');
  const parsed = parseGoTemplate(format, 'version');
  if (isGoError(parsed)) return { error: `template parsing error: ${parsed.message}`, code: 64 };
  const done = executeGoTemplate(parsed, new GoValue(VERSION_INFO, versionInfo(server)));
  return done.error === null ? `${done.output}\n` : { error: `\n${done.error.message}`, code: 1 };
}

function done(p: Cli): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  const server = error === '' ? object(reply) : null;
  const format = text(p, 'format');
  if (format === '' || format === 'pretty') p.print(1, clientText() + (server === null ? '' : serverText(server)));
  else {
    const out = formatted(p, server);
    if (typeof out !== 'string') {
      if (out.code === 1) p.print(1, '\n');
      return fail(p, out.error.trimStart(), out.code);
    }
    p.print(1, out);
  }
  return error === '' ? p.exit(0) : fail(p, error);
}

/** `docker version`. */
export const version: Command = command('version', (p) => call(p, get('/version'), 'version.done'), { done });
