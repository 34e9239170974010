/** Running another text in the middle of one: eval, `.`, startup files, traps. */
import type { Bytes } from '../../util/bytes.ts';
import type { SyntaxProblem } from './ast.ts';
import type { Frame } from './frame.ts';
import type { Shell } from './shell.ts';
import { OPT, type Unit } from './state.ts';

type Why = Extract<Frame, { k: 'unit' }>['why'];

/** Prints the messages of a text that is not a program. */
export function syntaxError(sh: Shell, problem: SyntaxProblem, why: Why): void {
  const { L } = sh;
  const line = L.unit.frozen ? L.unit.line : L.unit.line + problem.line;
  const kept = L.line;
  L.line = line;
  if (sh.bash) {
    const place =
      sh.has(OPT.interactive) && why === 'command'
        ? `${L.arg0}: `
        : `${L.unit.title}: ${why === 'eval' ? `eval: ` : why === 'command' && sh.has(OPT.command) ? '-c: ' : ''}line ${line + 1}: `;
    sh.write(2, `${place}${problem.message}\n`);
    if (problem.source !== null) sh.write(2, `${place}\`${problem.source}'\n`);
  } else sh.error(problem.message);
  L.line = kept;
}

/**
 * Puts a text on the stack. What is before a syntax error in it runs; then the message is printed and the status is 2,
 * which ends dash and ash.
 */
export function pushUnit(sh: Shell, why: Why, unit: Unit, params: readonly Bytes[] | null): void {
  const { L } = sh;
  sh.push({ k: 'unit', why, unit: L.unit, line: L.line, params, status: -1 });
  L.unit = unit;
  const { body, problem, warnings } = sh.unit;
  if (sh.bash) for (const w of warnings) sh.write(2, `${unit.title}: line ${unit.line + w.line}: ${w.message}\n`);
  if (problem !== null && problem.message !== '') sh.push({ k: 'broken', why });
  if (body.items.length > 0) sh.push({ k: 'list', n: body.id, i: 0 });
  else if (problem === null) L.status = 0;
}

/** After the commands before a syntax error. */
export function reportBroken(sh: Shell, why: Why): void {
  const { problem } = sh.unit;
  if (problem !== null) syntaxError(sh, problem, why);
  const status = sh.has(OPT.command) && why === 'command' ? (problem?.status ?? 2) : 2;
  sh.L.status = status;
  sh.flush();
  if (!sh.bash || (why === 'command' && !sh.interactive)) sh.abort(status);
}
