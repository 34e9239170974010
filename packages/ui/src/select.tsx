import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names.ts';

/** Props of a Select: those of `<select>`, and its label. */
export interface SelectProps extends ComponentProps<'select'> {
  readonly label: string;
  /** The label is for those who do not see the control's place. */
  readonly hideLabel?: boolean;
}

/** A choice of few, on the browser's own list. */
export function Select({ label, hideLabel, className, id: given, children, ...rest }: SelectProps) {
  const own = useId();
  const id = given ?? own;
  return (
    <span className="inline-flex items-center gap-2">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-muted'}>
        {label}
      </label>
      <select
        id={id}
        className={classNames(
          'min-h-9 pointer-coarse:min-h-11 rounded-(--radius) border border-edge bg-surface px-2 text-ink',
          className,
        )}
        {...rest}
      >
        {children}
      </select>
    </span>
  );
}
