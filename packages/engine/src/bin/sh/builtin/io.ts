/** echo and printf. */
import type { Bytes } from '../../../util/bytes.ts';
import {
  escapeAt,
  floatArgument,
  formatFloat,
  formatInteger,
  formatText,
  integerArgument,
  unescaped,
} from '../../coreutils/printf-format.ts';
import { setVarOrElement } from '../declare.ts';
import { quotePrintf } from '../quote.ts';
import type { Shell } from '../shell.ts';
import { SHOPT } from '../state.ts';
import { usage } from './options.ts';

/** echo: bash and ash take -n, -e and -E; dash takes -n and always reads escapes. */
export function echo(sh: Shell, args: readonly Bytes[]): number {
  const { flavour, shopt } = sh.L;
  let i = 1;
  let newline = true;
  let escapes = flavour === 'dash' || (shopt & SHOPT.xpg_echo) !== 0;
  if (flavour === 'dash') {
    if (args[1] === '-n') {
      newline = false;
      i = 2;
    }
  } else {
    for (; i < args.length && /^-[neE]+$/.test(args[i] as Bytes); i++) {
      for (const c of (args[i] as Bytes).slice(1)) {
        if (c === 'n') newline = false;
        else escapes = c === 'e';
      }
    }
  }
  let text = i === args.length - 1 ? (args[i] as Bytes) : args.slice(i).join(' ');
  if (escapes && text.indexOf('\\') >= 0) {
    const r = unescapedEcho(text, flavour === 'dash');
    text = r.text;
    if (r.stop) newline = false;
  }
  sh.write(1, newline ? `${text}\n` : text, 'echo');
  return 0;
}

/** dash knows no `\x` and `\u`. */
function unescapedEcho(text: Bytes, dash: boolean): { readonly text: Bytes; readonly stop: boolean } {
  return unescaped(dash ? text.replace(/\\(\\|[xuUE])/g, (m, c: string) => (c === '\\' ? m : `\\\\${c}`)) : text);
}

interface Cursor {
  readonly args: readonly Bytes[];
  at: number;
  status: number;
}

function next(c: Cursor): Bytes | undefined {
  return c.args[c.at++];
}

function badNumber(sh: Shell, c: Cursor, text: Bytes, error: string): void {
  c.status = 1;
  const { flavour, arg0 } = sh.L;
  if (flavour === 'bash')
    sh.error(`${text}: ${error === 'range' ? 'Numerical result out of range' : 'invalid number'}`, 'printf');
  else if (flavour === 'dash')
    sh.error(
      `${text}: ${error === 'range' ? 'Numerical result out of range' : error === 'partial' ? 'not completely converted' : 'expected numeric value'}`,
      'printf',
    );
  else sh.write(2, `${arg0}: invalid number '${text}'\n`);
}

function integer(sh: Shell, c: Cursor): bigint {
  const text = next(c);
  if (text === undefined || text === '') {
    if (sh.L.flavour === 'ash') badNumber(sh, c, '', 'expected');
    return 0n;
  }
  const n = integerArgument(text);
  if (n.error !== '') badNumber(sh, c, text, n.error);
  return n.error === 'partial' && sh.L.flavour === 'ash' ? 0n : n.value;
}

function number(text: string | null, sh: Shell, c: Cursor): number {
  if (text === '*') return Number(integer(sh, c));
  return text === null || text === '' ? -1 : Number(text);
}

/** A piece of a format: text (`stop`: all output ends after it), or a directive. */
type FormatPart =
  | { readonly kind: 'text'; readonly text: Bytes; readonly stop: boolean }
  | {
      readonly kind: 'directive';
      readonly flags: string;
      readonly width: string;
      readonly precision: string | null;
      readonly conversion: string;
      readonly rest: Bytes;
    };

