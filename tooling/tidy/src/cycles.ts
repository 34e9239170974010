import { resolveRelative } from './directions.ts';
import type { Finding } from './finding.ts';
import type { Import, Source } from './source.ts';

/** Where an import leads: the path of a file of ours, or undefined. */
export type Resolve = (path: string, specifier: string) => string | undefined;

/** Resolves relative imports, and package names through `entries` (specifier → path). */
export function resolver(entries: ReadonlyMap<string, string>): Resolve {
  return (path, specifier) => (specifier.startsWith('.') ? resolveRelative(path, specifier) : entries.get(specifier));
}

/**
 * Cycles of imports that run (type imports are erased), one finding for each knot: a cycle makes the order of
 * evaluation depend on who is imported first, and two files that need each other are one concept or hide a third.
 */
export function cycles(sources: readonly Source[], resolve: Resolve): Finding[] {
  const graph = new Map(sources.map((source) => [source.path, source]));
  const edges = (source: Source): { one: Import; to: Source }[] =>
    source.imports.flatMap((one) => {
      const to = one.isType ? undefined : graph.get(resolve(source.path, one.specifier) ?? '');
      return to ? [{ one, to }] : [];
    });
  const findings: Finding[] = [];
  const done = new Set<Source>();
  const trail: { at: Source; line: number }[] = [];
  const visit = (source: Source): void => {
    if (done.has(source)) return;
    trail.push({ at: source, line: 1 });
    const top = trail[trail.length - 1] as { at: Source; line: number };
    for (const { one, to } of edges(source)) {
      top.line = one.line;
      const since = trail.findIndex(({ at }) => at === to);
      if (since >= 0) findings.push(cycle(trail.slice(since)));
      else visit(to);
    }
    trail.pop();
    done.add(source);
  };
  for (const source of sources) visit(source);
  return findings;
}

function cycle(loop: readonly { at: Source; line: number }[]): Finding {
  const last = loop[loop.length - 1] as { at: Source; line: number };
  const names = [...loop, loop[0] as { at: Source }].map(({ at }) => at.path);
  return {
    rule: 'cycle',
    path: last.at.path,
    line: last.line,
    what: `closes a cycle of imports: ${names.join(' → ')}`,
    next: 'Move what both need into a file of its own, or use `import type` where only a type is needed.',
  };
}
