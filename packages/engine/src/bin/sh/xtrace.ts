/** What `set -x` prints before a command. */
import type { Bytes } from '../../util/bytes.ts';
import { promptText } from './prompt.ts';
import { quoteBash } from './quote.ts';
import type { Shell } from './shell.ts';
import { OPT } from './state.ts';
import { getVar } from './vars.ts';

/** PS4, its first character repeated for each level of substitution in bash. */
function ps4(sh: Shell): Bytes {
  const raw = getVar(sh, 'PS4') ?? '+ ';
  const text = promptText(sh, raw, false);
  if (!sh.bash || sh.L.substDepth === 0) return text;
  return text.charAt(0).repeat(sh.L.substDepth) + text;
}

/** One word as the trace shows it. */
function shown(sh: Shell, word: Bytes): Bytes {
  if (sh.L.flavour === 'dash') return word;
  if (sh.bash)
    return /^[A-Za-z0-9_@%+=:,./!-]+$/.test(word) && !/^[=!]$/.test(word)
      ? word
      : word === '='
        ? '='
        : word === ''
          ? "''"
          : quoteBash(word);
  if (word === '') return '';
  return /[^A-Za-z0-9_@%+:,./\]!-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;
}

function emit(sh: Shell, text: Bytes): void {
  sh.write(2, `${ps4(sh)}${text}\n`);
}

/** A simple command with its assignments. */
export function traceCommand(sh: Shell, assigns: readonly (readonly [Bytes, Bytes])[], words: readonly Bytes[]): void {
  if (!sh.has(OPT.xtrace)) return;
  const left = assigns.map(([name, value]) => `${name}=${sh.L.flavour === 'dash' ? value : quoteValue(value)}`);
  const right = words.map((w) => shown(sh, w));
  if (sh.bash && left.length > 0) {
    for (const a of left) emit(sh, a);
    if (right.length > 0) emit(sh, right.join(' '));
    return;
  }
  emit(sh, [...left, ...right].join(' '));
}

function quoteValue(value: Bytes): Bytes {
  return value === '' || /^[A-Za-z0-9_@%+=:,./!-]+$/.test(value) ? value : quoteBash(value);
}

/** The head of a compound command, in bash. */
export function traceHead(sh: Shell, text: Bytes): void {
  if (sh.bash && sh.has(OPT.xtrace)) emit(sh, text);
}
