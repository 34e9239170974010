/** A fresh simulated host driven in virtual time: one shell on pipes, commands one after the other. */
import { createCatalog } from '@drydock/catalog';
import {
  advance,
  genesis,
  type Input,
  nextDue,
  now,
  type Output,
  step,
  utf8Decode,
  utf8Encode,
  type World,
} from '@drydock/engine';
import { readHome } from './files.ts';

/** What one command line answered. */
export interface Answer {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Virtual time after which a command is given up. */
const COMMAND_LIMIT_NS = 3600e9;

/** A line as the argument of `eval`, quoted for the shell. */
function quote(line: string): string {
  return `'${line.replaceAll("'", `'\\''`)}'`;
}

export class Host {
  world: World;
  private seq = 0;
  private collected: Output[] = [];

  constructor(files: string | null, seed = 'drydock') {
    this.world = genesis({
      seed,
      epochSec: Math.floor(Date.now() / 1000),
      catalog: createCatalog(),
      files: files === null ? [] : readHome(files),
    });
  }

  /** Steps one input at the world's present time. */
  input(input: Input): readonly Output[] {
    this.seq++;
    const stepped = step(this.world, { seq: this.seq, at: now(this.world), actor: 'script', input });
    this.world = stepped.world;
    this.collected.push(...stepped.outputs);
    return stepped.outputs;
  }

  /** Lets virtual time pass to the next thing due, at most to `until`; false when nothing is due before it. */
  private pass(until: number): boolean {
    const due = nextDue(this.world);
    if (due === null || due > until) return false;
    const stepped = advance(this.world, Math.max(due, now(this.world) + 1));
    this.world = stepped.world;
    this.collected.push(...stepped.outputs);
    return true;
  }

  /** Opens the one shell. */
  open(): void {
    this.input({
      type: 'pipe.open',
      pipe: 'script',
      user: 'student',
      cwd: '/home/student',
      argv: ['/bin/bash', '--norc', '--noprofile'],
      extra: 3,
    });
    this.input({ type: 'pipe.input', pipe: 'script', data: 'umask 022; unset OLDPWD DOCKER_CLI_HINTS\n' });
    this.collected = [];
  }

  /** Runs one line in it and waits, in virtual time, until it has answered. */
  run(command: string): Answer {
    const text = utf8Encode(command);
    this.collected = [];
    // descriptors 3 and 4 are the command's outputs, 5 tells its exit code: background jobs keep what they were given
    this.input({
      type: 'pipe.input',
      pipe: 'script',
      data: `eval ${quote(text)} >&3 2>&4 </dev/null 3>&- 4>&- 5>&-; echo $? >&5\n`,
    });
    const limit = now(this.world) + COMMAND_LIMIT_NS;
    let code: number | null = null;
    for (;;) {
      code = this.exitCode();
      if (code !== null || !this.pass(limit)) break;
    }
    return { command, stdout: this.text(3), stderr: this.text(4), exitCode: code ?? 124 };
  }

  private exitCode(): number | null {
    for (const output of this.collected) {
      if (output.type === 'pipe.output' && output.fd === 5) return Number.parseInt(output.data, 10);
      if (output.type === 'pipe.closed') return output.code;
    }
    return null;
  }

  private text(fd: number): string {
    let bytes = '';
    for (const output of this.collected) if (output.type === 'pipe.output' && output.fd === fd) bytes += output.data;
    return utf8Decode(bytes);
  }
}
