/** /networks (moby daemon/server/router/network). */
import type { Next } from '../../program/program.ts';
import { failure } from '../errors.ts';
import { refuse, reply, type RequestProc } from '../server/request.ts';

const later = (p: RequestProc): Next => refuse(p, failure('notImplemented', 'networks are not simulated yet'));
export const networkList = (p: RequestProc): Next => reply(p, 200, []);
export const networkCreate = later;
export const networkPrune = later;
export const networkConnect = later;
export const networkDisconnect = later;
export const networkInspect = later;
export const networkRemove = later;
export const networkLabels = {};
