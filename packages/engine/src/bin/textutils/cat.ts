/** cat(1): concatenates files. A plain copy to a regular file goes through copy_file_range(2) and costs nothing. */
import { S_IFMT, S_IFREG } from '../../kernel/syscall.ts';
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { invocation } from '../frame/invocation.ts';
import { quotef } from '../frame/quote.ts';

interface Options {
  readonly number: 'no' | 'all' | 'nonblank';
  readonly squeeze: boolean;
  readonly ends: boolean;
  readonly tabs: boolean;
  readonly nonprinting: boolean;
  readonly plain: boolean;
}

interface State {
  line: number;
  /** Newlines seen in a row just now; a file begins as if one had been seen. */
  newlines: number;
}

const GNU_OPTIONS = optionSpec(
  'benstuvAET',
  'show-all>A number-nonblank>b show-ends>E number>n squeeze-blank>s show-nonprinting>v show-tabs>T',
);
const BUSYBOX_OPTIONS = optionSpec('nbvteA');

/** cat -v of one byte, without newline and tab. */
export function visible(c: number): string {
  if (c >= 128) return `M-${visible(c - 128)}`;
  if (c === 127) return '^?';
  return c < 32 ? `^${String.fromCharCode(c + 64)}` : String.fromCharCode(c);
}

function showLine(o: Options, text: Bytes): Bytes {
  if (!o.nonprinting && !o.tabs) return o.ends && text.endsWith('\r') ? `${text.slice(0, -1)}^M` : text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 9) out += o.tabs ? '^I' : '\t';
    else out += o.nonprinting ? visible(c) : text.charAt(i);
  }
  return out;
}

function decorate(o: Options, s: State, text: Bytes): Bytes {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const blank = newline === at;
    if (blank && s.newlines >= 1) {
      s.newlines += 1;
      if (o.squeeze && s.newlines > 2) {
        at = newline + 1;
        continue;
      }
      if (o.number === 'all') out += `${String(++s.line).padStart(6)}\t`;
    } else {
      if (s.newlines >= 1 && o.number !== 'no') out += `${String(++s.line).padStart(6)}\t`;
      s.newlines = newline < 0 ? 0 : 1;
    }
    out += showLine(o, text.slice(at, end));
    if (newline >= 0) out += o.ends ? '$\n' : '\n';
    at = end + 1;
  }
  return out;
}

const cat: Filter<Options, State> = {
  unit: 'raw',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    const set = c.options.map((option) => option.key).join('');
    const has = (letters: string): boolean => [...letters].some((letter) => set.includes(letter));
    const o: Options = {
      number: has('b') ? 'nonblank' : has('n') ? 'all' : 'no',
      squeeze: has('s'),
      ends: has(f.gnu ? 'AeE' : 'Ae'),
      tabs: has(f.gnu ? 'AtT' : 'At'),
      nonprinting: has('Aetv'),
      plain: set === '' || /^u+$/.test(set),
    };
    return { name: c.name, o, s: { line: 0, newlines: 1 }, files: c.operands };
  },
  open(c) {
    if (!c.o.plain) return undefined;
    const out = c.p.fstat(1);
    const input = c.p.fstat(c.fd);
    if (typeof out === 'number' || typeof input === 'number' || (out.mode & S_IFMT) !== S_IFREG) return undefined;
    if (c.f.gnu && out.ino === input.ino && out.dev === input.dev && input.size > 0) {
      c.p.print(2, `${c.name}: ${quotef(c.file)}: input file is output file\n`);
      c.status = 1;
      return 'skip';
    }
    return (input.mode & S_IFMT) === S_IFREG && input.size > 1 << 20 ? 'move' : undefined;
  },
  transfer(c) {
    return c.p.copyRange(c.fd, 1, 1 << 30);
  },
  block(c, text) {
    c.p.print(1, c.o.plain ? text : decorate(c.o, c.s, text));
    return undefined;
  },
  close(c) {
    // BusyBox numbers whole lines, and ends the last one.
    if (c.f.gnu || c.o.number === 'no' || c.s.newlines > 0) return undefined;
    c.p.print(1, '\n');
    c.s.newlines = 1;
    return undefined;
  },
};

/** `gnu/cat` and `busybox/cat`. */
export const catPrograms: readonly Program[] = tools('cat', 1, (f) => filterLabels(f, cat));
