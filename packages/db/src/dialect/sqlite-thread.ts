/**
 * The thread that owns the SQLite file: statements arrive as messages, so that waiting for the disk never stops the
 * event loop that serves rooms.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Reply, Request, ThreadData } from './sqlite-messages.ts';

const STATEMENTS = 256;

const { file, lockFile } = workerData as ThreadData;

/** Holds the lock file for as long as this process lives: two authorities over one log would tear it apart. */
function lock(path: string): DatabaseSync {
  const held = new DatabaseSync(path);
  held.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;');
  return held;
}

function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;');
  return db;
}

const held = lockFile === null ? null : lock(lockFile);
const db = open(file);
const statements = new Map<string, StatementSync>();

function prepared(sql: string): StatementSync {
  const known = statements.get(sql);
  if (known) return known;
  if (statements.size >= STATEMENTS) statements.delete(statements.keys().next().value as string);
  const statement = db.prepare(sql);
  statements.set(sql, statement);
  return statement;
}

function run({ id, sql, parameters }: Request): Reply {
  try {
    const statement = prepared(sql);
    if (statement.columns().length > 0) {
      return { id, rows: statement.all(...(parameters as SQLInputValue[])).map((row) => ({ ...row })), changes: 0 };
    }
    return { id, rows: [], changes: Number(statement.run(...(parameters as SQLInputValue[])).changes) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (message: Request | 'close') => {
  if (message !== 'close') return parentPort?.postMessage(run(message));
  db.exec('PRAGMA optimize');
  db.close();
  held?.close();
  parentPort?.close();
});
