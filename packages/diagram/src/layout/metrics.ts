/** Every length of the drawing, from the size of its text: the drawing grows as a whole on a projector. */
export interface Metrics {
  /** Size of all text, in px. */
  readonly text: number;
  /** Width of one character of the monospaced font. */
  readonly char: number;
  readonly line: number;
  readonly gap: number;
  readonly pad: number;
  readonly boxWidth: number;
  readonly railPitch: number;
  readonly wallTop: number;
  readonly tankWidth: number;
  readonly tankHeight: number;
}

/** The lengths for text of `text` px in a drawing `width` px wide. */
export function metrics(text: number, width: number): Metrics {
  const char = text * 0.602;
  const pad = text * 0.75;
  return {
    text,
    char,
    line: text * 1.45,
    gap: text * 2.1,
    pad,
    boxWidth: Math.min(text * 16.6, width - text * 6),
    railPitch: text * 2.9,
    wallTop: text * 4,
    tankWidth: text * 10,
    tankHeight: text * 4.2,
  };
}

/** `label` in at most `width` px, its end replaced by an ellipsis if need be. */
export function fit(label: string, width: number, { char }: Metrics): string {
  const most = Math.max(1, Math.floor(width / char));
  const chars = [...label];
  return chars.length <= most ? label : `${chars.slice(0, most - 1).join('')}…`;
}
