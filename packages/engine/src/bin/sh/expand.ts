/**
 * Word expansion (POSIX 2.6). It runs in one go; when it meets a command substitution whose output is not known it stops
 * with `need`, the shell runs the command, and the expansion is made again with what was found so far in its memo, so
 * that nothing with an effect happens twice.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { ParamPart, Part, Word } from './ast.ts';
import { expandBraces } from './brace.ts';
import { type Field, FieldBuilder, type FieldMode } from './field.ts';
import type { Memo } from './frame.ts';
import { expandGlob } from './glob.ts';
import { expandParam } from './param.ts';
import { processSubstitution } from './process-substitution.ts';
import type { Shell } from './shell.ts';
import { OPT, SHOPT } from './state.ts';
import { getVar } from './vars.ts';

export class Expansion {
  readonly sh: Shell;
  private readonly memo: Memo;
  private readonly trace: (Bytes | readonly Bytes[] | null)[] = [];
  private at = 0;
  /** Number of the list whose output is needed to go on; -1: none. */
  need = -1;
  /** Descriptors opened for process substitutions. */
  private readonly ifs: Bytes | null;

  constructor(sh: Shell, memo: Memo) {
    this.sh = sh;
    this.memo = memo;
    this.ifs = getVar(sh, 'IFS');
  }

  /** The expansion cannot go on: something is needed, or it has failed. */
  get stopped(): boolean {
    return this.need >= 0 || this.sh.failed;
  }

  /** What is known so far, for the frame that waits. */
  get saved(): Memo {
    return this.trace;
  }

  /** A value that is read or computed once: on a second run it comes from the memo. */
  once<T extends Bytes | readonly Bytes[] | null>(compute: () => T): T {
    const i = this.at++;
    const value = i < this.memo.length ? (this.memo[i] as T) : compute();
    this.trace.push(value);
    return value;
  }

  /** Output of a command substitution, or null when it has to be run first. */
  private substitution(body: number): Bytes | null {
    const i = this.at;
    if (i >= this.memo.length) {
      this.need = body;
      return null;
    }
    this.at++;
    const value = this.memo[i] as Bytes;
    this.trace.push(value);
    return value;
  }

  /** First character of IFS, which joins `"$*"`. */
  get joiner(): Bytes {
    return this.ifs === null ? ' ' : this.ifs.charAt(0);
  }

  private builder(mode: FieldMode): FieldBuilder {
    return new FieldBuilder(mode, this.ifs, (this.sh.L.shopt & SHOPT.extglob) !== 0);
  }

  /** Expands parts into `b`. `quoted`: inside double quotes; `operand`: unquoted text is split too. */
  parts(parts: readonly Part[], b: FieldBuilder, quoted: boolean, operand = false): void {
    for (const part of parts) {
      switch (part.t) {
        case 'lit':
          if (quoted) b.quoted(part.v);
          else if (operand) b.expanded(part.v);
          else b.literal(part.v);
          break;
        case 'quoted':
          b.quoted(part.v);
          break;
        case 'dquote':
          this.doubleQuoted(part.parts, b);
          break;
        case 'param':
          expandParam(this, part, b, quoted);
          break;
        case 'command': {
          const text = this.substitution(part.body);
          if (text !== null) this.add(b, text, quoted);
          break;
        }
        case 'arith': {
          const text = this.arith(part.expr);
          if (text !== null) this.add(b, text, quoted);
          break;
        }
        case 'tilde':
          b.quoted(this.once(() => tilde(this.sh, part.user)));
          break;
        case 'process':
          b.quoted(this.once(() => processSubstitution(this.sh, part.op, part.body)));
          break;
        case 'bad':
          this.bad(part.text);
          break;
        default:
      }
      if (this.stopped) return;
    }
  }

  private add(b: FieldBuilder, text: Bytes, quoted: boolean): void {
    if (quoted) b.quoted(text);
    else b.expanded(text);
  }

  private doubleQuoted(parts: readonly Part[], b: FieldBuilder): void {
    // `"$@"` without parameters is no field at all, every other quoted string is at least an empty one.
    if (!parts.some(isList) || parts.some((p) => !isList(p))) b.touch();
    this.parts(parts, b, true);
  }

  /** Bad substitution: found when the word is reached. */
  bad(text: Bytes): void {
    const { sh } = this;
    sh.error(sh.bash ? `${text}: bad substitution` : 'Bad substitution');
    sh.fatal(sh.bash ? 1 : 2);
  }

  /** Value of an arithmetic expansion as text. */
  arith(parts: readonly Part[]): Bytes | null {
    const text = this.joined(parts, true);
    if (text === null) return null;
    return this.once(() => {
      const value = this.sh.arith(text);
      if (value === null) this.sh.fatal(this.sh.bash ? 1 : 2);
      return value === null ? '' : String(value);
    });
  }

  /** The parts as one string, without splitting and without patterns; null when stopped. */
  joined(parts: readonly Part[], quoted: boolean): Bytes | null {
    const b = this.builder('single');
    this.parts(parts, b, quoted);
    return this.stopped ? null : b.value;
  }

  /** The value of an assignment, of a redirection's word, of `case`… : one string. */
  single(word: Word): Bytes | null {
    return word.plain ?? this.joined(word.parts, false);
  }

  /** A here-document or an arithmetic text. */
  template(word: Word): Bytes | null {
    return word.plain ?? this.joined(word.parts, true);
  }

  /** A word as a pattern: quoted text is escaped in it. */
  pattern(word: Word): Bytes | null {
    const b = this.builder('pattern');
    this.parts(word.parts, b, false);
    return this.stopped ? null : b.patternText;
  }

  /** Fields of a list of words: braces, expansion, splitting, then matching against files. */
  fields(words: readonly Word[]): Bytes[] | null {
    let patterns = false;
    const out: Field[] = [];
    for (const word of words) {
      if (word.plain !== null) {
        out.push({ text: word.plain, pattern: null });
        continue;
      }
      if (word.assignment) {
        const text = this.joined(word.parts, false);
        if (text === null) return null;
        out.push({ text, pattern: null });
        continue;
      }
      const alternatives = this.sh.has(OPT.braceexpand) ? expandBraces(word.parts) : [word.parts];
      for (const parts of alternatives) {
        const b = this.builder('split');
        this.parts(parts, b, false);
        if (this.stopped) return null;
        for (const f of b.finish()) {
          out.push(f);
          patterns ||= f.pattern !== null;
        }
      }
    }
    return patterns && !this.sh.has(OPT.noglob) ? this.files(out) : out.map((f) => f.text);
  }

  private files(fields: readonly Field[]): Bytes[] | null {
    const { sh } = this;
    const { shopt } = sh.L;
    const out: Bytes[] = [];
    for (const f of fields) {
      const found =
        f.pattern === null
          ? []
          : expandGlob(sh.p, f.pattern, {
              ext: (shopt & SHOPT.extglob) !== 0,
              dot: (shopt & SHOPT.dotglob) !== 0,
              dots: !sh.bash,
            });
      if (found.length > 0) for (const name of found) out.push(name);
      else if (f.pattern !== null && (shopt & SHOPT.failglob) !== 0) {
        sh.error(`no match: ${f.text}`);
        sh.fatal(1);
        return null;
      } else if (f.pattern === null || (shopt & SHOPT.nullglob) === 0 || !/[*?[]/.test(f.text)) out.push(f.text);
    }
    return out;
  }
}

