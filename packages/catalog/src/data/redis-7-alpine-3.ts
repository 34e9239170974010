/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = ``;
