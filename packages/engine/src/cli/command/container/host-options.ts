/** --restart, --log-opt, --security-opt, --storage-opt (docker/cli opts/parse.go and cli/command/container/opts.go). */
import type { Value } from '../../../api/json.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { GoError, isGoError } from '../../../util/go-error.ts';
import { goQuote } from '../../../util/go-quote.ts';
import { atoi } from '../../../util/strconv.ts';
import { strings, text } from '../../flags/read.ts';
import type { Doc } from '../../json-field.ts';
import type { Cli } from '../../locals.ts';
import { readWhole } from './files.ts';

/** `opts.ParseRestartPolicy`: `on-failure:3`. */
export function restartPolicy(policy: Bytes): Doc | GoError {
  const colon = policy.indexOf(':');
  const name = colon < 0 ? policy : policy.slice(0, colon);
  const count = colon < 0 ? '' : policy.slice(colon + 1);
  if (colon === 0) return new GoError('invalid restart policy format: no policy provided before colon');
  if (count === '') return { Name: name, MaximumRetryCount: 0 };
  const n = atoi(count);
  if (isGoError(n)) return new GoError('invalid restart policy format: maximum retry count must be an integer');
  return { Name: name, MaximumRetryCount: n };
}

function toMap(entries: readonly Bytes[]): Doc {
  const out: Record<string, Value> = {};
  for (const entry of entries) {
    const eq = entry.indexOf('=');
    out[eq < 0 ? entry : entry.slice(0, eq)] = eq < 0 ? '' : entry.slice(eq + 1);
  }
  return out;
}

/** `parseLoggingOpts`. */
export function loggingOptions(p: Cli): Doc | GoError {
  const entries = strings(p, 'log-opt');
  const driver = text(p, 'log-driver');
  if (driver === 'none' && entries.length > 0) return new GoError(`invalid logging opts for driver ${driver}`);
  return toMap(entries);
}

function seccompProfile(p: Cli, path: Bytes): Bytes | GoError {
  const data = readWhole(p, path);
  if (isGoError(data)) return new GoError(`opening seccomp profile (${path}) failed: ${data.message}`);
  try {
    return `seccomp=${JSON.stringify(JSON.parse(data))}`;
  } catch {
    return new GoError(`compacting json for seccomp profile (${path}) failed: invalid character in JSON text`);
  }
}

/** What --security-opt means on the client: seccomp profiles are read here, and systempaths=unconfined never leaves it. */
export interface SecurityOptions {
  readonly options: readonly Bytes[];
  readonly masked: Value;
  readonly readonly: Value;
}

/** `parseSecurityOpts` and `parseSystemPaths`. */
export function securityOptions(p: Cli): SecurityOptions | GoError {
  const options: Bytes[] = [];
  let open = false;
  for (const option of strings(p, 'security-opt')) {
    const separator = option.includes('=') ? '=' : ':';
    const at = option.indexOf(separator);
    if (at < 0 && option !== 'no-new-privileges') return new GoError(`Invalid --security-opt: ${goQuote(option)}`);
    const value = at < 0 ? '' : option.slice(at + 1);
    if (option === 'systempaths=unconfined') open = true;
    else if (at >= 0 && option.slice(0, at) === 'seccomp' && value !== 'unconfined' && value !== 'builtin') {
      const profile = seccompProfile(p, value);
      if (isGoError(profile)) return profile;
      options.push(profile);
    } else options.push(option);
  }
  return { options, masked: open ? [] : null, readonly: open ? [] : null };
}

/** `parseStorageOpts`. */
export function storageOptions(p: Cli): Doc | GoError {
  const entries = strings(p, 'storage-opt');
  return entries.every((entry) => entry.includes('=')) ? toMap(entries) : new GoError('invalid storage option');
}
