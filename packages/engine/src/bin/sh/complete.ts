/** Completion: commands, variables, files, and what the embedder knows of a command's own words. */
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';
import { builtinNames } from './builtin/names.ts';
import { tilde } from './expand.ts';
import type { Completion } from './readline.ts';
import { pathList } from './search.ts';
import type { Shell } from './shell.ts';

/** Most candidates. */
const MAX_CANDIDATES = 2000;

const WORDS = [
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'case',
  'esac',
  'for',
  'while',
  'until',
  'do',
  'done',
  'in',
  'function',
  'time',
  'select',
];

/** A word of the line so far: its text without quotes, and where it begins. */
interface LineWord {
  readonly text: Bytes;
  readonly start: number;
}

/** Words of the command that the cursor is in; the last one, possibly empty, is the one to complete. */
function commandWords(line: Bytes): readonly LineWord[] {
  let words: LineWord[] = [];
  let text = '';
  let start = -1;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (quote !== '') {
      if (c === quote) quote = '';
      else text += c;
      continue;
    }
    if (c === '\\' && i + 1 < line.length) {
      if (start < 0) start = i;
      text += line.charAt(++i);
    } else if (c === "'" || c === '"') {
      if (start < 0) start = i;
      quote = c;
    } else if (c === ' ' || c === '\t' || '|&;()<>\n'.includes(c)) {
      if (start >= 0) words.push({ text, start });
      if ('|&;(\n'.includes(c)) words = [];
      text = '';
      start = -1;
    } else {
      if (start < 0) start = i;
      text += c;
    }
  }
  words.push({ text, start: start < 0 ? line.length : start });
  return words;
}

const quoted = (name: Bytes): Bytes => name.replace(/[ \t\\'"`$&|;()<>*?[\]#!{}]/g, '\\$&');

function isDirectory(sh: Shell, path: Bytes): boolean {
  const st = sh.p.stat(path);
  return typeof st !== 'number' && (st.mode & S_IFMT) === S_IFDIR;
}

function files(sh: Shell, word: Bytes, programs: boolean): { readonly full: Bytes; readonly shown: Bytes }[] {
  const slash = word.lastIndexOf('/');
  const dir = word.slice(0, slash + 1);
  const prefix = word.slice(slash + 1);
  const home = /^~([^/]*)/.exec(dir);
  const real = home === null ? dir : tilde(sh, home[1] as Bytes) + dir.slice((home[0] as Bytes).length);
  const entries = sh.p.readdir(real === '' ? '.' : real);
  if (typeof entries === 'number') return [];
  const out: { full: Bytes; shown: Bytes }[] = [];
  for (const e of entries) {
    if (!e.name.startsWith(prefix) || (e.name.startsWith('.') && !prefix.startsWith('.'))) continue;
    const type = e.type & S_IFMT;
    const directory = type === S_IFDIR || (type === S_IFLNK && isDirectory(sh, real + e.name));
    if (programs && !directory && sh.p.access(real + e.name, 1) !== 0) continue;
    const end = directory ? '/' : '';
    out.push({ full: (home === null ? quoted(dir) : dir) + quoted(e.name) + end, shown: e.name + end });
    if (out.length >= MAX_CANDIDATES) break;
  }
  return out;
}

function commands(sh: Shell, prefix: Bytes): readonly Bytes[] {
  const { L } = sh;
  const found = new Set<Bytes>();
  const add = (name: Bytes): void => {
    if (name.startsWith(prefix) && found.size < MAX_CANDIDATES) found.add(name);
  };
  for (const name of builtinNames(L.flavour)) add(name);
  for (const f of L.funcs) add(f.name);
  for (const a of L.newAliases) add(a[0]);
  for (const w of WORDS) add(w);
  for (const dir of pathList(sh, null)) {
    const entries = sh.p.readdir(dir === '' ? '.' : dir);
    if (typeof entries === 'number') continue;
    for (const e of entries) {
      if (!e.name.startsWith(prefix) || found.has(e.name)) continue;
      const type = e.type & S_IFMT;
      if ((type === S_IFREG || type === S_IFLNK) && sh.p.access(`${dir}/${e.name}`, 1) === 0) add(e.name);
    }
  }
  return [...found];
}

/** Candidates for the end of `line`, sorted. */
export function complete(sh: Shell, line: Bytes): Completion {
  const words = commandWords(line);
  const last = words[words.length - 1] as LineWord;
  const { start, text } = last;
  const simple = (names: readonly Bytes[]): Completion => {
    const sorted = [...names].sort();
    return { start, candidates: sorted, shown: sorted };
  };
  const variable = /\$\{?(\w*)$/.exec(text);
  if (variable !== null) {
    const head = line.slice(start, line.length - (variable[1] as Bytes).length);
    const brace = variable[0].startsWith('${') ? '}' : '';
    const names = sh.L.vars
      .map((v) => v.name)
      .filter((n) => n.startsWith(variable[1] as Bytes))
      .sort();
    return { start, candidates: names.map((n) => head + n + brace), shown: names };
  }
  const first =
    words.length === 1 ||
    words
      .slice(0, -1)
      .every((w) => /^\w+=/.test(w.text) || ['sudo', 'then', 'do', 'else', 'time', '!'].includes(w.text));
  if (first && text.indexOf('/') < 0 && !text.startsWith('~')) return simple(commands(sh, text));
  if (!first) {
    const own =
      sh.options.completions?.(
        words.map((w) => w.text),
        sh.p,
      ) ?? null;
    if (own !== null) return simple(own.filter((c) => c.startsWith(text)));
  }
  const directories = !first && (words[0]?.text === 'cd' || words[0]?.text === 'rmdir');
  const found = files(sh, text, first).filter((f) => !directories || f.shown.endsWith('/'));
  found.sort((a, b) => (a.shown < b.shown ? -1 : 1));
  return { start, candidates: found.map((f) => f.full), shown: found.map((f) => f.shown) };
}
