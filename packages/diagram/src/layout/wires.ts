import { doors, portOnHost } from '../words.ts';
import type { Metrics } from './metrics.ts';
import { isUp } from './rails.ts';
import { type Box, type Door, keyOf, type Rail, type Wire } from './scene.ts';

type Point = readonly [x: number, y: number];

/** Veths and doors of all containers. */
export interface Wiring {
  readonly wires: readonly Wire[];
  readonly doors: readonly Door[];
}

/** What the wiring runs between. */
export interface WiringSpace {
  readonly wallY: number;
  /** Top of the first row of boxes. */
  readonly firstRow: number;
  readonly rails: readonly Rail[];
  readonly boxes: readonly Box[];
  readonly metrics: Metrics;
}

/**
 * Connects each running container with the rails of its networks, and doors with the rail through which they reach
 * their container. A wire goes straight up from the first row; from lower rows it first turns into the gap beside its
 * column.
 */
export function layWires(space: WiringSpace): Wiring {
  const wires: Wire[] = [];
  const openings: Door[] = [];
  for (const box of space.boxes) {
    const { container, key } = box;
    if (!isUp(container.status)) continue;
    const ends = endsOf(box, space);
    ends.forEach(({ rail, ip, x }, k) => {
      const points = climb(box, x, k, rail?.y ?? space.wallY, space);
      const name = rail?.network.name ?? 'host';
      wires.push({
        id: `veth ${container.id} ${name}`,
        kind: 'veth',
        ends: [key, keyOf.network(name)],
        points,
        label: box.compact ? '' : ip,
        labelAt: [x + space.metrics.text * 0.5, box.y - space.metrics.text * 0.45],
        labelWidth: box.width / ends.length,
        faint: false,
      });
    });
    openings.push(...doorsOf(box, ends, space));
  }
  const placed = spread(openings, space.metrics);
  for (const door of placed) wires.push(doorWire(door, space));
  return { wires, doors: placed };
}

interface End {
  readonly rail: Rail | undefined;
  readonly ip: string;
  readonly x: number;
}

/** Where each network is connected on the top of a box; without a rail: the host's own network. */
function endsOf(box: Box, { rails, metrics }: WiringSpace): readonly End[] {
  const drawn = box.container.networks
    .map(({ network, ip }) => ({ network, ip, rail: rails.find((rail) => rail.network.name === network) }))
    .filter(({ network, rail }) => rail !== undefined || network === 'host');
  return drawn.map(({ ip, rail }, k) => ({ rail, ip, x: box.x + metrics.pad * 1.5 + (box.width * k) / drawn.length }));
}

/** From the top of a box at `x` to a height; `k` keeps the wires of one box apart. */
function climb(box: Box, x: number, k: number, to: number, { firstRow, metrics: m }: WiringSpace): readonly Point[] {
  if (box.y <= firstRow) {
    return [
      [x, box.y],
      [x, to],
    ];
  }
  const lane = box.x - m.gap * 0.25 - (k % 4) * m.gap * 0.16;
  const turn = box.y - m.line - (k % 4) * m.gap * 0.16;
  return [
    [x, box.y],
    [x, turn],
    [lane, turn],
    [lane, to],
  ];
}

function doorsOf(box: Box, ends: readonly End[], space: WiringSpace): readonly Door[] {
  const first = ends.find(({ rail }) => rail !== undefined);
  if (!first) return [];
  const top = climb(box, first.x, 0, space.wallY, space).at(-1) as Point;
  return doors(box.container.ports).map((port) => ({
    id: `door ${box.container.id} ${portOnHost(port)} ${port.containerPort}`,
    key: box.key,
    port,
    label: portOnHost(port),
    x: top[0],
    y: space.wallY,
  }));
}

/** Moves doors apart that would cover each other, to the right, in the order of where they should be. */
function spread(openings: readonly Door[], m: Metrics): readonly Door[] {
  let free = Number.NEGATIVE_INFINITY;
  return [...openings]
    .sort((a, b) => a.x - b.x)
    .map((door) => {
      const half = doorWidth(door, m) / 2;
      const x = Math.max(door.x, free + half);
      free = x + half + m.text * 0.4;
      return { ...door, x };
    });
}

/** Width of a door with its label. */
export function doorWidth({ label }: Door, m: Metrics): number {
  return label.length * m.char + m.text;
}

/** From the door straight down to the rail through which its container is reached. */
function doorWire(door: Door, { rails, boxes }: WiringSpace): Wire {
  const box = boxes.find(({ key }) => key === door.key) as Box;
  const name = box.container.networks.find(({ network }) =>
    rails.some((rail) => rail.network.name === network),
  )?.network;
  const rail = rails.find((one) => one.network.name === name) as Rail;
  const points: readonly Point[] = [
    [door.x, door.y],
    [door.x, rail.y],
  ];
  return {
    id: door.id,
    kind: 'door',
    ends: [door.key, rail.key],
    points,
    label: '',
    labelAt: [0, 0],
    labelWidth: 0,
    faint: false,
  };
}
