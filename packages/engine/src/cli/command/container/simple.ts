/** rename, wait, port, diff, update: small commands with an answer or two. */
import { get, post } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, errorOf, list, object } from '../../call.ts';
import { fail, finish } from '../../exit.ts';
import { tabAlign } from '../../formatter/tabwriter.ts';
import { doc, items, num, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { parsePortRange, splitProtoPort } from '../../opts/port.ts';

/** `docker rename`. */
export const rename: Command = command(
  'container rename',
  (p) => {
    const [from = '', to = ''] = p.locals.args.map((arg) => arg.trim());
    if (from === '' || to === '') return fail(p, 'Error: Neither old nor new names may be empty');
    return call(p, post(`/containers/${from}/rename`, { name: to }), 'container rename.done');
  },
  {
    done: (p) => {
      const error = errorOf(answer(p));
      return error === ''
        ? p.exit(0)
        : fail(p, `${error}\nError: failed to rename container named ${p.locals.args[0]}`);
    },
  },
);

interface Waiting {
  at: number;
  errors: readonly Bytes[];
}

function waitNext(p: Cli<Waiting>): Next {
  const name = p.locals.args[p.locals.at];
  if (name === undefined) return finish(p, p.locals.errors);
  return call(p, post(`/containers/${name}/wait`), 'container wait.done');
}

/** `docker wait`: prints the exit codes one after the other. */
export const wait: Command = command<Waiting>(
  'container wait',
  (p) => {
    Object.assign(p.locals, { at: 0, errors: [] });
    return waitNext(p);
  },
  {
    done: (p) => {
      const { at, errors } = p.locals;
      const reply = answer(p);
      const error = errorOf(reply);
      if (error === '') p.print(1, `${num(object(reply), 'StatusCode')}\n`);
      Object.assign(p.locals, { at: at + 1, errors: error === '' ? errors : [...errors, error] });
      return waitNext(p);
    },
  },
);

function hostPort(binding: unknown): Bytes {
  const ip = str(binding as never, 'HostIp');
  return `${ip.includes(':') ? `[${ip}]` : ip}:${str(binding as never, 'HostPort')}`;
}

function onePort(p: Cli, ports: ReturnType<typeof doc>, wanted: Bytes): Next {
  const { proto, port } = splitProtoPort(wanted);
  const range = parsePortRange(port);
  if (isGoError(range)) return fail(p, `Error: invalid port (${wanted}): ${range.message}`);
  const bindings = items(ports, `${port}/${proto}`);
  if (bindings.length === 0) return fail(p, `Error: No public port '${wanted}' published for ${p.locals.args[0]}`);
  p.print(1, bindings.map((binding) => `${hostPort(binding)}\n`).join(''));
  return p.exit(0);
}

/** Natural order: numbers by value (`sortorder.NaturalLess`). */
function naturally(a: Bytes, b: Bytes): number {
  const n = Number.parseInt(a, 10) - Number.parseInt(b, 10);
  return n !== 0 ? n : a < b ? -1 : a > b ? 1 : 0;
}

/** `docker port`. */
export const port: Command = command(
  'container port',
  (p) => call(p, get(`/containers/${p.locals.args[0]}/json`), 'container port.inspected'),
  {
    inspected: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      const ports = doc(doc(object(reply), 'NetworkSettings'), 'Ports');
      const wanted = p.locals.args[1];
      if (wanted !== undefined) return onePort(p, ports, wanted);
      const lines: Bytes[] = [];
      for (const name of Object.keys(ports))
        for (const binding of items(ports, name)) lines.push(`${name} -> ${hostPort(binding)}`);
      lines.sort(naturally);
      if (lines.length > 0) p.print(1, `${lines.join('\n')}\n`);
      return p.exit(0);
    },
  },
);

const KINDS = ['C', 'A', 'D'];

/** `docker diff`. */
export const diff: Command = command(
  'container diff',
  (p) => call(p, get(`/containers/${p.locals.args[0]}/changes`), 'container diff.done'),
  {
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      p.print(
        1,
        list(reply)
          .map((change) => `${KINDS[num(change, 'Kind')] ?? '?'} ${str(change, 'Path')}\n`)
          .join(''),
      );
      return p.exit(0);
    },
  },
);

/** `docker top`: the titles and rows of ps, in columns. */
export const top: Command = command(
  'container top',
  (p) => {
    const args = p.locals.args.slice(1).join(' ');
    return call(
      p,
      get(`/containers/${p.locals.args[0]}/top`, args === '' ? {} : { ps_args: args }),
      'container top.done',
    );
  },
  {
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      const body = object(reply);
      const rows = [items(body, 'Titles'), ...items(body, 'Processes')] as readonly (readonly Bytes[])[];
      p.print(1, topTable(rows));
      return p.exit(0);
    },
  },
);

/** `tabwriter.NewWriter(out, 20, 1, 3, ' ', 0)` over rows that end in a tab. */
function topTable(rows: readonly (readonly Bytes[])[]): Bytes {
  return tabAlign(rows.map((row) => `${row.join('\t')}\n`).join(''), { minWidth: 20, padding: 3 });
}
