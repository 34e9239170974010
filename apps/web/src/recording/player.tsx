'use client';
import { Button, Select, Switch } from '@drydock/ui';
import { useEffect, useRef, useState } from 'react';
import { clockText } from '../class/clock-text.ts';
import { useRoom, useRoomStore } from '../class/use-room.ts';
import type { Command } from '../worker/commands.ts';

const SPEEDS = [0.5, 1, 2, 4, 8, 16];
const MS = 1e6;
/** How much after a command is shown of it, so that its effect is seen. */
const EFFECT_NS = 2e9;

/** What a player plays. */
export interface PlayerProps {
  /** Simulated times between which it plays. */
  readonly from: number;
  readonly to: number;
  readonly onTakeOver: () => void;
  readonly busy: boolean;
}

/** Where to stand to see what a command did: shortly after it, but before the next. */
export function effectOf(command: Command, commands: readonly Command[], end: number): number {
  const next = commands.find(({ at, seq }) => seq > command.seq && at > command.at);
  return Math.min(command.at + EFFECT_NS, next ? next.at - 1 : end);
}

/** Play, pause, speed, and the bar. Keys: space, arrows from command to command, brackets, Home, End. */
export function Player({ from, to, onTakeOver, busy }: PlayerProps) {
  const store = useRoomStore();
  const at = useRoom(({ playhead }) => playhead?.at ?? from);
  const playing = useRoom(({ playhead }) => playhead?.playing ?? false);
  const commands = useRoom(({ commands }) => commands);
  const [rate, setRate] = useState(1);
  const [skipIdle, setSkipIdle] = useState(true);

  const toggle = (): void => {
    if (playing) return store.pause();
    if (at >= to) store.seek({ at: from });
    store.play(rate, skipIdle);
  };
  const speed = (next: number): void => {
    setRate(next);
    if (playing) store.play(next, skipIdle);
  };
  const step = (by: 1 | -1): void => {
    const current = commands.findLastIndex((command) => command.at <= at);
    const command = commands[current + by];
    if (command) store.seek({ at: effectOf(command, commands, to) });
    else store.seek({ at: by > 0 ? to : from });
  };
  useKeys({
    ' ': toggle,
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    '[': () => speed(SPEEDS[Math.max(0, SPEEDS.indexOf(rate) - 1)] ?? 1),
    ']': () => speed(SPEEDS[Math.min(SPEEDS.length - 1, SPEEDS.indexOf(rate) + 1)] ?? 1),
    Home: () => store.seek({ at: from }),
    End: () => store.seek({ at: to }),
  });

  return (
    <div className="grid gap-1 border-t border-line bg-surface px-4 py-2">
      <Bar from={from} to={to} at={at} commands={commands} onSeek={(target) => store.seek({ at: target })} />
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="plain" className="min-w-20" onClick={toggle}>
          {playing ? 'Pause' : 'Play'}
        </Button>
        <Button kind="quiet" onClick={() => step(-1)} aria-label="Previous command">
          <span aria-hidden="true">◂ command</span>
        </Button>
        <Button kind="quiet" onClick={() => step(1)} aria-label="Next command">
          <span aria-hidden="true">command ▸</span>
        </Button>
        <span className="font-mono tabular-nums" data-testid="playhead">
          {clockText(at - from)} / {clockText(to - from)}
        </span>
        <Select label="Speed" hideLabel value={String(rate)} onChange={(event) => speed(Number(event.target.value))}>
          {SPEEDS.map((one) => (
            <option key={one} value={String(one)}>
              ×{one}
            </option>
          ))}
        </Select>
        <Switch
          on={skipIdle}
          onChange={(on) => {
            setSkipIdle(on);
            if (playing) store.play(rate, on);
          }}
        >
          Skip idle time
        </Switch>
        <Button kind="primary" className="ml-auto" disabled={busy} onClick={onTakeOver}>
          {busy ? 'Taking over…' : 'Take over here'}
        </Button>
      </div>
    </div>
  );
}

interface BarProps {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly commands: readonly Command[];
  readonly onSeek: (at: number) => void;
}

/** The bar: a slider over the whole time, with a mark for each command. */
function Bar({ from, to, at, commands, onSeek }: BarProps) {
  const length = Math.max(1, to - from);
  return (
    <div className="relative h-7">
      <svg
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="absolute inset-x-2 top-0 h-2.5 w-[calc(100%-1rem)]"
      >
        {commands.map((command) => {
          const x = ((command.at - from) / length) * 1000;
          return (
            <path
              key={command.seq}
              d={`M${x} 0v10`}
              className="stroke-edge"
              vectorEffect="non-scaling-stroke"
              strokeWidth={1.5}
            />
          );
        })}
      </svg>
      <input
        type="range"
        aria-label="Time of the recording"
        aria-valuetext={`${clockText(at - from)} of ${clockText(to - from)}`}
        min={0}
        max={Math.ceil(length / MS)}
        step={1}
        value={Math.round((at - from) / MS)}
        onChange={(event) => onSeek(Math.min(to, from + Number(event.target.value) * MS))}
        className="absolute inset-x-0 bottom-0 w-full accent-now"
      />
    </div>
  );
}

/** Keys for the whole page, unless something that needs them itself has the focus. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (
        target.closest(
          'input, textarea, select, button, a, dialog, [role=tab], [role=treeitem], [role=separator], [role=button]',
        )
      )
        return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
