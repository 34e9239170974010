/** The three shells: GNU bash 5.2, dash 0.5.12 and the ash of BusyBox 1.38. */
export type Flavour = 'bash' | 'dash' | 'ash';

/** What a flavour's grammar knows beyond POSIX. */
export interface Grammar {
  readonly arrays: boolean;
  readonly arithCommand: boolean;
  readonly cond: boolean;
  readonly functionKeyword: boolean;
  readonly select: boolean;
  readonly time: boolean;
  readonly braces: boolean;
  readonly hereString: boolean;
  readonly redirectBoth: boolean;
  readonly pipeBoth: boolean;
  readonly process: boolean;
  readonly ansiC: boolean;
  readonly replace: boolean;
  readonly slice: boolean;
  readonly caseChange: boolean;
  readonly indirect: boolean;
  readonly assignmentArgs: boolean;
}

const BASH: Grammar = {
  arrays: true,
  arithCommand: true,
  cond: true,
  functionKeyword: true,
  select: true,
  time: true,
  braces: true,
  hereString: true,
  redirectBoth: true,
  pipeBoth: true,
  process: true,
  ansiC: true,
  replace: true,
  slice: true,
  caseChange: true,
  indirect: true,
  assignmentArgs: true,
};
const DASH: Grammar = {
  arrays: false,
  arithCommand: false,
  cond: false,
  functionKeyword: false,
  select: false,
  time: false,
  braces: false,
  hereString: false,
  redirectBoth: false,
  pipeBoth: false,
  process: false,
  ansiC: false,
  replace: false,
  slice: false,
  caseChange: false,
  indirect: false,
  assignmentArgs: true,
};
const ASH: Grammar = {
  ...DASH,
  cond: true,
  functionKeyword: true,
  hereString: true,
  redirectBoth: true,
  process: true,
  ansiC: true,
  replace: true,
  slice: true,
  assignmentArgs: true,
};

/** The grammar of a flavour. */
export function grammarOf(flavour: Flavour): Grammar {
  return flavour === 'bash' ? BASH : flavour === 'dash' ? DASH : ASH;
}
