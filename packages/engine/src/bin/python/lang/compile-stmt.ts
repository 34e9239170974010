/** Compiles statements. */
import { type Expr, type Handler, PythonSyntaxError, type Stmt } from './ast.ts';
import { binaryOp, ExprCompiler, mangle } from './compile-expr.ts';
import { compileFunction, makeFunction, qualname } from './compile-func.ts';
import { compileMatch } from './compile-match.ts';
import { type Block, Emitter, type Label } from './emitter.ts';
import type { Scope } from './scope.ts';

/** The docstring of a body, or null. */
export function docOf(body: readonly Stmt[]): string | null {
  const first = body[0];
  return first?.t === 'expr' && first.value.t === 'str' ? first.value.value : null;
}

export class StmtCompiler extends ExprCompiler {
  override derive(e: Emitter): ExprCompiler {
    return new StmtCompiler(this.unit, e);
  }

  statements(list: readonly Stmt[]): void {
    for (const s of list) this.statement(s);
  }

  statement(s: Stmt): void {
    const { e } = this;
    e.at(s.at);
    switch (s.t) {
      case 'expr':
        if (s.value.t === 'str') return;
        this.expr(s.value);
        return e.emit('POP');
      case 'assign':
        this.expr(s.value);
        s.targets.forEach((target, i) => {
          if (i < s.targets.length - 1) e.emit('DUP');
          this.store(target);
        });
        return;
      case 'augassign':
        return this.augmented(s);
      case 'annassign':
        return this.annotated(s);
      case 'return':
        return this.return(s);
      case 'if':
        return this.if(s);
      case 'while':
        return this.while(s);
      case 'for':
        return this.for(s);
      case 'break':
      case 'continue':
        return this.leaveLoop(s.t, s);
      case 'pass':
      case 'global':
      case 'nonlocal':
        return;
      default:
        return this.more(s);
    }
  }

  private more(s: Stmt): void {
    switch (s.t) {
      case 'def':
        return this.def(s);
      case 'class':
        return this.class(s);
      case 'del':
        return s.targets.forEach((target) => this.delete(target));
      case 'try':
        return s.final.length > 0 ? this.tryFinally(s) : this.tryExcept(s);
      case 'with':
        return this.with(s, 0);
      case 'raise':
        if (s.exc !== null) this.expr(s.exc);
        if (s.cause !== null) this.expr(s.cause);
        this.e.at(s.at);
        return this.e.emit('RAISE', s.cause !== null ? 2 : s.exc !== null ? 1 : 0);
      case 'assert':
        return this.assert(s);
      case 'import':
      case 'from':
        return this.import(s);
      case 'match':
        return compileMatch(this, s);
      default:
    }
  }

  private augmented(s: Stmt & { t: 'augassign' }): void {
    const { e } = this;
    const { target } = s;
    const op = binaryOp(s.op);
    if (target.t === 'name') {
      this.variable('load', target.id);
      this.expr(s.value);
      e.at(s.at);
      e.emit('INPLACE', op);
      return this.variable('store', target.id);
    }
    if (target.t === 'attr') {
      this.expr(target.object);
      e.emit('DUP');
      e.emit('ATTR', e.name(mangle(e.scope, target.name)));
      this.expr(s.value);
      e.at(s.at);
      e.emit('INPLACE', op);
      e.emit('SWAP');
      return e.emit('SET_ATTR', e.name(mangle(e.scope, target.name)));
    }
    if (target.t !== 'item') return;
    this.expr(target.object);
    this.expr(target.index);
    e.emit('DUP2');
    e.emit('ITEM');
    this.expr(s.value);
    e.at(s.at);
    e.emit('INPLACE', op);
    e.emit('ROT3');
    e.emit('SET_ITEM');
  }

  private annotated(s: Stmt & { t: 'annassign' }): void {
    const { e } = this;
    if (s.value !== null) {
      this.expr(s.value);
      this.store(s.target);
    }
    if (e.scope.fast || s.target.t !== 'name') return;
    this.expr(s.note);
    e.emit('SETUP_ANNOTATIONS', e.name(mangle(e.scope, s.target.id)));
  }

