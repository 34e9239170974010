/** The design system: tokens in `styles.css`, small components on native elements. */
export { Button, type ButtonKind, type ButtonProps, buttonClass } from './button.tsx';
export { classNames } from './class-names.ts';
export { CopyButton, type CopyButtonProps, copyText } from './copy-button.tsx';
export { TextField, type TextFieldProps } from './text-field.tsx';