/** True for what gives a list of fields in double quotes. */
function isList(part: Part): boolean {
  if (part.t !== 'param' || part.length) return false;
  return (part.name === '@' && part.index === null) || part.index?.plain === '@';
}

/** `~user` (POSIX 2.6.1). */
export function tilde(sh: Shell, user: Bytes): Bytes {
  if (user === '') return getVar(sh, 'HOME') ?? homeOf(sh, null) ?? '~';
  if (user === '+') return sh.cwd();
  if (user === '-') return getVar(sh, 'OLDPWD') ?? '~-';
  return homeOf(sh, user) ?? `~${user}`;
}

/** Home directory in /etc/passwd, of a name or (null) of the own user. */
export function homeOf(sh: Shell, user: Bytes | null): Bytes | null {
  const entry = passwdEntry(sh, user);
  return entry?.[5] ?? null;
}

/** Fields of the line in /etc/passwd of a user, or (null) of the own. */
export function passwdEntry(sh: Shell, user: Bytes | null): readonly Bytes[] | null {
  const file = sh.p.readFile('/etc/passwd');
  if (typeof file !== 'string') return null;
  const uid = String(sh.p.cred().uid);
  for (const line of file.split('\n')) {
    const f = line.split(':');
    if (user === null ? f[2] === uid && f.length > 5 : f[0] === user) return f;
  }
  return null;
}

/** A parameter expansion's parts that other files need. */
export type { ParamPart };
