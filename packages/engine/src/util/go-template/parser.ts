import type { Bytes } from '../bytes.ts';
import { GoError, isGoError } from '../go-error.ts';
import { goQuote, goUnquote } from '../go-quote.ts';
import { lexTemplate } from './lexer.ts';
import {
  type BranchNode,
  type CommandNode,
  type KeywordNode,
  type ListNode,
  type Node,
  nodeText,
  type Operand,
  type PipeNode,
  type TemplateNode,
  type VariableNode,
} from './node.ts';
import { numberNode } from './number.ts';
import { type Token, type TokenKind, tokenText } from './token.ts';

/** Deepest nesting of parentheses and control structures that is accepted. */
const MAX_DEPTH = 1000;

/** Tells the parser which identifiers are functions. */
export type HasFunction = (name: Bytes) => boolean;

/** Named trees of one parse: the template itself and what it defines. */
export type TreeSet = Map<Bytes, ListNode>;

class ParseFailure extends Error {}

const OPERAND_STARTS: readonly TokenKind[] = [
  'bool',
  'charConstant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
];

function isEmpty(list: ListNode): boolean {
  return list.nodes.every((n) => n.type === 'text' && n.text.trim() === '');
}

/** The recursive-descent parser of text/template/parse/parse.go. */
class Parser {
  readonly trees: TreeSet = new Map();
  private readonly name: Bytes;
  private readonly hasFunction: HasFunction;
  private readonly tokens: readonly Token[];
  /** Tokens handed out and not backed up. */
  private at = 0;
  /** Line of the last token read from the lexer, which errors name. */
  private lastRead = 0;
  private vars: Bytes[] = ['$'];
  private actionLine = 0;
  private rangeDepth = 0;
  private depth = 0;

  constructor(name: Bytes, text: Bytes, hasFunction: HasFunction) {
    this.name = name;
    this.hasFunction = hasFunction;
    this.tokens = lexTemplate(text);
  }

  /** Parses to the end of input. */
  parse(): void {
    const root: ListNode = { type: 'list', pos: this.peek().pos, nodes: [] };
    while (this.peek().kind !== 'eof') {
      if (this.peek().kind === 'leftDelim') {
        const mark = this.at;
        this.next();
        if (this.nextNonSpace().kind === 'define') {
          this.definition();
          continue;
        }
        this.at = mark;
      }
      const n = this.textOrAction();
      if (n.type === 'end' || n.type === 'else') this.fail(`unexpected ${nodeText(n)}`);
      root.nodes.push(n);
    }
    this.add(this.name, root);
  }

  private fail(message: Bytes): never {
    const line = (this.tokens[this.lastRead] as Token).line;
    throw new ParseFailure(`template: ${this.name}:${line}: ${message}`);
  }

  private next(): Token {
    // After the last item Go's channel gives empty items; the last one is always eof or error, which stop the parse.
    const index = Math.min(this.at, this.tokens.length - 1);
    this.at++;
    if (index > this.lastRead) this.lastRead = index;
    return this.tokens[index] as Token;
  }

  private peek(): Token {
    const token = this.next();
    this.at--;
    return token;
  }

  private nextNonSpace(): Token {
    let token = this.next();
    while (token.kind === 'space') token = this.next();
    return token;
  }

