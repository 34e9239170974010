/** `drydock script`: commands in, one JSON object a command out. */
import { readFileSync } from 'node:fs';
import { filesOption } from './files.ts';
import { Host } from './host.ts';

/** Prompt of the shell's own messages, as the recordings have it. */
const SHELL_MESSAGE = /^(?:\/bin\/)?bash(?:: eval)?: line \d+: /gm;

/** Runs the commands on standard input. */
export function script(argv: readonly string[]): number {
  const host = new Host(filesOption(argv));
  host.open();
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const answer = host.run(line);
    process.stdout.write(`${JSON.stringify({ ...answer, stderr: answer.stderr.replace(SHELL_MESSAGE, 'bash: ') })}\n`);
  }
  return 0;
}
