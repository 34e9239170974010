/** Compiles expressions. */
import { builtIn, bytes, float, int, tuple, type Val } from '../vm/value.ts';
import { type Expr, type FPart, type Place, PythonSyntaxError } from './ast.ts';
import type { Code } from './code.ts';
import { compileFunction, makeFunction } from './compile-func.ts';
import type { Emitter } from './emitter.ts';
import { BINARY_OPS, COMPARE_OPS, type OpName, UNARY_OPS } from './opcode.ts';
import type { Scope } from './scope.ts';

/** Everything of one text that is being compiled. */
export interface Compilation {
  readonly codes: Code[];
  readonly source: string;
}

const DEREF: { readonly [op: string]: readonly [fast: OpName, cell: OpName, global: OpName, name: OpName] } = {
  load: ['LOAD_FAST', 'LOAD_CELL', 'LOAD_GLOBAL', 'LOAD_NAME'],
  store: ['STORE_FAST', 'STORE_CELL', 'STORE_GLOBAL', 'STORE_NAME'],
  del: ['DEL_FAST', 'DEL_CELL', 'DEL_GLOBAL', 'DEL_NAME'],
};

/** Number of an operator. */
export function binaryOp(op: string): number {
  return BINARY_OPS.findIndex((entry) => entry[0] === op);
}

/** Private names are spelt with their class (`__x` in class C is `_C__x`). */
export function mangle(scope: Scope, name: string): string {
  if (!name.startsWith('__') || name.endsWith('__')) return name;
  for (let s: Scope | null = scope; s !== null; s = s.parent)
    if (s.kind === 'class') return `_${s.name.replace(/^_+/, '')}${name}`;
  return name;
}

export class ExprCompiler {
  readonly unit: Compilation;
  readonly e: Emitter;

  constructor(unit: Compilation, e: Emitter) {
    this.unit = unit;
    this.e = e;
  }

  /** A compiler of the same kind for code inside this one. */
  derive(e: Emitter): ExprCompiler {
    return new ExprCompiler(this.unit, e);
  }

  variable(use: 'load' | 'store' | 'del', raw: string): void {
    const { e } = this;
    const name = mangle(e.scope, raw);
    const [fast, cell, global, plain] = DEREF[use] as readonly [OpName, OpName, OpName, OpName];
    switch (e.scope.where(raw)) {
      case 'local':
        return e.emit(fast, e.local(name));
      case 'cell':
      case 'free':
        if (e.scope.kind === 'class' && use === 'load' && raw !== '__class__')
          return e.emit('LOAD_CLASS_CELL', e.cell(raw));
        if (e.scope.kind === 'class' && use !== 'load' && !e.scope.nonlocals.has(raw))
          return e.emit(plain, e.name(name));
        return e.emit(cell, e.cell(raw));
      case 'global':
        return e.emit(global, e.name(name));
      default:
        return e.emit(plain, e.name(name));
    }
  }

  expr(x: Expr): void {
    const { e } = this;
    e.at(x.at);
    switch (x.t) {
      case 'num':
        return e.load(numberOf(x.text, x.kind));
      case 'str':
        return e.load(x.value);
      case 'bytes':
        return e.load(bytes(x.value));
      case 'const':
        return e.load(x.value === 'None' ? null : x.value === 'Ellipsis' ? builtIn('Ellipsis') : x.value === 'True');
      case 'name':
        return this.variable('load', x.id);
      case 'fstr':
        return this.formatted(x.parts, x.at);
      case 'tuple':
      case 'list':
      case 'set':
        return this.display(x);
      case 'dict':
        return this.dict(x);
      case 'unary':
        return this.unary(x);
      case 'binary':
        return this.binary(x);
      case 'bool':
        return this.bool(x);
      case 'compare':
        return this.compare(x);
      case 'call':
        return this.call(x);
      default:
        return this.other(x);
    }
  }

