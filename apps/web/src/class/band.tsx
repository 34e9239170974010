'use client';
import { classNames } from '@drydock/ui';
import type { ReactNode } from 'react';
import { clockText } from './clock-text.ts';
import type { RoomState } from './room-store.ts';
import { useRoom } from './use-room.ts';

/** What the band says besides the time. */
interface Words {
  readonly mark: ReactNode;
  readonly text: string;
  readonly live: boolean;
}

const DOT = <span aria-hidden="true" className="size-2.5 rounded-full bg-current" />;
const RING = <span aria-hidden="true" className="size-2.5 rounded-full border-2 border-current" />;

function words({ status, clock, ended }: RoomState): Words {
  if (ended) return { mark: RING, text: 'ENDED', live: false };
  if (status.state === 'connecting' || status.state === 'loading')
    return { mark: RING, text: 'CONNECTING', live: false };
  if (status.state === 'waiting') return { mark: RING, text: 'OFFLINE · keys are kept', live: false };
  if (status.state === 'closed') return { mark: RING, text: 'CLOSED', live: false };
  if (clock?.clock.halted) return { mark: RING, text: 'HALTED', live: false };
  if (clock?.clock.paused) return { mark: DOT, text: 'LIVE · time stands still', live: true };
  const rate = clock?.clock.rate ?? 1;
  const busy = clock?.clock.busy ? ' · busy' : '';
  return { mark: DOT, text: `LIVE${rate === 1 ? '' : ` · ×${rate}`}${busy}`, live: true };
}

const same = (a: Words, b: Words): boolean => a.text === b.text && a.live === b.live;

/** Says whether this is now, and what time it is on the simulated host. Never leaves the page. */
export function Band() {
  const { mark, text, live } = useRoom(words, same);
  const seconds = useRoom(({ point, room }) => (point ? Math.floor((point.at - (room?.base.at ?? 0)) / 1e9) : 0));
  return (
    <p
      data-testid="band"
      className={classNames(
        'flex min-h-9 items-center gap-2 rounded-(--radius) px-3 whitespace-nowrap',
        live ? 'bg-now font-semibold text-on-now' : 'border border-edge text-ink',
      )}
    >
      {mark}
      <span role="status">{text}</span>
      <span className="font-mono tabular-nums" title="Time on the simulated host since the class began">
        {clockText(seconds * 1e9)}
      </span>
    </p>
  );
}
