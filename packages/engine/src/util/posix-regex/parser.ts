import { type Bracket, parseBracket, WORD } from '../bracket.ts';
import type { Bytes } from '../bytes.ts';
import { runeAt, widthOf } from '../rune.ts';
import { type Assertion, type ByteTable, byteTable, foldTable, type RegexNode, singleTable } from './ast.ts';
import { RegexError, type RegexErrorCode } from './error.ts';
import { type Interval, readInterval } from './interval.ts';

/** Whose rules decide odd patterns: regcomp(3) itself, or the syntax bits that GNU grep and sed set. */
export type RegexDialect = 'posix' | 'grep' | 'sed';

/** How a pattern is read and matched. */
export interface RegexOptions {
  /** ERE rather than BRE. */
  readonly extended?: boolean;
  /** Letters match in either case. */
  readonly icase?: boolean;
  /** `^` and `$` also match at newlines within the text (sed's M). */
  readonly multiline?: boolean;
  /** Characters are UTF-8 sequences: `.` and bracket expressions take a whole one. */
  readonly utf8?: boolean;
  readonly dialect?: RegexDialect;
}

/** Deepest nesting of groups. */
const MAX_DEPTH = 250;

const SPACE: readonly (readonly [number, number])[] = [
  [9, 13],
  [32, 32],
];

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  b: 'wordBoundary',
  B: 'notWordBoundary',
  '<': 'wordStart',
  '>': 'wordEnd',
  '`': 'bot',
  "'": 'eot',
};

class Refused extends Error {
  readonly error: RegexError;

  constructor(code: RegexErrorCode) {
    super(code);
    this.error = new RegexError(code);
  }
}

/** A parsed pattern. */
export interface ParsedRegex {
  readonly root: RegexNode;
  readonly groups: number;
  readonly nodes: number;
  readonly backrefs: boolean;
}

/** Recursive descent over BRE and ERE with GNU's extensions (glibc's posix/regcomp.c decides the odd cases). */
class Parser {
  private readonly p: Bytes;
  private readonly extended: boolean;
  private readonly options: RegexOptions;
  private readonly dialect: RegexDialect;
  private i = 0;
  private ids = 0;
  private groups = 0;
  private readonly closed: boolean[] = [];
  private backrefs = false;
  private depth = 0;
  private bareClass = false;

  constructor(pattern: Bytes, options: RegexOptions) {
    this.p = pattern;
    this.options = options;
    this.extended = options.extended === true;
    this.dialect = options.dialect ?? 'posix';
  }

  parse(): ParsedRegex {
    const root = this.alternatives();
    // regcomp(3) has one code for both sorts of unmatched parenthesis.
    if (this.i < this.p.length) throw new Refused(this.dialect === 'posix' ? 'EPAREN' : 'ERPAREN');
    if (this.bareClass) throw new Refused('ECLASSSYNTAX');
    return { root, groups: this.groups, nodes: this.ids, backrefs: this.backrefs };
  }

  private id(): number {
    return this.ids++;
  }

  /** Whether operator `op` (as ERE spells it) stands at the scanner. */
  private atOperator(op: string): boolean {
    if (this.extended) return this.p[this.i] === op;
    return this.p[this.i] === '\\' && this.p[this.i + 1] === op;
  }

  private skipOperator(): void {
    this.i += this.extended ? 1 : 2;
  }

  private atClose(): boolean {
    if (!this.atOperator(')')) return false;
    // A `)` without its opening is a character in ERE, but not to GNU sed.
    return this.depth > 0 || !this.extended || this.dialect === 'sed';
  }

  private alternatives(): RegexNode {
    const nodes = [this.branch()];
    while (this.atOperator('|')) {
      this.skipOperator();
      nodes.push(this.branch());
    }
    if (nodes.length === 1) return nodes[0] as RegexNode;
    return { kind: 'alt', id: this.id(), groups: nodes.some((n) => n.groups), nodes };
  }

