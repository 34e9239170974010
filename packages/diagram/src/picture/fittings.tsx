import { fit } from '../layout/metrics.ts';
import type { Door, ObjectKey, Rail, Stack, Tank, Wire } from '../layout/scene.ts';
import { doorWidth } from '../layout/wires.ts';
import { bytes } from '../quantity.ts';
import { imageName, networkLine } from '../words.ts';
import { Part, type PartProps } from './part.tsx';

/** A network: a rail, dashed while nothing is connected, double when nothing leads out of it. */
export function RailLine({ rail, part }: { readonly rail: Rail; readonly part: PartProps }) {
  const { network, width, ends } = rail;
  const { metrics: m } = part;
  const what = ends === 0 ? 'nobody connected' : `${ends} connected`;
  return (
    <Part id={rail.key} label={`network ${networkLine(network)}, ${what}`} x={rail.x} y={rail.y} part={part}>
      <rect
        y={-m.railPitch * 0.5}
        width={width}
        height={m.railPitch * 0.7}
        className="dd-frame fill-transparent stroke-transparent"
      />
      <path
        d={`M0 0H${width}`}
        className="stroke-water"
        strokeWidth={2}
        strokeDasharray={ends === 0 ? '5 4' : undefined}
      />
      {network.internal && <path d={`M0 4H${width}`} className="stroke-water" strokeWidth={1} />}
    </Part>
  );
}

/** What is written at a rail: the network's name, its interface on the host with its address. Drawn over the wires. */
export function RailLabel({ rail, metrics: m }: { readonly rail: Rail; readonly metrics: PartProps['metrics'] }) {
  const { name, bridge, gateway, subnet, internal } = rail.network;
  const address = gateway === '' ? subnet : `${gateway}/${subnet.split('/')[1] ?? ''}`;
  const rest = [bridge, address, internal ? 'internal' : ''].filter((part) => part !== '').join(' · ');
  const room = rail.width - m.char * 2;
  return (
    <text x={rail.x + m.char} y={rail.y - m.text * 0.45} className="dd-on-ground pointer-events-none font-mono">
      <tspan className="fill-ink font-semibold">{fit(name, room, m)}</tspan>
      <tspan dx={m.char} className="fill-muted">
        {fit(rest, room - (name.length + 1) * m.char, m)}
      </tspan>
    </text>
  );
}

/** A published port: an opening in the host's wall with its number outside. */
export function DoorMark({
  door,
  now,
  metrics: m,
  faded,
}: {
  readonly door: Door;
  readonly now: boolean;
  readonly metrics: PartProps['metrics'];
  readonly faded: boolean;
}) {
  const width = doorWidth(door, m);
  return (
    <g
      className="dd-part"
      data-door={door.label}
      data-now={now ? '' : undefined}
      opacity={faded ? 0.5 : 1}
      style={{ transform: `translate(${door.x}px, ${door.y}px)` }}
    >
      <rect
        x={-width / 2}
        y={-m.text * 1.75}
        width={width}
        height={m.text * 1.75}
        className="dd-frame fill-ground stroke-ink"
        strokeWidth={1.5}
      />
      <path d={`M${-m.text * 0.55} 0H${m.text * 0.55}`} className="stroke-ground" strokeWidth={5} />
      <text y={-m.text * 0.55} textAnchor="middle" className="fill-ink font-mono font-semibold">
        {door.label}
      </text>
    </g>
  );
}

const WIRES: Readonly<
  Record<Wire['kind'], { readonly className: string; readonly width: number; readonly dash?: string }>
> = {
  veth: { className: 'stroke-water', width: 1.5 },
  door: { className: 'stroke-ink', width: 1.5 },
  egress: { className: 'stroke-edge', width: 1 },
  pipe: { className: 'stroke-edge', width: 5 },
};

/** A connection. Dots mark where it joins a rail; a pipe is hollow. */
export function WireLine({
  wire,
  marked,
  metrics: m,
}: {
  readonly wire: Wire;
  readonly marked: boolean;
  readonly metrics: PartProps['metrics'];
}) {
  const { className, width } = WIRES[wire.kind];
  const d = wire.points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  const [x, y] = wire.points[wire.kind === 'egress' ? 0 : wire.points.length - 1] as readonly [number, number];
  return (
    <g className="dd-wire fill-none" data-wire={wire.kind} opacity={wire.faint ? 0.6 : 1}>
      <path d={d} className={marked ? 'stroke-now' : className} strokeWidth={marked ? width + 1 : width} />
      {wire.kind === 'pipe' && <path d={d} className="stroke-ground" strokeWidth={3} />}
      {wire.kind !== 'pipe' && (
        <circle cx={x} cy={y} r={m.text * 0.24} className={`stroke-none ${marked ? 'fill-now' : 'fill-water'}`} />
      )}
    </g>
  );
}

