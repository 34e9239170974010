/** Compound commands (POSIX 2.9.4): each begins here and is continued by the machine when its frame is on top again. */
import type { Bytes } from '../../util/bytes.ts';
import { aliasUnit } from './alias.ts';
import type {
  ArithForNode,
  CaseNode,
  ForNode,
  FunctionNode,
  IfNode,
  ListNode,
  LoopNode,
  Node,
  RedirectedNode,
  Word,
} from './ast.ts';
import { runCond } from './cond.ts';
import { Expansion } from './expand.ts';
import type { Memo } from './frame.ts';
import { compilePattern, matches } from './pattern.ts';
import { runPipeline, runSubshell, startBackground } from './pipeline.ts';
import { applyRedirs, expandRedirs } from './redirect.ts';
import { startSelect } from './select.ts';
import type { Shell, Step } from './shell.ts';
import { runSimple } from './simple.ts';
import { OPT, SHOPT } from './state.ts';
import { checkStatus } from './status.ts';
import { suspend } from './substitution.ts';
import { asciiLower, isName, setVar } from './vars.ts';
import { traceHead } from './xtrace.ts';

/** Begins a command. `memo`: expansions that are done; `at`: phase of an arithmetic for. */
export function runNode(sh: Shell, node: Node, memo: Memo = [], at = 0): Step {
  switch (node.t) {
    case 'simple':
      return runSimple(sh, node, memo);
    case 'list':
      return runList(sh, node, 0);
    case 'andor':
      sh.push({ k: 'andor', n: node.id, i: 0 });
      return runNode(sh, node.commands[0] as Node);
    case 'pipeline':
      return runPipeline(sh, node);
    case 'if':
      sh.push({ k: 'if', n: node.id, i: 0 });
      return runList(sh, (node.branches[0] as IfNode['branches'][number]).test, 0);
    case 'loop':
      sh.push({ k: 'loop', n: node.id, body: false, status: 0 });
      return runList(sh, node.test, 0);
    case 'for':
      return runFor(sh, node, memo);
    case 'arithfor':
      return runArithFor(sh, node, memo, at);
    case 'case':
      return runCase(sh, node, memo);
    case 'function':
      return define(sh, node);
    case 'group':
      return runList(sh, node.body, 0);
    case 'subshell':
      return runSubshell(sh, node);
    case 'redirected':
      return runRedirected(sh, node, memo);
    case 'cond':
      return runCond(sh, node, memo);
    case 'arith':
      return runArithCommand(sh, node.expr, node, memo);
    case 'unsupported':
      sh.at(node.line);
      sh.error(`${node.what}: not simulated`);
      sh.L.status = 2;
      return null;
  }
}

/** Items of a list from `i` on. */
export function runList(sh: Shell, list: ListNode, i: number): Step {
  const item = list.items[i];
  if (sh.has(OPT.noexec) && !sh.interactive) return null;
  if (item === undefined) {
    if (i === 0) sh.L.status = 0;
    return null;
  }
  if (i + 1 < list.items.length) sh.push({ k: 'list', n: list.id, i: i + 1 });
  const aliased = aliasUnit(sh, list, i);
  if (aliased !== null) {
    sh.push({ k: 'unit', why: 'alias', unit: sh.L.unit, line: sh.L.line, params: null, status: -1 });
    sh.L.unit = aliased;
    return runList(sh, sh.unit.body, 0);
  }
  if (item.background) {
    startBackground(sh, item.command);
    return null;
  }
  return runNode(sh, item.command);
}

/** After command `i` of an and-or list. */
export function continueAndOr(sh: Shell, n: number, i: number): Step {
  const node = sh.unit.nodes[n] as Extract<Node, { t: 'andor' }>;
  const ok = sh.L.status === 0;
  let next = i;
  while (next < node.ops.length && (node.ops[next] === '&&') !== ok) next++;
  if (next >= node.ops.length) return null;
  // The last command's status is not tested by this list: no frame then.
  if (next + 1 < node.ops.length) sh.push({ k: 'andor', n, i: next + 1 });
  return runNode(sh, node.commands[next + 1] as Node);
}

