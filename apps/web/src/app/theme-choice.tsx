'use client';
import { useId, useState } from 'react';
import { readTheme, THEME_COOKIE, THEMES, type Theme } from './theme.ts';

const NAMES: Readonly<Record<Theme, string>> = { light: 'Light', dark: 'Dark', projector: 'Projector' };
const YEAR = 365 * 24 * 3600;

/** Shows a theme at once and for later visits. */
export function applyTheme(theme: Theme | undefined): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet, nor on plain HTTP
  document.cookie = `${THEME_COOKIE}=${theme ?? ''}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax`;
}

/** Chooses the theme. */
export function ThemeChoice({ initial }: { readonly initial: Theme | undefined }) {
  const [theme, setTheme] = useState(initial);
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-muted">
        Theme
      </label>
      <select
        id={id}
        value={theme ?? ''}
        onChange={(event) => {
          const next = readTheme(event.target.value);
          setTheme(next);
          applyTheme(next);
        }}
        className="min-h-9 rounded-(--radius) border border-edge bg-surface px-2 text-ink pointer-coarse:min-h-11"
      >
        <option value="">System</option>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {NAMES[name]}
          </option>
        ))}
      </select>
    </div>
  );
}
