/** Listings: what --format, --quiet and --no-trunc make of rows (docker/cli cli/command/formatter). */
import type { Bytes } from '../../util/bytes.ts';
import { isGoError } from '../../util/go-error.ts';
import { goJson } from '../../util/go-json.ts';
import { DOCKER_HEADER_FUNCS } from '../../util/go-template/docker-funcs.ts';
import { executeGoTemplate, parseGoTemplate } from '../../util/go-template/template.ts';
import {
  GO_STRING,
  GO_STRING_MAP,
  type GoMethod,
  type GoType,
  goDefined,
  goMethod,
  goPtr,
  goStructType,
} from '../../util/go-value/type.ts';
import { GoValue } from '../../util/go-value/value.ts';
import { alignRows, tabAlign } from './tabwriter.ts';

/** What columns may ask for beside the row. */
export interface Look {
  readonly trunc: boolean;
  /** Wall clock in nanoseconds since 1970; exact to about a quarter of a microsecond. */
  readonly nowNs: number;
  /** `--human` of history and the like. */
  readonly human: boolean;
}

/** A placeholder: its name in templates, its title, and what it shows of a row. */
export interface Column<R> {
  readonly name: string;
  readonly title: Bytes;
  /** Type of `show`'s result in templates; a string unless given. */
  readonly type?: GoType;
  readonly show: (row: R, look: Look) => unknown;
}

/** One kind of listing. */
export interface Listing<R> {
  readonly columns: readonly Column<R>[];
  readonly byName: ReadonlyMap<string, Column<R>>;
  /** What templates see: a pointer to a context struct whose methods are the columns. */
  readonly type: GoType;
  /** Text of the `raw` format, '' when the kind has none. */
  readonly raw: Bytes;
}

interface Cell<R> {
  readonly row: R;
  readonly look: Look;
}

/** `SubHeaderContext`: titles by placeholder, with a Label method of its own. */
const HEADER_TYPE: GoType = goDefined('formatter.SubHeaderContext', GO_STRING_MAP, {
  methods: {
    Label: goMethod([GO_STRING], GO_STRING, (_self: never, name: never) =>
      ((name as Bytes).split('.').pop() as Bytes).replace(/[-_]/g, ' '),
    ),
  },
});

/**
 * Declares a kind of listing. `typeName` is the context's Go type, seen in errors; `more` are methods with parameters. All
 * columns but those in `notInJson` appear in `{{json .}}`.
 */
export function listing<R>(
  typeName: string,
  columns: readonly Column<R>[],
  more: Readonly<Record<string, GoMethod>> = {},
  raw: Bytes = '',
): Listing<R> {
  const methods: Record<string, GoMethod> = { ...more };
  for (const column of columns) {
    methods[column.name] = goMethod(
      [],
      column.type ?? GO_STRING,
      (self: never) => column.show((self as Cell<R>).row, (self as Cell<R>).look),
      '*',
    );
  }
  const named = columns.slice().sort((a, b) => (a.name < b.name ? -1 : 1));
  const marshal = (data: unknown): Bytes => {
    const cell = data as Cell<R>;
    const parts = named.map(
      (c) => `"${c.name}":${goJson(new GoValue(c.type ?? GO_STRING, c.show(cell.row, cell.look)))}`,
    );
    return `{${parts.join(',')}}`;
  };
  const struct = goStructType(typeName, [], { methods, marshal });
  const type: GoType = { ...goPtr(struct), marshal };
  return { columns, byName: new Map(columns.map((c) => [c.name, c])), type, raw };
}

/** What was written, or the error that stands in its place. */
export interface Listed {
  readonly out: Bytes;
  readonly error: Bytes;
}

/** The default table: chosen columns in order, without going through a template. */
export function plainTable<R>(kind: Listing<R>, names: readonly string[], rows: readonly R[], look: Look): Bytes {
  const columns = names.map((name) => kind.byName.get(name) as Column<R>);
  const cells: Bytes[][] = [columns.map((column) => column.title)];
  for (const row of rows) {
    const line: Bytes[] = [];
    for (const column of columns) line.push(String(column.show(row, look)));
    cells.push(line);
  }
  return alignRows(cells);
}

function headers<R>(kind: Listing<R>): GoValue {
  const titles: Record<string, Bytes> = {};
  for (const column of kind.columns) titles[column.name] = column.title;
  return new GoValue(HEADER_TYPE, titles);
}

/** `Context.preFormat`: without the table directive, and with `\t` and `\n` spelled out. */
function finalFormat(format: Bytes, isTable: boolean): Bytes {
  if (format === 'json') return '{{json .}}';
  const body = isTable ? format.slice('table'.length) : format;
  return body
    .replace(/^ +| +$/g, '')
    .replaceAll('\\t', '\t')
    .replaceAll('\\n', '\n');
}

/** A custom format over rows: `table TEMPLATE`, `json`, or a template. */
export function formatRows<R>(kind: Listing<R>, format: Bytes, rows: readonly R[], look: Look): Listed {
  const isTable = format.startsWith('table');
  const parsed = parseGoTemplate(finalFormat(format, isTable));
  if (isGoError(parsed)) return { out: '', error: `failed to parse template: ${parsed.message}` };
  let body = '';
  for (const row of rows) {
    const done = executeGoTemplate(parsed, new GoValue(kind.type, { row, look }, true));
    if (done.error !== null) return { out: '', error: `failed to execute template: ${done.error.message}` };
    body += `${done.output}\n`;
  }
  if (!isTable) return { out: body, error: '' };
  const header = executeGoTemplate(parsed, headers(kind), { funcs: DOCKER_HEADER_FUNCS });
  return { out: tabAlign(`${header.output}\n${body}`), error: '' };
}

/** How a listing was asked for. */
export interface Asked {
  readonly format: Bytes;
  readonly quiet: boolean;
  /** Columns of the default table. */
  readonly table: readonly string[];
  /** Column of `--quiet`. */
  readonly id: string;
  /** False where docker says nothing about --quiet together with --format. */
  readonly warns?: boolean;
}

/** A listing in the form asked for. */
export function list<R>(kind: Listing<R>, asked: Asked, rows: readonly R[], look: Look): Listed {
  const { format } = asked;
  const plain = format === '' || format === 'table';
  if (asked.quiet) {
    const column = kind.byName.get(asked.id) as Column<R>;
    let out = '';
    for (const row of rows) out += `${column.show(row, look)}\n`;
    return { out, error: '' };
  }
  if (plain) return { out: plainTable(kind, asked.table, rows, look), error: '' };
  if (format === 'raw' && kind.raw !== '') return formatRows(kind, kind.raw, rows, look);
  return formatRows(kind, format, rows, look);
}
