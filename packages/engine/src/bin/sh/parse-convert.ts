/**
 * unbash's tree to ours. Every command gets a number; what a flavour's grammar does not have is either rewritten in the
 * text as that shell would read it (`[[` is a command name in dash) and parsed again, or a syntax error.
 */
import type {
  ArithmeticExpression,
  Assignment,
  CommandExpansionPart,
  CommandNode,
  CompoundCommand,
  CompoundList,
  ProcessSubstitutionPart,
  Redirection,
  Statement,
  TestExpression,
  AndOr as UAndOr,
  Command as UCommand,
  PipelineNode as UPipelineNode,
  Word as UWord,
} from 'unbash';
import type { Bytes } from '../../util/bytes.ts';
import type {
  ArrayElement,
  Assign,
  CaseItem,
  ListItem,
  ListNode,
  Node,
  Redir,
  SimpleNode,
  TestExpr,
  Word,
} from './ast.ts';
import { type Flavour, type Grammar, grammarOf } from './flavour.ts';
import { arithWord, convertWord, hereParts, plainWord, subscript } from './parse-word.ts';

/** A change of the text before it is parsed again. */
export interface Edit {
  readonly pos: number;
  readonly remove: number;
  readonly insert: Bytes;
}

/** A place where the text is not a program of the flavour. */
export interface Problem {
  readonly pos: number;
  /** Parser message of unbash, or `token` for one that is not expected there, or `custom:` and a text. */
  readonly message: string;
}

/** What a node is made of besides its place. */
type Content<T> = T extends Node ? Omit<T, 'id' | 'line' | 'pos' | 'end'> : never;

/** State of one conversion. */
export class Converter {
  readonly flavour: Flavour;
  readonly grammar: Grammar;
  readonly source: Bytes;
  readonly nodes: Node[];
  readonly edits: Edit[] = [];
  readonly problems: Problem[];
  /** Here-documents without their closing line: [line, delimiter]. */
  readonly openHere: { readonly pos: number; readonly line: number; readonly delimiter: Bytes }[] = [];
  /** Greatest end of a here-document seen; a function's text reaches to it. */
  hereEnd = 0;
  /** Command substitutions met so far. */
  substitutions = 0;
  private fixedLine = -1;
  private lastPos = 0;
  private lastLine = 0;
  private readonly names = new Map<string, string>();

  constructor(flavour: Flavour, source: Bytes, outer?: Converter) {
    this.flavour = flavour;
    this.grammar = grammarOf(flavour);
    this.source = source;
    this.nodes = outer?.nodes ?? [];
    this.problems = outer?.problems ?? [];
  }

  /** One string object a name, so that lookups compare by reference. */
  name(text: Bytes): Bytes {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    this.names.set(text, text);
    return text;
  }

  rewrite(pos: number, remove: number, insert: Bytes): void {
    if (this.fixedLine < 0) this.edits.push({ pos, remove, insert });
  }

  syntax(pos: number, token: string): void {
    this.problems.push({ pos, message: `token:${token}` });
  }

  /** Line of `pos`, from 0. */
  line(pos: number): number {
    if (this.fixedLine >= 0) return this.fixedLine;
    if (pos < this.lastPos) {
      this.lastPos = 0;
      this.lastLine = 0;
    }
    let at = this.source.indexOf('\n', this.lastPos);
    while (at >= 0 && at < pos) {
      this.lastLine++;
      this.lastPos = at + 1;
      at = this.source.indexOf('\n', at + 1);
    }
    return this.lastLine;
  }

  /** A converter for text that is not a part of the source; its commands share our numbers and this line. */
  nested(source: Bytes): Converter {
    const inner = new Converter(this.flavour, source, this);
    inner.fixedLine = this.fixedLine >= 0 ? this.fixedLine : this.lastLine;
    this.substitutions++;
    return inner;
  }

  add<T extends Node = Node>(node: Content<T>, at: { readonly pos: number; readonly end: number }): T {
    const full = { ...node, id: this.nodes.length, line: this.line(at.pos), pos: at.pos, end: at.end } as unknown as T;
    this.nodes.push(full);
    return full;
  }

  /** Number of the list in a substitution. */
  script(part: CommandExpansionPart | ProcessSubstitutionPart): number {
    const script = part.script;
    this.substitutions++;
    if (script === undefined) return this.list([], part, false).id;
    const c = script.source === undefined ? this : this.nested(script.source);
    for (const e of script.errors ?? [])
      c.problems.push({ pos: script.source === undefined ? e.pos : part.pos, message: `in-substitution:${e.message}` });
    return c.list(script.commands, script, true).id;
  }

