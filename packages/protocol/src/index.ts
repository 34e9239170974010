/** The wire protocol of rooms, for both sides and without a dependency on either. Schemas: `@drydock/protocol/schema`. */
export {
  type ClientFrame,
  controlFrame,
  divergedFrame,
  type Hello,
  helloFrame,
  pingFrame,
  presenceFrame,
  proposeFrame,
  readClientFrame,
  step1Frame,
} from './client-frame.ts';
export { type AfterClose, afterClose, CLOSE, type CloseCode } from './close.ts';
export { CODE_ALPHABET, CODE_LENGTH, codeFrom, normalizeCode } from './code.ts';
export type {
  EngineApi,
  EngineBuild,
  Entry,
  GenesisSpec,
  Input,
  LogEntry,
  Output,
  SimTime,
  Stepped,
} from './engine-api.ts';
export { LIMITS } from './limits.ts';
export { MalformedFrame, MESSAGE, SYNC } from './message.ts';
export { baseOf, proposalId } from './proposal-id.ts';
export { isRefusalCode, REFUSALS, type RefusalCode } from './refusal.ts';
export {
  type CheckpointRef,
  type Clock,
  type Control,
  type Divergence,
  mayDrive,
  type Peer,
  PROTOCOL_VERSION,
  type Presence,
  type PresenceChange,
  type PresenceValue,
  type Rights,
  type Role,
  type RoomEvent,
  type RoomInfo,
  type SegmentRef,
  type Welcome,
} from './room.ts';
export { entryLines, readEntryLines } from './segment-lines.ts';
export {
  type Ack,
  ackFrame,
  awarenessFrame,
  clockFrame,
  deniedFrame,
  doneFrame,
  errorFrame,
  eventFrame,
  hashFrame,
  horizonFrame,
  pongFrame,
  presenceBatchFrame,
  readServerFrame,
  refuseFrame,
  type ServerFrame,
  syncFrame,
  welcomeFrame,
} from './server-frame.ts';
