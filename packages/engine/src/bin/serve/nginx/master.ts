/** The master process: starting, workers, signals (ngx_process_cycle.c, ngx_cycle.c). */
import { EADDRINUSE, EEXIST, strerror } from '../../../kernel/errno.ts';
import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from '../../../kernel/syscall.ts';
import type { Next, Proc } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { beginLookup, type Lookup, stepLookup, waitLookup } from '../resolve-host.ts';
import { buildConf, type Hosts } from './build.ts';
import { type Conf, ConfStop, type ErrorLog, type Listen, type Location, type Settings } from './conf.ts';
import { listenName } from './listen.ts';
import { callFailed, loadConf } from './load.ts';
import { ALERT, EMERG, ERROR, errorLine, type LogFiles, logError, NOTICE, WARN } from './log.ts';
import { parseOptions, USAGE } from './options.ts';
import { TEMP_PATHS } from './settings.ts';
import { setTitle } from './title.ts';
import { SERVER } from './version.ts';
import type { WorkerLocals } from './worker.ts';

export interface MasterLocals {
  readonly role: 'master';
  /** What is being done: checking only, starting, or reading the configuration again. */
  task: 'test' | 'signal' | 'start' | 'reload';
  quiet: boolean;
  dump: boolean;
  signal: Bytes;
  confPath: Bytes;
  global: Bytes;
  prefix: Bytes;
  hosts: Hosts;
  lookup: Lookup | null;
  conf: Conf | null;
  files: LogFiles;
  listening: readonly (readonly [name: Bytes, fd: number])[];
  bindTry: number;
  workers: readonly number[];
  /** Workers of earlier configurations that are going. */
  leaving: readonly number[];
  /** '' serving; `quit` or `stop`: ends when the workers have. */
  ending: '' | 'quit' | 'stop';
  daemonised: boolean;
}

type P = Proc<MasterLocals>;

const SIGHUP = 1;
const SIGINT = 2;
const SIGQUIT = 3;
const SIGUSR1 = 10;
const SIGPIPE = 13;
const SIGTERM = 15;
const SIGCHLD = 17;
const SIGWINCH = 28;
const SIGNAL_OF: { readonly [name: string]: number } = {
  stop: SIGTERM,
  quit: SIGQUIT,
  reopen: SIGUSR1,
  reload: SIGHUP,
};

/** Label `start`. */
export function start(p: P): Next {
  const o = parseOptions(p.argv.slice(1));
  if (typeof o === 'string') {
    p.print(2, `nginx: ${o}\n`);
    return p.exit(1);
  }
  if (o.help || o.version !== '') {
    p.print(2, `nginx version: ${SERVER}\n`);
    if (o.help) p.print(2, USAGE);
    if (o.version === 'V')
      p.print(
        2,
        'built with OpenSSL 3.0.16 11 Feb 2025\nTLS SNI support enabled\nconfigure arguments: --prefix=/usr/share/nginx --conf-path=/etc/nginx/nginx.conf --http-log-path=/var/log/nginx/access.log --error-log-path=stderr --pid-path=/run/nginx.pid --with-compat --with-threads --with-http_stub_status_module\n',
      );
    if (!o.test) return p.exit(0);
  }
  p.locals = {
    role: 'master',
    task: o.test ? 'test' : o.signal !== '' ? 'signal' : 'start',
    quiet: o.quiet,
    dump: o.dump,
    signal: o.signal,
    confPath: o.conf,
    global: o.global,
    prefix: o.prefix,
    hosts: [],
    lookup: null,
    conf: null,
    files: [],
    listening: [],
    bindTry: 0,
    workers: [],
    leaving: [],
    ending: '',
    daemonised: false,
  };
  return readConf(p);
}

/** Where messages go before there is a configuration, or by the configuration in force. */
function logs(p: P): readonly ErrorLog[] {
  return p.locals.conf?.errorLogs ?? [{ path: 'stderr', level: NOTICE }];
}

