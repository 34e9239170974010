import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** What a switch shows. */
export interface SwitchProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
  /** Said instead of the visible words, when they do not say enough alone. */
  readonly label?: string;
}

/** Something that is on or off at once. The knob's place and a mark say so, not only its colour. */
export function Switch({ on, onChange, children, disabled, label }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!on)}
      className="inline-flex min-h-9 pointer-coarse:min-h-11 cursor-pointer items-center gap-2 rounded-(--radius) px-1 disabled:cursor-not-allowed disabled:text-muted"
    >
      <span
        aria-hidden="true"
        className={classNames(
          'relative inline-block h-5 w-9 shrink-0 rounded-full border transition-colors',
          on ? 'border-ink bg-ink' : 'border-edge bg-surface',
        )}
      >
        <span
          className={classNames(
            'absolute top-0.5 size-3.5 rounded-full transition-[left]',
            on ? 'left-[1.15rem] bg-ground' : 'left-0.5 bg-edge',
          )}
        />
      </span>
      <span>{children}</span>
    </button>
  );
}
