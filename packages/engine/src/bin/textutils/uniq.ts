/** uniq(1): drops or counts repeated lines that follow each other. */
import { strerror } from '../../kernel/errno.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../kernel/syscall.ts';
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, type FilterContext, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, usageError } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted, quotef } from '../frame/quote.ts';

interface Options {
  readonly count: boolean;
  readonly once: boolean;
  readonly repeated: boolean;
  readonly all: boolean;
  readonly fold: boolean;
  readonly fields: number;
  readonly chars: number;
  readonly width: number;
  readonly end: string;
  readonly out: number;
}

interface State {
  line: Bytes;
  key: Bytes;
  seen: number;
}

const GNU_OPTIONS = optionSpec(
  'cdDif:s:uw:z',
  'count>c repeated>d all-repeated?>D ignore-case>i skip-fields=>f skip-chars=>s unique>u check-chars=>w zero-terminated>z !group?',
);
const BUSYBOX_OPTIONS = optionSpec('cduizf:s:w:');

function keyOf(o: Options, line: Bytes): Bytes {
  let at = 0;
  for (let n = 0; n < o.fields; n++) {
    while (at < line.length && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
    while (at < line.length && line.charCodeAt(at) !== 32 && line.charCodeAt(at) !== 9) at++;
  }
  const key = line.slice(at + o.chars, o.width < 0 ? undefined : at + o.chars + o.width);
  return o.fold ? key.toUpperCase() : key;
}

function flush(o: Options, s: State): Bytes {
  if (s.seen === 0 || o.all) return '';
  if (s.seen === 1 ? o.repeated : o.once) return '';
  return `${o.count ? `${String(s.seen).padStart(7)} ` : ''}${s.line}${o.end}`;
}

function lines(c: FilterContext<Options, State>, text: Bytes): Bytes {
  const { o, s } = c;
  let out = '';
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf(o.end, at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const key = keyOf(o, line);
    at = end + 1;
    if (s.seen > 0 && key === s.key) {
      if (o.all) out += s.seen === 1 ? s.line + o.end + line + o.end : line + o.end;
      s.seen += 1;
      continue;
    }
    out += flush(o, s);
    s.line = line;
    s.key = key;
    s.seen = 1;
  }
  return out;
}

const uniq: Filter<Options, State> = {
  unit: 'lines',
  delimiter: (o) => o.end,
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    const has = (key: string): boolean => c.options.some((option) => option.key === key);
    let o: Options = {
      count: has('c'),
      once: has('u'),
      repeated: has('d') || has('D'),
      all: has('D'),
      fold: has('i'),
      fields: 0,
      chars: 0,
      width: -1,
      end: has('z') ? '\0' : '\n',
      out: 1,
    };
    for (const { key, value } of c.options) {
      if (key === 'D' && value !== '' && value !== 'none')
        return complain(p, c.name, `option --all-repeated=${value} is not simulated`);
      if (!'fsw'.includes(key)) continue;
      const n = parseDecimal(value);
      const what =
        key === 'f'
          ? 'number of fields to skip'
          : key === 's'
            ? 'number of bytes to skip'
            : 'number of bytes to compare';
      if (n === null) return complain(p, c.name, f.gnu ? `${value}: invalid ${what}` : `invalid number '${value}'`);
      o = { ...o, [key === 'f' ? 'fields' : key === 's' ? 'chars' : 'width']: n };
    }
    if (c.operands.length > 2 && f.gnu)
      return usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[2] as Bytes)}`);
    const target = c.operands[1];
    if (target !== undefined && target !== '-') {
      const fd = p.open(target, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
      if (fd < 0)
        return complain(
          p,
          c.name,
          f.gnu ? `${quotef(target)}: ${strerror(fd)}` : `can't open '${target}': ${strerror(fd)}`,
        );
      o = { ...o, out: fd };
    }
    return { name: c.name, o, s: { line: '', key: '', seen: 0 }, files: c.operands.slice(0, 1) };
  },
  block(c, text) {
    c.p.print(c.o.out, lines(c, text));
    return undefined;
  },
  end(c) {
    c.p.print(c.o.out, flush(c.o, c.s));
  },
};

/** `gnu/uniq` and `busybox/uniq`. */
export const uniqPrograms: readonly Program[] = tools('uniq', 1, (f) => filterLabels(f, uniq));
