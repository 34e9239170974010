/** tr(1): translates, squeezes and deletes bytes. */
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, filterLabels } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand, printUsage } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';
import { complementOf, filled, parseSet, type TrSet } from './tr-set.ts';

interface Options {
  /** 256 bytes: what each byte becomes; '' when nothing is translated. */
  readonly map: Bytes;
  /** 256 characters, `1` for a byte that is deleted or squeezed; '' for none. */
  readonly drop: string;
  readonly squeeze: string;
}

interface State {
  /** The last byte printed, when it may be squeezed; -1 otherwise. */
  last: number;
}

const OPTIONS = optionSpec('+cCdst', 'complement>c delete>d squeeze-repeats>s truncate-set1>t');
const BUSYBOX_OPTIONS = optionSpec('+Ccstd');

function flags(chars: readonly number[]): string {
  const out = new Array<string>(256).fill('0');
  for (const c of chars) out[c] = '1';
  return out.join('');
}

function translation(from: readonly number[], to: readonly number[], truncate: boolean): Bytes {
  const map: number[] = [];
  for (let c = 0; c < 256; c++) map.push(c);
  const length = truncate ? Math.min(from.length, to.length) : from.length;
  const last = to[to.length - 1] as number;
  for (let i = 0; i < length; i++) map[from[i] as number] = to[i] ?? last;
  return String.fromCharCode(...map);
}

interface Flags {
  readonly complement: boolean;
  readonly del: boolean;
  readonly squeeze: boolean;
  readonly truncate: boolean;
}

/** What is wrong with the number of sets, or null. */
function countError(p: Proc, f: Flavour, name: Bytes, sets: readonly Bytes[], o: Flags): number | null {
  const wanted = o.del === o.squeeze ? 2 : 1;
  if (sets.length === 0) return f.gnu ? missingOperand(p, f, name) : printUsage(p, f, name);
  if (!f.gnu) return sets.length > 2 ? printUsage(p, f, name) : null;
  if (sets.length < wanted) {
    complain(p, name, `missing operand after ${quoted(p, sets[0] as Bytes)}`);
    p.print(
      2,
      o.squeeze
        ? 'Two strings must be given when both deleting and squeezing repeats.\n'
        : 'Two strings must be given when translating.\n',
    );
    return printUsage(p, f, name);
  }
  const most = o.del && !o.squeeze ? 1 : 2;
  if (sets.length <= most) return null;
  complain(p, name, `extra operand ${quoted(p, sets[most] as Bytes)}`);
  if (most === 1 && sets.length === 2)
    p.print(2, 'Only one string may be given when deleting without squeezing repeats.\n');
  return printUsage(p, f, name);
}

function planSets(p: Proc, f: Flavour, name: Bytes, first: TrSet, second: TrSet | null, o: Flags): Options | number {
  const one = o.complement ? complementOf(first.chars) : first.chars;
  if (o.del) return { map: '', drop: flags(one), squeeze: o.squeeze && second !== null ? flags(second.chars) : '' };
  if (second === null) return { map: '', drop: '', squeeze: o.squeeze ? flags(one) : '' };
  const two = filled(second, one.length);
  if (two.length === 0) {
    return f.gnu
      ? complain(p, name, 'when not truncating set1, string2 must be non-empty')
      : complain(p, name, 'STRING2 cannot be empty');
  }
  if (f.gnu && second.classes.some((name) => name !== 'lower' && name !== 'upper')) {
    return complain(
      p,
      name,
      "when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'",
    );
  }
  return { map: translation(one, two, o.truncate), drop: '', squeeze: o.squeeze ? flags(two) : '' };
}

function convert(o: Options, s: State, text: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (o.drop !== '' && o.drop.charCodeAt(c) === 49) continue;
    if (o.map !== '') c = o.map.charCodeAt(c);
    if (o.squeeze !== '') {
      if (c === s.last) continue;
      s.last = o.squeeze.charCodeAt(c) === 49 ? c : -1;
    }
    out += String.fromCharCode(c);
  }
  return out;
}

const tr: Filter<Options, State> = {
  unit: 'raw',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    const set = c.options.map((option) => option.key);
    const o: Flags = {
      complement: set.includes('c') || set.includes('C'),
      del: set.includes('d'),
      squeeze: set.includes('s'),
      truncate: set.includes('t'),
    };
    const wrong = countError(p, f, c.name, c.operands, o);
    if (wrong !== null) return wrong;
    const first = parseSet(c.operands[0] as Bytes, f.gnu);
    if (typeof first === 'string') return complain(p, c.name, first);
    const second = c.operands[1] === undefined ? null : parseSet(c.operands[1], f.gnu);
    if (typeof second === 'string') return complain(p, c.name, second);
    if (first.fill >= 0 && f.gnu) return complain(p, c.name, 'the [c*] repeat construct may not appear in string1');
    const plan = planSets(p, f, c.name, first, second, o);
    return typeof plan === 'number' ? plan : { name: c.name, o: plan, s: { last: -1 }, files: [] };
  },
  block(c, text) {
    c.p.print(1, convert(c.o, c.s, text));
    return undefined;
  },
};

/** `gnu/tr` and `busybox/tr`. */
export const trPrograms: readonly Program[] = tools('tr', 1, (f) => filterLabels(f, tr));
