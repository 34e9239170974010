'use client';
import type { KeyboardEvent, PointerEvent } from 'react';

/** What a splitter moves: the share of the first of two panes, in per cent. */
export interface SplitterProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

const STEP = 4;

/** The line between two panes beside each other (ARIA window splitter): dragged, or moved with the arrow keys. */
export function Splitter({ label, value, least, most, onChange }: SplitterProps) {
  const set = (next: number): void => onChange(Math.round(Math.max(least, Math.min(most, next))));

  function press(event: KeyboardEvent): void {
    const next = { ArrowLeft: value - STEP, ArrowRight: value + STEP, Home: least, End: most }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  }

  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const area = event.currentTarget.parentElement?.getBoundingClientRect();
    if (area) set(((event.clientX - area.left) / area.width) * 100);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is no <hr>
    <div
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      className="relative z-10 -mx-1 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1/2 after:w-px after:bg-line hover:after:bg-ink focus-visible:after:bg-now"
    />
  );
}
