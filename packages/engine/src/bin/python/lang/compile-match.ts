/** Compiles the match statement. Each pattern takes the subject off the stack and goes on, or leaves it off and jumps. */

import { tuple } from '../vm/value.ts';
import type { Pattern, Stmt } from './ast.ts';
import type { StmtCompiler } from './compile-stmt.ts';
import type { Label } from './emitter.ts';
import { COMPARE_OPS } from './opcode.ts';

/** A match statement. */
export function compileMatch(c: StmtCompiler, s: Stmt & { t: 'match' }): void {
  const { e } = c;
  const end = e.label();
  c.expr(s.subject);
  for (const item of s.cases) {
    const next = e.label();
    e.emit('DUP');
    pattern(c, item.pattern, next);
    if (item.guard !== null) c.condition(item.guard, next);
    e.emit('POP');
    c.statements(item.body);
    e.jump('JUMP', end);
    e.put(next);
  }
  e.emit('POP');
  e.put(end);
}

/** Tests what is on top against a sub-pattern; on failure drops `below` more values first. */
function inner(c: StmtCompiler, p: Pattern, no: Label, below: number): void {
  const { e } = c;
  if (below === 0) return pattern(c, p, no);
  const failed = e.label();
  const ok = e.label();
  pattern(c, p, failed);
  e.jump('JUMP', ok);
  e.put(failed);
  for (let i = 0; i < below; i++) e.emit('POP');
  e.jump('JUMP', no);
  e.put(ok);
}

function pattern(c: StmtCompiler, p: Pattern, no: Label): void {
  const { e } = c;
  e.at(p.at);
  switch (p.p) {
    case 'value':
      c.expr(p.value);
      e.emit('COMPARE', COMPARE_OPS.indexOf('=='));
      return e.jump('JUMP_IF_FALSE', no);
    case 'const':
      e.load(p.value === 'None' ? null : p.value === 'True');
      e.emit('COMPARE', COMPARE_OPS.indexOf('is'));
      return e.jump('JUMP_IF_FALSE', no);
    case 'capture':
      if (p.inner !== null) {
        e.emit('DUP');
        inner(c, p.inner, no, 1);
      }
      return p.name === null ? e.emit('POP') : c.variable('store', p.name);
    case 'or': {
      const yes = e.label();
      p.items.forEach((item, i) => {
        if (i === p.items.length - 1) return pattern(c, item, no);
        const next = e.label();
        e.emit('DUP');
        pattern(c, item, next);
        e.emit('POP');
        e.jump('JUMP', yes);
        e.put(next);
      });
      return e.put(yes);
    }
    case 'seq':
      return sequence(c, p, no);
    case 'map':
      return mapping(c, p, no);
    case 'class':
      return classPattern(c, p, no);
    default:
  }
}

/** Sub-patterns for values that an instruction has put on the stack, the first on top. */
function each(c: StmtCompiler, list: readonly (Pattern | { readonly name: string | null })[], no: Label): void {
  list.forEach((item, i) => {
    const below = list.length - i - 1;
    if ('p' in item) inner(c, item, no, below);
    else if (item.name === null) c.e.emit('POP');
    else c.variable('store', item.name);
  });
}

function sequence(c: StmtCompiler, p: Pattern & { p: 'seq' }, no: Label): void {
  const { e } = c;
  const star = p.items.findIndex((item) => item.p === 'star');
  const size = p.items.length - (star < 0 ? 0 : 1);
  e.emit('MATCH_SEQ', size * 2 + (star < 0 ? 0 : 1));
  e.jump('JUMP_IF_FALSE', no);
  if (star < 0) e.emit('UNPACK', size);
  else e.emit('UNPACK_EX', star * 256 + (size - star));
  each(
    c,
    p.items.map((item) => (item.p === 'star' ? { name: item.name } : item)),
    no,
  );
}

function mapping(c: StmtCompiler, p: Pattern & { p: 'map' }, no: Label): void {
  const { e } = c;
  for (const key of p.keys) c.expr(key);
  e.emit('BUILD_TUPLE', p.keys.length);
  e.emit('MATCH_MAP', p.rest === null ? 0 : 1);
  e.jump('JUMP_IF_FALSE', no);
  e.emit('UNPACK', p.keys.length + (p.rest === null ? 0 : 1));
  each(c, p.rest === null ? p.values : [...p.values, { name: p.rest }], no);
}

function classPattern(c: StmtCompiler, p: Pattern & { p: 'class' }, no: Label): void {
  const { e } = c;
  c.expr(p.type);
  e.load(tuple(p.names));
  e.emit('MATCH_CLASS', p.items.length);
  e.jump('JUMP_IF_FALSE', no);
  e.emit('UNPACK', p.items.length + p.names.length);
  each(c, [...p.items, ...p.values], no);
}
