'use client';
import { useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';

/** Props of a CopyButton: the text, and what it is called. */
export interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'children'> {
  readonly text: string;
  /** What is copied, such as `the join link`; said to those who do not see the button's place. */
  readonly what: string;
}

/** Copies text, and says that it did. */
export function CopyButton({ text, what, ...rest }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Button
      {...rest}
      aria-label={`Copy ${what}`}
      onClick={() => void copyText(text).then((done) => setSaid(done ? 'Copied' : 'Not copied'))}
    >
      <span aria-live="polite">{said || 'Copy'}</span>
    </Button>
  );
}

/** Puts text on the clipboard; false when the browser does not let us. Works on plain HTTP too. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The way for pages without a secure context, such as a class on a LAN address. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