  private branch(): RegexNode {
    const nodes: RegexNode[] = [];
    while (this.i < this.p.length && !this.atOperator('|') && !this.atClose()) nodes.push(this.piece(nodes));
    if (nodes.length === 1) return nodes[0] as RegexNode;
    if (nodes.length === 0) return { kind: 'empty', id: this.id(), groups: false };
    return { kind: 'cat', id: this.id(), groups: nodes.some((n) => n.groups), nodes };
  }

  private piece(before: readonly RegexNode[]): RegexNode {
    let node = this.extended ? this.atomExtended() : this.atomBasic(before);
    // Anchors are never repeated: an operator after one begins the next piece.
    if (node.kind === 'assert') return node;
    for (let repeats = 0; ; repeats++) {
      // In BRE a second `*` or interval is refused; GNU grep allows it.
      if (
        repeats > 0 &&
        !this.extended &&
        this.dialect !== 'grep' &&
        (this.p[this.i] === '*' || this.atOperator('{'))
      ) {
        throw new Refused('BADRPT');
      }
      const bounds = this.repetition();
      if (bounds === null) return node;
      if (repeats > MAX_DEPTH) throw new Refused('ESIZE');
      this.i = bounds.next;
      node = { kind: 'repeat', id: this.id(), groups: node.groups, node, min: bounds.min, max: bounds.max };
    }
  }

  /** The repetition operator at the scanner, or null. */
  private repetition(): Interval | null {
    const c = this.p[this.i];
    if (c === '*') return { min: 0, max: Infinity, next: this.i + 1 };
    if (this.atOperator('+')) return { min: 1, max: Infinity, next: this.i + (this.extended ? 1 : 2) };
    if (this.atOperator('?')) return { min: 0, max: 1, next: this.i + (this.extended ? 1 : 2) };
    return this.atOperator('{') ? this.interval() : null;
  }

  private interval(): Interval | null {
    const start = this.i + (this.extended ? 1 : 2);
    const interval = readInterval(this.p, start, this.extended ? '}' : '\\}');
    if (!('code' in interval)) return interval;
    // `{` that opens no interval is a character in grep -E.
    if (interval.malformed && this.extended && this.dialect === 'grep') return null;
    throw new Refused(interval.code);
  }

  private atomExtended(): RegexNode {
    const c = this.p[this.i] as string;
    switch (c) {
      case '(':
        return this.group();
      case '^':
        this.i++;
        return this.assertion('bol');
      case '$':
        this.i++;
        return this.assertion('eol');
      case '*':
      case '+':
      case '?':
      case '{':
        // Reached only where there is nothing to repeat, or at a `{` that opens no interval.
        return this.strayOperator(c);
      default:
        return this.atomShared();
    }
  }

  /** A repetition operator with nothing before it. */
  private strayOperator(c: string): RegexNode {
    if (c === '{' && this.dialect === 'grep') return this.character();
    if (this.dialect !== 'grep') throw new Refused('BADRPT');
    // GNU grep -E passes over it.
    this.i++;
    return { kind: 'empty', id: this.id(), groups: false };
  }

  private atomBasic(before: readonly RegexNode[]): RegexNode {
    const c = this.p[this.i] as string;
    const next = this.p[this.i + 1];
    if (c === '\\' && next === '(') return this.group();
    if (c === '\\' && next === '{') {
      // Reached only where there is nothing to repeat: elsewhere the piece before took it.
      if (this.dialect !== 'grep') throw new Refused('BADRPT');
      this.i++;
      return this.character();
    }
    if (c === '\\' && (next === '+' || next === '?')) {
      // GNU takes them for characters where there is nothing to repeat.
      this.i++;
      return this.character();
    }
    if (c === '^' && before.length === 0) {
      this.i++;
      return this.assertion('bol');
    }
    if (c === '$' && this.endsBranch(this.i + 1)) {
      this.i++;
      return this.assertion('eol');
    }
    if (c === '*') return this.character();
    return this.atomShared();
  }

