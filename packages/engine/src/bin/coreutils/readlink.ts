/** readlink(1) and realpath(1). */
import { ENOENT, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand, printUsage } from '../frame/invocation.ts';
import { quotef } from '../frame/quote.ts';
import { type CanonicalMode, canonicalPath, relativePath } from './canonical-path.ts';

const READLINK = optionSpec(
  'efmnqsvz',
  'canonicalize>f canonicalize-existing>e canonicalize-missing>m no-newline>n quiet>q silent>s verbose>v zero>z',
);
const BUSYBOX_READLINK = optionSpec('fnvsq');
const REALPATH = optionSpec(
  'eLmPqsz',
  'canonicalize-existing>e canonicalize-missing>m logical>L physical>P quiet>q relative-to=>to relative-base=>base strip>s no-symlinks>s zero>z',
);
const PLAIN = optionSpec('+');

/** BusyBox follows a link that leads nowhere to the name that is missing, but wants other names to exist. */
function resolved(p: Proc, f: Flavour, path: Bytes, mode: CanonicalMode): Bytes | number {
  const found = canonicalPath(p, path, mode);
  if (f.gnu || found !== ENOENT || typeof p.readlink(path) === 'number') return found;
  return canonicalPath(p, path, 'parents');
}

function readlink(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? READLINK : BUSYBOX_READLINK);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  if (c.operands.length > 1 && !f.gnu) return p.exit(printUsage(p, f, c.name));
  let mode: CanonicalMode | null = null;
  let verbose = f.gnu && p.getenv('POSIXLY_CORRECT') !== undefined;
  let end = '\n';
  for (const { key } of c.options) {
    if (key === 'f') mode = f.gnu ? 'parents' : 'existing';
    else if (key === 'e') mode = 'existing';
    else if (key === 'm') mode = 'missing';
    else if (key === 'v') verbose = true;
    else if (key === 'q' || key === 's') verbose = false;
    else if (key === 'z') end = '\0';
    else if (key === 'n') end = '';
  }
  if (end === '' && c.operands.length > 1) {
    complain(p, c.name, 'ignoring --no-newline with multiple arguments');
    end = '\n';
  }
  let status = 0;
  for (const path of c.operands) {
    const found = mode === null ? p.readlink(path) : resolved(p, f, path, mode);
    if (typeof found === 'string') p.print(1, found + end);
    else {
      status = 1;
      if (verbose)
        complain(
          p,
          c.name,
          f.gnu ? `${quotef(path)}: ${strerror(found)}` : `${path}: cannot read link: ${strerror(found)}`,
        );
    }
  }
  return p.exit(status);
}

function realpath(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? REALPATH : PLAIN);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  let mode: CanonicalMode = f.gnu ? 'parents' : 'existing';
  let quiet = false;
  let follow = true;
  let end = '\n';
  let to: Bytes | null = null;
  let base: Bytes | null = null;
  for (const { key, value } of c.options) {
    if (key === 'e') mode = 'existing';
    else if (key === 'm') mode = 'missing';
    else if (key === 'q') quiet = true;
    else if (key === 's') follow = false;
    else if (key === 'z') end = '\0';
    else if (key === 'to') to = value;
    else if (key === 'base') base = value;
  }
  const anchor = (path: Bytes | null): Bytes | null => {
    const found = path === null ? null : canonicalPath(p, path, mode === 'missing' ? 'missing' : 'existing', follow);
    return typeof found === 'number' ? path : found;
  };
  const toDir = anchor(to) ?? anchor(base);
  const baseDir = anchor(base);
  let status = 0;
  for (const path of c.operands) {
    const found = f.gnu ? canonicalPath(p, path, mode, follow) : resolved(p, f, path, mode);
    if (typeof found === 'number') {
      status = 1;
      if (!quiet) complain(p, c.name, `${f.gnu ? quotef(path) : path}: ${strerror(found)}`);
      continue;
    }
    const inside = baseDir === null || found === baseDir || found.startsWith(baseDir === '/' ? '/' : `${baseDir}/`);
    p.print(1, (toDir !== null && inside ? relativePath(toDir, found) : found) + end);
  }
  return p.exit(status);
}

/** `gnu/readlink`, `gnu/realpath` and their applets. */
export const readlinkPrograms: readonly Program[] = [
  ...tools('readlink', 1, (f) => ({ start: (p) => readlink(p, f) })),
  ...tools('realpath', 1, (f) => ({ start: (p) => realpath(p, f) })),
];
