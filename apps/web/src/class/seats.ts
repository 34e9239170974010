import type { NewSeat } from '@drydock/trpc';

/** A seat one has in a class, kept in this browser: `resume` brings it back after a reload or on another network. */
export interface KeptSeat {
  readonly code: string;
  readonly title: string;
  readonly room: string;
  readonly recording: string;
  readonly resume: string;
  readonly name: string;
  readonly role: 'instructor' | 'student';
  /** Secret of the instructor's link. */
  readonly instructor?: string;
  /** When the seat was taken, in epoch milliseconds. */
  readonly at: number;
}

const KEY = 'drydock.seats';
const MOST = 50;
/** For browsers that forbid storage: seats then last as long as the page. */
let unstored: readonly KeptSeat[] = [];

/** Seats kept in this browser, newest first. */
export function keptSeats(): readonly KeptSeat[] {
  try {
    const seats: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(seats) && unstored.length === 0 ? (seats as KeptSeat[]) : unstored;
  } catch {
    return unstored;
  }
}

/** The seat for a code, undefined when there is none. */
export function keptSeat(code: string): KeptSeat | undefined {
  return keptSeats().find((seat) => seat.code === code);
}

/** Keeps a seat just taken, in place of an earlier one in the same class. */
export function keepSeat(seat: NewSeat, instructor?: string): KeptSeat {
  const { room, participant, resume } = seat;
  const kept: KeptSeat = {
    code: room.code,
    title: room.title,
    room: room.id,
    recording: room.recording,
    resume,
    name: participant.name,
    role: participant.role,
    ...(instructor === undefined ? {} : { instructor }),
    at: Date.now(),
  };
  store([kept, ...keptSeats().filter(({ code }) => code !== room.code)]);
  return kept;
}

/** Forgets the seat for a code. */
export function forgetSeat(code: string): void {
  store(keptSeats().filter((seat) => seat.code !== code));
}

function store(seats: readonly KeptSeat[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(seats.slice(0, MOST)));
    unstored = [];
  } catch {
    unstored = seats;
  }
}
