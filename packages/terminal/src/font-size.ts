/** Smallest and largest size of text, in px, that a terminal takes by itself. */
const LEAST = 11;
const MOST = 34;
/** Height of a line as a part of the text's size, as xterm draws most fonts. */
const LINE = 1.22;

/** The place of a terminal and what is to go into it. */
export interface Fitting {
  /** Inner size of the place, in px. */
  readonly width: number;
  readonly height: number;
  readonly rows: number;
  readonly cols: number;
  /** Width of a character as a part of the text's size. */
  readonly ratio: number;
}

/** The largest size of text, in half px, at which all columns and rows are seen; never below what can be read. */
export function fittingSize({ width, height, rows, cols, ratio }: Fitting): number {
  const size = Math.min(width / (cols * ratio), height / (rows * LINE));
  return Math.max(LEAST, Math.min(MOST, Math.floor(size * 2) / 2));
}
