/** The line editor at a terminal: raw mode, input, output, and what an accepted line means. */
import { EAGAIN } from '../../kernel/errno.ts';
import type { Bytes } from '../../util/bytes.ts';
import { complete } from './complete.ts';
import { feed, newEdit, opening, toEnd } from './readline.ts';
import type { Shell, Step } from './shell.ts';

/** Shows the prompt and waits for a line. The frame that takes the line is on top of the stack. */
export function beginEdit(sh: Shell, prompt: Bytes): Step {
  const { L, p } = sh;
  const at = prompt.lastIndexOf('\n');
  const state = newEdit(prompt.slice(at + 1), L.history, L.edit?.killed ?? '');
  p.tcsetattr(0, { canon: false, echo: false });
  sh.write(
    2,
    `${sh.bash ? '\x1b[?2004h' : ''}${prompt
      .slice(0, at + 1)

      .replace(/[\x01\x02]/g, '')}${opening(state)}`,
  );
  L.edit = state;
  sh.push({ k: 'edit' });
  return null;
}

/** Takes the keys that have come. */
export function runEdit(sh: Shell): Step {
  const { L, p } = sh;
  const state = L.edit;
  if (state === null) return null;
  const typed = L.typed;
  L.typed = '';
  const input = typed !== '' ? typed : p.read(0, 4096);
  if (input === EAGAIN) {
    sh.push({ k: 'edit' });
    return p.waitRead(0, 'run');
  }
  if (typeof input === 'number' || input === '') {
    endEdit(sh);
    L.inputEof = true;
    return null;
  }
  const r = feed(state, input, { history: L.history, cols: columns(sh), complete: (text) => complete(sh, text) });
  sh.write(2, r.out);
  L.edit = r.state;
  L.typed = r.rest;
  if (r.event === null) {
    sh.push({ k: 'edit' });
    return null;
  }
  endEdit(sh);
  if (r.event === 'eof') L.inputEof = true;
  else L.input += `${r.state.text}\n`;
  return null;
}

/** Ctrl-C: the line is given up where it stands. */
export function abandonEdit(sh: Shell): void {
  const state = sh.L.edit;
  if (state !== null) sh.write(2, `${toEnd(state, columns(sh))}^C\n`);
  endEdit(sh);
}

/** Width of the terminal. */
function columns(sh: Shell): number {
  const attr = sh.p.tcgetattr(0);
  return typeof attr === 'number' || attr.cols < 1 ? 80 : attr.cols;
}

/** The terminal goes back to its usual mode for the commands. */
export function endEdit(sh: Shell): void {
  sh.p.tcsetattr(0, { canon: true, echo: true });
  if (sh.bash) sh.write(2, '\x1b[?2004l\r');
}
