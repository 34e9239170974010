/**
 * Who may import whom between workspaces: docs/ARCHITECTURE.md §3 as a table. A row changes together with an ADR.
 * No row may name an app: nothing imports one.
 */

/** What one workspace may import of the others, by the last part of their package names. */
export interface Arrow {
  readonly values: readonly string[];
  /** Besides those, with `import type` only. */
  readonly types?: readonly string[];
}

const PACKAGES = ['engine', 'catalog', 'protocol', 'log', 'replica', 'curriculum', 'trpc', 'db', 'auth'];
const SCREEN = ['ui', 'terminal', 'diagram'];

/** The table; the keys are the folders of all workspaces. */
export const ARROWS: Readonly<Record<string, Arrow>> = {
  'packages/engine': { values: [] },
  'packages/catalog': { values: ['engine'] },
  'packages/curriculum': { values: ['engine', 'catalog'] },
  'packages/protocol': { values: [], types: ['engine'] },
  'packages/log': { values: ['engine', 'protocol'] },
  'packages/replica': { values: ['engine', 'protocol', 'log'] },
  'packages/db': { values: [] },
  'packages/auth': { values: ['db', 'protocol'] },
  'packages/trpc': { values: ['db', 'auth', 'protocol'] },
  'packages/ui': { values: [] },
  'packages/terminal': { values: ['ui'], types: ['engine'] },
  'packages/diagram': { values: ['ui'], types: ['engine'] },
  'packages/conformance': { values: [] },
  'apps/cli': { values: PACKAGES },
  'apps/sync': { values: PACKAGES },
  'apps/web': { values: [...PACKAGES, ...SCREEN] },
  'tooling/load': { values: PACKAGES },
  'tooling/tidy': { values: [] },
  'tooling/typescript': { values: [] },
  e2e: { values: PACKAGES },
};
