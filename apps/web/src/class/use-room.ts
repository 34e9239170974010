'use client';
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { RoomState, RoomStore } from './room-store.ts';

/** The room that a page shows. */
export const RoomContext = createContext<RoomStore | null>(null);

/** The room's store; only below a RoomContext. */
export function useRoomStore(): RoomStore {
  const store = useContext(RoomContext);
  if (!store) throw new Error('no room here');
  return store;
}

/** A part of the room's state. `select` must give the same value for the same state, or one equal by `same`. */
export function useRoom<T>(select: (state: RoomState) => T, same: (a: T, b: T) => boolean = Object.is): T {
  const store = useRoomStore();
  const last = useRef<{ readonly state: RoomState; readonly value: T } | null>(null);
  const snapshot = (): T => {
    const state = store.get();
    if (last.current?.state === state) return last.current.value;
    const value = select(state);
    const kept = last.current && same(last.current.value, value) ? last.current.value : value;
    last.current = { state, value: kept };
    return kept;
  };
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}
