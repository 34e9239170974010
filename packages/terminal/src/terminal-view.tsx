'use client';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import type { Screen, ScreenEvents, ScreenLook } from './screen.ts';
import type { TtySource } from './source.ts';

/** What a page may do with a terminal it shows. */
export interface TerminalHandle {
  focus(): void;
  press(text: string): void;
  proposed(): { readonly rows: number; readonly cols: number } | undefined;
}

/** What a terminal shows and how. */
export interface TerminalViewProps extends ScreenLook {
  readonly source: TtySource;
  readonly events: ScreenEvents;
  /** Changes when the page's theme does. */
  readonly theme: string;
  readonly handle?: RefObject<TerminalHandle | null>;
}

/** A terminal. xterm itself is loaded when the first one is shown. */
export function TerminalView({
  source,
  events,
  theme,
  handle,
  readOnly,
  fontSize,
  screenReader,
  label,
}: TerminalViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | null>(null);
  const latest = useRef({ events, look: { readOnly, fontSize, screenReader, label } });
  latest.current = { events, look: { readOnly, fontSize, screenReader, label } };

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    const observer = new ResizeObserver(() => screen.current?.layOut());
    void import('./screen.ts').then((module) => {
      if (gone) return;
      screen.current = new module.Screen(element, source, latest.current.look, {
        keys: (bytes) => latest.current.events.keys(bytes),
        blocked: () => latest.current.events.blocked(),
        confirmPaste: (text) => latest.current.events.confirmPaste(text),
        leave: (back) => latest.current.events.leave(back),
      });
      observer.observe(element.parentElement ?? element);
    });
    return () => {
      gone = true;
      observer.disconnect();
      screen.current?.dispose();
      screen.current = null;
    };
  }, [source]);

  useEffect(
    () => screen.current?.show({ readOnly, fontSize, screenReader, label }),
    [readOnly, fontSize, screenReader, label],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, not from the prop
  useEffect(() => screen.current?.recolour(), [theme]);

  useImperativeHandle(
    handle,
    () => ({
      focus: () => screen.current?.focus(),
      press: (text) => screen.current?.press(text),
      proposed: () => screen.current?.proposed(),
    }),
    [],
  );

  return (
    <div className="h-full w-full overflow-auto">
      <div ref={place} className="size-fit min-h-full" data-tty-screen="" />
    </div>
  );
}
