'use client';
import {
  appearance,
  bytes,
  doors,
  duration,
  imageName,
  keyOf,
  memoryLine,
  mountSource,
  type ObjectKey,
  portOnHost,
  StateShape,
  shortId,
  TONES,
  volumeLabel,
} from '@drydock/diagram';
import type { ContainerView, HostView, ProcessView } from '@drydock/engine/host-view';
import { Drawer } from '@drydock/ui';
import type { ReactNode } from 'react';

/** What an inspector shows. */
export interface InspectorProps {
  readonly view: HostView;
  readonly object: ObjectKey;
  readonly onClose: () => void;
  readonly onSelect: (key: ObjectKey) => void;
}

/** All that is known of one object, with links to those it is connected with. */
export function Inspector(props: InspectorProps) {
  const { object, onClose } = props;
  const { title, body } = content(props) ?? { title: 'Gone', body: <p>This object does not exist any more.</p> };
  return (
    <Drawer key={object} title={title} onClose={onClose}>
      <div className="grid gap-5">{body}</div>
    </Drawer>
  );
}

function content({
  view,
  object,
  onSelect,
}: InspectorProps): { readonly title: string; readonly body: ReactNode } | null {
  const [kind, ...rest] = object.split(':');
  const name = rest.join(':');
  switch (kind) {
    case 'container': {
      const container = view.containers.find(({ id }) => id === name);
      if (!container) return null;
      return {
        title: `container ${container.name}`,
        body: <ContainerFacts container={container} view={view} onSelect={onSelect} />,
      };
    }
    case 'network':
      return networkContent(view, name, onSelect);
    case 'volume':
    case 'directory':
      return storeContent(view, kind, name, onSelect);
    case 'image':
      return imageContent(view, name, onSelect);
    default:
      return { title: `host ${view.host.name}`, body: <HostFacts view={view} /> };
  }
}

