/** `select` of bash: a menu on standard error, a choice from standard input. */
import type { Bytes } from '../../util/bytes.ts';
import type { ForNode } from './ast.ts';
import { promptText } from './prompt.ts';
import type { Shell, Step } from './shell.ts';
import { getVar, setVar } from './vars.ts';

/** Frame status while the choice is read, and while the body runs. */
const READING = 0;
const BODY = 1;

function menu(words: readonly Bytes[]): Bytes {
  const width = String(words.length).length;
  return words.map((w, i) => `${String(i + 1).padStart(width)}) ${w}\n`).join('');
}

function ask(sh: Shell, node: ForNode, words: readonly Bytes[]): void {
  sh.write(2, promptText(sh, getVar(sh, 'PS3') ?? '#? ', false));
  sh.push({ k: 'select', n: node.id, words, status: READING });
  sh.push({
    k: 'read',
    request: {
      fd: 0,
      names: [],
      array: false,
      raw: false,
      count: 0,
      exact: false,
      delimiter: '\n',
      deadline: -1,
      restore: false,
    },
    data: '',
    escaped: false,
    bits: '',
  });
}

/** Begins a select command. */
export function startSelect(sh: Shell, node: ForNode, words: readonly Bytes[]): Step {
  sh.L.status = 0;
  if (words.length === 0) return null;
  sh.write(2, menu(words));
  ask(sh, node, words);
  return null;
}

/** After the choice was read, or after the body. */
export function runSelect(sh: Shell, node: ForNode, words: readonly Bytes[], phase: number): Step {
  const { L } = sh;
  if (phase === BODY) {
    ask(sh, node, words);
    return null;
  }
  if (L.status !== 0) {
    sh.write(1, '\n');
    L.status = 1;
    return null;
  }
  const reply = getVar(sh, 'REPLY') ?? '';
  if (reply.trim() === '') {
    sh.write(2, menu(words));
    ask(sh, node, words);
    return null;
  }
  const choice = /^\s*\d+\s*$/.test(reply) ? (words[Number(reply) - 1] ?? '') : '';
  if (!setVar(sh, node.name, choice)) {
    L.status = 1;
    return null;
  }
  sh.push({ k: 'select', n: node.id, words, status: BODY });
  sh.push({ k: 'list', n: node.body.id, i: 0 });
  return null;
}
