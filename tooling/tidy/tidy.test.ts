import { describe, expect, test } from 'vitest';
import { ARROWS } from './src/arrows.ts';
import { constructs } from './src/constructs.ts';
import { cycles, resolver } from './src/cycles.ts';
import owed from './src/debt.json' with { type: 'json' };
import { beyond } from './src/debt.ts';
import { directions } from './src/directions.ts';
import { docstrings } from './src/docstrings.ts';
import { type Finding, show } from './src/finding.ts';
import { LAYERS } from './src/layers.ts';
import { pins } from './src/pins.ts';
import * as repository from './src/repository.ts';
import { FILE_WARN, fileLength, functionLength, longFiles } from './src/sizes.ts';
import { arrows } from './src/workspaces.ts';

const paths = repository.files();
const sources = repository.sources(paths);
const { list, entries } = repository.workspaces(paths);

/** No finding; otherwise each with its place and what to do next. */
function expectTidy(findings: readonly Finding[]): void {
  expect(findings.length, `\n${findings.map(show).join('\n')}\n`).toBe(0);
}

describe('the repository is tidy', () => {
  test('the walk sees the sources', () => {
    expect(sources.map(({ path }) => path)).toContain('tooling/tidy/tidy.test.ts');
  });

  test('engine layers import only what stands below them', () => {
    expectTidy(sources.flatMap((source) => directions(source, LAYERS)));
  });

  test('workspaces import each other by name, along the arrows, and declare what they import', () => {
    expectTidy(sources.flatMap((source) => arrows(source, { workspaces: list, arrows: ARROWS })));
  });

  test('no cycle of imports', () => {
    expectTidy(cycles(sources, resolver(entries)));
  });

  test('the engine holds nothing that differs between machines or cannot be saved', () => {
    expectTidy(sources.flatMap(constructs));
  });

  test('files are short', () => {
    const long = longFiles(sources);
    if (long.length > 0) console.warn(`over ${FILE_WARN} lines, consider splitting:\n  ${long.join('\n  ')}`);
    expectTidy(sources.flatMap(fileLength));
  });

  test('functions are short', () => {
    expectTidy(beyond(sources.flatMap(functionLength), owed.functionLength));
  });

  test('exports have prose', () => {
    expectTidy(beyond(sources.flatMap(docstrings), owed.docstring));
  });

  test('dependencies are pinned', () => {
    expectTidy(repository.manifests(paths).flatMap((path) => pins(path, repository.read(path))));
  });
});