  private return(s: Stmt & { t: 'return' }): void {
    const { e } = this;
    if (!e.scope.fast) throw new PythonSyntaxError("'return' outside function", s.at);
    s.value === null ? e.load(null) : this.expr(s.value);
    this.leave(0);
    e.at(s.at);
    e.emit('RETURN');
  }

  /** Leaves all blocks down to number `to`, innermost first. */
  private leave(to: number): void {
    const { blocks } = this.e;
    const kept = [...blocks];
    while (blocks.length > to) {
      const block = blocks.pop() as Block;
      this.leaveBlock(block);
    }
    blocks.push(...kept.slice(to));
  }

  private leaveBlock(block: Block): void {
    const { e } = this;
    switch (block.kind) {
      case 'try':
        return e.emit('POP_BLOCK');
      case 'finally':
        e.emit('POP_BLOCK');
        return block.emit();
      case 'with':
        e.emit('POP_BLOCK');
        return this.exitWith(block.isAsync);
      case 'handler':
        e.emit('POP_BLOCK');
        e.emit('POP_EXC');
        return block.clear();
      case 'finalexc':
        return e.emit('POP_EXC');
      default:
    }
  }

  /** Calls __exit__(None, None, None): the exit function lies below the value that may be on top, in a hidden slot. */
  exitWith(isAsync: boolean): void {
    const { e } = this;
    e.emit('WITH_EXIT', isAsync ? 1 : 0);
    if (isAsync) {
      e.emit('GET_AWAITABLE');
      e.load(null);
      e.emit('YIELD_FROM');
    }
    e.emit('POP');
  }

  private leaveLoop(word: 'break' | 'continue', s: Stmt): void {
    const { e } = this;
    let i = e.blocks.length - 1;
    while (i >= 0 && e.blocks[i]?.kind !== 'loop') i--;
    if (i < 0)
      throw new PythonSyntaxError(word === 'break' ? "'break' outside loop" : "'continue' not properly in loop", s.at);
    const loop = e.blocks[i] as Block & { kind: 'loop' };
    this.leave(i + 1);
    if (word === 'break' && loop.isFor) e.emit('POP');
    e.jump('JUMP', word === 'break' ? loop.end : loop.start);
  }

  private if(s: Stmt & { t: 'if' }): void {
    const { e } = this;
    const no = e.label();
    this.condition(s.test, no);
    this.statements(s.body);
    if (s.orelse.length === 0) return e.put(no);
    const end = e.label();
    e.jump('JUMP', end);
    e.put(no);
    this.statements(s.orelse);
    e.put(end);
  }

  /** Goes on when `test` holds, else to `no`. */
  condition(test: Expr, no: Label): void {
    if (test.t === 'bool' && test.op === 'and') {
      for (const item of test.items) this.condition(item, no);
      return;
    }
    this.expr(test);
    this.e.jump('JUMP_IF_FALSE', no);
  }

  private loop(block: Block & { kind: 'loop' }, body: readonly Stmt[]): void {
    this.e.blocks.push(block);
    this.statements(body);
    this.e.blocks.pop();
    this.e.jump('JUMP', block.start);
  }

  private while(s: Stmt & { t: 'while' }): void {
    const { e } = this;
    const start = e.label();
    const no = e.label();
    const end = e.label();
    e.put(start);
    this.condition(s.test, no);
    this.loop({ kind: 'loop', start, end, isFor: false }, s.body);
    e.put(no);
    this.statements(s.orelse);
    e.put(end);
  }

  private for(s: Stmt & { t: 'for' }): void {
    const { e } = this;
    const start = e.label();
    const no = e.label();
    const end = e.label();
    if (s.isAsync) throw new PythonSyntaxError("'async for' is not simulated", s.at);
    this.expr(s.iter);
    e.at(s.iter.at);
    e.emit('GET_ITER');
    e.put(start);
    e.jump('FOR_ITER', no);
    this.store(s.target);
    this.loop({ kind: 'loop', start, end, isFor: true }, s.body);
    e.put(no);
    this.statements(s.orelse);
    e.put(end);
  }

