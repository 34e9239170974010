/** base64(1): encodes and decodes as a stream. */
import type { Program } from '../../program/program.ts';
import { base64Encode } from '../../util/base64.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxStdio, type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

interface Options {
  readonly decode: boolean;
  readonly ignore: boolean;
  readonly wrap: number;
}

interface State {
  /** Octets, or characters when decoding, that make no whole group yet. */
  rest: Bytes;
  column: number;
  failed: boolean;
}

const GNU_OPTIONS = optionSpec('diw:', 'decode>d ignore-garbage>i wrap=>w');
const BUSYBOX_OPTIONS = optionSpec('dw:', 'decode>d wrap=>w');
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function wrapped(o: Options, s: State, text: string): string {
  if (o.wrap === 0) return text;
  let out = '';
  for (let at = 0; at < text.length; ) {
    const part = text.slice(at, at + o.wrap - s.column);
    out += part;
    at += part.length;
    s.column += part.length;
    if (s.column === o.wrap) {
      out += '\n';
      s.column = 0;
    }
  }
  return out;
}

/** Octets of `n` good characters at the beginning of a group that is cut short. */
function partial(text: string): Bytes {
  const good = /^[A-Za-z0-9+/]*/.exec(text)?.[0] ?? '';
  const [a = 0, b = 0, c = 0] = [...good].map((letter) => ALPHABET.indexOf(letter));
  return String.fromCharCode((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2)).slice(0, Math.max(0, good.length - 1));
}

/** Decodes whole groups of four; a foreign character or padding in the middle ends it. */
function decoded(s: State, text: string): Bytes {
  let out = '';
  const all = s.rest + text;
  let at = 0;
  for (; at + 4 <= all.length; at += 4) {
    const v = [0, 1, 2, 3].map((i) => ALPHABET.indexOf(all.charAt(at + i)));
    const pad = all.charAt(at + 3) === '=' ? (all.charAt(at + 2) === '=' ? 2 : 1) : 0;
    if (v.slice(0, 4 - pad).includes(-1)) {
      out += partial(all.slice(at, at + 4));
      s.failed = true;
      break;
    }
    const [a = 0, b = 0, c = 0, d = 0] = v.map((n) => Math.max(0, n));
    out += String.fromCharCode((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d).slice(0, 3 - pad);
  }
  s.rest = s.failed ? '' : all.slice(at);
  return out;
}

const base64: Filter<Options, State> = {
  unit: 'raw',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    let wrap = 76;
    for (const { key, value } of c.options) {
      if (key !== 'w') continue;
      const n = parseDecimal(value);
      if (n === null)
        return complain(p, c.name, f.gnu ? `invalid wrap size: ${quoted(p, value)}` : `invalid number '${value}'`);
      wrap = n;
    }
    if (c.operands.length > 1)
      return f.gnu
        ? usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[1] as Bytes)}`)
        : printUsage(p, f, c.name);
    const has = (key: string): boolean => c.options.some((o) => o.key === key);
    return {
      name: c.name,
      o: { decode: has('d'), ignore: has('i'), wrap },
      s: { rest: '', column: 0, failed: false },
      files: c.operands,
    };
  },
  openError: busyboxStdio,
  readError: busyboxStdio,
  block(c, text) {
    const { o, s, p } = c;
    if (!o.decode) {
      const all = s.rest + text;
      const whole = all.length - (all.length % 3);
      s.rest = all.slice(whole);
      p.print(1, wrapped(o, s, base64Encode(all.slice(0, whole))));
      return undefined;
    }
    const clean = o.ignore || !c.f.gnu ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replace(/\n/g, '');
    p.print(1, decoded(s, clean));
    if (!s.failed) return undefined;
    c.status = complain(p, c.name, c.f.gnu ? 'invalid input' : 'truncated input');
    return 'stop';
  },
  close(c) {
    const { o, s, p } = c;
    if (!o.decode) {
      p.print(1, wrapped(o, s, base64Encode(s.rest)));
      if (o.wrap > 0 && s.column > 0) p.print(1, '\n');
      return undefined;
    }
    if (s.rest === '') return undefined;
    if (c.f.gnu) p.print(1, partial(s.rest));
    c.status = complain(p, c.name, c.f.gnu ? 'invalid input' : 'truncated input');
    return undefined;
  },
};

/** `gnu/base64` and `busybox/base64`. */
export const base64Programs: readonly Program[] = tools('base64', 1, (f) => filterLabels(f, base64));
