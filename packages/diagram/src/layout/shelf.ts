import type { HostView } from '@drydock/engine/host-view';
import type { Metrics } from './metrics.ts';
import { keyOf, type Stack } from './scene.ts';

/** The images with their layers, in rows below everything else. */
export function layShelf(
  view: HostView,
  x: number,
  y: number,
  width: number,
  m: Metrics,
): { stacks: readonly Stack[]; bottom: number } {
  const counts = new Map<string, number>();
  for (const { layers } of view.images)
    for (const { digest } of layers) counts.set(digest, (counts.get(digest) ?? 0) + 1);
  const stackWidth = m.tankWidth * 1.25;
  const columns = Math.max(1, Math.floor((width + m.gap) / (stackWidth + m.gap)));
  const height = m.line * 3.4;
  const pitch = height + m.line * 0.6;
  const stacks = view.images.map((image, i) => ({
    key: keyOf.image(image.id),
    image,
    shared: image.layers.map(({ digest }) => (counts.get(digest) ?? 0) > 1),
    users: view.containers.filter(({ imageId }) => imageId === image.id).length,
    x: x + (i % columns) * (stackWidth + m.gap),
    y: y + Math.floor(i / columns) * pitch,
    width: stackWidth,
    height,
  }));
  const rows = Math.ceil(stacks.length / columns);
  return { stacks, bottom: y + Math.max(0, rows * pitch - m.line * 0.6) };
}
