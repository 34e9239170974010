/** Answers recorded from the real programs, and the small shell that types the same lines at ours. */
import type { Program } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { FakeWorld, type Node, type Ran } from './fake-proc.ts';

/** One line and what each family answered. */
export interface Fixture {
  readonly line: Bytes;
  readonly gnu?: Ran;
  readonly bb?: Ran;
}

/** Files in /w at the start of every case (`-> target` is a symbolic link), and the cases. */
export interface Fixtures {
  readonly files: readonly { readonly path: string; readonly data: Bytes }[];
  readonly cases: readonly Fixture[];
}

type Token = { readonly kind: 'word'; readonly text: Bytes } | { readonly kind: 'op'; readonly text: string };

function word(line: Bytes, from: number): { text: Bytes; next: number } {
  let text = '';
  let i = from;
  for (; i < line.length && !' |;<>'.includes(line.charAt(i)); i++) {
    const c = line.charAt(i);
    if (c === "'") {
      const end = line.indexOf("'", i + 1);
      text += line.slice(i + 1, end);
      i = end;
    } else if (c === '"') {
      for (i++; line.charAt(i) !== '"'; i++) {
        if (line.charAt(i) === '\\' && '"\\$`'.includes(line.charAt(i + 1))) i++;
        text += line.charAt(i);
      }
    } else if (c === '\\') text += line.charAt(++i);
    else text += c;
  }
  return { text, next: i };
}

function tokens(line: Bytes): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < line.length; ) {
    const c = line.charAt(i);
    if (c === ' ') i++;
    else if (line.startsWith('2>&1', i)) {
      out.push({ kind: 'op', text: '2>&1' });
      i += 4;
    } else if (line.startsWith('>>', i)) {
      out.push({ kind: 'op', text: '>>' });
      i += 2;
    } else if ('|;<>'.includes(c)) {
      out.push({ kind: 'op', text: c });
      i++;
    } else {
      const { text, next } = word(line, i);
      out.push({ kind: 'word', text });
      i = next;
    }
  }
  return out;
}

interface Simple {
  argv: Bytes[];
  stdin: Bytes | null;
  stdout: Bytes | null;
  append: boolean;
  merge: boolean;
}

function pipelines(line: Bytes): Simple[][] {
  const all: Simple[][] = [];
  let command: Simple = { argv: [], stdin: null, stdout: null, append: false, merge: false };
  let pipeline: Simple[] = [command];
  all.push(pipeline);
  const list = tokens(line);
  for (let i = 0; i < list.length; i++) {
    const token = list[i] as Token;
    if (token.kind === 'word') command.argv.push(token.text);
    else if (token.text === '2>&1') command.merge = true;
    else if (token.text === '<') command.stdin = (list[++i] as Token).text;
    else if (token.text === '>' || token.text === '>>') {
      command.append = token.text === '>>';
      command.stdout = (list[++i] as Token).text;
    } else {
      command = { argv: [], stdin: null, stdout: null, append: false, merge: false };
      if (token.text === '|') pipeline.push(command);
      else {
        pipeline = [command];
        all.push(pipeline);
      }
    }
  }
  return all;
}

function runSimple(
  world: FakeWorld,
  find: (name: string) => Program,
  command: Simple,
  input: Bytes,
  last: boolean,
): Ran {
  const base = (command.argv[0] ?? '').slice((command.argv[0] ?? '').lastIndexOf('/') + 1);
  let stdin: Bytes | Node = input;
  if (command.stdin !== null) {
    const node = world.find(command.stdin);
    stdin = typeof node === 'number' ? '' : node;
  }
  const ran = world.run(find(base), command.argv, stdin, last ? undefined : 1 << 18);
  const out = command.merge ? ran.out + ran.err : ran.out;
  const err = command.merge ? '' : ran.err;
  if (command.stdout === null) return { out, err, code: ran.code };
  const old = command.append ? world.find(command.stdout) : 0;
  if (command.stdout !== '/dev/null') world.write(command.stdout, (typeof old === 'number' ? '' : old.data) + out);
  return { out: '', err, code: ran.code };
}

const ALPINE_GROUPS =
  'root:x:0:root\nbin:x:1:root,bin,daemon\ndaemon:x:2:root,bin,daemon\nsys:x:3:root,bin\nadm:x:4:root,daemon\ntty:x:5:\ndisk:x:6:root\nwheel:x:10:root\nfloppy:x:11:root\ndialout:x:20:root\ntape:x:26:root\nvideo:x:27:root\nkvm:x:34:kvm\nnobody:x:65534:\n';

/** Types `line` in a fresh world with the files of `fixtures`; pipelines run one program after another. */
export function typeLine(
  fixtures: Fixtures,
  line: Bytes,
  family: 'gnu' | 'busybox',
  programs: ReadonlyMap<string, Program>,
): Ran {
  const world = new FakeWorld();
  world.family = family;
  world.put('/w/.', world.node(0o40755));
  world.cwd = '/w';
  world.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n');
  const daemons = 'root:x:0:\ndaemon:x:1:\nbackup:x:34:\nnogroup:x:65534:\n';
  world.write('/etc/group', family === 'gnu' ? daemons : ALPINE_GROUPS);
  world.put('/dev/null', Object.assign(world.node(0o20666), { rdev: 0x103 }));
  const w = world.find('/w');
  if (typeof w !== 'number') w.names.delete('.');
  for (const file of fixtures.files) {
    if (file.path.endsWith('/')) world.put(`/w/${file.path.slice(0, -1)}`, world.node(0o40755));
    else if (file.data.startsWith('-> '))
      world.put(`/w/${file.path}`, Object.assign(world.node(0o120777), { data: file.data.slice(3) }));
    else world.write(`/w/${file.path}`, file.data);
  }
  if (typeof w !== 'number') age(w, world.epochSec);
  for (const [name, program] of programs) world.programs.set(name, program);
  const find = (name: string): Program => {
    const program = programs.get(`${family}/${name}`);
    if (program === undefined) throw new Error(`no program ${family}/${name}`);
    return program;
  };
  let out = '';
  let err = '';
  let code = 0;
  for (const pipeline of pipelines(line)) {
    let input = '';
    for (const command of pipeline) {
      const ran = runSimple(world, find, command, input, command === pipeline[pipeline.length - 1]);
      input = ran.out;
      err += ran.err;
      code = ran.code;
    }
    out += input;
  }
  return { out, err, code };
}

/** 2024-01-02 03:04:05 UTC, which the recorder gives to every file. */
const RECORDED = 1_704_164_645;

function age(node: Node, epochSec: number): void {
  node.mtime = (RECORDED - epochSec) * 1e9;
  node.atime = node.mtime;
  for (const child of node.names.values()) age(child, epochSec);
}
