/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `40755 0 0 0 etc
40755 0 0 0 var
40755 0 0 0 var/cache
40700 0 0 0 var/cache/ldconfig
100600 0 0 3113 var/cache/ldconfig/aux-cache`;
