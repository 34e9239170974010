/** Reads the text of a regular expression into its tree. */
import type { Dialect, Flags, Node, Pattern, PatternError, Range } from './ast.ts';
import { classRanges, complement, POSIX_CLASSES } from './char-class.ts';

/** No flags. */
export const NO_FLAGS: Flags = { ignoreCase: false, multiline: false, dotAll: false, extended: false, ascii: false };

const MAX_REPEAT = 65535;
const MAX_DEPTH = 200;
const EMPTY: Node = { k: 'seq', items: [] };

class Stop extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Complaints of the dialects, in the words of pcre2_get_error_message(3), re.error and SyntaxError. */
const MESSAGES: { readonly [kind: string]: { readonly [d in Dialect]: string } } = {
  paren: {
    pcre: 'missing closing parenthesis',
    python: 'missing ), unterminated subpattern',
    js: 'Unterminated group',
  },
  unopened: { pcre: 'unmatched closing parenthesis', python: 'unbalanced parenthesis', js: "Unmatched ')'" },
  bracket: {
    pcre: 'missing terminating ] for character class',
    python: 'unterminated character set',
    js: 'Unterminated character class',
  },
  nothing: {
    pcre: 'quantifier does not follow a repeatable item',
    python: 'nothing to repeat',
    js: 'Nothing to repeat',
  },
  multiple: {
    pcre: 'quantifier does not follow a repeatable item',
    python: 'multiple repeat',
    js: 'Nothing to repeat',
  },
  backslash: { pcre: '\\ at end of pattern', python: 'bad escape (end of pattern)', js: '\\ at end of pattern' },
  order: {
    pcre: 'range out of order in character class',
    python: 'bad character range',
    js: 'Range out of order in character class',
  },
  numbers: {
    pcre: 'numbers out of order in {} quantifier',
    python: 'min repeat greater than max repeat',
    js: 'numbers out of order in {} quantifier',
  },
  group: { pcre: 'unrecognized character after (? or (?-', python: 'unknown extension', js: 'Invalid group' },
  name: { pcre: 'subpattern name expected', python: 'bad character in group name', js: 'Invalid capture group name' },
  duplicate: {
    pcre: 'two named subpatterns have the same name',
    python: 'redefinition of group name',
    js: 'Duplicate capture group name',
  },
  reference: { pcre: 'reference to non-existent subpattern', python: 'invalid group reference', js: 'Invalid escape' },
  big: {
    pcre: 'number too big in {} quantifier',
    python: 'the repetition number is too large',
    js: 'numbers too big in {} quantifier',
  },
  deep: {
    pcre: 'parentheses are too deeply nested',
    python: 'too many nested groups',
    js: 'Regular expression too large',
  },
};

class Parser {
  readonly text: string;
  readonly dialect: Dialect;
  flags: Flags;
  at = 0;
  groups = 0;
  depth = 0;
  readonly names: [string, number][] = [];

  constructor(text: string, dialect: Dialect, flags: Flags) {
    this.text = text;
    this.dialect = dialect;
    this.flags = flags;
  }

  fail(kind: string, at = this.at, more = ''): never {
    throw new Stop((MESSAGES[kind] as { readonly [d in Dialect]: string })[this.dialect] + more, at);
  }

  peek(s: string): boolean {
    return this.text.startsWith(s, this.at);
  }

  eat(s: string): boolean {
    if (!this.peek(s)) return false;
    this.at += s.length;
    return true;
  }

  alternation(): Node {
    if (++this.depth > MAX_DEPTH) this.fail('deep');
    const kept = this.flags;
    const items = [this.sequence()];
    while (this.eat('|')) items.push(this.sequence());
    this.flags = kept;
    this.depth--;
    return items.length === 1 ? (items[0] as Node) : { k: 'alt', items };
  }

  private skipExtended(): void {
    if (!this.flags.extended) return;
    for (;;) {
      const c = this.text.charAt(this.at);
      if (c === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end + 1;
      } else if (c !== '' && ' \t\n\r\f\v'.includes(c)) this.at++;
      else return;
    }
  }

  private sequence(): Node {
    const items: Node[] = [];
    for (;;) {
      this.skipExtended();
      const c = this.text.charAt(this.at);
      if (c === '' || c === '|' || c === ')') break;
      const before = this.groups;
      const start = this.at;
      const atom = this.atom(c);
      if (atom === null) continue;
      items.push(this.quantified(atom, before, start));
    }
    return items.length === 1 ? (items[0] as Node) : { k: 'seq', items };
  }

