/** One script: how it is given to the shell, which flavours it is for, and what its standard input holds. */
export interface Case {
  readonly name: string;
  readonly mode: string;
  readonly flavours: readonly string[];
  readonly script: string;
  readonly stdin: string;
}
export function readCases(file: string): readonly Case[];
