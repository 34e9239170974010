/** All programs of this build. */
import { coreutilsOnlyPrograms } from '../bin/coreutils/index.ts';
import { systemd } from '../bin/init/systemd.ts';
import { unsimulated } from '../bin/init/unsimulated.ts';
import { servePrograms } from '../bin/serve/index.ts';
import { shellPrograms } from '../bin/sh/index.ts';
import { textutilsPrograms } from '../bin/textutils/index.ts';
import { CONTAINERD_PROGRAMS } from '../containerd/programs.ts';
import { DOCKERD_PROGRAMS } from '../daemon/dockerd.ts';
import type { Program } from '../program/program.ts';

/** Programs by the folder they come from. */
// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals
export const PROGRAMS: readonly Program<any>[] = [
  systemd,
  unsimulated,
  ...CONTAINERD_PROGRAMS,
  ...DOCKERD_PROGRAMS,
  ...shellPrograms({}),
  ...coreutilsOnlyPrograms(),
  ...textutilsPrograms(),
  ...servePrograms(),
];
