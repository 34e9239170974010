/** mktemp(1): a new file or directory with a random name. */
import { EEXIST, type Errno, strerror } from '../../kernel/errno.ts';
import { O_CREAT, O_EXCL, O_RDWR } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { joinPath } from '../frame/walk.ts';

const GNU_OPTIONS = optionSpec('dp:qtuV', 'directory>d dry-run>u quiet>q suffix=>suffix tmpdir?>tmpdir');
const BUSYBOX_OPTIONS = optionSpec('dqtp:u');
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TRIES = 100;

/** A name with the run of X at `at` replaced. */
function filled(p: Proc, template: Bytes, at: number, count: number): Bytes {
  const octets = p.random(count);
  let out = '';
  for (let i = 0; i < count; i++) out += LETTERS.charAt(octets.charCodeAt(i) % LETTERS.length);
  return template.slice(0, at) + out + template.slice(at + count);
}

function create(p: Proc, path: Bytes, directory: boolean, dry: boolean): number {
  if (dry) return typeof p.lstat(path) === 'number' ? 0 : EEXIST;
  if (directory) return p.mkdir(path, 0o700);
  const fd = p.open(path, O_RDWR | O_CREAT | O_EXCL, 0o600);
  return fd < 0 ? fd : p.close(fd);
}

interface Plan {
  readonly template: Bytes;
  readonly suffix: Bytes;
  readonly directory: boolean;
  readonly dry: boolean;
  readonly quiet: boolean;
}

function make(p: Proc, f: Flavour, name: Bytes, plan: Plan): number {
  const { template } = plan;
  const end = template.length - plan.suffix.length;
  let at = end;
  while (at > 0 && template.charAt(at - 1) === 'X') at--;
  const least = f.gnu ? 3 : 6;
  if (end - at < least) {
    if (plan.quiet) return 1;
    return complain(p, name, f.gnu ? `too few X's in template ${quoted(p, template)}` : ': Invalid argument');
  }
  let errno: Errno = EEXIST;
  for (let n = 0; n < TRIES && errno === EEXIST; n++) {
    const path = filled(p, template, at, end - at);
    errno = create(p, path, plan.directory, plan.dry);
    if (errno >= 0) {
      p.print(1, `${path}\n`);
      return 0;
    }
  }
  if (plan.quiet) return 1;
  if (!f.gnu) return complain(p, name, `: ${strerror(errno)}`);
  return complain(
    p,
    name,
    `failed to create ${plan.directory ? 'directory' : 'file'} via template ${quoteaf(template)}: ${strerror(errno)}`,
  );
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 1)
    return p.exit(f.gnu ? usageError(p, f, c.name, 'too many templates') : printUsage(p, f, c.name));
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const value = (key: string): Bytes | undefined => c.options.filter((o) => o.key === key).pop()?.value;
  const env = p.getenv('TMPDIR');
  const base = value('p') || value('tmpdir') || (env !== undefined && env !== '' ? env : '/tmp');
  const given = c.operands[0];
  let template = given ?? 'tmp.XXXXXXXXXX';
  if (!f.gnu && given === undefined) template = 'tmp.XXXXXX';
  const suffixOption = value('suffix');
  if (suffixOption !== undefined && !template.endsWith('X'))
    return p.exit(complain(p, c.name, `with --suffix, template ${quoted(p, template)} must end in X`));
  const lastX = template.lastIndexOf('X');
  const suffix = suffixOption ?? (f.gnu && lastX >= 0 ? template.slice(lastX + 1) : '');
  if (f.gnu && has('t') && template.includes('/'))
    return p.exit(complain(p, c.name, `invalid template, ${quoted(p, template)}, contains directory separator`));
  const inside = has('t') || has('p') || has('tmpdir') || given === undefined;
  if (f.gnu && inside && !has('t') && template.startsWith('/'))
    return p.exit(
      complain(p, c.name, `invalid template, ${quoted(p, template)}; with --tmpdir, it may not be absolute`),
    );
  const whole = suffixOption === undefined ? template : template + suffixOption;
  const path = inside ? joinPath(f.gnu && has('t') && env !== undefined && env !== '' ? env : base, whole) : whole;
  return p.exit(make(p, f, c.name, { template: path, suffix, directory: has('d'), dry: has('u'), quiet: has('q') }));
}

/** `gnu/mktemp` and `busybox/mktemp`. */
export const mktempPrograms: readonly Program[] = tools('mktemp', 1, (f) => ({ start: (p) => start(p, f) }));
