/** What travels between the database thread and its caller. */

/** Where the thread finds its files; no lock file for databases that nobody else could open. */
export interface ThreadData {
  readonly file: string;
  readonly lockFile: string | null;
}

/** A statement to run. */
export interface Request {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Its answer: rows of a query, or rows changed; or the text of an error. */
export type Reply =
  | { readonly id: number; readonly rows: readonly object[]; readonly changes: number }
  | { readonly id: number; readonly error: string };
