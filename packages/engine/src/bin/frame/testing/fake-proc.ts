/**
 * A task on its own, for unit tests of programs that need neither children nor sockets: an in-memory file system, standard
 * input from a string, and the runtime's loop over labels. Everything else is left to the scenarios on the real kernel.
 */
import * as E from '../../../kernel/errno.ts';
import * as S from '../../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';

/** An inode. */
export interface Node {
  ino: number;
  mode: number;
  uid: number;
  gid: number;
  data: Bytes;
  names: Map<string, Node>;
  mtime: number;
  atime: number;
  nlink: number;
  rdev: number;
}

interface OpenFile {
  node: Node;
  offset: number;
  append: boolean;
}

/** What a run left behind. */
export interface Ran {
  readonly out: Bytes;
  readonly err: Bytes;
  readonly code: number;
}

/** The in-memory world of one test. Files are written by `write`; directories appear as needed. */
export class FakeWorld {
  #next = 2;
  readonly root: Node;
  cwd = '/';
  env: Bytes[] = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root'];
  family: 'gnu' | 'busybox' = 'gnu';
  readonly programs = new Map<string, Program>();
  uid = 0;
  now = 0;
  readonly epochSec = 1_763_769_600;

  constructor() {
    this.root = this.node(S.S_IFDIR | 0o755);
  }

  node(mode: number): Node {
    const ino = this.#next++;
    return { ino, mode, uid: 0, gid: 0, data: '', names: new Map(), mtime: 0, atime: 0, nlink: 1, rdev: 0 };
  }

  absolute(path: Bytes): Bytes {
    return path.startsWith('/') ? path : `${this.cwd}/${path}`;
  }

  /** The directory of the last name, the name, and what it names now. */
  resolve(path: Bytes, follow: boolean, depth = 0): { dir: Node; name: string; node: Node | null } | E.Errno {
    if (depth > 10) return E.ELOOP;
    if (path === '') return E.ENOENT;
    const parts = this.absolute(path)
      .split('/')
      .filter((part) => part !== '' && part !== '.');
    const trail: Node[] = [this.root];
    let at = '';
    for (let i = 0; i < parts.length; i++) {
      const dir = trail[trail.length - 1] as Node;
      const name = parts[i] as string;
      if ((dir.mode & S.S_IFMT) !== S.S_IFDIR) return E.ENOTDIR;
      const last = i === parts.length - 1;
      if (name === '..') {
        if (trail.length > 1) trail.pop();
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      const node = dir.names.get(name) ?? null;
      if (node !== null && (node.mode & S.S_IFMT) === S.S_IFLNK && (!last || follow || path.endsWith('/'))) {
        const target = node.data.startsWith('/') ? node.data : `${at}/${node.data}`;
        return this.resolve([target, ...parts.slice(i + 1)].join('/'), follow, depth + 1);
      }
      if (last) {
        if (node !== null && path.endsWith('/') && (node.mode & S.S_IFMT) !== S.S_IFDIR) return E.ENOTDIR;
        return { dir, name, node };
      }
      if (node === null) return E.ENOENT;
      trail.push(node);
      at = `${at}/${name}`;
    }
    const node = trail[trail.length - 1] as Node;
    return { dir: trail[trail.length - 2] ?? node, name: '.', node };
  }

  find(path: Bytes, follow = true): Node | E.Errno {
    const at = this.resolve(path, follow);
    if (typeof at === 'number') return at;
    return at.node ?? E.ENOENT;
  }

  /** Puts a file there, making directories. */
  write(path: Bytes, data: Bytes, mode = 0o644): void {
    const node = this.node(S.S_IFREG | mode);
    node.data = data;
    this.put(path, node);
  }

  put(path: Bytes, node: Node): void {
    const parts = this.absolute(path)
      .split('/')
      .filter((part) => part !== '');
    let dir = this.root;
    for (const part of parts.slice(0, -1)) {
      let next = dir.names.get(part);
      if (next === undefined) {
        next = this.node(S.S_IFDIR | 0o755);
        dir.names.set(part, next);
      }
      dir = next;
    }
    dir.names.set(parts[parts.length - 1] as string, node);
  }

  /** Runs `program` to its end. `stdin` is all of its input, or the file it is; past `limit` bytes of output it dies of SIGPIPE. */
  run(program: Program, argv: readonly Bytes[], stdin: Bytes | Node = '', limit = Number.POSITIVE_INFINITY): Ran {
    return new FakeTask(this, argv, stdin).run(program, limit);
  }
}

function inside(node: Node, dir: Node): boolean {
  return node === dir || [...node.names.values()].some((child) => inside(child, dir));
}

class FakeTask {
  readonly world: FakeWorld;
  argv: readonly Bytes[];
  locals: object = {};
  #image = '';
  out = '';
  err = '';
  #stdin: Bytes;
  #fds = new Map<number, OpenFile>();
  #umask = 0o022;
  #seed = 1;
  memory = 0;
  readonly pid = 7;

