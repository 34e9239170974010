/** The messages for a text that is not a program, as each shell prints them. */
import type { Bytes } from '../../util/bytes.ts';
import type { Node, SyntaxProblem } from './ast.ts';
import type { Flavour } from './flavour.ts';
import type { Problem } from './parse-convert.ts';

/** What stands at an error: the text of a token, and of what kind it is. */
interface Token {
  readonly kind: 'word' | 'operator' | 'redirection' | 'newline' | 'eof';
  readonly text: Bytes;
  readonly pos: number;
}

const OPERATORS = ['&&', '||', ';;&', ';;', ';&', '|&', '&', '|', ';', '(', ')'];
const KEYWORDS = [
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'case',
  'esac',
  'while',
  'until',
  'for',
  '{',
  '}',
  '!',
  'in',
  'function',
  'select',
  '[[',
  ']]',
];
const CLOSERS = ['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}'];

/** The token that starts at or after `pos`. */
function tokenAt(text: Bytes, start: number): Token {
  let pos = start;
  for (;;) {
    const c = text.charAt(pos);
    if (c === ' ' || c === '\t') pos++;
    else if (c === '\\' && text.charAt(pos + 1) === '\n') pos += 2;
    else break;
  }
  if (pos >= text.length) return { kind: 'eof', text: '', pos };
  const c = text.charAt(pos);
  if (c === '\n' || c === '#') return { kind: 'newline', text: 'newline', pos };
  const redirection = /^(?:\d*(?:<<<|<<-?|<>|<&|>>|>&|>\||[<>])|&>>?)/.exec(text.slice(pos, pos + 8))?.[0];
  if (redirection !== undefined) return { kind: 'redirection', text: redirection.replace(/^\d+/, ''), pos };
  for (const op of OPERATORS) if (text.startsWith(op, pos)) return { kind: 'operator', text: op, pos };
  const word = /^(?:\\[\s\S]|'[^']*'|"[^"]*"|[^\s;&|()<>])+/.exec(text.slice(pos))?.[0] ?? c;
  return { kind: 'word', text: word, pos };
}

/** The token that ends at `end`: what the parser had looked at when it missed something. */
function tokenBefore(text: Bytes, end: number): Token {
  const head = text.slice(0, end);
  const word = /([A-Za-z]+|\})$/.exec(head)?.[0] ?? '';
  const before = head.slice(0, head.length - word.length).replace(/[ \t]+$/, '');
  const atCommand =
    before === '' || /[;&|()\n{}]$/.test(before) || /(^|[\s;&|()])(then|else|elif|do|if|while|until|!)$/.test(before);
  if (word !== '' && CLOSERS.includes(word) && (atCommand || end < text.length))
    return { kind: 'word', text: word, pos: end - word.length };
  for (const op of OPERATORS) if (head.endsWith(op)) return { kind: 'operator', text: op, pos: end - op.length };
  if (head.endsWith('\n') && text.slice(end).trim() !== '') return { kind: 'newline', text: 'newline', pos: end - 1 };
  if (end < text.trimEnd().length) {
    const start = /[^\s;&|()<>]+$/.exec(head)?.index ?? end;
    return tokenAt(text, start);
  }
  return { kind: 'eof', text: '', pos: text.length };
}

/** What a shell waits for at the end of the text after a keyword. */
const CLOSES: { readonly [keyword: string]: string } = {
  do: 'done',
  then: 'fi',
  else: 'fi',
  if: 'then',
  elif: 'then',
  while: 'do',
  until: 'do',
};

const EXPECTING = /^expected '([^']+)'/;

interface Diagnosis {
  readonly token: Token;
  readonly expecting: string;
  readonly unterminated: string;
}

/** What closes the innermost command round a token that ends a list. */
function enclosing(token: Token, nodes: readonly Node[]): string {
  if (!CLOSERS.includes(token.text) && token.text !== ')' && token.text !== ';;') return '';
  let best: Node | null = null;
  // What the parser gave up on ends before the error.
  const broken = nodes.filter(
    (n) =>
      CLOSERS.includes(token.text) &&
      n.end < token.pos &&
      (n.t === 'if' || n.t === 'loop' || n.t === 'for' || n.t === 'group'),
  );
  for (const n of nodes) {
    if (n.pos >= token.pos || (n.end < token.pos && !broken.includes(n)) || n.t === 'list') continue;
    if (best === null || n.pos >= best.pos) best = n;
  }
  switch (best?.t) {
    case 'if':
      return best.branches.some((b) => token.pos > b.test.end && token.pos >= b.body.pos) ? 'fi' : 'then';
    case 'loop':
      return token.pos >= best.body.pos ? 'done' : 'do';
    case 'for':
      return 'done';
    case 'group':
      return '}';
    case 'subshell':
      return ')';
    default:
      return '';
  }
}

