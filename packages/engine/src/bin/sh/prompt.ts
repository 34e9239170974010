/** Prompts: PS1, PS2, PS4 with the escapes of bash (bash(1) PROMPTING) and of BusyBox, then parameter expansion. */

import type { Bytes } from '../../util/bytes.ts';
import { civilFromDays, weekday } from '../../util/civil.ts';
import { Expansion, passwdEntry } from './expand.ts';
import { parseUnit } from './parse.ts';
import type { Shell } from './shell.ts';
import { getVar } from './vars.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const END = '_DRYDOCK_PROMPT_';

/** `text` with its parameters and arithmetic expanded as in double quotes; command substitutions in it are left out. */
function expanded(sh: Shell, text: Bytes): Bytes {
  if (!/[$`\\]/.test(text)) return text;
  const unit = parseUnit(sh.L.flavour, `: <<${END}\n${text}\n${END}\n`);
  const node = unit.body.items[0]?.command;
  const word = node?.t === 'simple' ? node.redirs[0]?.target : undefined;
  if (word === undefined) return text;
  const value = new Expansion(sh, []).template(word);
  sh.failed = false;
  sh.fatalStatus = -1;
  return value === null ? text : value.slice(0, -1);
}

/** The own user's name. */
export function userName(sh: Shell): Bytes {
  return passwdEntry(sh, null)?.[0] ?? getVar(sh, 'USER') ?? (sh.bash ? 'I have no name!' : '');
}

function workingDirectory(sh: Shell): Bytes {
  const cwd = sh.cwd();
  const home = getVar(sh, 'HOME');
  if (home !== null && home !== '' && home !== '/' && (cwd === home || cwd.startsWith(`${home}/`)))
    return `~${cwd.slice(home.length)}`;
  return cwd;
}

function lastComponent(path: Bytes): Bytes {
  return path === '/' || path.indexOf('/') < 0 ? path : path.slice(path.lastIndexOf('/') + 1);
}

const two = (n: number): string => String(n).padStart(2, '0');

function clock(sh: Shell, format: string): Bytes {
  const seconds = Math.floor(sh.p.epochSec + sh.p.now / 1e9);
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const [h, m, s] = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  switch (format) {
    case 't':
      return `${two(h)}:${two(m)}:${two(s)}`;
    case 'T':
      return `${two(h % 12 === 0 ? 12 : h % 12)}:${two(m)}:${two(s)}`;
    case '@':
      return `${two(h % 12 === 0 ? 12 : h % 12)}:${two(m)} ${h < 12 ? 'AM' : 'PM'}`;
    case 'A':
      return `${two(h)}:${two(m)}`;
    default: {
      const date = civilFromDays(days);
      return `${DAYS[weekday(days)]} ${MONTHS[date.month - 1]} ${two(date.day)}`;
    }
  }
}

function escape(sh: Shell, c: string): Bytes | null {
  const { p, L } = sh;
  switch (c) {
    case 'u':
      return userName(sh);
    case 'h':
      return p.uname().nodename.split('.')[0] as Bytes;
    case 'H':
      return p.uname().nodename;
    case 'w':
      return workingDirectory(sh);
    case 'W':
      return workingDirectory(sh) === '~' ? '~' : lastComponent(sh.cwd());
    case '$':
      return p.cred().euid === 0 ? '#' : '$';
    case 's':
      return lastComponent(L.arg0);
    case 'v':
      return '5.2';
    case 'V':
      return '5.2.15';
    case 'j':
      return String(L.jobs.length);
    case 'l':
      return 'tty';
    case '!':
    case '#':
      return String(L.history.length + 1);
    case 't':
    case 'T':
    case '@':
    case 'A':
    case 'd':
      return clock(sh, c);
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 'e':
      return '\x1b';
    case 'a':
      return '\x07';
    case '\\':
      return '\\';
    case '[':
      return '\x01';
    case ']':
      return '\x02';
    default:
      return null;
  }
}

/** Backslash escapes of a prompt. What stands between `\[` and `\]` comes out between the bytes 1 and 2: it takes no room. */
function unescaped(sh: Shell, text: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c !== '\\' || i + 1 >= text.length) {
      out += c;
      continue;
    }
    const octal = /^[0-7]{3}/.exec(text.slice(i + 1))?.[0];
    if (octal !== undefined) {
      out += String.fromCharCode(Number.parseInt(octal, 8) & 255);
      i += 3;
      continue;
    }
    const value = escape(sh, text.charAt(i + 1));
    if (value === null) out += c;
    else {
      // A directory's name may hold what the expansion that follows would take for its own.
      out +=
        /[$`\\]/.test(value) && text.charAt(i + 1) !== '\\' && text.charAt(i + 1) !== '$'
          ? value.replace(/[$`\\]/g, '\\$&')
          : value;
      i++;
    }
  }
  return out;
}

/** A prompt to be shown; `escapes`: backslash escapes count (not in dash). */
export function promptText(sh: Shell, raw: Bytes, escapes: boolean): Bytes {
  return expanded(sh, escapes && sh.L.flavour !== 'dash' ? unescaped(sh, raw) : raw);
}

/** The primary prompt of a shell whose PS1 is not set. */
function defaultPrompt(sh: Shell): Bytes {
  const root = sh.p.cred().euid === 0;
  if (sh.L.flavour === 'bash') return '\\s-\\v\\$ ';
  if (sh.L.flavour === 'ash') return '\\w \\$ ';
  return root ? '# ' : '$ ';
}

/** The prompt for the next line: PS2 when a command has begun. */
export function nextPrompt(sh: Shell): Bytes {
  if (sh.L.partial !== '') return promptText(sh, getVar(sh, 'PS2') ?? '> ', true);
  return promptText(sh, getVar(sh, 'PS1') ?? defaultPrompt(sh), true);
}