/** Logs; while starting, severe messages stand on standard error too (ngx_log_error_core). */
function say(p: P, level: number, text: Bytes): void {
  if (p.locals.conf === null) {
    p.print(2, errorLine(p, level, text));
    return;
  }
  const shown = logError(p, logs(p), p.locals.files, level, text);
  if (!shown && level <= WARN && p.locals.task === 'start' && !p.locals.daemonised)
    p.print(2, `nginx: [${['', 'emerg', 'alert', 'crit', 'error', 'warn'][level]}] ${text}\n`);
}

/** Gives up starting, testing or reloading. */
function fail(p: P, text: Bytes): Next {
  say(p, EMERG, text);
  if (p.locals.task === 'test') p.print(2, `nginx: configuration file ${p.locals.confPath} test failed\n`);
  return p.locals.task === 'reload' ? p.goto('master') : p.exit(1);
}

/** Number of processors (sysconf(3) of _SC_NPROCESSORS_ONLN). */
function processors(p: P): number {
  const text = p.readFile('/proc/cpuinfo');
  const found = typeof text === 'number' ? null : text.match(/^processor\s*:/gm);
  return found === null || found.length === 0 ? 2 : found.length;
}

/** Label `conf`: reads the configuration, looking up the hosts that it names. */
export function readConf(p: P): Next {
  const L = p.locals;
  try {
    const loaded = loadConf(p, L.confPath, L.global, L.prefix);
    const built = buildConf(p, loaded.directives, L.hosts, processors(p));
    const missing = built.unknownHosts[0];
    if (missing !== undefined) {
      L.lookup = beginLookup(p, missing);
      return resolving(p);
    }
    for (const warning of built.warnings) say(p, WARN, warning);
    if (L.task === 'test') return testConf(p, built.conf, loaded.sources);
    return L.task === 'signal' ? sendSignal(p, built.conf) : openAll(p, built.conf);
  } catch (stop) {
    if (!(stop instanceof ConfStop)) throw stop;
    const { message, file, line } = stop.error;
    return fail(p, line < 0 ? message : file === '' ? `${message} in command line` : `${message} in ${file}:${line}`);
  }
}

/** Label `resolving`. */
export function resolving(p: P): Next {
  const lookup = stepLookup(p, p.locals.lookup as Lookup);
  p.locals.lookup = lookup;
  if (!lookup.done) return waitLookup(p, lookup, 'resolving');
  p.locals.hosts = [...p.locals.hosts, [lookup.name, lookup.addresses]];
  p.locals.lookup = null;
  return readConf(p);
}

function testConf(p: P, conf: Conf, sources: readonly { readonly path: Bytes; readonly text: Bytes }[]): Next {
  const L = p.locals;
  if (!L.quiet) p.print(2, `nginx: the configuration file ${L.confPath} syntax is ok\n`);
  const pid = p.open(conf.pid, O_WRONLY | O_CREAT, 0o644);
  if (pid < 0) return fail(p, callFailed('open()', conf.pid, pid));
  p.close(pid);
  const problem = makeTempPaths(p, conf) ?? openLogs(p, conf);
  if (problem !== null) return fail(p, problem);
  if (!L.quiet) p.print(2, `nginx: configuration file ${L.confPath} test is successful\n`);
  if (L.dump) for (const source of sources) p.print(1, `# configuration file ${source.path}:\n${source.text}\n`);
  return p.exit(0);
}

function sendSignal(p: P, conf: Conf): Next {
  p.print(2, errorLine(p, NOTICE, 'signal process started'));
  const text = p.readFile(conf.pid);
  if (typeof text === 'number') {
    p.print(2, errorLine(p, ERROR, callFailed('open()', conf.pid, text)));
    return p.exit(1);
  }
  const pid = Number(text.trim());
  if (!Number.isInteger(pid) || pid <= 0) {
    p.print(2, errorLine(p, ERROR, `invalid PID number "${text.trim()}" in "${conf.pid}"`));
    return p.exit(1);
  }
  const signal = SIGNAL_OF[p.locals.signal] as number;
  const errno = p.kill(pid, signal);
  if (errno < 0) {
    p.print(2, errorLine(p, ALERT, `kill(${pid}, ${signal}) failed (${-errno}: ${strerror(errno)})`));
    return p.exit(1);
  }
  return p.exit(0);
}

