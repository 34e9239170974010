/** Timer handlers of the network, by the names that setTimer is given. For KernelEnv.timers. */
import type { TimerHandler } from '../kernel.ts';
import { collectConns } from '../netfilter/conntrack.ts';
import { onEcho, onIcmpError, onReply } from './icmp.ts';
import { onTcpReset } from './tcp-close.ts';
import { onAck, onRetransmission, onSyn, onSynAck, onUnreachable } from './tcp-open.ts';
import { onData, onFin } from './tcp-stream.ts';
import { onDatagram, onDatagramError } from './udp.ts';
import { answerWorldDns } from './world.ts';

export const netTimers: { readonly [fn: string]: TimerHandler } = {
  'conntrack.gc': collectConns,
  'icmp.echo': onEcho,
  'icmp.error': onIcmpError,
  'icmp.reply': onReply,
  'tcp.ack': onAck,
  'tcp.data': onData,
  'tcp.fin': onFin,
  'tcp.reset': onTcpReset,
  'tcp.rto': onRetransmission,
  'tcp.syn': onSyn,
  'tcp.synack': onSynAck,
  'tcp.unreach': onUnreachable,
  'udp.data': onDatagram,
  'udp.error': onDatagramError,
  'world.dns': answerWorldDns,
};
