/** Statements (Grammar/python.gram of CPython 3.12). */
import { type Alias, type Expr, type Handler, type Place, PythonSyntaxError, type Stmt, type WithItem } from './ast.ts';
import { Lexer } from './lexer.ts';
import { checkTarget, describe, ExprParser, KEYWORDS, span } from './parse-expr.ts';
import { parseMatch } from './parse-match.ts';

const AUGMENTED = new Set(['+=', '-=', '*=', '/=', '//=', '%=', '**=', '>>=', '<<=', '&=', '|=', '^=', '@=']);

export class Parser extends ExprParser {
  private blockDepth = 0;

  /** The whole program. */
  module(): Stmt[] {
    const out: Stmt[] = [];
    while (this.token.kind !== 'end') {
      if (this.token.kind === 'newline') this.at++;
      else out.push(...this.statement());
    }
    return out;
  }

  statement(): Stmt[] {
    if (this.token.kind === 'indent')
      throw new PythonSyntaxError(
        'unexpected indent',
        [this.token.at[2], this.token.at[3], this.token.at[2], this.token.at[3]],
        'IndentationError',
      );
    const compound = this.compound();
    return compound !== null ? [compound] : this.simpleLine();
  }

  /** Simple statements up to the end of the line. */
  private simpleLine(): Stmt[] {
    const out = [this.simple()];
    while (this.eat(';')) {
      if (this.token.kind === 'newline') break;
      out.push(this.simple());
    }
    if (this.token.kind !== 'newline') this.unexpected(out[out.length - 1] as Stmt);
    this.at++;
    return out;
  }

  /** Something follows a complete statement. */
  private unexpected(before: Stmt): never {
    const { token } = this;
    if (
      before.t === 'expr' &&
      before.value.t === 'name' &&
      (before.value.id === 'print' || before.value.id === 'exec') &&
      token.kind !== 'op'
    ) {
      let at = this.at;
      while (this.tokens[at]?.kind !== 'newline') at++;
      this.fail(
        `Missing parentheses in call to '${before.value.id}'. Did you mean ${before.value.id}(...)?`,
        span(before.at, (this.tokens[at - 1] as typeof token).at),
      );
    }
    if (token.kind === 'op' && token.text === '=') this.fail();
    if (token.kind === 'op' && token.text === ')') this.fail("unmatched ')'");
    this.fail();
  }

  /** `:` and an indented block, or simple statements on the same line. `what` and `start` are for the complaint. */
  block(what: string, start: Place): Stmt[] {
    if (!this.eat(':')) this.fail("expected ':'");
    const opener = this.token;
    if (opener.kind !== 'newline') return this.simpleLine();
    this.at++;
    const next = this.token;
    if (next.kind !== 'indent')
      throw new PythonSyntaxError(
        `expected an indented block after ${what} on line ${start[0]}`,
        next.at,
        'IndentationError',
      );
    if (++this.blockDepth > 90) this.fail('too many statically nested blocks');
    this.at++;
    const out: Stmt[] = [];
    for (;;) {
      const { kind } = this.token;
      if (kind === 'dedent' || kind === 'end') break;
      if (kind === 'newline') this.at++;
      else out.push(...this.statement());
    }
    if (this.token.kind === 'dedent') this.at++;
    this.blockDepth--;
    return out;
  }

  private compound(): Stmt | null {
    const { kind, text } = this.token;
    if (kind === 'op' && text === '@') return this.decorated();
    if (kind !== 'name') return null;
    switch (text) {
      case 'if':
        return this.if('if');
      case 'while':
        return this.while();
      case 'for':
        return this.for(false);
      case 'try':
        return this.try();
      case 'with':
        return this.with(false);
      case 'def':
        return this.def([], false);
      case 'class':
        return this.class([]);
      case 'async':
        return this.async([]);
      case 'match':
        return parseMatch(this);
      default:
        return null;
    }
  }

  private async(decorators: readonly Expr[]): Stmt {
    this.at++;
    if (this.is('def')) return this.def(decorators, true);
    if (this.is('for')) return this.for(true);
    if (this.is('with')) return this.with(true);
    return this.fail();
  }

  private decorated(): Stmt {
    const decorators: Expr[] = [];
    while (this.eat('@')) {
      decorators.push(this.namedTest());
      if (this.token.kind !== 'newline') this.fail();
      this.at++;
    }
    if (this.is('def')) return this.def(decorators, false);
    if (this.is('class')) return this.class(decorators);
    if (this.is('async')) return this.async(decorators);
    return this.fail();
  }

