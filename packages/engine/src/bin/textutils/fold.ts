/** fold(1): wraps long lines. */
import { ERANGE, strerror } from '../../kernel/errno.ts';
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

interface Options {
  readonly width: number;
  readonly bytes: boolean;
  readonly spaces: boolean;
}

interface State {
  /** The unfinished piece of a line. */
  piece: Bytes;
  column: number;
}

const GNU_OPTIONS = optionSpec('bsw:', 'bytes>b spaces>s width=>w');
const BUSYBOX_OPTIONS = optionSpec('bsw:');

function advance(o: Options, column: number, c: number): number {
  if (o.bytes) return column + 1;
  if (c === 8) return column > 0 ? column - 1 : 0;
  if (c === 13) return 0;
  return c === 9 ? column + 8 - (column % 8) : column + 1;
}

function columns(o: Options, text: Bytes): number {
  let column = 0;
  for (let i = 0; i < text.length; i++) column = advance(o, column, text.charCodeAt(i));
  return column;
}

/** Where the piece is broken: behind its last blank with -s, at its end otherwise. */
function breakAt(o: Options, piece: Bytes): number {
  if (!o.spaces) return piece.length;
  for (let i = piece.length; i > 0; i--) {
    const c = piece.charCodeAt(i - 1);
    if (c === 32 || c === 9) return i;
  }
  return piece.length;
}

function wrap(o: Options, s: State, text: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) {
      out += `${s.piece}\n`;
      s.piece = '';
      s.column = 0;
      continue;
    }
    let column = advance(o, s.column, c);
    while (column > o.width && s.piece !== '') {
      const at = breakAt(o, s.piece);
      out += `${s.piece.slice(0, at)}\n`;
      s.piece = s.piece.slice(at);
      s.column = columns(o, s.piece);
      column = advance(o, s.column, c);
    }
    s.piece += text.charAt(i);
    s.column = column;
  }
  return out;
}

const fold: Filter<Options, State> = {
  unit: 'raw',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 1, (args) =>
      args.map((word) => (/^-[0-9]+$/.test(word) ? `-w${word.slice(1)}` : word)),
    );
    if (typeof c === 'number') return c;
    let width = 80;
    for (const { key, value } of c.options) {
      if (key !== 'w') continue;
      const n = parseDecimal(value);
      const range = f.gnu
        ? `invalid number of columns: ${quoted(p, value)}: ${strerror(ERANGE)}`
        : `number ${value} is not in 1..10000 range`;
      if (n === 0) return complain(p, c.name, range);
      if (n === null)
        return complain(
          p,
          c.name,
          f.gnu ? `invalid number of columns: ${quoted(p, value)}` : `invalid number '${value}'`,
        );
      width = n;
    }
    const has = (key: string): boolean => c.options.some((option) => option.key === key);
    return {
      name: c.name,
      o: { width, bytes: has('b'), spaces: has('s') },
      s: { piece: '', column: 0 },
      files: c.operands,
    };
  },
  block(c, text) {
    c.p.print(1, wrap(c.o, c.s, text));
    return undefined;
  },
  close(c) {
    if (c.s.piece !== '') c.p.print(1, c.s.piece);
    c.s.piece = '';
    c.s.column = 0;
    return undefined;
  },
};

/** `gnu/fold` and `busybox/fold`. */
export const foldPrograms: readonly Program[] = tools('fold', 1, (f) => filterLabels(f, fold));
