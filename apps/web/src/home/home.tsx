'use client';
import type { OpenedRoom } from '@drydock/trpc';
import { buttonClass } from '@drydock/ui';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { keepSeat } from '../class/seats.ts';
import { Invitation } from './invitation.tsx';
import { JoinForm } from './join-form.tsx';
import { OpenForm } from './open-form.tsx';

/** The two ways in; after a class was opened, how to get into it. `lan`: an origin that others reach, if ours is not one. */
export function Home({ lan }: { readonly lan: string | undefined }) {
  const router = useRouter();
  const [opened, setOpened] = useState<OpenedRoom>();
  if (opened) return <Opened room={opened} origin={lan ?? location.origin} />;
  return (
    <div className="grid gap-x-12 gap-y-10 md:grid-cols-2">
      <section aria-labelledby="join">
        <h2 id="join" className="mb-4 text-lead">
          Join a class
        </h2>
        <JoinForm onSeat={({ code }) => router.push(`/c/${code}`)} />
      </section>
      <section aria-labelledby="open" className="border-line max-md:border-t max-md:pt-8 md:border-l md:pl-12">
        <h2 id="open" className="mb-4 text-lead">
          Teach one
        </h2>
        <OpenForm
          onOpened={(room) => {
            keepSeat(room, room.instructor);
            setOpened(room);
          }}
        />
      </section>
    </div>
  );
}

function Opened({ room, origin }: { readonly room: OpenedRoom; readonly origin: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { code, title } = room.room;
  return (
    <section aria-labelledby="opened" className="grid gap-8">
      <h2 id="opened" ref={heading} tabIndex={-1} className="text-lead outline-none">
        {title ? `“${title}” is open` : 'Your class is open'}
      </h2>
      <Invitation code={code} origin={origin} instructor={room.instructor} />
      <Link href={`/c/${code}`} className={`${buttonClass('primary')} justify-self-start`}>
        Enter the class
      </Link>
    </section>
  );
}