/** Makes the directories for temporary files; the message of a failure. */
function makeTempPaths(p: P, conf: Conf): Bytes | null {
  if (!conf.http) return null;
  for (const path of TEMP_PATHS) {
    const errno = p.mkdir(path, 0o700);
    if (errno < 0 && errno !== EEXIST) return callFailed('mkdir()', path, errno);
    if (p.cred().euid !== 0) continue;
    const stat = p.stat(path);
    if (typeof stat === 'number') return callFailed('stat()', path, stat);
    if (stat.uid !== conf.uid) {
      const changed = p.chown(path, conf.uid, -1);
      if (changed < 0) return `chown("${path}", ${conf.uid}) failed (${-changed}: ${strerror(changed)})`;
    }
  }
  return null;
}

/** Paths of all logs of a configuration, each once. */
function logPaths(conf: Conf): readonly Bytes[] {
  const paths: Bytes[] = conf.errorLogs.map((log) => log.path);
  const take = (settings: Settings): void => {
    for (const log of [...settings.accessLogs, ...settings.errorLogs]) paths.push(log.path);
  };
  const walk = (list: readonly Location[]): void => {
    for (const location of list) {
      take(location.settings);
      walk(location.locations);
    }
  };
  for (const server of conf.servers) {
    take(server.settings);
    walk(server.locations);
  }
  return [...new Set(paths)].filter((path) => path !== 'stderr' && !path.includes('$'));
}

function openLogs(p: P, conf: Conf): Bytes | null {
  const files: (readonly [Bytes, number])[] = [];
  for (const path of logPaths(conf)) {
    const fd = p.open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644);
    if (fd < 0) return callFailed('open()', path, fd);
    p.setCloexec(fd, true);
    files.push([path, fd]);
  }
  for (const [, fd] of p.locals.files) p.close(fd);
  p.locals.files = files;
  return null;
}

/** Logs and directories of a new configuration; then its addresses. */
function openAll(p: P, conf: Conf): Next {
  const problem = makeTempPaths(p, conf) ?? openLogs(p, conf);
  if (problem !== null) return fail(p, problem);
  p.locals.conf = conf;
  p.locals.bindTry = 0;
  return bindAll(p);
}

/** Listens on one address; a message, or `busy` when it is taken. */
function listenOn(p: P, l: Listen): number | Bytes | 'busy' {
  const name = listenName(l);
  const domain = l.path !== '' ? 'unix' : l.ip.includes(':') ? 'inet6' : 'inet';
  const fd = p.socket(domain, 'stream');
  if (fd < 0) return `socket() ${name} failed (${-fd}: ${strerror(fd)})`;
  const errno = p.bind(fd, l.path === '' ? { ip: l.ip, port: l.port } : { ip: '', port: 0, path: l.path });
  const failed = errno < 0 ? errno : p.listen(fd, 511);
  if (failed >= 0) return fd;
  p.close(fd);
  const text = `bind() to ${name} failed (${-failed}: ${strerror(failed)})`;
  if (failed !== EADDRINUSE) return text;
  say(p, EMERG, text);
  return 'busy';
}

