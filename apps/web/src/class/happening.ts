import { eventLine, keyOf, type ObjectKey } from '@drydock/diagram';
import type { EventView, HostView } from '@drydock/engine/host-view';

/** Events that say what happened to an object; attach, exec and other small ones do not count as news. */
const QUIET = /^(exec_|attach|resize|top|mount|unmount|archive|export|kill$|health_status)/;

/** The objects that an event concerned. */
export function touched({ type, id, name, attributes }: EventView, view: HostView): readonly ObjectKey[] {
  const container = attributes.find(([attribute]) => attribute === 'container')?.[1];
  const other = container === undefined ? [] : [keyOf.container(container)];
  switch (type) {
    case 'container':
      return [keyOf.container(id)];
    case 'network':
      return [keyOf.network(name), ...other];
    case 'volume':
      return [keyOf.volume(name || id), ...other];
    case 'image': {
      const image = view.images.find((one) => one.id === id || one.tags.includes(name) || one.tags.includes(id));
      return image ? [keyOf.image(image.id)] : [];
    }
    default:
      return [];
  }
}

/** The last event that is news, undefined when there is none. */
export function lastNews(events: readonly EventView[]): EventView | undefined {
  return events.findLast(({ action }) => !QUIET.test(action));
}

/** An event as a sentence, containers by their names. */
export function sentenceOf(event: EventView, view: HostView): string {
  return eventLine(event, (id) => view.containers.find((one) => one.id === id)?.name ?? id.slice(0, 12));
}

/** Events in `after` that are not in `before`; both end with the latest. */
export function fresh(before: readonly EventView[], after: readonly EventView[]): readonly EventView[] {
  const known = new Set(before.map(identity));
  return after.filter((event) => !known.has(identity(event)));
}

const identity = ({ at, type, action, id }: EventView): string => `${at} ${type} ${action} ${id}`;
