/** Compiles functions: their code, and making them at run time. */
import type { Expr, Params } from './ast.ts';
import { type ExprCompiler, mangle } from './compile-expr.ts';
import { Emitter } from './emitter.ts';
import type { Scope } from './scope.ts';

/** Bits of MAKE_FUNC's argument below the code's number. */
export const HAS_DEFAULTS = 1;
export const HAS_KW_DEFAULTS = 2;

/** Compiles a function's body; the number of its code. */
export function compileFunction(
  outer: ExprCompiler,
  scope: Scope,
  params: Params,
  name: string,
  line: number,
  body: (c: ExprCompiler) => void,
  isAsync: boolean,
  doc: string | null,
): number {
  const ordered = [...params.positional, ...params.plain, ...params.keyword];
  if (params.star !== null) ordered.push(params.star);
  if (params.doubleStar !== null) ordered.push(params.doubleStar);
  const names = ordered.map((p) => mangle(scope, p.name));
  const e = new Emitter(scope, qualname(outer.e, name), names);
  e.at([line, 0, line, 0]);
  const { unit } = outer;
  const index = unit.codes.push(undefined as never) - 1;
  body(outer.derive(e));
  unit.codes[index] = e.finish(
    {
      name,
      firstLine: line,
      positionalOnly: params.positional.length,
      positional: params.positional.length + params.plain.length,
      keywordOnly: params.keyword.length,
      hasStar: params.star !== null,
      hasDoubleStar: params.doubleStar !== null,
      coroutine: isAsync,
      doc,
    },
    names.length,
  );
  return index;
}

/** The full name of something inside `outer`. */
export function qualname(outer: Emitter, name: string): string {
  if (outer.scope.kind === 'module') return name;
  return outer.scope.kind === 'class' ? `${outer.qualname}.${name}` : `${outer.qualname}.<locals>.${name}`;
}

/** Emits what makes the function of code number `index`: defaults, then the function. */
export function makeFunction(c: ExprCompiler, index: number, params: Params): void {
  const { e } = c;
  let flags = 0;
  const defaults = [...params.positional, ...params.plain].map((p) => p.fallback).filter((x): x is Expr => x !== null);
  if (defaults.length > 0) {
    for (const x of defaults) c.expr(x);
    e.emit('BUILD_TUPLE', defaults.length);
    flags |= HAS_DEFAULTS;
  }
  const keyword = params.keyword.filter((p) => p.fallback !== null);
  if (keyword.length > 0) {
    e.emit('BUILD_DICT', 0);
    for (const p of keyword) {
      e.load(p.name);
      c.expr(p.fallback as Expr);
      e.emit('DICT_ADD', 1);
    }
    flags |= HAS_KW_DEFAULTS;
  }
  e.emit('MAKE_FUNC', index * 4 + flags);
}
