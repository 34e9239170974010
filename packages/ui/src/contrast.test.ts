import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const CSS = readFileSync(join(import.meta.dirname, 'styles.css'), 'utf8');

type Tokens = Readonly<Record<string, string>>;

/** The custom properties of the block that `opening` begins, as `[name, value]`. */
function block(opening: string): [string, string][] {
  const start = CSS.indexOf(opening);
  if (start < 0) throw new Error(`no ${opening}`);
  const body = CSS.slice(CSS.indexOf('{', start) + 1, CSS.indexOf('}', start));
  return [...body.matchAll(/--([a-z-]+):\s*([^;]+);/g)].map(([, name, value]) => [name as string, value as string]);
}

const base = block(':root {');
const side = (which: 0 | 1): Tokens =>
  Object.fromEntries(
    base.map(([name, value]) => {
      const pair = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value);
      return [name, pair ? (pair[which + 1] as string) : value];
    }),
  );
const light = side(0);
const dark = side(1);
const projector: Tokens = { ...light, ...Object.fromEntries(block(':root[data-theme="projector"] {\n  --')) };

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const GROUNDS = ['ground', 'surface', 'raised', 'now-ground', 'terminal'];
const TEXT = ['ink', 'muted', 'now', 'running', 'paused', 'exited', 'failed', 'throttled', 'water'];

const tooLow = (tokens: Tokens, inks: readonly string[], least: number): string[] =>
  inks.flatMap((ink) =>
    GROUNDS.flatMap((ground) => {
      const ratio = contrast(tokens[ink] as string, tokens[ground] as string);
      return ratio < least ? [`${ink} on ${ground}: ${ratio.toFixed(2)}`] : [];
    }),
  );

describe.each([
  ['light', light, 4.5],
  ['dark', dark, 4.5],
  ['projector', projector, 7],
])('%s theme', (_name, tokens, least) => {
  it(`writes every text with at least ${least}:1 on every ground`, () => {
    expect(tooLow(tokens, TEXT, least)).toEqual([]);
  });

  it('draws the edges of controls and objects with at least 3:1', () => {
    expect(tooLow(tokens, ['edge'], 3)).toEqual([]);
  });

  it(`writes on the accent with at least ${least}:1`, () => {
    expect(contrast(tokens['on-now'] as string, tokens['now'] as string)).toBeGreaterThanOrEqual(least);
  });
});
