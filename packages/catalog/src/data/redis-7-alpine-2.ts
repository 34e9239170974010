/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `40755 999 1000 0 data
40755 0 0 0 etc`;