  private quantifier(): readonly [number, number] | null {
    const c = this.text.charAt(this.at);
    if (c === '*' || c === '+' || c === '?') {
      this.at++;
      return c === '*' ? [0, -1] : c === '+' ? [1, -1] : [0, 1];
    }
    if (c !== '{') return null;
    const m = /^\{(\d*)(,?)(\d*)\}/.exec(this.text.slice(this.at, this.at + 24));
    if (m === null || (m[1] === '' && (m[3] === '' || this.dialect !== 'python'))) return null;
    this.at += m[0].length;
    const min = m[1] === '' ? 0 : Number(m[1]);
    const max = m[2] === '' ? min : m[3] === '' ? -1 : Number(m[3]);
    if (min > MAX_REPEAT || max > MAX_REPEAT) this.fail('big');
    if (max >= 0 && max < min) this.fail('numbers');
    return [min, max];
  }

  private quantified(atom: Node, before: number, start: number): Node {
    this.skipExtended();
    const q = this.quantifier();
    if (q === null) return atom;
    if (
      atom.k === 'begin' ||
      (atom.k === 'end' && this.dialect !== 'pcre') ||
      (atom.k === 'look' && this.dialect === 'js' && atom.behind)
    )
      this.fail('nothing', start);
    const mode = this.eat('?') ? 'lazy' : this.dialect !== 'js' && this.eat('+') ? 'possessive' : 'greedy';
    const again = this.at;
    if (this.quantifier() !== null) this.fail('multiple', again);
    const groups: number[] = [];
    for (let n = before + 1; n <= this.groups; n++) groups.push(n);
    return { k: 'repeat', item: atom, min: q[0], max: q[1], mode, groups };
  }

  private char(c: number): Node {
    return { k: 'char', c, fold: this.flags.ignoreCase };
  }

  private atom(c: string): Node | null {
    switch (c) {
      case '(':
        return this.group();
      case '[':
        return this.set();
      case '\\':
        return this.escape();
      case '.':
        this.at++;
        return { k: 'any', all: this.flags.dotAll };
      case '^':
        this.at++;
        return { k: 'begin', lines: this.flags.multiline };
      case '$':
        this.at++;
        return { k: 'end', lines: this.flags.multiline, beforeLast: this.dialect !== 'js' };
      case '*':
      case '+':
      case '?':
        return this.fail('nothing');
      default:
        this.at++;
        return this.char(c.charCodeAt(0));
    }
  }

  private setFlags(letters: string, on: boolean): void {
    for (const c of letters) {
      const key =
        c === 'i'
          ? 'ignoreCase'
          : c === 'm'
            ? 'multiline'
            : c === 's'
              ? 'dotAll'
              : c === 'x'
                ? 'extended'
                : c === 'a'
                  ? 'ascii'
                  : '';
      if (key !== '') this.flags = { ...this.flags, [key]: on };
      else if (!(this.dialect === 'python' && (c === 'u' || c === 'L'))) this.fail('group');
    }
  }

  private name(close: string): string {
    const end = this.text.indexOf(close, this.at);
    const name = end < 0 ? '' : this.text.slice(this.at, end);
    if (!/^[A-Za-z_\u00aa-\uffff$][\w\u00aa-\uffff$]*$/.test(name))
      this.fail('name', this.at, this.dialect === 'python' ? ` '${name}'` : '');
    this.at = end + close.length;
    return name;
  }

  private close(start: number): void {
    if (!this.eat(')')) this.fail('paren', start);
  }

  private capture(name: string, start: number): Node {
    const n = ++this.groups;
    if (name !== '') {
      if (this.names.some((entry) => entry[0] === name))
        this.fail('duplicate', this.at, this.dialect === 'python' ? ` '${name}'` : '');
      this.names.push([name, n]);
    }
    const item = this.alternation();
    this.close(start);
    return { k: 'group', n, item };
  }

  private look(behind: boolean, not: boolean, start: number): Node {
    const item = this.alternation();
    this.close(start);
    return { k: 'look', item, behind, not };
  }

