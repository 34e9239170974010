/** mapfile (readarray): lines of input into an array. Reads the whole of a file or pipe. */
import { EAGAIN } from '../../../kernel/errno.ts';
import type { Bytes } from '../../../util/bytes.ts';
import type { Frame } from '../frame.ts';
import type { Shell, Step } from '../shell.ts';
import { isName, setArray } from '../vars.ts';
import { argumentOf, given, readOptions } from './options.ts';

/** Most input that is taken, in bytes. */
const MAX_INPUT = 4 << 20;

/** mapfile. */
export function mapfile(sh: Shell, args: readonly Bytes[]): number | Step {
  const options = readOptions(sh, args, 'd:n:O:s:tu:C:c:');
  if (options.status >= 0) return options.status;
  if (given(options, 'C')) return sh.fail('-C: callbacks are not simulated', args[0] as Bytes, 2);
  const name = args[options.rest] ?? 'MAPFILE';
  if (!isName(name)) return sh.fail(`\`${name}': not a valid identifier`, args[0] as Bytes, 1);
  const delimiter = argumentOf(options, 'd') ?? '\n';
  const number = (letter: string): number => Number(argumentOf(options, letter) ?? '0') || 0;
  const frame = {
    k: 'mapfile' as const,
    fd: number('u'),
    name,
    delimiter: delimiter === '' ? '\0' : delimiter.charAt(0),
    trim: given(options, 't'),
    count: number('n'),
    skip: number('s'),
    origin: number('O'),
    data: '',
  };
  sh.push(frame);
  return null;
}

/** Reads on; at the end of the input the array is set. */
export function runMapfile(sh: Shell, f: Extract<Frame, { k: 'mapfile' }>): Step {
  let { data } = f;
  while (data.length < MAX_INPUT) {
    const chunk = sh.p.read(f.fd, 65536);
    if (chunk === EAGAIN) {
      const { next: _, ...body } = f;
      sh.push({ ...body, data });
      return sh.p.waitRead(f.fd, 'run');
    }
    if (typeof chunk === 'number' || chunk === '') break;
    data += chunk;
  }
  const lines: Bytes[] = [];
  for (let from = 0; from < data.length; ) {
    const at = data.indexOf(f.delimiter, from);
    const end = at < 0 ? data.length : at + 1;
    lines.push(data.slice(from, f.trim && at >= 0 ? at : end));
    from = end;
  }
  const wanted = lines.slice(f.skip, f.count > 0 ? f.skip + f.count : undefined);
  sh.L.status = setArray(
    sh,
    f.name,
    wanted.map((line, i) => [String(i + f.origin), line] as const),
    0,
  )
    ? 0
    : 1;
  return null;
}
