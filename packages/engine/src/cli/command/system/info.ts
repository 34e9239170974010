/** `docker info` (docker/cli cli/command/system/info.go). */
import { get } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { executeGoTemplate, parseGoTemplate } from '../../../util/go-template/template.ts';
import { GoValue } from '../../../util/go-value/value.ts';
import { bytesSize } from '../../../util/units.ts';
import { answer, call, errorOf, object } from '../../call.ts';
import { CLIENT_VERSION } from '../../client-version.ts';
import { fail } from '../../exit.ts';
import { text } from '../../flags/read.ts';
import { DOCKER_INFO } from '../../inspect/system-types.ts';
import { type Doc, doc, field, items, num, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';

function clientText(): Bytes {
  return `Client:\n Version:    ${CLIENT_VERSION.version}\n Context:    default\n Debug Mode: false\n\nServer:\n`;
}

function listed(label: Bytes, list: readonly Value[]): Bytes {
  return list.length === 0 ? '' : ` ${label}:\n${list.map((item) => `  ${item}\n`).join('')}`;
}

function countsText(info: Doc): Bytes {
  return (
    ` Containers: ${num(info, 'Containers')}\n  Running: ${num(info, 'ContainersRunning')}\n  Paused: ${num(info, 'ContainersPaused')}\n` +
    `  Stopped: ${num(info, 'ContainersStopped')}\n Images: ${num(info, 'Images')}\n`
  );
}

function driverText(info: Doc): Bytes {
  let out = ` Server Version: ${str(info, 'ServerVersion')}\n Storage Driver: ${str(info, 'Driver')}\n`;
  for (const pair of items(info, 'DriverStatus') as readonly (readonly Value[])[]) out += `  ${pair[0]}: ${pair[1]}\n`;
  out += ` Logging Driver: ${str(info, 'LoggingDriver')}\n Cgroup Driver: ${str(info, 'CgroupDriver')}\n`;
  const cgroup = str(info, 'CgroupVersion');
  return cgroup === '' ? out : `${out} Cgroup Version: ${cgroup}\n`;
}

function pluginText(info: Doc): Bytes {
  const plugins = doc(info, 'Plugins');
  const kind = (key: string): Bytes => (items(plugins, key) as readonly Bytes[]).join(' ');
  const authorization = kind('Authorization');
  return (
    ` Plugins:\n  Volume: ${kind('Volume')}\n  Network: ${kind('Network')}\n` +
    `${authorization === '' ? '' : `  Authorization: ${authorization}\n`}  Log: ${kind('Log')}\n`
  );
}

/** `name=seccomp,profile=builtin` as two lines. */
function securityText(info: Doc): Bytes {
  const options = items(info, 'SecurityOptions') as readonly Bytes[];
  if (options.length === 0) return '';
  let out = ' Security Options:\n';
  for (const option of options) {
    for (const part of option.split(',')) {
      const eq = part.indexOf('=');
      const key = part.slice(0, eq);
      const value = part.slice(eq + 1);
      out += key === 'name' ? `  ${value}\n` : `   ${key.charAt(0).toUpperCase()}${key.slice(1)}: ${value}\n`;
    }
  }
  return out;
}

function runtimeText(info: Doc): Bytes {
  return (
    ` Swarm: ${str(doc(info, 'Swarm'), 'LocalNodeState')}\n Runtimes: ${Object.keys(doc(info, 'Runtimes')).sort().join(' ')}\n` +
    ` Default Runtime: ${str(info, 'DefaultRuntime')}\n Init Binary: ${str(info, 'InitBinary')}\n` +
    ` containerd version: ${str(doc(info, 'ContainerdCommit'), 'ID')}\n runc version: ${str(doc(info, 'RuncCommit'), 'ID')}\n` +
    ` init version: ${str(doc(info, 'InitCommit'), 'ID')}\n`
  );
}

function hostText(info: Doc): Bytes {
  return (
    ` Kernel Version: ${str(info, 'KernelVersion')}\n Operating System: ${str(info, 'OperatingSystem')}\n OSType: ${str(info, 'OSType')}\n` +
    ` Architecture: ${str(info, 'Architecture')}\n CPUs: ${num(info, 'NCPU')}\n Total Memory: ${bytesSize(num(info, 'MemTotal'))}\n` +
    ` Name: ${str(info, 'Name')}\n ID: ${str(info, 'ID')}\n Docker Root Dir: ${str(info, 'DockerRootDir')}\n` +
    ` Debug Mode: ${field(info, 'Debug') === true}\n`
  );
}

function serverText(info: Doc): Bytes {
  const registry = doc(info, 'RegistryConfig');
  const labels = items(info, 'Labels');
  return (
    countsText(info) +
    driverText(info) +
    pluginText(info) +
    listed('CDI spec directories', items(info, 'CDISpecDirs')) +
    runtimeText(info) +
    securityText(info) +
    hostText(info) +
    listed('Labels', labels) +
    ` Experimental: ${field(info, 'ExperimentalBuild') === true}\n` +
    listed('Insecure Registries', items(registry, 'InsecureRegistryCIDRs')) +
    listed('Registry Mirrors', items(registry, 'Mirrors')) +
    ` Live Restore Enabled: ${field(info, 'LiveRestoreEnabled') === true}\n\n`
  );
}

function clientInfo(): Value {
  const c = CLIENT_VERSION;
  return {
    Debug: false,
    Version: c.version,
    GitCommit: c.gitCommit,
    GoVersion: c.goVersion,
    Os: c.os,
    Arch: c.arch,
    BuildTime: c.built,
    Context: 'default',
    Plugins: [],
    Warnings: null,
  };
}

function formatted(p: Cli, info: Doc): Next {
  const format = text(p, 'format') === 'json' ? '{{json .}}' : text(p, 'format');
  const parsed = parseGoTemplate(format);
  if (isGoError(parsed)) return fail(p, `template parsing error: ${parsed.message}`, 64);
  const done = executeGoTemplate(parsed, new GoValue(DOCKER_INFO, { ...info, ClientInfo: clientInfo() }));
  p.print(1, `${done.output}\n`);
  return done.error === null ? p.exit(0) : fail(p, done.error.message);
}

/** `docker system info`. */
export const info: Command = command('system info', (p) => call(p, get('/info'), 'system info.done'), {
  done: (p) => {
    const reply = answer(p);
    const error = errorOf(reply);
    if (text(p, 'format') !== '') return error === '' ? formatted(p, object(reply)) : fail(p, error);
    p.print(1, clientText() + (error === '' ? serverText(object(reply)) : ''));
    for (const warning of items(object(reply), 'Warnings')) p.print(2, `${warning}\n`);
    return error === '' ? p.exit(0) : fail(p, error);
  },
});
