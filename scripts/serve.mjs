// `start` and `dev`: one process tree behind one origin. apps/sync is the front door on PORT; it answers the
// websocket paths itself and passes every other request to the Next server on WEB_PORT, which listens on loopback only.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { command, root, Trouble, turbo } from './toolchain.mjs';

const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 8_000;
const KEEP_LINES = 200;

/** The first free port from the kernel on loopback. */
export function freePort() {
  return new Promise((resolvePort, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolvePort(port));
    });
  });
}

/** Throws Trouble, with a way out, unless a server may listen on `host`:`port`. */
function requirePort(name, host, port) {
  return new Promise((free, reject) => {
    const probe = createServer();
    probe.on('error', (error) => {
      const another = `choose another one: ${name}=${port < 1024 ? 3000 : port + 1} npm start`;
      const why = {
        EADDRINUSE: `${name} ${port} is already in use. Stop the program that holds it (lsof -i :${port}) or ${another}`,
        EACCES: `${name} ${port} is not open to this user; ${another}`,
        EADDRNOTAVAIL: `HOST ${host} is not an address of this machine; leave HOST out to listen on all of them`,
      }[error.code];
      reject(new Trouble(why ?? `cannot listen on ${host}:${port}: ${error.message}`));
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(free));
  });
}

/** PORT or WEB_PORT as an integer; 0 or nothing means `otherwise`. */
async function portFromEnv(name, otherwise) {
  const text = process.env[name] ?? '';
  if (text === '') return await otherwise();
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new Trouble(`${name} must be a port number, not "${text}".`);
  return Number(text) === 0 ? await freePort() : Number(text);
}

/** Where to listen and keep data, from the environment. */
async function settings() {
  const host = process.env.HOST || '0.0.0.0';
  const port = await portFromEnv('PORT', () => 3000);
  const webPort = await portFromEnv('WEB_PORT', freePort);
  const everywhere = host === '0.0.0.0' || host === '::';
  const local = everywhere ? '127.0.0.1' : host;
  return {
    host,
    port,
    webPort,
    everywhere,
    dataDir: resolve(root, process.env.DATA_DIR || 'data'),
    origin: `http://${local.includes(':') ? `[${local}]` : local}:${port}`,
  };
}

/** This machine's IPv4 addresses that others may reach, likely ones first (a bridge of a container engine is last). */
function lanAddresses() {
  const found = [];
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    for (const { family, internal, address } of addresses ?? []) {
      if (family !== 'IPv4' || internal || address.startsWith('169.254.')) continue;
      found.push({ address, unlikely: /^(docker|br-|veth|virbr|vmnet|utun|tun|tap)/.test(name) });
    }
  }
  return found.sort((a, b) => Number(a.unlikely) - Number(b.unlikely)).map(({ address }) => address);
}

/** A child. With `held`, its output waits for `release`: the web server's banner names an address that is not ours. */
function startChild(name, node, args, options, { held: hold }) {
  const child = spawn(node, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const held = [];
  let open = !hold;
  const take = (stream, sink) => {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      if (open) return sink.write(text);
      held.push(text);
      if (held.length > KEEP_LINES) held.shift();
    });
  };
  take(child.stdout, process.stdout);
  take(child.stderr, process.stderr);
  child.on('error', (error) => held.push(`${error.message}\n`));
  const ended = new Promise((done) => child.on('close', (code, signal) => done(signal ?? `exit code ${code}`)));
  return { name, child, ended, held: () => held.join(''), release: () => (open = true) };
}

/** Asks all children to end, and makes them when they do not. */
async function stopAll(children) {
  const alive = children.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  for (const { child } of alive) child.kill('SIGTERM');
  const hard = setTimeout(() => {
    for (const { child } of alive) child.kill('SIGKILL');
  }, STOP_WITHIN_MS);
  await Promise.all(alive.map(({ ended }) => ended));
  clearTimeout(hard);
}

