/** One-line descriptions of options, by name; what an option does is the same wherever it appears. */
import type { FlagSpec } from './spec.ts';

/** The description of an option, '' when it has none yet. */
export function describeFlag(flag: FlagSpec): string {
  return flag.long.replaceAll('-', ' ');
}
