import { expect, test } from 'vitest';
import { beyond } from './debt.ts';
import type { Finding } from './finding.ts';

const finding = (path: string, line: number): Finding => ({ rule: 'docstring', path, line, what: 'w', next: 'n' });

test('what is owed passes, one more shows all of the file', () => {
  const two = [finding('a.ts', 1), finding('a.ts', 2)];
  expect(beyond(two, { 'a.ts': 2 })).toEqual([]);
  expect(beyond(two, { 'a.ts': 1 })).toEqual(two);
  expect(beyond(two, {})).toEqual(two);
});

test('a debt that is paid must be struck off', () => {
  expect(beyond([finding('a.ts', 1)], { 'a.ts': 2, 'b.ts': 1 }).map(({ path, what }) => `${path}: ${what}`)).toEqual([
    'a.ts: owes 1, but the debt says 2',
    'b.ts: owes 0, but the debt says 1',
  ]);
});
