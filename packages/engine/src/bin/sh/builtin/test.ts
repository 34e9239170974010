/** test and `[`. */
import type { Bytes } from '../../../util/bytes.ts';
import { regexMatch } from '../cond.ts';
import type { Shell } from '../shell.ts';
import { binary, isBinary, isUnary, unary } from '../test-op.ts';

/** A parser of the operands of test: what it finds wrong is kept until the end. */
class Test {
  private readonly sh: Shell;
  private readonly command: Bytes;
  private readonly args: readonly Bytes[];
  private pos = 0;
  failed = false;

  constructor(sh: Shell, command: Bytes, args: readonly Bytes[]) {
    this.sh = sh;
    this.command = command;
    this.args = args;
  }

  /** Prints the first mistake: in words of bash, dash and ash; '' is not printed there. */
  private wrong(bash: Bytes, dash: Bytes, ash: Bytes): boolean {
    if (this.failed) return false;
    this.failed = true;
    const { sh } = this;
    if (sh.bash) sh.error(bash, this.command);
    else if (sh.L.flavour === 'dash') sh.fail(dash, this.command, 2);
    else sh.write(2, `${sh.L.arg0}: ${ash}\n`);
    return false;
  }

  run(): boolean {
    const { args, sh } = this;
    if (args.length === 0) return false;
    if (sh.bash && args.length <= 4) return this.posix(0, args.length);
    if (sh.L.flavour === 'dash' && args.length === 4 && args[0] === '!') {
      this.pos = 1;
      return !this.or();
    }
    if (args.length === 3 && isBinary(sh, args[1] as Bytes))
      return this.compare(args[1] as Bytes, args[0] as Bytes, args[2] as Bytes);
    const value = this.or();
    if (this.failed || this.pos >= args.length) return value;
    const left = args[this.pos] as Bytes;
    const last = args[this.pos - 1] ?? left;
    return this.wrong('too many arguments', `${last}: unexpected operator`, `${left}: unknown operand`);
  }

  /** Up to four operands: what they mean depends on their number alone. */
  private posix(from: number, count: number): boolean {
    const { args, sh } = this;
    const a = args[from] as Bytes;
    const b = args[from + 1] as Bytes;
    const c = args[from + 2] as Bytes;
    if (count === 1) return a !== '';
    if (count === 2) {
      if (a === '!') return !(b !== '');
      if (isUnary(sh, a)) return unary(sh, a, b);
      return this.wrong(`${a}: unary operator expected`, '', '');
    }
    if (count === 3) {
      if (isBinary(sh, b)) return this.compare(b, a, c);
      if (b === '-a') return a !== '' && c !== '';
      if (b === '-o') return a !== '' || c !== '';
      if (a === '!') return !this.posix(from + 1, 2);
      if (a === '(' && c === ')') return b !== '';
      return this.wrong(`${b}: binary operator expected`, '', '');
    }
    if (a === '!') return !this.posix(from + 1, 3);
    if (a === '(' && args[from + 3] === ')') return this.posix(from + 1, 2);
    this.pos = from;
    const value = this.or();
    if (!this.failed && this.pos < args.length) return this.wrong('too many arguments', '', '');
    return value;
  }

  private or(): boolean {
    let value = this.and();
    while (!this.failed && this.args[this.pos] === '-o' && this.pos + 1 <= this.args.length) {
      this.pos++;
      const right = this.and();
      value = value || right;
    }
    return value;
  }

  private and(): boolean {
    let value = this.not();
    while (!this.failed && this.args[this.pos] === '-a') {
      this.pos++;
      const right = this.not();
      value = value && right;
    }
    return value;
  }

  private not(): boolean {
    if (this.args[this.pos] === '!' && this.pos + 1 < this.args.length) {
      this.pos++;
      return !this.not();
    }
    return this.primary();
  }

  private primary(): boolean {
    const { sh, args } = this;
    const a = args[this.pos];
    if (a === undefined) {
      // dash takes a missing operand for a false one.
      if (sh.L.flavour === 'dash') return false;
      return this.wrong('argument expected', '', 'argument expected');
    }
    const b = args[this.pos + 1];
    if (b !== undefined && isBinary(sh, b)) {
      const c = args[this.pos + 2];
      if (c !== undefined) {
        this.pos += 3;
        return this.compare(b, a, c);
      }
      if (!isUnary(sh, a))
        return this.wrong(`${b}: argument expected`, `${b}: argument expected`, `${b}: argument expected`);
    }
    if (a === '(' && b !== undefined) {
      this.pos++;
      const value = this.or();
      if (this.failed) return false;
      if (args[this.pos] !== ')') return this.wrong("`)' expected", 'closing paren expected', 'closing paren expected');
      this.pos++;
      return value;
    }
    if (isUnary(sh, a) && b !== undefined) {
      this.pos += 2;
      return unary(sh, a, b);
    }
    this.pos++;
    return a !== '';
  }

  private compare(op: Bytes, a: Bytes, b: Bytes): boolean {
    if (op === '=~') return regexMatch(this.sh, a, b) ?? this.wrong('', '', `${b}: bad regex`);
    const value = binary(this.sh, op, a, b, this.command);
    if (value === null) {
      this.failed = true;
      return false;
    }
    return value;
  }
}

/** test and `[`: 0 true, 1 false, 2 wrong. */
export function test(sh: Shell, args: readonly Bytes[]): number {
  const command = args[0] as Bytes;
  let operands = args.slice(1);
  if (command === '[') {
    if (operands[operands.length - 1] !== ']') {
      if (sh.bash) sh.error("missing `]'", '[');
      else if (sh.L.flavour === 'dash') sh.fail('missing ]', '[', 2);
      else sh.write(2, `${sh.L.arg0}: missing ]\n`);
      return 2;
    }
    operands = operands.slice(0, -1);
  }
  const t = new Test(sh, command, operands);
  const value = t.run();
  return t.failed ? 2 : value ? 0 : 1;
}