function Facts({ facts }: { readonly facts: readonly (readonly [term: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="font-mono break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

/** A way to another object. */
function To({
  to,
  onSelect,
  children,
}: {
  readonly to: ObjectKey;
  readonly onSelect: (key: ObjectKey) => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      onClick={() => onSelect(to)}
      className="cursor-pointer text-left font-mono break-all underline decoration-edge hover:decoration-ink"
    >
      {children}
    </button>
  );
}

function ContainerFacts({
  container,
  view,
  onSelect,
}: {
  readonly container: ContainerView;
  readonly view: HostView;
  readonly onSelect: (key: ObjectKey) => void;
}) {
  const { limits, usage, networks, ports, mounts, processes, lastLog, startedAt, finishedAt, imageId } = container;
  const look = appearance(container);
  const now = view.host.now;
  const cpus = limits.cpus > 0 ? ` of ${Math.round(limits.cpus * 100)} %` : ' %';
  return (
    <>
      <p className={`flex items-center gap-2 font-mono ${TONES[look.tone].text}`}>
        <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
          <StateShape shape={look.shape} tone={look.tone} size={16} />
        </svg>
        {look.text}
      </p>
      <Facts
        facts={[
          ['id', shortId(container.id)],
          [
            'image',
            <To key="image" to={keyOf.image(imageId)} onSelect={onSelect}>
              {container.image}
            </To>,
          ],
          ['command', container.command],
          ['created', `${duration(now - container.createdAt)} ago`],
          ...(startedAt === null ? [] : [['started', `${duration(now - startedAt)} ago`] as const]),
          ...(finishedAt === null || container.status === 'running'
            ? []
            : [['ended', `${duration(now - finishedAt)} ago`] as const]),
          [
            'restart',
            `${container.restartPolicy}${container.restartCount > 0 ? `, ${container.restartCount} times so far` : ''}`,
          ],
          ['memory', memoryLine(container)],
          ['processor', `${usage.cpuPercent.toFixed(1)}${cpus}`],
          ['processes', `${usage.pids}${limits.pids > 0 ? ` of ${limits.pids}` : ''}`],
        ]}
      />
      {networks.length > 0 && (
        <Part title="Networks">
          {networks.map(({ network, ip, mac, ifname, aliases }) => (
            <p key={network} className="font-mono">
              <To to={keyOf.network(network)} onSelect={onSelect}>
                {network}
              </To>
              {[ifname, ip, mac, aliases.length > 0 ? `also ${aliases.join(', ')}` : '']
                .filter((text) => text !== '')
                .map((text) => ` · ${text}`)
                .join('')}
            </p>
          ))}
        </Part>
      )}
      {ports.length > 0 && (
        <Part title="Published ports">
          {doors(ports).map((port) => (
            <p key={portOnHost(port)} className="font-mono">
              {portOnHost(port)} → {port.containerPort}/{port.proto}
            </p>
          ))}
        </Part>
      )}
      {mounts.length > 0 && (
        <Part title="Mounts">
          {mounts.map((mount) => (
            <p key={mount.destination} className="font-mono break-all">
              {mount.destination} ← {mount.type}{' '}
              {mount.type !== 'tmpfs' && (
                <To
                  to={mount.type === 'volume' ? keyOf.volume(mount.name) : keyOf.directory(mount.source)}
                  onSelect={onSelect}
                >
                  {mountSource(mount)}
                </To>
              )}
              {mount.rw ? '' : ' (read-only)'}
            </p>
          ))}
        </Part>
      )}
      {processes.length > 0 && (
        <Part title="Processes: inside, and on the host">
          <Processes processes={processes} both />
        </Part>
      )}
      {lastLog !== '' && (
        <Part title="Last line of its log">
          <p className="font-mono break-words">{lastLog}</p>
        </Part>
      )}
    </>
  );
}

function Processes({
  processes,
  both = false,
}: {
  readonly processes: readonly ProcessView[];
  readonly both?: boolean;
}) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left font-mono">
        <thead>
          <tr className="text-muted">
            <th className="pr-3 font-normal">PID</th>
            {both && <th className="pr-3 font-normal">host</th>}
            <th className="pr-3 font-normal">user</th>
            <th className="font-normal">command</th>
          </tr>
        </thead>
        <tbody>
          {processes.map(({ pid, hostPid, user, command, state }) => (
            <tr key={hostPid} className="border-t border-line align-top">
              <td className="pr-3">{pid}</td>
              {both && <td className="pr-3">{hostPid}</td>}
              <td className="pr-3">{user}</td>
              <td className="break-all">
                {command}
                {state === 'Z' ? ' (zombie)' : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HostFacts({ view }: { readonly view: HostView }) {
  const { host, containers, processes } = view;
  return (
    <>
      <Facts
        facts={[
          ['processors', host.cores],
          ['memory', bytes(host.memory)],
          ['time', new Date((host.epochSec + host.now / 1e9) * 1000).toISOString().replace('.000Z', 'Z')],
          ['containers', containers.length],
        ]}
      />
      <Part title="Processes outside containers">
        <Processes processes={processes} />
      </Part>
    </>
  );
}

function networkContent(view: HostView, name: string, onSelect: (key: ObjectKey) => void) {
  const network = view.networks.find((one) => one.name === name);
  if (!network) return null;
  const ends = view.containers.flatMap((container) => {
    const end = container.networks.find((one) => one.network === name);
    return end ? [{ container, end }] : [];
  });
  const { id, driver, subnet, gateway, bridge, internal } = network;
  const facts = [
    ['id', shortId(id)],
    ['driver', driver],
    ['subnet', subnet],
    ['gateway', gateway],
    ['interface', bridge],
    ['way out', internal ? 'none: internal' : driver === 'bridge' ? 'masquerade' : ''],
  ] as const;
  const body = (
    <>
      <Facts facts={facts.filter(([, value]) => value !== '')} />
      <Part title={`Connected (${ends.length})`}>
        {ends.map(({ container, end }) => (
          <p key={container.id} className="font-mono">
            <To to={keyOf.container(container.id)} onSelect={onSelect}>
              {container.name}
            </To>
            {end.ip === '' ? '' : ` · ${end.ip}`}
          </p>
        ))}
      </Part>
    </>
  );
  return { title: `network ${name}`, body };
}

function storeContent(view: HostView, kind: 'volume' | 'directory', name: string, onSelect: (key: ObjectKey) => void) {
  const volume = view.volumes.find((one) => one.name === name);
  const users = view.containers.flatMap((container) =>
    container.mounts
      .filter((mount) =>
        kind === 'volume'
          ? mount.type === 'volume' && mount.name === name
          : mount.type === 'bind' && mount.source === name,
      )
      .map((mount) => ({ container, mount })),
  );
  if (kind === 'volume' ? !volume : users.length === 0) return null;
  const facts: readonly (readonly [string, ReactNode])[] = volume
    ? [
        ['driver', volume.driver],
        ['on the host', volume.mountpoint],
        ['size', bytes(volume.size)],
        ['kind', volume.anonymous ? 'anonymous' : 'named'],
      ]
    : [['on the host', name]];
  const body = (
    <>
      <Facts facts={facts} />
      <Part title={`Mounted in (${users.length})`}>
        {users.map(({ container, mount }) => (
          <p key={`${container.id} ${mount.destination}`} className="font-mono">
            <To to={keyOf.container(container.id)} onSelect={onSelect}>
              {container.name}
            </To>{' '}
            at {mount.destination}
            {mount.rw ? '' : ' (read-only)'}
          </p>
        ))}
      </Part>
    </>
  );
  return { title: `${kind} ${volumeLabel(name)}`, body };
}

function imageContent(view: HostView, id: string, onSelect: (key: ObjectKey) => void) {
  const image = view.images.find((one) => one.id === id);
  if (!image) return null;
  const others = (digest: string): string =>
    view.images
      .filter((one) => one.id !== id && one.layers.some((layer) => layer.digest === digest))
      .map(imageName)
      .join(', ');
  const users = view.containers.filter(({ imageId }) => imageId === id);
  const body = (
    <>
      <Facts
        facts={[
          ['id', shortId(id)],
          ['tags', image.tags.join(', ') || 'none: dangling'],
          ['size', bytes(image.size)],
        ]}
      />
      <Part title={`Layers, from the bottom (${image.layers.length})`}>
        <ol className="grid gap-1 font-mono">
          {image.layers.map(({ digest, size }) => (
            <li key={digest}>
              {shortId(digest)} · {bytes(size)}
              {others(digest) === '' ? '' : ` · also in ${others(digest)}`}
            </li>
          ))}
        </ol>
      </Part>
      <Part title={`Containers (${users.length})`}>
        {users.map((container) => (
          <p key={container.id}>
            <To to={keyOf.container(container.id)} onSelect={onSelect}>
              {container.name}
            </To>
          </p>
        ))}
      </Part>
    </>
  );
  return { title: `image ${imageName(image)}`, body };
}
