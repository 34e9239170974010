/** Device numbers (makedev(3)) and the few that this kernel knows (Documentation/admin-guide/devices.txt). */

/** The number of device `major`:`minor`, in glibc's packing for numbers below 2^32. */
export function makedev(major: number, minor: number): number {
  return (minor & 0xff) + major * 256 + (minor >>> 8) * 1048576;
}

/** Major part of a device number: its driver. */
export function majorOf(dev: number): number {
  return (dev >>> 8) & 0xfff;
}

/** Minor part of a device number: which device of the driver. */
export function minorOf(dev: number): number {
  return (dev & 0xff) + (dev >>> 20) * 256;
}

/** Major of the memory devices of mem(4): null, zero, full, random, urandom, kmsg. */
export const MEM_MAJOR = 1;
export const DEV_NULL = makedev(1, 3);
export const DEV_ZERO = makedev(1, 5);
export const DEV_FULL = makedev(1, 7);
export const DEV_RANDOM = makedev(1, 8);
export const DEV_URANDOM = makedev(1, 9);
export const DEV_KMSG = makedev(1, 11);
/** The controlling terminal, the console and the pseudo-terminal multiplexer. */
export const DEV_TTY = makedev(5, 0);
export const DEV_CONSOLE = makedev(5, 1);
export const DEV_PTMX = makedev(5, 2);
/** Major of pseudo-terminal slaves. */
export const PTS_MAJOR = 136;

/** `st_dev` of a superblock without a block device: an anonymous number, unique as its key is. */
export function anonymousDev(sb: number): number {
  return makedev(0, 20 + sb);
}
