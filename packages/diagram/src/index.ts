/** The picture of the host: layout, drawing, and its twin in words. */
export { layOut, type Space } from './layout/lay-out.ts';
export { keyOf, type ObjectKey, type Scene } from './layout/scene.ts';
export { HostOutline, type HostOutlineProps } from './outline/host-outline.tsx';
export { type OutlineNode, outline } from './outline/outline.ts';
export { HostPicture, type HostPictureProps } from './picture/host-picture.tsx';
export { StateShape, TONES } from './picture/state-shape.tsx';
export { bytes, duration, share } from './quantity.ts';
export {
  type Appearance,
  appearance,
  doors,
  eventLine,
  imageName,
  isThrottled,
  memoryLine,
  mountSource,
  networkLine,
  portOnHost,
  type Shape,
  shortId,
  type Tone,
  volumeLabel,
} from './words.ts';
