import type { CommandLog } from '../src/index.ts';
import { MemoryLog, YjsLog } from '../src/index.ts';
import { commandLogContract } from './contract.ts';

/** A copy that is fed by an authority: appended to on one side, read on the other. */
function copied(base: number): CommandLog {
  const authority = new YjsLog({ base, size: 16 });
  const copy = new YjsLog({ base, size: 16 });
  return {
    get first() {
      return copy.first;
    },
    get head() {
      return copy.head;
    },
    append: (entries) => {
      for (const update of authority.appendUpdates(entries)) copy.receive(update);
    },
    read: (from, to) => copy.read(from, to),
    subscribe: (listener) => copy.subscribe(listener),
  };
}

commandLogContract('MemoryLog', (base) => new MemoryLog(base));
commandLogContract('YjsLog', (base) => new YjsLog({ base, size: 16 }));
commandLogContract('YjsLog, copied by updates', copied);