  private if(word: 'if' | 'elif'): Stmt {
    const start = this.token.at;
    this.at++;
    const test = this.namedTest();
    if (this.is('='))
      this.fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span(test.at, this.token.at));
    const body = this.block(`'${word}' statement`, start);
    let orelse: Stmt[] = [];
    if (this.is('elif')) orelse = [this.if('elif')];
    else if (this.is('else')) orelse = this.else();
    return { t: 'if', test, body, orelse, at: span(start, test.at) };
  }

  private else(): Stmt[] {
    const start = this.token.at;
    this.at++;
    return this.block("'else' statement", start);
  }

  private while(): Stmt {
    const start = this.token.at;
    this.at++;
    const test = this.namedTest();
    const body = this.block("'while' statement", start);
    const orelse = this.is('else') ? this.else() : [];
    return { t: 'while', test, body, orelse, at: span(start, test.at) };
  }

  private for(isAsync: boolean): Stmt {
    const start = this.token.at;
    this.at++;
    const target = this.targetList();
    this.expect('in');
    const iter = this.testList();
    const body = this.block("'for' statement", start);
    const orelse = this.is('else') ? this.else() : [];
    return { t: 'for', target, iter, body, orelse, isAsync, at: span(start, iter.at) };
  }

  private try(): Stmt {
    const start = this.token.at;
    this.at++;
    const body = this.block("'try' statement", start);
    const handlers: Handler[] = [];
    while (this.is('except')) {
      const at = this.token.at;
      this.at++;
      if (this.is('*')) this.fail('except* is not simulated');
      const type = this.is(':') ? null : this.test();
      if (this.is(',')) this.fail('multiple exception types must be parenthesized', type?.at ?? at);
      const name = this.eat('as') ? this.name() : null;
      handlers.push({ type, name, body: this.block("'except' statement", at), at });
    }
    const orelse = handlers.length > 0 && this.is('else') ? this.else() : [];
    let final: Stmt[] = [];
    if (this.is('finally')) {
      const at = this.token.at;
      this.at++;
      final = this.block("'finally' statement", at);
    } else if (handlers.length === 0) this.fail("expected 'except' or 'finally' block");
    return { t: 'try', body, handlers, orelse, final, at: start };
  }

  private with(isAsync: boolean): Stmt {
    const start = this.token.at;
    this.at++;
    const items = this.parenthesisedWith() ?? this.withItems(':');
    const body = this.block("'with' statement", start);
    return { t: 'with', items, body, isAsync, at: span(start, this.last.at) };
  }

  private withItems(close: string): WithItem[] {
    const items: WithItem[] = [];
    do {
      if (this.is(close)) break;
      const context = this.test();
      let target: Expr | null = null;
      if (this.eat('as')) {
        target = this.starOrNamed();
        checkTarget(target, this);
      }
      items.push({ context, target });
    } while (this.eat(','));
    return items;
  }

  /** `with (a as b, c as d):`, or null when the parenthesis belongs to an expression. */
  private parenthesisedWith(): WithItem[] | null {
    if (!this.is('(')) return null;
    const mark = this.at;
    try {
      this.at++;
      const items = this.withItems(')');
      if (this.eat(')') && this.is(':') && items.some((item) => item.target !== null)) return items;
    } catch (e) {
      if (!(e instanceof PythonSyntaxError)) throw e;
    }
    this.at = mark;
    return null;
  }

  private def(decorators: readonly Expr[], isAsync: boolean): Stmt {
    const start = this.token.at;
    this.at++;
    const name = this.name();
    if (this.is('[')) this.fail('type parameters are not simulated');
    this.expect('(', "expected '('");
    const params = this.params(')', true);
    this.expect(')');
    if (this.eat('->')) this.testList();
    const body = this.block('function definition', start);
    return { t: 'def', name, params, body, decorators, isAsync, at: span(start, this.last.at) };
  }

  private class(decorators: readonly Expr[]): Stmt {
    const start = this.token.at;
    this.at++;
    const name = this.name();
    let bases: readonly Expr[] = [];
    let keywords: (Stmt & { t: 'class' })['keywords'] = [];
    if (this.eat('(')) {
      ({ args: bases, keywords } = this.arguments());
      this.expect(')');
    }
    const body = this.block('class definition', start);
    return { t: 'class', name, bases, keywords, body, decorators, at: span(start, this.last.at) };
  }

  private simple(): Stmt {
    const { kind, text, at } = this.token;
    if (kind === 'name') {
      const statement = this.keyword(text, at);
      if (statement !== null) return statement;
    }
    return this.expressionStatement();
  }

  private keyword(text: string, at: Place): Stmt | null {
    switch (text) {
      case 'pass':
      case 'break':
      case 'continue':
        this.at++;
        return { t: text, at };
      case 'return': {
        this.at++;
        const value = this.token.kind === 'newline' || this.is(';') ? null : this.testList();
        return { t: 'return', value, at: span(at, this.last.at) };
      }
      case 'raise':
        return this.raise(at);
      case 'global':
      case 'nonlocal': {
        this.at++;
        const names = [this.name()];
        while (this.eat(',')) names.push(this.name());
        return { t: text, names, at: span(at, this.last.at) };
      }
      case 'del': {
        this.at++;
        const list = this.testList();
        const targets = list.t === 'tuple' ? list.items : [list];
        for (const target of targets)
          if (!['name', 'attr', 'item', 'tuple', 'list'].includes(target.t))
            this.fail(`cannot delete ${describe(target)}`, target.at);
        return { t: 'del', targets, at: span(at, this.last.at) };
      }
      case 'assert': {
        this.at++;
        const test = this.test();
        const message = this.eat(',') ? this.test() : null;
        return { t: 'assert', test, message, at: span(at, this.last.at) };
      }
      case 'import':
        return this.import(at);
      case 'from':
        return this.from(at);
      default:
        return text !== 'yield' &&
          text !== 'lambda' &&
          text !== 'not' &&
          text !== 'await' &&
          !['None', 'True', 'False'].includes(text) &&
          KEYWORDS.has(text)
          ? this.fail()
          : null;
    }
  }

  private raise(at: Place): Stmt {
    this.at++;
    const none = this.token.kind === 'newline' || this.is(';');
    const exc = none ? null : this.test();
    const cause = exc !== null && this.eat('from') ? this.test() : null;
    return { t: 'raise', exc, cause, at: span(at, this.last.at) };
  }

  private dotted(): string {
    let name = this.name();
    while (this.eat('.')) name += `.${this.name()}`;
    return name;
  }

  private import(at: Place): Stmt {
    this.at++;
    const names: Alias[] = [];
    do {
      const name = this.dotted();
      names.push({ name, as: this.eat('as') ? this.name() : null });
    } while (this.eat(','));
    return { t: 'import', names, at: span(at, this.last.at) };
  }

  private from(at: Place): Stmt {
    this.at++;
    let level = 0;
    while (this.is('.') || this.is('...')) {
      level += this.token.text.length;
      this.at++;
    }
    const module = level > 0 && this.is('import') ? '' : this.dotted();
    this.expect('import');
    const names: Alias[] = [];
    if (this.eat('*')) names.push({ name: '*', as: null });
    else {
      const paren = this.eat('(');
      do {
        if (paren && this.is(')')) break;
        const name = this.name();
        names.push({ name, as: this.eat('as') ? this.name() : null });
      } while (this.eat(','));
      if (paren) this.expect(')');
    }
    return { t: 'from', module, level, names, at: span(at, this.last.at) };
  }

  private expressionStatement(): Stmt {
    const first = this.is('yield') ? this.yieldExpr() : this.testList();
    const { token } = this;
    if (token.kind === 'op' && AUGMENTED.has(token.text)) {
      if (first.t !== 'name' && first.t !== 'attr' && first.t !== 'item')
        this.fail(`'${describe(first)}' is an illegal expression for augmented assignment`, first.at);
      this.at++;
      const value = this.is('yield') ? this.yieldExpr() : this.testList();
      return { t: 'augassign', target: first, op: token.text.slice(0, -1), value, at: span(first.at, value.at) };
    }
    if (this.is(':') && (first.t === 'name' || first.t === 'attr' || first.t === 'item')) {
      this.at++;
      const note = this.test();
      const value = this.eat('=') ? (this.is('yield') ? this.yieldExpr() : this.testList()) : null;
      return { t: 'annassign', target: first, note, value, at: span(first.at, this.last.at) };
    }
    if (!this.is('=')) return { t: 'expr', value: first, at: first.at };
    const targets: Expr[] = [first];
    let value = first;
    while (this.eat('=')) {
      value = this.is('yield') ? this.yieldExpr() : this.testList();
      targets.push(value);
    }
    targets.pop();
    for (const target of targets) checkTarget(target, this, true);
    return { t: 'assign', targets, value, at: span(first.at, value.at) };
  }
}

/** Parses a program. Throws PythonSyntaxError. */
export function parseProgram(source: string): readonly Stmt[] {
  return new Parser(source, new Lexer(source).run()).module();
}

/** Parses a single expression, as eval() takes it. Throws PythonSyntaxError. */
export function parseExpression(source: string): Expr {
  const text = source.replace(/^[ \t]+/, '');
  const parser = new Parser(text, new Lexer(text).run());
  const expr = parser.testList();
  while (parser.token.kind === 'newline') parser.at++;
  if (parser.token.kind !== 'end') parser.fail();
  return expr;
}
