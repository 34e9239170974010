/**
 * The two families that a program of a Docker lesson comes from: the GNU ones (coreutils, findutils, grep, sed, procps,
 * util-linux) of Debian, Ubuntu and the host, and the applets of BusyBox in alpine and busybox. They differ in options,
 * columns and the wording of errors, so each program is written once and told its family.
 */
import type { Handler, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** A family of programs. */
export interface Flavour {
  readonly id: 'gnu' | 'busybox';
  readonly gnu: boolean;
}

export const GNU: Flavour = { id: 'gnu', gnu: true };
export const BUSYBOX: Flavour = { id: 'busybox', gnu: false };

/** First line of every usage text of BusyBox, without the newline (applets/applets.c, full_write2_str of banner). */
export const BUSYBOX_BANNER = 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.';

/** How a program was called: the name that it uses for itself in messages, and its arguments. */
export interface CommandLine {
  readonly name: Bytes;
  readonly args: readonly Bytes[];
}

/** The last component of `path`, as GNU's last_component: nothing is taken off a name without a slash. */
export function lastComponent(path: Bytes): Bytes {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * GNU programs call themselves what `argv[0]` says, path included (error(3)); BusyBox uses the applet's name, which
 * is the second word of `busybox APPLET ...`.
 */
export function commandName(p: Proc, f: Flavour): Bytes {
  const first = p.argv[0] ?? '';
  if (f.gnu) return first;
  const base = lastComponent(first);
  const applet = base === 'busybox' ? lastComponent(p.argv[1] ?? base) : base;
  return applet.startsWith('-') ? applet.slice(1) : applet;
}

/** The name and the arguments of a program; BusyBox's multi-call word is taken off. */
export function commandLine(p: Proc, f: Flavour): CommandLine {
  const shift = !f.gnu && lastComponent(p.argv[0] ?? '') === 'busybox' ? 2 : 1;
  return { name: commandName(p, f), args: p.argv.slice(shift) };
}

/** The labels of a program. */
export type Labels<L extends object> = { readonly start: Handler<L>; readonly [label: string]: Handler<L> };

type More<L extends object> = Omit<Program<L>, 'name' | 'version' | 'labels'>;

/** A program of one family, named `FAMILY/NAME` as binaries on disk name it. */
export function tool<L extends object>(
  f: Flavour,
  name: string,
  version: number,
  labels: (f: Flavour) => Labels<L>,
  more: More<L> = {},
): Program {
  return { name: `${f.id}/${name}`, version, labels: labels(f), ...more } as unknown as Program;
}

/** The same program for both families: `gnu/NAME` and `busybox/NAME`. */
export function tools<L extends object>(
  name: string,
  version: number,
  labels: (f: Flavour) => Labels<L>,
  more: More<L> = {},
): readonly Program[] {
  return [tool(GNU, name, version, labels, more), tool(BUSYBOX, name, version, labels, more)];
}
