import type { ITheme } from '@xterm/xterm';

/** The sixteen colours on a light ground; xterm raises the contrast of other pairs by itself. */
const LIGHT: ITheme = {
  black: '#12171c',
  red: '#b3261e',
  green: '#136c39',
  yellow: '#7d4e00',
  blue: '#0a58ca',
  magenta: '#6d3fb8',
  cyan: '#17677f',
  white: '#5b6670',
  brightBlack: '#4c5762',
  brightRed: '#c0281f',
  brightGreen: '#177a41',
  brightYellow: '#8a5700',
  brightBlue: '#1a66d6',
  brightMagenta: '#7b4cc9',
  brightCyan: '#1b738f',
  brightWhite: '#12171c',
};

/** The same on a dark ground. */
const DARK: ITheme = {
  black: '#3a4652',
  red: '#ff9388',
  green: '#63d08d',
  yellow: '#e6b85c',
  blue: '#74b5ff',
  magenta: '#c6a8ff',
  cyan: '#6cc3dc',
  white: '#c9d2db',
  brightBlack: '#8995a1',
  brightRed: '#ffb0a8',
  brightGreen: '#8fe0ae',
  brightYellow: '#f2cd84',
  brightBlue: '#a1cdff',
  brightMagenta: '#dac8ff',
  brightCyan: '#97d8ea',
  brightWhite: '#f4f7fa',
};

/** The colours that CSS gives at `element` (tokens of @drydock/ui), with the sixteen that go with its ground. */
export function themeAt(element: HTMLElement): ITheme {
  const colour = (token: string): string => {
    element.style.color = `var(--${token})`;
    const value = getComputedStyle(element).color;
    element.style.color = '';
    return value;
  };
  const background = colour('terminal');
  const [ink, now] = [colour('ink'), colour('now')];
  return {
    ...(isDark(background) ? DARK : LIGHT),
    background,
    foreground: ink,
    cursor: now,
    cursorAccent: background,
    selectionBackground: now,
    selectionForeground: colour('on-now'),
    selectionInactiveBackground: colour('line'),
  };
}

/** True for a ground on which light text is read. Takes `rgb(r, g, b)` as browsers compute it. */
export function isDark(colour: string): boolean {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return 0.299 * (r ?? 255) + 0.587 * (g ?? 255) + 0.114 * (b ?? 255) < 128;
}
