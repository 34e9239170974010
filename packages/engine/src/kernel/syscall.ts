/**
 * The system call facade: everything that a program may ask of the kernel. Calls never suspend. A call that would
 * block returns EAGAIN, and the program then returns a wait (see program/program.ts) and asks again. Failures are
 * negative error numbers (errno.ts). Paths and data are byte strings. Sources: the section 2 man pages of Linux.
 */
import type { Value } from '../store/table.ts';
import type { Bytes } from '../util/bytes.ts';
import type { Errno } from './errno.ts';

/** open(2) flags, with Linux's values. */
export const O_RDONLY = 0;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;
export const O_CLOEXEC = 0o2000000;

/** File type bits of `Stat.mode` (inode(7)). */
export const S_IFMT = 0o170000;
export const S_IFSOCK = 0o140000;
export const S_IFLNK = 0o120000;
export const S_IFREG = 0o100000;
export const S_IFBLK = 0o060000;
export const S_IFDIR = 0o040000;
export const S_IFCHR = 0o020000;
export const S_IFIFO = 0o010000;

/** What stat(2) returns. Times are nanoseconds since the genesis of the world (negative: before it). */
export interface Stat {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: number;
  readonly size: number;
  readonly blocks: number;
  readonly atime: number;
  readonly mtime: number;
  readonly ctime: number;
}

/** One name of a directory; `type` is the S_IF… bits. */
export interface Dirent {
  readonly name: Bytes;
  readonly ino: number;
  readonly type: number;
}

/** What statfs(2) returns, in bytes. */
export interface StatFs {
  readonly type: string;
  readonly source: Bytes;
  readonly total: number;
  readonly free: number;
  readonly inodes: number;
  readonly inodesFree: number;
}

/** credentials(7). `caps*` are capability bit masks below 2^53. */
export interface Cred {
  readonly uid: number;
  readonly gid: number;
  readonly euid: number;
  readonly egid: number;
  readonly groups: readonly number[];
  readonly capEff: number;
  readonly capPrm: number;
  readonly capInh: number;
  readonly capBnd: number;
  readonly capAmb: number;
  readonly noNewPrivs: boolean;
}

/** How a task ended: by exit(2) with `code`, or by a signal (`signal` > 0; `code` is then 0). */
export interface ExitStatus {
  readonly code: number;
  readonly signal: number;
}

/** What wait4(2) returns; `stopped` is the stopping signal when the child is not dead. */
export interface Waited extends ExitStatus {
  readonly pid: number;
  readonly stopped: number;
}

/** uname(2). */
export interface Utsname {
  readonly sysname: Bytes;
  readonly nodename: Bytes;
  readonly release: Bytes;
  readonly version: Bytes;
  readonly machine: Bytes;
  readonly domainname: Bytes;
}

/** termios(3) as far as programs change it, plus the window size. */
export interface TtyAttr {
  readonly canon: boolean;
  readonly echo: boolean;
  readonly isig: boolean;
  readonly onlcr: boolean;
  readonly rows: number;
  readonly cols: number;
}

/** A socket address: `path` for AF_UNIX, else a dotted or colon address and a port. */
export interface SockAddr {
  readonly ip: string;
  readonly port: number;
  readonly path?: Bytes;
}

export type SocketDomain = 'unix' | 'inet' | 'inet6';
/** `icmp` is the unprivileged ping socket of icmp(7); `raw` needs CAP_NET_RAW. */
export type SocketType = 'stream' | 'dgram' | 'seqpacket' | 'icmp' | 'raw';
/** What a signal does in a task: SIG_DFL, SIG_IGN, or the program's own handler (`onSignal`). */
export type Disposition = 'default' | 'ignore' | 'catch';
export type RlimitName =
  | 'cpu'
  | 'fsize'
  | 'data'
  | 'stack'
  | 'core'
  | 'rss'
  | 'nproc'
  | 'nofile'
  | 'memlock'
  | 'as'
  | 'locks'
  | 'sigpending'
  | 'msgqueue'
  | 'nice'
  | 'rtprio'
  | 'rttime';