  constructor(world: FakeWorld, argv: readonly Bytes[], stdin: Bytes | Node) {
    this.world = world;
    this.argv = argv;
    this.#stdin = typeof stdin === 'string' ? stdin : '';
    if (typeof stdin !== 'string') this.#fds.set(0, { node: stdin, offset: 0, append: false });
  }

  get env(): readonly Bytes[] {
    return this.world.env;
  }
  get now(): number {
    return this.world.now;
  }
  get epochSec(): number {
    return this.world.epochSec;
  }

  run(program: Program, limit: number): Ran {
    let current = program;
    let label = 'start';
    for (let steps = 0; steps < 1_000_000; steps++) {
      if (this.out.length > limit) return { out: this.out, err: this.err, code: 141 };
      const handler = current.labels[label];
      if (handler === undefined) throw new Error(`${current.name} has no label ${label}`);
      const before = JSON.stringify(this.locals);
      this.locals = { ...JSON.parse(before) };
      const next = handler(this as unknown as Proc);
      if (next.kind === 'exit') return { out: this.out, err: this.err, code: next.code & 255 };
      if (next.kind === 'goto' && next.label.startsWith('become:')) {
        current = this.world.programs.get(next.label.slice(7)) as Program;
        if (current === undefined) throw new Error(`no program ${next.label}`);
        label = 'start';
        this.locals = {};
      } else if (next.kind === 'goto' || next.kind === 'wait') {
        if (next.kind === 'wait' && next.timeout > 0) this.world.now += next.timeout;
        label = next.label;
      } else throw new Error(`unexpected ${next.kind}`);
    }
    throw new Error('the program does not end');
  }

  getenv(name: Bytes): Bytes | undefined {
    const found = this.env.find((entry) => entry.startsWith(`${name}=`));
    return found?.slice(name.length + 1);
  }
  print(fd: number, data: Bytes): void {
    this.write(fd, data);
  }
  printError(): number {
    return 0;
  }
  goto(label: string): Next {
    return { kind: 'goto', label };
  }
  become(name: string): Next {
    return { kind: 'goto', label: `become:${name}` };
  }
  waitRead(_fd: number, label: string): Next {
    return { kind: 'wait', label, keys: [], timeout: -1 };
  }
  waitWrite(_fd: number, label: string): Next {
    return { kind: 'wait', label, keys: [], timeout: -1 };
  }
  poll(_fds: readonly number[], label: string, timeout = -1): Next {
    return { kind: 'wait', label, keys: [], timeout };
  }
  sleep(ns: number, label: string): Next {
    return { kind: 'wait', label, keys: [], timeout: ns };
  }
  done(): Next {
    return { kind: 'goto', label: `become:${this.#image}` };
  }
  /** Programs are found by their names in the directories of PATH. */
  execve(path: Bytes, argv: readonly Bytes[], env: readonly Bytes[]): number {
    const at = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path);
    const name = `${this.world.family}/${at?.[1]}`;
    if (!this.world.programs.has(name)) return E.ENOENT;
    this.argv = argv;
    this.world.env = [...env];
    this.#image = name;
    return 0;
  }
  chroot(path: Bytes): number {
    const node = this.world.find(path);
    return typeof node === 'number' ? node : 0;
  }
  exit(code: number): Next {
    return { kind: 'exit', code };
  }

