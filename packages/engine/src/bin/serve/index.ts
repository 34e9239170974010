/** The servers of the images. */
import type { Program } from '../../program/program.ts';
import { nginxProgram } from './nginx/nginx.ts';

/** All programs of this folder. */
// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals
export function servePrograms(): readonly Program<any>[] {
  return [nginxProgram];
}
