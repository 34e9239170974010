/** Names of the builtins of each shell. */
import type { Bytes } from '../../../util/bytes.ts';
import type { Flavour } from '../flavour.ts';

/** Name, and the flavours that have it (first letters) when it is not all of them. */
type Entry = readonly [name: string, flavours?: string];

/** Special builtins (POSIX 2.14): their errors end a script, assignments before them stay. */
export const SPECIAL: readonly Entry[] = [
  [':'],
  ['.'],
  ['source', 'ba'],
  ['break'],
  ['continue'],
  ['eval'],
  ['exec'],
  ['exit'],
  ['export'],
  ['readonly'],
  ['return'],
  ['set'],
  ['shift'],
  ['times'],
  ['trap'],
  ['unset'],
  ['local', 'da'],
];
/** All others. */
export const REGULAR: readonly Entry[] = [
  ['true'],
  ['false'],
  ['['],
  ['test'],
  ['alias'],
  ['unalias'],
  ['bg'],
  ['fg'],
  ['jobs'],
  ['kill'],
  ['wait'],
  ['disown', 'b'],
  ['cd'],
  ['chdir', 'da'],
  ['pwd'],
  ['dirs', 'b'],
  ['pushd', 'b'],
  ['popd', 'b'],
  ['command'],
  ['builtin', 'b'],
  ['type'],
  ['hash'],
  ['echo'],
  ['printf'],
  ['read'],
  ['mapfile', 'b'],
  ['readarray', 'b'],
  ['getopts'],
  ['let', 'ba'],
  ['local', 'b'],
  ['declare', 'b'],
  ['typeset', 'b'],
  ['shopt', 'b'],
  ['history', 'ba'],
  ['logout', 'b'],
  ['umask'],
  ['ulimit'],
];

function namesOf(entries: readonly Entry[], flavour: Flavour): ReadonlySet<Bytes> {
  const letter = flavour.charAt(0);
  return new Set(entries.filter((e) => e[1] === undefined || e[1].includes(letter)).map((e) => e[0]));
}

const SPECIAL_BY: { readonly [F in Flavour]: ReadonlySet<Bytes> } = {
  bash: namesOf(SPECIAL, 'bash'),
  dash: namesOf(SPECIAL, 'dash'),
  ash: namesOf(SPECIAL, 'ash'),
};
const REGULAR_BY: { readonly [F in Flavour]: ReadonlySet<Bytes> } = {
  bash: namesOf(REGULAR, 'bash'),
  dash: namesOf(REGULAR, 'dash'),
  ash: namesOf(REGULAR, 'ash'),
};

/** True for a special builtin of the flavour. */
export function isSpecialBuiltin(flavour: Flavour, name: Bytes): boolean {
  return SPECIAL_BY[flavour].has(name);
}

/** True for any builtin of the flavour. */
export function isBuiltin(flavour: Flavour, name: Bytes): boolean {
  return SPECIAL_BY[flavour].has(name) || REGULAR_BY[flavour].has(name);
}

/** All names, for completion. */
export function builtinNames(flavour: Flavour): readonly Bytes[] {
  return [...SPECIAL_BY[flavour], ...REGULAR_BY[flavour]];
}