/** Resolves once `url` answers with a status below 400. */
async function answers(url, given) {
  const until = Date.now() + READY_WITHIN_MS;
  let last = 'no answer';
  while (Date.now() < until && !given.aborted) {
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
      await response.body?.cancel();
      if (response.status < 400) return;
      last = `status ${response.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise((next) => setTimeout(next, 150));
  }
  if (!given.aborted) throw new Trouble(`${url} did not become ready within ${READY_WITHIN_MS / 1000} s (${last}).`);
}

/** Prints who opens what, and the QR code that students scan when somebody looks at a terminal. */
async function announce({ everywhere, host, port, dataDir }) {
  const lan = everywhere ? lanAddresses().map((address) => `http://${address}:${port}/`) : [];
  if (!everywhere && host !== '127.0.0.1' && host !== 'localhost') lan.push(`http://${host}:${port}/`);
  console.log(`\nDrydock is ready.\n\n  Instructor   http://localhost:${port}/`);
  for (const [i, url] of lan.entries()) console.log(`  ${i === 0 ? 'Students  ' : '       or '}   ${url}`);
  if (lan.length === 0) console.log('  Students     this machine only: no address that others could reach');
  console.log(`  Data         ${dataDir}\n`);
  if (process.stdout.isTTY && lan.length > 0) {
    const { renderUnicodeCompact } = await import('uqr'); // not at the top: it may have been installed just now
    const lines = renderUnicodeCompact(lan[0], { border: 2 }).split('\n');
    console.log(`${lines.map((line) => `\x1b[97;40m${line}\x1b[0m`).join('\n')}\n`); // white on black in any theme
  }
  console.log('Ctrl-C stops it.');
}

/** Starts the front door and the web server in `mode` ('production' or 'development'). */
function startTree({ node, env }, mode, at) {
  const childEnv = {
    ...env,
    NODE_ENV: mode,
    HOST: at.host,
    PORT: String(at.port),
    WEB_PORT: String(at.webPort),
    DATA_DIR: at.dataDir,
  };
  const dev = mode === 'development';
  const web = [command('next'), dev ? 'dev' : 'start', '-p', String(at.webPort), '-H', '127.0.0.1'];
  const sync = [...(dev ? ['--watch', '--watch-preserve-output'] : []), join('apps', 'sync', 'src', 'main.ts')];
  return [
    startChild('apps/web', node, web, { cwd: join(root, 'apps', 'web'), env: childEnv }, { held: true }),
    startChild('apps/sync', node, sync, { cwd: root, env: childEnv }, { held: false }),
  ];
}

/**
 * Calls `stop` on the signals that ask for it, and when npm is gone: npm that gets a signal ends the shell it started
 * us with, not us.
 */
function onStop(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  const parent = process.ppid;
  const orphaned = () => process.ppid !== parent && stop();
  if (process.env.npm_lifecycle_event) setInterval(orphaned, 500).unref();
}

/** Runs the tree until a signal asks it to stop (resolves to 0) or one of the two ends by itself (resolves to 1). */
async function serve(tools, mode, at) {
  await requirePort('PORT', at.host, at.port);
  await requirePort('WEB_PORT', '127.0.0.1', at.webPort);
  mkdirSync(at.dataDir, { recursive: true });
  const stop = new AbortController();
  onStop(() => stop.abort());
  const asked = new Promise((resolveAsked) => stop.signal.addEventListener('abort', () => resolveAsked('asked')));
  const children = startTree(tools, mode, at);
  const died = Promise.race(children.map(async (one) => `${one.name} stopped by itself (${await one.ended}).`));
  const ready = answers(`${at.origin}/healthz`, stop.signal).then(() => answers(`${at.origin}/`, stop.signal));
  let failure;
  try {
    const first = await Promise.race([ready, died, asked]);
    if (first === undefined) {
      await announce(at);
      for (const one of children) one.release();
    }
    const end = first ?? (await Promise.race([died, asked]));
    if (end !== 'asked') failure = end;
  } catch (error) {
    failure = error.message;
  }
  const wasAsked = stop.signal.aborted;
  stop.abort();
  await stopAll(children);
  if (wasAsked || failure === undefined) return 0;
  for (const one of children) if (one.held()) console.error(`--- ${one.name}\n${one.held().trimEnd()}`);
  throw new Trouble(failure);
}

/** `npm start [-- --no-build]`: builds (turbo's cache makes that quick), then serves. Resolves to an exit code. */
export async function start(tools, args) {
  const unknown = args.find((arg) => arg !== '--no-build');
  if (unknown) throw new Trouble(`start does not know ${unknown}; its only option is --no-build.`);
  const at = await settings();
  await requirePort('PORT', at.host, at.port); // before the build: a busy port should not cost a minute
  if (!args.includes('--no-build') && (await turbo(tools, 'build')) !== 0) {
    throw new Trouble('the build failed: see its messages above.');
  }
  return serve(tools, 'production', at);
}

/** `npm run dev`: the same tree with Next's development server, and a front door that restarts when its source changes. */
export async function dev(tools) {
  return serve(tools, 'development', await settings());
}
