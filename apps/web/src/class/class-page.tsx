'use client';
import { normalizeCode } from '@drydock/protocol';
import { Button, buttonClass } from '@drydock/ui';
import Link from 'next/link';
import { type ReactNode, useEffect, useState } from 'react';
import { sentence } from '../api/client.ts';
import { Mark } from '../app/mark.tsx';
import { JoinForm } from '../home/join-form.tsx';
import { type Found, findSeat, secretInHash } from './find-seat.ts';
import { RoomStore } from './room-store.ts';
import { RoomView } from './room-view.tsx';
import type { KeptSeat } from './seats.ts';
import { RoomContext } from './use-room.ts';

/** What the page for a code is told. */
export interface ClassPageProps {
  readonly code: string;
  readonly lan: string | undefined;
}

type Shown = Found | { readonly type: 'looking' } | { readonly type: 'trouble'; readonly message: string };

/** The page of a class: finds one's seat, or asks for a name, then shows the room. */
export function ClassPage({ code: typed, lan }: ClassPageProps) {
  const code = normalizeCode(typed);
  const [shown, setShown] = useState<Shown>(code === null ? { type: 'nothing' } : { type: 'looking' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt looks again
  useEffect(() => {
    if (code === null) return;
    let gone = false;
    const instructor = secretInHash(location.hash);
    // the secret must not stay in the address bar of a projector
    if (instructor !== undefined) history.replaceState(history.state, '', location.pathname);
    findSeat(code, instructor).then(
      (found) => gone || setShown(found),
      (error: unknown) => gone || setShown({ type: 'trouble', message: sentence(error) }),
    );
    return () => {
      gone = true;
    };
  }, [code, attempt]);

  switch (shown.type) {
    case 'seat':
      return <Room seat={shown.seat} lan={lan} />;
    case 'looking':
      return <Plain title="Looking for the class…" />;
    case 'trouble':
      return (
        <Plain title={shown.message}>
          <Button kind="primary" className="justify-self-start" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </Button>
        </Plain>
      );
    case 'join':
      return (
        <Plain title={`Join “${shown.room.title || 'Class'}”`}>
          <JoinForm code={shown.room.code} onSeat={(seat) => setShown({ type: 'seat', seat })} />
        </Plain>
      );
    case 'ended':
      return (
        <Plain title={`“${shown.room.title || 'Class'}” has ended`}>
          <p>Its recording can be watched and taken over.</p>
          <Link href={`/r/${shown.room.recording}`} className={`${buttonClass('primary')} justify-self-start`}>
            Watch the recording
          </Link>
        </Plain>
      );
    default:
      return (
        <Plain title={`There is no class with the code ${code ?? typed.slice(0, 16)}`}>
          <p>Codes have six letters and digits. Ask your instructor to show it again, or type it here.</p>
          <JoinForm onSeat={({ code: found }) => location.assign(`/c/${found}`)} />
        </Plain>
      );
  }
}

/** A page with little on it. */
export function Plain({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <main className="mx-auto grid w-full max-w-md content-start gap-6 px-5 py-10 sm:py-20">
      <Mark />
      <h1 className="text-lead leading-tight">{title}</h1>
      {children}
    </main>
  );
}

function Room({ seat, lan }: { readonly seat: KeptSeat; readonly lan: string | undefined }) {
  const [store, setStore] = useState<RoomStore | null>(null);
  const { room, resume } = seat;
  useEffect(() => {
    const fresh = new RoomStore();
    fresh.join(room, resume);
    setStore(fresh);
    return () => fresh.dispose();
  }, [room, resume]);
  if (!store) return <Plain title="Entering the class…" />;
  return (
    <RoomContext value={store}>
      <RoomView seat={seat} lan={lan} />
    </RoomContext>
  );
}
