import { unexcused } from './escape.ts';
import type { Finding } from './finding.ts';
import { isGenerated, isTest, type Node, type Source, walk } from './source.ts';

/** Lines of a file from which people are warned, and beyond which the check fails. */
export const FILE_WARN = 400;
/** See FILE_WARN. */
const FILE_LIMIT = 600;
/** Lines of a function, its signature and braces included. */
const FUNCTION_LIMIT = 70;

/** Files over FILE_LIMIT lines. */
export function fileLength(source: Source): Finding[] {
  // what a real machine answered, kept as data for tests
  if (isGenerated(source.path) || /\/recorded\//.test(source.path) || source.lineCount <= FILE_LIMIT) return [];
  const what = `${source.lineCount} lines, at most ${FILE_LIMIT}`;
  const next = 'Split it: one concept a file, about 150 lines.';
  return [{ rule: 'file-length', path: source.path, line: FILE_LIMIT + 1, what, next }];
}

/** Files that are near the limit, longest first, as `path: lines`. */
export function longFiles(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path, lineCount }) => !isGenerated(path) && lineCount > FILE_WARN && lineCount <= FILE_LIMIT)
    .sort((a, b) => b.lineCount - a.lineCount)
    .map(({ path, lineCount }) => `${path}: ${lineCount}`);
}

/** Functions over FUNCTION_LIMIT lines. Tests are exempt: there a `describe` holds a whole specification. */
export function functionLength(source: Source): Finding[] {
  if (isGenerated(source.path) || isTest(source.path)) return [];
  const findings: Finding[] = [];
  walk(source.program, (node, parents) => {
    if (!node.type.includes('Function') || !node.body || node.type.startsWith('TS')) return;
    const line = source.lineAt(node.start);
    const lines = source.lineAt(node.end) - line + 1;
    if (lines <= FUNCTION_LIMIT) return;
    const what = `${nameOf(node, parents)} has ${lines} lines, at most ${FUNCTION_LIMIT}`;
    const next = 'Give each of its steps a name and a function.';
    findings.push({ rule: 'function-length', path: source.path, line, what, next });
  });
  return unexcused(source, findings);
}

function nameOf(node: Node, parents: readonly Node[]): string {
  const parent = parents[parents.length - 1];
  const named = (node.id ?? parent?.id ?? parent?.key) as Node | null | undefined;
  return typeof named?.name === 'string' ? named.name : 'a function without a name';
}
