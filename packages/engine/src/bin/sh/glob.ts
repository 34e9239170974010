/** Pathname expansion (POSIX 2.13.3, glob(3)): existing files that match a pattern, sorted byte by byte. */
import { S_IFDIR, S_IFLNK, S_IFMT, type Sys } from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';
import { compilePattern, matches, unescapePattern } from './pattern.ts';

/** Most names that one pattern may give. */
const MAX_MATCHES = 100_000;

/** Options of bash that change what matches. */
export interface GlobOptions {
  readonly ext: boolean;
  readonly dot: boolean;
  /** `.*` gives `.` and `..` too (not in bash 5.2). */
  readonly dots: boolean;
}

function hasMeta(component: Bytes): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(component) || /[?*+@!]\(/.test(component);
}

function isDirectory(sys: Sys, path: Bytes): boolean {
  const st = sys.stat(path);
  return typeof st !== 'number' && (st.mode & S_IFMT) === S_IFDIR;
}

function compare(a: Bytes, b: Bytes): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Paths that match `pattern` (quoted with backslashes), in order; empty when there is none. */
export function expandGlob(sys: Sys, pattern: Bytes, options: GlobOptions): readonly Bytes[] {
  const parts = pattern.split('/');
  let bases: Bytes[] = [''];
  for (let i = 0; i < parts.length && bases.length > 0; i++) {
    const part = parts[i] as Bytes;
    const last = i === parts.length - 1;
    if (part === '') {
      bases = last
        ? bases.filter((b) => isDirectory(sys, b)).map((b) => `${b}/`)
        : bases.map((b) => (i === 0 ? '/' : `${b}/`));
      continue;
    }
    const next: Bytes[] = [];
    for (const base of bases) {
      const prefix = base === '' || base.endsWith('/') ? base : `${base}/`;
      if (next.length >= MAX_MATCHES) break;
      if (hasMeta(part)) matchComponent(sys, prefix, part, last, options, next);
      else {
        const path = prefix + unescapePattern(part);
        if (typeof sys.lstat(path) !== 'number') next.push(path);
      }
    }
    bases = next;
  }
  return bases.sort(compare);
}

function matchComponent(sys: Sys, prefix: Bytes, part: Bytes, last: boolean, options: GlobOptions, out: Bytes[]): void {
  const entries = sys.readdir(prefix === '' ? '.' : prefix);
  if (typeof entries === 'number') return;
  const pattern = compilePattern(part, options.ext);
  const hidden = part.startsWith('.') || part.startsWith('\\.');
  const names = hidden && options.dots ? ['.', '..'] : [];
  for (const name of names) if (matches(pattern, name)) out.push(prefix + name);
  for (const e of entries) {
    if (e.name.startsWith('.') && !hidden && !options.dot) continue;
    if (!matches(pattern, e.name)) continue;
    const path = prefix + e.name;
    if (!last) {
      const type = e.type & S_IFMT;
      if (type !== S_IFDIR && !(type === S_IFLNK && isDirectory(sys, path))) continue;
    }
    out.push(path);
  }
}
