'use client';
import { useSyncExternalStore } from 'react';

/** What a person has set for themselves in this browser. */
export interface Settings {
  /** Size of the terminal's text in px; 0: as large as fits. */
  readonly terminalText: number;
  readonly screenReader: boolean;
  /** Share of the terminals beside the picture, in per cent. */
  readonly split: number;
}

const KEY = 'drydock.settings';
const FIRST: Settings = { terminalText: 0, screenReader: false, split: 50 };
const listeners = new Set<() => void>();
let current: Settings | null = null;

function read(): Settings {
  if (current) return current;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>;
    current = {
      terminalText: typeof kept.terminalText === 'number' ? kept.terminalText : FIRST.terminalText,
      screenReader: kept.screenReader === true,
      split: typeof kept.split === 'number' ? Math.max(20, Math.min(80, kept.split)) : FIRST.split,
    };
  } catch {
    current = FIRST;
  }
  return current;
}

/** Changes settings at once, everywhere on the page and for later visits. */
export function changeSettings(change: Partial<Settings>): void {
  current = { ...read(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // no storage: for this page only
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The settings as they are now. */
export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, read, () => FIRST);
}

/** Whether a media query holds; false while the server renders. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}

/** The page's theme as a word that changes whenever its colours do. */
export function useThemeName(): string {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia('(prefers-color-scheme: dark)');
      list.addEventListener('change', listener);
      const observer = new MutationObserver(listener);
      observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
      return () => {
        list.removeEventListener('change', listener);
        observer.disconnect();
      };
    },
    () =>
      document.documentElement.dataset['theme'] ??
      (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
    () => 'light',
  );
}
