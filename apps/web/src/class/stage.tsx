'use client';
import { HostOutline, HostPicture, type ObjectKey } from '@drydock/diagram';
import { panelProps, Tabs, useTabGroup } from '@drydock/ui';
import { useState } from 'react';
import type { Command } from '../worker/commands.ts';
import { CommandList } from './command-list.tsx';
import { Inspector } from './inspector.tsx';
import { useNow } from './use-now.ts';
import { useRoom } from './use-room.ts';

const TABS = [
  { id: 'picture', label: 'Picture' },
  { id: 'outline', label: 'Outline' },
  { id: 'commands', label: 'Commands' },
];

/** The host as a picture or in words, and what is known of a chosen object; the commands that made it so. */
export function Stage({ onCommand }: { readonly onCommand?: ((command: Command) => void) | undefined }) {
  const view = useRoom(({ view }) => view);
  const now = useNow();
  const [tab, setTab] = useState('picture');
  const [selected, setSelected] = useState<ObjectKey | null>(null);
  const group = useTabGroup();
  const shown = { selected, now, onSelect: (key: ObjectKey) => setSelected((last) => (last === key ? null : key)) };
  return (
    <section aria-label="The host" className="relative flex h-full min-h-0 min-w-0 flex-col">
      <Tabs
        group={group}
        label="Ways to see the host"
        tabs={TABS}
        selected={tab}
        onSelect={setTab}
        className="border-b border-line"
      />
      <div {...panelProps(group, tab)} className="min-h-0 flex-1 overflow-auto p-3">
        {tab === 'commands' && <CommandList onCommand={onCommand} />}
        {!view && tab !== 'commands' && <p className="p-4 text-muted">The host is being drawn…</p>}
        {view && tab === 'picture' && <HostPicture view={view} {...shown} />}
        {view && tab === 'outline' && <HostOutline view={view} {...shown} />}
      </div>
      {view && selected !== null && (
        <Inspector view={view} object={selected} onClose={() => setSelected(null)} onSelect={setSelected} />
      )}
    </section>
  );
}
