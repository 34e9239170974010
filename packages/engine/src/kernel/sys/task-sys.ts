import type { Sys } from '../syscall.ts';
import { SocketSys } from './socket.ts';

/** All system calls of one task. */
export class TaskSys extends SocketSys implements Sys {}