/** Label `bind`: listens on every address that is not open yet, trying five times. */
export function bindAll(p: P): Next {
  const L = p.locals;
  const conf = L.conf as Conf;
  let busy = false;
  for (const l of conf.listens) {
    const name = listenName(l);
    if (L.listening.some((entry) => entry[0] === name)) continue;
    const got = listenOn(p, l);
    if (typeof got === 'number') L.listening = [...L.listening, [name, got]];
    else if (got === 'busy') busy = true;
    else return fail(p, got);
  }
  if (busy) {
    say(p, NOTICE, 'try again to bind() after 500ms');
    if (++L.bindTry < 5) return p.sleep(5e8, 'bind');
    return fail(p, 'still could not bind()');
  }
  const wanted = conf.listens.map(listenName);
  for (const [name, fd] of L.listening) if (!wanted.includes(name)) p.close(fd);
  L.listening = L.listening.filter((entry) => wanted.includes(entry[0]));
  return opened(p, conf);
}

function opened(p: P, conf: Conf): Next {
  const L = p.locals;
  say(p, NOTICE, 'using the "epoll" event method');
  if (L.task === 'reload') {
    L.leaving = [...L.leaving, ...L.workers];
    startWorkers(p, conf);
    for (const pid of L.leaving) p.kill(pid, SIGQUIT);
    return p.goto('master');
  }
  const limit = p.rlimit('nofile');
  say(p, NOTICE, SERVER);
  say(p, NOTICE, `OS: Linux ${p.uname().release}`);
  say(p, NOTICE, `getrlimit(RLIMIT_NOFILE): ${limit.soft}:${limit.hard}`);
  if (!conf.daemon) return beMaster(p);
  const child = p.fork('daemon', { ...L, daemonised: true });
  if (child < 0) return fail(p, `fork() failed (${-child}: ${strerror(child)})`);
  return p.exit(0);
}

/** Label `daemon`: the child that stays. */
export function daemonise(p: P): Next {
  p.setsid();
  const nil = p.open('/dev/null', 2);
  if (nil >= 0) {
    p.dup2(nil, 0);
    p.dup2(nil, 1);
    p.close(nil);
  }
  return beMaster(p);
}

function beMaster(p: P): Next {
  const L = p.locals;
  const conf = L.conf as Conf;
  const pid = p.open(conf.pid, O_WRONLY | O_CREAT | O_TRUNC, 0o644);
  if (pid < 0) return fail(p, callFailed('open()', conf.pid, pid));
  p.write(pid, `${p.pid}\n`);
  p.close(pid);
  for (const signal of [SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGTERM, SIGCHLD, SIGWINCH]) p.sigaction(signal, 'catch');
  p.sigaction(SIGPIPE, 'ignore');
  L.daemonised = true;
  if (!conf.masterProcess) return singleProcess(p, conf);
  setTitle(p, `nginx: master process ${p.argv.join(' ')}`);
  startWorkers(p, conf);
  return p.goto('master');
}

function workerLocals(p: P, conf: Conf): WorkerLocals {
  const fds = conf.listens.map((l) => p.locals.listening.find((entry) => entry[0] === listenName(l))?.[1] ?? -1);
  return {
    role: 'worker',
    conf,
    files: p.locals.files,
    listening: fds,
    connections: [],
    ending: '',
    nextConnection: 1,
    accepted: 0,
    requests: 0,
    rotation: [],
  };
}

function singleProcess(p: P, conf: Conf): Next {
  const locals = workerLocals(p, conf);
  p.locals = locals as unknown as MasterLocals;
  return p.goto('worker');
}

function startWorkers(p: P, conf: Conf): void {
  say(p, NOTICE, 'start worker processes');
  const pids: number[] = [];
  for (let i = 0; i < conf.workers; i++) {
    const pid = p.fork('workerStart', workerLocals(p, conf));
    if (pid < 0) {
      say(p, ALERT, `fork() failed while spawning "worker process" (${-pid}: ${strerror(pid)})`);
      continue;
    }
    say(p, NOTICE, `start worker process ${pid}`);
    pids.push(pid);
  }
  p.locals.workers = pids;
}

