import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names.ts';

/** Props of a TextField: those of `<input>`, its label, and what to say below it. */
export interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Why the value will not do; the field is then marked invalid. */
  readonly error?: string | undefined;
}

/** A one-line text field with its label. */
export function TextField({ label, hint, error, className, id: given, ...rest }: TextFieldProps) {
  const own = useId();
  const id = given ?? own;
  const below = error ?? hint;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        className={classNames(
          'min-h-11 w-full rounded-(--radius) border bg-surface px-3 py-2 text-ink placeholder:text-muted',
          error ? 'border-failed' : 'border-edge',
          className,
        )}
        {...rest}
      />
      <p
        id={`${id}-below`}
        className={classNames('min-h-6', error ? 'text-failed' : 'text-muted')}
        role={error ? 'alert' : undefined}
      >
        {below}
      </p>
    </div>
  );
}
