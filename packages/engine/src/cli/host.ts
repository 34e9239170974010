/** Which daemon a command talks to: --host, --context, DOCKER_HOST, DOCKER_CONTEXT (docker/cli cli/command/cli.go). */

import type { Bytes } from '../util/bytes.ts';
import { sha256Hex } from '../util/digest.ts';
import type { FlagValues } from './flags/flag-value.ts';
import type { Cli } from './locals.ts';

/** Where the simulated daemon listens. */
export const DEFAULT_SOCKET: Bytes = '/var/run/docker.sock';

/** The socket's path, or why there is none. */
export interface DaemonHost {
  readonly socket: Bytes;
  readonly error: Bytes;
  readonly code: number;
}

function at(socket: Bytes): DaemonHost {
  return { socket, error: '', code: 0 };
}

function refused(error: Bytes, code: number): DaemonHost {
  return { socket: '', error, code };
}

/** Directory of the client's configuration. */
export function configDir(p: Cli): Bytes {
  return p.getenv('DOCKER_CONFIG') ?? `${p.getenv('HOME') ?? ''}/.docker`;
}

function unknownContext(p: Cli, name: Bytes): Bytes {
  const file = `${configDir(p)}/contexts/meta/${sha256Hex(name)}/meta.json`;
  return `context ${JSON.stringify(name)}: context not found: open ${file}: no such file or directory`;
}

/** Decides from the global options and the environment. */
export function dockerHost(p: Cli, flags: FlagValues): DaemonHost {
  const hosts = flags['host'] as readonly Bytes[] | undefined;
  const context = flags['context'] as Bytes | undefined;
  if (hosts !== undefined && context !== undefined)
    return refused('conflicting options: cannot specify both --host and --context', 1);
  if (hosts !== undefined && hosts.length > 1) return refused('Specify only one -H', 1);
  const host = hosts?.[0] ?? (context === undefined ? p.getenv('DOCKER_HOST') : undefined) ?? '';
  if (host === '') {
    const name = context ?? p.getenv('DOCKER_CONTEXT') ?? 'default';
    if (name === 'default' || name === '') return at(DEFAULT_SOCKET);
    return refused(`Failed to initialize: unable to resolve docker endpoint: ${unknownContext(p, name)}`, 1);
  }
  if (host.startsWith('unix://')) return at(host.slice('unix://'.length) || DEFAULT_SOCKET);
  const what = hosts === undefined ? 'DOCKER_HOST' : 'option --host';
  return refused(
    `docker: ${what} ${host} is not simulated: the daemon listens on a unix socket only; use unix://${DEFAULT_SOCKET}`,
    125,
  );
}