  private delete(target: Expr): void {
    const { e } = this;
    e.at(target.at);
    if (target.t === 'name') this.variable('del', target.id);
    else if (target.t === 'attr') {
      this.expr(target.object);
      e.at(target.at);
      e.emit('DEL_ATTR', e.name(mangle(e.scope, target.name)));
    } else if (target.t === 'item') {
      this.expr(target.object);
      this.expr(target.index);
      e.at(target.at, target.object.at[3], target.at[3]);
      e.emit('DEL_ITEM');
    } else if (target.t === 'tuple' || target.t === 'list') for (const item of target.items) this.delete(item);
  }

  private def(s: Stmt & { t: 'def' }): void {
    const { e } = this;
    for (const d of s.decorators) this.expr(d);
    const scope = e.scope.inner.get(s) as Scope;
    const doc = docOf(s.body);
    const index = compileFunction(
      this,
      scope,
      s.params,
      s.name,
      s.at[0],
      (c) => {
        (c as StmtCompiler).statements(s.body);
        c.e.load(null);
        c.e.emit('RETURN');
      },
      s.isAsync,
      doc,
    );
    makeFunction(this, index, s.params);
    for (let i = s.decorators.length - 1; i >= 0; i--) {
      e.at((s.decorators[i] as Expr).at);
      e.emit('CALL', 1);
    }
    e.at(s.at);
    this.variable('store', s.name);
  }

  private class(s: Stmt & { t: 'class' }): void {
    const { e } = this;
    for (const d of s.decorators) this.expr(d);
    const scope = e.scope.inner.get(s) as Scope;
    const inner = new StmtCompiler(this.unit, new Emitter(scope, qualname(e, s.name), []));
    const index = this.unit.codes.push(undefined as never) - 1;
    inner.e.at(s.at);
    inner.statements(s.body);
    inner.e.load(null);
    inner.e.emit('RETURN');
    this.unit.codes[index] = inner.e.finish(
      {
        name: s.name,
        firstLine: s.at[0],
        positionalOnly: 0,
        positional: 0,
        keywordOnly: 0,
        hasStar: false,
        hasDoubleStar: false,
        coroutine: false,
        doc: docOf(s.body),
      },
      0,
    );
    e.emit('MAKE_FUNC', index * 4);
    e.load(s.name);
    this.expr({ t: 'tuple', items: s.bases, at: s.at });
    e.emit('BUILD_DICT', 0);
    for (const k of s.keywords) {
      if (k.name !== null) e.load(k.name);
      this.expr(k.value);
      e.emit(k.name === null ? 'DICT_MERGE' : 'DICT_ADD', k.name === null ? 0 : 1);
    }
    e.at(s.at);
    e.emit('BUILD_CLASS');
    for (let i = s.decorators.length - 1; i >= 0; i--) e.emit('CALL', 1);
    this.variable('store', s.name);
  }

  private tryExcept(s: Stmt & { t: 'try' }): void {
    const { e } = this;
    const handlers = e.label();
    const end = e.label();
    e.jump('SETUP_EXC', handlers);
    e.blocks.push({ kind: 'try' });
    this.statements(s.body);
    e.blocks.pop();
    e.emit('POP_BLOCK');
    this.statements(s.orelse);
    e.jump('JUMP', end);
    e.put(handlers);
    for (const h of s.handlers) this.handler(h, end);
    e.emit('RERAISE');
    e.put(end);
  }

