/** The stations of a packet's way, for explanations and pictures. */

/** What happened at a station. */
export type HopKind =
  /** A socket or the kernel sends it. */
  | 'send'
  /** A routing decision. */
  | 'route'
  /** A netfilter rule was met. */
  | 'rule'
  /** Addresses or ports were rewritten. */
  | 'nat'
  /** It crosses a device. */
  | 'device'
  /** A bridge passes it from port to port. */
  | 'bridge'
  /** It reaches its namespace's own stack. */
  | 'deliver'
  /** It goes no further. */
  | 'stop';

export interface Hop {
  readonly kind: HopKind;
  /** Network namespace. */
  readonly ns: number;
  /** Interface at which it happens, '' when none. */
  readonly dev: string;
  /** One line in the words of the tools: a route, a rule as iptables-save prints it, `172.17.0.2:80`. */
  readonly text: string;
}

/** One-way delays in nanoseconds. The wire to the world dominates whatever lies behind it. */
export const LATENCY = {
  stack: 9_000,
  loopback: 11_000,
  veth: 18_000,
  bridge: 12_000,
  forward: 14_000,
  stacked: 20_000,
  uplink: 10_000_000,
} as const;
