import { unexcused } from './escape.ts';
import type { Finding } from './finding.ts';
import { isGenerated, isNode, isTest, type Node, type Source } from './source.ts';

/** Folders whose exports are read as a reference, and so need prose. */
const DOCUMENTED = [
  'packages/engine/src/',
  'packages/protocol/src/',
  'packages/log/src/',
  'packages/replica/src/',
  'apps/sync/src/',
];

/** Names declared by a top statement, each with the node that a docstring stands before. */
function* declared(statement: Node): Generator<{ name: string; exported: boolean; at: Node }> {
  const exported = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  const declaration = exported ? statement.declaration : statement;
  if (!isNode(declaration)) return;
  const declarators = Array.isArray(declaration.declarations) ? (declaration.declarations as Node[]) : [declaration];
  for (const { id } of declarators) {
    if (isNode(id) && typeof id.name === 'string') yield { name: id.name, exported, at: statement };
  }
}

/** Names that `export { a, b }` without a source exports. */
function exportedLater(body: readonly Node[]): Set<string> {
  const names = new Set<string>();
  for (const statement of body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue;
    for (const { local } of statement.specifiers as { local: Node }[]) names.add(String(local.name));
  }
  return names;
}

/**
 * Exported declarations without a docstring right before them. Overloads share that of the first, and so do one-line
 * declarations that follow each other without a blank line, such as the numbers of a table.
 */
export function docstrings(source: Source): Finding[] {
  const { path } = source;
  if (isGenerated(path) || isTest(path) || !DOCUMENTED.some((folder) => path.startsWith(folder))) return [];
  const body = (source.program.body ?? []) as readonly Node[];
  const later = exportedLater(body);
  const seen = new Set<string>();
  const findings: Finding[] = [];
  let groupEnds = -1; // last line of the documented one-line declaration before
  for (const { name, exported, at } of body.flatMap((statement) => [...declared(statement)])) {
    if ((!exported && !later.has(name)) || seen.has(name)) continue;
    seen.add(name);
    const [first, last] = [source.lineAt(at.start), source.lineAt(at.end)];
    const documented = hasDocstring(source, at) || (first === last && first === groupEnds + 1);
    if (documented) groupEnds = first === last ? last : -1;
    if (documented) continue;
    const next = 'Say in /** prose */ what it is, its shapes, units and errors, and the source it imitates.';
    findings.push({ rule: 'docstring', path, line: source.lineAt(at.start), what: `${name} has no docstring`, next });
  }
  return unexcused(source, findings);
}

/** A block comment that opens with two stars, with nothing but comments and blanks between it and the statement. */
function hasDocstring(source: Source, statement: Node): boolean {
  let from = statement.start;
  for (let i = source.comments.length - 1; i >= 0; i--) {
    const comment = source.comments[i] as Source['comments'][number];
    if (comment.end > from) continue;
    if (source.text.slice(comment.end, from).trim() !== '') return false;
    if (comment.type === 'Block' && comment.value.startsWith('*')) return /\w/.test(comment.value);
    from = comment.start;
  }
  return false;
}
