import type { ContainerView, HostView } from '@drydock/engine/host-view';
import type { Metrics } from './metrics.ts';
import { type Box, keyOf } from './scene.ts';

/** More containers than this are drawn with name and state only. */
const MOST_IN_FULL = 18;

/** What a box is filled with, as lines below the name, state and image. */
export type Gauge = 'memory' | 'cpu' | 'pids';

/** Gauges of a container: memory always, the others where they are limited. */
export function gauges({ limits }: ContainerView): readonly Gauge[] {
  return [
    'memory' as const,
    ...(limits.cpus > 0 ? ['cpu' as const] : []),
    ...(limits.pids > 0 ? ['pids' as const] : []),
  ];
}

/** Containers in rows, in the order they were made, all of the same size. */
export interface Grid {
  readonly boxes: readonly Box[];
  /** Bottom of the last row. */
  readonly bottom: number;
}

/** Lays the grid into the space from `x`, `y`, `width` wide. Between the columns there is room for wires. */
export function layBoxes(view: HostView, x: number, y: number, width: number, m: Metrics): Grid {
  const { containers } = view;
  const compact = containers.length > MOST_IN_FULL;
  const lines = compact ? 2 : 4 + Math.max(1, ...containers.map((container) => gauges(container).length));
  const least = compact ? m.boxWidth * 0.8 : m.boxWidth;
  const height = lines * m.line + 2 * m.pad;
  const columns = Math.max(1, Math.floor((width + m.gap) / (least + m.gap)));
  const boxWidth = Math.min(least * 1.4, (width - (columns - 1) * m.gap) / columns);
  // room above each row for the wires that turn into the columns
  const pitch = height + m.line + m.gap;
  const boxes = containers.map((container, i) => ({
    key: keyOf.container(container.id),
    container,
    compact,
    x: x + (i % columns) * (boxWidth + m.gap),
    y: y + Math.floor(i / columns) * pitch,
    width: boxWidth,
    height,
  }));
  const rows = Math.ceil(containers.length / columns);
  return { boxes, bottom: rows === 0 ? y : y + (rows - 1) * pitch + height };
}