/** The words at a wire: drawn after all lines, so that none runs through them. */
export function WireLabel({ wire, metrics: m }: { readonly wire: Wire; readonly metrics: PartProps['metrics'] }) {
  if (wire.label === '') return null;
  const [x, y] = wire.labelAt;
  return (
    <text x={x} y={y} className="dd-on-ground fill-muted font-mono">
      {fit(wire.label, wire.labelWidth, m)}
    </text>
  );
}

/** A volume: a tank, its level a mark of its size; a directory of the host: a folder. */
export function TankMark({ tank, part }: { readonly tank: Tank; readonly part: PartProps }) {
  const { width, height, volume, kind } = tank;
  const { metrics: m } = part;
  const size = volume ? bytes(volume.size) : 'host directory';
  const words = `${kind} ${tank.label}, ${volume?.anonymous ? 'anonymous, ' : ''}${size}`;
  const level = volume && volume.size > 0 ? height * 0.45 : height * 0.9;
  const tab = width * 0.34;
  return (
    <Part id={tank.key} label={words} x={tank.x} y={tank.y} part={part}>
      {kind === 'volume' ? (
        <>
          <rect width={width} height={height} className="dd-frame fill-ground stroke-transparent" />
          <path d={`M0 ${level}H${width}V${height}H0z`} className="fill-water opacity-20" />
          <path d={`M0 ${level}H${width}`} className="stroke-water" strokeWidth={1} />
          <path
            d={`M0 0V${height}H${width}V0`}
            className="fill-none stroke-ink"
            strokeWidth={1.5}
            strokeDasharray={volume?.anonymous ? '4 3' : undefined}
          />
        </>
      ) : (
        <path
          d={`M0 ${height}V${m.text * 0.2}H${tab}L${tab + m.text * 0.6} ${m.text * 0.8}H${width}V${height}z`}
          className="dd-frame fill-surface stroke-ink"
          strokeWidth={1.5}
        />
      )}
      <text x={m.pad * 0.7} y={height - m.text * 0.55} className="fill-ink font-mono">
        {size}
      </text>
      <text y={height + m.line * 0.9} className="fill-ink font-mono">
        {fit(tank.label, width, m)}
      </text>
    </Part>
  );
}

/** An image: its layers as slabs, those that others have too filled. */
export function StackMark({ stack, part }: { readonly stack: Stack; readonly part: PartProps }) {
  const { image, shared, width, height } = stack;
  const { metrics: m } = part;
  const slabs = shared.slice(0, 12);
  const slab = (width - (slabs.length - 1) * 3) / Math.max(1, slabs.length);
  const count = `${image.layers.length} ${image.layers.length === 1 ? 'layer' : 'layers'}`;
  return (
    <Part
      id={stack.key}
      label={`image ${imageName(image)}, ${bytes(image.size)}, ${count}`}
      x={stack.x}
      y={stack.y}
      part={part}
    >
      <rect width={width} height={height} className="dd-frame fill-transparent stroke-transparent" />
      {slabs.map((isShared, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place in the image
          key={i}
          x={i * (slab + 3)}
          y={m.text * 0.3}
          width={slab}
          height={m.text * 0.55}
          className={isShared ? 'fill-muted stroke-muted' : 'fill-surface stroke-edge'}
        />
      ))}
      <text y={m.line * 1.55} className="fill-ink font-mono">
        {fit(imageName(image), width, m)}
      </text>
      <text y={m.line * 2.55} className="fill-muted font-mono">
        {fit(`${bytes(image.size)} · ${count}`, width, m)}
      </text>
    </Part>
  );
}

const round = (length: number): number => Math.round(length * 10) / 10;

/** Whether a wire belongs to an object. */
export function touches(wire: Wire, key: ObjectKey | null): boolean {
  return key !== null && wire.ends.includes(key);
}
