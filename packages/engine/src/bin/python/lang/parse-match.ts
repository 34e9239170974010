/** The match statement (PEP 634). `match` and `case` are names everywhere else. */
import { type Case, type Expr, type Pattern, PythonSyntaxError, type Stmt } from './ast.ts';
import type { Parser } from './parse.ts';
import { span } from './parse-expr.ts';

/** A match statement, or null when `match` is a name here. */
export function parseMatch(p: Parser): Stmt | null {
  const mark = p.at;
  const start = p.token.at;
  const next = p.tokens[p.at + 1];
  if (
    next === undefined ||
    next.kind === 'newline' ||
    next.kind === 'end' ||
    (next.kind === 'op' && !['(', '[', '{', '-', '~', '*', '...'].includes(next.text))
  )
    return null;
  let subject: Expr;
  try {
    p.at++;
    subject = p.testList();
  } catch (e) {
    if (!(e instanceof PythonSyntaxError)) throw e;
    p.at = mark;
    return null;
  }
  const [colon, newline, indent, word] = [p.token, p.tokens[p.at + 1], p.tokens[p.at + 2], p.tokens[p.at + 3]];
  if (colon.text !== ':' || newline?.kind !== 'newline' || indent?.kind !== 'indent' || word?.text !== 'case') {
    p.at = mark;
    return null;
  }
  p.at += 3;
  const cases: Case[] = [];
  while (p.token.kind !== 'dedent' && p.token.kind !== 'end') {
    if (p.token.kind === 'newline') {
      p.at++;
      continue;
    }
    cases.push(parseCase(p));
  }
  if (p.token.kind === 'dedent') p.at++;
  return { t: 'match', subject, cases, at: start };
}

function parseCase(p: Parser): Case {
  const start = p.token.at;
  p.expect('case', "expected 'case'");
  const pattern = openSequence(p);
  const guard = p.eat('if') ? p.namedTest() : null;
  return { pattern, guard, body: p.block("'case' statement", start) };
}

function openSequence(p: Parser): Pattern {
  const first = starOr(p);
  if (!p.is(',')) return first;
  const items = [first];
  while (p.eat(',')) {
    if (p.is(':') || p.is('if')) break;
    items.push(starOr(p));
  }
  return { p: 'seq', items, at: span(first.at, p.last.at) };
}

function starOr(p: Parser): Pattern {
  const { at } = p.token;
  if (!p.eat('*')) return asPattern(p);
  const name = p.name();
  return { p: 'star', name: name === '_' ? null : name, at };
}

function asPattern(p: Parser): Pattern {
  const first = closed(p);
  let whole = first;
  if (p.is('|')) {
    const items = [first];
    while (p.eat('|')) items.push(closed(p));
    whole = { p: 'or', items, at: span(first.at, p.last.at) };
  }
  if (!p.eat('as')) return whole;
  return { p: 'capture', name: p.name(), inner: whole, at: span(first.at, p.last.at) };
}

function sequence(p: Parser, close: string): Pattern[] {
  const items: Pattern[] = [];
  while (!p.is(close)) {
    items.push(starOr(p));
    if (!p.eat(',')) break;
  }
  p.expect(close);
  return items;
}

function closed(p: Parser): Pattern {
  const { kind, text, at } = p.token;
  if (kind === 'num' || kind === 'str' || (kind === 'op' && text === '-'))
    return { p: 'value', value: p.binary(0), at };
  if (p.eat('[')) return { p: 'seq', items: sequence(p, ']'), at };
  if (p.eat('(')) {
    const mark = p.at;
    const items = sequence(p, ')');
    const comma = p.tokens[p.at - 2]?.text === ',' || items.length !== 1;
    return comma && mark >= 0 ? { p: 'seq', items, at } : (items[0] as Pattern);
  }
  if (p.eat('{')) return mapping(p, at);
  if (text === 'None' || text === 'True' || text === 'False') {
    p.at++;
    return { p: 'const', value: text, at };
  }
  const name = p.name();
  if (!p.is('.') && !p.is('(')) return { p: 'capture', name: name === '_' ? null : name, inner: null, at };
  let value: Expr = { t: 'name', id: name, at };
  while (p.eat('.')) value = { t: 'attr', object: value, name: p.name(), at: span(at, p.last.at) };
  return p.eat('(') ? classPattern(p, value, at) : { p: 'value', value, at };
}

function mapping(p: Parser, at: Pattern['at']): Pattern {
  const keys: Expr[] = [];
  const values: Pattern[] = [];
  let rest: string | null = null;
  while (!p.is('}')) {
    if (p.eat('**')) rest = p.name();
    else {
      keys.push(p.binary(0));
      p.expect(':');
      values.push(asPattern(p));
    }
    if (!p.eat(',')) break;
  }
  p.expect('}');
  return { p: 'map', keys, values, rest, at };
}

function classPattern(p: Parser, type: Expr, at: Pattern['at']): Pattern {
  const items: Pattern[] = [];
  const names: string[] = [];
  const values: Pattern[] = [];
  while (!p.is(')')) {
    if (p.token.kind === 'name' && p.tokens[p.at + 1]?.text === '=') {
      names.push(p.name());
      p.at++;
      values.push(asPattern(p));
    } else items.push(asPattern(p));
    if (!p.eat(',')) break;
  }
  p.expect(')');
  return { p: 'class', type, items, names, values, at };
}