/** Infinity of getrlimit(2). */
export const RLIM_INFINITY = -1;

export interface FileCalls {
  /** Lowest free descriptor, or an errno. Opening a FIFO never blocks here; reading it does. */
  open(path: Bytes, flags: number, mode?: number): number;
  close(fd: number): number;
  /** At most `max` bytes; '' at end of file; EAGAIN when nothing is there yet. */
  read(fd: number, max: number): Bytes | Errno;
  /** Bytes taken, possibly fewer than given; EAGAIN when none fits. A broken pipe raises SIGPIPE and returns EPIPE. */
  write(fd: number, data: Bytes): number;
  pread(fd: number, max: number, offset: number): Bytes | Errno;
  lseek(fd: number, offset: number, whence: 0 | 1 | 2): number;
  /** copy_file_range(2) / splice(2): moves up to `max` bytes without expanding holes or patterns; 0 at end of file. */
  copyRange(fromFd: number, toFd: number, max: number): number;
  ftruncate(fd: number, size: number): number;
  dup(fd: number, lowest?: number): number;
  dup2(from: number, to: number): number;
  setCloexec(fd: number, on: boolean): number;
  /** [read end, write end] of a new pipe. */
  pipe(): readonly [number, number] | Errno;
  stat(path: Bytes): Stat | Errno;
  lstat(path: Bytes): Stat | Errno;
  fstat(fd: number): Stat | Errno;
  /** `mode` as in access(2): 4 read, 2 write, 1 execute, 0 existence; with the effective ids. */
  access(path: Bytes, mode: number): number;
  /** Entries without `.` and `..`, in the file system's order. */
  readdir(path: Bytes): readonly Dirent[] | Errno;
  readlink(path: Bytes): Bytes | Errno;
  symlink(target: Bytes, path: Bytes): number;
  link(from: Bytes, to: Bytes): number;
  unlink(path: Bytes): number;
  rmdir(path: Bytes): number;
  mkdir(path: Bytes, mode: number): number;
  mknod(path: Bytes, mode: number, rdev: number): number;
  rename(from: Bytes, to: Bytes): number;
  chmod(path: Bytes, mode: number): number;
  /** -1 leaves an id as it is. */
  chown(path: Bytes, uid: number, gid: number, noFollow?: boolean): number;
  /** Times in nanoseconds since genesis; null leaves one as it is. */
  utimes(path: Bytes, atime: number | null, mtime: number | null, noFollow?: boolean): number;
  truncate(path: Bytes, size: number): number;
  chdir(path: Bytes): number;
  getcwd(): Bytes;
  chroot(path: Bytes): number;
  /** Sets the mask and returns the one before. */
  umask(mask: number): number;
  statfs(path: Bytes): StatFs | Errno;
  mount(source: Bytes, target: Bytes, fstype: Bytes, flags: readonly string[], data: Bytes): number;
  umount(target: Bytes, lazy?: boolean): number;
  /** Whole contents of a file that can be read at once (open, read, close). */
  readFile(path: Bytes): Bytes | Errno;
  /** Creates or truncates a file and writes all of `data` (open, write, close). */
  writeFile(path: Bytes, data: Bytes, mode?: number): number;
}

