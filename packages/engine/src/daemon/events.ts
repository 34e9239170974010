/** Engine events (moby daemon/events): a ring of the last 256, waiters, and the outside. Wait key `events`. */

import type { Kernel } from '../kernel/kernel.ts';
import { wake } from '../kernel/wait-queue.ts';
import { intTable, type Value } from '../store/table.ts';
import { type Container, child } from './container/container.ts';

/** Events kept for --since. */
const RING = 256;

export interface EventRecord {
  type: string;
  action: string;
  id: string;
  /** Attributes in the order of their names. */
  attributes: { readonly [name: string]: string };
  /** Nanoseconds since genesis. */
  at: number;
}
export const eventTable = intTable<EventRecord>('event', 1);

/** Records an event and tells everybody. */
export function logEvent(
  k: Kernel,
  type: string,
  action: string,
  id: string,
  attributes: { readonly [name: string]: string },
): void {
  const sorted: { [name: string]: string } = {};
  for (const name of Object.keys(attributes).sort()) sorted[name] = attributes[name] as string;
  const n = k.nextId('event');
  k.tx.put(eventTable, n, { type, action, id, attributes: sorted, at: k.now });
  if (n > RING) k.tx.remove(eventTable, n - RING);
  wake(k, 'events');
  k.output({ type: 'engine.event', event: eventJson(k, k.tx.get(eventTable, n) as EventRecord) });
}

/** An event as the API shows it. */
export function eventJson(k: Kernel, event: Readonly<EventRecord>): Value {
  const time = k.epochSec + Math.floor(event.at / 1e9);
  const legacy = event.type === 'container' || event.type === 'image';
  const body: { [key: string]: Value } = {};
  if (legacy) {
    body.status = event.action;
    body.id = event.id;
    if (event.type === 'container') body.from = event.attributes.image ?? '';
  }
  body.Type = event.type;
  body.Action = event.action;
  body.Actor = { ID: event.id, Attributes: event.attributes };
  body.scope = 'local';
  body.time = time;
  // nanoseconds pass what a double holds exactly: seconds and the rest travel as text for whoever prints them
  body.timeNano = `${time}${String(event.at % 1e9).padStart(9, '0')}`;
  return body;
}

/** An event of a container: its labels, image and name are attributes. */
export function logContainerEvent(
  k: Kernel,
  container: Readonly<Container>,
  action: string,
  more: { readonly [name: string]: string } = {},
): void {
  const labels = child(container.config, 'Labels') as { readonly [name: string]: string };
  const image = container.config.Image as string;
  logEvent(k, 'container', action, container.id, { ...labels, ...more, image, name: container.name.slice(1) });
}
