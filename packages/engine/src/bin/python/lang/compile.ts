/** From text to code. Results are kept in a bounded cache; they depend on the text and the file's name alone. */
import type { PythonSyntaxError, Stmt } from './ast.ts';
import type { Code, Unit } from './code.ts';
import type { Compilation } from './compile-expr.ts';
import { docOf, StmtCompiler } from './compile-stmt.ts';
import { Emitter } from './emitter.ts';
import { parseExpression, parseProgram } from './parse.ts';
import { bindExpression, bindProgram } from './scope.ts';

/** How a text is read: a whole program, one expression, or a line typed at the prompt. */
export type Mode = 'exec' | 'eval' | 'single';

const NO_PARAMS = {
  name: '<module>',
  firstLine: 1,
  positionalOnly: 0,
  positional: 0,
  keywordOnly: 0,
  hasStar: false,
  hasDoubleStar: false,
  coroutine: false,
};

function compileProgram(source: string, mode: Mode): readonly Code[] {
  const unit: Compilation = { codes: [undefined as never], source };
  const expression = mode === 'eval' ? parseExpression(source) : null;
  const body: readonly Stmt[] = expression === null ? parseProgram(source) : [];
  const scope = expression === null ? bindProgram(body) : bindExpression(expression);
  const c = new StmtCompiler(unit, new Emitter(scope, '<module>', []));
  c.e.at([1, 0, 1, 0]);
  if (expression !== null) c.expr(expression);
  else {
    for (const s of body) {
      if (mode === 'single' && s.t === 'expr') {
        c.expr(s.value);
        c.e.emit('PRINT_EXPR');
      } else c.statement(s);
    }
    c.e.load(null);
  }
  c.e.emit('RETURN');
  unit.codes[0] = c.e.finish({ ...NO_PARAMS, doc: docOf(body) }, 0);
  return unit.codes;
}

const CACHE_ENTRIES = 128;
const cache = new Map<string, readonly Code[]>();

/** The code of a text: a pure function of its arguments, with a cache of the texts used last. Throws PythonSyntaxError. */
export function compileUnit(source: string, file: string, mode: Mode): Unit {
  const key = `${mode} ${source}`;
  let codes = cache.get(key);
  if (codes === undefined) {
    codes = compileProgram(source, mode);
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    cache.set(key, codes);
  }
  return { file, source, codes };
}

export type { PythonSyntaxError };
