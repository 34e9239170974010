import type { RoomSummary } from '@drydock/trpc';
import { api, isNotFound } from '../api/client.ts';
import { forgetSeat, type KeptSeat, keepSeat, keptSeat } from './seats.ts';

/** What a page for a code shows. */
export type Found =
  | { readonly type: 'seat'; readonly seat: KeptSeat }
  | { readonly type: 'join'; readonly room: RoomSummary }
  | { readonly type: 'ended'; readonly room: RoomSummary }
  | { readonly type: 'nothing' };

/** Secret of an instructor's link, `#instructor=…`; it never reaches the server as part of an address. */
export function secretInHash(hash: string): string | undefined {
  return /^#instructor=([A-Za-z0-9_-]{43})$/.exec(hash)?.[1];
}

/** Finds the seat of this browser in the class with `code`: by the instructor's secret, or one kept from before. */
export async function findSeat(code: string, instructor: string | undefined): Promise<Found> {
  const kept = keptSeat(code);
  if (instructor !== undefined && kept?.instructor !== instructor) {
    const seat = await api.participants.enter.mutate({ instructor }).catch(unlessNotFound);
    if (seat && seat.room.code === code) {
      const own = keepSeat(seat, instructor);
      return seat.room.endedAt === null ? { type: 'seat', seat: own } : { type: 'ended', room: seat.room };
    }
  }
  if (kept) {
    const seat = await api.participants.resume.mutate({ resume: kept.resume }).catch(unlessNotFound);
    if (seat) return seat.room.endedAt === null ? { type: 'seat', seat: kept } : { type: 'ended', room: seat.room };
    forgetSeat(code);
  }
  const room = await api.rooms.get.query({ code }).catch(unlessNotFound);
  if (!room) return { type: 'nothing' };
  return { type: room.endedAt === null ? 'join' : 'ended', room };
}

function unlessNotFound(error: unknown): null {
  if (isNotFound(error)) return null;
  throw error;
}
