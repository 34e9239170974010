import type { RoomRecord } from '@drydock/db';
import {
  CLOSE,
  type Control,
  clockFrame,
  eventFrame,
  horizonFrame,
  type Input,
  mayDrive,
  PROTOCOL_VERSION,
  type Presence,
  type RefusalCode,
  type Rights,
  type RoomInfo,
  type SimTime,
  syncFrame,
  type Welcome,
  welcomeFrame,
} from '@drydock/protocol';
import { Audience } from './audience.ts';
import { RoomClock } from './clock.ts';
import { Course } from './course.ts';
import type { RoomPeer } from './peer.ts';
import type { RoomPorts } from './ports.ts';
import { isOpenTo } from './rights.ts';
import { loadRoom, type RoomState } from './state.ts';

const NO_UPDATE = new Uint8Array([0, 0]);

/** A room that is open: the people in it, their rights, its clock, and the course of its history. */
export class Room {
  readonly id: string;
  readonly #record: RoomRecord;
  readonly #ports: RoomPorts;
  readonly #audience: Audience;
  readonly #clock: RoomClock;
  readonly #course: Course;
  #rights: Rights;
  #over = false;

  private constructor(ports: RoomPorts, state: RoomState, broken: (error: unknown) => void) {
    const { record, at } = state;
    this.id = record.id;
    this.#record = record;
    this.#ports = ports;
    this.#rights = state.rights;
    this.#audience = new Audience(ports.metrics);
    this.#clock = new RoomClock(ports.now, { at, rate: record.clock.rate, paused: record.clock.paused });
    const [audience, clock] = [this.#audience, this.#clock];
    this.#course = new Course({ ...ports, audience, clock, broken, clockChanged: () => this.#tellClock() }, state);
  }

  /** Opens a room from the store; resolves when it is folded up to where it stood. `broken`: it must be opened anew. */
  static async open(ports: RoomPorts, roomId: string, broken: (error: unknown) => void): Promise<Room> {
    const room = new Room(ports, await loadRoom(ports.store, roomId), broken);
    await room.#course.begin();
    return room;
  }

  /** Connections. */
  get size(): number {
    return this.#audience.size;
  }

  /** Last visible entry and horizon. */
  get head(): { readonly seq: number; readonly at: SimTime } {
    return this.#course.head;
  }

  /** Lets somebody in. `have`: the last entry they have folded; plain clients are not welcomed. */
  join(peer: RoomPeer, have: number): void {
    const from = this.#syncFrom(have);
    const identity = this.#audience.join(peer, from);
    if (this.#audience.size === 1) this.#setPresent(true);
    if (peer.plain) return peer.send(this.#audience.awareness());
    const welcome: Welcome = {
      version: PROTOCOL_VERSION,
      room: this.#info(),
      you: identity,
      rights: this.#rights,
      clock: this.#clock.shown(),
      head: this.head,
      checkpoint: this.#course.newestCheckpoint,
      from,
      people: this.#audience.board.people,
    };
    peer.send(welcomeFrame(welcome));
  }

  leave(peer: RoomPeer): void {
    if (this.#audience.leave(peer) && this.#audience.size === 0) this.#setPresent(false);
  }

  /** Brings somebody up to date with the log. Throws LogError for octets that are no state vector. */
  sync(peer: RoomPeer, stateVector: Uint8Array): void {
    const member = this.#audience.member(peer);
    if (!member) return;
    const updates = this.#course.log.missing(stateVector, member.from);
    const last = updates.pop() ?? NO_UPDATE;
    const frames = [...updates.map((update) => syncFrame(update, false)), syncFrame(last, true)];
    if (!peer.plain) frames.push(horizonFrame(this.head.at, this.head.seq));
    peer.send(...frames);
    member.synced = true;
  }

  /** What plain y-websocket clients ask for with a query of awareness. */
  awareness(): Uint8Array {
    return this.#audience.awareness();
  }

  /** Somebody shows something of themselves; false when it is too much. */
  show(peer: RoomPeer, keys: Presence): boolean {
    return this.#audience.show(peer, keys);
  }

  /** Why `peer` may not propose `input` now, or null when it may. */
  forbids(peer: RoomPeer, input: Input): RefusalCode | null {
    if (this.#over) return 'ended';
    if (!mayDrive(this.#rights, peer.role, peer.participant)) return 'right';
    if (!isOpenTo(peer.role, input)) return 'not-allowed';
    return this.#clock.halted ? 'halted' : null;
  }

  /** Takes a proposal for which `forbids` gave null. */
  propose(peer: RoomPeer, id: string, input: Input): void {
    this.#course.sequencer.propose(peer, { actor: peer.participant, id, input });
  }

  /** Does what an instructor asked for. False when the person named is not of this room. */
  async control(control: Exclude<Control, { op: 'end' }>): Promise<boolean> {
    switch (control.op) {
      case 'drive':
        return await this.#setDrive(control.who, control.drive);
      case 'step':
        this.#step(control.ns);
        return true;
      case 'speed':
        this.#clock.setRate(control.rate);
        break;
      default:
        this.#clock.setPaused(control.op === 'pause');
    }
    this.#tellClock();
    this.#course.ticker.wake();
    await this.#ports.store.rooms.setPace(this.id, this.#clock.rate, this.#clock.paused);
    return true;
  }

  /** Stops the room and stores where it stands; `ended`: for good. People are still connected. */
  async stop(ended: boolean): Promise<void> {
    this.#over = true;
    this.#clock.setPresent(false);
    this.#audience.stop();
    await this.#course.stop(ended);
  }

  /** Drops the room as it is, because it can no longer be trusted. */
  abandon(): void {
    this.#over = true;
    this.#audience.stop();
    this.#course.abandon();
    this.#audience.closeAll(CLOSE.restarting, 'the room is being opened anew');
  }

  /** Says good-bye to everybody. */
  dismiss(code: number, reason: string): void {
    if (code === CLOSE.ended) this.#audience.tell(eventFrame({ type: 'ended' }));
    this.#audience.closeAll(code, reason);
  }

  /** First entry that a sync delivers: after what is held already if the log reaches back that far. */
  #syncFrom(have: number): number {
    const { log, newestCheckpoint } = this.#course;
    if (have > 0 && have >= log.first - 1 && have <= log.head) return have + 1;
    const needed = Math.max(log.first, newestCheckpoint.seq + 1);
    return needed - ((needed - 1 - log.cut.base) % log.cut.size);
  }

  #setPresent(present: boolean): void {
    this.#clock.setPresent(present);
    this.#course.ticker.wake();
  }

  #step(ns: number | 'due'): void {
    const { at, paused } = this.#clock;
    const to = ns === 'due' ? this.#course.ticker.nextDue : at + ns;
    if (!paused || to === null || to <= at) return;
    this.#course.runTo(to);
    this.#tellClock();
  }

  async #setDrive(who: string, drive: boolean | null): Promise<boolean> {
    const { rooms, participants } = this.#ports.store;
    if (who === 'all') {
      await rooms.setDriveAll(this.id, drive === true);
      this.#rights = { driveAll: drive === true, overrides: {} };
    } else {
      if (!(await participants.setDrive(this.id, who, drive))) return false;
      this.#rights = { ...this.#rights, overrides: await participants.drives(this.id) };
    }
    this.#audience.tell(eventFrame({ type: 'rights', rights: this.#rights }));
    return true;
  }

  #tellClock(): void {
    this.#audience.tell(clockFrame(this.#clock.shown()));
  }

  #info(): RoomInfo {
    const { id, code, title, recordingId, epochSec, baseSeq, baseAt, parentRecordingId } = this.#record;
    return {
      id,
      code,
      title,
      recording: recordingId,
      epochSec,
      behaviour: this.#ports.behaviour,
      base: { seq: baseSeq, at: baseAt },
      parent: parentRecordingId,
    };
  }
}
