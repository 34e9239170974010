import type { HostView, MountView } from '@drydock/engine/host-view';
import { volumeLabel } from '../words.ts';
import type { Metrics } from './metrics.ts';
import { isUp } from './rails.ts';
import { type Box, keyOf, type ObjectKey, type Tank, type Wire } from './scene.ts';

/** Tanks with the pipes that lead to them. */
export interface Plumbing {
  readonly tanks: readonly Tank[];
  readonly pipes: readonly Wire[];
  /** Bottom of the lowest tank. */
  readonly bottom: number;
}

/** Height that one pipe's horizontal part takes. */
const LANE = 0.55;

/**
 * Volumes, then directories of the host that are mounted, below the boxes: each as near as order allows to the middle of
 * what it is mounted into. Pipes go down from a box (or through the gap beside its column), along a lane of their own,
 * and into the tank.
 */
export function layTanks(
  view: HostView,
  boxes: readonly Box[],
  x: number,
  y: number,
  width: number,
  m: Metrics,
): Plumbing {
  const mounts = boxes.flatMap((box) =>
    box.container.mounts.flatMap((mount) => {
      const key = target(mount);
      return key ? [{ box, mount, key }] : [];
    }),
  );
  const wanted = wantedTanks(
    view,
    mounts.map(({ mount }) => mount),
  );
  const middle = (key: ObjectKey): number => {
    const xs = mounts.filter((one) => one.key === key).map(({ box }) => box.x);
    return xs.length === 0 ? Number.POSITIVE_INFINITY : xs.reduce((sum, one) => sum + one, 0) / xs.length;
  };
  const order = wanted.map((tank, i) => ({ tank, i, at: middle(tank.key) }));
  order.sort((a, b) => (a.at === b.at ? a.i - b.i : a.at - b.at));
  const top = y + (mounts.length > 0 ? m.gap * 1.4 + mounts.length * m.text * LANE : m.gap * 0.6);
  const columns = Math.max(1, Math.floor((width + m.gap) / (m.tankWidth + m.gap)));
  const tanks = order.map(({ tank }, i): Tank => {
    const row = Math.floor(i / columns);
    const at = { x: x + (i % columns) * (m.tankWidth + m.gap), y: top + row * (m.tankHeight + m.line * 2) };
    return { ...tank, ...at, width: m.tankWidth, height: m.tankHeight };
  });
  const pipes = mounts.flatMap(({ box, mount, key }, lane) => {
    const tank = tanks.find((one) => one.key === key);
    return tank ? [pipe(box, mount, tank, y + m.gap * 0.98 + lane * m.text * LANE, boxes, m)] : [];
  });
  const rows = Math.ceil(tanks.length / columns);
  return { tanks, pipes, bottom: rows === 0 ? y : top + rows * (m.tankHeight + m.line * 2) - m.line * 0.4 };
}

function target({ type, name, source }: MountView): ObjectKey | null {
  if (type === 'tmpfs') return null;
  return type === 'volume' ? keyOf.volume(name) : keyOf.directory(source);
}

type Named = Pick<Tank, 'key' | 'kind' | 'label' | 'volume'>;

function wantedTanks({ volumes }: HostView, mounts: readonly MountView[]): readonly Named[] {
  const paths = new Set(mounts.filter(({ type }) => type === 'bind').map(({ source }) => source));
  return [
    ...volumes.map((volume): Named => {
      return { key: keyOf.volume(volume.name), kind: 'volume', label: volumeLabel(volume.name), volume };
    }),
    ...[...paths].map((path): Named => ({ key: keyOf.directory(path), kind: 'directory', label: path, volume: null })),
  ];
}

function pipe(box: Box, mount: MountView, tank: Tank, lane: number, boxes: readonly Box[], m: Metrics): Wire {
  const own = box.container.mounts.filter((one) => target(one) !== null);
  const k = own.indexOf(mount);
  const from = box.x + m.pad * 1.5 + (box.width * k) / own.length;
  const users = boxes.flatMap((one) => one.container.mounts.map((other) => ({ one, other })));
  const mine = users.filter(({ other }) => target(other) === tank.key);
  const nth = mine.findIndex(({ other }) => other === mount);
  const to = tank.x + (tank.width * (nth + 0.5)) / mine.length;
  const bottom = box.y + box.height;
  const inLastRow = boxes.every((one) => one.y <= box.y);
  const down: (readonly [number, number])[] = inLastRow
    ? [
        [from, bottom],
        [from, lane],
      ]
    : [
        [from, bottom],
        [from, bottom + m.text * (0.35 + 0.25 * k)],
        [box.x + box.width + m.gap * (0.25 + 0.16 * (k % 4)), bottom + m.text * (0.35 + 0.25 * k)],
        [box.x + box.width + m.gap * (0.25 + 0.16 * (k % 4)), lane],
      ];
  return {
    id: `pipe ${box.container.id} ${mount.destination}`,
    kind: 'pipe',
    ends: [box.key, tank.key],
    points: [...down, [to, lane], [to, tank.y]],
    label: box.compact ? '' : `${mount.destination}${mount.rw ? '' : ' ro'}`,
    labelAt: [from + m.text * 0.6, bottom + m.text * 1.6],
    labelWidth: box.width / own.length - m.text * 1.5,
    faint: !isUp(box.container.status),
  };
}
