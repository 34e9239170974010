/** `docker context …`: there is one context, default, made from DOCKER_HOST. */
import type { Bytes } from '../../../util/bytes.ts';
import { sha256Hex } from '../../../util/digest.ts';
import { isGoError } from '../../../util/go-error.ts';
import { GO_ANY_MAP, GO_BOOL } from '../../../util/go-value/type.ts';
import { fail, finish } from '../../exit.ts';
import { flag, text } from '../../flags/read.ts';
import { type Listing, listing } from '../../formatter/listing.ts';
import { configDir } from '../../host.ts';
import { inspectorOf, inspectText } from '../../inspect/inspector.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { showList } from '../../show-list.ts';

interface ContextRow {
  readonly host: Bytes;
}

/** The context as `docker context ls` lists it. */
const CONTEXTS: Listing<ContextRow> = listing<ContextRow>('formatter.clientContextContext', [
  { name: 'Current', title: 'CURRENT', type: GO_BOOL, show: () => true },
  { name: 'Name', title: 'NAME', show: () => 'default' },
  { name: 'Description', title: 'DESCRIPTION', show: () => 'Current DOCKER_HOST based configuration' },
  { name: 'DockerEndpoint', title: 'DOCKER ENDPOINT', show: (r) => r.host },
  { name: 'Error', title: 'ERROR', show: () => '' },
]);

/** The name with the mark of the current context, for the table only. */
const TABLE: Listing<ContextRow> = listing<ContextRow>('formatter.clientContextContext', [
  { name: 'Name', title: 'NAME', show: () => 'default *' },
  ...CONTEXTS.columns.filter((column) => column.name !== 'Name'),
]);

function hostOf(p: Cli): Bytes {
  return `unix://${p.locals.socket}`;
}

/** `docker context ls`. */
export const ls: Command = command('context ls', (p) => {
  const format = text(p, 'format');
  const plain = format === '' || format === 'table';
  const asked = {
    format,
    quiet: flag(p, 'quiet'),
    table: ['Name', 'Description', 'DockerEndpoint', 'Error'],
    id: 'Name',
    warns: false,
  };
  return showList(p, plain && !asked.quiet ? TABLE : CONTEXTS, asked, [{ host: hostOf(p) }]);
});

/** `docker context show`. */
export const show: Command = command('context show', (p) => {
  p.print(1, 'default\n');
  return p.exit(0);
});

function unknown(p: Cli, name: Bytes): Bytes {
  const file = `${configDir(p)}/contexts/meta/${sha256Hex(name)}/meta.json`;
  return `context "${name}": context not found: open ${file}: no such file or directory`;
}

/** `docker context inspect`. */
export const inspect: Command = command('context inspect', (p) => {
  const names = p.locals.args.length === 0 ? ['default'] : p.locals.args;
  const bad = names.filter((name) => name !== 'default');
  const memory = '<IN MEMORY>';
  const one = {
    Name: 'default',
    Metadata: {},
    Endpoints: { docker: { Host: hostOf(p), SkipTLSVerify: false } },
    TLSMaterial: {},
    Storage: { MetadataPath: memory, TLSPath: memory },
  };
  const found = names.filter((name) => name === 'default').map(() => one);
  const inspector = inspectorOf(text(p, 'format'));
  if (isGoError(inspector)) return fail(p, `template parsing error: ${inspector.message}`, 64);
  // contexts are marshalled by encoding/json, which escapes the angle brackets
  const shown = inspectText(
    inspector,
    found.map((value) => ({ value, type: GO_ANY_MAP })),
    true,
  );
  p.print(1, shown.out);
  return finish(p, [...bad.map((name) => unknown(p, name)), ...shown.errors]);
});

/** `docker context use`. */
export const use: Command = command('context use', (p) => {
  const name = p.locals.args[0] as Bytes;
  if (name !== 'default') return fail(p, unknown(p, name));
  p.print(1, 'default\n');
  p.print(2, 'Current context is now "default"\n');
  return p.exit(0);
});

/** `docker context rm`. */
export const rm: Command = command('context rm', (p) =>
  fail(
    p,
    p.locals.args
      .map((name) => (name === 'default' ? 'context "default" cannot be removed' : unknown(p, name)))
      .join('\n'),
  ),
);
