/** Folding copies of a room: live (`Replica`, `RoomClient`) and recorded (`Playback`). For Web Workers and Node. */
export { CheckpointError, decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.ts';
export { type Receipt, Refused } from './client/outbox.ts';
export type { Ports, Socket } from './client/ports.ts';
export { type ClientStatus, RoomClient, type RoomListener } from './client/room-client.ts';
export { distance, isCheckpointDue, Kept, lastBefore, type Point, thin } from './kept.ts';
export { type Folded, foldEntry, foldHorizon, type Moment, OutOfOrder } from './moment.ts';
export { type LoadBlob, Playback, type RecordingIndex, type Target } from './playback.ts';
export { type Pending, Replica } from './replica.ts';
export { type Screen, type Screens, screensAfterInput, screensAfterOutputs } from './screens.ts';