  private peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.at--;
    return token;
  }

  private unexpected(token: Token, context: Bytes): never {
    if (token.kind === 'error') {
      let extra = '';
      if (this.actionLine !== 0 && this.actionLine !== token.line) {
        extra = ` in action started at ${this.name}:${this.actionLine}`;
        if (token.value.endsWith(' action')) extra = extra.slice(' in action'.length);
      }
      this.fail(tokenText(token) + extra);
    }
    this.fail(`unexpected ${tokenText(token)} in ${context}`);
  }

  private expect(kind: TokenKind, context: Bytes): Token {
    const token = this.nextNonSpace();
    if (token.kind !== kind) this.unexpected(token, context);
    return token;
  }

  private add(name: Bytes, root: ListNode): void {
    const earlier = this.trees.get(name);
    if (earlier === undefined || isEmpty(earlier)) this.trees.set(name, root);
    else if (!isEmpty(root)) this.fail(`template: multiple definition of template ${goQuote(name)}`);
  }

  /** Parses with variables and range depth of its own, as a `define` or `block` body. */
  private isolated<T>(body: () => T): T {
    const { vars, rangeDepth } = this;
    this.vars = ['$'];
    this.rangeDepth = 0;
    const result = body();
    this.vars = vars;
    this.rangeDepth = rangeDepth;
    return result;
  }

  private definition(): void {
    const context = 'define clause';
    const name = this.templateName(this.nextNonSpace(), context);
    this.expect('rightDelim', context);
    const [list, end] = this.isolated(() => this.itemList());
    if (end.type !== 'end') this.fail(`unexpected ${nodeText(end)} in ${context}`);
    this.add(name, list);
  }

  private itemList(): [ListNode, KeywordNode] {
    if (++this.depth > MAX_DEPTH) this.fail('max expression depth exceeded');
    const list: ListNode = { type: 'list', pos: this.peekNonSpace().pos, nodes: [] };
    while (this.peekNonSpace().kind !== 'eof') {
      const n = this.textOrAction();
      if (n.type === 'end' || n.type === 'else') {
        this.depth--;
        return [list, n as KeywordNode];
      }
      list.nodes.push(n);
    }
    this.fail('unexpected EOF');
  }

  private textOrAction(): Node {
    const token = this.nextNonSpace();
    if (token.kind === 'text') return { type: 'text', pos: token.pos, text: token.value };
    if (token.kind !== 'leftDelim') this.unexpected(token, 'input');
    this.actionLine = token.line;
    const n = this.action();
    this.actionLine = 0;
    return n;
  }

  private action(): Node {
    const token = this.nextNonSpace();
    switch (token.kind) {
      case 'block':
        return this.block();
      case 'break':
      case 'continue':
        return this.loopControl(token);
      case 'else':
        return this.elseControl();
      case 'end':
        return { type: 'end', pos: this.expect('rightDelim', 'end').pos };
      case 'if':
      case 'range':
      case 'with':
        return this.control(token.kind);
      case 'template':
        return this.template();
      default: {
        this.at--;
        const pos = this.peek().pos;
        return { type: 'action', pos, pipe: this.pipeline('command', 'rightDelim') };
      }
    }
  }

  private loopControl(token: Token): KeywordNode {
    const type = token.kind as 'break' | 'continue';
    const after = this.nextNonSpace();
    if (after.kind !== 'rightDelim') this.unexpected(after, `{{${type}}}`);
    if (this.rangeDepth === 0) this.fail(`{{${type}}} outside {{range}}`);
    return { type, pos: token.pos };
  }

  private pipeline(context: Bytes, end: TokenKind): PipeNode {
    if (++this.depth > MAX_DEPTH) this.fail('max expression depth exceeded');
    const pipe: PipeNode = { type: 'pipe', pos: this.peekNonSpace().pos, decl: [], cmds: [], isAssign: false };
    this.declarations(pipe, context);
    for (;;) {
      const token = this.nextNonSpace();
      if (token.kind === end) break;
      if (!OPERAND_STARTS.includes(token.kind)) this.unexpected(token, context);
      this.at--;
      pipe.cmds.push(this.command());
    }
    this.checkPipeline(pipe, context);
    this.depth--;
    return pipe;
  }

  private declarations(pipe: PipeNode, context: Bytes): void {
    for (;;) {
      const v = this.peekNonSpace();
      if (v.kind !== 'variable') return;
      this.next();
      const mark = this.at;
      const next = this.nextNonSpace();
      const comma = next.kind === 'char' && next.value === ',';
      if (next.kind !== 'assign' && next.kind !== 'declare' && !comma) {
        this.at = mark - 1;
        return;
      }
      pipe.decl.push({ type: 'variable', pos: v.pos, ident: v.value.split('.') });
      this.vars.push(v.value);
      if (!comma) {
        pipe.isAssign = next.kind === 'assign';
        return;
      }
      if (context !== 'range' || pipe.decl.length >= 2) this.fail(`too many declarations in ${context}`);
      const after = this.peekNonSpace().kind;
      if (after !== 'variable' && after !== 'rightDelim' && after !== 'rightParen') {
        this.fail('range can only initialize variables');
      }
    }
  }

  private checkPipeline(pipe: PipeNode, context: Bytes): void {
    if (pipe.cmds.length === 0) this.fail(`missing value for ${context}`);
    pipe.cmds.forEach((cmd, i) => {
      const first = (cmd.args[0] as Operand).type;
      if (i > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(first)) {
        this.fail(`non executable command in pipeline stage ${i + 1}`);
      }
    });
  }

  private control(type: 'if' | 'range' | 'with'): BranchNode {
    const marked = this.vars.length;
    const pipe = this.pipeline(type, 'rightDelim');
    if (type === 'range') this.rangeDepth++;
    const [list, next] = this.itemList();
    if (type === 'range') this.rangeDepth--;
    let elseList: ListNode | null = null;
    if (next.type === 'else') {
      // `{{else if x}}` is `{{else}}{{if x}}` whose {{end}} closes both; so for with.
      if (type !== 'range' && this.peek().kind === type) {
        this.next();
        elseList = { type: 'list', pos: next.pos, nodes: [this.control(type)] };
      } else {
        const [otherwise, last] = this.itemList();
        if (last.type !== 'end') this.fail(`expected end; found ${nodeText(last)}`);
        elseList = otherwise;
      }
    }
    this.vars.length = marked;
    return { type, pos: pipe.pos, pipe, list, elseList };
  }

  private elseControl(): KeywordNode {
    const peeked = this.peekNonSpace();
    if (peeked.kind === 'if' || peeked.kind === 'with') return { type: 'else', pos: peeked.pos };
    return { type: 'else', pos: this.expect('rightDelim', 'else').pos };
  }

  private block(): TemplateNode {
    const context = 'block clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    const pipe = this.pipeline(context, 'rightDelim');
    const [list, end] = this.isolated(() => this.itemList());
    if (end.type !== 'end') this.fail(`unexpected ${nodeText(end)} in ${context}`);
    this.add(name, list);
    return { type: 'template', pos: token.pos, name, pipe };
  }

  private template(): TemplateNode {
    const context = 'template clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    let pipe: PipeNode | null = null;
    if (this.nextNonSpace().kind !== 'rightDelim') {
      this.at--;
      pipe = this.pipeline(context, 'rightDelim');
    }
    return { type: 'template', pos: token.pos, name, pipe };
  }

  private templateName(token: Token, context: Bytes): Bytes {
    if (token.kind !== 'string' && token.kind !== 'rawString') this.unexpected(token, context);
    return this.unquote(token.value);
  }

  private unquote(literal: Bytes): Bytes {
    const s = goUnquote(literal);
    if (isGoError(s)) this.fail(s.message);
    return s;
  }

  private command(): CommandNode {
    const cmd: CommandNode = { type: 'command', pos: this.peekNonSpace().pos, args: [] };
    for (;;) {
      this.peekNonSpace();
      const operand = this.operand();
      if (operand !== null) cmd.args.push(operand);
      const token = this.next();
      if (token.kind === 'space') continue;
      if (token.kind === 'rightDelim' || token.kind === 'rightParen') this.at--;
      else if (token.kind !== 'pipe') this.unexpected(token, 'operand');
      break;
    }
    if (cmd.args.length === 0) this.fail('empty command');
    return cmd;
  }

  private operand(): Operand | null {
    const node = this.term();
    if (node === null || this.peek().kind !== 'field') return node;
    const pos = this.peek().pos;
    const fields: Bytes[] = [];
    while (this.peek().kind === 'field') fields.push(this.next().value.slice(1));
    switch (node.type) {
      case 'field':
        return { type: 'field', pos, ident: [...node.ident, ...fields] };
      case 'variable':
        return { type: 'variable', pos, ident: [...node.ident, ...fields] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.fail(`unexpected . after term ${goQuote(nodeText(node))}`);
      default:
        return { type: 'chain', pos, node, field: fields };
    }
  }

  private term(): Operand | null {
    const token = this.nextNonSpace();
    const { pos, value } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.hasFunction(value)) this.fail(`function ${goQuote(value)} not defined`);
        return { type: 'identifier', pos, ident: value };
      case 'dot':
      case 'nil':
        return { type: token.kind, pos };
      case 'variable':
        return this.useVariable(pos, value);
      case 'field':
        return { type: 'field', pos, ident: [value.slice(1)] };
      case 'bool':
        return { type: 'bool', pos, value: value === 'true' };
      case 'charConstant':
      case 'complex':
      case 'number': {
        const n = numberNode(pos, value, token.kind);
        return isGoError(n) ? this.fail(n.message) : n;
      }
      case 'leftParen':
        return this.pipeline('parenthesized pipeline', 'rightParen');
      case 'string':
      case 'rawString':
        return { type: 'string', pos, quoted: value, text: this.unquote(value) };
      default:
        this.at--;
        return null;
    }
  }

  private useVariable(pos: number, name: Bytes): VariableNode {
    if (!this.vars.includes(name)) this.fail(`undefined variable ${goQuote(name)}`);
    return { type: 'variable', pos, ident: [name] };
  }
}

/** Parses `text` as the template called `name`, or gives the error as Go prints it. */
export function parseTemplate(name: Bytes, text: Bytes, hasFunction: HasFunction): TreeSet | GoError {
  try {
    const parser = new Parser(name, text, hasFunction);
    parser.parse();
    return parser.trees;
  } catch (e) {
    if (e instanceof ParseFailure) return new GoError(e.message);
    throw e;
  }
}
