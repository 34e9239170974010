import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** What a button is for: the one thing to do here, anything else, something that sits in a row, something to regret. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'border-ink bg-ink text-ground enabled:hover:bg-muted enabled:hover:border-muted',
  plain: 'border-edge bg-surface text-ink enabled:hover:border-ink',
  quiet: 'border-transparent bg-transparent text-ink enabled:hover:border-edge',
  danger: 'border-failed bg-surface text-failed enabled:hover:bg-failed enabled:hover:text-ground',
};

/** Props of a Button: those of `<button>`, and its kind. */
export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind;
}

/** A button, at least 36 px high (44 px where fingers point). */
export function Button({ kind = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonClass(kind), className)} {...rest} />;
}

/** The look of a button, for links that act like one. */
export function buttonClass(kind: ButtonKind = 'plain'): string {
  return classNames(
    'inline-flex min-h-9 pointer-coarse:min-h-11 cursor-pointer items-center justify-center gap-2 rounded-(--radius) border px-3 py-1',
    'font-medium no-underline transition-colors disabled:cursor-not-allowed disabled:border-line disabled:bg-transparent disabled:text-muted',
    KINDS[kind],
  );
}
