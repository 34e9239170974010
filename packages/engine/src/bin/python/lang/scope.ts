/** Which variable is where: a table of names for each module, function and class (symtable.c). */
import { type Expr, type FPart, type Params, type Pattern, type Place, PythonSyntaxError, type Stmt } from './ast.ts';

/** Where a name of a scope lives. */
export type Kind = 'local' | 'cell' | 'free' | 'global' | 'name';

export class Scope {
  readonly kind: 'module' | 'class' | 'function' | 'comprehension';
  readonly parent: Scope | null;
  readonly name: string;
  readonly bound = new Set<string>();
  readonly used = new Set<string>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  readonly params = new Set<string>();
  /** Bound names that inner functions use. */
  readonly cells = new Set<string>();
  /** Names that come from an outer function. */
  readonly free = new Set<string>();
  /** Scopes inside, by the node that opens them. */
  readonly inner = new Map<object, Scope>();
  generator = false;

  constructor(kind: Scope['kind'], parent: Scope | null, name: string) {
    this.kind = kind;
    this.parent = parent;
    this.name = name;
  }

  /** Is it a function's, whose variables are fast? */
  get fast(): boolean {
    return this.kind === 'function' || this.kind === 'comprehension';
  }

  where(name: string): Kind {
    if (this.globals.has(name)) return 'global';
    if (this.cells.has(name)) return 'cell';
    if (this.free.has(name)) return 'free';
    if (this.fast) return this.bound.has(name) ? 'local' : 'global';
    return 'name';
  }
}

/** Walks a program and fills the tables. */
class Binder {
  scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  private open(node: object, kind: Scope['kind'], name: string, walk: () => void): void {
    const outer = this.scope;
    const inner = new Scope(kind, outer, name);
    outer.inner.set(node, inner);
    this.scope = inner;
    walk();
    this.scope = outer;
  }

  private bind(name: string): void {
    this.scope.bound.add(name);
  }

  statements(list: readonly Stmt[]): void {
    for (const s of list) this.statement(s);
  }

  private statement(s: Stmt): void {
    switch (s.t) {
      case 'expr':
        return this.expr(s.value);
      case 'assign':
        this.expr(s.value);
        return s.targets.forEach((target) => this.target(target));
      case 'augassign':
        this.expr(s.value);
        if (s.target.t === 'name') this.scope.used.add(s.target.id);
        return this.target(s.target);
      case 'annassign':
        if (s.value !== null) this.expr(s.value);
        if (!this.scope.fast) this.expr(s.note);
        return this.target(s.target);
      case 'def':
        return this.def(s);
      case 'class':
        return this.classDef(s);
      case 'return':
        return s.value === null ? undefined : this.expr(s.value);
      case 'del':
        return s.targets.forEach((target) => this.target(target));
      case 'if':
      case 'while':
        this.expr(s.test);
        this.statements(s.body);
        return this.statements(s.orelse);
      case 'for':
        this.expr(s.iter);
        this.target(s.target);
        this.statements(s.body);
        return this.statements(s.orelse);
      case 'try':
        this.statements(s.body);
        for (const h of s.handlers) {
          if (h.type !== null) this.expr(h.type);
          if (h.name !== null) this.bind(h.name);
          this.statements(h.body);
        }
        this.statements(s.orelse);
        return this.statements(s.final);
      case 'with':
        for (const item of s.items) {
          this.expr(item.context);
          if (item.target !== null) this.target(item.target);
        }
        return this.statements(s.body);
      case 'raise':
        if (s.exc !== null) this.expr(s.exc);
        return s.cause === null ? undefined : this.expr(s.cause);
      case 'assert':
        this.expr(s.test);
        return s.message === null ? undefined : this.expr(s.message);
      case 'import':
        return s.names.forEach((alias) => this.bind(alias.as ?? (alias.name.split('.')[0] as string)));
      case 'from':
        return s.names.forEach((alias) => alias.name !== '*' && this.bind(alias.as ?? alias.name));
      case 'global':
      case 'nonlocal':
        return this.declaration(s.t, s.names, s.at);
      case 'match':
        this.expr(s.subject);
        for (const c of s.cases) {
          this.pattern(c.pattern);
          if (c.guard !== null) this.expr(c.guard);
          this.statements(c.body);
        }
        return;
      default:
    }
  }

