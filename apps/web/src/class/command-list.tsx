'use client';
import { useEffect, useRef } from 'react';
import type { Command } from '../worker/commands.ts';
import { clockText } from './clock-text.ts';
import { useRoom } from './use-room.ts';

/** The commands so far: when, by whom, what. In a recording, choosing one goes there. */
export function CommandList({ onCommand }: { readonly onCommand?: ((command: Command) => void) | undefined }) {
  const commands = useRoom(({ commands }) => commands);
  const names = useRoom(({ names }) => names);
  const at = useRoom(({ playhead }) => playhead?.at ?? null);
  const base = useRoom(({ room }) => room?.base.at ?? 0);
  const current = at === null ? -1 : commands.findLastIndex((command) => command.at <= at);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    list.current?.children[current < 0 ? commands.length - 1 : current]?.scrollIntoView({ block: 'nearest' });
  }, [current, commands.length]);

  if (commands.length === 0) return <p className="p-4 text-muted">No command yet.</p>;
  return (
    <ol ref={list} className="grid">
      {commands.map((command, i) => (
        <li
          key={command.seq}
          aria-current={i === current ? 'step' : undefined}
          className="border-b border-line border-l-2 border-l-transparent aria-[current=step]:border-l-now aria-[current=step]:bg-now-ground"
        >
          <Line
            command={command}
            name={names.get(command.actor)}
            time={clockText(command.at - base)}
            onCommand={onCommand}
          />
        </li>
      ))}
    </ol>
  );
}

interface LineProps {
  readonly command: Command;
  readonly name: string | undefined;
  readonly time: string;
  readonly onCommand: ((command: Command) => void) | undefined;
}

function Line({ command, name, time, onCommand }: LineProps) {
  const words = (
    <>
      <span className="shrink-0 font-mono text-muted tabular-nums">{time}</span>
      <span className="min-w-0 flex-1">
        <code className="font-mono break-all">{command.text}</code>
        {name && <span className="block text-muted">{name}</span>}
      </span>
    </>
  );
  const look = 'flex w-full gap-3 px-2 py-1.5 text-left';
  if (!onCommand) return <div className={look}>{words}</div>;
  return (
    <button
      type="button"
      className={`${look} cursor-pointer hover:bg-surface focus-visible:-outline-offset-2`}
      onClick={() => onCommand(command)}
    >
      {words}
    </button>
  );
}
