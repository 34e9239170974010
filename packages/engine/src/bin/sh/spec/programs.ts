/** Small programs for the shell's tests: just enough of what recorded scripts call besides the shell itself. */
import type { Next, Proc, Program } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';

type P = Proc<Record<string, unknown>>;

function program(
  name: string,
  start: (p: P) => Next,
  labels: { readonly [label: string]: (p: P) => Next } = {},
): Program {
  return { name, version: 1, labels: { start, ...labels } } as Program;
}

const words = (p: P): readonly Bytes[] => p.argv.slice(1);

function mkdir(p: P): Next {
  let mode = 0o777;
  let parents = false;
  let code = 0;
  const args = [...words(p)];
  while (args[0]?.startsWith('-')) {
    const o = args.shift();
    if (o === '-p') parents = true;
    else mode = Number.parseInt(o === '-m' ? (args.shift() as string) : (o as string).slice(2), 8);
  }
  for (const path of args) {
    const parts = path.split('/');
    if (parents) for (let i = 1; i < parts.length; i++) p.mkdir(parts.slice(0, i).join('/'), 0o777);
    if (p.mkdir(path, mode) < 0 && !parents) code = 1;
  }
  return p.exit(code);
}

function ls(p: P): Next {
  const paths = words(p).filter((w) => !w.startsWith('-'));
  const listed = words(p).includes('-d');
  let out = '';
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const entries = listed ? -1 : p.readdir(path);
    if (typeof entries !== 'number')
      out += entries
        .map((e) => e.name)
        .filter((n) => !n.startsWith('.'))
        .sort()
        .map((n) => `${n}\n`)
        .join('');
    else if (typeof p.stat(path) !== 'number') out += `${path}\n`;
    else {
      p.print(2, `ls: cannot access '${path}': No such file or directory\n`);
      p.print(1, out);
      return p.exit(2);
    }
  }
  p.print(1, out);
  return p.exit(0);
}

function env(p: P): Next {
  const vars = [...p.env];
  const args = [...words(p)];
  while (args[0]?.includes('=')) {
    const v = args.shift() as string;
    const at = vars.findIndex((e) => e.startsWith(`${v.split('=')[0]}=`));
    if (at >= 0) vars[at] = v;
    else vars.push(v);
  }
  if (args.length === 0) {
    p.print(1, vars.map((v) => `${v}\n`).join(''));
    return p.exit(0);
  }
  for (const dir of ['/usr/bin', '/bin']) if (p.execve(`${dir}/${args[0]}`, args, vars) === 0) return p.done();
  return p.exit(127);
}

/** Runs a case as the recorder does: a shell with a bare environment in an empty /w; its status goes to descriptor 3. */
function launch(p: P): Next {
  const [, shell, mode] = p.argv as readonly [Bytes, Bytes, Bytes];
  p.mkdir('/w', 0o755);
  const pid = p.fork('run', { shell, mode });
  return pid < 0 ? p.exit(1) : p.waitChild('reap');
}

function runCase(p: P): Next {
  const { shell, mode } = p.locals as { shell: string; mode: string };
  p.chdir('/w');
  p.close(3);
  const fd = p.open(mode === 's' ? '/tmp/s' : '/tmp/i', 0);
  p.dup2(fd, 0);
  p.close(fd);
  const name = shell === 'bash' ? 'bash' : 'sh';
  const script = p.readFile('/tmp/s') as string;
  const args = mode === 'c' ? ['-c', script] : mode === 'f' ? ['/tmp/script', 'a1', 'a 2'] : [];
  const env = ['HOME=/root', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];
  return p.execve(`/usr/bin/${shell}`, [name, ...args], env) === 0 ? p.done() : p.exit(126);
}

function reapCase(p: P): Next {
  const w = p.wait(-1);
  if (typeof w === 'number') return p.waitChild('reap');
  p.print(3, `${w.signal > 0 ? 128 + w.signal : w.code}\n`);
  return p.exit(0);
}

/** The programs, by the name they are called by. */
export const TEST_PROGRAMS: readonly Program[] = [
  program('launch', launch, { run: runCase, reap: reapCase }),
  program('t-mkdir', mkdir),
  program('t-ls', ls),
  program('t-env', env),
  program('t-true', (p) => p.exit(0)),
  program('t-false', (p) => p.exit(1)),
  program('t-sleep', (p) => p.sleep(Number(p.argv[1]) * 1e9, 'end'), { end: (p) => p.exit(0) }),
  program('t-echo', (p) => {
    p.print(1, `${words(p).join(' ')}\n`);
    return p.exit(0);
  }),
  program('t-rm', (p) => {
    for (const w of words(p)) if (!w.startsWith('-')) p.unlink(w);
    return p.exit(0);
  }),
  program('t-chmod', (p) => {
    for (const w of p.argv.slice(2)) {
      const st = p.stat(w);
      const mode = typeof st === 'number' ? 0 : st.mode & 0o7777;
      p.chmod(w, p.argv[1] === '+x' ? mode | 0o111 : Number.parseInt(p.argv[1] as string, 8));
    }
    return p.exit(0);
  }),
  program('t-ln', (p) => p.exit(p.symlink(p.argv[2] as string, p.argv[3] as string) < 0 ? 1 : 0)),
  program('t-grep', (p) => p.waitRead(0, 'more'), {
    more: (p) => {
      const data = p.read(0, 65536);
      if (data === -11) return p.waitRead(0, 'more');
      if (typeof data === 'string' && data !== '') {
        p.locals = { text: String(p.locals.text ?? '') + data };
        return p.goto('more');
      }
      const last = p.argv[p.argv.length - 1] as string;
      const hits = String(p.locals.text ?? '')
        .split('\n')
        .slice(0, -1)
        .filter((line) => new RegExp(last).test(line) !== p.argv.includes('-v'));
      p.print(1, hits.map((h) => `${h}\n`).join(''));
      return p.exit(hits.length > 0 ? 0 : 1);
    },
  }),
];
