/** The tree of a Python program (the ast module's classes, as far as they are needed). */

/** Where a node stands: first line and column, last line and column behind it. Lines from 1, columns from 0. */
export type Place = readonly [line: number, column: number, endLine: number, endColumn: number];

interface Base {
  readonly at: Place;
}

/** A number written down: an int (decimal digits), a float or an imaginary part. */
export type NumberKind = 'int' | 'float';

export type Expr =
  | (Base & { readonly t: 'num'; readonly kind: NumberKind; readonly text: string })
  | (Base & { readonly t: 'str'; readonly value: string })
  | (Base & { readonly t: 'bytes'; readonly value: string })
  | (Base & { readonly t: 'fstr'; readonly parts: readonly FPart[] })
  | (Base & { readonly t: 'name'; readonly id: string })
  | (Base & { readonly t: 'const'; readonly value: 'None' | 'True' | 'False' | 'Ellipsis' })
  | (Base & { readonly t: 'tuple' | 'list' | 'set'; readonly items: readonly Expr[] })
  | (Base & { readonly t: 'dict'; readonly keys: readonly (Expr | null)[]; readonly values: readonly Expr[] })
  | (Base & {
      readonly t: 'comp';
      readonly kind: 'list' | 'set' | 'dict' | 'gen';
      readonly item: Expr;
      readonly value: Expr | null;
      readonly fors: readonly For[];
    })
  | (Base & { readonly t: 'unary'; readonly op: 'not' | '-' | '+' | '~'; readonly item: Expr })
  | (Base & { readonly t: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr })
  | (Base & { readonly t: 'bool'; readonly op: 'and' | 'or'; readonly items: readonly Expr[] })
  | (Base & {
      readonly t: 'compare';
      readonly left: Expr;
      readonly ops: readonly string[];
      readonly items: readonly Expr[];
    })
  | (Base & {
      readonly t: 'call';
      readonly func: Expr;
      readonly args: readonly Expr[];
      readonly keywords: readonly Keyword[];
    })
  | (Base & { readonly t: 'attr'; readonly object: Expr; readonly name: string })
  | (Base & { readonly t: 'item'; readonly object: Expr; readonly index: Expr })
  | (Base & { readonly t: 'slice'; readonly from: Expr | null; readonly to: Expr | null; readonly step: Expr | null })
  | (Base & { readonly t: 'star'; readonly item: Expr })
  | (Base & { readonly t: 'ifexp'; readonly test: Expr; readonly yes: Expr; readonly no: Expr })
  | (Base & { readonly t: 'lambda'; readonly params: Params; readonly body: Expr })
  | (Base & { readonly t: 'yield'; readonly value: Expr | null })
  | (Base & { readonly t: 'yieldfrom'; readonly value: Expr })
  | (Base & { readonly t: 'await'; readonly value: Expr })
  | (Base & { readonly t: 'walrus'; readonly name: Expr & { readonly t: 'name' }; readonly value: Expr });

/** A piece of an f-string: a literal, or an expression with its conversion and format. */
export type FPart =
  | { readonly text: string }
  | { readonly expr: Expr; readonly conversion: '' | 'r' | 's' | 'a'; readonly spec: readonly FPart[] };

export interface For {
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly isAsync: boolean;
}

/** `name=value`, or `**value` with name null. */
export interface Keyword {
  readonly name: string | null;
  readonly value: Expr;
}

export interface Param {
  readonly name: string;
  readonly fallback: Expr | null;
  readonly note: Expr | null;
  readonly at: Place;
}

/** Parameters: positional only, ordinary, `*args`, keyword only, `**kwargs`. */
export interface Params {
  readonly positional: readonly Param[];
  readonly plain: readonly Param[];
  readonly star: Param | null;
  readonly keyword: readonly Param[];
  readonly doubleStar: Param | null;
}

export interface Handler extends Base {
  readonly type: Expr | null;
  readonly name: string | null;
  readonly body: readonly Stmt[];
}

export interface WithItem {
  readonly context: Expr;
  readonly target: Expr | null;
}

