import { unexcused } from './escape.ts';
import type { Finding } from './finding.ts';
import type { Layer } from './layers.ts';
import { type Import, isTest, type Source } from './source.ts';

const ENGINE = 'packages/engine/src/';

/** Path inside the engine without its ending (`kernel/net/link`), or undefined for a file elsewhere. */
function inside(path: string): string | undefined {
  return path.startsWith(ENGINE) ? path.slice(ENGINE.length).replace(/\.[cm]?[jt]sx?$/, '') : undefined;
}

/** The layer of an inside path: its folder, or its name when it lies at the top. */
function layerOf(path: string): string {
  return path.split('/', 1)[0] as string;
}

/** The path that relative `specifier` means in file `path`; no file is looked up. */
export function resolveRelative(path: string, specifier: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function covers(rules: readonly string[], target: string): boolean {
  return rules.some((rule) => rule === '*' || target === rule || target.startsWith(`${rule}/`));
}

/** Imports of a file in packages/engine/src that the table of layers does not allow. Tests may import anything. */
export function directions(source: Source, layers: Readonly<Record<string, Layer>>): Finding[] {
  const from = inside(source.path);
  if (from === undefined || isTest(source.path)) return [];
  const name = layerOf(from);
  const layer = layers[name];
  if (!layer) {
    const next = `Move it into one of ${Object.keys(layers).join(', ')}, or add a row to tooling/tidy/src/layers.ts.`;
    return [{ rule: 'layer', path: source.path, line: 1, what: `${name} is no layer of the engine`, next }];
  }
  const broken = source.imports.filter((one) => one.specifier.startsWith('.') && !allowed(name, layer, source, one));
  return unexcused(
    source,
    broken.map(({ specifier, line, isType }) => ({
      rule: 'layer',
      path: source.path,
      line,
      what: `${name} imports ${isType ? 'types of ' : ''}${specifier}; ${name} is ${layer.is}`,
      next: `Import only ${list(layer)}, declare the interface here and have host/wire pass it in, or amend layers.ts with an ADR.`,
    })),
  );
}

function allowed(name: string, layer: Layer, source: Source, one: Import): boolean {
  const target = inside(resolveRelative(source.path, one.specifier));
  if (target === undefined) return false;
  if (layerOf(target) === name) return true;
  if (covers(layer.never ?? [], target)) return false;
  return covers(layer.values, target) || (one.isType && covers(layer.types ?? [], target));
}

function list({ values, types = [] }: Layer): string {
  const runs = values.length === 0 ? 'nothing' : values.join(', ');
  return types.length === 0 ? runs : `${runs} (types also of ${types.join(', ')})`;
}
