import { networkInterfaces } from 'node:os';

const UNLIKELY = /^(docker|br-|veth|virbr|vmnet|utun|tun|tap)/;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;
const LOCAL_ADDRESS = /^(::ffff:)?127\.|^::1$/;

/**
 * Origin that other machines can reach, for an instructor who opened `localhost` on the serving machine itself:
 * undefined when the page was asked for under a name that others may use as well, or from somewhere else.
 */
export function lanOrigin(host: string | null, forwardedFor: string | null): string | undefined {
  const local = LOOPBACK.exec(host ?? '');
  if (!local || !LOCAL_ADDRESS.test(forwardedFor ?? '')) return undefined;
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, unlikely: UNLIKELY.test(name) })),
  );
  const best = found.find(({ unlikely }) => !unlikely) ?? found[0];
  return best && `http://${best.address}${local[2] ?? ''}`;
}
