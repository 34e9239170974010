/** Names for containers that were given none (moby daemon/names.go). */
import type { Kernel } from '../kernel/kernel.ts';
import { generateName } from '../util/namesgenerator.ts';
import { containerNameTable } from './container/container.ts';

/** A free `adjective_surname`; with a digit after the sixth collision. */
export function generateContainerName(k: Kernel): string {
  for (let retry = 0; ; retry++) {
    const name = generateName(k.random32('name'), k.random32('name'), retry > 5 ? k.random32('name') : 0);
    if (k.tx.get(containerNameTable, `/${name}`) === undefined) return name;
  }
}
