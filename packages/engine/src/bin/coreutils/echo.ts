/** echo(1). */
import type { Next, Proc, Program } from '../../program/program.ts';
import { commandLine, type Flavour, tools } from '../frame/flavour.ts';
import { gnuVersion } from '../frame/gnu-version.ts';
import { refuse } from '../frame/invocation.ts';
import { unescaped } from './printf-format.ts';

function start(p: Proc, f: Flavour): Next {
  const { name, args } = commandLine(p, f);
  if (f.gnu && args.length === 1 && args[0] === '--help') return p.exit(refuse(p, name, '--help'));
  if (f.gnu && args.length === 1 && args[0] === '--version') {
    p.print(1, gnuVersion('echo') as string);
    return p.exit(0);
  }
  let newline = true;
  let escapes = false;
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] as string;
    if (!/^-[neE]+$/.test(word)) break;
    for (const letter of word.slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  const text = args.slice(at).join(' ');
  const result = escapes ? unescaped(text) : { text, stop: false };
  p.print(1, newline && !result.stop ? `${result.text}\n` : result.text);
  return p.exit(0);
}

/** `gnu/echo` and `busybox/echo`. */
export const echoPrograms: readonly Program[] = tools('echo', 1, (f) => ({ start: (p) => start(p, f) }));
