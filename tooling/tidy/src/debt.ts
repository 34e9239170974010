import type { Finding } from './finding.ts';

/**
 * Findings of one rule that are owed: how many a file may still have. A file that is not named owes none; one that has
 * fewer than it says must say less, so that the debt only shrinks.
 */
export type Debt = Readonly<Record<string, number>>;

/** Findings beyond what their file owes, and files that owe less than the debt says. */
export function beyond(findings: readonly Finding[], debt: Debt): Finding[] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  const out: Finding[] = [];
  for (const [path, found] of byPath) if (found.length > (debt[path] ?? 0)) out.push(...found);
  for (const path of Object.keys(debt)) {
    const has = byPath.get(path)?.length ?? 0;
    if (has >= (debt[path] as number)) continue;
    const what = `owes ${has}, but the debt says ${debt[path]}`;
    out.push({ rule: 'debt', path, line: 1, what, next: 'Lower the number in tooling/tidy/src/debt.json.' });
  }
  return out;
}
