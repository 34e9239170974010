'use client';
import type { Recording } from '@drydock/trpc';
import { Button, Dialog, Notices } from '@drydock/ui';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { api, isNotFound, sentence } from '../api/client.ts';
import { Mark } from '../app/mark.tsx';
import { Plain } from '../class/class-page.tsx';
import { EventLine } from '../class/event-line.tsx';
import { RoomStore } from '../class/room-store.ts';
import { OneByOne, SideBySide, useHashOnPage } from '../class/room-view.tsx';
import { keepSeat, keptSeats } from '../class/seats.ts';
import { SettingsDialog } from '../class/settings-dialog.tsx';
import { RoomContext, useRoom, useRoomStore } from '../class/use-room.ts';
import { useMedia } from '../class/use-settings.ts';
import { effectOf, Player } from './player.tsx';

type Shown =
  | { readonly type: 'looking' }
  | { readonly type: 'nothing' }
  | { readonly type: 'trouble'; readonly message: string }
  | { readonly type: 'recording'; readonly recording: Recording; readonly store: RoomStore };

/** The page of a recording: loads it, then plays it. */
export function RecordingPage({ id }: { readonly id: string }) {
  const [shown, setShown] = useState<Shown>({ type: 'looking' });
  useEffect(() => {
    let store: RoomStore | null = null;
    let gone = false;
    load(id).then(
      (recording) => {
        if (gone) return;
        if (!recording) return setShown({ type: 'nothing' });
        store = new RoomStore();
        store.record(recording);
        setShown({ type: 'recording', recording, store });
      },
      (error: unknown) => gone || setShown({ type: 'trouble', message: sentence(error) }),
    );
    return () => {
      gone = true;
      store?.dispose();
    };
  }, [id]);
  switch (shown.type) {
    case 'recording':
      return (
        <RoomContext value={shown.store}>
          <RecordingView recording={shown.recording} />
        </RoomContext>
      );
    case 'nothing':
      return (
        <Plain title="There is no such recording">
          <p>The link may be incomplete, or the recording was deleted.</p>
        </Plain>
      );
    case 'trouble':
      return (
        <Plain title={shown.message}>
          <Button kind="primary" className="justify-self-start" onClick={() => location.reload()}>
            Try again
          </Button>
        </Plain>
      );
    default:
      return <Plain title="Loading the recording…" />;
  }
}

/** Names are told to those who were there: their seat's secret is sent along. */
async function load(id: string): Promise<Recording | null> {
  if (!/^[A-Za-z0-9_-]{22}$/.test(id)) return null;
  const seat = keptSeats().find(({ recording }) => recording === id);
  const secret = seat?.instructor ?? seat?.resume;
  try {
    return await api.recordings.get.query(secret === undefined ? { id } : { id, secret });
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function RecordingView({ recording }: { readonly recording: Recording }) {
  const store = useRoomStore();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [settings, setSettings] = useState(false);
  const wide = useMedia('(min-width: 64rem)');
  const notice = useRoom(({ notice }) => notice);
  const failed = useRoom(({ failed }) => failed);
  useHashOnPage();
  const { base, end, title } = recording;

  async function takeOver(): Promise<void> {
    setBusy(true);
    store.pause();
    try {
      const { seq, at, hash } = await store.hash();
      const room = await api.rooms.fork.mutate({ recording: recording.id, seq, at, hash, title: title.slice(0, 70) });
      router.push(`/c/${keepSeat(room, room.instructor).code}`);
    } catch (error) {
      store.notify(sentence(error));
      setBusy(false);
    }
  }

  const panes = {
    recorded: true,
    onCommand: (command: Parameters<typeof effectOf>[0]) =>
      store.seek({ at: effectOf(command, store.get().commands, end.at) }),
  };
  return (
    <div className="grid h-dvh grid-rows-[auto_minmax(0,1fr)_auto_auto]">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-3 py-1.5">
        <Mark />
        <h1 className="min-w-0 truncate font-semibold">{title || 'Class'}</h1>
        <p
          data-testid="band"
          className="flex min-h-9 items-center gap-2 rounded-(--radius) bg-ink px-3 font-semibold whitespace-nowrap text-ground"
        >
          <span aria-hidden="true">▸</span> REPLAY
        </p>
        {recording.endedAt === null && (
          <span className="text-muted">The class still goes on; this is what happened until you came.</span>
        )}
        <Button kind="quiet" className="ml-auto" onClick={() => setSettings(true)}>
          Settings
        </Button>
        <SettingsDialog open={settings} onClose={() => setSettings(false)} />
      </header>
      <main className="relative min-h-0">{wide ? <SideBySide {...panes} /> : <OneByOne {...panes} />}</main>
      <Player from={base.at} to={end.at} busy={busy} onTakeOver={() => void takeOver()} />
      <EventLine />
      <Dialog open={failed !== null} title="This recording cannot be played" onClose={() => location.assign('/')}>
        <p>{failed}</p>
      </Dialog>
      <Notices notice={notice} onGone={store.dismiss} />
    </div>
  );
}
