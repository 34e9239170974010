import type { ParticipantRecord, RoomRecord } from '@drydock/db';
import { LIMITS } from '@drydock/protocol';
import { TRPCError } from '@trpc/server';
import { nickname } from './nickname.ts';
import { hashSecret, newId, newSecret } from './secret.ts';
import type { Context } from './services.ts';

/** A room as the web shows it before one is connected. */
export interface RoomSummary {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly recording: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** Who one is now, with what proves it: keep `resume` for later visits, connect with `token` within ten minutes. */
export interface Seat {
  readonly participant: { readonly id: string; readonly name: string; readonly role: 'instructor' | 'student' };
  readonly token: string;
  readonly room: RoomSummary;
}

/** A seat just taken; `resume` is shown this once. */
export interface NewSeat extends Seat {
  readonly resume: string;
}

/** The parts of a room that anybody with its code may see. */
export function summary({ id, code, title, recordingId, createdAt, endedAt }: RoomRecord): RoomSummary {
  return { id, code, title, recording: recordingId, createdAt, endedAt };
}

/** The seat of a known participant. */
export async function seatOf(context: Context, room: RoomRecord, who: ParticipantRecord): Promise<Seat> {
  const token = await context.tokens.sign({ participant: who.id, room: room.id });
  return { participant: { id: who.id, name: who.name, role: who.role }, token, room: summary(room) };
}

/** Adds somebody to a room, under a generated name when none is given. */
export async function takeSeat(
  context: Context,
  room: RoomRecord,
  role: 'instructor' | 'student',
  name: string | undefined,
): Promise<NewSeat> {
  const resume = newSecret();
  const taken = await context.store.participants.namesOf(room.id);
  if (taken.length >= LIMITS.participantsPerRoom)
    throw new TRPCError({ code: 'FORBIDDEN', message: 'The class is full.' });
  const who: ParticipantRecord = {
    id: newId(),
    roomId: room.id,
    role,
    name: name ?? nickname(new Set(taken)),
    tokenHash: hashSecret(resume),
    drive: null,
    createdAt: Date.now(),
  };
  await context.store.participants.create(who);
  return { ...(await seatOf(context, room, who)), resume };
}