function diagnose(text: Bytes, problem: Problem, nodes: readonly Node[]): Diagnosis {
  const inside = problem.message.startsWith('in-substitution:');
  const message = inside ? problem.message.slice(16) : problem.message;
  const none = { expecting: '', unterminated: '' };
  if (message.startsWith('unterminated ')) {
    const arith = text.startsWith('$((', problem.pos);
    return {
      token: { kind: 'eof', text: '', pos: text.length },
      expecting: '',
      unterminated: arith ? 'arithmetic expansion' : message.slice(13),
    };
  }
  const expected = EXPECTING.exec(message)?.[1];
  if (expected !== undefined) return { ...none, token: tokenBefore(text, problem.pos), expecting: expected };
  const empty = /^expected command in (brace group|subshell)/.exec(message)?.[1];
  if (empty !== undefined) {
    const token = tokenAt(text, problem.pos + 1);
    return { ...none, token, expecting: token.kind !== 'eof' ? '' : empty === 'subshell' ? ')' : '}' };
  }
  const token = tokenAt(text, problem.pos);
  const inPattern =
    token.kind === 'word' && /\bcase\b[\s\S]*(\bin|;;)\s*\(?[^\s()&;|]+\s+$/.test(text.slice(0, token.pos));
  if ((inside && token.kind !== 'eof') || inPattern) return { ...none, token, expecting: ')' };
  const after = /^expected command after '(.+)'/.exec(message)?.[1];
  if (after !== undefined) return { ...none, token, expecting: token.kind === 'eof' ? (CLOSES[after] ?? '') : '' };
  return { ...none, token, expecting: enclosing(token, nodes) };
}

function bashMessage(text: Bytes, d: Diagnosis): readonly [Bytes, boolean] {
  const closers: { readonly [what: string]: string } = {
    'double quote': '"',
    'single quote': "'",
    backtick: '`',
    'command substitution': ')',
    'parameter expansion': '}',
    'arithmetic expansion': ')',
    'arithmetic command': ')',
    'process substitution': ')',
  };
  if (d.unterminated !== '')
    return [`unexpected EOF while looking for matching \`${closers[d.unterminated] ?? ')'}'`, false];
  if (d.token.kind === 'eof')
    return d.expecting === '' && /[<>]\s*$/.test(text)
      ? ["syntax error near unexpected token `newline'", true]
      : ['syntax error: unexpected end of file', false];
  return [`syntax error near unexpected token \`${d.token.text}'`, true];
}

function ashMessage(flavour: Flavour, d: Diagnosis): Bytes {
  const dash = flavour === 'dash';
  switch (d.unterminated) {
    case '':
      break;
    case 'backtick':
      return dash ? 'Syntax error: EOF in backquote substitution' : 'syntax error: EOF in backquote substitution';
    case 'parameter expansion':
      return dash ? "Syntax error: Missing '}'" : "syntax error: missing '}'";
    case 'arithmetic expansion':
    case 'arithmetic command':
      return dash ? "Syntax error: Missing '))'" : "syntax error: missing '))'";
    case 'command substitution':
    case 'process substitution':
      return dash
        ? 'Syntax error: end of file unexpected (expecting ")")'
        : 'syntax error: unexpected end of file (expecting ")")';
    default:
      return dash ? 'Syntax error: Unterminated quoted string' : 'syntax error: unterminated quoted string';
  }
  const quoted = d.token.kind === 'operator' || KEYWORDS.includes(d.token.text);
  const what = d.token.kind === 'eof' ? 'end of file' : quoted ? `"${d.token.text}"` : d.token.kind;
  const expecting = d.expecting === '' ? '' : ` (expecting "${d.expecting === 'esac' ? ')' : d.expecting}")`;
  return dash ? `Syntax error: ${what} unexpected${expecting}` : `syntax error: unexpected ${what}${expecting}`;
}

/** The error is in `[[ … ]]`. */
function insideCond(text: Bytes, pos: number): boolean {
  const open = text.lastIndexOf('[[ ', pos);
  return open >= 0 && text.slice(open, pos).indexOf(']]') < 0;
}

function lineOf(text: Bytes, pos: number): number {
  let n = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < pos; i = text.indexOf('\n', i + 1)) n++;
  return n;
}

/** The problem as the user sees it. */
export function describe(flavour: Flavour, text: Bytes, problem: Problem, nodes: readonly Node[]): SyntaxProblem {
  const dash = flavour === 'dash';
  if (problem.message === 'bad-for' || problem.message === 'bad-fd') {
    const bad = problem.message === 'bad-for' ? 'ad for loop variable' : 'ad fd number';
    const message = dash ? `Syntax error: B${bad}` : `syntax error: b${bad}`;
    return { line: lineOf(text, problem.pos), message, source: null, incomplete: false, status: 2 };
  }
  if (problem.message.startsWith('custom:'))
    return {
      line: lineOf(text, problem.pos),
      message: problem.message.slice(7),
      source: null,
      incomplete: false,
      status: 2,
    };
  const d =
    problem.message === 'redirection'
      ? { token: { kind: 'redirection' as const, text: '<<<', pos: problem.pos }, expecting: '', unterminated: '' }
      : diagnose(text, problem, nodes);
  const incomplete = d.token.kind === 'eof';
  const line = lineOf(
    text,
    incomplete && d.unterminated !== '' && d.unterminated !== 'command substitution' ? problem.pos : d.token.pos,
  );
  if (flavour !== 'bash') return { line, message: ashMessage(flavour, d), source: null, incomplete, status: 2 };
  const cond =
    problem.message.startsWith('unexpected argument') ||
    (problem.message.startsWith('unexpected token') && insideCond(text, problem.pos));
  if (cond)
    return { line, message: 'conditional binary operator expected', source: null, incomplete: false, status: 0 };
  const [message, near] = bashMessage(text, d);
  const eof = incomplete && !near && (d.unterminated === '' || d.unterminated === 'command substitution');
  const trailing = text.endsWith('\n') ? 0 : 1;
  const source = near ? (text.split('\n')[line] ?? '') : null;
  return {
    line: eof ? lineOf(text, text.length) + trailing : line,
    message,
    source,
    incomplete,
    status: problem.message.startsWith('in-substitution') ? 127 : 2,
  };
}
