/**
 * Reads a configuration with its includes and checks each directive's name, place and number of arguments, in the order
 * in which nginx meets them (ngx_conf_file.c, ngx_conf_handler).
 */
import { strerror } from '../../../kernel/errno.ts';
import { S_IFDIR } from '../../../kernel/syscall.ts';
import type { Proc } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { compileFnmatch, matchFnmatch } from '../../../util/glob.ts';
import { ConfStop } from './conf.ts';
import { type Context, DIRECTIVES, type DirectiveRule } from './directives.ts';
import { type Directive, readDirectives } from './lex.ts';

/** Where a block opens. */
const INNER: ReadonlyMap<string, Context> = new Map([
  ['events', 'e'],
  ['http', 'h'],
  ['server', 's'],
  ['location', 'l'],
  ['if', 'i'],
  ['upstream', 'u'],
  ['types', 't'],
  ['map', 'p'],
  ['limit_except', 'l'],
]);

/** A file that was read, for `nginx -T`. */
export interface Source {
  readonly path: Bytes;
  readonly text: Bytes;
}

/** Message `open() "x" failed (2: No such file or directory)` of a failed call. */
export function callFailed(call: string, path: Bytes, errno: number): Bytes {
  return `${call} "${path}" failed (${-errno}: ${strerror(errno)})`;
}

/** Paths that `pattern` matches, sorted, as glob(3) without flags. */
export function globFiles(p: Proc, pattern: Bytes): readonly Bytes[] {
  if (!/[*?[]/.test(pattern)) return [pattern];
  let dirs: Bytes[] = [''];
  for (const part of pattern.split('/').slice(1)) {
    const next: Bytes[] = [];
    for (const dir of dirs) {
      if (!/[*?[]/.test(part)) {
        next.push(`${dir}/${part}`);
        continue;
      }
      const compiled = compileFnmatch(part, { period: true });
      const entries = p.readdir(dir === '' ? '/' : dir);
      const names =
        typeof entries === 'number'
          ? []
          : entries.map((entry) => entry.name).filter((name) => matchFnmatch(compiled, name));
      for (const name of names.sort()) next.push(`${dir}/${name}`);
    }
    dirs = next;
  }
  return dirs.filter((path) => typeof p.stat(path) !== 'number');
}

class Loader {
  readonly p: Proc;
  readonly prefix: Bytes;
  readonly sources: Source[] = [];
  private depth = 0;

  constructor(p: Proc, prefix: Bytes) {
    this.p = p;
    this.prefix = prefix;
  }

  file(path: Bytes, context: Context, from: Directive | null): readonly Directive[] {
    const text = this.p.readFile(path);
    if (typeof text === 'number')
      throw new ConfStop(callFailed('open()', path, text), from?.file ?? '', from?.line ?? -1);
    const stat = this.p.stat(path);
    if (typeof stat !== 'number' && (stat.mode & 0o170000) === S_IFDIR)
      throw new ConfStop(callFailed('pread()', path, -21), from?.file ?? path, from?.line ?? 1);
    this.sources.push({ path, text });
    if (++this.depth > 50) throw new ConfStop('too many nested includes', from?.file ?? path, from?.line ?? 1);
    const out = this.text(text, path, context);
    this.depth--;
    return out;
  }

  text(text: Bytes, path: Bytes, context: Context): readonly Directive[] {
    const { directives, error } = readDirectives(text, path);
    const out = this.list(directives, context);
    if (error !== null) throw new ConfStop(error.message, error.file, error.line);
    return out;
  }

  private list(directives: readonly Directive[], context: Context): readonly Directive[] {
    const out: Directive[] = [];
    for (const d of directives) {
      if (d.name === 'include' && d.block === null && d.args.length === 1) {
        const pattern = d.args[0] as Bytes;
        for (const path of globFiles(this.p, pattern.startsWith('/') ? pattern : `${this.prefix}${pattern}`))
          out.push(...this.file(path, context, d));
      } else out.push(this.directive(d, context));
    }
    return out;
  }

  private directive(d: Directive, context: Context): Directive {
    if (context === 't' || context === 'p') return d;
    const fail = (message: Bytes): never => {
      throw new ConfStop(message, d.file, d.line);
    };
    if (context === 'u' && d.name === 'server')
      return d.args.length === 0 ? fail('invalid number of arguments in "server" directive') : d;
    const rule = DIRECTIVES.get(d.name) ?? fail(`unknown directive "${d.name}"`);
    if (rule.refused) return fail(`the directive "${d.name}" is not simulated`);
    if (!rule.contexts.includes(context)) return fail(`"${d.name}" directive is not allowed here`);
    if (rule.block && d.block === null) return fail(`directive "${d.name}" has no opening "{"`);
    if (!rule.block && d.block !== null) return fail(`directive "${d.name}" is not terminated by ";"`);
    this.arguments(d, rule, fail);
    if (d.block === null) return d;
    const inner = d.name === 'if' && context === 'l' ? 'i' : (INNER.get(d.name) as Context);
    return { ...d, block: this.list(d.block, inner) };
  }

  private arguments(d: Directive, rule: DirectiveRule, fail: (message: Bytes) => never): void {
    if (d.args.length < rule.min || (rule.max >= 0 && d.args.length > rule.max))
      fail(`invalid number of arguments in "${d.name}" directive`);
    const value = d.args[0];
    if (rule.flag && value !== 'on' && value !== 'off')
      fail(`invalid value "${value}" in "${d.name}" directive, it must be "on" or "off"`);
  }
}

/** A checked configuration: the directives of main context, and the files that they came from. */
export interface Loaded {
  readonly directives: readonly Directive[];
  readonly sources: readonly Source[];
}

/** Reads `path` after the directives `global` of `-g`. Throws ConfStop. */
export function loadConf(p: Proc, path: Bytes, global: Bytes, prefix: Bytes): Loaded {
  const loader = new Loader(p, prefix);
  const given = global === '' ? [] : loader.text(global, '', 'm');
  const slash = path.lastIndexOf('/');
  const main = new Loader(p, path.slice(0, slash + 1));
  const directives = [...given, ...main.file(path, 'm', null)];
  return { directives, sources: main.sources };
}
