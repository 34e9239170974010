/** All commands that are implemented, by path. */

import { confirming } from '../confirm.ts';
import {
  containerInspect,
  imageInspect,
  inspectAnswer,
  inspectAny,
  inspecting,
  networkInspect,
  volumeInspect,
} from '../inspect/inspect.ts';
import type { Command } from '../locals.ts';
import { downloading, uploading } from '../transfer.ts';
import { buildx } from './builder/builder.ts';
import { compose } from './compose/compose.ts';
import { attach } from './container/attach.ts';
import { commit } from './container/commit.ts';
import { create, creating } from './container/create.ts';
import { exec } from './container/exec.ts';
import { logs } from './container/logs.ts';
import { ls } from './container/ls.ts';
import { run } from './container/run.ts';
import { kill, pause, restart, rm, stop, unpause } from './container/signal.ts';
import { diff, port, rename, top, wait } from './container/simple.ts';
import { startCommand } from './container/start.ts';
import { stats } from './container/stats.ts';
import { update } from './container/update.ts';
import * as context from './context/context.ts';
import { cp } from './cp/cp.ts';
import { packing } from './cp/pack.ts';
import { unpacking } from './cp/unpack.ts';
import { exitZero, exportCommand, importCommand, load, save } from './image/archive.ts';
import { history, ls as imageLs } from './image/ls.ts';
import { pull, push } from './image/pull.ts';
import { pulling } from './image/pull-stream.ts';
import { rm as imageRm, tag } from './image/rm.ts';
import * as network from './network/network.ts';
import { df } from './system/df.ts';
import { events } from './system/events.ts';
import { info } from './system/info.ts';
import { containerPrune, imagePrune, networkPrune, pruning, systemPrune, volumePrune } from './system/prune.ts';
import { loginCommand, logout, search } from './system/registry.ts';
import { version } from './system/version.ts';
import * as volume from './volume/volume.ts';

const ALL: readonly Command[] = [
  attach,
  create,
  creating,
  diff,
  exec,
  kill,
  logs,
  ls,
  pause,
  port,
  pulling,
  rename,
  restart,
  rm,
  run,
  startCommand,
  stop,
  top,
  unpause,
  wait,
  containerInspect,
  imageInspect,
  inspectAnswer,
  inspectAny,
  inspecting,
  networkInspect,
  volumeInspect,
  history,
  imageLs,
  pull,
  push,
  imageRm,
  tag,
  network.ls,
  network.create,
  network.rm,
  network.connect,
  network.disconnect,
  volume.ls,
  volume.create,
  volume.rm,
  exitZero,
  exportCommand,
  importCommand,
  load,
  save,
  downloading,
  uploading,
  confirming,
  commit,
  stats,
  update,
  context.ls,
  context.show,
  context.inspect,
  context.use,
  context.rm,
  buildx,
  compose,
  cp,
  packing,
  unpacking,
  df,
  events,
  info,
  version,
  loginCommand,
  logout,
  search,
  containerPrune,
  imagePrune,
  networkPrune,
  pruning,
  systemPrune,
  volumePrune,
];

/** Every command's labels, by path; `create` and `pull` are parts shared by several. */
export const COMMAND_TABLE: ReadonlyMap<string, Command> = new Map(ALL.map((one) => [one.path, one]));
