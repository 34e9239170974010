/** who(1), users(1) and w(1): login records. Nothing in the lab writes them, so a missing file means nobody. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { strftime } from '../frame/clock.ts';
import { type Flavour, GNU, tool, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { invocation } from '../frame/invocation.ts';

const WHO = optionSpec(
  'abdHlmpqrstTuw',
  'all>a boot>b dead>d heading>H login>l process>p count>q runlevel>r short>s time>t users>u mesg>T message>T writable>T lookup>lookup',
  'i',
);
const BUSYBOX_WHO = optionSpec('aH');
const PLAIN = optionSpec('');

/** One record of utmp(5) of a user. */
export interface Login {
  readonly user: Bytes;
  readonly line: Bytes;
  readonly host: Bytes;
  readonly sec: number;
  readonly pid: number;
}

const RECORD = 384;
const USER_PROCESS = 7;

function number(text: Bytes, at: number): number {
  return (
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24)
  );
}

function string(text: Bytes, at: number, length: number): Bytes {
  const part = text.slice(at, at + length);
  const end = part.indexOf('\0');
  return end < 0 ? part : part.slice(0, end);
}

/** Who is logged in, from /run/utmp. */
export function readLogins(p: Proc): readonly Login[] {
  const text = p.readFile('/var/run/utmp');
  if (typeof text === 'number') return [];
  const out: Login[] = [];
  for (let at = 0; at + RECORD <= text.length; at += RECORD) {
    if ((number(text, at) & 0xffff) !== USER_PROCESS) continue;
    out.push({
      pid: number(text, at + 4),
      line: string(text, at + 8, 32),
      user: string(text, at + 44, 32),
      host: string(text, at + 76, 256),
      sec: number(text, at + 340),
    });
  }
  return out;
}

function row(login: Login): Bytes {
  const time = strftime('%Y-%m-%d %H:%M', { sec: login.sec, nsec: 0 });
  return `${login.user.padEnd(8)} ${login.line.padEnd(12)} ${time}${login.host === '' ? '' : ` (${login.host})`}\n`;
}

function who(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? WHO : BUSYBOX_WHO);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  if (c.operands.length === 2 || has('m')) {
    const name = p.isatty(0) ? p.readlink('/proc/self/fd/0') : -1;
    const line = typeof name === 'string' ? name.replace(/^\/dev\//, '') : '';
    p.print(
      1,
      readLogins(p)
        .filter((login) => login.line === line)
        .map(row)
        .join(''),
    );
    return p.exit(0);
  }
  const logins = readLogins(p);
  if (has('q')) {
    p.print(1, `${logins.map((login) => login.user).join(' ')}\n# users=${logins.length}\n`);
    return p.exit(0);
  }
  if (has('H'))
    p.print(1, f.gnu ? 'NAME     LINE         TIME             COMMENT\n' : 'USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n');
  if (f.gnu) p.print(1, logins.map(row).join(''));
  else
    p.print(
      1,
      logins
        .map(
          (login) =>
            `${login.user.padEnd(15)} ${login.line.padEnd(15)} ?\t${strftime('%b %e %H:%M', { sec: login.sec, nsec: 0 })} ${login.host}\n`,
        )
        .join(''),
    );
  return p.exit(0);
}

function users(p: Proc): Next {
  const c = invocation(p, GNU, PLAIN);
  if (typeof c === 'number') return p.exit(c);
  const names = readLogins(p)
    .map((login) => login.user)
    .sort();
  if (names.length > 0) p.print(1, `${names.join(' ')}\n`);
  return p.exit(0);
}

/** `gnu/who`, `gnu/users`, `busybox/who`. */
export const whoPrograms: readonly Program[] = [
  ...tools('who', 1, (f) => ({ start: (p) => who(p, f) })),
  tool(GNU, 'users', 1, () => ({ start: users })),
];
