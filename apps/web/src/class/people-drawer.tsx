'use client';
import { mayDrive, type Peer, type Rights } from '@drydock/protocol';
import { Drawer, Switch } from '@drydock/ui';
import type { Person } from '../worker/messages.ts';
import { useRoom, useRoomStore } from './use-room.ts';

/** One line for each participant, however many windows they have open; instructors first, then by name. */
export function participants(people: readonly Person[]): readonly Peer[] {
  const byId = new Map(people.map(({ peer }) => [peer.participant, peer]));
  const rank = ({ role }: Peer): number => (role === 'instructor' ? 0 : 1);
  return [...byId.values()].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Who is here and who may act; instructors give and take the right. */
export function PeopleDrawer({ onClose }: { readonly onClose: () => void }) {
  const people = useRoom(({ people }) => people);
  const rights = useRoom(({ rights }) => rights);
  const you = useRoom(({ you }) => you);
  const list = participants(people);
  return (
    <Drawer title={`People (${list.length})`} onClose={onClose}>
      <ul className="grid">
        {list.map((peer) => (
          <li key={peer.participant} className="flex min-h-12 items-center justify-between gap-3 border-b border-line">
            <span className="min-w-0">
              <span className="block truncate">
                {peer.name}
                {peer.participant === you?.participant && <span className="text-muted"> (you)</span>}
              </span>
              <Standing peer={peer} rights={rights} />
            </span>
            {you?.role === 'instructor' && peer.role === 'student' && <RightSwitch peer={peer} rights={rights} />}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

function Standing({ peer, rights }: { readonly peer: Peer; readonly rights: Rights }) {
  const acts = mayDrive(rights, peer.role, peer.participant);
  const text = peer.role === 'instructor' ? 'instructor' : acts ? 'may act' : 'watches';
  return (
    <span className="block text-muted">
      <span aria-hidden="true">{acts ? '● ' : '○ '}</span>
      {text}
    </span>
  );
}

function RightSwitch({ peer, rights }: { readonly peer: Peer; readonly rights: Rights }) {
  const store = useRoomStore();
  return (
    <Switch
      on={mayDrive(rights, peer.role, peer.participant)}
      label={`${peer.name} may act`}
      onChange={(drive) => void store.control({ op: 'drive', who: peer.participant, drive })}
    >
      act
    </Switch>
  );
}
