import type { Bytes } from '../bytes.ts';
import { isGoError } from '../go-error.ts';
import { goQuote } from '../go-quote.ts';
import { GO_BOOL, GO_STRING, type GoMethod, type GoType } from '../go-value/type.ts';
import { elemOfInterface, type GoRef, GoValue, indirect } from '../go-value/value.ts';
import { canBeNil, convertTo, fieldOf, idealConstant, type MissingKey, numberFor, Refusal } from './convert.ts';
import { type FuncMap, GO_REFLECT_VALUE, type GoFunc } from './func.ts';
import { BUILTINS } from './funcs.ts';
import {
  type AnyNode,
  type CommandNode,
  type FieldNode,
  type IdentifierNode,
  nodeText,
  type Operand,
  type PipeNode,
} from './node.ts';
import { isTrue } from './truth.ts';

/** Ends an execution; the message is complete. */
export class ExecFailure extends Error {}

/** Where error messages of one template come from. */
export interface Source {
  /** Name given to the parse; it heads the location. */
  readonly parseName: Bytes;
  readonly text: Bytes;
}

/** No value comes through the pipe into this command. */
const NO_FINAL = new GoValue({ kind: 'struct', name: 'missing', defined: true }, null);

interface Variable {
  readonly name: Bytes;
  value: GoRef;
}

/** Nodes that one execution may evaluate before it is stopped: a template may range over any number. */
const MAX_STEPS = 2_000_000;

/** Fuel shared by the templates of one execution. */
export interface Fuel {
  steps: number;
}

function findMethod(type: GoType, name: Bytes, addressable: boolean): GoMethod | null {
  const own = type.methods?.get(name);
  if (own !== undefined && (addressable || !own.onPointer)) return own;
  for (const f of type.fields ?? []) {
    if (!f.embedded) continue;
    const inner = f.type.kind === 'ptr' ? (f.type.elem as GoType) : f.type;
    const found = findMethod(inner, name, addressable || f.type.kind === 'ptr');
    if (found !== null) return found;
  }
  return null;
}

/** Evaluates pipelines, commands and operands for one template body (the eval functions of text/template/exec.go). */
export class Evaluator {
  readonly templateName: Bytes;
  private readonly source: Source;
  private readonly funcs: FuncMap;
  private readonly missingKey: MissingKey;
  private readonly fuel: Fuel;
  private readonly vars: Variable[];
  private node: AnyNode | null = null;

  constructor(templateName: Bytes, source: Source, funcs: FuncMap, missingKey: MissingKey, fuel: Fuel, dot: GoRef) {
    this.templateName = templateName;
    this.source = source;
    this.funcs = funcs;
    this.missingKey = missingKey;
    this.fuel = fuel;
    this.vars = [{ name: '$', value: dot }];
  }

  /** Marks the node that errors point at. */
  at(node: AnyNode): void {
    this.node = node;
    if (++this.fuel.steps > MAX_STEPS) this.fail('execution takes too many steps');
  }

  /** Stops the execution with a message placed at the current node. */
  fail(message: Bytes): never {
    if (this.node === null) throw new ExecFailure(`template: ${this.source.parseName}: ${message}`);
    const before = this.source.text.slice(0, this.node.pos);
    let line = 1;
    for (let i = 0; i < before.length; i++) if (before.charCodeAt(i) === 10) line++;
    const column = before.length - (before.lastIndexOf('\n') + 1);
    const location = `${this.source.parseName}:${line}:${column}`;
    throw new ExecFailure(
      `template: ${location}: executing ${goQuote(this.templateName)} at <${nodeText(this.node)}>: ${message}`,
    );
  }

  private orFail<T>(value: T | Refusal): T {
    return value instanceof Refusal ? this.fail(value.reason) : value;
  }

  mark(): number {
    return this.vars.length;
  }

  pop(mark: number): void {
    this.vars.length = mark;
  }

  /** Overwrites the n-th variable from the top, which a range declared. */
  setTop(n: number, value: GoRef): void {
    (this.vars[this.vars.length - n] as Variable).value = value;
  }

  private variable(name: Bytes): Variable {
    for (let i = this.vars.length - 1; i >= 0; i--) {
      const v = this.vars[i] as Variable;
      if (v.name === name) return v;
    }
    return this.fail(`undefined variable: ${name}`);
  }

  /** Assigns to a variable declared further out. */
  setVariable(name: Bytes, value: GoRef): void {
    this.variable(name).value = value;
  }