  list(statements: readonly Statement[], at: { readonly pos: number; readonly end: number }, tail: boolean): ListNode {
    const items: ListItem[] = [];
    statements.forEach((s, i) => {
      const background = s.background === true;
      const last = i === statements.length - 1 && (i === 0 || statements[i - 1]?.background !== true);
      items.push({ command: this.statement(s.command, background || (tail && last)), background });
    });
    return this.add<ListNode>({ t: 'list', items }, at);
  }

  body(list: CompoundList, tail = false): ListNode {
    return this.list(list.commands, list, tail);
  }

  private statement(node: UPipelineNode | UAndOr, tail: boolean): Node {
    if (node.type !== 'AndOr') return this.pipeline(node, tail);
    const last = node.commands.length - 1;
    const commands = node.commands.map((c, i) => this.pipeline(c, tail && i === last));
    return this.add({ t: 'andor', commands, ops: [...node.operators] }, node);
  }

  private pipeline(node: UPipelineNode, tail: boolean): Node {
    if (node.type !== 'Pipeline') return this.command(node, tail);
    const time = node.prefixes.find((p) => p.type === 'Time');
    const negations = node.prefixes.filter((p) => p.type === 'Negation').length;
    if (time !== undefined && !this.grammar.time) this.rewrite(time.pos, 0, '\\');
    node.operators.forEach((op, i) => {
      if (op === '|&' && !this.grammar.pipeBoth)
        this.syntax(this.source.indexOf('|&', node.commands[i]?.end ?? 0) + 1, '&');
    });
    if (node.commands.length === 0 && this.flavour !== 'bash') this.syntax(node.end, '');
    const several = node.commands.length > 1;
    const commands = node.commands.map((c) => this.command(c, several));
    const timed = time === undefined ? 'no' : time.posix === undefined ? 'time' : 'posix';
    const both = commands.map((_, i) => node.operators[i] === '|&');
    return this.add({ t: 'pipeline', commands, both, negate: negations % 2 === 1, timed }, node);
  }

  private command(node: CommandNode, tail: boolean): Node {
    switch (node.type) {
      case 'Command':
        return this.simple(node, tail);
      case 'Redirected': {
        const command = this.compound(node.command);
        return this.add({ t: 'redirected', command, redirs: this.redirs(node.redirects) }, node);
      }
      case 'Function':
        return this.functionNode(node);
      case 'Coproc':
        if (this.flavour !== 'bash') this.rewrite(node.pos, 0, '\\');
        return this.add({ t: 'unsupported', what: 'coproc' }, node);
      default:
        return this.compound(node);
    }
  }

  private functionNode(node: Extract<CommandNode, { type: 'Function' }>): Node {
    const keyword = this.source.startsWith('function', node.pos) && /[ \t]/.test(this.source.charAt(node.pos + 8));
    if (keyword && !this.grammar.functionKeyword) this.rewrite(node.pos, 0, '\\');
    // POSIX wants a compound command; the Almquist shells take any.
    if (node.body.type === 'CompoundList' && node.body.commands.length > 0 && this.flavour !== 'bash') {
      this.rewrite(node.body.pos, 0, '{ ');
      this.rewrite(node.body.end, 0, '; }');
    }
    const body = node.body.type === 'CompoundList' ? this.body(node.body) : this.command(node.body, false);
    return this.add({ t: 'function', name: node.name.value, body, textEnd: Math.max(node.end, this.hereEnd) }, node);
  }

