'use client';
import { Button, buttonClass, Dialog, Notices, panelProps, Splitter, Tabs, useTabGroup } from '@drydock/ui';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Mark } from '../app/mark.tsx';
import { Invitation } from '../home/invitation.tsx';
import type { Command } from '../worker/commands.ts';
import { Band } from './band.tsx';
import { EventLine } from './event-line.tsx';
import { InstructorBar } from './instructor-bar.tsx';
import { PeopleDrawer, participants } from './people-drawer.tsx';
import type { KeptSeat } from './seats.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { Stage } from './stage.tsx';
import { Terminals } from './terminals.tsx';
import { useRoom, useRoomStore } from './use-room.ts';
import { changeSettings, useMedia, useSettings } from './use-settings.ts';

/** What a page of a class is told. */
export interface RoomViewProps {
  readonly seat: KeptSeat;
  /** Origin that other machines reach, if ours is not one. */
  readonly lan: string | undefined;
}

/** A live class: terminals, the host, what happens, who is here. */
export function RoomView({ seat, lan }: RoomViewProps) {
  const [people, setPeople] = useState(false);
  const wide = useMedia('(min-width: 64rem)');
  const notice = useRoom(({ notice }) => notice);
  const store = useRoomStore();
  useHashOnPage();
  return (
    <div className="grid h-dvh grid-rows-[auto_minmax(0,1fr)_auto]">
      <TopBar seat={seat} lan={lan} onPeople={() => setPeople((open) => !open)} peopleOpen={people} />
      <main className="relative min-h-0">
        {wide ? <SideBySide /> : <OneByOne />}
        {people && <PeopleDrawer onClose={() => setPeople(false)} />}
      </main>
      <EventLine />
      <Ending seat={seat} />
      <Notices notice={notice} onGone={store.dismiss} />
    </div>
  );
}

/** The moment that is shown, and its state hash, for whoever compares screens: on the document element, read-only. */
export function useHashOnPage(): void {
  const point = useRoom(({ point }) => point);
  useEffect(() => {
    if (!point) return;
    const { dataset } = document.documentElement;
    dataset['seq'] = String(point.seq);
    dataset['at'] = String(point.at);
    dataset['hash'] = point.hash;
  }, [point]);
}

/** What the panes of a room or a recording are told. */
export interface PanesProps {
  /** Nobody can act: what is shown is the past. */
  readonly recorded?: boolean;
  /** A command was chosen from the list. */
  readonly onCommand?: (command: Command) => void;
}

/** Terminals and picture with a movable line between them. */
export function SideBySide({ onCommand, recorded = false }: PanesProps) {
  const { split } = useSettings();
  return (
    <div
      className="grid h-full"
      style={{ gridTemplateColumns: `minmax(0, ${split}fr) 0.5rem minmax(0, ${100 - split}fr)` }}
    >
      <Terminals recorded={recorded} />
      <Splitter
        label="Width of the terminals"
        value={split}
        least={20}
        most={80}
        onChange={(value) => changeSettings({ split: value })}
      />
      <Stage onCommand={onCommand} />
    </div>
  );
}

const VIEWS = [
  { id: 'terminal', label: 'Terminal' },
  { id: 'host', label: 'Host' },
];

/** One of them at a time, on narrow screens. */
export function OneByOne({ onCommand, recorded = false }: PanesProps) {
  const [shown, setShown] = useState('terminal');
  const group = useTabGroup();
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Tabs
        group={group}
        label="What to see"
        tabs={VIEWS}
        selected={shown}
        onSelect={setShown}
        className="border-b border-line *:flex-1"
      />
      <div {...panelProps(group, shown)} className="min-h-0 flex-1">
        {shown === 'terminal' ? <Terminals recorded={recorded} /> : <Stage onCommand={onCommand} />}
      </div>
    </div>
  );
}

interface TopBarProps extends RoomViewProps {
  readonly peopleOpen: boolean;
  readonly onPeople: () => void;
}

function TopBar({ seat, lan, peopleOpen, onPeople }: TopBarProps) {
  const title = useRoom(({ room }) => room?.title) ?? seat.title;
  const role = useRoom(({ you }) => you?.role) ?? seat.role;
  const count = useRoom(({ people }) => participants(people).length);
  const [dialog, setDialog] = useState<'invite' | 'settings' | 'end' | null>(null);
  const store = useRoomStore();
  const close = (): void => setDialog(null);
  const instructs = role === 'instructor';
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-3 py-1.5">
      <Mark />
      <h1 className="min-w-0 max-w-[16em] truncate font-semibold">{title || 'Class'}</h1>
      <Band />
      {instructs && <InstructorBar />}
      <div className="ml-auto flex flex-wrap items-center gap-1">
        <Button kind="quiet" aria-expanded={peopleOpen} onClick={onPeople}>
          {count === 1 ? '1 person' : `${count} people`}
        </Button>
        <Button kind="quiet" onClick={() => setDialog('invite')}>
          <span className="sr-only">Invite: </span>
          <span className="font-mono tracking-wider">{seat.code}</span>
        </Button>
        <Button kind="quiet" onClick={() => setDialog('settings')}>
          Settings
        </Button>
        {instructs && (
          <Button kind="quiet" onClick={() => setDialog('end')}>
            End
          </Button>
        )}
      </div>
      <Dialog open={dialog === 'invite'} title="Join this class" onClose={close} wide>
        <Invitation code={seat.code} origin={lan ?? location.origin} instructor={seat.instructor} />
      </Dialog>
      <SettingsDialog open={dialog === 'settings'} onClose={close} />
      <Dialog open={dialog === 'end'} title="End the class?" onClose={close}>
        <p>Nobody can act any more. The recording stays, and can be taken over at any moment of it.</p>
        <div className="flex gap-2">
          <Button kind="danger" onClick={() => void store.control({ op: 'end' }).then(close)}>
            End the class
          </Button>
          <Button onClick={close}>Go on</Button>
        </div>
      </Dialog>
    </header>
  );
}

/** What is shown when the class is over, or the page cannot follow it any more. */
function Ending({ seat }: { readonly seat: KeptSeat }) {
  const ended = useRoom(({ ended, status }) => ended || (status.state === 'closed' && status.code === 4410));
  const lost = useRoom(
    ({ status, failed }) => failed ?? (status.state === 'closed' && status.code !== undefined ? status.reason : null),
  );
  const [seen, setSeen] = useState(false);
  if (ended) {
    return (
      <Dialog open={!seen} title="The class has ended" onClose={() => setSeen(true)}>
        <p>Everything that happened is recorded. Watch it, search it, or take over at any moment.</p>
        <Link href={`/r/${seat.recording}`} className={`${buttonClass('primary')} justify-self-start`}>
          Watch the recording
        </Link>
      </Dialog>
    );
  }
  if (lost === null) return null;
  return (
    <Dialog open={!seen} title="This page cannot go on" onClose={() => setSeen(true)}>
      <p>{lost || 'The connection was closed for good.'}</p>
      <Button kind="primary" className="justify-self-start" onClick={() => location.reload()}>
        Load the page again
      </Button>
    </Dialog>
  );
}