  /** Value of a pipeline; variables that it declares stay until popped. */
  pipeline(dot: GoRef, pipe: PipeNode | null): GoRef {
    if (pipe === null) return null;
    this.at(pipe);
    let value: GoRef = NO_FINAL;
    for (const cmd of pipe.cmds) value = elemOfInterface(this.command(dot, cmd, value));
    for (const d of pipe.decl) {
      const name = d.ident[0] as Bytes;
      if (pipe.isAssign) this.setVariable(name, value);
      else this.vars.push({ name, value });
    }
    return value;
  }

  private notAFunction(args: readonly Operand[], final: GoRef): void {
    if (args.length > 1 || final !== NO_FINAL) {
      const first = args[0] as Operand;
      this.fail(`can't give argument to non-function ${nodeText(first)}`);
    }
  }

  private command(dot: GoRef, cmd: CommandNode, final: GoRef): GoRef {
    const first = cmd.args[0] as Operand;
    switch (first.type) {
      case 'field':
        return this.fieldNode(dot, first, cmd.args, final);
      case 'chain':
        return this.chain(dot, first, cmd.args, final);
      case 'identifier':
        return this.func(dot, first, cmd, cmd.args, final);
      case 'pipe':
        this.notAFunction(cmd.args, final);
        return this.pipeline(dot, first);
      case 'variable':
        return this.variableNode(dot, first, cmd.args, final);
    }
    this.at(first);
    this.notAFunction(cmd.args, final);
    if (first.type === 'nil') this.fail('nil is not a command');
    return this.constant(dot, first);
  }

  private constant(dot: GoRef, n: Operand): GoRef {
    switch (n.type) {
      case 'bool':
        return new GoValue(GO_BOOL, n.value);
      case 'dot':
        return dot;
      case 'number':
        this.at(n);
        return this.orFail(idealConstant(n));
      case 'string':
        return new GoValue(GO_STRING, n.text);
      default:
        return this.fail(`can't evaluate command ${goQuote(nodeText(n))}`);
    }
  }

  private fieldNode(dot: GoRef, field: FieldNode, args: readonly Operand[], final: GoRef): GoRef {
    this.at(field);
    return this.fieldChain(dot, dot, field, field.ident, args, final);
  }

  private chain(dot: GoRef, chain: Extract<Operand, { type: 'chain' }>, args: readonly Operand[], final: GoRef): GoRef {
    this.at(chain);
    if (chain.node.type === 'nil') this.fail(`indirection through explicit nil in ${nodeText(chain)}`);
    return this.fieldChain(dot, this.arg(dot, GO_REFLECT_VALUE, chain.node), chain, chain.field, args, final);
  }

  private variableNode(
    dot: GoRef,
    n: Extract<Operand, { type: 'variable' }>,
    args: readonly Operand[],
    final: GoRef,
  ): GoRef {
    this.at(n);
    const { value } = this.variable(n.ident[0] as Bytes);
    if (n.ident.length > 1) return this.fieldChain(dot, value, n, n.ident.slice(1), args, final);
    this.notAFunction(args, final);
    return value;
  }

  private fieldChain(
    dot: GoRef,
    start: GoRef,
    node: AnyNode,
    ident: readonly Bytes[],
    args: readonly Operand[],
    final: GoRef,
  ): GoRef {
    let receiver = start;
    const last = ident.length - 1;
    for (let i = 0; i < last; i++) receiver = this.field(dot, ident[i] as Bytes, node, [], NO_FINAL, receiver);
    return this.field(dot, ident[last] as Bytes, node, args, final, receiver);
  }

  private field(
    dot: GoRef,
    name: Bytes,
    node: AnyNode,
    args: readonly Operand[],
    final: GoRef,
    receiver: GoRef,
  ): GoRef {
    if (receiver === null) {
      if (this.missingKey === 'error') this.fail(`nil data; no entry for key ${goQuote(name)}`);
      return null;
    }
    const { value, nil } = indirect(receiver);
    if (nil && value?.type.kind === 'interface') this.fail(`nil pointer evaluating ${receiver.type.name}.${name}`);
    if (value !== null && !nil) {
      const method = findMethod(value.type, name, value.addressable);
      if (method !== null) return this.method(dot, method, value, node, name, args, final);
    }
    return this.orFail(fieldOf(receiver, name, args.length > 1 || final !== NO_FINAL, this.missingKey));
  }

  private method(
    dot: GoRef,
    method: GoMethod,
    self: GoValue,
    node: AnyNode,
    name: Bytes,
    args: readonly Operand[],
    final: GoRef,
  ): GoRef {
    const bound: GoFunc = {
      params: method.params,
      variadic: false,
      call: (argv) => {
        const data = argv.map((a, i) => ((method.params[i] as GoType).kind === 'interface' ? a : a?.data));
        const result = method.call(self.data, data);
        return isGoError(result) ? result : result instanceof GoValue ? result : new GoValue(method.result, result);
      },
    };
    return this.call(dot, bound, false, node, name, args, final);
  }