export type Pattern =
  | (Base & { readonly p: 'value'; readonly value: Expr })
  | (Base & { readonly p: 'const'; readonly value: 'None' | 'True' | 'False' })
  | (Base & { readonly p: 'capture'; readonly name: string | null; readonly inner: Pattern | null })
  | (Base & { readonly p: 'seq'; readonly items: readonly Pattern[] })
  | (Base & { readonly p: 'star'; readonly name: string | null })
  | (Base & {
      readonly p: 'map';
      readonly keys: readonly Expr[];
      readonly values: readonly Pattern[];
      readonly rest: string | null;
    })
  | (Base & {
      readonly p: 'class';
      readonly type: Expr;
      readonly items: readonly Pattern[];
      readonly names: readonly string[];
      readonly values: readonly Pattern[];
    })
  | (Base & { readonly p: 'or'; readonly items: readonly Pattern[] });

export interface Case {
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: readonly Stmt[];
}

export interface Alias {
  readonly name: string;
  readonly as: string | null;
}

export type Stmt =
  | (Base & { readonly t: 'expr'; readonly value: Expr })
  | (Base & { readonly t: 'assign'; readonly targets: readonly Expr[]; readonly value: Expr })
  | (Base & { readonly t: 'augassign'; readonly target: Expr; readonly op: string; readonly value: Expr })
  | (Base & { readonly t: 'annassign'; readonly target: Expr; readonly note: Expr; readonly value: Expr | null })
  | (Base & {
      readonly t: 'def';
      readonly name: string;
      readonly params: Params;
      readonly body: readonly Stmt[];
      readonly decorators: readonly Expr[];
      readonly isAsync: boolean;
    })
  | (Base & {
      readonly t: 'class';
      readonly name: string;
      readonly bases: readonly Expr[];
      readonly keywords: readonly Keyword[];
      readonly body: readonly Stmt[];
      readonly decorators: readonly Expr[];
    })
  | (Base & { readonly t: 'return'; readonly value: Expr | null })
  | (Base & { readonly t: 'del'; readonly targets: readonly Expr[] })
  | (Base & { readonly t: 'if'; readonly test: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] })
  | (Base & {
      readonly t: 'while';
      readonly test: Expr;
      readonly body: readonly Stmt[];
      readonly orelse: readonly Stmt[];
    })
  | (Base & {
      readonly t: 'for';
      readonly target: Expr;
      readonly iter: Expr;
      readonly body: readonly Stmt[];
      readonly orelse: readonly Stmt[];
      readonly isAsync: boolean;
    })
  | (Base & {
      readonly t: 'try';
      readonly body: readonly Stmt[];
      readonly handlers: readonly Handler[];
      readonly orelse: readonly Stmt[];
      readonly final: readonly Stmt[];
    })
  | (Base & {
      readonly t: 'with';
      readonly items: readonly WithItem[];
      readonly body: readonly Stmt[];
      readonly isAsync: boolean;
    })
  | (Base & { readonly t: 'raise'; readonly exc: Expr | null; readonly cause: Expr | null })
  | (Base & { readonly t: 'assert'; readonly test: Expr; readonly message: Expr | null })
  | (Base & { readonly t: 'import'; readonly names: readonly Alias[] })
  | (Base & { readonly t: 'from'; readonly module: string; readonly level: number; readonly names: readonly Alias[] })
  | (Base & { readonly t: 'global' | 'nonlocal'; readonly names: readonly string[] })
  | (Base & { readonly t: 'match'; readonly subject: Expr; readonly cases: readonly Case[] })
  | (Base & { readonly t: 'pass' | 'break' | 'continue' });

/** A mistake in a program's text; `kind` is the exception's class. */
export class PythonSyntaxError extends Error {
  readonly at: Place;
  readonly kind: 'SyntaxError' | 'IndentationError' | 'TabError';
  constructor(message: string, at: Place, kind: 'SyntaxError' | 'IndentationError' | 'TabError' = 'SyntaxError') {
    super(message);
    this.at = at;
    this.kind = kind;
  }
}
