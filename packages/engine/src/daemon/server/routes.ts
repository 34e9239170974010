/** Every endpoint that dockerd answers (moby daemon/server/router/*). */
import { containerAttach, containerResize } from '../attach.ts';
import { containerPrune, containerRename, containerUpdate } from '../change.ts';
import { containerCreate } from '../create.ts';
import { containerDelete } from '../delete.ts';
import { execCreate, execInspect, execResize, execStart } from '../exec.ts';
import { imageHistory, imageInspect, imageList } from '../images/list.ts';
import { imagePrune } from '../images/prune.ts';
import { imagePull } from '../images/pull.ts';
import { imageDelete, imageTag } from '../images/remove.ts';
import { containerInspect } from '../inspect.ts';
import { containerList } from '../list.ts';
import { containerLogs } from '../logs.ts';
import {
  networkConnect,
  networkCreate,
  networkDisconnect,
  networkInspect,
  networkList,
  networkPrune,
  networkRemove,
} from '../network/endpoints.ts';
import { containerStart } from '../start.ts';
import { containerStats } from '../stats.ts';
import { containerKill, containerPause, containerRestart, containerStop, containerUnpause } from '../stop.ts';
import { diskUsage, events, info, ping, version } from '../system.ts';
import { containerTop } from '../top.ts';
import { volumeCreate, volumeInspect, volumeList, volumePrune, volumeRemove } from '../volume/endpoints.ts';
import { containerWait } from '../wait.ts';
import { type Route, route } from './router.ts';

/** In the order in which they are tried: fixed paths before names. */
export const ROUTES: readonly Route[] = [
  route('HEAD /_ping', ping),
  route('GET /_ping', ping),
  route('GET /version', version),
  route('GET /info', info),
  route('GET /events', events),
  route('GET /system/df', diskUsage),
  route('GET /containers/json', containerList),
  route('POST /containers/create', containerCreate),
  route('POST /containers/prune', containerPrune),
  route('GET /containers/*/json', containerInspect),
  route('GET /containers/*/logs', containerLogs),
  route('GET /containers/*/stats', containerStats),
  route('GET /containers/*/top', containerTop),
  route('POST /containers/*/start', containerStart),
  route('POST /containers/*/stop', containerStop),
  route('POST /containers/*/restart', containerRestart),
  route('POST /containers/*/kill', containerKill),
  route('POST /containers/*/pause', containerPause),
  route('POST /containers/*/unpause', containerUnpause),
  route('POST /containers/*/wait', containerWait),
  route('POST /containers/*/attach', containerAttach),
  route('POST /containers/*/resize', containerResize),
  route('POST /containers/*/rename', containerRename),
  route('POST /containers/*/update', containerUpdate),
  route('POST /containers/*/exec', execCreate),
  route('DELETE /containers/*', containerDelete),
  route('POST /exec/*/start', execStart),
  route('POST /exec/*/resize', execResize),
  route('GET /exec/*/json', execInspect),
  route('GET /images/json', imageList),
  route('POST /images/create', imagePull),
  route('POST /images/prune', imagePrune),
  route('GET /images/*/json', imageInspect),
  route('GET /images/*/history', imageHistory),
  route('POST /images/*/tag', imageTag),
  route('DELETE /images/*', imageDelete),
  route('GET /networks', networkList),
  route('POST /networks/create', networkCreate),
  route('POST /networks/prune', networkPrune),
  route('POST /networks/*/connect', networkConnect),
  route('POST /networks/*/disconnect', networkDisconnect),
  route('GET /networks/*', networkInspect),
  route('DELETE /networks/*', networkRemove),
  route('GET /volumes', volumeList),
  route('POST /volumes/create', volumeCreate),
  route('POST /volumes/prune', volumePrune),
  route('GET /volumes/*', volumeInspect),
  route('DELETE /volumes/*', volumeRemove),
];
