/**
 * Takes out of terminal output what a program in the simulated host must not do to a reader's browser: ask the terminal
 * for answers (they would come back as typed keys, once for everybody who may act), report the mouse, set titles, links
 * or the clipboard, or name counts so large that carrying them out stands still. What remains is what ECMA-48 and xterm
 * (ctlseqs) say about showing text. Works on byte strings (0..255), over any cuts between chunks.
 */

const ESC = 0x1b;
/** Bytes of one control sequence; longer ones are dropped. */
const LONGEST = 64;
/** Counts and positions are cut to this: more than any screen has rows or columns. */
const MOST = 1000;

/** Finals of CSI sequences without prefix and intermediate that only move, erase, scroll and colour. */
const FINALS = new Set('@ABCDEFGHIJKLMPSTXZ`abdefghlmrsu');
/** Modes (`CSI Pn h`) that concern nothing but what is shown: insert, automatic newline. */
const ANSI_MODES = new Set([4, 20]);
/** DEC private modes (`CSI ? Pn h`): cursor keys, reverse, origin, wrap, blink, cursor, alternate screens, bracketed paste. */
const DEC_MODES = new Set([1, 5, 6, 7, 12, 25, 45, 47, 66, 1047, 1048, 1049, 2004]);
/** Second bytes of two-byte escapes: save, restore, index, next line, tab stop, reverse index, reset, keypad modes. */
const ESCAPES = new Set('78DEHMc=>');

type State = 'ground' | 'c2' | 'escape' | 'escape-intermediate' | 'csi' | 'string' | 'string-escape';

/** One stream of output. */
export class EscapeFilter {
  #state: State = 'ground';
  /** The sequence so far, from ESC on. */
  #held = '';

  /** What may be shown of the next `bytes`. */
  filter(bytes: string): string {
    let out = '';
    let plain = 0; // start of the run that is copied as it is
    for (let i = 0; i < bytes.length; i++) {
      const code = bytes.charCodeAt(i);
      if (this.#state === 'ground' && isPlain(code)) continue;
      if (this.#state === 'ground') out += bytes.slice(plain, i);
      out += this.#take(code);
      plain = i + 1;
    }
    return this.#state === 'ground' ? out + bytes.slice(plain) : out;
  }

  /** Forgets an unfinished sequence: the next bytes belong to another stream. */
  reset(): void {
    this.#state = 'ground';
    this.#held = '';
  }

  /** One byte that is not plainly text; gives what it completes. */
  #take(code: number): string {
    if (code === ESC) return this.#begin();
    switch (this.#state) {
      case 'ground':
        return this.#ground(code);
      case 'c2':
        this.#state = 'ground';
        // U+0080 to U+009F are the C1 controls: CSI, OSC, DCS… in one character
        return code >= 0x80 && code <= 0x9f ? '' : `\xc2${String.fromCharCode(code)}`;
      case 'escape':
        return this.#escape(code);
      case 'escape-intermediate':
        return this.#escapeIntermediate(code);
      case 'csi':
        return this.#csi(code);
      default:
        return this.#string(code);
    }
  }

  #begin(): string {
    const lone = this.#state === 'c2' ? '\xc2' : '';
    this.#state = this.#state === 'string' ? 'string-escape' : 'escape';
    this.#held = '\x1b';
    return lone;
  }

  #ground(code: number): string {
    if (code === 0xc2) this.#state = 'c2';
    return '';
  }

  #escape(code: number): string {
    const char = String.fromCharCode(code);
    if (char === '[') return this.#go('csi', char);
    if (char === ']' || char === 'P' || char === 'X' || char === '^' || char === '_') return this.#go('string', char);
    if (code >= 0x20 && code <= 0x2f) return this.#go('escape-intermediate', char);
    return this.#end(ESCAPES.has(char) ? `\x1b${char}` : '');
  }

  /** Choice of a character set (`ESC ( B`), and the alignment test (`ESC # 8`). */
  #escapeIntermediate(code: number): string {
    if (code >= 0x20 && code <= 0x2f) return this.#go('escape-intermediate', String.fromCharCode(code));
    const sequence = this.#held + String.fromCharCode(code);
    return this.#end(/^\x1b(?:[()*+][0AB]|#8)$/.test(sequence) ? sequence : '');
  }

  #csi(code: number): string {
    const char = String.fromCharCode(code);
    if (code >= 0x40 && code <= 0x7e)
      return this.#end(this.#held.length > LONGEST ? '' : allowedCsi(this.#held.slice(2), char));
    if (code === 0x18 || code === 0x1a) return this.#end(''); // CAN, SUB
    if (code < 0x20) return isPlain(code) ? char : ''; // controls within a sequence are carried out at once
    return this.#go('csi', char);
  }

  #string(code: number): string {
    if (this.#state === 'string-escape') {
      // ESC \ ends the string; another escape ends it too, and begins anew
      this.#held = '\x1b';
      return code === 0x5c ? this.#end('') : this.#escape(code);
    }
    return code === 0x07 || code === 0x18 || code === 0x1a ? this.#end('') : '';
  }

  #go(state: State, char: string): string {
    this.#state = state;
    if (state !== 'string' && this.#held.length <= LONGEST) this.#held += char;
    return '';
  }

  #end(sequence: string): string {
    this.#state = 'ground';
    this.#held = '';
    return sequence;
  }
}

/** Text and the controls BEL BS HT LF VT FF CR SO SI; not ENQ, which asks for an answer, nor DEL and the rest. */
function isPlain(code: number): boolean {
  return code >= 0x20 ? code !== 0x7f && code !== 0xc2 : code >= 0x07 && code <= 0x0f;
}

/** The sequence with `body` between `CSI` and `final`, as far as it may be carried out. */
function allowedCsi(body: string, final: string): string {
  const parts = /^([<=>?]?)([\d;:]*)([ -/]*)$/.exec(body);
  if (!parts) return '';
  const [, prefix, params, intermediate] = parts as unknown as [string, string, string, string];
  if (intermediate === ' ' && final === 'q' && prefix === '') return `\x1b[${cut(params)} q`; // cursor's shape
  if (intermediate === '!' && final === 'p' && prefix === '') return '\x1b[!p'; // soft reset
  if (intermediate !== '') return '';
  if (final === 'h' || final === 'l') return allowedModes(prefix, params, final);
  if (prefix === '?' && (final === 'J' || final === 'K')) return `\x1b[?${cut(params)}${final}`;
  if (prefix !== '' || !FINALS.has(final)) return '';
  return `\x1b[${final === 'm' ? params : cut(params)}${final}`;
}

function allowedModes(prefix: string, params: string, final: string): string {
  const known = prefix === '?' ? DEC_MODES : prefix === '' ? ANSI_MODES : null;
  const modes = params.split(';').filter((mode) => known?.has(Number(mode)));
  return modes.length === 0 ? '' : `\x1b[${prefix}${modes.join(';')}${final}`;
}

function cut(params: string): string {
  return params.replace(/\d+/g, (count) => String(Math.min(MOST, Number(count))));
}
