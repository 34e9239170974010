/** `drydock shell`: the simulated host in this terminal. */
import { writeFileSync } from 'node:fs';
import { advance, encode, fork, fromUint8Array, hash, now, step, toUint8Array, type World } from '@drydock/engine';
import { filesOption } from './files.ts';
import { Host } from './host.ts';

const HELP = `Keys go to the simulated host. A line that begins with a colon right after the prompt is for this program:
  :hash         the state hash      :save FILE  writes a checkpoint
  :fork         keeps this moment   :back       goes back to it
  :trace on|off shows the layers that a command crosses
  :help         this text           Ctrl-] ends
`;
/** Real time between two looks at the clock of the world. */
const TICK_MS = 20;
const CTRL_BRACKET = 0x1d;

/** Runs until Ctrl-] or the shell's end. */
export async function shell(argv: readonly string[]): Promise<number> {
  const host = new Host(filesOption(argv));
  let world: World = host.world;
  let kept: World | null = null;
  let trace = false;
  let seq = 0;
  let typed = '';
  let isOpen = true;
  const { stdin, stdout } = process;
  const show = (outputs: ReturnType<typeof step>['outputs']): void => {
    for (const output of outputs) {
      if (output.type === 'tty.output') stdout.write(toUint8Array(output.data));
      else if (output.type === 'tty.closed') isOpen = false;
      else if (output.type === 'span')
        process.stderr.write(
          `\x1b[2m${' '.repeat(output.depth * 2)}${output.layer} ${output.name} ${output.keys.join(' ')}\x1b[0m\r\n`,
        );
    }
  };
  const act = (input: Parameters<typeof step>[1]['input']): void => {
    const stepped = step(world, { seq: ++seq, at: now(world), actor: 'shell', input }, { trace });
    world = stepped.world;
    show(stepped.outputs);
  };
  const own = (line: string): void => {
    const [word, arg] = line.slice(1).split(' ');
    if (word === 'hash') stdout.write(`${hash(world)}\r\n`);
    else if (word === 'save' && arg !== undefined) writeFileSync(arg, encode(world));
    else if (word === 'fork') kept = fork(world);
    else if (word === 'back' && kept !== null) world = fork(kept);
    else if (word === 'trace') trace = arg !== 'off';
    else stdout.write(HELP.replaceAll('\n', '\r\n'));
  };
  stdin.setRawMode?.(true);
  stdin.resume();
  stdin.on('data', (data: Buffer) => {
    if (data.includes(CTRL_BRACKET)) {
      isOpen = false;
      return;
    }
    const text = data.toString('latin1');
    if (typed === '' ? text.startsWith(':') : typed.startsWith(':')) {
      typed += text;
      stdout.write(text.replaceAll('\r', '\r\n'));
      if (!/[\r\n]/.test(text)) return;
      own(typed.trim());
      typed = '';
      act({ type: 'tty.input', tty: 'shell', data: '\r' });
      return;
    }
    typed = /[\r\n]$/.test(text) ? '' : ' ';
    act({ type: 'tty.input', tty: 'shell', data: fromUint8Array(data) });
  });
  act({ type: 'tty.open', tty: 'shell', user: 'student', rows: stdout.rows ?? 24, cols: stdout.columns ?? 80 });
  let last = performance.now();
  while (isOpen) {
    await new Promise((done) => setTimeout(done, TICK_MS));
    const at = performance.now();
    const stepped = advance(world, now(world) + Math.round((at - last) * 1e6), { trace });
    last = at;
    world = stepped.world;
    show(stepped.outputs);
  }
  stdin.setRawMode?.(false);
  stdin.pause();
  return 0;
}
