/** Puts instructions together: one code object under construction. */
import { builtIn, type Val } from '../vm/value.ts';
import type { Place } from './ast.ts';
import type { Code, InstructionPlace } from './code.ts';
import { OP, type OpName } from './opcode.ts';
import type { Scope } from './scope.ts';

/** A place to jump to; known when it is put down. */
export interface Label {
  at: number;
  readonly uses: number[];
}

/** What stands round a statement and must be left in order by `return`, `break` and `continue`. */
export type Block =
  | { readonly kind: 'loop'; readonly start: Label; readonly end: Label; readonly isFor: boolean }
  | { readonly kind: 'try' }
  | { readonly kind: 'with'; readonly isAsync: boolean }
  | { readonly kind: 'finally'; readonly emit: () => void }
  | { readonly kind: 'handler'; readonly clear: () => void }
  | { readonly kind: 'finalexc' };

export class Emitter {
  readonly scope: Scope;
  readonly qualname: string;
  readonly ops: number[] = [];
  readonly placeOf: number[] = [];
  readonly places: InstructionPlace[] = [];
  readonly consts: Val[] = [];
  readonly names: string[] = [];
  readonly blocks: Block[] = [];
  readonly locals: string[];
  readonly cells: readonly string[];
  readonly free: readonly string[];
  private readonly constIndex = new Map<string, number>();
  private readonly nameIndex = new Map<string, number>();
  private readonly localIndex = new Map<string, number>();
  private place: InstructionPlace = [0, 0, 0, 0, -1, -1];
  private placeIndex = -1;

  constructor(scope: Scope, qualname: string, params: readonly string[]) {
    this.scope = scope;
    this.qualname = qualname;
    this.locals = [...params];
    this.cells = [...scope.cells].sort();
    this.free = [...scope.free].sort();
    params.forEach((name, i) => this.localIndex.set(name, i));
  }

  at(place: Place, anchor = -1, anchorEnd = -1): void {
    this.place = [...place, anchor, anchorEnd];
    this.placeIndex = -1;
  }

  emit(op: OpName, arg = 0): void {
    if (this.placeIndex < 0) this.placeIndex = this.places.push(this.place) - 1;
    this.ops.push(OP[op], arg);
    this.placeOf.push(this.placeIndex);
  }

  label(): Label {
    return { at: -1, uses: [] };
  }

  put(label: Label): void {
    label.at = this.ops.length;
    for (const use of label.uses) this.ops[use] = label.at;
  }

  jump(op: OpName, label: Label): void {
    this.emit(op, label.at);
    if (label.at < 0) label.uses.push(this.ops.length - 1);
  }

  constant(value: Val): number {
    const key =
      typeof value === 'object' && value !== null ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
    let i = this.constIndex.get(key);
    if (i === undefined) {
      i = this.consts.push(value) - 1;
      this.constIndex.set(key, i);
    }
    return i;
  }

  load(value: Val): void {
    this.emit('CONST', this.constant(value));
  }

  loadBuiltIn(name: string): void {
    this.load(builtIn(name));
  }

  name(name: string): number {
    const key = `s${name}`;
    let i = this.nameIndex.get(key);
    if (i === undefined) {
      i = this.names.push(key) - 1;
      this.nameIndex.set(key, i);
    }
    return i;
  }

  local(name: string): number {
    let i = this.localIndex.get(name);
    if (i === undefined) {
      i = this.locals.push(name) - 1;
      this.localIndex.set(name, i);
    }
    return i;
  }

  /** Index of a cell or free variable. */
  cell(name: string): number {
    const own = this.cells.indexOf(name);
    return own >= 0 ? own : this.cells.length + this.free.indexOf(name);
  }

  finish(
    more: Pick<
      Code,
      | 'name'
      | 'firstLine'
      | 'positionalOnly'
      | 'positional'
      | 'keywordOnly'
      | 'hasStar'
      | 'hasDoubleStar'
      | 'coroutine'
      | 'doc'
    >,
    paramCount: number,
  ): Code {
    const cellParams = this.cells.map((name) => {
      const i = this.locals.indexOf(name);
      return i >= 0 && i < paramCount ? i : -1;
    });
    return {
      ...more,
      qualname: this.qualname,
      locals: this.locals,
      cells: this.cells,
      free: this.free,
      cellParams,
      names: this.names,
      consts: this.consts,
      ops: this.ops,
      placeOf: this.placeOf,
      places: this.places,
      kind: this.scope.kind,
      generator: this.scope.generator,
    };
  }
}