export interface ProcessCalls {
  /** Process id in the caller's own PID namespace. */
  readonly pid: number;
  getppid(): number;
  /** fork(2): the child starts at `label` of the same program with `locals`; returns its pid or an errno (EAGAIN: pids limit). */
  fork(label: string, locals: object): number;
  /** A thread of the same thread group (clone(2) with CLONE_THREAD), running `program` from its start. Returns its tid. */
  thread(program: string, locals: object): number;
  /**
   * execve(2). On success returns 0 and the image is replaced when the handler returns `p.done()`; what the handler
   * does in between is not seen. A `#!` line is followed by the kernel. ENOEXEC: text without one (a shell runs it itself).
   */
  execve(path: Bytes, argv: readonly Bytes[], env: readonly Bytes[]): number;
  /** A dead (or, with `untraced`, stopped) child; `pid` -1 any, 0 own process group, < -1 that group. EAGAIN: none yet; ECHILD: no such child. */
  wait(pid: number, untraced?: boolean): Waited | Errno;
  /** kill(2); `pid` 0 own group, -1 all, < -1 that group; signal 0 probes. */
  kill(pid: number, signal: number): number;
  sigaction(signal: number, disposition: Disposition): number;
  disposition(signal: number): Disposition;
  getpgid(pid: number): number;
  setpgid(pid: number, pgid: number): number;
  getsid(): number;
  setsid(): number;
  cred(): Cred;
  setCred(change: Partial<Cred>): number;
  hasCap(capability: number): boolean;
  rlimit(name: RlimitName): { readonly soft: number; readonly hard: number };
  setRlimit(name: RlimitName, soft: number, hard: number): number;
  nice(increment: number): number;
  /** Grows (or shrinks) the anonymous memory of the process; ENOMEM, or the OOM killer takes a task (maybe this one). */
  brk(deltaBytes: number): number;
  /** Anonymous memory of the process in bytes. */
  readonly memory: number;
  /** Charges `frames` of virtual CPU beyond the one of this handler. */
  burn(frames: number): void;
  /** CPU time used by the process, and by its waited-for children, in nanoseconds. */
  times(): { readonly self: number; readonly children: number };
  /** `n` bytes from the world's random stream (getrandom(2)). */
  random(n: number): Bytes;
  uname(): Utsname;
  sethostname(name: Bytes): number;
  /** unshare(2): names of namespaces: mnt pid net uts ipc cgroup user. */
  unshare(kinds: readonly string[]): number;
  /** setns(2) into the namespaces of the process `pid` (in the caller's PID namespace). */
  setns(pid: number, kinds: readonly string[]): number;
  reboot(): number;
}

export interface TtyCalls {
  isatty(fd: number): boolean;
  tcgetattr(fd: number): TtyAttr | Errno;
  tcsetattr(fd: number, change: Partial<TtyAttr>): number;
  tcgetpgrp(fd: number): number;
  tcsetpgrp(fd: number, pgid: number): number;
}

export interface SocketCalls {
  socket(domain: SocketDomain, type: SocketType): number;
  bind(fd: number, address: SockAddr): number;
  listen(fd: number, backlog: number): number;
  /** A connected descriptor, or EAGAIN. */
  accept(fd: number): number;
  /** 0 when connected at once; EINPROGRESS: wait for writability, then ask `sockError`. */
  connect(fd: number, address: SockAddr): number;
  /** SO_ERROR: 0 when connected, EINPROGRESS, or why connecting failed. */
  sockError(fd: number): number;
  getsockname(fd: number): SockAddr | Errno;
  getpeername(fd: number): SockAddr | Errno;
  shutdown(fd: number, how: 'read' | 'write' | 'both'): number;
  sendto(fd: number, data: Bytes, to: SockAddr | null): number;
  recvfrom(fd: number): { readonly data: Bytes; readonly from: SockAddr; readonly ttl: number } | Errno;
  /** Sends one typed message over a unix stream socket, by reference (the Engine API travels so). */
  sendMsg(fd: number, message: Value): number;
  /** The next typed message; null when the peer has closed; EAGAIN when none is there yet. */
  recvMsg(fd: number): Value | Errno;
}

/** All calls of one task. */
export interface Sys extends FileCalls, ProcessCalls, TtyCalls, SocketCalls {
  /** Nanoseconds since genesis. */
  readonly now: number;
  /** Wall clock: whole seconds since 1970 at genesis; wall time = epochSec + now. */
  readonly epochSec: number;
}

/** How a handler goes on. Made by the methods of Proc, never by hand. */
export type Next =
  | { readonly kind: 'goto'; readonly label: string }
  | { readonly kind: 'wait'; readonly label: string; readonly keys: readonly string[]; readonly timeout: number }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'done' };
