/** Themes that a person may choose; without a choice the system's preference holds. */
export const THEMES = ['light', 'dark', 'projector'] as const;

/** One of THEMES. */
export type Theme = (typeof THEMES)[number];

/** Cookie that keeps the choice, so that the first picture is drawn in it already. */
export const THEME_COOKIE = 'theme';

/** The theme that a cookie or a control says, undefined for the system's. */
export function readTheme(value: string | undefined): Theme | undefined {
  return THEMES.find((theme) => theme === value);
}