/** After the condition of branch `i`. */
export function continueIf(sh: Shell, node: IfNode, i: number): Step {
  if (sh.L.status === 0) return runList(sh, (node.branches[i] as IfNode['branches'][number]).body, 0);
  const next = node.branches[i + 1];
  if (next !== undefined) {
    sh.push({ k: 'if', n: node.id, i: i + 1 });
    return runList(sh, next.test, 0);
  }
  if (node.otherwise !== null) return runList(sh, node.otherwise, 0);
  sh.L.status = 0;
  return null;
}

/** After the condition or the body of a loop; `status` is that of the last body. */
export function continueLoop(sh: Shell, node: LoopNode, afterBody: boolean, status: number): Step {
  const { L } = sh;
  if (afterBody) {
    sh.push({ k: 'loop', n: node.id, body: false, status: L.status });
    return runList(sh, node.test, 0);
  }
  if ((L.status === 0) === node.until) {
    L.status = status;
    return null;
  }
  sh.push({ k: 'loop', n: node.id, body: true, status: 0 });
  return runList(sh, node.body, 0);
}

function runFor(sh: Shell, node: ForNode, memo: Memo): Step {
  sh.at(node.line);
  let words: readonly Bytes[] = sh.L.params;
  if (node.words !== null) {
    const x = new Expansion(sh, memo);
    const fields = x.fields(node.words);
    if (fields === null) return suspend(sh, x, node.id, 0);
    words = fields;
  }
  if (!isName(node.name)) {
    sh.error(`\`${node.name}': not a valid identifier`);
    sh.L.status = 1;
    return null;
  }
  if (node.select) return startSelect(sh, node, words);
  sh.L.status = 0;
  return continueFor(sh, node, words, 0);
}

/** Word `i` of a for loop. */
export function continueFor(sh: Shell, node: ForNode, words: readonly Bytes[], i: number): Step {
  const word = words[i];
  if (word === undefined) return null;
  sh.at(node.line);
  if (sh.bash) traceHead(sh, `for ${node.name} in ${(node.words ?? []).map((w) => w.text).join(' ')}`);
  if (!setVar(sh, node.name, word)) {
    if (!sh.bash) sh.abort(2);
    else sh.L.status = 1;
    return null;
  }
  sh.push({ k: 'for', n: node.id, words, i: i + 1 });
  return runList(sh, node.body, 0);
}

/** `at` 0: the first expression, 1: the test, 2: the last expression, then the test. */
export function runArithFor(sh: Shell, node: ArithForNode, memo: Memo, at: number): Step {
  const { L } = sh;
  const status = at === 0 ? 0 : L.status;
  sh.at(node.line);
  for (let phase = at; ; phase = 1) {
    const x = new Expansion(sh, phase === at ? memo : []);
    const text = x.template(phase === 0 ? node.init : phase === 1 ? node.test : node.update);
    if (text === null) return suspend(sh, x, node.id, phase);
    if (text.trim() !== '') traceHead(sh, `(( ${text.trim()} ))`);
    const value = text.trim() === '' ? 1n : sh.arith(text.trim(), '((');
    if (value === null) {
      L.status = 1;
      return null;
    }
    if (phase !== 1) continue;
    L.status = status;
    if (value === 0n) return null;
    break;
  }
  sh.push({ k: 'arithfor', n: node.id, status: 0 });
  return runList(sh, node.body, 0);
}

function runArithCommand(sh: Shell, expr: Word, node: Node, memo: Memo): Step {
  sh.at(node.line);
  const x = new Expansion(sh, memo);
  const text = x.template(expr);
  if (text === null) return suspend(sh, x, node.id, 0);
  traceHead(sh, `(( ${text} ))`);
  const value = sh.arith(text, '((');
  sh.L.status = value === null || value === 0n ? 1 : 0;
  checkStatus(sh);
  return null;
}

