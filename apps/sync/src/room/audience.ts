import type { YjsLog } from '@drydock/log';
import {
  awarenessFrame,
  horizonFrame,
  type LogEntry,
  type Peer,
  type Presence,
  presenceBatchFrame,
  type SimTime,
  syncFrame,
} from '@drydock/protocol';
import type { Metrics } from '../operation/metrics.ts';
import { AwarenessClocks } from './awareness.ts';
import type { Member, RoomPeer } from './peer.ts';
import { PresenceBoard } from './presence-board.ts';
import { type Wire, wireOf } from './wire.ts';

/** Everybody connected to a room, and everything that is sent to all of them. */
export class Audience {
  readonly board = new PresenceBoard();
  readonly #members = new Map<RoomPeer, Member>();
  readonly #awareness = new AwarenessClocks();
  readonly #metrics: Metrics;
  #numbers = 0;
  #presenceTimer: NodeJS.Timeout | null = null;

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  get size(): number {
    return this.#members.size;
  }

  member(peer: RoomPeer): Member | undefined {
    return this.#members.get(peer);
  }

  /** Adds somebody and gives them the identity that the others see. */
  join(peer: RoomPeer, from: number): Peer {
    const number = ++this.#numbers;
    this.#members.set(peer, { peer, number, from, synced: false, stale: false });
    const identity: Peer = { peer: number, participant: peer.participant, name: peer.name, role: peer.role };
    this.board.join(identity);
    this.#presenceChanged();
    return identity;
  }

  leave(peer: RoomPeer): boolean {
    const member = this.#members.get(peer);
    if (!member) return false;
    this.#members.delete(peer);
    this.board.leave(member.number);
    this.#presenceChanged();
    return true;
  }

  /** Somebody shows something of themselves; false when it is too much. */
  show(peer: RoomPeer, keys: Presence): boolean {
    const member = this.#members.get(peer);
    if (!member || !this.board.show(member.number, keys)) return false;
    this.#presenceChanged();
    return true;
  }

  /** Appends to the log and shows it, with how far time has got, to all who are up to date. One write for each. */
  append(log: YjsLog, entries: readonly LogEntry[], horizon: SimTime | null): void {
    const updates = log.appendUpdates(entries).map((update) => syncFrame(update, false));
    const frames = horizon === null ? updates : [...updates, horizonFrame(horizon, log.head)];
    if (frames.length === 0) return;
    const octets = frames.reduce((sum, frame) => sum + frame.length, 0);
    const wire = wireOf(frames);
    const plain = updates.length < frames.length ? wireOf(updates) : wire;
    let count = 0;
    for (const { peer, synced } of this.#members.values()) {
      if (!synced || (peer.plain && updates.length === 0)) continue;
      peer.sendWire(peer.plain ? plain : wire);
      count++;
    }
    this.#sent(count * frames.length, count * octets);
  }

  /** Sends a frame to all who speak more than plain y-websocket. */
  tell(frame: Uint8Array): void {
    const wire = wireOf([frame]);
    for (const { peer } of this.#members.values()) if (!peer.plain) peer.sendWire(wire);
    this.#sent(this.#members.size, this.#members.size * frame.length);
  }

  /** Sends a frame that belongs to the history to those who follow it. */
  tellSynced(frame: Uint8Array): void {
    const wire = wireOf([frame]);
    for (const { peer, synced } of this.#members.values()) if (synced && !peer.plain) peer.sendWire(wire);
  }

  /** What plain clients are shown of everybody, as an awareness message. */
  awareness(): Uint8Array {
    return this.#awarenessOf(this.board.everybody());
  }

  closeAll(code: number, reason: string): void {
    for (const peer of [...this.#members.keys()]) peer.close(code, reason);
  }

  stop(): void {
    if (this.#presenceTimer) clearTimeout(this.#presenceTimer);
    this.#presenceTimer = null;
  }

  /** Changes are gathered over 100 ms, up to 250 ms when many are here. */
  #presenceChanged(): void {
    if (this.#presenceTimer || !this.board.changed) return;
    const ms = Math.min(250, 100 + this.#members.size / 2);
    this.#presenceTimer = setTimeout(() => {
      this.#presenceTimer = null;
      this.#flushPresence();
    }, ms);
  }

  #flushPresence(): void {
    const changes = this.board.take();
    if (changes.length === 0) return;
    const wire = wireOf([presenceBatchFrame(changes)]);
    let plain: Wire | null = null;
    let everybody: Wire | null = null;
    for (const member of this.#members.values()) {
      if (member.peer.plain) {
        plain ??= wireOf([this.#awarenessOf(changes)]);
        member.peer.offer(plain);
      } else if (member.stale) {
        everybody ??= wireOf([presenceBatchFrame([{ type: 'reset' }, ...this.board.everybody()])]);
        member.stale = !member.peer.offer(everybody);
      } else {
        member.stale = !member.peer.offer(wire);
      }
    }
    this.#sent(this.#members.size, this.#members.size * wire.length);
  }

  #sent(frames: number, octets: number): void {
    this.#metrics.count('drydock_frames_sent_total', frames);
    this.#metrics.count('drydock_octets_sent_total', octets);
  }

  #awarenessOf(changes: Parameters<AwarenessClocks['encode']>[0]): Uint8Array {
    return awarenessFrame(this.#awareness.encode(changes, (number) => this.board.person(number)));
  }
}
