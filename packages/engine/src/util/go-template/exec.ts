import type { Bytes } from '../bytes.ts';
import { GoError } from '../go-error.ts';
import { sprint, sprintf } from '../go-fmt/printf.ts';
import { goQuote } from '../go-quote.ts';
import { GO_INT } from '../go-value/type.ts';
import {
  elemOfInterface,
  type GoRef,
  GoValue,
  indirect,
  intData,
  lengthOf,
  mapElem,
  mapKey,
  sliceElem,
  sortedKeys,
} from '../go-value/value.ts';
import type { MissingKey } from './convert.ts';
import { Evaluator, ExecFailure, type Fuel, type Source } from './eval.ts';
import type { FuncMap } from './func.ts';
import { printable } from './funcs.ts';
import type { BranchNode, ListNode, Node, TemplateNode } from './node.ts';
import type { TreeSet } from './parser.ts';
import { isTrue } from './truth.ts';

/** Nesting of template calls at which an execution stops. Go's own limit, which the message names, is 100000. */
const MAX_TEMPLATE_DEPTH = 500;

/** Bytes that one execution may write. */
const MAX_OUTPUT = 16 * 1024 * 1024;

/** What one execution is given. */
export interface Execution {
  readonly trees: TreeSet;
  readonly source: Source;
  readonly funcs: FuncMap;
  readonly missingKey: MissingKey;
}

/** How a walk ended: on to the next node, or out of the innermost range. */
type Flow = 'next' | 'break' | 'continue';

/** Walks the nodes of a template and writes their output (`state.walk` of text/template/exec.go). */
class Walker {
  out: Bytes = '';
  private readonly execution: Execution;
  private readonly fuel: Fuel = { steps: 0 };
  private depth = 0;

  constructor(execution: Execution) {
    this.execution = execution;
  }

  evaluator(name: Bytes, dot: GoRef): Evaluator {
    const { source, funcs, missingKey } = this.execution;
    return new Evaluator(name, source, funcs, missingKey, this.fuel, dot);
  }

  list(e: Evaluator, dot: GoRef, list: ListNode): Flow {
    e.at(list);
    for (const n of list.nodes) {
      const flow = this.node(e, dot, n);
      if (flow !== 'next') return flow;
    }
    return 'next';
  }

  private node(e: Evaluator, dot: GoRef, n: Node): Flow {
    e.at(n);
    switch (n.type) {
      case 'text':
        this.write(e, n.text);
        return 'next';
      case 'action': {
        const value = e.pipeline(dot, n.pipe);
        if (n.pipe.decl.length === 0) {
          e.at(n);
          this.write(e, valueText(value));
        }
        return 'next';
      }
      case 'if':
      case 'with':
        return this.ifOrWith(e, dot, n);
      case 'range':
        return this.range(e, dot, n);
      case 'template':
        this.template(e, dot, n);
        return 'next';
      case 'break':
      case 'continue':
        return n.type;
      default:
        return 'next';
    }
  }

  private write(e: Evaluator, text: Bytes): void {
    this.out += text;
    if (this.out.length > MAX_OUTPUT) e.fail('output too large');
  }

  private ifOrWith(e: Evaluator, dot: GoRef, n: BranchNode): Flow {
    const mark = e.mark();
    const value = e.pipeline(dot, n.pipe);
    let flow: Flow = 'next';
    if (isTrue(value)) flow = this.list(e, n.type === 'with' ? value : dot, n.list);
    else if (n.elseList !== null) flow = this.list(e, dot, n.elseList);
    e.pop(mark);
    return flow;
  }

  private range(e: Evaluator, dot: GoRef, n: BranchNode): Flow {
    const mark = e.mark();
    const value = indirect(e.pipeline(dot, n.pipe)).value;
    const inner = e.mark();
    let ran = false;
    for (const [index, elem] of this.iterations(e, n, value)) {
      ran = true;
      this.assign(e, n, index, elem);
      const flow = this.list(e, elem, n.list);
      e.pop(inner);
      if (flow === 'break') break;
    }
    const flow = !ran && n.elseList !== null ? this.list(e, dot, n.elseList) : 'next';
    e.pop(mark);
    return flow;
  }

  private assign(e: Evaluator, n: BranchNode, index: GoRef, elem: GoRef): void {
    const { decl, isAssign } = n.pipe;
    if (decl.length === 0) return;
    const first = decl[0]?.ident[0] as Bytes;
    if (isAssign) {
      e.setVariable(first, decl.length > 1 ? index : elem);
      if (decl.length > 1) e.setVariable(decl[1]?.ident[0] as Bytes, elem);
      return;
    }
    e.setTop(1, elem);
    if (decl.length > 1) e.setTop(2, index);
  }

  /** Index and element of each turn. The generator is drained within this call and never kept. */
  private *iterations(e: Evaluator, n: BranchNode, v: GoRef): Generator<readonly [GoRef, GoRef]> {
    if (v === null) return;
    switch (v.type.kind) {
      case 'slice':
        for (let i = 0, end = lengthOf(v); i < end; i++) yield [new GoValue(GO_INT, i), sliceElem(v, i)];
        return;
      case 'map':
        for (const key of sortedKeys(v)) yield [mapKey(v, key), mapElem(v, key)];
        return;
      case 'int':
      case 'uint':
        if (n.pipe.decl.length > 1) e.fail(`can't use ${sprintf('%v', v)} to iterate over more than one variable`);
        for (let i = 0; i < intData(v); i++) yield [null, new GoValue(v.type, i)];
        return;
      case 'interface':
      case 'ptr':
        // A nil pointer ends the chain; it ranges over nothing only when it is an untyped nil.
        if (v.type.kind === 'interface') return;
        e.fail(`range can't iterate over ${sprintf('%v', v)}`);
        return;
      default:
        e.fail(`range can't iterate over ${sprintf('%v', v)}`);
    }
  }

  private template(e: Evaluator, dot: GoRef, n: TemplateNode): void {
    const tree = this.execution.trees.get(n.name);
    if (tree === undefined) return e.fail(`template ${goQuote(n.name)} not defined`);
    if (this.depth === MAX_TEMPLATE_DEPTH) e.fail('exceeded maximum template depth (100000)');
    const value = e.pipeline(dot, n.pipe);
    this.depth++;
    this.list(this.evaluator(n.name, value), value, tree);
    this.depth--;
  }
}

function valueText(value: GoRef): Bytes {
  // Most actions print a string.
  if (value !== null && value.type.kind === 'string' && value.type.text === undefined)
    return (value.data as Bytes | null) ?? '';
  return sprint([printable(value)]);
}

/** What an execution wrote, up to the error that ended it if there was one. */
export interface Executed {
  readonly output: Bytes;
  readonly error: GoError | null;
}

/** Executes template `name` of `execution` over `data`. */
export function executeTemplate(execution: Execution, name: Bytes, data: GoRef): Executed {
  const walker = new Walker(execution);
  const tree = execution.trees.get(name);
  const e = walker.evaluator(name, data);
  try {
    if (tree === undefined) e.fail(`${goQuote(name)} is an incomplete or empty template`);
    walker.list(e, elemOfInterface(data), tree as ListNode);
    return { output: walker.out, error: null };
  } catch (error) {
    if (error instanceof ExecFailure) return { output: walker.out, error: new GoError(error.message) };
    throw error;
  }
}