  /** After `(`: all the kinds of parentheses. */
  private group(): Node | null {
    const start = this.at++;
    if (!this.eat('?')) return this.capture('', start);
    if (this.eat(':')) {
      const item = this.alternation();
      this.close(start);
      return item.k === 'alt' || item.k === 'seq' ? { k: 'seq', items: [item] } : item;
    }
    if (this.eat('=')) return this.look(false, false, start);
    if (this.eat('!')) return this.look(false, true, start);
    if (this.eat('<=')) return this.look(true, false, start);
    if (this.eat('<!')) return this.look(true, true, start);
    if (this.dialect !== 'js' && this.eat('P<')) return this.capture(this.name('>'), start);
    if (this.dialect !== 'python' && this.eat('<')) return this.capture(this.name('>'), start);
    if (this.dialect === 'pcre' && this.eat("'")) return this.capture(this.name("'"), start);
    if (this.dialect === 'js') return this.fail('group', start);
    return this.perlGroup(start);
  }

  private perlGroup(start: number): Node | null {
    if (this.eat('P=')) return { k: 'back', n: this.named(this.name(')')), fold: this.flags.ignoreCase };
    if (this.eat('#')) {
      const end = this.text.indexOf(')', this.at);
      if (end < 0) this.fail('paren', start);
      this.at = end + 1;
      return null;
    }
    if (this.eat('>')) {
      const item = this.alternation();
      this.close(start);
      return { k: 'atomic', item };
    }
    if (this.eat('(')) return this.conditional(start);
    const m = /^([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/.exec(this.text.slice(this.at, this.at + 24));
    if (m === null)
      return this.fail('group', this.at, this.dialect === 'python' ? ` ?${this.text.charAt(this.at)}` : '');
    const kept = this.flags;
    this.setFlags(m[1] as string, true);
    this.setFlags(m[2] ?? '', false);
    this.at += m[0].length;
    if (m[3] === ')') return null;
    const item = this.alternation();
    this.flags = kept;
    this.close(start);
    return { k: 'seq', items: [item] };
  }

  private conditional(start: number): Node {
    const end = this.text.indexOf(')', this.at);
    const what = this.text.slice(this.at, Math.max(this.at, end));
    this.at = end + 1;
    const n = /^\d+$/.test(what) ? Number(what) : this.named(what);
    const yes = this.sequence();
    const no = this.eat('|') ? this.sequence() : EMPTY;
    this.close(start);
    return { k: 'if', n, yes, no };
  }

  private named(name: string): number {
    const found = this.names.find((entry) => entry[0] === name);
    return found === undefined ? this.fail('reference', this.at) : found[1];
  }

  /** A single unit written as an escape that means the same inside and outside of classes; -1 if it is not one. */
  private unitEscape(c: string, inClass: boolean): number {
    const control = 'abfnrtve'.indexOf(c);
    if (
      control >= 0 &&
      !(c === 'b' && !inClass) &&
      !(c === 'e' && this.dialect !== 'pcre') &&
      !(c === 'a' && this.dialect === 'js')
    ) {
      this.at++;
      return [7, 8, 12, 10, 13, 9, 11, 27][control] as number;
    }
    const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]{1,4})\})/.exec(
      this.text.slice(this.at, this.at + 8),
    );
    if (hex !== null) {
      this.at += hex[0].length;
      return Number.parseInt((hex[1] ?? hex[2] ?? hex[3]) as string, 16);
    }
    const octal = /^(?:0[0-7]{0,2}|[1-3][0-7]{2})/.exec(this.text.slice(this.at, this.at + 3));
    if (octal !== null && (c === '0' || this.dialect !== 'js')) {
      this.at += octal[0].length;
      return Number.parseInt(octal[0], 8);
    }
    if (/[0-9]/.test(c)) return -1;
    if (this.dialect === 'python' && /[A-Za-z]/.test(c)) throw new Stop(`bad escape \\${c}`, this.at - 1);
    this.at++;
    return c.charCodeAt(0);
  }

  private escape(): Node {
    this.at++;
    const c = this.text.charAt(this.at);
    if (c === '') return this.fail('backslash', this.at - 1);
    const lower = c.toLowerCase();
    if (lower === 'd' || lower === 'w' || lower === 's') {
      this.at++;
      return { k: 'set', ranges: classRanges(lower, this.flags.ascii), not: c !== lower, fold: false };
    }
    const anchor = this.anchorEscape(c);
    if (anchor !== null) return anchor;
    const name = /^k(?:<(\w+)>|\{(\w+)\}|'(\w+)')/.exec(this.text.slice(this.at, this.at + 64));
    if (name !== null && this.dialect !== 'python') {
      this.at += name[0].length;
      return { k: 'back', n: this.named((name[1] ?? name[2] ?? name[3]) as string), fold: this.flags.ignoreCase };
    }
    const digits = /^[1-9]\d?/.exec(this.text.slice(this.at, this.at + 2));
    if (digits !== null && !/^[1-3][0-7]{2}/.test(this.text.slice(this.at, this.at + 3))) {
      const n = Number(digits[0]);
      if (this.dialect === 'python' && n > this.groups) this.fail('reference', this.at, ` ${n}`);
      this.at += digits[0].length;
      return { k: 'back', n, fold: this.flags.ignoreCase };
    }
    return this.char(this.unitEscape(c, false));
  }

  private anchorEscape(c: string): Node | null {
    const node: Node | null =
      c === 'b' || c === 'B'
        ? { k: 'word', not: c === 'B' }
        : this.dialect === 'js'
          ? null
          : c === 'A'
            ? { k: 'begin', lines: false }
            : c === 'Z'
              ? { k: 'end', lines: false, beforeLast: this.dialect === 'pcre' }
              : c === 'z' && this.dialect === 'pcre'
                ? { k: 'end', lines: false, beforeLast: false }
                : null;
    if (node !== null) this.at++;
    return node;
  }

  /** One member of a class: a unit, or the ranges of a class escape. */
  private member(): number | readonly Range[] {
    const c = this.text.charAt(this.at);
    if (c === '[' && this.dialect === 'pcre') {
      const posix = /^\[:(\^?)([a-z]+):\]/.exec(this.text.slice(this.at, this.at + 16));
      const ranges = posix === null ? undefined : POSIX_CLASSES.get(posix[2] as string);
      if (posix !== null && ranges !== undefined) {
        this.at += posix[0].length;
        return posix[1] === '^' ? complement(ranges) : ranges;
      }
    }
    this.at++;
    if (c !== '\\') return c.charCodeAt(0);
    const e = this.text.charAt(this.at);
    if (e === '') return this.fail('backslash', this.at - 1);
    const lower = e.toLowerCase();
    if (lower === 'd' || lower === 'w' || lower === 's') {
      this.at++;
      const ranges = classRanges(lower, this.flags.ascii);
      return e === lower ? ranges : complement(ranges);
    }
    const unit = this.unitEscape(e, true);
    if (unit >= 0) return unit;
    this.at++;
    return e.charCodeAt(0);
  }

  private set(): Node {
    const start = this.at++;
    const not = this.eat('^');
    const ranges: Range[] = [];
    let first = true;
    for (;;) {
      if (this.at >= this.text.length) this.fail('bracket', start);
      if (this.peek(']') && !(first && this.dialect !== 'js')) break;
      first = false;
      const from = this.at;
      const low = this.member();
      if (
        this.peek('-') &&
        this.text.charAt(this.at + 1) !== ']' &&
        this.at + 1 < this.text.length &&
        typeof low === 'number'
      ) {
        this.at++;
        const high = this.member();
        if (typeof high !== 'number') {
          ranges.push([low, low], [45, 45], ...high);
          continue;
        }
        if (high < low) this.fail('order', from, this.dialect === 'python' ? ` ${this.text.slice(from, this.at)}` : '');
        ranges.push([low, high]);
      } else if (typeof low === 'number') ranges.push([low, low]);
      else ranges.push(...low);
    }
    this.at++;
    return { k: 'set', ranges, not, fold: this.flags.ignoreCase };
  }
}

/** Parses `text`; a mistake comes back as a value. */
export function parsePattern(text: string, dialect: Dialect, flags: Flags = NO_FLAGS): Pattern | PatternError {
  const parser = new Parser(text, dialect, flags);
  try {
    const lead = dialect === 'js' ? null : /^\(\?([aimsuxL]+)\)/.exec(text);
    const node = parser.alternation();
    if (parser.at < text.length) parser.fail('unopened');
    const all = lead === null ? flags : { ...flags, ignoreCase: flags.ignoreCase || (lead[1] as string).includes('i') };
    return { node, groups: parser.groups, names: parser.names, flags: all };
  } catch (stop) {
    if (stop instanceof Stop) return { error: stop.message, at: stop.at };
    throw stop;
  }
}
