/** Capabilities (capabilities(7)). Sets are masks held in doubles, since 41 bits pass what bit operators take. */
import type { Cred } from '../syscall.ts';

/** Names by number, without CAP_. */
export const CAPABILITY_NAMES: readonly string[] = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
];

export const CAP_CHOWN = 0;
export const CAP_DAC_OVERRIDE = 1;
export const CAP_DAC_READ_SEARCH = 2;
export const CAP_FOWNER = 3;
export const CAP_FSETID = 4;
export const CAP_KILL = 5;
export const CAP_SETGID = 6;
export const CAP_SETUID = 7;
export const CAP_SETPCAP = 8;
export const CAP_NET_BIND_SERVICE = 10;
export const CAP_NET_ADMIN = 12;
export const CAP_NET_RAW = 13;
export const CAP_SYS_CHROOT = 18;
export const CAP_SYS_PTRACE = 19;
export const CAP_SYS_ADMIN = 21;
export const CAP_SYS_BOOT = 22;
export const CAP_SYS_NICE = 23;
export const CAP_SYS_RESOURCE = 24;
export const CAP_SYS_TIME = 25;
export const CAP_MKNOD = 27;

/** All capabilities this kernel knows. */
export const ALL_CAPABILITIES = 2 ** CAPABILITY_NAMES.length - 1;

/** Is bit `n` set in `mask`? */
export function maskHas(mask: number, n: number): boolean {
  return Math.floor(mask / 2 ** n) % 2 === 1;
}

/** Does the effective set hold capability `n`? */
export function hasCap(cred: Cred, n: number): boolean {
  return maskHas(cred.capEff, n);
}

/** The mask with exactly the capabilities `numbers`. */
export function capMask(numbers: readonly number[]): number {
  let mask = 0;
  for (const n of numbers) if (!maskHas(mask, n)) mask += 2 ** n;
  return mask;
}

/** Bits that both masks hold. */
export function intersectCaps(a: number, b: number): number {
  let mask = 0;
  for (let n = 0; n < CAPABILITY_NAMES.length; n++) if (maskHas(a, n) && maskHas(b, n)) mask += 2 ** n;
  return mask;
}

/** Bits that either mask holds. */
export function uniteCaps(a: number, b: number): number {
  let mask = 0;
  for (let n = 0; n < CAPABILITY_NAMES.length; n++) if (maskHas(a, n) || maskHas(b, n)) mask += 2 ** n;
  return mask;
}
