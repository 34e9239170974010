import type { CSSProperties, ReactNode } from 'react';
import type { Metrics } from '../layout/metrics.ts';
import type { ObjectKey } from '../layout/scene.ts';

/** What every object of the drawing is told. */
export interface PartProps {
  readonly metrics: Metrics;
  readonly selected: boolean;
  /** The last event concerned it. */
  readonly now: boolean;
  /** The arrow keys have come to it. */
  readonly focusable: boolean;
  readonly onSelect: (key: ObjectKey) => void;
  readonly onFocus: (key: ObjectKey) => void;
}

/** An object that can be reached and chosen: placed at `x`, `y`, to which it moves when the layout changes. */
export function Part({
  id,
  label,
  x,
  y,
  part,
  children,
}: {
  readonly id: ObjectKey;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly part: PartProps;
  readonly children: ReactNode;
}) {
  const style: CSSProperties = { transform: `translate(${x}px, ${y}px)` };
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button element in SVG
    <g
      role="button"
      aria-label={label}
      aria-pressed={part.selected}
      tabIndex={part.focusable ? 0 : -1}
      data-key={id}
      data-now={part.now ? '' : undefined}
      style={style}
      className="dd-part cursor-pointer outline-none"
      onClick={() => part.onSelect(id)}
      onFocus={() => part.onFocus(id)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        part.onSelect(id);
      }}
    >
      {children}
    </g>
  );
}
