'use client';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';

/** What a dialog shows. */
export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Wide enough for an invitation. */
  readonly wide?: boolean;
}

/** A modal dialog on `<dialog>`: the browser keeps the focus in it, and gives it back. Escape and a click beside it close. */
export function Dialog({ open, title, onClose, children, wide }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same by keyboard
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] overflow-auto rounded-(--radius) border border-edge bg-raised p-0 text-ink backdrop:bg-black/45 ${wide ? 'max-w-4xl' : 'max-w-lg'}`}
    >
      {open && (
        <div className="grid gap-5 p-5 sm:p-7">
          <div className="flex items-start justify-between gap-4">
            <h2 id={id} className="text-lead leading-tight">
              {title}
            </h2>
            <Button kind="quiet" aria-label="Close" onClick={onClose} className="-mt-1 -mr-2">
              <span aria-hidden="true">✕</span>
            </Button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
