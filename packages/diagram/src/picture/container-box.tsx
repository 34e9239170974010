import { type Gauge, gauges } from '../layout/boxes.ts';
import { fit, type Metrics } from '../layout/metrics.ts';
import type { Box } from '../layout/scene.ts';
import { bytes, share } from '../quantity.ts';
import { appearance, isThrottled, type Tone } from '../words.ts';
import { Part, type PartProps } from './part.tsx';
import { StateShape, TONES } from './state-shape.tsx';

/** How the outline of a box says that it runs, stands still, or is gone. */
const DASHES: Readonly<Record<string, string | undefined>> = {
  paused: '6 3',
  exited: '2 3',
  created: '1 4',
  dead: '2 3',
};

/** A container: name, state, image, gauges, last line of its log. */
export function ContainerBox({ box, part }: { readonly box: Box; readonly part: PartProps }) {
  const { container, width, height, compact } = box;
  const { metrics: m } = part;
  const look = appearance(container);
  const inner = width - 2 * m.pad;
  const baseline = (line: number): number => m.pad + m.line * (line + 0.72);
  const shapeSize = m.text * 0.72;
  const running = container.status === 'running';
  return (
    <Part id={box.key} label={`container ${container.name}, ${look.text}`} x={box.x} y={box.y} part={part}>
      <rect
        width={width}
        height={height}
        rx={2}
        strokeWidth={running ? 1.5 : 1}
        strokeDasharray={DASHES[container.status]}
        className={`dd-frame ${running ? 'fill-surface stroke-ink' : 'fill-ground stroke-edge'}`}
      />
      <rect width={3} height={height} className={TONES[look.tone].fill} />
      <text x={m.pad} y={baseline(0)} className="fill-ink font-mono font-semibold">
        {fit(container.name, inner, m)}
      </text>
      <g transform={`translate(${m.pad} ${baseline(1) - shapeSize})`}>
        <StateShape shape={look.shape} tone={look.tone} size={shapeSize} />
      </g>
      <text x={m.pad + shapeSize * 1.6} y={baseline(1)} className={`font-mono ${TONES[look.tone].fill}`}>
        {fit(look.text, inner - shapeSize * 1.6, m)}
      </text>
      {!compact && (
        <>
          <text x={m.pad} y={baseline(2)} className="fill-muted font-mono">
            {fit(container.image, inner, m)}
          </text>
          {gauges(container).map((gauge, i) => (
            <GaugeLine key={gauge} gauge={gauge} box={box} y={baseline(3 + i)} metrics={m} />
          ))}
          <text x={m.pad} y={height - m.pad - m.line * 0.28} className="fill-muted font-mono">
            {container.lastLog === '' ? '' : fit(`› ${container.lastLog}`, inner, m)}
          </text>
        </>
      )}
    </Part>
  );
}

interface Reading {
  readonly name: string;
  readonly text: string;
  /** 0 to 1; null without a limit. */
  readonly filled: number | null;
  readonly tone: Tone;
}

function reading(gauge: Gauge, { container }: Box): Reading {
  const { limits, usage } = container;
  if (gauge === 'cpu') {
    const tone = isThrottled(container) ? 'throttled' : 'running';
    const filled = share(usage.cpuPercent, limits.cpus * 100);
    return { name: 'cpu', text: `${Math.round(usage.cpuPercent)} of ${Math.round(limits.cpus * 100)} %`, filled, tone };
  }
  const [used, limit] = gauge === 'pids' ? [usage.pids, limits.pids] : [usage.memory, limits.memory];
  const filled = limit > 0 ? share(used, limit) : null;
  const tone = (filled ?? 0) > 0.9 ? 'failed' : 'running';
  if (gauge === 'pids') return { name: 'pids', text: `${used} of ${limit}`, filled, tone };
  return { name: 'mem', text: limit > 0 ? `${short(used)} of ${short(limit)}` : short(used), filled, tone };
}

const short = (count: number): string => bytes(count).replace(' ', ' ').replace('iB', '');

/** A limit with what is used of it: a scale that fills. Without a limit only the figure. */
function GaugeLine({
  gauge,
  box,
  y,
  metrics: m,
}: {
  readonly gauge: Gauge;
  readonly box: Box;
  readonly y: number;
  readonly metrics: Metrics;
}) {
  const { name, text, filled, tone } = reading(gauge, box);
  const [from, to] = [m.pad + m.char * 5, box.width - m.pad];
  const textWidth = text.length * m.char;
  const scale = to - from - textWidth - m.char;
  const height = m.text * 0.5;
  return (
    <g data-gauge={gauge}>
      <text x={m.pad} y={y} className="fill-muted font-mono">
        {name}
      </text>
      {filled !== null && scale > m.text && (
        <g transform={`translate(${from} ${y - height * 1.1})`}>
          <rect width={scale} height={height} className="fill-ground stroke-edge" />
          <rect
            width={scale}
            height={height}
            className={`dd-level ${TONES[tone].fill}`}
            style={{ transform: `scaleX(${filled})` }}
          />
        </g>
      )}
      <text x={to} y={y} textAnchor="end" className={`font-mono ${tone === 'running' ? 'fill-ink' : TONES[tone].fill}`}>
        {text}
      </text>
    </g>
  );
}
