/** What a key does before the shell gets it. */
export type KeyAct =
  /** The terminal sends it to the shell. */
  | 'send'
  /** The browser copies the selection, or pastes. */
  | 'browser'
  /** Leaves the terminal, to what stands before or after it. */
  | 'leave-back'
  | 'leave'
  /** A first Escape: sent, and a second one soon after leaves. */
  | 'escape';

/** A key as the browser tells it; the part that matters. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Two Escapes within this many milliseconds leave the terminal. */
export const ESCAPE_TWICE_MS = 500;

/**
 * Ctrl+C copies when something is selected, else interrupts; Ctrl+V, Ctrl+Shift+C and V, Ctrl and Shift with Insert, and
 * the Command keys copy and paste. Tab is the shell's; Shift+Tab and Escape Escape are the ways out (WCAG 2.1.2).
 */
export function keyAct(event: Key, selected: boolean, sinceEscapeMs: number): KeyAct {
  const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
  const plain = !ctrlKey && !altKey && !metaKey;
  if (key === 'Tab' && shiftKey && plain) return 'leave-back';
  if (key === 'Escape' && plain && !shiftKey) return sinceEscapeMs <= ESCAPE_TWICE_MS ? 'leave' : 'escape';
  const letter = key.toLowerCase();
  if (metaKey && !ctrlKey) return letter === 'c' || letter === 'v' || letter === 'a' ? 'browser' : 'send';
  if (ctrlKey && !altKey && letter === 'c') return selected || shiftKey ? 'browser' : 'send';
  if (ctrlKey && !altKey && letter === 'v') return 'browser';
  if (key === 'Insert' && (ctrlKey || shiftKey)) return 'browser';
  return 'send';
}
