/** --env, --env-file, --label-file (docker/cli opts/{env,file,parse}.go, pkg/kvfile). */
import type { Bytes } from '../../util/bytes.ts';
import { GoError, isGoError } from '../../util/go-error.ts';

/** Where values come from that are only named. */
export interface Source {
  readFile(path: Bytes): Bytes | GoError;
  lookup(name: Bytes): Bytes | undefined;
}

const BOM = '\xef\xbb\xbf';
const BLANK = /[ \t\n\v\f\r]/;

/** One line of a key=value file: an entry; null for blanks, comments and names without a value; or what is wrong with it. */
function parseLine(raw: Bytes, lookup: ((name: Bytes) => Bytes | undefined) | null): Bytes | null | GoError {
  const line = raw.trimStart();
  if (line === '' || line[0] === '#') return null;
  const eq = line.indexOf('=');
  const key = eq < 0 ? line : line.slice(0, eq);
  if (key === '') return new GoError(`no variable name on line '${line}'`);
  if (BLANK.test(key)) return new GoError(`variable '${key}' contains whitespaces`);
  if (eq >= 0) return line;
  if (lookup === null) return null;
  const value = lookup(line);
  return value === undefined ? null : `${line}=${value}`;
}

function parseFile(
  path: Bytes,
  source: Source,
  lookup: ((name: Bytes) => Bytes | undefined) | null,
): readonly Bytes[] | GoError {
  const data = source.readFile(path);
  if (isGoError(data))
    return data.message.startsWith('read ') ? new GoError(`invalid env file (${path}): ${data.message}`) : data;
  const lines = data.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const entries: Bytes[] = [];
  for (const [i, raw] of lines.entries()) {
    const entry = parseLine(i === 0 && raw.startsWith(BOM) ? raw.slice(3) : raw, lookup);
    if (isGoError(entry)) return new GoError(`invalid env file (${path}): ${entry.message}`);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

/** `ReadKVEnvStrings`: the files' entries, then those given; a bare name takes the caller's value, or is left as it is. */
export function readEnv(files: readonly Bytes[], given: readonly Bytes[], source: Source): readonly Bytes[] | GoError {
  const entries: Bytes[] = [];
  for (const file of files) {
    const read = parseFile(file, source, source.lookup);
    if (isGoError(read)) return read;
    entries.push(...read);
  }
  for (const entry of given) {
    const value = entry.includes('=') ? undefined : source.lookup(entry);
    entries.push(value === undefined ? entry : `${entry}=${value}`);
  }
  return entries;
}

/** `ReadKVStrings` and `ConvertKVStringsToMap`: labels of files, then those given. */
export function readLabels(
  files: readonly Bytes[],
  given: readonly Bytes[],
  source: Source,
): { readonly [key: string]: Bytes } | GoError {
  const labels: Record<string, Bytes> = {};
  const add = (entry: Bytes): void => {
    const eq = entry.indexOf('=');
    labels[eq < 0 ? entry : entry.slice(0, eq)] = eq < 0 ? '' : entry.slice(eq + 1);
  };
  for (const file of files) {
    const read = parseFile(file, source, null);
    if (isGoError(read)) return read;
    read.forEach(add);
  }
  given.forEach(add);
  return labels;
}
