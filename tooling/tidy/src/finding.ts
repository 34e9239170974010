/** One broken rule at one place. */
export interface Finding {
  /** Name of the rule, as an escape names it. */
  readonly rule: string;
  /** Path from the repository's root, with `/`. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong there. */
  readonly what: string;
  /** What to do next. */
  readonly next: string;
}

/** Two lines for people: a place that editors can jump to and what is wrong, then what to do next. */
export function show({ rule, path, line, what, next }: Finding): string {
  return `${path}:${line} [${rule}] ${what}\n    → ${next}`;
}