  private other(x: Expr): void {
    const { e } = this;
    switch (x.t) {
      case 'attr':
        this.expr(x.object);
        e.at(x.at);
        return e.emit('ATTR', e.name(mangle(e.scope, x.name)));
      case 'item':
        this.expr(x.object);
        this.expr(x.index);
        e.at(x.at, x.object.at[3], x.at[3]);
        return e.emit('ITEM');
      case 'slice':
        for (const part of [x.from, x.to, x.step]) part === null ? e.load(null) : this.expr(part);
        return e.emit('BUILD_SLICE', 3);
      case 'ifexp':
        return this.conditional(x);
      case 'lambda':
        return this.lambda(x);
      case 'comp':
        return this.comprehension(x);
      case 'walrus':
        this.expr(x.value);
        e.emit('DUP');
        return this.variable('store', x.name.id);
      case 'yield':
        this.inFunction(x, 'yield');
        x.value === null ? e.load(null) : this.expr(x.value);
        e.at(x.at);
        return e.emit('YIELD');
      case 'yieldfrom':
        this.inFunction(x, 'yield');
        this.expr(x.value);
        e.at(x.at);
        e.emit('GET_YIELD_ITER');
        e.load(null);
        return e.emit('YIELD_FROM');
      case 'await':
        this.inFunction(x, 'await');
        this.expr(x.value);
        e.at(x.at);
        e.emit('GET_AWAITABLE');
        e.load(null);
        return e.emit('YIELD_FROM');
      case 'star':
        throw new PythonSyntaxError("can't use starred expression here", x.at);
      default:
    }
  }

  private inFunction(x: Expr, word: string): void {
    if (!this.e.scope.fast) throw new PythonSyntaxError(`'${word}' outside function`, x.at);
  }

  private display(x: Expr & { t: 'tuple' | 'list' | 'set' }): void {
    const { e } = this;
    const op = x.t === 'tuple' ? 'BUILD_TUPLE' : x.t === 'list' ? 'BUILD_LIST' : 'BUILD_SET';
    if (!x.items.some((item) => item.t === 'star')) {
      if (x.t === 'tuple' && x.items.every(isConstant)) return e.load(tuple(x.items.map(constantOf)));
      for (const item of x.items) this.expr(item);
      e.at(x.at);
      return e.emit(op, x.items.length);
    }
    e.emit(x.t === 'set' ? 'BUILD_SET' : 'BUILD_LIST', 0);
    for (const item of x.items) {
      this.expr(item.t === 'star' ? item.item : item);
      e.at(item.at);
      if (item.t === 'star') e.emit(x.t === 'set' ? 'SET_UPDATE' : 'LIST_EXTEND');
      else e.emit(x.t === 'set' ? 'SET_ADD' : 'LIST_APPEND', 1);
    }
    if (x.t === 'tuple') e.emit('LIST_TO_TUPLE');
  }

  private dict(x: Expr & { t: 'dict' }): void {
    const { e } = this;
    e.emit('BUILD_DICT', 0);
    x.keys.forEach((key, i) => {
      const value = x.values[i] as Expr;
      if (key === null) {
        this.expr(value);
        e.emit('DICT_UPDATE');
        return;
      }
      this.expr(key);
      this.expr(value);
      e.at(x.at);
      e.emit('DICT_ADD', 1);
    });
  }

  private unary(x: Expr & { t: 'unary' }): void {
    const { e } = this;
    if (x.op === '-' && x.item.t === 'num') {
      const value = numberOf(x.item.text, x.item.kind);
      if (typeof value === 'number') return e.load(value === 0 ? 0 : -value);
    }
    this.expr(x.item);
    e.at(x.at);
    e.emit('UNARY', UNARY_OPS.indexOf(x.op));
  }

  private binary(x: Expr & { t: 'binary' }): void {
    this.expr(x.left);
    this.expr(x.right);
    const [anchor, end] = this.operator(x.left.at, x.right.at);
    this.e.at(x.at, anchor, end);
    this.e.emit('BINARY', binaryOp(x.op));
  }

  /** Columns of the operator between two operands on one line. */
  private operator(left: Place, right: Place): readonly [number, number] {
    if (left[2] !== right[0]) return [-1, -1];
    const line = this.unit.source.split('\n')[left[2] - 1] ?? '';
    let at = left[3];
    while (at < right[1] && (line.charAt(at) === ' ' || line.charAt(at) === ')')) at++;
    const second = line.charAt(at + 1);
    return [at, second !== ' ' && second !== '(' && at + 1 < right[1] && /[*/<>]/.test(second) ? at + 2 : at + 1];
  }

  private bool(x: Expr & { t: 'bool' }): void {
    const { e } = this;
    const end = e.label();
    x.items.forEach((item, i) => {
      this.expr(item);
      if (i < x.items.length - 1) e.jump(x.op === 'and' ? 'JUMP_IF_FALSE_KEEP' : 'JUMP_IF_TRUE_KEEP', end);
    });
    e.put(end);
  }