  private compound(node: CompoundCommand): Node {
    switch (node.type) {
      case 'If': {
        const branches = [{ test: this.body(node.clause), body: this.body(node.then) }];
        for (const e of node.elif) branches.push({ test: this.body(e.clause), body: this.body(e.then) });
        const otherwise = node.else === undefined ? null : this.body(node.else);
        return this.add({ t: 'if', branches, otherwise }, node);
      }
      case 'While':
        return this.add(
          { t: 'loop', until: node.kind === 'until', test: this.body(node.clause), body: this.body(node.body) },
          node,
        );
      case 'For':
      case 'Select': {
        if (node.type === 'Select' && !this.grammar.select) this.rewrite(node.pos, 0, '\\');
        const words = node.wordlist === undefined ? null : this.words(node.wordlist);
        if (this.flavour !== 'bash' && !/^[A-Za-z_]\w*$/.test(node.name.text))
          this.problems.push({ pos: node.name.pos, message: 'bad-for' });
        return this.add(
          { t: 'for', name: node.name.value, words, body: this.body(node.body), select: node.type === 'Select' },
          node,
        );
      }
      case 'ArithmeticFor':
        if (!this.grammar.arithCommand) this.problems.push({ pos: node.pos, message: 'bad-for' });
        return this.add(
          {
            t: 'arithfor',
            init: this.expression(node.initialize),
            test: this.expression(node.test),
            update: this.expression(node.update),
            body: this.body(node.body),
          },
          node,
        );
      case 'Case':
        return this.caseNode(node);
      case 'Subshell':
        return this.add({ t: 'subshell', body: this.body(node.body, true) }, node);
      case 'BraceGroup':
        return this.add({ t: 'group', body: this.body(node.body) }, node);
      case 'TestCommand':
        if (!this.grammar.cond) this.rewrite(node.pos, 0, '\\');
        return this.add({ t: 'cond', expr: this.test(node.expression) }, node);
      case 'ArithmeticCommand':
        if (!this.grammar.arithCommand) {
          this.rewrite(node.pos + 1, 0, ' ');
          this.rewrite(node.end - 1, 0, ' ');
        }
        return this.add({ t: 'arith', expr: arithWord(this, node.body, node.pos) }, node);
    }
  }

  private expression(e: ArithmeticExpression | undefined): Word {
    return e === undefined ? plainWord('') : arithWord(this, this.source.slice(e.pos, e.end), e.pos);
  }

  private caseNode(node: Extract<CompoundCommand, { type: 'Case' }>): Node {
    const word = convertWord(this, node.word);
    const items: CaseItem[] = node.items.map((item) => {
      if (this.flavour === 'dash' && item.terminator !== undefined && item.terminator !== ';;')
        this.syntax(item.body.end, ';');
      return {
        patterns: item.pattern.map((p) => convertWord(this, p)),
        body: this.body(item.body),
        end: item.terminator ?? ';;',
      };
    });
    return this.add({ t: 'case', word, items }, node);
  }

  private test(e: TestExpression): TestExpr {
    switch (e.type) {
      case 'TestUnary':
        return { t: 'unary', op: e.operator, word: convertWord(this, e.operand) };
      case 'TestBinary':
        return { t: 'binary', op: e.operator, left: convertWord(this, e.left), right: convertWord(this, e.right) };
      case 'TestLogical': {
        const items = e.operands.map((o) => this.test(o));
        return e.operator === '&&' ? { t: 'and', items } : { t: 'or', items };
      }
      case 'TestNot': {
        const item = this.test(e.operand);
        return e.negations.length % 2 === 1 ? { t: 'not', item } : item;
      }
      case 'TestGroup':
        return this.test(e.expression);
    }
  }

  private words(words: readonly UWord[]): Word[] {
    return words.map((w) => convertWord(this, w));
  }

  private simple(node: UCommand, tail: boolean): SimpleNode {
    const before = this.substitutions;
    const assigns: Assign[] = [];
    const redirs: Redir[] = [];
    for (const p of node.prefix) {
      if (p.type === 'Assignment') assigns.push(this.assignment(p));
      else this.redir(p, redirs);
    }
    const words: Word[] = node.name === undefined ? [] : [convertWord(this, node.name)];
    const arrays: { at: number; assign: Assign }[] = [];
    for (const s of node.suffix) {
      if (s.type === 'Word') words.push(convertWord(this, s));
      else if (s.type !== 'Assignment') this.redir(s, redirs);
      else if (s.value.type === 'ArrayValue') {
        arrays.push({ at: words.length, assign: this.assignment(s) });
        words.push(plainWord(s.name));
      } else words.push(this.assignmentWord(s, s.value));
    }
    return this.add<SimpleNode>(
      {
        t: 'simple',
        assigns,
        words,
        arrays,
        redirs,
        tail: tail && redirs.length === 0,
        pure: this.substitutions === before,
      },
      node,
    );
  }

  /** `name=value` as an argument of a declaration command. */
  private assignmentWord(a: Assignment, value: UWord): Word {
    const head = a.text.slice(0, a.text.length - value.text.length);
    const word = convertWord(this, value, 'none', true);
    if (!this.grammar.assignmentArgs) return convertWord(this, { ...value, text: a.text, pos: a.pos });
    const parts = [{ t: 'quoted' as const, v: head }, ...word.parts];
    return {
      text: a.text,
      parts,
      plain: word.plain === null ? null : head + word.plain,
      quoted: true,
      assignment: true,
      pos: a.pos,
    };
  }

