/** Reading a folder of the real machine into the files of a genesis. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromUint8Array, type GenesisSpec, utf8Encode } from '@drydock/engine';

type Files = NonNullable<GenesisSpec['files']>;
/** Largest file taken, and how many: a home for a class, not a disk image. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 10_000;

/** All regular files below `dir`, as files below /home/student. */
export function readHome(dir: string): Files {
  const out: { path: string; mode: number; data: string }[] = [];
  const walk = (at: string, path: string): void => {
    for (const name of readdirSync(at).sort()) {
      const full = join(at, name);
      const stat = lstatSync(full);
      if (stat.isDirectory()) walk(full, `${path}/${name}`);
      else if (stat.isFile()) {
        if (stat.size > MAX_BYTES || out.length >= MAX_FILES) throw new Error(`${full}: too much for a simulated home`);
        out.push({
          path: utf8Encode(`${path}/${name}`),
          mode: stat.mode & 0o777,
          data: fromUint8Array(readFileSync(full)),
        });
      }
    }
  };
  walk(dir, '/home/student');
  return out;
}

/** The folder that the option `--files` or the variable SIM_FILES names, or null. */
export function filesOption(argv: readonly string[]): string | null {
  const at = argv.indexOf('--files');
  if (at >= 0) {
    const dir = argv[at + 1];
    if (dir === undefined) throw new Error('--files needs a folder');
    return dir;
  }
  return process.env.SIM_FILES ?? null;
}
