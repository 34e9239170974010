import type { World } from '@drydock/engine';
import type { HostView } from '@drydock/engine/host-view';
import type { Input, LogEntry, Output } from '@drydock/protocol';
import type { Moment } from '@drydock/replica';
import { build, project } from './engine-build.ts';
import type { FromWorker, TtyChange } from './messages.ts';
import { diffView, NO_VIEW } from './view-patch.ts';

/** Milliseconds between two pictures, and between two hashes. */
const VIEW_MS = 50;
const POINT_MS = 200;

/** Tells the page what a moment looks like: terminals at once, the picture and the hash as often as eyes can follow. */
export class Reporter {
  readonly #post: (message: FromWorker) => void;
  #moment: Moment<World> | null = null;
  #shown: HostView = NO_VIEW;
  #shownWorld: World | null = null;
  #hashed: Moment<World> | null = null;
  #viewTimer: ReturnType<typeof setTimeout> | null = null;
  #pointTimer: ReturnType<typeof setTimeout> | null = null;
  #changes: TtyChange[] = [];

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  /** Another moment altogether: terminals are drawn anew. */
  start(moment: Moment<World>): void {
    this.#changes = [{ type: 'all', screens: moment.screens }];
    this.#flushTtys();
    this.#moveTo(moment);
  }

  /** The next moment, and what happened on the way. */
  folded(moment: Moment<World>, outputs: readonly Output[], entry: LogEntry | null): void {
    const opening = entry && ttyChange(entry.input);
    if (opening && !outputs.some(({ type }) => type === 'refused')) this.#changes.push(opening);
    for (const output of outputs) {
      if (output.type === 'tty.output') this.#output(output.tty, output.data);
      else if (output.type === 'tty.closed') this.#changes.push({ type: 'closed', tty: output.tty, code: output.code });
    }
    this.#flushTtys();
    this.#moveTo(moment);
  }

  /** Tells the hash of exactly this moment now. */
  point(): void {
    const moment = this.#moment;
    if (!moment) return;
    this.#hashed = moment;
    const { seq, at, world } = moment;
    this.#post({ type: 'point', point: { seq, at, hash: build.engine.hash(world) } });
  }

  #moveTo(moment: Moment<World>): void {
    this.#moment = moment;
    this.#viewTimer ??= setTimeout(() => {
      this.#viewTimer = null;
      this.#view();
    }, VIEW_MS);
    this.#pointTimer ??= setTimeout(() => {
      this.#pointTimer = null;
      if (this.#moment !== this.#hashed) this.point();
    }, POINT_MS);
  }

  #view(): void {
    const world = this.#moment?.world;
    if (!world || world === this.#shownWorld || !project) return;
    this.#shownWorld = world;
    const view = project(world);
    const patch = diffView(this.#shown, view);
    this.#shown = view;
    if (patch) this.#post({ type: 'view', patch });
  }

  /** Output of one terminal in a row is told in one piece. */
  #output(tty: string, data: string): void {
    const last = this.#changes.at(-1);
    if (last?.type === 'output' && last.tty === tty)
      this.#changes[this.#changes.length - 1] = { ...last, data: last.data + data };
    else this.#changes.push({ type: 'output', tty, data });
  }

  #flushTtys(): void {
    if (this.#changes.length === 0) return;
    this.#post({ type: 'ttys', changes: this.#changes });
    this.#changes = [];
  }
}

function ttyChange(input: Input): TtyChange | null {
  if (input.type === 'tty.open') return { type: 'opened', tty: input.tty, rows: input.rows, cols: input.cols };
  if (input.type === 'tty.resize') return { type: 'resized', tty: input.tty, rows: input.rows, cols: input.cols };
  return null;
}
