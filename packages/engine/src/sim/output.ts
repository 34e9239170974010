/** What a step tells the outside. Outputs never feed back into the world. */
import type { Value } from '../store/table.ts';
import type { Bytes } from '../util/bytes.ts';

/** Bytes for the screen of a terminal. */
export interface TtyOutput {
  readonly type: 'tty.output';
  readonly tty: string;
  readonly data: Bytes;
}
/** The terminal's session has ended. */
export interface TtyClosed {
  readonly type: 'tty.closed';
  readonly tty: string;
  readonly code: number;
}
/** Bytes written to descriptor `fd` of a pipe session. */
export interface PipeOutput {
  readonly type: 'pipe.output';
  readonly pipe: string;
  readonly fd: number;
  readonly data: Bytes;
}
export interface PipeClosed {
  readonly type: 'pipe.closed';
  readonly pipe: string;
  readonly code: number;
}
/** One message of the answer to an `api.open` (head, chunk or end). */
export interface ApiMessage {
  readonly type: 'api.message';
  readonly request: string;
  readonly message: Value;
}
/** A Docker event, as `docker events` prints it. */
export interface EngineEvent {
  readonly type: 'engine.event';
  readonly event: Value;
}
/** The input was not carried out; the world is unchanged but for time. */
export interface Refused {
  readonly type: 'refused';
  readonly reason: string;
}
/** One crossing of a layer (only when tracing). `keys` name the records touched. */
export interface Span {
  readonly type: 'span';
  readonly layer: string;
  readonly name: string;
  readonly at: number;
  readonly depth: number;
  readonly keys: readonly string[];
}

export type Output = TtyOutput | TtyClosed | PipeOutput | PipeClosed | ApiMessage | EngineEvent | Refused | Span;
