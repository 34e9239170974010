/** Commands as text, the way bash prints them in job lists and function definitions (print_cmd.c). */
import type { Bytes } from '../../util/bytes.ts';
import type {
  Assign,
  CaseNode,
  ForNode,
  IfNode,
  ListNode,
  Node,
  ParsedUnit,
  Redir,
  SimpleNode,
  TestExpr,
} from './ast.ts';

/** Prints with line breaks and indentation inside functions, on one line otherwise. */
class Printer {
  private readonly source: Bytes;
  private indent: number;
  private readonly inFunction: boolean;
  private here: Bytes[] = [];

  constructor(source: Bytes, indent: number, inFunction: boolean) {
    this.source = source;
    this.indent = indent;
    this.inFunction = inFunction;
  }

  private get pad(): Bytes {
    return ' '.repeat(this.indent);
  }

  node(n: Node): Bytes {
    switch (n.t) {
      case 'simple':
        return this.simple(n);
      case 'pipeline': {
        const head = (n.timed === 'no' ? '' : n.timed === 'posix' ? 'time -p ' : 'time ') + (n.negate ? '! ' : '');
        return head + n.commands.map((c) => this.node(c)).join(' | ');
      }
      case 'andor':
        return n.commands.map((c, i) => (i === 0 ? '' : ` ${n.ops[i - 1]} `) + this.node(c)).join('');
      case 'list':
        return this.list(n);
      case 'if':
        return this.ifNode(n);
      case 'loop':
        return `${n.until ? 'until' : 'while'} ${this.flat(n.test)}; do\n${this.block(n.body)}${this.pad}done`;
      case 'for':
        return this.forNode(n);
      case 'arithfor':
        return `for ((${n.init.text}; ${n.test.text}; ${n.update.text}))\n${this.pad}do\n${this.block(n.body)}${this.pad}done`;
      case 'case':
        return this.caseNode(n);
      case 'function':
        return `function ${n.name} () \n${this.body(n.body)}`;
      case 'group':
        return `{ \n${this.block(n.body)}${this.pad}}`;
      case 'subshell':
        return `( ${this.flat(n.body)} )`;
      case 'redirected':
        return this.node(n.command) + this.redirs(n.redirs);
      case 'cond':
        return `[[ ${this.test(n.expr)} ]]`;
      case 'arith':
        return `((${n.expr.text}))`;
      default:
        return this.source.slice(n.pos, n.end);
    }
  }

  /** A function's body: always in braces. */
  body(n: Node): Bytes {
    if (n.t === 'group') return `${this.pad}{ \n${this.block(n.body)}${this.pad}}`;
    if (n.t === 'redirected') return this.body(n.command) + this.redirs(n.redirs);
    this.indent += 4;
    const inner = `${this.pad}${this.node(n)}\n`;
    this.indent -= 4;
    return `${this.pad}{ \n${inner}${this.pad}}`;
  }

  /** A list on one line. */
  private flat(list: ListNode): Bytes {
    let out = '';
    list.items.forEach((item, i) => {
      const last = i === list.items.length - 1;
      out += this.node(item.command) + (item.background ? (last ? ' &' : ' & ') : last ? '' : '; ');
    });
    return out;
  }

  private list(list: ListNode): Bytes {
    return this.inFunction ? this.block(list).trimEnd() : this.flat(list);
  }

  /** A list, one command a line, indented. */
  private block(list: ListNode): Bytes {
    this.indent += 4;
    let out = '';
    list.items.forEach((item, i) => {
      const last = i === list.items.length - 1;
      out += this.pad + this.node(item.command) + (item.background ? ' &' : last ? '' : ';') + this.takeHere() + '\n';
    });
    this.indent -= 4;
    return out;
  }

  private takeHere(): Bytes {
    const out = this.here.join('');
    this.here = [];
    return out;
  }

  private simple(n: SimpleNode): Bytes {
    const words = n.words.map((w, i) => {
      const array = n.arrays.find((a) => a.at === i);
      return array === undefined ? w.text : this.assign(array.assign);
    });
    return [...n.assigns.map((a) => this.assign(a)), ...words].join(' ') + this.redirs(n.redirs);
  }

  private assign(a: Assign): Bytes {
    const left = a.name + (a.index === null ? '' : `[${a.index.text}]`) + (a.append ? '+=' : '=');
    if (a.elements === null) return left + a.value.text;
    return `${left}(${a.elements.map((e) => (e.key === null ? '' : `[${e.key.text}]=`) + e.value.text).join(' ')})`;
  }

  private redirs(list: readonly Redir[]): Bytes {
    return list.map((r) => ` ${this.redir(r)}`).join('');
  }

  private redir(r: Redir): Bytes {
    const input = r.op.charAt(0) === '<';
    const fd = r.fd === (input ? 0 : 1) ? '' : String(r.fd);
    if (r.op === '<<') {
      this.here.push(`\n${r.target.text}EOF\n`);
      return `${fd}<<EOF`;
    }
    if (r.op === '<&' || r.op === '>&') return `${r.fd}${r.op}${r.target.text}`;
    return `${fd}${r.op} ${r.target.text}`;
  }

  private ifNode(n: IfNode): Bytes {
    let out = '';
    n.branches.forEach((b, i) => {
      out += i === 0 ? 'if ' : `${this.pad}else\n${this.pad}    if `;
      if (i > 0) this.indent += 4;
      out += `${this.flat(b.test)}; then\n${this.block(b.body)}`;
    });
    if (n.otherwise !== null) out += `${this.pad}else\n${this.block(n.otherwise)}`;
    for (let i = n.branches.length - 1; i > 0; i--) {
      out += `${this.pad}fi;\n`;
      this.indent -= 4;
    }
    return `${out}${this.pad}fi`;
  }

  private forNode(n: ForNode): Bytes {
    const words = n.words === null ? '"$@"' : n.words.map((w) => w.text).join(' ');
    return `${n.select ? 'select' : 'for'} ${n.name} in ${words};\n${this.pad}do\n${this.block(n.body)}${this.pad}done`;
  }

  private caseNode(n: CaseNode): Bytes {
    this.indent += 4;
    let out = `case ${n.word.text} in \n`;
    for (const item of n.items) {
      out += `${this.pad}${item.patterns.map((p) => p.text).join(' | ')})\n${this.block(item.body)}${this.pad}${item.end}\n`;
    }
    this.indent -= 4;
    return `${out}${this.pad}esac`;
  }

  private test(e: TestExpr): Bytes {
    switch (e.t) {
      case 'unary':
        return `${e.op} ${e.word.text}`;
      case 'binary':
        return `${e.left.text} ${e.op} ${e.right.text}`;
      case 'and':
        return e.items.map((i) => this.test(i)).join(' && ');
      case 'or':
        return e.items.map((i) => this.test(i)).join(' || ');
      case 'not':
        return `! ${this.test(e.item)}`;
    }
  }
}

/** One command, as `jobs` shows it. */
export function printCommand(source: Bytes, node: Node): Bytes {
  if (node.t === 'simple' && node.assigns.length === 0 && node.redirs.length === 0 && node.words.length === 1)
    return (node.words[0] as { text: Bytes }).text;
  return new Printer(source, 0, false).node(node).replace(/[ \n]*\n */g, ' ');
}

/** A function, as `declare -f` and `type` show it. */
export function printFunction(name: Bytes, unit: ParsedUnit, source: Bytes): Bytes {
  const node = unit.body.items[0]?.command;
  if (node?.t !== 'function') return '';
  return `${name} () \n${new Printer(source, 0, true).body(node.body)}\n`;
}
