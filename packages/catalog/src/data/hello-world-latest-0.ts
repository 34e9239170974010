/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `100755 0 0 762320 hello	@hello`;
