import type { HostView } from '@drydock/engine/host-view';
import { layBoxes } from './boxes.ts';
import { metrics } from './metrics.ts';
import { layRails } from './rails.ts';
import { keyOf, type Rail, type Scene, type Wire } from './scene.ts';
import { layShelf } from './shelf.ts';
import { layTanks } from './tanks.ts';
import { layWires } from './wires.ts';

/** Where a drawing is to go: its width and the size of its text, in px. */
export interface Space {
  readonly width: number;
  readonly text: number;
}

/**
 * Lays out a host. A pure function of the view and the space: everybody with the same window sees the same drawing, and
 * what an event does not concern stays where it is, or moves over by one place.
 */
export function layOut(view: HostView, space: Space): Scene {
  const m = metrics(space.text, space.width);
  const margin = m.pad;
  const spine = m.text * 2.2;
  const left = margin + spine + m.gap * 0.6;
  const inner = space.width - left - margin - m.gap * 0.6;
  const wallY = m.wallTop;
  const rails = layRails(view, margin + spine, wallY + m.line * 0.4, space.width - 2 * margin - spine - m.pad, m);
  const railsBottom = rails.at(-1)?.y ?? wallY;
  const firstRow = railsBottom + m.line * 2.2;
  const grid = layBoxes(view, left, firstRow, inner, m);
  const wiring = layWires({ wallY, firstRow, rails, boxes: grid.boxes, metrics: m });
  const plumbing = layTanks(view, grid.boxes, left, grid.bottom, inner, m);
  const floor = plumbing.bottom + m.gap * 0.8;
  const shelf = layShelf(view, left, floor + m.line * 1.6, inner, m);
  const bottom = view.images.length === 0 ? floor : shelf.bottom + m.gap * 0.7;
  return {
    width: space.width,
    height: bottom + margin,
    text: m.text,
    wall: { x: margin, y: wallY, width: space.width - 2 * margin, height: bottom - wallY },
    rails,
    boxes: grid.boxes,
    doors: wiring.doors,
    wires: [...egress(rails, margin + spine * 0.5, wallY), ...wiring.wires, ...plumbing.pipes],
    tanks: plumbing.tanks,
    shelf: { y: floor, stacks: shelf.stacks },
  };
}

/** The way out of each network that has one: masquerading through the host's own interface. */
function egress(rails: readonly Rail[], x: number, wallY: number): readonly Wire[] {
  return rails
    .filter(({ network, ends }) => !network.internal && ends > 0)
    .map(({ network, key, x: left, y }) => ({
      id: `egress ${network.name}`,
      kind: 'egress' as const,
      ends: [key, keyOf.host],
      points: [
        [left, y],
        [x, y],
        [x, wallY],
      ] as const,
      label: '',
      labelAt: [0, 0] as const,
      labelWidth: 0,
      faint: false,
    }));
}