  private endsBranch(at: number): boolean {
    if (at >= this.p.length) return true;
    const two = this.p.slice(at, at + 2);
    return two === '\\)' || two === '\\|';
  }

  private atomShared(): RegexNode {
    const c = this.p[this.i] as string;
    if (c === '.') {
      this.i++;
      return this.anyCharacter();
    }
    if (c === '[') return this.bracket();
    if (c === '\\') return this.escape();
    return this.character();
  }

  private group(): RegexNode {
    this.skipOperator();
    const group = ++this.groups;
    if (++this.depth > MAX_DEPTH) throw new Refused('ESIZE');
    const node = this.alternatives();
    if (!this.atOperator(')')) throw new Refused('EPAREN');
    this.skipOperator();
    this.depth--;
    this.closed[group] = true;
    return { kind: 'group', id: this.id(), groups: true, node, group };
  }

  private escape(): RegexNode {
    const c = this.p[this.i + 1];
    if (c === undefined) throw new Refused('EESCAPE');
    const assertion = Object.hasOwn(ASSERTIONS, c) ? ASSERTIONS[c] : undefined;
    if (assertion !== undefined) {
      this.i += 2;
      return this.assertion(assertion);
    }
    if (c === 'w' || c === 'W' || c === 's' || c === 'S') {
      this.i += 2;
      return this.oneOf(c === 'w' || c === 'W' ? WORD.ranges : SPACE, c === 'W' || c === 'S');
    }
    if (c >= '1' && c <= '9') {
      const group = Number(c);
      if (this.closed[group] !== true) throw new Refused('ESUBREG');
      this.i += 2;
      this.backrefs = true;
      return { kind: 'backref', id: this.id(), groups: false, group };
    }
    this.i++;
    return this.character();
  }

  private assertion(assertion: Assertion): RegexNode {
    return { kind: 'assert', id: this.id(), groups: false, assertion };
  }

  private set(table: ByteTable): RegexNode {
    return { kind: 'set', id: this.id(), groups: false, table: this.options.icase === true ? foldTable(table) : table };
  }

