import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodeVector, LogError, YjsLog } from '../src/index.ts';
import { entries } from './contract.ts';

const filled = (to: number, base = 0): YjsLog => {
  const log = new YjsLog({ base, size: 16 });
  log.append(entries(base + 1, to));
  return log;
};

describe('joining', () => {
  it('brings every segment that reaches the wanted entry, and no older one', () => {
    const log = filled(40);
    const copy = new YjsLog({ base: 0, size: 16, from: 17 });
    for (const update of log.missing(copy.stateVector(), 20)) copy.receive(update);
    expect([copy.first, copy.head]).toEqual([17, 40]);
    expect(copy.read(17)).toEqual(entries(17, 40));
  });

  it('starts at the beginning of a segment only', () => {
    expect(() => new YjsLog({ base: 0, size: 16, from: 18 })).toThrow(LogError);
  });

  it('encodes a segment once, however many join', () => {
    const log = filled(10);
    expect(log.missing(new Uint8Array([0]), 1)[0]).toBe(log.missing(new Uint8Array([0]), 1)[0]);
  });
});

describe('resuming', () => {
  it('brings only what is missing, also across the end of a segment', () => {
    const log = filled(10);
    const copy = new YjsLog({ base: 0, size: 16 });
    for (const update of log.missing(copy.stateVector(), 1)) copy.receive(update);
    log.append(entries(11, 20));
    const updates = log.missing(copy.stateVector(), 1);
    for (const update of updates) copy.receive(update);
    expect(copy.read(1)).toEqual(entries(1, 20));
    expect(
      updates.map((update) => update.length < (log.missing(new Uint8Array([0]), 1)[0] as Uint8Array).length),
    ).toEqual([true, true]);
    expect(log.missing(copy.stateVector(), 1)).toEqual([]);
  });

  it('after a restart of the authority goes on where it was: the same entries are the same document', () => {
    const copy = new YjsLog({ base: 0, size: 16 });
    const before = filled(9);
    for (const update of before.missing(copy.stateVector(), 1)) copy.receive(update);
    const after = new YjsLog({ base: 0, size: 16 });
    for (const entry of entries(1, 12)) after.append([entry]);
    for (const update of after.missing(copy.stateVector(), 1)) copy.receive(update);
    expect(copy.read(1)).toEqual(entries(1, 12));
  });
});

describe('the documents', () => {
  it('merge into one for a plain Yjs reader: an array for each segment', () => {
    const log = filled(20);
    const doc = new Y.Doc();
    for (const update of log.missing(Y.encodeStateVector(doc), 1)) Y.applyUpdate(doc, update);
    expect([doc.getArray('s0').toArray(), doc.getArray('s1').toArray()]).toEqual([entries(1, 16), entries(17, 20)]);
    expect([...Y.decodeStateVector(Y.encodeStateVector(doc))]).toEqual([
      [2, 4],
      [1, 16],
    ]);
  });

  it('are let go of once they are full and behind', () => {
    const log = filled(40);
    log.release(33);
    expect([log.first, log.head]).toEqual([33, 40]);
    log.release(99);
    expect(log.first).toBe(33);
    expect(() => log.read(32)).toThrow(LogError);
  });
});

describe('octets that are not from the authority', () => {
  it('are refused and change nothing', () => {
    const log = filled(3);
    const stranger = new Y.Doc();
    stranger.getArray('s0').push(['x']);
    const foreign = new Y.Doc();
    foreign.clientID = 1;
    foreign.getArray('s0').push([{ seq: 9 }]);
    expect(() => log.receive(Y.encodeStateAsUpdate(stranger))).toThrow(LogError);
    expect(() => new YjsLog({ base: 0, size: 16 }).receive(Y.encodeStateAsUpdate(foreign))).toThrow(LogError);
    expect(() => log.receive(new Uint8Array([9, 9, 9]))).toThrow(LogError);
    expect(() => log.missing(new Uint8Array([200, 200]), 1)).toThrow(LogError);
    expect(log.read(1)).toEqual(entries(1, 3));
  });

  it('may claim to hold more than there is', () => {
    expect(filled(3).missing(encodeVector([[1, 99]]), 1)).toEqual([]);
  });
});
