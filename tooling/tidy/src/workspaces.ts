import { isBuiltin } from 'node:module';
import type { Arrow } from './arrows.ts';
import { resolveRelative } from './directions.ts';
import type { Finding } from './finding.ts';
import { isTest, type Source } from './source.ts';

/** A workspace as its package.json declares it. */
export interface Workspace {
  /** From the repository's root, such as `packages/engine`; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

const SCOPE = '@drydock/';

/** Package that a bare specifier names: `@noble/hashes/sha2.js` is of `@noble/hashes`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The workspace whose folder holds `path`; the root when none does. */
function workspaceOf(path: string, workspaces: readonly Workspace[]): Workspace | undefined {
  const inFolder = workspaces.filter(({ folder }) => folder !== '' && path.startsWith(`${folder}/`));
  return inFolder[0] ?? workspaces.find(({ folder }) => folder === '');
}

/** What a file may know: the workspaces, the table of arrows. */
export interface Rules {
  readonly workspaces: readonly Workspace[];
  readonly arrows: Readonly<Record<string, Arrow>>;
}

/** Imports that leave their workspace other than by a package name, against the arrows, or undeclared; or lead to tests. */
export function arrows(source: Source, rules: Rules): Finding[] {
  const home = workspaceOf(source.path, rules.workspaces);
  if (!home || home.folder === '') return [];
  if (!(home.folder in rules.arrows)) {
    const next = 'Add a row for it to tooling/tidy/src/arrows.ts.';
    return [{ rule: 'arrow', path: source.path, line: 1, what: `${home.folder} has no row of arrows`, next }];
  }
  const findings: Finding[] = [];
  for (const one of source.imports) {
    const wrong = one.specifier.startsWith('.')
      ? leaves(source, home, one.specifier)
      : (againstArrow(source, home, one, rules) ?? undeclared(source, home, one.specifier, rules));
    if (wrong) findings.push({ rule: 'arrow', path: source.path, line: one.line, ...wrong });
  }
  return findings;
}

type Wrong = Pick<Finding, 'what' | 'next'> | undefined;

function leaves(source: Source, home: Workspace, specifier: string): Wrong {
  const target = resolveRelative(source.path, specifier);
  if (isTest(target) && !isTest(source.path)) {
    return { what: `${specifier} is there for tests only`, next: 'Move what both need out of it.' };
  }
  if (target.startsWith(`${home.folder}/`)) return undefined;
  return {
    what: `${specifier} leaves ${home.folder}`,
    next: 'Import another workspace by its package name, through what its exports offer.',
  };
}

function againstArrow(source: Source, home: Workspace, one: Source['imports'][number], rules: Rules): Wrong {
  const name = packageOf(one.specifier);
  if (!name.startsWith(SCOPE) || name === home.name) return undefined;
  const short = name.slice(SCOPE.length);
  const target = rules.workspaces.find((workspace) => workspace.name === name);
  if (target?.folder.startsWith('apps/')) {
    return { what: `${home.folder} imports the app ${name}`, next: 'Move what both need into a package.' };
  }
  const arrow = rules.arrows[home.folder] as Arrow;
  if (arrow.values.includes(short) || isTest(source.path)) return undefined;
  if (arrow.types?.includes(short)) {
    if (one.isType) return undefined;
    return { what: `${home.folder} may import only types of ${name}`, next: 'Use `import type`.' };
  }
  return {
    what: `${home.folder} may not import ${name}`,
    next: `It may import: ${arrow.values.join(', ') || 'no workspace'}. Otherwise amend arrows.ts with an ADR.`,
  };
}

function undeclared(source: Source, home: Workspace, specifier: string, rules: Rules): Wrong {
  const name = packageOf(specifier);
  if (isBuiltin(specifier) || name === home.name || /^[@~]$|^#/.test(name.split('/', 1)[0] as string)) return undefined;
  const shipsEngine = home.folder === 'packages/engine' && source.path.includes('/src/') && !isTest(source.path);
  const shared = rules.workspaces.find(({ folder }) => folder === '')?.devDependencies ?? [];
  const known = shipsEngine ? home.dependencies : [...home.dependencies, ...home.devDependencies, ...shared];
  if (known.includes(name)) return undefined;
  return {
    what: `${name} is not declared in ${home.folder}/package.json`,
    next: `Declare it there${shipsEngine ? ' under dependencies, if the engine may have it at all' : ''}, pinned exactly.`,
  };
}
