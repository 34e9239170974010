// What every script stands on: the repository's root, its dependencies, and the Node that they bring along.
// Plain JavaScript for any Node from 18 on and no dependency, because it runs before anything is installed.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const OLDEST_NODE = [22, 13]; // node:sqlite without a flag
const TYPES_WITHOUT_FLAG = [22, 18]; // type stripping without a flag
const windows = process.platform === 'win32';

/** A failure to be told in one line, without a stack trace: what is wrong and what to do next. */
export class Trouble extends Error {}

/** Installs what the lockfile names unless that was already done; a stamp in node_modules remembers its hash. */
export function install() {
  const stamp = join(root, 'node_modules', '.drydock-lock');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash) return;
  console.log('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath ?? '';
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own Node, since `npm ci` removes the one that the lockfile brought
  const ran = /npm-cli\.c?js$/.test(npm)
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: windows });
  if (ran.status !== 0) throw new Trouble('npm ci failed: see its message above, then run the same command again.');
  writeFileSync(stamp, `${hash}\n`);
}

/** `a` (major, minor, …) is at least `b`. */
function atLeast(a, b) {
  return a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
}

/**
 * The Node to run everything with, once dependencies are installed: the one in node_modules/.bin where the platform
 * has it, otherwise the system's. Also returns the environment for children: that folder first in PATH, telemetry off.
 */
export function toolchain() {
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const env = {
    ...process.env,
    [pathKey]: join(root, 'node_modules', '.bin') + delimiter + (process.env[pathKey] ?? ''),
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    npm_config_loglevel: 'error',
  };
  const script = 'process.stdout.write(process.versions.node + " " + process.execPath)';
  const line = windows
    ? execFileSync(`node -e '${script}'`.replaceAll('"', '\\"').replaceAll("'", '"'), { env, shell: true })
    : execFileSync('node', ['-e', script], { env });
  const [version, ...path] = line.toString().split(' ');
  const numbers = version.split('.').map(Number);
  if (!atLeast(numbers, OLDEST_NODE)) {
    throw new Trouble(
      `Node ${version} is too old: ${OLDEST_NODE.join('.')} or newer is needed, and none comes prebuilt for ` +
        `${process.platform}-${process.arch}. Install a current Node, then run the same command again.`,
    );
  }
  if (!atLeast(numbers, TYPES_WITHOUT_FLAG)) {
    env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --experimental-strip-types`.trim();
  }
  return { node: path.join(' '), env };
}

/** Absolute path of the JavaScript behind command `name` of the installed `pkg`, to be run with Node on any platform. */
export function command(pkg, name = pkg) {
  const folder = join(root, 'node_modules', ...pkg.split('/'));
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** Runs a Node script to its end with our output; resolves to its exit code (1 when a signal ended it). */
export function run({ node, env }, args, { cwd = root, extraEnv = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd, env: { ...env, ...extraEnv }, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** `turbo run TASK` over all workspaces; prints what a task says only where it fails. */
export function turbo(tools, task) {
  return run(tools, [command('turbo'), 'run', task, '--output-logs=errors-only']);
}