function runCase(sh: Shell, node: CaseNode, memo: Memo): Step {
  sh.at(node.line);
  const x = new Expansion(sh, memo);
  const word = x.single(node.word);
  if (word === null) return suspend(sh, x, node.id, 0);
  traceHead(sh, `case ${node.word.text} in`);
  const hit = findItem(sh, node, x, word, 0);
  if (hit === -2) return suspend(sh, x, node.id, 0);
  if (hit >= 0) return runCaseItem(sh, node, word, hit);
  sh.L.status = 0;
  return null;
}

/** Index of the first item from `from` on that matches; -1: none; -2: the expansion has stopped. */
function findItem(sh: Shell, node: CaseNode, x: Expansion, word: Bytes, from: number): number {
  const fold = (sh.L.shopt & SHOPT.nocasematch) !== 0;
  const ext = (sh.L.shopt & SHOPT.extglob) !== 0;
  for (let i = from; i < node.items.length; i++) {
    for (const p of (node.items[i] as CaseNode['items'][number]).patterns) {
      if (p.plain !== null && !fold) {
        if (p.plain === word) return i;
        continue;
      }
      const pattern = x.pattern(p);
      if (pattern === null) return -2;
      if (
        fold
          ? matches(compilePattern(asciiLower(pattern), ext), asciiLower(word))
          : matches(compilePattern(pattern, ext), word)
      )
        return i;
    }
  }
  return -1;
}

function runCaseItem(sh: Shell, node: CaseNode, word: Bytes, i: number): Step {
  const item = node.items[i] as CaseNode['items'][number];
  if (item.end !== ';;') sh.push({ k: 'case', n: node.id, i: i + 1, word, through: item.end === ';&' });
  if (item.body.items.length === 0) sh.L.status = 0;
  return runList(sh, item.body, 0);
}

/** After an item that ended by `;&` (`through`) or `;;&`. */
export function continueCase(sh: Shell, node: CaseNode, word: Bytes, i: number, through: boolean): Step {
  if (through) return i < node.items.length ? runCaseItem(sh, node, word, i) : null;
  const hit = findItem(sh, node, new Expansion(sh, []), word, i);
  return hit >= 0 ? runCaseItem(sh, node, word, hit) : null;
}

/** Most functions of one shell. */
const MAX_FUNCTIONS = 4096;

function define(sh: Shell, node: FunctionNode): Step {
  const { L } = sh;
  const u = L.unit;
  const old = L.funcs.findIndex((f) => f.name === node.name);
  if (old < 0 && L.funcs.length >= MAX_FUNCTIONS) {
    sh.error('out of memory');
    L.status = 1;
    return null;
  }
  const title = sh.has(OPT.command) && u.title === L.arg0 ? 'environment' : u.title;
  const func = {
    name: node.name,
    text: u.text.slice(node.pos, node.textEnd),
    line: u.frozen ? u.line : u.line + node.line,
    title,
  };
  L.funcs = old < 0 ? [...L.funcs, func] : L.funcs.map((f, i) => (i === old ? func : f));
  L.status = 0;
  return null;
}

function runRedirected(sh: Shell, node: RedirectedNode, memo: Memo): Step {
  sh.at(node.line);
  const x = new Expansion(sh, memo);
  const redirs = expandRedirs(x, node.redirs);
  if (redirs === null) return suspend(sh, x, node.id, 0);
  if (node.command.t === 'subshell') return runSubshell(sh, node.command, redirs);
  const saved: (readonly [number, number])[] = [];
  const failed = applyRedirs(sh, redirs, saved);
  if (failed === null) {
    sh.push({ k: 'unredir', saved });
    return runNode(sh, node.command);
  }
  sh.restore(saved);
  sh.L.status = failed;
  sh.flush();
  checkStatus(sh);
  return null;
}
