'use client';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';

/** What a drawer shows. */
export interface DrawerProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A panel that slides over one side of its positioned parent, without taking the rest away. It takes the focus when it
 * appears, gives it back when it goes, and closes with Escape.
 */
export function Drawer({ title, onClose, children }: DrawerProps) {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
    };
  }, []);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      className="dd-drawer absolute inset-y-0 right-0 z-20 flex w-full max-w-[26em] flex-col border-l border-edge bg-raised outline-none"
    >
      <div className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
        <h2 id={id} className="min-w-0 truncate font-semibold">
          {title}
        </h2>
        <Button kind="quiet" aria-label={`Close ${title}`} onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
    </aside>
  );
}
