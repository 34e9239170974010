import type { Bytes } from '../bytes.ts';

/** Error codes of regcomp(3), and one of GNU grep and sed alone. */
export type RegexErrorCode =
  | 'BADPAT'
  | 'ECOLLATE'
  | 'ECTYPE'
  | 'EESCAPE'
  | 'ESUBREG'
  | 'EBRACK'
  | 'EPAREN'
  | 'EBRACE'
  | 'BADBR'
  | 'ERANGE'
  | 'ESIZE'
  | 'BADRPT'
  | 'ERPAREN'
  | 'ECLASSSYNTAX';

/** regerror(3) of glibc, and dfa.c of GNU grep and sed. */
const MESSAGES: Readonly<Record<RegexErrorCode, Bytes>> = {
  BADPAT: 'Invalid regular expression',
  ECOLLATE: 'Invalid collation character',
  ECTYPE: 'Invalid character class name',
  EESCAPE: 'Trailing backslash',
  ESUBREG: 'Invalid back reference',
  EBRACK: 'Unmatched [, [^, [:, [., or [=',
  EPAREN: 'Unmatched ( or \\(',
  EBRACE: 'Unmatched \\{',
  BADBR: 'Invalid content of \\{\\}',
  ERANGE: 'Invalid range end',
  ESIZE: 'Regular expression too big',
  BADRPT: 'Invalid preceding regular expression',
  ERPAREN: 'Unmatched ) or \\)',
  ECLASSSYNTAX: 'character class syntax is [[:space:]], not [:space:]',
};

/** Why a pattern is refused, in the words of glibc's regerror(3). */
export class RegexError {
  readonly code: RegexErrorCode;
  readonly message: Bytes;

  constructor(code: RegexErrorCode) {
    this.code = code;
    this.message = MESSAGES[code];
  }
}

/** Whether `value` is a refused pattern rather than a compiled one. */
export function isRegexError(value: unknown): value is RegexError {
  return value instanceof RegexError;
}

/** A match with back references needed more steps than are allowed. */
export class RegexBudget extends Error {
  override name = 'RegexBudget';
}
