/** All programs of this build. */
import { coreutilsOnlyPrograms } from '../bin/coreutils/index.ts';
import { systemd } from '../bin/init/systemd.ts';
import { unsimulated } from '../bin/init/unsimulated.ts';
import { dockerProxyPrograms } from '../bin/serve/docker-proxy.ts';
import { servePrograms } from '../bin/serve/index.ts';
import { shellPrograms } from '../bin/sh/index.ts';
import { textutilsPrograms } from '../bin/textutils/index.ts';
import { docker } from '../cli/docker.ts';
import { CONTAINERD_PROGRAMS } from '../containerd/programs.ts';
import { DOCKERD_PROGRAMS } from '../daemon/dockerd.ts';
import { resolverThread } from '../libnetwork/resolver-thread.ts';
import type { Program } from '../program/program.ts';

const SHELLS = shellPrograms({});

/** The shell as an applet of BusyBox: the same program under the names the multi-call binary knows it by. */
const ASH = SHELLS.filter((program) => program.name === 'ash').flatMap((ash) =>
  ['sh', 'ash'].map((applet) => ({ ...ash, name: `busybox/${applet}` })),
);

/** Programs by the folder they come from. */
// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals
export const PROGRAMS: readonly Program<any>[] = [
  systemd,
  unsimulated,
  ...CONTAINERD_PROGRAMS,
  ...DOCKERD_PROGRAMS,
  docker,
  resolverThread,
  ...dockerProxyPrograms,
  ...SHELLS,
  ...ASH,
  ...coreutilsOnlyPrograms(),
  ...textutilsPrograms(),
  ...servePrograms(),
];