  private func(dot: GoRef, n: IdentifierNode, cmd: AnyNode, args: readonly Operand[], final: GoRef): GoRef {
    this.at(n);
    const own = this.funcs.get(n.ident);
    const f = own ?? BUILTINS.get(n.ident);
    if (f === undefined) return this.fail(`${goQuote(n.ident)} is not a defined function`);
    return this.call(dot, f, own === undefined, cmd, n.ident, args, final);
  }

  /** `and` and `or` evaluate their arguments only until one decides. */
  private shortCircuit(dot: GoRef, name: Bytes, args: readonly Operand[], final: GoRef): GoRef {
    let v: GoRef = null;
    for (const a of args) {
      v = this.arg(dot, GO_REFLECT_VALUE, a);
      if (isTrue(v) === (name === 'or')) return v;
    }
    return final === NO_FINAL ? v : final;
  }

  /** Calls a function or bound method; `all[0]` is its name. */
  private call(
    dot: GoRef,
    f: GoFunc,
    builtin: boolean,
    node: AnyNode,
    name: Bytes,
    all: readonly Operand[],
    final: GoRef,
  ): GoRef {
    const args = all.slice(1);
    const piped = final !== NO_FINAL;
    const count = args.length + (piped ? 1 : 0);
    const fixed = f.variadic ? f.params.length - 1 : f.params.length;
    if (f.variadic && count < fixed)
      this.fail(`wrong number of args for ${name}: want at least ${fixed} got ${args.length}`);
    if (!f.variadic && count !== fixed) this.fail(`wrong number of args for ${name}: want ${fixed} got ${count}`);
    if (builtin && (name === 'and' || name === 'or')) return this.shortCircuit(dot, name, args, final);
    const typeOf = (i: number): GoType => f.params[Math.min(i, f.params.length - 1)] as GoType;
    const argv = args.map((a, i) => this.arg(dot, typeOf(i), a));
    if (piped) argv.push(this.orFail(convertTo(final, typeOf(args.length))));
    const result = f.call(argv, args.map(nodeText));
    if (isGoError(result)) {
      this.at(node);
      this.fail(`error calling ${name}: ${result.message}`);
    }
    return result;
  }

  /** Value of an operand for a parameter of type `type`. */
  private arg(dot: GoRef, type: GoType, n: Operand): GoRef {
    this.at(n);
    switch (n.type) {
      case 'dot':
        return this.orFail(convertTo(dot, type));
      case 'nil':
        if (canBeNil(type))
          return type.kind === 'interface' || type === GO_REFLECT_VALUE ? null : new GoValue(type, null);
        return this.fail(`cannot assign nil to ${type.name}`);
      case 'field':
        return this.orFail(convertTo(this.fieldNode(dot, n, [n], NO_FINAL), type));
      case 'variable':
        return this.orFail(convertTo(this.variableNode(dot, n, [], NO_FINAL), type));
      case 'pipe':
        return this.orFail(convertTo(this.pipeline(dot, n), type));
      case 'identifier':
        return this.orFail(convertTo(this.func(dot, n, n, [], NO_FINAL), type));
      case 'chain':
        return this.orFail(convertTo(this.chain(dot, n, [], NO_FINAL), type));
      default:
        return this.literal(dot, type, n);
    }
  }

  private literal(dot: GoRef, type: GoType, n: Operand): GoRef {
    const name = nodeText(n);
    switch (type.kind) {
      case 'bool':
        return n.type === 'bool' ? new GoValue(type, n.value) : this.fail(`expected bool; found ${name}`);
      case 'string':
        return n.type === 'string' ? new GoValue(type, n.text) : this.fail(`expected string; found ${name}`);
      case 'int':
      case 'uint':
      case 'float':
      case 'complex': {
        const data = n.type === 'number' ? numberFor(n, type.kind) : null;
        const wanted = { int: 'integer', uint: 'unsigned integer', float: 'float', complex: 'complex' }[type.kind];
        return data === null ? this.fail(`expected ${wanted}; found ${name}`) : new GoValue(type, data);
      }
      case 'interface':
        return this.constant(dot, n);
      default:
        if (type === GO_REFLECT_VALUE) return this.constant(dot, n);
        return this.fail(`can't handle ${name} for arg of type ${type.name}`);
    }
  }
}
