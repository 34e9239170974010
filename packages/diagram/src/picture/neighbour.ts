import type { Area, ObjectKey, Scene } from '../layout/scene.ts';

/** An arrow key. */
export type Direction = 'up' | 'down' | 'left' | 'right';

/** Everything of a scene that can be reached, in reading order, with where it is. */
export function targets({ wall, rails, boxes, tanks, shelf }: Scene): readonly (Area & { readonly key: ObjectKey })[] {
  const lines = rails.map(({ key, x, y, width }) => ({ key, x, y, width, height: 0 }));
  return [{ ...wall, height: 0, key: 'host:' }, ...lines, ...boxes, ...tanks, ...shelf.stacks];
}

/** The object that lies next in a direction: the nearest, with little weight on how far it lies aside. */
export function neighbour(scene: Scene, from: ObjectKey, direction: Direction): ObjectKey {
  const all = targets(scene);
  const here = all.find(({ key }) => key === from);
  if (!here) return all[0]?.key ?? from;
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const there of all) {
    const cost = there === here ? Number.POSITIVE_INFINITY : distance(here, there, direction);
    if (cost < least) [best, least] = [there.key, cost];
  }
  return best;
}

/** Infinite for what does not lie in that direction. */
function distance(from: Area, to: Area, direction: Direction): number {
  const across = direction === 'left' || direction === 'right';
  const [along, aside] = across
    ? [gap(from.x, from.width, to.x, to.width), gap(from.y, from.height, to.y, to.height)]
    : [gap(from.y, from.height, to.y, to.height), gap(from.x, from.width, to.x, to.width)];
  const forward = direction === 'right' || direction === 'down' ? along : -along;
  if (forward <= 0 || (across && aside !== 0)) return Number.POSITIVE_INFINITY;
  return forward + Math.abs(aside) * 0.5;
}

/** Signed distance of two stretches; 0 where they overlap. */
function gap(from: number, size: number, to: number, otherSize: number): number {
  if (to >= from + size) return to - from - size || 0.1;
  if (to + otherSize <= from) return to + otherSize - from || -0.1;
  return 0;
}