  /** With the exception on the stack and among those being handled. */
  private handler(h: Handler, end: Label): void {
    const { e } = this;
    const next = e.label();
    if (h.type !== null) {
      this.expr(h.type);
      e.at(h.type.at);
      e.jump('EXC_MATCH', next);
    }
    const { name } = h;
    if (name === null) e.emit('POP');
    else this.variable('store', name);
    const clear = (): void => {
      if (name === null) return;
      e.load(null);
      this.variable('store', name);
      this.variable('del', name);
    };
    // whatever leaves the handler forgets the exception's name
    const cleanup = e.label();
    e.jump('SETUP_EXC', cleanup);
    e.blocks.push({ kind: 'handler', clear });
    this.statements(h.body);
    e.blocks.pop();
    e.emit('POP_BLOCK');
    e.emit('POP_EXC');
    clear();
    e.jump('JUMP', end);
    e.put(cleanup);
    // the new exception is handled here only to clean up: both are taken off, then it goes on
    clear();
    e.emit('RERAISE', 2);
    e.put(next);
  }

  private tryFinally(s: Stmt & { t: 'try' }): void {
    const { e } = this;
    const handler = e.label();
    const end = e.label();
    const emit = (): void => this.statements(s.final);
    e.jump('SETUP_EXC', handler);
    e.blocks.push({ kind: 'finally', emit });
    if (s.handlers.length > 0) this.tryExcept(s);
    else this.statements(s.body);
    e.blocks.pop();
    e.emit('POP_BLOCK');
    this.statements(s.final);
    e.jump('JUMP', end);
    e.put(handler);
    e.blocks.push({ kind: 'finalexc' });
    this.statements(s.final);
    e.blocks.pop();
    e.emit('RERAISE');
    e.put(end);
  }

  private with(s: Stmt & { t: 'with' }, i: number): void {
    const { e } = this;
    const item = s.items[i];
    if (item === undefined) return this.statements(s.body);
    const handler = e.label();
    const end = e.label();
    this.expr(item.context);
    e.at(item.context.at);
    e.emit('WITH_ENTER', s.isAsync ? 1 : 0);
    if (s.isAsync) {
      e.emit('GET_AWAITABLE');
      e.load(null);
      e.emit('YIELD_FROM');
    }
    e.jump('SETUP_EXC', handler);
    if (item.target === null) e.emit('POP');
    else this.store(item.target);
    e.blocks.push({ kind: 'with', isAsync: s.isAsync });
    this.with(s, i + 1);
    e.blocks.pop();
    e.at(s.at);
    e.emit('POP_BLOCK');
    this.exitWith(s.isAsync);
    e.jump('JUMP', end);
    e.put(handler);
    e.at(s.at);
    e.emit('WITH_EXC', s.isAsync ? 1 : 0);
    if (s.isAsync) {
      e.emit('GET_AWAITABLE');
      e.load(null);
      e.emit('YIELD_FROM');
    }
    const swallow = e.label();
    e.jump('JUMP_IF_TRUE', swallow);
    e.emit('RERAISE');
    e.put(swallow);
    e.emit('POP');
    e.emit('POP_EXC');
    e.put(end);
  }

  private assert(s: Stmt & { t: 'assert' }): void {
    const { e } = this;
    const end = e.label();
    this.expr(s.test);
    e.jump('JUMP_IF_TRUE', end);
    e.emit('LOAD_ASSERT');
    if (s.message !== null) {
      this.expr(s.message);
      e.at(s.at);
      e.emit('CALL', 1);
    }
    e.at(s.at);
    e.emit('RAISE', 1);
    e.put(end);
  }

  private import(s: Stmt & { t: 'import' | 'from' }): void {
    const { e } = this;
    if (s.t === 'import') {
      for (const alias of s.names) {
        e.at(s.at);
        // `import a.b` gives a; `import a.b as c` gives b
        e.load(alias.as === null ? null : 'last');
        e.load(0);
        e.emit('IMPORT', e.name(alias.name));
        this.variable('store', alias.as ?? (alias.name.split('.')[0] as string));
      }
      return;
    }
    e.load('from');
    e.load(s.level);
    e.emit('IMPORT', e.name(s.module));
    for (const alias of s.names) {
      e.at(s.at);
      if (alias.name === '*') {
        e.emit('IMPORT_STAR');
        return;
      }
      e.emit('IMPORT_FROM', e.name(alias.name));
      this.variable('store', alias.as ?? alias.name);
    }
    e.emit('POP');
  }
}