const DIRECTIVE = /^%([-+ 0#']*)(\*|\d*)(?:\.(\*|-?\d*))?([hlLjtzZ]*)([a-zA-Z]?)/;

/** Cuts a format into its parts; `bad` is the rest of the format from a directive on that is none. */
function cutFormat(
  format: Bytes,
  conversions: string,
): { readonly parts: readonly FormatPart[]; readonly bad: Bytes | null } {
  const parts: FormatPart[] = [];
  let text = '';
  const flush = (stop: boolean): void => {
    if (text !== '' || stop) parts.push({ kind: 'text', text, stop });
    text = '';
  };
  for (let i = 0; i < format.length; ) {
    const c = format.charAt(i);
    if (c === '\\') {
      const e = escapeAt(format, i, false);
      text += e.text;
      i += e.length;
      if (!e.stop) continue;
      flush(true);
      return { parts, bad: null };
    }
    if (c !== '%') {
      text += c;
      i++;
    } else if (format.charAt(i + 1) === '%') {
      text += '%';
      i += 2;
    } else {
      flush(false);
      const rest = format.slice(i);
      const m = DIRECTIVE.exec(rest) as RegExpExecArray;
      const conversion = m[5] as string;
      if (conversion === '' || !conversions.includes(conversion)) return { parts, bad: rest };
      parts.push({
        kind: 'directive',
        flags: m[1] as string,
        width: m[2] as string,
        precision: m[3] ?? null,
        conversion,
        rest,
      });
      i += m[0].length;
    }
  }
  flush(false);
  return { parts, bad: null };
}

/** One directive with its arguments; `stop`: `%b` met `\c`. */
function directive(
  sh: Shell,
  part: Extract<FormatPart, { kind: 'directive' }>,
  c: Cursor,
): { readonly text: Bytes; readonly stop: boolean } {
  let { flags } = part;
  let width = number(part.width, sh, c);
  const precision = part.precision === null ? -1 : number(part.precision === '' ? '0' : part.precision, sh, c);
  if (width < -1) {
    flags += '-';
    width = -width;
  }
  const { conversion } = part;
  if ('diouxX'.includes(conversion))
    return { text: formatInteger(integer(sh, c), flags, width, precision, conversion), stop: false };
  if ('eEfFgGaA'.includes(conversion)) {
    const text = next(c) ?? '';
    const n = floatArgument(text);
    if (n.error !== '' && text !== '') badNumber(sh, c, text, n.error);
    return { text: formatFloat(n.value, flags, width, precision, conversion), stop: false };
  }
  const raw = next(c) ?? '';
  if (conversion === 'b') {
    const r = unescaped(raw);
    return { text: formatText(r.text, flags, width, precision, 's'), stop: r.stop };
  }
  if (conversion === 'q') return { text: formatText(quotePrintf(raw), flags, width, precision, 's'), stop: false };
  return { text: formatText(raw, flags, width, precision, conversion), stop: false };
}

/** `rest` is the format from the directive on. bash and BusyBox pass over length modifiers of C, dash knows none. */
function badDirective(sh: Shell, rest: Bytes): number {
  const { flavour, arg0 } = sh.L;
  const m = /^(%[-+ 0#']*[\d.*]*)([hlLjtzqZ]*)([\s\S]?)/.exec(rest) as RegExpExecArray;
  const [, head, lengths, last] = m as unknown as readonly [string, Bytes, Bytes, Bytes];
  if (flavour === 'bash') {
    if (last !== '') sh.error(`\`${last}': invalid format character`, 'printf');
    else sh.error(`\`${head}': missing format character`, 'printf');
    return 1;
  }
  if (flavour === 'dash')
    return sh.fail(
      lengths + last === '' ? 'missing format character' : `${head}${(lengths + last).charAt(0)}: invalid directive`,
      'printf',
      2,
    );
  const shown = rest.startsWith('%q') ? rest : rest.replace(lengths, '');
  sh.write(2, `${arg0}: ${shown}: invalid format\n`);
  return 1;
}

/** The whole output of a printf and its status; `stop` set by `\c`. */
function format(sh: Shell, text: Bytes, args: readonly Bytes[]): { readonly out: Bytes; readonly status: number } {
  const { parts, bad } = cutFormat(text, sh.bash ? 'diouxXeEfFgGaAcsbq' : 'diouxXeEfFgGaAcsb');
  const c: Cursor = { args, at: 0, status: 0 };
  let out = '';
  const wants = parts.some((p) => p.kind === 'directive');
  do {
    for (const part of parts) {
      if (part.kind === 'text') {
        out += part.text;
        if (part.stop) return { out, status: c.status };
        continue;
      }
      const r = directive(sh, part, c);
      out += r.text;
      if (r.stop) return { out, status: c.status };
    }
    if (bad !== null) return { out, status: badDirective(sh, bad) };
  } while (wants && c.at < args.length && out.length < MAX_PRINTF);
  return { out, status: c.status };
}

/** Longest output of one printf. */
const MAX_PRINTF = 1 << 20;

/** printf. */
export function printf(sh: Shell, args: readonly Bytes[]): number {
  const { flavour, arg0 } = sh.L;
  let i = 1;
  let variable: Bytes | null = null;
  if (sh.bash && args[1] === '-v') {
    variable = args[2] ?? '';
    i = 3;
  } else if (args[i] !== undefined && /^-[^-]/.test(args[i] as Bytes) && flavour !== 'ash') {
    if (sh.bash) {
      sh.error(`${(args[i] as Bytes).slice(0, 2)}: invalid option`, 'printf');
      usage(sh, 'printf');
      return 2;
    }
    return sh.fail(`Illegal option ${(args[i] as Bytes).slice(0, 2)}`, 'printf', 2);
  }
  if (args[i] === '--') i++;
  const text = args[i];
  if (text === undefined) {
    if (sh.bash) usage(sh, 'printf');
    else if (flavour === 'dash') return sh.fail('usage: printf format [arg ...]', 'printf', 2);
    else sh.write(2, `${arg0}: usage: printf FORMAT [ARGUMENT...]\n`);
    return 2;
  }
  const r = format(sh, text, args.slice(i + 1));
  if (variable !== null) return setVarOrElement(sh, variable, r.out, 'printf') ? r.status : 1;
  sh.write(1, r.out, 'printf');
  return r.status;
}
