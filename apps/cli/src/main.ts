/** The command `drydock`: headless hosts for scripts, shells and measurements. */
import { bench } from './bench.ts';
import { script } from './script.ts';
import { shell } from './shell.ts';

const USAGE = `Usage: drydock COMMAND [OPTIONS]

Commands:
  script   Reads commands from standard input, one a line, runs them in one shell on a fresh simulated host,
           and prints one JSON object a command: {"command","stdout","stderr","exitCode"}
             --files DIR   what lies in /home/student (default: the directory in the environment variable SIM_FILES)
  shell    The same host interactively; :help tells its own commands
             --files DIR
  bench    Measures the engine and prints a table
             --json        prints {"rows":[{"name","unit","median","p95","budget"}]}
             --quick       fewer repetitions
`;

async function main(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  switch (command) {
    case 'script':
      return script(rest);
    case 'shell':
      return shell(rest);
    case 'bench':
      return bench(rest);
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(USAGE);
      return command === undefined ? 2 : 0;
    default:
      process.stderr.write(`drydock: unknown command ${command}\n\n${USAGE}`);
      return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