  private compare(x: Expr & { t: 'compare' }): void {
    const { e } = this;
    this.expr(x.left);
    const bad = e.label();
    const end = e.label();
    x.items.forEach((item, i) => {
      this.expr(item);
      const last = i === x.items.length - 1;
      if (!last) {
        e.emit('DUP');
        e.emit('ROT3');
      }
      e.at(x.at);
      e.emit('COMPARE', COMPARE_OPS.indexOf(x.ops[i] as string));
      if (!last) e.jump('JUMP_IF_FALSE_KEEP', bad);
    });
    if (x.items.length === 1) return;
    e.jump('JUMP', end);
    e.put(bad);
    e.emit('SWAP');
    e.emit('POP');
    e.put(end);
  }

  /** Positional and keyword arguments on the stack above the function, and the call. */
  arguments(
    args: readonly Expr[],
    keywords: readonly { readonly name: string | null; readonly value: Expr }[],
    at: Place,
    done: { readonly call: OpName; readonly kw: OpName },
  ): void {
    const { e } = this;
    if (args.some((a) => a.t === 'star') || keywords.some((k) => k.name === null)) {
      this.display({ t: 'tuple', items: args.length > 0 ? [...args, STAR_NOTHING] : [STAR_NOTHING], at });
      e.emit('BUILD_DICT', 0);
      for (const k of keywords) {
        if (k.name === null) {
          this.expr(k.value);
          e.at(at);
          e.emit('DICT_MERGE');
        } else {
          e.load(k.name);
          this.expr(k.value);
          e.emit('DICT_ADD', 1);
        }
      }
      e.at(at);
      e.emit('CALL_EX');
      return;
    }
    for (const a of args) this.expr(a);
    for (const k of keywords) this.expr(k.value);
    e.at(at);
    if (keywords.length === 0) return e.emit(done.call, args.length);
    e.load(tuple(keywords.map((k) => k.name as string)));
    e.emit(done.kw, args.length + keywords.length);
  }

  private call(x: Expr & { t: 'call' }): void {
    this.expr(x.func);
    if (
      x.func.t === 'name' &&
      x.func.id === 'super' &&
      x.args.length === 0 &&
      this.e.scope.fast &&
      this.e.scope.where('__class__') === 'free'
    ) {
      this.variable('load', '__class__');
      // the first argument may itself have become a cell
      const first = this.e.locals[0];
      if (first !== undefined) this.variable('load', first);
      this.e.at(x.at);
      return this.e.emit('CALL', first === undefined ? 1 : 2);
    }
    this.arguments(x.args, x.keywords, x.at, { call: 'CALL', kw: 'CALL_KW' });
  }

  private conditional(x: Expr & { t: 'ifexp' }): void {
    const { e } = this;
    const no = e.label();
    const end = e.label();
    this.expr(x.test);
    e.jump('JUMP_IF_FALSE', no);
    this.expr(x.yes);
    e.jump('JUMP', end);
    e.put(no);
    this.expr(x.no);
    e.put(end);
  }

  private lambda(x: Expr & { t: 'lambda' }): void {
    const scope = this.e.scope.inner.get(x) as Scope;
    const index = compileFunction(
      this,
      scope,
      x.params,
      '<lambda>',
      x.at[0],
      (c) => {
        c.expr(x.body);
        c.e.emit('RETURN');
      },
      false,
      null,
    );
    makeFunction(this, index, x.params);
  }

  private comprehension(x: Expr & { t: 'comp' }): void {
    const scope = this.e.scope.inner.get(x) as Scope;
    const params = {
      positional: [],
      plain: [{ name: '.0', fallback: null, note: null, at: x.at }],
      star: null,
      keyword: [],
      doubleStar: null,
    };
    const first = x.fors[0] as (typeof x.fors)[number];
    if (x.fors.some((f) => f.isAsync))
      throw new PythonSyntaxError('asynchronous comprehensions are not simulated', x.at);
    const index = compileFunction(this, scope, params, scope.name, x.at[0], (c) => c.comprehensionBody(x), false, null);
    makeFunction(this, index, params);
    this.expr(first.iter);
    this.e.at(first.iter.at);
    this.e.emit('GET_ITER');
    this.e.at(x.at);
    this.e.emit('CALL', 1);
  }

