import { expect, it } from 'vitest';
import { Proposals } from './proposals.ts';

const entry = (seq: number, actor: string, id: string) =>
  ({ seq, at: 0, actor, id, input: { type: 'tty.close', tty: 't' } }) as const;

it('knows what has become an entry, for each person apart', () => {
  const proposals = new Proposals(10);
  proposals.note(entry(11, 'ana', '10.abcdef'));
  expect(proposals.look('ana', '10.abcdef')).toEqual({ type: 'entry', seq: 11 });
  expect(proposals.look('bo', '10.abcdef')).toEqual({ type: 'new' });
  expect(proposals.look('ana', '11.abcdef')).toEqual({ type: 'new' });
});

it('asks the store about proposals made before what it remembers', () => {
  const proposals = new Proposals(10);
  expect(proposals.look('ana', '9.abcdef')).toEqual({ type: 'ask-store' });
  for (let seq = 11; seq <= 20; seq++) proposals.note(entry(seq, 'ana', `${seq - 1}.abcdef`));
  proposals.forget(15);
  expect(proposals.look('ana', '12.abcdef')).toEqual({ type: 'ask-store' });
  expect(proposals.look('ana', '15.abcdef')).toEqual({ type: 'entry', seq: 16 });
});

it('refuses ids made after an entry that does not exist, and what is no id', () => {
  const proposals = new Proposals(10);
  expect(proposals.look('ana', '11.abcdef')).toEqual({ type: 'impossible' });
  expect(proposals.look('ana', 'abcdef')).toEqual({ type: 'impossible' });
});