  private assignment(a: Assignment): Assign {
    const index = a.index === undefined ? null : subscript(this, a.index);
    const base = { name: this.name(a.name), append: a.append === true, index };
    if (a.value.type !== 'ArrayValue')
      return { ...base, value: convertWord(this, a.value, 'none', true), elements: null };
    if (!this.grammar.arrays) this.syntax(a.value.pos, '(');
    return { ...base, value: plainWord(''), elements: a.value.elements.map((e) => this.element(e)) };
  }

  private element(word: UWord): ArrayElement {
    const keyed = /^\[([^\]]*)\]=/.exec(word.text);
    if (keyed === null) return { key: null, value: convertWord(this, word) };
    const whole = convertWord(this, word, 'none', true);
    const skip = (keyed[0] as string).length;
    const rest = convertTail(whole, skip);
    const key = convertWord(this, {
      type: 'Word',
      text: keyed[1] as string,
      value: keyed[1] as string,
      pos: word.pos,
      end: word.pos,
    });
    return { key, value: rest };
  }

  private redirs(list: readonly Redirection[]): Redir[] {
    const out: Redir[] = [];
    for (const r of list) this.redir(r, out);
    return out;
  }

  private redir(r: Redirection, out: Redir[]): void {
    if (r.descriptor?.type === 'FileDescriptorVariable')
      this.problems.push({ pos: r.pos, message: 'custom:{fd} redirection is not simulated' });
    const given = r.descriptor?.type === 'FileDescriptor' ? r.descriptor.value : -1;
    if (r.type === 'HereDoc') {
      this.hereDoc(r, given, out);
      return;
    }
    const target: Word = r.target === undefined ? plainWord('') : convertWord(this, r.target);
    if (r.type === 'HereString') {
      if (!this.grammar.hereString) this.problems.push({ pos: r.pos + 2, message: 'redirection' });
      out.push({ op: '<<<', fd: given < 0 ? 0 : given, target });
      return;
    }
    const op = r.operator;
    if ((op === '&>' || op === '&>>') && !this.grammar.redirectBoth) this.rewrite(r.pos + 1, 0, ' ');
    const input = op === '<' || op === '<>' || op === '<&';
    if (
      this.flavour === 'dash' &&
      (op === '<&' || op === '>&') &&
      target.plain !== null &&
      !/^(\d+|-)$/.test(target.plain)
    ) {
      this.problems.push({ pos: r.pos, message: 'bad-fd' });
    }
    out.push({ op, fd: given < 0 ? (input ? 0 : 1) : given, target });
  }

  private hereDoc(r: Extract<Redirection, { type: 'HereDoc' }>, given: number, out: Redir[]): void {
    const strip = r.operator === '<<-';
    // bash ends an unfinished here-document with a newline.
    const open =
      r.closing === undefined && this.flavour === 'bash' && r.body.text !== '' && !r.body.text.endsWith('\n');
    const text = open ? `${r.body.text}\n` : r.body.text;
    this.hereEnd = Math.max(this.hereEnd, r.closing?.end ?? r.body.end);
    if (r.closing === undefined)
      this.openHere.push({ pos: r.pos, line: this.line(r.pos), delimiter: r.delimiter?.value ?? '' });
    const quoted = r.delimiter?.quoted === true;
    const parts = quoted
      ? [{ t: 'quoted' as const, v: strip ? text.replace(/(^|\n)\t+/g, '$1') : text }]
      : [
          ...hereParts(this, text, r.body.parts, strip),
          ...(open && r.body.parts !== undefined ? [{ t: 'quoted' as const, v: '\n' }] : []),
        ];
    const only = parts.length === 1 ? parts[0] : undefined;
    const plain = parts.length === 0 ? '' : only?.t === 'quoted' ? only.v : null;
    out.push({
      op: '<<',
      fd: given < 0 ? 0 : given,
      target: { text, parts, plain, quoted: true, assignment: false, pos: r.pos },
    });
  }
}

/** The word without its first `skip` characters, which are literal text. */
function convertTail(word: Word, skip: number): Word {
  const parts = [...word.parts];
  let left = skip;
  while (left > 0) {
    const part = parts.shift();
    if (part === undefined || (part.t !== 'lit' && part.t !== 'quoted')) break;
    if (part.v.length > left) parts.unshift({ t: part.t, v: part.v.slice(left) });
    left -= part.v.length;
  }
  const plain = word.plain === null ? null : word.plain.slice(skip);
  return { ...word, text: word.text.slice(skip), parts, plain };
}
