import { expect, it } from 'vitest';
import { ADJECTIVES, generateName, SURNAMES } from './namesgenerator.ts';

it('joins an adjective and a surname, both lists without doubles', () => {
  expect([new Set(ADJECTIVES).size, new Set(SURNAMES).size]).toEqual([108, 236]);
  expect([...ADJECTIVES, ...SURNAMES].every((word) => /^[a-z]+$/.test(word))).toBe(true);
  expect([generateName(0, 0), generateName(108, 236), generateName(107, 235)]).toEqual([
    'admiring_albattani',
    'admiring_albattani',
    'zen_zhukovsky',
  ]);
});

it('adds a digit on a retry', () => {
  expect([generateName(1, 1, 1, 7), generateName(1, 1, 2, 17)]).toEqual(['adoring_allen7', 'adoring_allen7']);
});

it('does not call Wozniak boring', () => {
  const boring = ADJECTIVES.indexOf('boring');
  const wozniak = SURNAMES.indexOf('wozniak');
  expect(generateName(boring, wozniak)).toBe('brave_wozniak');
});