  private sequence(bytes: Bytes): RegexNode {
    const nodes = Array.from(bytes, (b) => this.set(singleTable(b.charCodeAt(0))));
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'cat', id: this.id(), groups: false, nodes };
  }

  /** The character at the scanner, taken literally: in UTF-8 all its bytes, so that a star after it repeats them all. */
  private character(): RegexNode {
    const width = this.options.utf8 === true ? widthOf(runeAt(this.p, this.i)) : 1;
    const bytes = this.p.slice(this.i, this.i + width);
    this.i += width;
    return this.sequence(bytes);
  }

  /** One character of these ranges; negated sets in UTF-8 take any longer sequence too. */
  private oneOf(
    ranges: readonly (readonly [number, number])[],
    negated: boolean,
    wide: readonly Bytes[] = [],
  ): RegexNode {
    if (this.options.utf8 !== true) return this.set(byteTable(ranges, negated));
    const ascii = byteTable(ranges, negated);
    for (let c = 128; c < 256; c++) ascii[c] = 0;
    const nodes = [this.set(ascii)];
    if (negated) nodes.push(...this.wideCharacters(wide));
    else nodes.push(...wide.map((w) => this.sequence(w)));
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'alt', id: this.id(), groups: false, nodes };
  }

  private wideCharacters(excluded: readonly Bytes[]): RegexNode[] {
    const tail = (): RegexNode => this.set(byteTable([[0x80, 0xbf]]));
    const cat = (nodes: RegexNode[]): RegexNode => ({ kind: 'cat', id: this.id(), groups: false, nodes });
    const leads = [
      { range: [0xc2, 0xdf], tails: 1 },
      { range: [0xe0, 0xef], tails: 2 },
      { range: [0xf0, 0xf4], tails: 3 },
    ] as const;
    if (excluded.length === 0) {
      return leads.map(({ range, tails }) =>
        cat([this.set(byteTable([range])), ...Array.from({ length: tails }, tail)]),
      );
    }
    // An excluded sequence is left out byte by byte: each prefix of it followed by anything else.
    const nodes: RegexNode[] = [];
    const others = (prefix: Bytes, range: readonly [number, number], tails: number): void => {
      const next = new Set(
        excluded
          .filter((e) => e.startsWith(prefix) && e.length > prefix.length)
          .map((e) => e.charCodeAt(prefix.length)),
      );
      const table = byteTable([range]);
      for (const c of next) table[c] = 0;
      nodes.push(
        cat([...Array.from(prefix, (b) => this.sequence(b)), this.set(table), ...Array.from({ length: tails }, tail)]),
      );
      if (tails === 0) return;
      for (const c of next)
        if (c >= range[0] && c <= range[1]) others(prefix + String.fromCharCode(c), [0x80, 0xbf], tails - 1);
    };
    for (const { range, tails } of leads) others('', range, tails);
    return nodes;
  }

  private anyCharacter(): RegexNode {
    return this.oneOf([], true);
  }

  private bracket(): RegexNode {
    const wide: Bytes[] = [];
    const source = this.options.utf8 === true ? this.withoutWide(wide) : this.p;
    // GNU grep and sed refuse what looks like a class without its outer brackets, when nothing else is wrong.
    if (this.dialect !== 'posix' && /^\[([:.=])[^\]]*\1\]/.test(source.slice(this.i))) this.bareClass = true;
    const b = parseBracket(source, this.i, { shell: false, escapes: false });
    if (typeof b === 'string') {
      // Nothing at all after the bracket is another error.
      if (/^\[\^?$/.test(source.slice(this.i))) throw new Refused('BADPAT');
      throw new Refused(
        b === 'unterminated' ? 'EBRACK' : b === 'class' ? 'ECTYPE' : b === 'collate' ? 'ECOLLATE' : 'ERANGE',
      );
    }
    return this.bracketNode(b, source === this.p ? this.p.length : source.length, wide);
  }

  private bracketNode(b: Bracket, sourceLength: number, wide: readonly Bytes[]): RegexNode {
    this.i = b.next + (this.p.length - sourceLength);
    // Upper and lower classes match both cases when case is ignored, which foldTable sees to; so must a negated set.
    if (b.set.negated && this.options.icase === true) {
      const positive = foldTable(byteTable(b.set.ranges));
      const ranges: (readonly [number, number])[] = [];
      for (let c = 0; c < 256; c++) if (positive[c] === 1) ranges.push([c, c]);
      const node = this.oneOf(ranges, true, wide);
      return node;
    }
    return this.oneOf(b.set.ranges, b.set.negated, wide);
  }

  /** The pattern with the multi-byte characters of the bracket expression at the scanner taken out into `wide`. */
  private withoutWide(wide: Bytes[]): Bytes {
    const close = this.p.indexOf(']', this.i + 2);
    if (close < 0) return this.p;
    let kept = '';
    for (let i = this.i; i < close; ) {
      const width = widthOf(runeAt(this.p, i));
      if (width > 1) wide.push(this.p.slice(i, i + width));
      else kept += this.p[i];
      i += width;
    }
    if (wide.length === 0) return this.p;
    // An expression of wide characters alone keeps a byte that no UTF-8 text has.
    const rest = kept === '[' || kept === '[^' ? '\xff' : '';
    return this.p.slice(0, this.i) + kept + rest + this.p.slice(close);
  }
}

/** Parses a pattern. */
export function parseRegex(pattern: Bytes, options: RegexOptions): ParsedRegex | RegexError {
  try {
    return new Parser(pattern, options).parse();
  } catch (e) {
    if (e instanceof Refused) return e.error;
    throw e;
  }
}
