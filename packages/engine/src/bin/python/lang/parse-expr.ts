/** Expressions (Grammar/python.gram of CPython 3.12). */
import {
  type Expr,
  type For,
  type FPart,
  type Keyword,
  type Param,
  type Params,
  type Place,
  PythonSyntaxError,
} from './ast.ts';
import { Lexer, type Token } from './lexer.ts';
import type { RawField, RawPart } from './string-literal.ts';

export const KEYWORDS: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass
  raise return try while with yield`.split(/\s+/),
);

const BINARY: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];
const COMPARE = new Set(['<', '>', '==', '>=', '<=', '!=']);
const MAX_DEPTH = 180;

/** From the start of `a` to the end of `b`. */
export function span(a: Place, b: Place): Place {
  return [a[0], a[1], b[2], b[3]];
}

export class ExprParser {
  readonly source: string;
  tokens: readonly Token[];
  at = 0;
  private depth = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source;
    this.tokens = tokens;
  }

  get token(): Token {
    return this.tokens[this.at] as Token;
  }

  get last(): Token {
    return this.tokens[Math.max(0, this.at - 1)] as Token;
  }

  fail(message = 'invalid syntax', at: Place = this.token.at): never {
    throw new PythonSyntaxError(message, at);
  }

  is(text: string): boolean {
    const { kind, text: have } = this.token;
    return have === text && (kind === 'op' || kind === 'name');
  }

  eat(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  expect(text: string, message = 'invalid syntax'): void {
    if (!this.eat(text)) this.fail(message);
  }

  name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name' || KEYWORDS.has(text)) this.fail();
    this.at++;
    return text;
  }

  /** A comma-separated list, a tuple when there is a comma. */
  testList(allowStar = true): Expr {
    const first = allowStar ? this.starOrNamed() : this.test();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.eat(',')) {
      if (this.endsList()) break;
      items.push(allowStar ? this.starOrNamed() : this.test());
    }
    return { t: 'tuple', items, at: span(first.at, this.last.at) };
  }

  private endsList(): boolean {
    const { kind, text } = this.token;
    if (kind === 'newline' || kind === 'end') return true;
    return kind === 'op'
      ? [')', ']', '}', '=', ':', ';'].includes(text) || /^.{1,2}=$/.test(text)
      : kind === 'name' && (text === 'in' || text === 'for' || text === 'if' || text === 'else');
  }

  starOrNamed(): Expr {
    const start = this.token.at;
    if (this.eat('*')) {
      const item = this.binary(0);
      return { t: 'star', item, at: span(start, item.at) };
    }
    return this.namedTest();
  }

  /** `name := value` or a test. */
  namedTest(): Expr {
    const value = this.test();
    if (!this.is(':=')) return value;
    if (value.t !== 'name') return this.fail(`cannot use assignment expressions with ${describe(value)}`, value.at);
    this.at++;
    const right = this.test();
    return { t: 'walrus', name: value, value: right, at: span(value.at, right.at) };
  }

  test(): Expr {
    if (++this.depth > MAX_DEPTH) this.fail('too many nested parentheses');
    const out = this.is('lambda') ? this.lambda() : this.conditional();
    this.depth--;
    return out;
  }

  private conditional(): Expr {
    const yes = this.or();
    if (!this.is('if')) return yes;
    this.at++;
    const test = this.or();
    if (!this.is('else')) this.fail("expected 'else' after 'if' expression", span(yes.at, test.at));
    this.at++;
    const no = this.test();
    return { t: 'ifexp', test, yes, no, at: span(yes.at, no.at) };
  }

  private lambda(): Expr {
    const start = this.token.at;
    this.at++;
    const params = this.params(':', false);
    this.expect(':', "expected ':'");
    const body = this.test();
    return { t: 'lambda', params, body, at: span(start, body.at) };
  }

  /** Parameters up to `close`, which is not taken. */
  params(close: string, notes: boolean): Params {
    const out = {
      positional: [] as Param[],
      plain: [] as Param[],
      star: null as Param | null,
      keyword: [] as Param[],
      doubleStar: null as Param | null,
    };
    const seen = new Set<string>();
    let afterStar = false;
    let fallbacks = false;
    while (!this.is(close)) {
      if (this.eat('/')) {
        if (afterStar || out.positional.length > 0 || out.plain.length === 0) this.fail();
        out.positional = out.plain;
        out.plain = [];
      } else if (this.eat('**')) out.doubleStar = this.param(notes, seen);
      else if (this.eat('*')) {
        if (afterStar) this.fail();
        afterStar = true;
        if (!this.is(',')) out.star = this.param(notes, seen);
      } else {
        const param = this.param(notes, seen);
        if (afterStar) out.keyword.push(param);
        else {
          if (param.fallback !== null) fallbacks = true;
          else if (fallbacks) this.fail('parameter without a default follows parameter with a default', param.at);
          out.plain.push(param);
        }
      }
      if (!this.eat(',')) break;
      if (out.doubleStar !== null && !this.is(close)) this.fail('arguments cannot follow var-keyword argument');
    }
    return out;
  }

  private param(notes: boolean, seen: Set<string>): Param {
    const { at } = this.token;
    const name = this.name();
    if (seen.has(name)) this.fail(`duplicate argument '${name}' in function definition`, at);
    seen.add(name);
    const note = notes && this.eat(':') ? this.starOrNamed() : null;
    const fallback = this.eat('=') ? this.test() : null;
    return { name, fallback, note, at };
  }

  private or(): Expr {
    const first = this.and();
    if (!this.is('or')) return first;
    const items = [first];
    while (this.eat('or')) items.push(this.and());
    return { t: 'bool', op: 'or', items, at: span(first.at, this.last.at) };
  }

  private and(): Expr {
    const first = this.not();
    if (!this.is('and')) return first;
    const items = [first];
    while (this.eat('and')) items.push(this.not());
    return { t: 'bool', op: 'and', items, at: span(first.at, this.last.at) };
  }

  private not(): Expr {
    const start = this.token.at;
    if (!this.eat('not')) return this.comparison();
    const item = this.not();
    return { t: 'unary', op: 'not', item, at: span(start, item.at) };
  }

  private comparisonOp(): string {
    const { kind, text } = this.token;
    if (kind === 'op' && COMPARE.has(text)) {
      this.at++;
      return text;
    }
    if (this.eat('in')) return 'in';
    if (this.is('not') && this.tokens[this.at + 1]?.text === 'in') {
      this.at += 2;
      return 'not in';
    }
    if (!this.eat('is')) return '';
    return this.eat('not') ? 'is not' : 'is';
  }

  noIn = 0;

  private comparison(): Expr {
    const left = this.binary(0);
    const ops: string[] = [];
    const items: Expr[] = [];
    for (;;) {
      if (this.noIn > 0 && this.is('in')) break;
      const op = this.comparisonOp();
      if (op === '') break;
      ops.push(op);
      items.push(this.binary(0));
    }
    return ops.length === 0 ? left : { t: 'compare', left, ops, items, at: span(left.at, this.last.at) };
  }

  binary(level: number): Expr {
    const ops = BINARY[level];
    if (ops === undefined) return this.unary();
    let left = this.binary(level + 1);
    while (this.token.kind === 'op' && ops.includes(this.token.text)) {
      const op = this.token.text;
      this.at++;
      const right = this.binary(level + 1);
      left = { t: 'binary', op, left, right, at: span(left.at, right.at) };
    }
    return left;
  }

  private unary(): Expr {
    const { at, text, kind } = this.token;
    if (kind === 'op' && (text === '-' || text === '+' || text === '~')) {
      this.at++;
      const item = this.unary();
      return { t: 'unary', op: text, item, at: span(at, item.at) };
    }
    const base = this.await();
    if (!this.eat('**')) return base;
    const right = this.unary();
    return { t: 'binary', op: '**', left: base, right, at: span(base.at, right.at) };
  }

  private await(): Expr {
    const { at } = this.token;
    if (!this.eat('await')) return this.primary();
    const value = this.primary();
    return { t: 'await', value, at: span(at, value.at) };
  }

  private primary(): Expr {
    let object = this.atom();
    for (;;) {
      if (this.eat('.')) {
        const name = this.token.kind === 'name' ? this.token.text : this.fail();
        this.at++;
        object = { t: 'attr', object, name, at: span(object.at, this.last.at) };
      } else if (this.is('(')) object = this.call(object);
      else if (this.eat('[')) {
        const index = this.subscript();
        this.expect(']');
        object = { t: 'item', object, index, at: span(object.at, this.last.at) };
      } else return object;
    }
  }

  private subscript(): Expr {
    const first = this.sliceItem();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.eat(',')) {
      if (this.is(']')) break;
      items.push(this.sliceItem());
    }
    return { t: 'tuple', items, at: span(first.at, this.last.at) };
  }

  private sliceItem(): Expr {
    const { at } = this.token;
    const from = this.is(':') ? null : this.starOrNamed();
    if (!this.eat(':')) return from as Expr;
    const to = this.is(':') || this.is(']') || this.is(',') ? null : this.test();
    const step = this.eat(':') && !this.is(']') && !this.is(',') ? this.test() : null;
    return { t: 'slice', from, to, step, at: span(at, this.last.at) };
  }

  private call(func: Expr): Expr {
    this.expect('(');
    const { args, keywords } = this.arguments();
    this.expect(')', 'invalid syntax. Perhaps you forgot a comma?');
    return { t: 'call', func, args, keywords, at: span(func.at, this.last.at) };
  }

  /** Arguments up to the closing parenthesis, which is not taken. */
  arguments(): { readonly args: readonly Expr[]; readonly keywords: readonly Keyword[] } {
    const args: Expr[] = [];
    const keywords: Keyword[] = [];
    while (!this.is(')')) {
      const { at } = this.token;
      if (this.eat('**')) keywords.push({ name: null, value: this.test() });
      else if (this.eat('*')) {
        const item = this.test();
        args.push({ t: 'star', item, at: span(at, item.at) });
      } else if (
        this.token.kind === 'name' &&
        this.tokens[this.at + 1]?.text === '=' &&
        this.tokens[this.at + 1]?.kind === 'op'
      ) {
        const name = this.name();
        this.at++;
        if (keywords.some((k) => k.name === name)) this.fail(`keyword argument repeated: ${name}`, at);
        keywords.push({ name, value: this.test() });
      } else {
        const value = this.namedTest();
        if (this.is('for') || this.is('async')) {
          args.push(this.comprehension('gen', value, null, value.at));
        } else {
          if (this.is('='))
            this.fail('expression cannot contain assignment, perhaps you meant "=="?', span(value.at, this.token.at));
          if (keywords.some((k) => k.name !== null))
            this.fail('positional argument follows keyword argument', this.last.at);
          if (keywords.length > 0) this.fail('positional argument follows keyword argument unpacking', this.last.at);
          args.push(value);
        }
      }
      if (!this.eat(',')) break;
    }
    if (!this.is(')'))
      this.fail(
        this.token.kind === 'newline' || this.token.kind === 'end'
          ? 'invalid syntax'
          : 'invalid syntax. Perhaps you forgot a comma?',
        args.length > 0 ? span((args[args.length - 1] as Expr).at, this.token.at) : this.token.at,
      );
    return { args, keywords };
  }

  private comprehension(kind: 'list' | 'set' | 'dict' | 'gen', item: Expr, value: Expr | null, start: Place): Expr {
    const fors: For[] = [];
    while (this.is('for') || (this.is('async') && this.tokens[this.at + 1]?.text === 'for')) {
      const isAsync = this.eat('async');
      this.at++;
      const target = this.targetList();
      this.expect('in');
      const iter = this.or();
      const ifs: Expr[] = [];
      while (this.eat('if')) ifs.push(this.comprehensionTest());
      fors.push({ target, iter, ifs, isAsync });
    }
    return { t: 'comp', kind, item, value, fors, at: span(start, this.last.at) };
  }

  private comprehensionTest(): Expr {
    const value = this.is('lambda') ? this.lambda() : this.or();
    if (!this.eat(':=')) return value;
    if (value.t !== 'name') return this.fail('invalid syntax', value.at);
    const right = this.test();
    return { t: 'walrus', name: value, value: right, at: span(value.at, right.at) };
  }

  /** Targets of `for`, up to `in`. */
  targetList(): Expr {
    this.noIn++;
    const first = this.targetItem();
    const items = [first];
    let tuple = false;
    while (this.eat(',')) {
      tuple = true;
      if (this.is('in')) break;
      items.push(this.targetItem());
    }
    this.noIn--;
    const target: Expr = tuple ? { t: 'tuple', items, at: span(first.at, this.last.at) } : first;
    checkTarget(target, this);
    return target;
  }

  private targetItem(): Expr {
    const { at } = this.token;
    if (this.eat('*')) {
      const item = this.binary(0);
      return { t: 'star', item, at: span(at, item.at) };
    }
    return this.binary(0);
  }

  private atom(): Expr {
    const { token } = this;
    const { kind, text, at } = token;
    if (kind === 'str') return this.strings();
    if (kind === 'num') {
      this.at++;
      if (/[jJ]$/.test(text)) this.fail('complex numbers are not simulated', at);
      const digits = text.replace(/_/g, '');
      return { t: 'num', kind: /^0[xXoObB]/.test(digits) || !/[.eE]/.test(digits) ? 'int' : 'float', text: digits, at };
    }
    if (kind === 'name') {
      if (text === 'None' || text === 'True' || text === 'False') {
        this.at++;
        return { t: 'const', value: text, at };
      }
      if (text === 'yield') return this.yieldExpr();
      if (KEYWORDS.has(text)) this.fail();
      this.at++;
      return { t: 'name', id: text, at };
    }
    if (kind !== 'op') return this.fail();
    if (text === '(') return this.parenthesised();
    if (text === '[') return this.listDisplay();
    if (text === '{') return this.braces();
    if (text === '...') {
      this.at++;
      return { t: 'const', value: 'Ellipsis', at };
    }
    return this.fail();
  }

  yieldExpr(): Expr {
    const { at } = this.token;
    this.at++;
    if (this.eat('from')) {
      const value = this.test();
      return { t: 'yieldfrom', value, at: span(at, value.at) };
    }
    const none = this.token.kind === 'newline' || this.is(')') || this.is(']') || this.is('}') || this.is('=');
    const value = none ? null : this.testList();
    return { t: 'yield', value, at: span(at, this.last.at) };
  }

  /** Runs `parse` with the restrictions of the surroundings lifted, as inside parentheses. */
  private inside<T>(parse: () => T): T {
    const { noIn } = this;
    this.noIn = 0;
    const out = parse();
    this.noIn = noIn;
    return out;
  }

  private parenthesised(): Expr {
    const { at } = this.token;
    this.at++;
    if (this.eat(')')) return { t: 'tuple', items: [], at: span(at, this.last.at) };
    const inner = this.inside(() => {
      if (this.is('yield')) return this.yieldExpr();
      const first = this.starOrNamed();
      if (this.is('for') || this.is('async')) return this.comprehension('gen', first, null, at);
      if (!this.is(',')) return first;
      const items = [first];
      while (this.eat(',')) {
        if (this.is(')')) break;
        items.push(this.starOrNamed());
      }
      return { t: 'tuple', items, at } as Expr;
    });
    this.expect(')', 'invalid syntax. Perhaps you forgot a comma?');
    const whole = span(at, this.last.at);
    return inner.t === 'tuple' || (inner.t === 'comp' && inner.kind === 'gen') ? { ...inner, at: whole } : inner;
  }

  private listDisplay(): Expr {
    const { at } = this.token;
    this.at++;
    const inner = this.inside((): Expr | Expr[] => {
      if (this.is(']')) return [];
      const first = this.starOrNamed();
      if (this.is('for') || this.is('async')) return this.comprehension('list', first, null, at);
      const items = [first];
      while (this.eat(',')) {
        if (this.is(']')) break;
        items.push(this.starOrNamed());
      }
      return items;
    });
    this.expect(']', 'invalid syntax. Perhaps you forgot a comma?');
    const whole = span(at, this.last.at);
    return Array.isArray(inner) ? { t: 'list', items: inner, at: whole } : { ...inner, at: whole };
  }

  private braces(): Expr {
    const { at } = this.token;
    this.at++;
    const inner = this.inside((): Expr => {
      if (this.is('}')) return { t: 'dict', keys: [], values: [], at };
      if (this.is('**')) return this.dictItems([], [], at);
      const first = this.starOrNamed();
      if (this.eat(':')) {
        const value = this.test();
        if (this.is('for') || this.is('async')) return this.comprehension('dict', first, value, at);
        if (!this.is(',')) return { t: 'dict', keys: [first], values: [value], at };
        this.at++;
        return this.dictItems([first], [value], at);
      }
      if (this.is('for') || this.is('async')) return this.comprehension('set', first, null, at);
      const items = [first];
      while (this.eat(',')) {
        if (this.is('}')) break;
        items.push(this.starOrNamed());
      }
      return { t: 'set', items, at };
    });
    this.expect('}', 'invalid syntax. Perhaps you forgot a comma?');
    return { ...inner, at: span(at, this.last.at) };
  }

  private dictItems(keys: (Expr | null)[], values: Expr[], at: Place): Expr {
    while (!this.is('}')) {
      if (this.eat('**')) {
        keys.push(null);
        values.push(this.binary(0));
      } else {
        keys.push(this.test());
        this.expect(':', "':' expected after dictionary key");
        values.push(this.test());
      }
      if (!this.eat(',')) break;
    }
    return { t: 'dict', keys, values, at };
  }

  /** Adjacent literals are one. */
  private strings(): Expr {
    const first = this.token;
    const parts: FPart[] = [];
    let text = '';
    let bytes: boolean | null = null;
    let formatted = false;
    while (this.token.kind === 'str') {
      const raw = this.token.raw as NonNullable<Token['raw']>;
      const isBytes = raw.kind === 'bytes';
      if (bytes !== null && bytes !== isBytes)
        this.fail('cannot mix bytes and nonbytes literals', span(first.at, this.token.at));
      bytes = isBytes;
      if (raw.kind === 'f') {
        formatted = true;
        parts.push(...this.fparts(raw.parts));
      } else {
        text += raw.value;
        parts.push({ text: raw.value });
      }
      this.at++;
    }
    const at = span(first.at, this.last.at);
    if (formatted) return { t: 'fstr', parts, at };
    return bytes === true ? { t: 'bytes', value: text, at } : { t: 'str', value: text, at };
  }

  private fparts(parts: readonly RawPart[]): FPart[] {
    return parts.map((part) => (typeof part === 'string' ? { text: part } : this.ffield(part)));
  }

  private ffield(field: RawField): FPart {
    const lexer = new Lexer(this.source, field.from, field.to, field.line, field.lineStart, true);
    const inner = new ExprParser(this.source, lexer.run());
    const expr = inner.is('yield') ? inner.yieldExpr() : inner.testList();
    if (inner.token.kind !== 'end') inner.fail('f-string: invalid syntax');
    return { expr, conversion: field.conversion, spec: this.fparts(field.spec) };
  }
}

/** How messages call an expression. */
export function describe(e: Expr): string {
  switch (e.t) {
    case 'const':
      return e.value === 'Ellipsis' ? 'ellipsis' : e.value;
    case 'num':
    case 'str':
    case 'bytes':
      return 'literal';
    case 'fstr':
      return 'f-string expression';
    case 'call':
      return 'function call';
    case 'compare':
      return 'comparison';
    case 'lambda':
      return 'lambda';
    case 'dict':
      return 'dict literal';
    case 'set':
      return 'set display';
    case 'attr':
      return 'attribute';
    case 'item':
      return 'subscript';
    case 'yield':
    case 'yieldfrom':
      return 'yield expression';
    case 'await':
      return 'await expression';
    case 'ifexp':
      return 'conditional expression';
    case 'walrus':
      return 'named expression';
    case 'comp':
      return e.kind === 'gen' ? 'generator expression' : `${e.kind} comprehension`;
    case 'star':
      return 'starred';
    case 'name':
      return 'name';
    case 'list':
    case 'tuple':
      return e.t;
    default:
      return 'expression';
  }
}

/** Complains when something cannot be assigned to. `single`: the statement is a plain assignment. */
export function checkTarget(e: Expr, p: { fail(message: string, at: Place): never }, single = false): void {
  if (e.t === 'name' || e.t === 'attr' || e.t === 'item') return;
  if (e.t === 'star') return checkTarget(e.item, p);
  if (e.t === 'tuple' || e.t === 'list') {
    for (const item of e.items) checkTarget(item, p);
    return;
  }
  const what = describe(e);
  const hint =
    single && !['None', 'True', 'False', 'ellipsis'].includes(what) && e.t !== 'lambda' && e.t !== 'yield'
      ? " here. Maybe you meant '==' instead of '='?"
      : '';
  p.fail(`cannot assign to ${what}${hint}`, e.at);
}
