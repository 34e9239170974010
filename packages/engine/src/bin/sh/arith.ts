/**
 * Arithmetic of the shells: 64-bit integers with the operators of C (POSIX 2.6.4; bash(1) ARITHMETIC EVALUATION;
 * dash's arith_yacc.c; BusyBox's shell/math.c). Text comes in expanded; variables are read and assigned through `Scope`.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { Flavour } from './flavour.ts';

/** The variables an expression sees. `get` gives null for an unset one; `set` returns false when it may not be assigned. */
export interface Scope {
  get(name: Bytes, subscript: Bytes | null): Bytes | null;
  set(name: Bytes, subscript: Bytes | null, value: Bytes): boolean;
}

/** The value, or what the shell prints. `silent`: `Scope` has printed it. */
export type ArithResult =
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly message: Bytes; readonly silent: boolean };

/** Depth of variables that hold expressions (bash: "expression recursion level exceeded"). */
const MAX_DEPTH = 64;

const BINARY: { readonly [op: string]: number } = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '**': 11,
};
const OPS = [
  '<<=',
  '>>=',
  '**',
  '++',
  '--',
  '||',
  '&&',
  '==',
  '!=',
  '<=',
  '>=',
  '<<',
  '>>',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
];
const ASSIGN = ['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '|=', '^='];

interface Lvalue {
  readonly name: Bytes;
  readonly subscript: Bytes | null;
}

const isSpace = (c: string): boolean => c === ' ' || c === '\t' || c === '\n' || c === '\r';
const isName = (c: string): boolean => /[A-Za-z0-9_]/.test(c);

class Evaluator {
  private readonly text: Bytes;
  private readonly flavour: Flavour;
  private readonly scope: Scope;
  private readonly depth: number;
  private pos = 0;
  /** Where the last token began. */
  private last = 0;
  /** Operands are read but not evaluated (the other branch of `?:`, `&&`, `||`). */
  private skip = 0;
  error: Bytes | null = null;
  silent = false;

  constructor(text: Bytes, flavour: Flavour, scope: Scope, depth: number) {
    this.text = text;
    this.flavour = flavour;
    this.scope = scope;
    this.depth = depth;
  }

  run(): bigint {
    if (this.text.trim() === '') {
      if (this.flavour === 'dash') this.fail('expecting primary', 0);
      return 0n;
    }
    const value = this.comma();
    if (this.error === null && this.peek() !== '') {
      this.last = this.pos;
      this.fail(this.flavour === 'bash' ? 'syntax error in expression' : 'expecting EOF', this.pos);
    }
    return value;
  }

  /** Sets the first error; the rest of the text is then passed over. */
  fail(what: string, at = this.last): bigint {
    if (this.error !== null) return 0n;
    const token = this.text.slice(at).trim();
    if (this.flavour === 'bash') this.error = `${this.text}: ${what} (error token is "${token}")`;
    else if (this.flavour === 'dash')
      this.error = what.startsWith('Illegal') ? what : `arithmetic expression: ${what}: "${this.text}"`;
    else this.error = what === 'division by zero' ? 'divide by zero' : 'arithmetic syntax error';
    this.pos = this.text.length;
    return 0n;
  }

  private peek(): string {
    while (isSpace(this.text.charAt(this.pos))) this.pos++;
    if (this.pos >= this.text.length) return '';
    for (const op of OPS) if (this.text.startsWith(op, this.pos)) return op;
    return this.text.charAt(this.pos);
  }

  private take(op: string): void {
    this.last = this.pos;
    this.pos += op.length;
  }

  private comma(): bigint {
    let value = this.assignment();
    while (this.flavour !== 'dash' && this.error === null && this.peek() === ',') {
      this.take(',');
      value = this.assignment();
    }
    return value;
  }

  /** `name` or `name[…]` here, or null; the position moves past it. */
  private lvalue(): Lvalue | null {
    this.peek();
    if (!/[A-Za-z_]/.test(this.text.charAt(this.pos))) return null;
    const start = this.pos;
    let end = start;
    while (isName(this.text.charAt(end))) end++;
    const name = this.text.slice(start, end);
    let subscript: Bytes | null = null;
    if (this.flavour === 'bash' && this.text.charAt(end) === '[') {
      let depth = 0;
      let i = end;
      for (; i < this.text.length; i++) {
        if (this.text.charAt(i) === '[') depth++;
        else if (this.text.charAt(i) === ']' && --depth === 0) break;
      }
      subscript = this.text.slice(end + 1, i);
      end = i + 1;
    }
    this.last = start;
    this.pos = end;
    return { name, subscript };
  }

  private assignment(): bigint {
    const start = this.pos;
    const target = this.lvalue();
    if (target !== null) {
      const op = this.peek();
      if (ASSIGN.includes(op)) {
        this.take(op);
        const right = this.assignment();
        if (this.error !== null) return 0n;
        const value = op === '=' ? right : this.apply(op.slice(0, -1), this.read(target), right, this.last);
        return this.store(target, value);
      }
    }
    this.pos = start;
    return this.ternary();
  }

  private ternary(): bigint {
    const test = this.binary(1);
    if (this.error !== null || this.peek() !== '?') return this.rejectAssignment(test);
    this.take('?');
    if (test === 0n) this.skip++;
    const yes = this.comma();
    if (test === 0n) this.skip--;
    if (this.error !== null) return 0n;
    if (this.peek() !== ':')
      return this.fail(this.flavour === 'bash' ? "`:' expected for conditional expression" : "expecting ':'", this.pos);
    this.take(':');
    if (test !== 0n) this.skip++;
    const no = this.assignment();
    if (test !== 0n) this.skip--;
    return test !== 0n ? yes : no;
  }

  private rejectAssignment(value: bigint): bigint {
    if (this.error !== null || this.flavour !== 'bash') return value;
    if (ASSIGN.includes(this.peek())) return this.fail('attempted assignment to non-variable', this.pos);
    return value;
  }

  private binary(level: number): bigint {
    let left = this.unary();
    for (;;) {
      if (this.error !== null) return 0n;
      const op = this.peek();
      const rank = BINARY[op];
      if (rank === undefined || rank < level || (op === '**' && this.flavour === 'dash')) return left;
      this.take(op);
      this.peek();
      const at = this.pos;
      // BusyBox evaluates both sides.
      const idle = this.flavour !== 'ash' && ((op === '&&' && left === 0n) || (op === '||' && left !== 0n));
      if (idle) this.skip++;
      // Only ** groups from the right.
      const right = this.binary(op === '**' ? rank : rank + 1);
      if (idle) this.skip--;
      if (this.error !== null) return 0n;
      left = this.apply(op, left, right, at);
    }
  }

  private apply(op: string, a: bigint, b: bigint, at: number): bigint {
    const wrap = (n: bigint): bigint => BigInt.asIntN(64, n);
    switch (op) {
      case '||':
        return a !== 0n || b !== 0n ? 1n : 0n;
      case '&&':
        return a !== 0n && b !== 0n ? 1n : 0n;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '&':
        return a & b;
      case '==':
        return a === b ? 1n : 0n;
      case '!=':
        return a !== b ? 1n : 0n;
      case '<':
        return a < b ? 1n : 0n;
      case '>':
        return a > b ? 1n : 0n;
      case '<=':
        return a <= b ? 1n : 0n;
      case '>=':
        return a >= b ? 1n : 0n;
      case '<<':
        return wrap(a << (b & 63n));
      case '>>':
        return a >> (b & 63n);
      case '+':
        return wrap(a + b);
      case '-':
        return wrap(a - b);
      case '*':
        return wrap(a * b);
      case '**':
        return this.power(a, b);
      default: {
        if (b === 0n)
          return this.skip > 0 ? 0n : this.fail(this.flavour === 'bash' ? 'division by 0' : 'division by zero', at);
        return wrap(op === '/' ? a / b : a % b);
      }
    }
  }

  private power(a: bigint, b: bigint): bigint {
    if (b < 0n) return this.fail('exponent less than 0');
    let result = 1n;
    let base = a;
    for (let n = b; n > 0n; n >>= 1n) {
      if ((n & 1n) === 1n) result = BigInt.asIntN(64, result * base);
      base = BigInt.asIntN(64, base * base);
    }
    return result;
  }

  private unary(): bigint {
    const op = this.peek();
    const steps = this.flavour !== 'dash' && (op === '++' || op === '--');
    if (steps) {
      const start = this.pos;
      this.take(op);
      const target = this.lvalue();
      if (target !== null) return this.store(target, BigInt.asIntN(64, this.read(target) + (op === '++' ? 1n : -1n)));
      this.pos = start;
    }
    const c = op.charAt(0);
    if (c === '+' || c === '-' || c === '!' || c === '~') {
      if (op === '!=') return this.operandExpected();
      this.take(c);
      const value = this.unary();
      return c === '+' ? value : c === '-' ? BigInt.asIntN(64, -value) : c === '~' ? ~value : value === 0n ? 1n : 0n;
    }
    return this.primary(op);
  }

  private operandExpected(): bigint {
    if (this.pos < this.text.length) this.last = this.pos;
    return this.fail(this.flavour === 'bash' ? 'syntax error: operand expected' : 'expecting primary');
  }

  private primary(op: string): bigint {
    if (op === '(') {
      this.take('(');
      const value = this.comma();
      if (this.error !== null) return 0n;
      if (this.peek() !== ')') return this.fail(this.flavour === 'bash' ? "missing `)'" : "expecting ')'");
      this.take(')');
      return value;
    }
    if (/[0-9]/.test(op.charAt(0))) return this.number();
    const target = this.lvalue();
    if (target === null) return this.operandExpected();
    const value = this.read(target);
    const next = this.peek();
    if (this.flavour === 'dash' || (next !== '++' && next !== '--')) return value;
    this.take(next);
    this.store(target, BigInt.asIntN(64, value + (next === '++' ? 1n : -1n)));
    return value;
  }

  private number(): bigint {
    const start = this.pos;
    let end = start;
    while (/[A-Za-z0-9_@#]/.test(this.text.charAt(end)) && (this.flavour === 'bash' || this.text.charAt(end) !== '@'))
      end++;
    const token = this.text.slice(start, end);
    this.last = start;
    this.pos = end;
    const value = parseNumber(token, this.flavour);
    if (typeof value === 'bigint') return value;
    if (this.flavour === 'bash') return this.fail(value, start);
    return this.fail('expecting EOF', start);
  }

  private read(target: Lvalue): bigint {
    if (this.skip > 0) return 0n;
    const raw = this.scope.get(target.name, target.subscript);
    const text = raw?.trim() ?? '';
    if (text === '') return 0n;
    const value = parseNumber(text, this.flavour);
    if (typeof value === 'bigint') return value;
    if (this.flavour === 'dash') return this.fail(`Illegal number: ${raw}`);
    if (this.depth >= MAX_DEPTH) return this.fail('expression recursion level exceeded');
    const inner = new Evaluator(text, this.flavour, this.scope, this.depth + 1);
    const result = inner.run();
    if (inner.error === null) return result;
    this.error = inner.error;
    this.silent = inner.silent;
    return 0n;
  }

  private store(target: Lvalue, value: bigint): bigint {
    if (this.skip > 0 || this.error !== null) return value;
    if (!this.scope.set(target.name, target.subscript, String(value))) {
      this.fail('');
      this.silent = true;
    }
    return value;
  }
}

function digitValue(c: string, base: number): number {
  if (c >= '0' && c <= '9') return c.charCodeAt(0) - 48;
  if (c >= 'a' && c <= 'z') return c.charCodeAt(0) - 87;
  if (c >= 'A' && c <= 'Z') return c.charCodeAt(0) - (base <= 36 ? 55 : 29);
  return c === '@' ? 62 : c === '_' ? 63 : 99;
}

/** An integer constant (decimal, 0octal, 0xhex, base#digits in bash), or what is wrong with it. A sign is accepted. */
export function parseNumber(token: Bytes, flavour: Flavour): bigint | string {
  const negative = token.startsWith('-');
  const text = negative || token.startsWith('+') ? token.slice(1) : token;
  if (/^(0|[1-9]\d*)$/.test(text)) return BigInt.asIntN(64, negative ? -BigInt(text) : BigInt(text));
  let base = 10;
  let digits = text;
  const hash = text.indexOf('#');
  if (/^0[xX]/.test(text)) {
    base = 16;
    digits = text.slice(2);
  } else if (hash > 0 && flavour === 'bash') {
    base = Number(text.slice(0, hash));
    digits = text.slice(hash + 1);
    if (!(base >= 2 && base <= 64)) return 'invalid arithmetic base';
  } else if (text.startsWith('0') && text.length > 1) {
    base = 8;
    digits = text.slice(1);
  }
  if (digits === '') return flavour === 'bash' && base === 16 ? 0n : 'invalid integer constant';
  let value = 0n;
  for (let i = 0; i < digits.length; i++) {
    const d = digitValue(digits.charAt(i), base);
    if (d >= base)
      return d === 99 || (base === 10 && hash < 0 && /[^0-9A-Za-z_@]/.test(text))
        ? 'invalid number'
        : 'value too great for base';
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(d));
  }
  return negative ? BigInt.asIntN(64, -value) : value;
}

/** Evaluates an expanded arithmetic text. An empty one is 0. */
export function evaluate(text: Bytes, flavour: Flavour, scope: Scope): ArithResult {
  // The commonest expressions are a plain number.
  if (/^\s*(0|[1-9]\d{0,17})\s*$/.test(text)) return { ok: true, value: BigInt(text.trim()) };
  const e = new Evaluator(text, flavour, scope, 0);
  const value = e.run();
  return e.error === null ? { ok: true, value } : { ok: false, message: e.error, silent: e.silent };
}
