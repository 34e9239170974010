import { expect, it } from 'vitest';
import { JoinQueue } from './join-queue.ts';

it('lets everybody in, in order, with pauses for what is live', async () => {
  const queue = new JoinQueue();
  const order: number[] = [];
  let live = 0;
  const beat = setInterval(() => live++, 1);
  const busy = (ms: number): void => {
    const until = performance.now() + ms;
    while (performance.now() < until);
  };
  await new Promise<void>((done) => {
    for (let i = 0; i < 20; i++) {
      queue.add(() => {
        busy(2);
        if (order.push(i) === 20) done();
      });
    }
  });
  clearInterval(beat);
  expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(live).toBeGreaterThan(3);
});
