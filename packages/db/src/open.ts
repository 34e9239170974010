import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { SqliteThreadDialect } from './dialect/sqlite-dialect.ts';
import { type ColumnTypes, migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Where data are kept: a file of our own, or a PostgreSQL server. */
export type Place = { readonly file: string } | { readonly url: string };

/** Bigints come as text from PostgreSQL; ours are all exact as numbers. */
const INT8 = 20;

const SQLITE: ColumnTypes = { integer: 'integer', octets: 'blob', real: 'real' };
const POSTGRES: ColumnTypes = { integer: 'bigint', octets: 'bytea', real: 'double precision' };

/** Opens the database and brings its tables up to date. Rejects when another process serves from the same file. */
export async function openDatabase(place: Place): Promise<Kysely<Tables>> {
  if ('file' in place) await mkdir(dirname(place.file), { recursive: true });
  const db = new Kysely<Tables>({ dialect: 'file' in place ? sqlite(place.file) : postgres(place.url) });
  try {
    const provider = migrations('file' in place ? SQLITE : POSTGRES);
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error) throw error;
    return db;
  } catch (error) {
    await db.destroy().catch(() => {});
    const busy = error instanceof Error && /database is locked/.test(error.message);
    if (busy && 'file' in place) throw new Error(`${place.file} is in use by another process`, { cause: error });
    throw error;
  }
}

function sqlite(file: string): SqliteThreadDialect {
  return new SqliteThreadDialect({ file, lockFile: `${file}.lock` });
}

function postgres(url: string): PostgresDialect {
  const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text');
  return new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 10, types: { getTypeParser } }) });
}
