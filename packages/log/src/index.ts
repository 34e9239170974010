/** The ordered log of a room's inputs, in memory and in the form of Yjs documents. */
export { type CommandLog, LogError, type LogListener } from './command-log.ts';
export { MemoryLog } from './memory-log.ts';
export { type Cut, encodeVector, firstOf, readVector, Segment, segmentOf } from './segment.ts';
export { YjsLog, type YjsLogOptions } from './yjs-log.ts';