  /** The loops of a comprehension, in its own function. */
  comprehensionBody(x: Expr & { t: 'comp' }): void {
    const { e } = this;
    e.at(x.at);
    if (x.kind !== 'gen') e.emit(x.kind === 'list' ? 'BUILD_LIST' : x.kind === 'set' ? 'BUILD_SET' : 'BUILD_DICT', 0);
    this.comprehensionLoop(x, 0);
    if (x.kind === 'gen') e.load(null);
    e.emit('RETURN');
  }

  private comprehensionLoop(x: Expr & { t: 'comp' }, i: number): void {
    const { e } = this;
    const f = x.fors[i];
    if (f === undefined) {
      this.expr(x.item);
      if (x.value !== null) this.expr(x.value);
      e.at(x.at);
      if (x.kind === 'gen') {
        e.emit('YIELD');
        e.emit('POP');
      } else e.emit(x.kind === 'list' ? 'LIST_APPEND' : x.kind === 'set' ? 'SET_ADD' : 'DICT_ADD', x.fors.length + 1);
      return;
    }
    const start = e.label();
    const end = e.label();
    if (i === 0) e.emit('LOAD_FAST', 0);
    else {
      this.expr(f.iter);
      e.emit('GET_ITER');
    }
    e.put(start);
    e.at(f.iter.at);
    e.jump('FOR_ITER', end);
    this.store(f.target);
    for (const test of f.ifs) {
      this.expr(test);
      e.jump('JUMP_IF_FALSE', start);
    }
    this.comprehensionLoop(x, i + 1);
    e.jump('JUMP', start);
    e.put(end);
  }

  private formatted(parts: readonly FPart[], at: Place): void {
    const { e } = this;
    for (const part of parts) {
      if (!('expr' in part)) {
        e.load(part.text);
        continue;
      }
      this.expr(part.expr);
      if (part.spec.length > 0) this.formatted(part.spec, at);
      e.at(part.expr.at);
      e.emit('FORMAT', ['', 's', 'r', 'a'].indexOf(part.conversion) + (part.spec.length > 0 ? 4 : 0));
    }
    e.at(at);
    e.emit('BUILD_STR', parts.length);
  }

  /** Stores the top of the stack. */
  store(target: Expr): void {
    const { e } = this;
    e.at(target.at);
    switch (target.t) {
      case 'name':
        return this.variable('store', target.id);
      case 'attr':
        this.expr(target.object);
        e.at(target.at);
        return e.emit('SET_ATTR', e.name(mangle(e.scope, target.name)));
      case 'item':
        this.expr(target.object);
        this.expr(target.index);
        e.at(target.at, target.object.at[3], target.at[3]);
        return e.emit('SET_ITEM');
      case 'tuple':
      case 'list': {
        const stars = target.items.filter((item) => item.t === 'star').length;
        if (stars > 1) throw new PythonSyntaxError('multiple starred expressions in assignment', target.at);
        const before = target.items.findIndex((item) => item.t === 'star');
        if (stars === 0) e.emit('UNPACK', target.items.length);
        else e.emit('UNPACK_EX', before * 256 + (target.items.length - before - 1));
        for (const item of target.items) this.store(item.t === 'star' ? item.item : item);
        return;
      }
      case 'star':
        throw new PythonSyntaxError('starred assignment target must be in a list or tuple', target.at);
      default:
    }
  }
}

const STAR_NOTHING: Expr = { t: 'star', item: { t: 'tuple', items: [], at: [0, 0, 0, 0] }, at: [0, 0, 0, 0] };

function isConstant(x: Expr): boolean {
  return x.t === 'num' || x.t === 'str' || x.t === 'const' || x.t === 'bytes';
}

function constantOf(x: Expr): Val {
  if (x.t === 'num') return numberOf(x.text, x.kind);
  if (x.t === 'str') return x.value;
  if (x.t === 'bytes') return bytes(x.value);
  return x.t !== 'const' || x.value === 'None'
    ? null
    : x.value === 'Ellipsis'
      ? builtIn('Ellipsis')
      : x.value === 'True';
}

/** Value of a number as written. */
export function numberOf(text: string, kind: 'int' | 'float'): Val {
  if (kind === 'float') return float(Number(text));
  return int(BigInt(/^0\d/.test(text) ? text.replace(/^0+(?=\d)/, '') : text));
}