/** Label `workerStart`: gives up root and becomes a worker. */
export function workerStart(p: Proc<WorkerLocals>): Next {
  const { conf, files } = p.locals;
  if (p.cred().euid === 0) {
    const errno = p.setCred({ groups: conf.groups, gid: conf.gid, egid: conf.gid });
    const last = errno < 0 ? errno : p.setCred({ uid: conf.uid, euid: conf.uid });
    if (last < 0) {
      logError(
        p,
        conf.errorLogs,
        files,
        EMERG,
        `${errno < 0 ? `setgid(${conf.gid})` : `setuid(${conf.uid})`} failed (${-last}: ${strerror(last)})`,
      );
      return p.exit(2);
    }
  }
  for (const signal of [SIGHUP, SIGWINCH, SIGCHLD]) p.sigaction(signal, 'ignore');
  setTitle(p, 'nginx: worker process');
  return p.goto('worker');
}

/** Reaps workers that have ended; starts new ones for those that should not have. */
function reap(p: P): void {
  const L = p.locals;
  let said = false;
  for (;;) {
    const dead = p.wait(-1);
    if (typeof dead === 'number') break;
    if (!said) say(p, NOTICE, `signal 17 (SIGCHLD) received from ${dead.pid}`);
    said = true;
    const wanted = L.workers.includes(dead.pid);
    const crashed = dead.signal !== 0;
    say(
      p,
      crashed ? ALERT : NOTICE,
      `worker process ${dead.pid} exited ${crashed ? `on signal ${dead.signal}` : `with code ${dead.code}`}`,
    );
    L.workers = L.workers.filter((pid) => pid !== dead.pid);
    L.leaving = L.leaving.filter((pid) => pid !== dead.pid);
    if (!wanted || L.ending !== '' || L.conf === null) continue;
    if (dead.code === 2 && !crashed) {
      say(p, ALERT, `worker process ${dead.pid} exited with fatal code 2 and cannot be respawned`);
      continue;
    }
    const pid = p.fork('workerStart', workerLocals(p, L.conf));
    if (pid > 0) {
      say(p, NOTICE, `start worker process ${pid}`);
      L.workers = [...L.workers, pid];
    }
  }
}

/** Label `master`: waits for signals. */
export function masterLoop(p: P): Next {
  const L = p.locals;
  L.task = 'start';
  if (L.workers.length === 0 && L.leaving.length === 0 && L.ending !== '') {
    const conf = L.conf as Conf;
    p.unlink(conf.pid);
    say(p, NOTICE, 'exit');
    return p.exit(0);
  }
  return p.pause('master');
}

function endAll(p: P, how: 'quit' | 'stop'): void {
  p.locals.ending = how;
  for (const pid of [...p.locals.workers, ...p.locals.leaving]) p.kill(pid, how === 'quit' ? SIGQUIT : SIGTERM);
}

/** Signals of the master. */
export function onMasterSignal(p: P, signal: number): Next | null {
  const L = p.locals;
  if (L.conf === null) return null;
  switch (signal) {
    case SIGCHLD:
      reap(p);
      return p.goto('master');
    case SIGQUIT:
      say(p, NOTICE, 'signal 3 (SIGQUIT) received, shutting down');
      endAll(p, 'quit');
      return p.goto('master');
    case SIGTERM:
    case SIGINT:
      say(p, NOTICE, `signal ${signal} (${signal === SIGTERM ? 'SIGTERM' : 'SIGINT'}) received, exiting`);
      endAll(p, 'stop');
      return p.goto('master');
    case SIGHUP:
      if (L.ending !== '') return null;
      say(p, NOTICE, 'signal 1 (SIGHUP) received, reconfiguring');
      say(p, NOTICE, 'reconfiguring');
      L.task = 'reload';
      L.hosts = [];
      return readConf(p);
    case SIGUSR1: {
      say(p, NOTICE, 'signal 10 (SIGUSR1) received, reopening logs');
      say(p, NOTICE, 'reopening logs');
      openLogs(p, L.conf);
      L.leaving = [...L.leaving, ...L.workers];
      startWorkers(p, L.conf);
      for (const pid of L.leaving) p.kill(pid, SIGQUIT);
      return p.goto('master');
    }
    default:
      return null;
  }
}
