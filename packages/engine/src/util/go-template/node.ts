import type { Bytes } from '../bytes.ts';
import { goQuote } from '../go-quote.ts';
import type { Int64 } from '../strconv.ts';

/** Nodes of a parsed template (text/template/parse/node.go). `pos` is the byte offset that error messages point at. */
export interface ListNode {
  readonly type: 'list';
  readonly pos: number;
  readonly nodes: Node[];
}

/** Text outside actions. */
export interface TextNode {
  readonly type: 'text';
  readonly pos: number;
  readonly text: Bytes;
}

/** `{{pipeline}}`: prints its value. */
export interface ActionNode {
  readonly type: 'action';
  readonly pos: number;
  readonly pipe: PipeNode;
}

/** `{{if}}`, `{{range}}` or `{{with}}` with its bodies. */
export interface BranchNode {
  readonly type: 'if' | 'range' | 'with';
  readonly pos: number;
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | null;
}

/** `{{template "name" pipeline}}`. */
export interface TemplateNode {
  readonly type: 'template';
  readonly pos: number;
  readonly name: Bytes;
  readonly pipe: PipeNode | null;
}

/** Nodes of a keyword alone. `end` and `else` exist only while parsing. */
export interface KeywordNode {
  readonly type: 'break' | 'continue' | 'end' | 'else';
  readonly pos: number;
}

/** Commands joined by `|`, perhaps after declared variables. */
export interface PipeNode {
  readonly type: 'pipe';
  readonly pos: number;
  readonly decl: VariableNode[];
  readonly cmds: CommandNode[];
  isAssign: boolean;
}

/** An operand or function with its arguments. */
export interface CommandNode {
  readonly type: 'command';
  readonly pos: number;
  readonly args: Operand[];
}

/** The name of a function. */
export interface IdentifierNode {
  readonly type: 'identifier';
  readonly pos: number;
  readonly ident: Bytes;
}

/** `$x.Field`: the variable, `$` included, and the fields after it. */
export interface VariableNode {
  readonly type: 'variable';
  readonly pos: number;
  readonly ident: readonly Bytes[];
}

/** `.Field.Field` of dot. */
export interface FieldNode {
  readonly type: 'field';
  readonly pos: number;
  readonly ident: readonly Bytes[];
}

/** Fields of something in parentheses or of a function. */
export interface ChainNode {
  readonly type: 'chain';
  readonly pos: number;
  readonly node: Operand;
  readonly field: readonly Bytes[];
}

/** `.` or `nil`. */
export interface ConstantNode {
  readonly type: 'dot' | 'nil';
  readonly pos: number;
}

/** `true` or `false`. */
export interface BoolNode {
  readonly type: 'bool';
  readonly pos: number;
  readonly value: boolean;
}

/** A number under every type that can represent it; null where it cannot. */
export interface NumberNode {
  readonly type: 'number';
  readonly pos: number;
  readonly text: Bytes;
  readonly int: Int64 | null;
  readonly uint: Int64 | null;
  readonly float: number | null;
  readonly complex: readonly [number, number] | null;
}

/** A string literal as written, and its value. */
export interface StringNode {
  readonly type: 'string';
  readonly pos: number;
  readonly quoted: Bytes;
  readonly text: Bytes;
}

/** What can stand as an argument. */
export type Operand =
  | IdentifierNode
  | VariableNode
  | FieldNode
  | ChainNode
  | ConstantNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode;

/** What a list holds. */
export type Node = TextNode | ActionNode | BranchNode | TemplateNode | KeywordNode;

/** Any node that an error message can point at. */
export type AnyNode = Node | ListNode | Operand | CommandNode;

function pipeText(p: PipeNode): Bytes {
  const decl = p.decl.map(nodeText).join(', ');
  const head = decl === '' ? '' : `${decl} ${p.isAssign ? '=' : ':='} `;
  return head + p.cmds.map(nodeText).join(' | ');
}

function argText(arg: Operand): Bytes {
  return arg.type === 'pipe' ? `(${pipeText(arg)})` : nodeText(arg);
}

function branchText(n: BranchNode): Bytes {
  const otherwise = n.elseList === null ? '' : `{{else}}${nodeText(n.elseList)}`;
  return `{{${n.type} ${pipeText(n.pipe)}}}${nodeText(n.list)}${otherwise}{{end}}`;
}

/** The source of a node as error messages show it, in Go's canonical spacing. */
export function nodeText(n: AnyNode): Bytes {
  switch (n.type) {
    case 'list':
      return n.nodes.map(nodeText).join('');
    case 'text':
      return n.text;
    case 'action':
      return `{{${pipeText(n.pipe)}}}`;
    case 'if':
    case 'range':
    case 'with':
      return branchText(n);
    case 'template':
      return `{{template ${goQuote(n.name)}${n.pipe === null ? '' : ` ${pipeText(n.pipe)}`}}}`;
    case 'break':
    case 'continue':
    case 'end':
    case 'else':
      return `{{${n.type}}}`;
    case 'pipe':
      return pipeText(n);
    case 'command':
      return n.args.map(argText).join(' ');
    case 'identifier':
      return n.ident;
    case 'variable':
      return n.ident.join('.');
    case 'field':
      return n.ident.map((f) => `.${f}`).join('');
    case 'chain':
      return argText(n.node) + n.field.map((f) => `.${f}`).join('');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return n.value ? 'true' : 'false';
    case 'number':
      return n.text;
    case 'string':
      return n.quoted;
  }
}
