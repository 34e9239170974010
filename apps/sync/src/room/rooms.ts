import type { RoomRecord } from '@drydock/db';
import { CLOSE } from '@drydock/protocol';
import type { Authority, ForkRequest } from '@drydock/trpc';
import { birth, forkAt } from './birth.ts';
import type { RoomPeer } from './peer.ts';
import type { RoomPorts } from './ports.ts';
import { Room } from './room.ts';

/** A room that is being opened, is open, or is being stopped. */
interface Slot {
  readonly opening: Promise<Room>;
  room: Room | null;
  closing: Promise<void> | null;
  idle: NodeJS.Timeout | null;
  /** When it was last asked for. */
  askedAt: number;
}

/** Who asks for a room comes in within this time: it is not freed before. */
const GRACE_MS = 1000;

/** All rooms of this server: opened when somebody comes, freed when nobody is left. */
export class Rooms implements Authority {
  readonly #ports: RoomPorts;
  readonly #idleMs: number;
  readonly #slots = new Map<string, Slot>();
  #stopping = false;

  /** A room is freed `idleMs` after the last person left. */
  constructor(ports: RoomPorts, idleMs: number) {
    this.#ports = ports;
    this.#idleMs = idleMs;
  }

  /** Rooms open. */
  get size(): number {
    return this.#slots.size;
  }

  /** A room, opened if need be. Rejects when it cannot be opened, or has ended. */
  async get(roomId: string): Promise<Room> {
    for (;;) {
      if (this.#stopping) throw new Error('the server is stopping');
      const slot = this.#slots.get(roomId) ?? this.#open(roomId);
      slot.askedAt = this.#ports.now();
      if (!slot.closing) return await slot.opening;
      await slot.closing;
    }
  }

  /** Lets somebody into an open room. */
  join(room: Room, peer: RoomPeer, have: number): void {
    const slot = this.#slots.get(room.id);
    if (!slot || slot.closing || slot.room !== room)
      return peer.close(CLOSE.restarting, 'the room is being opened anew');
    if (slot.idle) clearTimeout(slot.idle);
    slot.idle = null;
    room.join(peer, have);
  }

  /** Somebody has left a room. */
  leave(room: Room, peer: RoomPeer): void {
    room.leave(peer);
    const slot = this.#slots.get(room.id);
    if (slot?.room === room) this.#freeWhenIdle(slot);
  }

  present(roomId: string): number {
    return this.#slots.get(roomId)?.room?.size ?? 0;
  }

  head(roomId: string): { readonly seq: number; readonly at: number } | null {
    return this.#slots.get(roomId)?.room?.head ?? null;
  }

  async create(request: { readonly title: string; readonly instructorHash: string }): Promise<RoomRecord> {
    return await birth(this.#ports, request);
  }

  async fork(request: ForkRequest): Promise<RoomRecord | null> {
    return await forkAt(this.#ports, request, this.head(request.parent.id));
  }

  async end(roomId: string): Promise<void> {
    const { rooms } = this.#ports.store;
    const record = await rooms.byId(roomId);
    if (!record || record.endedAt !== null) return;
    const room = await this.get(roomId);
    const slot = this.#slots.get(roomId);
    if (!slot || slot.room !== room) return;
    await this.#close(slot, room, true);
    this.#ports.logger.say('info', 'room ended', { room: roomId });
  }

  /** Stops every room and hangs up; nothing is opened any more. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const open = [...this.#slots.values()].filter((slot) => slot.room !== null);
    for (const { room } of open) room?.dismiss(CLOSE.restarting, 'the server is restarting');
    await Promise.all(open.map((slot) => this.#close(slot, slot.room as Room, false)));
  }

  #open(roomId: string): Slot {
    const { logger } = this.#ports;
    const broken = (error: unknown): void => {
      logger.fault('room broken', error, { room: roomId });
      if (this.#slots.get(roomId) === slot) this.#slots.delete(roomId);
      slot.room?.abandon();
    };
    const slot: Slot = {
      opening: Room.open(this.#ports, roomId, broken),
      room: null,
      closing: null,
      idle: null,
      askedAt: this.#ports.now(),
    };
    this.#slots.set(roomId, slot);
    slot.opening.then(
      (room) => {
        slot.room = room;
        logger.say('info', 'room opened', { room: roomId, seq: room.head.seq });
        this.#freeWhenIdle(slot);
      },
      (error: unknown) => {
        this.#slots.delete(roomId);
        logger.fault('room not opened', error, { room: roomId });
      },
    );
    return slot;
  }

  #freeWhenIdle(slot: Slot): void {
    const { room } = slot;
    if (!room || room.size > 0 || slot.idle || slot.closing) return;
    const ms = Math.max(this.#idleMs, slot.askedAt + GRACE_MS - this.#ports.now());
    slot.idle = setTimeout(() => {
      slot.idle = null;
      if (this.#ports.now() - slot.askedAt < GRACE_MS) this.#freeWhenIdle(slot);
      else if (room.size === 0 && !slot.closing) void this.#close(slot, room, false);
    }, ms);
  }

  /** Stops a room; whoever asks for it meanwhile waits, and finds it opened anew. */
  #close(slot: Slot, room: Room, ended: boolean): Promise<void> {
    if (slot.idle) clearTimeout(slot.idle);
    slot.closing ??= (async () => {
      try {
        await room.stop(ended);
        if (ended) {
          await this.#ports.store.rooms.end(room.id, Date.now());
          room.dismiss(CLOSE.ended, 'the class has ended');
        } else {
          room.dismiss(CLOSE.restarting, 'the room was freed');
          this.#ports.logger.say('info', 'room freed', { room: room.id });
        }
      } catch (error) {
        this.#ports.logger.fault('room not stopped', error, { room: room.id });
        room.abandon();
      } finally {
        if (this.#slots.get(room.id) === slot) this.#slots.delete(room.id);
      }
    })();
    return slot.closing;
  }
}
