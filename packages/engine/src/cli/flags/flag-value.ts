/** What an option's text means: the Set methods of pflag's and docker/cli's opts value types. */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { parseGoDuration } from '../../util/go-duration.ts';
import { GoError, isGoError } from '../../util/go-error.ts';
import { parseGoBool, parseGoInt, parseGoUint } from '../../util/strconv.ts';
import { ramInBytes } from '../../util/units.ts';
import { parseCpus } from '../opts/cpus.ts';
import { splitCsvLine } from '../opts/csv.ts';
import { parseMount } from '../opts/mount.ts';
import { parseNetworkOpt } from '../opts/network.ts';
import { parseUlimit } from '../opts/ulimit.ts';
import { VALIDATORS } from '../opts/validators.ts';
import type { FlagSpec } from './spec.ts';

/** Options that were given, by long name. A flag that was not given has no key. */
export interface FlagValues {
  readonly [long: string]: Value;
}

function append(before: Value | undefined, value: Value): Value {
  return before === undefined ? [value] : [...(before as readonly Value[]), value];
}

/** `opts.FilterOpt.Set`: name=value, the name in lower case; kept as [name, value] pairs. */
function setFilter(before: Value | undefined, text: Bytes): Value | GoError {
  if (text === '') return before ?? [];
  const eq = text.indexOf('=');
  if (eq < 0) return new GoError('bad format of filter (expected name=value)');
  return append(before, [text.slice(0, eq).trim().toLowerCase(), text.slice(eq + 1).trim()]);
}

function setMap(before: Value | undefined, text: Bytes, long: string): Value | GoError {
  const validate = VALIDATORS.get(long);
  const checked = validate === undefined ? text : validate(text);
  if (isGoError(checked)) return checked;
  const eq = checked.indexOf('=');
  const key = eq < 0 ? checked : checked.slice(0, eq);
  return {
    ...((before as { readonly [key: string]: Value } | undefined) ?? {}),
    [key]: eq < 0 ? '' : checked.slice(eq + 1),
  };
}

function setList(before: Value | undefined, text: Bytes, long: string): Value | GoError {
  const validate = VALIDATORS.get(long);
  const checked = validate === undefined ? text : validate(text);
  return isGoError(checked) ? checked : append(before, checked);
}

function setBytes(text: Bytes, long: string): Value | GoError {
  if (long === 'memory-swap' && text === '-1') return -1;
  return ramInBytes(text);
}

function setAll(before: Value | undefined, text: Bytes): Value | GoError {
  const fields = splitCsvLine(text);
  if (isGoError(fields)) return fields;
  return [...((before as readonly Value[] | undefined) ?? []), ...fields];
}

function appended(before: Value | undefined, value: Value | GoError): Value | GoError {
  return isGoError(value) ? value : append(before, value);
}

/** The option's value after one more occurrence with `text`, or why the text is refused. */
export function setFlag(flag: FlagSpec, before: Value | undefined, text: Bytes): Value | GoError {
  switch (flag.type) {
    case 'bool':
      return parseGoBool(text);
    case 'int':
    case 'int64':
      return parseGoInt(text, flag.long === 'oom-score-adj' ? 10 : 0, 64);
    case 'uint':
    case 'uint64':
      return parseGoUint(text, 0, 64);
    case 'uint16':
      return parseGoUint(text, 0, 16);
    case 'uint32':
      return parseGoUint(text, 0, 32);
    case 'duration':
      return parseGoDuration(text);
    case 'bytes':
      return setBytes(text, flag.long);
    case 'decimal':
      return parseCpus(text);
    case 'filter':
      return setFilter(before, text);
    case 'map':
    case 'stringToString':
      return setMap(before, text, flag.long);
    case 'strings':
    case 'ipNetSlice':
      return setAll(before, text);
    case 'list':
    case 'stringArray':
      return setList(before, text, flag.long);
    case 'ulimit':
      return appended(before, parseUlimit(text));
    case 'mount':
      return appended(before, parseMount(text));
    case 'network':
      return appended(before, parseNetworkOpt(text));
    default:
      return text;
  }
}
