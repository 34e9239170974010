import { type LogEntry, readServerFrame, type ServerFrame } from '@drydock/protocol';
import { describe, expect, it } from 'vitest';
import type { Outcome, Proposed } from '../fold/message.ts';
import type { RoomPeer } from './peer.ts';
import { Sequencer } from './sequencer.ts';

const input = { type: 'tty.close', tty: 't' } as const;
const proposal = (actor: string, id: string): Proposed => ({ actor, id, input });
const frontier = { seq: 0, at: 7, nextDue: null, visible: false };

function peer(): RoomPeer & { readonly got: ServerFrame[] } {
  const got: ServerFrame[] = [];
  const send = (...frames: readonly Uint8Array[]): void => void got.push(...frames.map(readServerFrame));
  return {
    participant: 'ana',
    name: 'Ana',
    role: 'student',
    plain: false,
    send,
    sendWire: () => {},
    offer: () => true,
    close: () => {},
    got,
  };
}

function sequencer(stored: (id: string) => Promise<number | null> = async () => null) {
  const jobs: (readonly Proposed[])[] = [];
  const happened: { entries: readonly LogEntry[]; shown: () => void }[] = [];
  const subject: Sequencer = new Sequencer(
    {
      fold: (items) => jobs.push(items),
      now: () => 7,
      happened: (entries, _frontier, shown) => happened.push({ entries, shown }),
      stored: (_actor, id) => stored(id),
      refused: () => {},
    },
    5,
    [],
  );
  const fold = (job: number, outcomes: Outcome[], from = 0) => subject.folded(job, from, outcomes, frontier);
  const show = () => {
    for (const { entries, shown } of happened.splice(0)) {
      subject.note(entries);
      shown();
    }
  };
  return { subject, jobs, fold, show, happened };
}

const entry = (seq: number): Outcome => ({ type: 'entry', seq, at: 7 });
const ids = (job: readonly Proposed[] | undefined) => job?.map(({ id }) => id);

describe('a sequencer', () => {
  it('hands proposals to the fold one batch at a time, in the order they came', () => {
    const { subject, jobs, fold } = sequencer();
    subject.propose(peer(), proposal('ana', '5.aaaaaa'));
    subject.propose(peer(), proposal('bo', '5.bbbbbb'));
    subject.propose(peer(), proposal('ana', '5.cccccc'));
    expect(jobs.map(ids)).toEqual([['5.aaaaaa']]);
    fold(1, [entry(6)]);
    expect(jobs.map(ids)).toEqual([['5.aaaaaa'], ['5.bbbbbb', '5.cccccc']]);
  });

  it('acknowledges when shown, and refuses what the fold refuses', () => {
    const { subject, fold, show, happened } = sequencer();
    const ana = peer();
    subject.propose(ana, proposal('ana', '5.aaaaaa'));
    subject.propose(ana, proposal('ana', '5.bbbbbb'));
    subject.propose(ana, proposal('ana', '5.cccccc'));
    subject.propose(ana, proposal('ana', '5.dddddd'));
    fold(1, [entry(6)]);
    fold(2, [
      { type: 'refused', reason: 'no terminal' },
      { type: 'fault', message: 'assert' },
    ]);
    fold(2, [entry(7)], 2);
    expect(happened.flatMap(({ entries }) => entries.map(({ seq, id, at }) => [seq, id, at]))).toEqual([
      [6, '5.aaaaaa', 7],
      [7, '5.dddddd', 7],
    ]);
    expect(
      ana.got.map((frame) => (frame.type === 'refuse' ? [frame.id, frame.code, frame.message] : frame.type)),
    ).toEqual([
      ['5.bbbbbb', 'refused', 'no terminal'],
      ['5.cccccc', 'fault', 'The input would break the simulation; it was dropped and reported.'],
    ]);
    show();
    expect(ana.got.slice(2)).toEqual([
      { type: 'ack', acks: [{ id: '5.aaaaaa', seq: 6 }] },
      { type: 'ack', acks: [{ id: '5.dddddd', seq: 7 }] },
    ]);
    expect(subject.underway).toBe(0);
  });

  it('takes a proposal once: underway, in the log, or in the store', async () => {
    const { subject, jobs, fold, show } = sequencer(async (id) => (id === '1.ancient' ? 3 : null));
    const [first, second] = [peer(), peer()];
    subject.propose(first, proposal('ana', '5.aaaaaa'));
    subject.propose(second, proposal('ana', '5.aaaaaa'));
    fold(1, [entry(6)]);
    show();
    expect([first.got, second.got]).toEqual([[], [{ type: 'ack', acks: [{ id: '5.aaaaaa', seq: 6 }] }]]);
    subject.propose(first, proposal('ana', '5.aaaaaa'));
    subject.propose(first, proposal('ana', '1.ancient'));
    subject.propose(first, proposal('ana', '1.unheard'));
    await new Promise((later) => setImmediate(later));
    expect(first.got).toEqual([
      { type: 'ack', acks: [{ id: '5.aaaaaa', seq: 6 }] },
      { type: 'ack', acks: [{ id: '1.ancient', seq: 3 }] },
    ]);
    expect(jobs.map(ids)).toEqual([['5.aaaaaa'], ['1.unheard']]);
  });

  it('refuses an id from the future', () => {
    const { subject, jobs } = sequencer();
    const ana = peer();
    subject.propose(ana, proposal('ana', '6.aaaaaa'));
    expect([jobs, ana.got[0]]).toMatchObject([[], { type: 'refuse', code: 'invalid' }]);
  });

  it('after the fold was lost, hands out again what is not in the log, but not what it got stuck at', () => {
    const { subject, jobs, fold, show } = sequencer();
    const ana = peer();
    subject.propose(ana, proposal('ana', '5.aaaaaa'));
    subject.propose(ana, proposal('ana', '5.bbbbbb'));
    fold(1, [entry(6)]);
    subject.propose(ana, proposal('ana', '5.cccccc'));
    subject.lost({ job: 2, item: 0 });
    subject.propose(ana, proposal('ana', '5.dddddd'));
    show();
    expect(jobs.length).toBe(2);
    subject.resume();
    expect(ids(jobs[2])).toEqual(['5.cccccc', '5.dddddd']);
    expect(ana.got.filter(({ type }) => type === 'refuse')).toMatchObject([{ id: '5.bbbbbb', code: 'fault' }]);
    fold(2, [entry(7)]);
    fold(3, [entry(7), entry(8)]);
    show();
    expect(subject.underway).toBe(0);
  });
});
