/** What terminals have shown: folded beside the world, so that late joiners and seekers see the same screens. */
import { type Input, LIMITS, type Output } from '@drydock/protocol';

/** One terminal. Terminals stay in the list after they are closed. */
export interface Screen {
  readonly tty: string;
  readonly rows: number;
  readonly cols: number;
  /** The end of its output: a byte string to be written to an empty terminal emulator. */
  readonly data: string;
  /** Bytes cut off in front of `data`. */
  readonly dropped: number;
  /** Exit code of its session, null while it is open. */
  readonly code: number | null;
}

/** All terminals, in the order they were opened. */
export type Screens = readonly Screen[];

/** Keeps at most twice LIMITS.screenBytes, cut back to that many after a line's end, so that cutting is rare. */
function cut(screen: Screen): Screen {
  const { data } = screen;
  if (data.length <= 2 * LIMITS.screenBytes) return screen;
  const least = data.length - LIMITS.screenBytes;
  const line = data.indexOf('\n', least);
  const from = line < 0 ? least : line + 1;
  return { ...screen, data: data.slice(from), dropped: screen.dropped + from };
}

function change(screens: Screens, tty: string, to: (screen: Screen) => Screen): Screens {
  let last = -1;
  for (let i = 0; i < screens.length; i++) if (screens[i]?.tty === tty && screens[i]?.code === null) last = i;
  if (last < 0) return screens;
  const next = screens.slice();
  next[last] = to(screens[last] as Screen);
  return next;
}

/** The screens after an input was carried out, before its outputs. */
export function screensAfterInput(screens: Screens, input: Input): Screens {
  if (input.type === 'tty.open') {
    const { tty, rows, cols } = input;
    const others = screens.filter((screen) => screen.tty !== tty);
    const closed = others.filter((screen) => screen.code !== null);
    const forgotten = new Set(closed.slice(0, Math.max(0, closed.length - LIMITS.terminals)));
    const kept = others.filter((screen) => !forgotten.has(screen));
    return [...kept, { tty, rows, cols, data: '', dropped: 0, code: null }];
  }
  if (input.type === 'tty.resize') {
    return change(screens, input.tty, (screen) => ({ ...screen, rows: input.rows, cols: input.cols }));
  }
  return screens;
}

/** The screens after outputs of a step. */
export function screensAfterOutputs(screens: Screens, outputs: readonly Output[]): Screens {
  let next = screens;
  for (const output of outputs) {
    if (output.type === 'tty.output') {
      next = change(next, output.tty, (screen) => cut({ ...screen, data: screen.data + output.data }));
    } else if (output.type === 'tty.closed') {
      next = change(next, output.tty, (screen) => ({ ...screen, code: output.code }));
    }
  }
  return next;
}
