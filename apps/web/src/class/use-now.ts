'use client';
import type { ObjectKey } from '@drydock/diagram';
import type { EventView } from '@drydock/engine/host-view';
import { useEffect, useRef, useState } from 'react';
import { fresh, touched } from './happening.ts';
import { useRoom } from './use-room.ts';

/** How long an object is marked after an event concerned it. */
const MARKED_MS = 5000;
const NOTHING: ReadonlySet<ObjectKey> = new Set();

/** The objects that events of the last seconds concerned. What was there when the page came is no news. */
export function useNow(): ReadonlySet<ObjectKey> {
  const view = useRoom(({ view }) => view);
  const before = useRef<readonly EventView[] | null>(null);
  const [now, setNow] = useState<ReadonlySet<ObjectKey>>(NOTHING);
  useEffect(() => {
    if (!view || view.events === before.current) return;
    const events = before.current === null ? [] : fresh(before.current, view.events);
    before.current = view.events;
    const keys = events.flatMap((event) => touched(event, view));
    if (keys.length > 0) setNow(new Set(keys));
  }, [view]);
  useEffect(() => {
    if (now.size === 0) return;
    const timer = setTimeout(() => setNow(NOTHING), MARKED_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
