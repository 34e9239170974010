/** Checks that list and map options make of each value, by option name (docker/cli opts/opts.go, hosts.go, env.go). */
import type { Bytes } from '../../util/bytes.ts';
import { parseNetIp } from '../../util/cidr.ts';
import { GoError, isGoError } from '../../util/go-error.ts';
import { goQuote } from '../../util/go-quote.ts';
import { formatIp } from '../../util/ip-address.ts';
import { parseGoUint } from '../../util/strconv.ts';
import { ramInBytes } from '../../util/units.ts';

type Validator = (text: Bytes) => Bytes | GoError;

const SPACES = /[ \t\n\v\f\r]/;

function label(text: Bytes): Bytes | GoError {
  const eq = text.indexOf('=');
  const key = (eq < 0 ? text : text.slice(0, eq)).trimStart();
  if (key === '') return new GoError(`invalid label '${text}': empty name`);
  return SPACES.test(key) ? new GoError(`label '${key}' contains whitespaces`) : text;
}

/** `ValidateEnv`; a name without a value takes the caller's, later. */
function env(text: Bytes): Bytes | GoError {
  return text === '' || text[0] === '=' ? new GoError(`invalid environment variable: ${text}`) : text;
}

function attach(text: Bytes): Bytes | GoError {
  const s = text.toLowerCase();
  return s === 'stdin' || s === 'stdout' || s === 'stderr'
    ? s
    : new GoError('valid streams are STDIN, STDOUT and STDERR');
}

function ipAddress(text: Bytes): Bytes | GoError {
  const ip = parseNetIp(text.trim());
  return ip === null ? new GoError(`IP address is not correctly formatted: ${text}`) : formatIp(ip);
}

const DOMAIN =
  /^(:?(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))(:?\.(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])))*)\.?\s*$/;

function dnsSearch(raw: Bytes): Bytes | GoError {
  const text = raw.replace(/^ +| +$/g, '');
  if (text === '.') return text;
  const bad = new GoError(`${text} is not a valid domain`);
  if (!/[a-zA-Z]/.test(text)) return bad;
  const m = DOMAIN.exec(text);
  return m !== null && (m[1] as string).length < 255 ? (m[1] as string) : bad;
}

/** `ValidateExtraHost`: host:ip or host=ip, also with the name host-gateway. */
function extraHost(text: Bytes): Bytes | GoError {
  const eq = text.indexOf('=');
  const at = eq >= 0 ? eq : text.indexOf(':');
  const host = at < 0 ? text : text.slice(0, at);
  if (at < 0 || host === '') return new GoError(`bad format for add-host: ${goQuote(text)}`);
  let ip = text.slice(at + 1);
  if (ip === '') return new GoError(`bad format for add-host: ${goQuote(text)}`);
  if (ip.length > 2 && ip[0] === '[' && ip.endsWith(']')) ip = ip.slice(1, -1);
  if (ip === 'host-gateway') return `${host}:${ip}`;
  return parseNetIp(ip) === null
    ? new GoError(`invalid IP address in add-host: ${goQuote(text.slice(at + 1))}`)
    : `${host}:${ip}`;
}

function link(text: Bytes): Bytes | GoError {
  if (text === '') return new GoError('empty string specified for links');
  return text.split(':').length > 2 ? new GoError(`bad format for links: ${text}`) : text;
}

const SYSCTLS = [
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
];

function sysctl(text: Bytes): Bytes | GoError {
  const key = text.slice(0, Math.max(0, text.indexOf('=')));
  const known = SYSCTLS.includes(key) || key.startsWith('net.') || key.startsWith('fs.mqueue.');
  return known ? text : new GoError(`sysctl '${text}' is not allowed`);
}

function deviceRule(text: Bytes): Bytes | GoError {
  return /^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(text)
    ? text
    : new GoError(`invalid device cgroup format '${text}'`);
}

/** The path of a `path:value` option of block devices, or the error. */
function devicePath(text: Bytes): Bytes | GoError {
  const at = text.indexOf(':');
  if (at <= 0) return new GoError(`bad format: ${text}`);
  return text.startsWith('/dev/') ? text.slice(0, at) : new GoError(`bad format for device path: ${text}`);
}

function weightDevice(text: Bytes): Bytes | GoError {
  const path = devicePath(text);
  if (isGoError(path)) return path;
  const weight = parseGoUint(text.slice(path.length + 1), 10, 16);
  const bad = isGoError(weight) || (weight > 0 && (weight < 10 || weight > 1000));
  return bad ? new GoError(`invalid weight for device: ${text}`) : text;
}

const RATE = 'Number must be a positive integer';

function bpsDevice(text: Bytes): Bytes | GoError {
  const path = devicePath(text);
  if (isGoError(path)) return path;
  const rate = ramInBytes(text.slice(path.length + 1));
  if (!isGoError(rate) && rate >= 0) return text;
  return new GoError(
    `invalid rate for device: ${text}. The correct format is <device-path>:<number>[<unit>]. ${RATE}. Unit is optional and can be kb, mb, or gb`,
  );
}

function iopsDevice(text: Bytes): Bytes | GoError {
  const path = devicePath(text);
  if (isGoError(path)) return path;
  if (!isGoError(parseGoUint(text.slice(path.length + 1), 10, 64))) return text;
  return new GoError(`invalid rate for device: ${text}. The correct format is <device-path>:<number>. ${RATE}`);
}

/** By long option name. */
export const VALIDATORS: ReadonlyMap<string, Validator> = new Map<string, Validator>([
  ['label', label],
  ['env', env],
  ['attach', attach],
  ['dns', ipAddress],
  ['dns-search', dnsSearch],
  ['add-host', extraHost],
  ['link', link],
  ['sysctl', sysctl],
  ['device-cgroup-rule', deviceRule],
  ['blkio-weight-device', weightDevice],
  ['device-read-bps', bpsDevice],
  ['device-write-bps', bpsDevice],
  ['device-read-iops', iopsDevice],
  ['device-write-iops', iopsDevice],
]);
