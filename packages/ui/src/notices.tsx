'use client';
import { useEffect } from 'react';
import { Button } from './button.tsx';

/** Something to say to the person, for a while. */
export interface Notice {
  readonly id: number;
  readonly text: string;
}

/** What notices show. */
export interface NoticesProps {
  readonly notice: Notice | null;
  readonly onGone: () => void;
}

const SECONDS = 8;

/** The latest notice, at the edge of the page; spoken when it comes, gone after a while or when it is closed. */
export function Notices({ notice, onGone }: NoticesProps) {
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(onGone, SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [notice, onGone]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-16 z-40 flex justify-center px-4">
      {notice && (
        <div
          key={notice.id}
          className="dd-notice pointer-events-auto flex max-w-xl items-center gap-3 rounded-(--radius) border border-ink bg-raised py-1 pr-1 pl-4"
        >
          <span>{notice.text}</span>
          <Button kind="quiet" aria-label="Close the notice" onClick={onGone}>
            <span aria-hidden="true">✕</span>
          </Button>
        </div>
      )}
    </div>
  );
}
