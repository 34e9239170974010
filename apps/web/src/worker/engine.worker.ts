/** Folds a room or a recording beside the page, so that the page never waits for the engine. */
import { Live } from './live.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { Recorded } from './recorded.ts';

const post = (message: FromWorker): void => self.postMessage(message);
let live: Live | null = null;
let recorded: Recorded | null = null;

function take(message: ToWorker): void {
  switch (message.type) {
    case 'join':
      live = new Live(post, message.room, message.resume);
      return;
    case 'record':
      recorded = new Recorded(post, message.recording);
      return;
    case 'propose':
      return live?.propose(message.input);
    case 'control':
      return live?.control(message.ref, message.control);
    case 'show':
      return live?.show(message.state);
    case 'seek':
      return recorded?.seek(message.target);
    case 'play':
      return recorded?.play(message.rate, message.skipIdle);
    case 'pause':
      return recorded?.pause();
    case 'hash':
      return (live ?? recorded)?.hash();
  }
}

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  try {
    take(data);
  } catch (error) {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};
