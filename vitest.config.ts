import { defineConfig } from 'vitest/config';

/** Packages whose tests need a DOM; everything else runs in plain Node. */
const browserSide = ['packages/ui', 'packages/terminal', 'packages/diagram', 'apps/web'];
const generated = ['**/node_modules/**', '**/.next/**', '**/dist/**', 'packages/conformance/cases/**'];

/** Seeds each swarm test folds, from DRYDOCK_SWARM_RUNS; tests read it with `inject('swarmRuns')`. */
const swarmRuns = Number(process.env.DRYDOCK_SWARM_RUNS || 20);
if (!Number.isInteger(swarmRuns) || swarmRuns < 1) throw new Error('DRYDOCK_SWARM_RUNS must be a positive integer');

export default defineConfig({
  test: {
    provide: { swarmRuns },
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['{packages,apps,tooling}/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: [...generated, ...browserSide.map((folder) => `${folder}/**`)],
        },
      },
      {
        extends: true,
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          include: browserSide.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: generated,
        },
      },
    ],
  },
});

declare module 'vitest' {
  interface ProvidedContext {
    swarmRuns: number;
  }
}
