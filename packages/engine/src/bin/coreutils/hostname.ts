/** hostname(1) and hostid(1). Names are looked up in /etc/hosts only, as for the machine's own name. */
import { EPERM, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, lastComponent, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage } from '../frame/invocation.ts';

const GNU_OPTIONS = optionSpec(
  'aAdfF:iIsyV',
  'alias>a all-fqdns>A domain>d fqdn>f long>f file=>F ip-address>i all-ip-addresses>I short>s yp>y nis>y version>V',
  'b',
);
const BUSYBOX_OPTIONS = optionSpec('dfisF:', 'domain>d fqdn>f short>s ip-address>i file=>F');

interface HostLine {
  readonly address: Bytes;
  readonly names: readonly Bytes[];
}

/** Lines of /etc/hosts that name `host`. */
function hostLines(p: Proc, host: Bytes): readonly HostLine[] {
  const text = p.readFile('/etc/hosts');
  if (typeof text === 'number') return [];
  const out: HostLine[] = [];
  for (const line of text.split('\n')) {
    const words = (line.split('#')[0] as Bytes).split(/[ \t]+/).filter((word) => word !== '');
    if (words.length > 1 && words.slice(1).includes(host))
      out.push({ address: words[0] as Bytes, names: words.slice(1) });
  }
  return out;
}

/** Addresses of the interfaces that are up, without loopback, from the tables in /proc/net (getifaddrs(3)). */
function allAddresses(p: Proc): readonly Bytes[] {
  const trie = p.readFile('/proc/net/fib_trie');
  if (typeof trie === 'number') return [];
  const out: Bytes[] = [];
  const lines = trie.split('\n');
  for (let i = 0; i + 1 < lines.length; i++) {
    const address = /\|-- (\d+\.\d+\.\d+\.\d+)/.exec(lines[i] as Bytes)?.[1];
    if (address === undefined || !(lines[i + 1] as Bytes).includes('host LOCAL')) continue;
    if (!address.startsWith('127.') && !out.includes(address)) out.push(address);
  }
  return out;
}

function answer(p: Proc, f: Flavour, name: Bytes, key: string): number {
  const host = p.uname().nodename;
  if (key === 's') {
    p.print(1, `${host.split('.')[0]}\n`);
    return 0;
  }
  if (key === 'I') {
    p.print(
      1,
      `${allAddresses(p)
        .map((address) => `${address} `)
        .join('')}\n`,
    );
    return 0;
  }
  const lines = hostLines(p, host);
  const full = lines[0]?.names[0];
  if (full === undefined) {
    return complain(p, name, f.gnu ? 'Name or service not known' : `${host}: Unknown host`);
  }
  if (key === 'i') p.print(1, `${lines.map((line) => line.address).join(' ')}${f.gnu ? '' : ' '}\n`);
  else if (key === 'f' || key === 'A') p.print(1, `${full}\n`);
  else if (key === 'a') p.print(1, `${lines.flatMap((line) => line.names.slice(1)).join(' ')}\n`);
  else if (key === 'd') {
    const dot = full.indexOf('.');
    if (dot >= 0 || !f.gnu) p.print(1, dot < 0 ? '\n' : `${full.slice(dot + 1)}\n`);
  }
  return 0;
}

function setName(p: Proc, f: Flavour, name: Bytes, host: Bytes): number {
  const errno = p.sethostname(host);
  if (errno >= 0) return 0;
  if (errno === EPERM && f.gnu) return complain(p, name, 'you must be root to change the host name');
  return complain(p, name, `sethostname: ${strerror(errno)}`);
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const self = lastComponent(c.name);
  const file = c.options.filter((o) => o.key === 'F').pop()?.value;
  if (file !== undefined) {
    const text = p.readFile(file);
    if (typeof text === 'number')
      return p.exit(complain(p, c.name, f.gnu ? `can't open \`${file}'` : `${file}: ${strerror(text)}`));
    const host = text.split('\n').find((line) => line !== '' && !line.startsWith('#')) ?? '';
    return p.exit(setName(p, f, c.name, host.trim()));
  }
  const key =
    c.options[c.options.length - 1]?.key ??
    (self === 'dnsdomainname'
      ? 'd'
      : self === 'domainname' || self === 'ypdomainname' || self === 'nisdomainname'
        ? 'y'
        : '');
  if (key === 'V') {
    p.print(1, 'hostname 3.23\n');
    return p.exit(0);
  }
  if (key === 'y') {
    const domain = p.uname().domainname;
    if (domain === '' || domain === '(none)') {
      p.print(1, `${c.name}: Local domain name not set\n`);
      return p.exit(1);
    }
    p.print(1, `${domain}\n`);
    return p.exit(0);
  }
  if (key !== '') return p.exit(answer(p, f, c.name, key));
  if (c.operands.length > 1 && !f.gnu) return p.exit(printUsage(p, f, c.name));
  if (c.operands[0] !== undefined) return p.exit(setName(p, f, c.name, c.operands[0]));
  p.print(1, `${p.uname().nodename}\n`);
  return p.exit(0);
}

/** gethostid(3): /etc/hostid, or the first address of the host's name with its halves exchanged. */
function hostid(p: Proc): Next {
  const file = p.readFile('/etc/hostid');
  let octets: readonly number[] = typeof file === 'number' ? [] : [3, 2, 1, 0].map((i) => file.charCodeAt(i));
  if (octets.length === 0) {
    const address = hostLines(p, p.uname().nodename)[0]?.address ?? '';
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    octets = [b, a, d, c];
  }
  p.print(1, `${octets.map((n) => (n || 0).toString(16).padStart(2, '0')).join('')}\n`);
  return p.exit(0);
}

/** `gnu/hostname` (which is dnsdomainname and domainname too), `gnu/hostid` and their applets. */
export const hostnamePrograms: readonly Program[] = [
  ...tools('hostname', 1, (f) => ({ start: (p) => start(p, f) })),
  ...tools('dnsdomainname', 1, (f) => ({ start: (p) => start(p, f) })),
  ...tools('hostid', 1, () => ({ start: hostid })),
];
