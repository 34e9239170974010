import { LogError } from '@drydock/log';
import {
  CLOSE,
  type ClientFrame,
  doneFrame,
  errorFrame,
  LIMITS,
  MalformedFrame,
  pongFrame,
  REFUSALS,
  type RefusalCode,
  readClientFrame,
  refuseFrame,
} from '@drydock/protocol';
import {
  controlSchema,
  divergenceSchema,
  inputSchema,
  presenceSchema,
  proposalIdSchema,
} from '@drydock/protocol/schema';
import { RateLimiter } from '@drydock/trpc';
import type { Logger } from '../operation/logger.ts';
import type { Metrics } from '../operation/metrics.ts';
import { readAwareness } from '../room/awareness.ts';
import type { Room } from '../room/room.ts';
import type { Connection } from './connection.ts';
import type { JoinQueue } from './join-queue.ts';

/** What all sessions of a server share. */
export interface SessionPorts {
  readonly joins: JoinQueue;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Rates of one person over all their connections. */
  readonly proposals: RateLimiter;
  readonly proposalBytes: RateLimiter;
  end(roomId: string): Promise<void>;
}

/** The limits for what people propose. */
export function proposalLimits(): Pick<SessionPorts, 'proposals' | 'proposalBytes'> {
  const { proposalsPerSecond, proposalBurst, proposalBytesPerSecond, proposalBytesBurst } = LIMITS;
  return {
    proposals: new RateLimiter({ perSecond: proposalsPerSecond, burst: proposalBurst }),
    proposalBytes: new RateLimiter({ perSecond: proposalBytesPerSecond, burst: proposalBytesBurst }),
  };
}

/** A connection in its room: every frame is checked here before it reaches the room. */
export class Session {
  readonly #ports: SessionPorts;
  readonly #room: Room;
  readonly #connection: Connection;
  /** Set while the join waits in line: what is asked for meanwhile is answered after it. */
  #early: ClientFrame[] | null = [];

  constructor(ports: SessionPorts, room: Room, connection: Connection) {
    this.#ports = ports;
    this.#room = room;
    this.#connection = connection;
  }

  /** The join is through. */
  joined(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const frame of early) this.#take(frame);
  }

  /** Takes the octets of one frame. A malformed one closes the connection; nobody else notices. */
  receive(octets: Uint8Array): void {
    try {
      const frame = readClientFrame(octets);
      if (frame.type === 'ping') this.#connection.send(pongFrame(frame.nonce));
      else if (this.#early === null) this.#take(frame);
      else if (this.#early.length < 64) this.#early.push(frame);
      else throw new MalformedFrame('too much before the welcome');
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error;
      this.#malformed(error.message);
    }
  }

  #take(frame: ClientFrame): void {
    switch (frame.type) {
      case 'step1':
        return this.#ports.joins.add(() => this.#sync(frame.stateVector));
      case 'write':
      case 'ping':
        return; // a client's writes to the log are dropped whole
      case 'awareness': {
        const keys = readAwareness(frame.update);
        if (!keys) return this.#malformed('not an awareness update');
        return this.#present(keys);
      }
      case 'query-awareness':
        return this.#connection.send(this.#room.awareness());
      case 'hello':
        return this.#malformed('a second hello');
      case 'propose':
        return this.#propose(frame);
      case 'presence':
        return this.#present(frame.state);
      case 'control':
        return void this.#control(frame.ref, frame.control);
      case 'diverged':
        return this.#diverged(frame.divergence);
    }
  }

  #sync(stateVector: Uint8Array): void {
    try {
      this.#room.sync(this.#connection, stateVector);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      this.#malformed(error.message);
    }
  }

  #propose({ id, input: given }: Extract<ClientFrame, { type: 'propose' }>): void {
    if (!proposalIdSchema.safeParse(id).success)
      return this.#refuse(id.slice(0, LIMITS.proposalIdChars), 'invalid', 'not a proposal id');
    const parsed = inputSchema.safeParse(given);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const code = issue?.code === 'too_big' ? 'too-large' : 'invalid';
      return this.#refuse(id, code, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    const input = parsed.data;
    const forbidden = this.#room.forbids(this.#connection, input);
    if (forbidden) return this.#refuse(id, forbidden);
    const { participant } = this.#connection;
    const size = 'data' in input && typeof input.data === 'string' ? input.data.length : 256;
    const wait = this.#ports.proposals.take(participant) || this.#ports.proposalBytes.take(participant, size);
    if (wait > 0) return this.#refuse(id, 'rate', REFUSALS.rate, wait);
    this.#room.propose(this.#connection, id, input);
  }

  #present(keys: unknown): void {
    const parsed = presenceSchema.safeParse(keys);
    if (parsed.success && this.#room.show(this.#connection, parsed.data)) return;
    if (!this.#connection.plain) this.#connection.send(errorFrame('invalid', 'This presence is not accepted.'));
  }

  async #control(ref: number, given: unknown): Promise<void> {
    const parsed = controlSchema.safeParse(given);
    if (!parsed.success) return this.#error('invalid', ref);
    if (this.#connection.role !== 'instructor') return this.#error('right', ref);
    try {
      const { data } = parsed;
      if (data.op === 'end') {
        await this.#ports.end(this.#room.id);
        return; // the farewell is the answer
      }
      if (!(await this.#room.control(data))) return this.#error('invalid', ref);
      this.#connection.send(doneFrame(ref));
    } catch (error) {
      this.#ports.logger.fault('control failed', error, { room: this.#room.id });
      this.#error('internal', ref);
    }
  }

  #diverged(given: unknown): void {
    const parsed = divergenceSchema.safeParse(given);
    if (!parsed.success) return this.#malformed('not a divergence');
    const { seq, at, mine, theirs, behaviour } = parsed.data;
    this.#ports.metrics.count('drydock_diverged_total');
    this.#ports.logger.say('error', 'replica diverged', { room: this.#room.id, seq, at, mine, theirs, behaviour });
  }

  #refuse(id: string, code: RefusalCode, message: string = REFUSALS[code], afterMs = 0): void {
    this.#ports.metrics.count('drydock_refused_total', 1, `code="${code}"`);
    this.#connection.send(refuseFrame(id, code, message, afterMs));
  }

  #error(code: RefusalCode, ref: number): void {
    this.#connection.send(errorFrame(code, REFUSALS[code], ref));
  }

  #malformed(why: string): void {
    if (!this.#connection.plain) this.#connection.send(errorFrame('malformed', why));
    this.#connection.close(CLOSE.malformed, why.slice(0, 100));
  }
}
