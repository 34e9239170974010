/**
 * The real server in a process of its own, on a free port of loopback, folding with the test engine. It keeps its data
 * in a fresh folder, or on the PostgreSQL server of TEST_DATABASE_URL.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const ENGINE = new URL(import.meta.resolve('@drydock/protocol/testing')).href;

/** A line of the server's log. */
export interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** A server under test. */
export class ServerProcess {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly lines: LogLine[] = [];
  port = 0;
  #child: ChildProcess | null = null;

  private constructor(dataDir: string, env: Readonly<Record<string, string>>) {
    this.dataDir = dataDir;
    this.env = env;
  }

  /** Starts a server with fresh data. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const server = new ServerProcess(await mkdtemp(join(tmpdir(), 'drydock-sync-')), env);
    await server.start();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it (again), on the port it had. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH ?? '',
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        ENGINE_MODULE: ENGINE,
        DATABASE_URL: process.env.TEST_DATABASE_URL ?? '',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const listening = new Promise<number>((resolve, reject) => {
      let rest = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const said = JSON.parse(line) as LogLine;
          this.lines.push(said);
          if (said.event === 'listening') resolve(said.port as number);
        }
      });
      child.once('exit', (code, signal) => reject(new Error(`the server ended: ${code ?? signal}`)));
    });
    this.port = await listening;
  }

  /** Ends it as a crash would, or in order; resolves when it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'close');
    child.kill(signal);
    await gone;
  }

  /** Ends it and removes its data. */
  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  said(event: string): LogLine[] {
    return this.lines.filter((line) => line.event === event);
  }
}