  private declaration(kind: 'global' | 'nonlocal', names: readonly string[], at: Place): void {
    const { scope } = this;
    for (const name of names) {
      if (scope.params.has(name)) throw new PythonSyntaxError(`name '${name}' is parameter and ${kind}`, at);
      if (scope.bound.has(name))
        throw new PythonSyntaxError(`name '${name}' is assigned to before ${kind} declaration`, at);
      if (scope.used.has(name)) throw new PythonSyntaxError(`name '${name}' is used prior to ${kind} declaration`, at);
      if (kind === 'nonlocal' && scope.kind === 'module')
        throw new PythonSyntaxError('nonlocal declaration not allowed at module level', at);
      (kind === 'global' ? scope.globals : scope.nonlocals).add(name);
      if (kind === 'nonlocal' && !this.outerBinds(name))
        throw new PythonSyntaxError(`no binding for nonlocal '${name}' found`, at);
    }
  }

  private outerBinds(name: string): boolean {
    for (let s = this.scope.parent; s !== null; s = s.parent)
      if (s.fast && (s.bound.has(name) || s.nonlocals.has(name))) return true;
    return false;
  }

  private def(s: Stmt & { t: 'def' }): void {
    for (const d of s.decorators) this.expr(d);
    this.defaults(s.params);
    this.bind(s.name);
    this.open(s, 'function', s.name, () => {
      this.params(s.params);
      this.statements(s.body);
    });
  }

  private classDef(s: Stmt & { t: 'class' }): void {
    for (const e of [...s.decorators, ...s.bases]) this.expr(e);
    for (const k of s.keywords) this.expr(k.value);
    this.bind(s.name);
    this.open(s, 'class', s.name, () => this.statements(s.body));
  }

  private defaults(params: Params): void {
    for (const p of [...params.positional, ...params.plain, ...params.keyword])
      if (p.fallback !== null) this.expr(p.fallback);
  }

  private params(params: Params): void {
    for (const p of [...params.positional, ...params.plain, ...params.keyword, params.star, params.doubleStar]) {
      if (p === null) continue;
      this.bind(p.name);
      this.scope.params.add(p.name);
    }
  }

  private target(e: Expr): void {
    if (e.t === 'name') this.bind(e.id);
    else if (e.t === 'tuple' || e.t === 'list') for (const item of e.items) this.target(item);
    else if (e.t === 'star') this.target(e.item);
    else this.expr(e);
  }

  private pattern(p: Pattern): void {
    switch (p.p) {
      case 'value':
        return this.expr(p.value);
      case 'capture':
        if (p.name !== null) this.bind(p.name);
        return p.inner === null ? undefined : this.pattern(p.inner);
      case 'star':
        return p.name === null ? undefined : this.bind(p.name);
      case 'seq':
      case 'or':
        return p.items.forEach((item) => this.pattern(item));
      case 'map':
        for (const key of p.keys) this.expr(key);
        for (const value of p.values) this.pattern(value);
        return p.rest === null ? undefined : this.bind(p.rest);
      case 'class':
        this.expr(p.type);
        return [...p.items, ...p.values].forEach((item) => this.pattern(item));
      default:
    }
  }

  private parts(parts: readonly FPart[]): void {
    for (const part of parts) {
      if (!('expr' in part)) continue;
      this.expr(part.expr);
      this.parts(part.spec);
    }
  }

  private comprehension(e: Expr & { t: 'comp' }): void {
    // the first iterable is evaluated outside
    this.expr((e.fors[0] as (typeof e.fors)[number]).iter);
    this.open(e, 'comprehension', `<${e.kind === 'gen' ? 'genexpr' : `${e.kind}comp`}>`, () => {
      this.bind('.0');
      if (e.kind === 'gen') this.scope.generator = true;
      e.fors.forEach((f, i) => {
        if (i > 0) this.expr(f.iter);
        this.target(f.target);
        for (const test of f.ifs) this.expr(test);
      });
      this.expr(e.item);
      if (e.value !== null) this.expr(e.value);
    });
  }

