import type { Finding } from './finding.ts';
import type { Source } from './source.ts';

const ESCAPE = /\btidy-allow ([a-z-]+): (.{10,})/;

/**
 * Leaves out findings that a comment excuses: `tidy-allow RULE: reason` on the same line or the one above, where the
 * reason says why the rule's purpose still holds.
 */
export function unexcused(source: Source, findings: readonly Finding[]): Finding[] {
  if (findings.length === 0) return [];
  const excused = new Set<string>();
  for (const comment of source.comments) {
    const rule = ESCAPE.exec(comment.value)?.[1];
    if (!rule) continue;
    const last = source.lineAt(comment.end);
    excused.add(`${rule} ${last}`).add(`${rule} ${last + 1}`);
  }
  return findings.filter(({ rule, line }) => !excused.has(`${rule} ${line}`));
}
