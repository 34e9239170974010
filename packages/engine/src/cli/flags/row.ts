/** One command of the generated table, as scripts/gen-cli.ts writes it. */
export interface CommandRow {
  /** Words after `docker`: `container ls`; '' is docker itself. */
  readonly path: string;
  /** Usage lines, separated by newlines; the first is what errors show. */
  readonly usage: string;
  /** The path whose options and implementation this command shares (`ps` → `container ls`). */
  readonly as?: string;
  readonly short?: string;
  /** All names of the command, comma separated, as its help lists them. */
  readonly aliases?: string;
  /** `section|name|description` of each command below a group. */
  readonly subs?: readonly string[];
  /** `shorthand name type default`; `-` for no shorthand, a trailing `!` marks a hidden and `!text` a deprecated option. */
  readonly flags?: readonly string[];
  /** Known by name only: its options are not in the table. */
  readonly opaque?: boolean;
}