  open(path: Bytes, flags: number, mode = 0o666): number {
    const at = this.world.resolve(path, (flags & S.O_NOFOLLOW) === 0);
    if (typeof at === 'number') return at;
    let node = at.node;
    if (node === null) {
      if ((flags & S.O_CREAT) === 0) return E.ENOENT;
      node = this.world.node(S.S_IFREG | (mode & ~this.#umask));
      node.mtime = this.world.now;
      at.dir.names.set(at.name, node);
    } else if ((flags & S.O_EXCL) !== 0) return E.EEXIST;
    if ((node.mode & S.S_IFMT) === S.S_IFDIR && (flags & 3) !== S.O_RDONLY) return E.EISDIR;
    if ((flags & S.O_TRUNC) !== 0) node.data = '';
    let fd = 3;
    while (this.#fds.has(fd)) fd++;
    this.#fds.set(fd, { node, offset: 0, append: (flags & S.O_APPEND) !== 0 });
    return fd;
  }
  close(fd: number): number {
    return this.#fds.delete(fd) ? 0 : E.EBADF;
  }
  read(fd: number, max: number): Bytes | E.Errno {
    if (fd === 0 && !this.#fds.has(0)) {
      const data = this.#stdin.slice(0, max);
      this.#stdin = this.#stdin.slice(max);
      return data;
    }
    const file = this.#fds.get(fd);
    if (file === undefined) return E.EBADF;
    if ((file.node.mode & S.S_IFMT) === S.S_IFDIR) return E.EISDIR;
    const data = file.node.data.slice(file.offset, file.offset + max);
    file.offset += data.length;
    return data;
  }
  write(fd: number, data: Bytes): number {
    if (fd === 1) this.out += data;
    else if (fd === 2) this.err += data;
    else {
      const file = this.#fds.get(fd);
      if (file === undefined) return E.EBADF;
      if (file.append) file.offset = file.node.data.length;
      const old = file.node.data.padEnd(file.offset, '\0');
      if ((file.node.mode & S.S_IFMT) === S.S_IFCHR) return data.length;
      file.node.data = old.slice(0, file.offset) + data + old.slice(file.offset + data.length);
      file.offset += data.length;
      file.node.mtime = this.world.now;
    }
    return data.length;
  }
  pread(fd: number, max: number, offset: number): Bytes | E.Errno {
    const file = this.#fds.get(fd);
    if (file === undefined) return fd === 0 ? E.ESPIPE : E.EBADF;
    return file.node.data.slice(offset, offset + max);
  }
  lseek(fd: number, offset: number, whence: 0 | 1 | 2): number {
    const file = this.#fds.get(fd);
    if (file === undefined) return fd < 3 ? E.ESPIPE : E.EBADF;
    file.offset = whence === 0 ? offset : whence === 1 ? file.offset + offset : file.node.data.length + offset;
    return file.offset;
  }
  copyRange(from: number, to: number, max: number): number {
    const data = this.read(from, Math.min(max, 1 << 20));
    return typeof data === 'number' ? data : this.write(to, data);
  }
  ftruncate(fd: number, size: number): number {
    const file = this.#fds.get(fd);
    if (file === undefined) return E.EBADF;
    file.node.data = file.node.data.slice(0, size).padEnd(size, '\0');
    return 0;
  }
  truncate(path: Bytes, size: number): number {
    const node = this.world.find(path);
    if (typeof node === 'number') return node;
    node.data = node.data.slice(0, size).padEnd(size, '\0');
    return 0;
  }
  #stat(node: Node | E.Errno): S.Stat | E.Errno {
    if (typeof node === 'number') return node;
    const dir = (node.mode & S.S_IFMT) === S.S_IFDIR;
    const size = dir ? 4096 : node.data.length;
    return {
      dev: 40,
      ino: node.ino,
      mode: node.mode,
      nlink: dir
        ? 2 + [...node.names.values()].filter((child) => (child.mode & S.S_IFMT) === S.S_IFDIR).length
        : node.nlink,
      uid: node.uid,
      gid: node.gid,
      rdev: node.rdev,
      size,
      blocks: dir ? 8 : Math.ceil(size / 4096) * 8,
      atime: node.atime,
      mtime: node.mtime,
      ctime: node.mtime,
    };
  }
  stat(path: Bytes): S.Stat | E.Errno {
    return this.#stat(this.world.find(path));
  }
  lstat(path: Bytes): S.Stat | E.Errno {
    return this.#stat(this.world.find(path, false));
  }
  fstat(fd: number): S.Stat | E.Errno {
    if (fd < 3 && !this.#fds.has(fd)) return this.#stat(this.world.node(S.S_IFIFO | 0o600));
    return this.#stat(this.#fds.get(fd)?.node ?? E.EBADF);
  }
  access(path: Bytes, mode: number): number {
    const node = this.world.find(path);
    if (typeof node === 'number') return node;
    return (mode & 1) !== 0 && (node.mode & 0o111) === 0 ? E.EACCES : 0;
  }
  readdir(path: Bytes): readonly S.Dirent[] | E.Errno {
    const node = this.world.find(path);
    if (typeof node === 'number') return node;
    if ((node.mode & S.S_IFMT) !== S.S_IFDIR) return E.ENOTDIR;
    return [...node.names].map(([name, child]) => ({ name, ino: child.ino, type: child.mode & S.S_IFMT }));
  }
  readlink(path: Bytes): Bytes | E.Errno {
    const node = this.world.find(path, false);
    if (typeof node === 'number') return node;
    return (node.mode & S.S_IFMT) === S.S_IFLNK ? node.data : E.EINVAL;
  }
  #create(path: Bytes, make: () => Node): number {
    const at = this.world.resolve(path, false);
    if (typeof at === 'number') return at;
    if (at.node !== null) return E.EEXIST;
    at.dir.names.set(at.name, make());
    return 0;
  }
  symlink(target: Bytes, path: Bytes): number {
    return this.#create(path, () => Object.assign(this.world.node(S.S_IFLNK | 0o777), { data: target }));
  }
  link(from: Bytes, to: Bytes): number {
    const node = this.world.find(from, false);
    if (typeof node === 'number') return node;
    if ((node.mode & S.S_IFMT) === S.S_IFDIR) return E.EPERM;
    return this.#create(to, () => {
      node.nlink++;
      return node;
    });
  }
  mknod(path: Bytes, mode: number, rdev: number): number {
    return this.#create(path, () => Object.assign(this.world.node(mode & ~this.#umask), { rdev }));
  }
  mkdir(path: Bytes, mode: number): number {
    return this.#create(path, () => this.world.node(S.S_IFDIR | (mode & ~this.#umask)));
  }
  #remove(path: Bytes, dir: boolean): number {
    const at = this.world.resolve(path, false);
    if (typeof at === 'number') return at;
    if (at.node === null) return E.ENOENT;
    const isDir = (at.node.mode & S.S_IFMT) === S.S_IFDIR;
    if (dir !== isDir) return dir ? E.ENOTDIR : E.EISDIR;
    if (isDir && at.node.names.size > 0) return E.ENOTEMPTY;
    at.dir.names.delete(at.name);
    at.node.nlink--;
    return 0;
  }
  unlink(path: Bytes): number {
    return this.#remove(path, false);
  }
  rmdir(path: Bytes): number {
    return this.#remove(path, true);
  }
  rename(from: Bytes, to: Bytes): number {
    const a = this.world.resolve(from, false);
    const b = this.world.resolve(to, false);
    if (typeof a === 'number') return a;
    if (typeof b === 'number') return b;
    if (a.node === null) return E.ENOENT;
    if (a.node === b.node) return 0;
    if (inside(a.node, b.dir)) return E.EINVAL;
    a.dir.names.delete(a.name);
    b.dir.names.set(b.name, a.node);
    return 0;
  }
  chmod(path: Bytes, mode: number): number {
    const node = this.world.find(path);
    if (typeof node === 'number') return node;
    node.mode = (node.mode & S.S_IFMT) | (mode & 0o7777);
    return 0;
  }
  chown(path: Bytes, uid: number, gid: number, noFollow = false): number {
    const node = this.world.find(path, !noFollow);
    if (typeof node === 'number') return node;
    if (uid >= 0) node.uid = uid;
    if (gid >= 0) node.gid = gid;
    return 0;
  }
  utimes(path: Bytes, atime: number | null, mtime: number | null, noFollow = false): number {
    const node = this.world.find(path, !noFollow);
    if (typeof node === 'number') return node;
    node.atime = atime ?? node.atime;
    node.mtime = mtime ?? node.mtime;
    return 0;
  }
  chdir(path: Bytes): number {
    const node = this.world.find(path);
    if (typeof node === 'number') return node;
    this.world.cwd = path.startsWith('/') ? path : `${this.world.cwd}/${path}`;
    return 0;
  }
  getcwd(): Bytes {
    return this.world.cwd;
  }
  umask(mask: number): number {
    const old = this.#umask;
    this.#umask = mask;
    return old;
  }
  statfs(): S.StatFs {
    return { type: 'overlay', source: 'overlay', total: 1e9, free: 5e8, inodes: 1000, inodesFree: 500 };
  }
  readFile(path: Bytes): Bytes | E.Errno {
    const node = this.world.find(path);
    return typeof node === 'number' ? node : (node.mode & S.S_IFMT) === S.S_IFDIR ? E.EISDIR : node.data;
  }
  writeFile(path: Bytes, data: Bytes, mode = 0o666): number {
    const fd = this.open(path, S.O_WRONLY | S.O_CREAT | S.O_TRUNC, mode);
    if (fd < 0) return fd;
    this.write(fd, data);
    return this.close(fd);
  }
  isatty(): boolean {
    return false;
  }
  tcgetattr(): number {
    return E.ENOTTY;
  }
  brk(delta: number): number {
    this.memory += delta;
    return 0;
  }
  burn(): void {}
  cred(): S.Cred {
    const id = this.world.uid;
    return {
      uid: id,
      gid: id,
      euid: id,
      egid: id,
      groups: [],
      capEff: 0,
      capPrm: 0,
      capInh: 0,
      capBnd: 0,
      capAmb: 0,
      noNewPrivs: false,
    };
  }
  uname(): S.Utsname {
    return {
      sysname: 'Linux',
      nodename: 'box',
      release: '6.18.0',
      version: '#1 SMP',
      machine: 'x86_64',
      domainname: '(none)',
    };
  }
  random(n: number): Bytes {
    let out = '';
    for (let i = 0; i < n; i++) {
      this.#seed = (this.#seed * 1103515245 + 12345) & 0x7fffffff;
      out += String.fromCharCode((this.#seed >> 16) & 255);
    }
    return out;
  }
  sigaction(): number {
    return 0;
  }
  getppid(): number {
    return 1;
  }
  kill(): number {
    return E.ESRCH;
  }
}
