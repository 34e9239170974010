import type { Shape, Tone } from '../words.ts';

/** Classes that colour a part in a tone. */
export const TONES: Readonly<Record<Tone, { readonly fill: string; readonly stroke: string; readonly text: string }>> =
  {
    running: { fill: 'fill-running', stroke: 'stroke-running', text: 'text-running' },
    paused: { fill: 'fill-paused', stroke: 'stroke-paused', text: 'text-paused' },
    exited: { fill: 'fill-exited', stroke: 'stroke-exited', text: 'text-exited' },
    failed: { fill: 'fill-failed', stroke: 'stroke-failed', text: 'text-failed' },
    throttled: { fill: 'fill-throttled', stroke: 'stroke-throttled', text: 'text-throttled' },
  };

/** A state's shape in a square of side `size` with its corner at 0, 0. */
export function StateShape({
  shape,
  tone,
  size,
}: {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly size: number;
}) {
  const s = (part: number): number => Math.round(size * part * 100) / 100;
  const { fill, stroke } = TONES[tone];
  const line = `fill-none ${stroke}`;
  switch (shape) {
    case 'triangle':
      return <path d={`M${s(0.12)} 0V${s(1)}L${s(0.98)} ${s(0.5)}z`} className={fill} />;
    case 'bars':
      return (
        <path
          d={`M${s(0.1)} 0h${s(0.28)}v${s(1)}h${s(-0.28)}zM${s(0.62)} 0h${s(0.28)}v${s(1)}h${s(-0.28)}z`}
          className={fill}
        />
      );
    case 'square':
      return <path d={`M${s(0.06)} ${s(0.06)}h${s(0.88)}v${s(0.88)}h${s(-0.88)}z`} className={fill} />;
    case 'circle':
      return <circle cx={s(0.5)} cy={s(0.5)} r={s(0.42)} className={line} strokeWidth={s(0.16)} />;
    case 'cycle':
      return (
        <g className={line} strokeWidth={s(0.16)}>
          <path d={`M${s(0.9)} ${s(0.5)}A${s(0.4)} ${s(0.4)} 0 1 1 ${s(0.72)} ${s(0.17)}`} />
          <path d={`M${s(0.46)} ${s(0.08)}L${s(0.76)} ${s(0.16)}L${s(0.66)} ${s(0.46)}`} />
        </g>
      );
    default:
      return (
        <path
          d={`M${s(0.08)} ${s(0.08)}L${s(0.92)} ${s(0.92)}M${s(0.92)} ${s(0.08)}L${s(0.08)} ${s(0.92)}`}
          className={line}
          strokeWidth={s(0.2)}
        />
      );
  }
}
