import { expect, it } from 'vitest';
import { baseOf, proposalId } from './proposal-id.ts';

it('an id carries the entry after which the proposal was made', () => {
  expect(baseOf(proposalId(41, 'a1-B_2c'))).toBe(41);
  expect(baseOf('0.abcdef')).toBe(0);
});

it('anything else is no id', () => {
  const wrong = ['', '1', '1.', '01.abcdef', '-1.abcdef', '1.abcde', `1.${'a'.repeat(33)}`, '1.abc def', '1e3.abcdef'];
  expect(wrong.map(baseOf)).toEqual(wrong.map(() => null));
});