  private walrus(e: Expr & { t: 'walrus' }): void {
    this.expr(e.value);
    let { scope } = this;
    while (scope.kind === 'comprehension' && scope.parent !== null) {
      scope.nonlocals.add(e.name.id);
      scope = scope.parent;
    }
    if (!scope.fast)
      for (let s: Scope | null = this.scope; s !== null && s !== scope; s = s.parent) s.globals.add(e.name.id);
    scope.bound.add(e.name.id);
  }

  expr(e: Expr): void {
    switch (e.t) {
      case 'name':
        this.scope.used.add(e.id);
        // super() without arguments needs the class that is being made
        if (e.id === 'super' && this.scope.fast) this.scope.used.add('__class__');
        return;
      case 'comp':
        return this.comprehension(e);
      case 'lambda':
        this.defaults(e.params);
        return this.open(e, 'function', '<lambda>', () => {
          this.params(e.params);
          this.expr(e.body);
        });
      case 'walrus':
        return this.walrus(e);
      case 'yield':
      case 'yieldfrom':
        this.scope.generator = true;
        return e.value === null ? undefined : this.expr(e.value);
      case 'fstr':
        return this.parts(e.parts);
      default:
        return this.children(e);
    }
  }

  private children(e: Expr): void {
    switch (e.t) {
      case 'tuple':
      case 'list':
      case 'set':
      case 'bool':
        return e.items.forEach((item) => this.expr(item));
      case 'dict':
        for (const key of e.keys) if (key !== null) this.expr(key);
        return e.values.forEach((value) => this.expr(value));
      case 'unary':
      case 'star':
        return this.expr(e.item);
      case 'await':
        return this.expr(e.value);
      case 'binary':
        this.expr(e.left);
        return this.expr(e.right);
      case 'compare':
        this.expr(e.left);
        return e.items.forEach((item) => this.expr(item));
      case 'call':
        this.expr(e.func);
        for (const a of e.args) this.expr(a);
        return e.keywords.forEach((k) => this.expr(k.value));
      case 'attr':
        return this.expr(e.object);
      case 'item':
        this.expr(e.object);
        return this.expr(e.index);
      case 'slice':
        for (const part of [e.from, e.to, e.step]) if (part !== null) this.expr(part);
        return;
      case 'ifexp':
        this.expr(e.test);
        this.expr(e.yes);
        return this.expr(e.no);
      default:
    }
  }
}

/** Decides which names are cells and which come from outside, innermost scopes first. */
function resolve(scope: Scope): void {
  for (const inner of scope.inner.values()) resolve(inner);
  const wanted = new Set<string>([...scope.nonlocals]);
  for (const name of scope.used) if (!scope.bound.has(name) && !scope.globals.has(name)) wanted.add(name);
  for (const name of [...scope.nonlocals, ...scope.globals]) scope.bound.delete(name);
  for (const inner of scope.inner.values()) {
    for (const name of inner.free) {
      if (scope.kind === 'class' && name === '__class__') scope.cells.add(name);
      else if (scope.fast && scope.bound.has(name)) scope.cells.add(name);
      else wanted.add(name);
    }
  }
  for (const name of wanted)
    if (!scope.globals.has(name) && scope.kind !== 'module' && reaches(scope, name)) scope.free.add(name);
}

/** Does a function round `scope` (or a class, for `__class__`) have the variable? */
function reaches(scope: Scope, name: string): boolean {
  for (let s = scope.parent; s !== null; s = s.parent) {
    if (s.kind === 'class' && name === '__class__') return true;
    if (s.fast && s.bound.has(name) && !s.nonlocals.has(name) && !s.globals.has(name)) return true;
    if (s.fast && s.globals.has(name)) return false;
  }
  return false;
}

/** Tables of a program. */
export function bindProgram(body: readonly Stmt[]): Scope {
  const binder = new Binder(new Scope('module', null, '<module>'));
  binder.statements(body);
  resolve(binder.scope);
  return binder.scope;
}

/** Tables of a single expression (eval). */
export function bindExpression(e: Expr): Scope {
  const binder = new Binder(new Scope('module', null, '<module>'));
  binder.expr(e);
  resolve(binder.scope);
  return binder.scope;
}
