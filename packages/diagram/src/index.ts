/** The picture of the host: layout, drawing and outline. */
export { bytes, duration, share } from './quantity.ts';
