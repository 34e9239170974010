import type { ContainerView, HostView, ProcessView } from '@drydock/engine/host-view';
import { keyOf, type ObjectKey } from '../layout/scene.ts';
import { bytes } from '../quantity.ts';
import {
  appearance,
  doors,
  imageName,
  memoryLine,
  mountSource,
  networkLine,
  portOnHost,
  volumeLabel,
} from '../words.ts';

/** A line of the outline. `key` when it is an object that can be chosen. */
export interface OutlineNode {
  /** Unique in the outline, and the same as long as the thing exists. */
  readonly id: string;
  readonly text: string;
  readonly key: ObjectKey | null;
  readonly children: readonly OutlineNode[];
}

const leaf = (id: string, text: string): OutlineNode => ({ id, text, key: null, children: [] });

/** The picture in words: all that it shows, in the same order. */
export function outline(view: HostView): readonly OutlineNode[] {
  const { host, containers, networks, volumes, images, processes } = view;
  return [
    {
      id: 'host',
      text: `Host ${host.name}: ${host.cores} cores, ${bytes(host.memory)}`,
      key: keyOf.host,
      children: processes.map((process) => leaf(`host/${process.pid}`, processLine(process))),
    },
    group('containers', 'Containers', containers.map(containerNode)),
    group(
      'networks',
      'Networks',
      networks.map((network) => networkNode(network, containers)),
    ),
    group(
      'volumes',
      'Volumes',
      volumes.map((volume) => {
        const { name, size, anonymous } = volume;
        const text = `${volumeLabel(name)}${anonymous ? ' (anonymous)' : ''}: ${bytes(size)}`;
        return { id: `volume/${name}`, text, key: keyOf.volume(name), children: usersOf(name, containers) };
      }),
    ),
    group(
      'images',
      'Images',
      images.map((image) => {
        const text = `${imageName(image)}: ${bytes(image.size)}`;
        const layers = image.layers.map(({ digest, size }, i) => {
          return leaf(`image/${image.id}/${i}`, `layer ${digest.slice(7, 19)}: ${bytes(size)}`);
        });
        return { id: `image/${image.id}`, text, key: keyOf.image(image.id), children: layers };
      }),
    ),
  ];
}

function group(id: string, name: string, children: readonly OutlineNode[]): OutlineNode {
  return { id, text: `${name} (${children.length})`, key: null, children };
}

function containerNode(container: ContainerView): OutlineNode {
  const { id, name, image, networks, ports, mounts, limits, usage, lastLog } = container;
  const at = `container/${id}`;
  const up = container.status === 'running' || container.status === 'paused';
  const lines = [
    leaf(`${at}/image`, `image ${image}`),
    ...networks.map(({ network, ip }) =>
      leaf(`${at}/net/${network}`, `network ${network}${ip === '' ? '' : `: ${ip}`}`),
    ),
    ...doors(ports).map((port) => {
      return leaf(`${at}/port/${portOnHost(port)}`, `published ${portOnHost(port)} to port ${port.containerPort}`);
    }),
    ...mounts.map((mount) => {
      const text =
        `${mount.destination} is ${mount.type} ${mount.type === 'tmpfs' ? '' : mountSource(mount)}`.trimEnd();
      return leaf(`${at}/mount/${mount.destination}`, mount.rw ? text : `${text}, read-only`);
    }),
    ...(up || limits.memory > 0 ? [leaf(`${at}/memory`, `memory ${memoryLine(container)}`)] : []),
    ...(limits.cpus > 0
      ? [leaf(`${at}/cpu`, `processor ${Math.round(usage.cpuPercent)} of ${Math.round(limits.cpus * 100)} %`)]
      : []),
    ...(limits.pids > 0 ? [leaf(`${at}/pids`, `processes ${usage.pids} of ${limits.pids}`)] : []),
    ...container.processes.map((process) => leaf(`${at}/process/${process.pid}`, processLine(process))),
    ...(lastLog === '' ? [] : [leaf(`${at}/log`, `last log line: ${lastLog}`)]),
  ];
  return { id: at, text: `${name}: ${appearance(container).text}`, key: keyOf.container(id), children: lines };
}

function networkNode(network: HostView['networks'][number], containers: readonly ContainerView[]): OutlineNode {
  const { name, gateway, bridge } = network;
  const at = `network/${name}`;
  const ends = containers.flatMap((container) => {
    const end = container.networks.find((one) => one.network === name);
    return end ? [leaf(`${at}/${container.id}`, `${container.name}${end.ip === '' ? '' : `: ${end.ip}`}`)] : [];
  });
  const lines = [
    ...(bridge === '' ? [] : [leaf(`${at}/bridge`, `interface ${bridge}`)]),
    ...(gateway === '' ? [] : [leaf(`${at}/gateway`, `gateway ${gateway}`)]),
  ];
  return { id: at, text: networkLine(network), key: keyOf.network(name), children: [...lines, ...ends] };
}

function usersOf(name: string, containers: readonly ContainerView[]): readonly OutlineNode[] {
  return containers.flatMap((container) =>
    container.mounts
      .filter((mount) => mount.type === 'volume' && mount.name === name)
      .map(({ destination }) =>
        leaf(`volume/${name}/${container.id}/${destination}`, `${container.name} at ${destination}`),
      ),
  );
}

function processLine({ pid, user, command }: ProcessView): string {
  return `${pid} ${user} ${command}`;
}
