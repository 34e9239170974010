'use client';
import { Button, Select, Switch } from '@drydock/ui';
import { useRoom, useRoomStore } from './use-room.ts';

const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];

/** What only instructors have: time, and everybody's right to act. */
export function InstructorBar() {
  const store = useRoomStore();
  const paused = useRoom(({ clock }) => clock?.clock.paused ?? false);
  const rate = useRoom(({ clock }) => clock?.clock.rate ?? 1);
  const driveAll = useRoom(({ rights }) => rights.driveAll);
  return (
    <div role="toolbar" aria-label="Instructor" className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Button onClick={() => void store.control({ op: paused ? 'run' : 'pause' })} className="min-w-24">
        {paused ? 'Run time' : 'Stop time'}
      </Button>
      <Button
        disabled={!paused}
        onClick={() => void store.control({ op: 'step', ns: 'due' })}
        title="Let time pass up to the next thing that happens"
      >
        Step
      </Button>
      <Select
        label="Speed of time"
        hideLabel
        value={String(rate)}
        onChange={(event) => void store.control({ op: 'speed', rate: Number(event.target.value) })}
      >
        {(SPEEDS.includes(rate) ? SPEEDS : [...SPEEDS, rate]).map((speed) => (
          <option key={speed} value={String(speed)}>
            ×{speed}
          </option>
        ))}
      </Select>
      <Switch on={driveAll} onChange={(drive) => void store.control({ op: 'drive', who: 'all', drive })}>
        Students may act
      </Switch>
    </div>
  );
}
