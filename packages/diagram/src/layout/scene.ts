/**
 * The drawing as data: where everything stands. The host is seen in cross-section: the outside above, its wall with the
 * published ports as doors, below it the bridges as rails, containers hanging from the rails by their veths, and at the
 * bottom the tanks and directories their mounts lead to, then the shelf of images. Lengths in px.
 */
import type { ContainerView, ImageView, NetworkView, PortView, VolumeView } from '@drydock/engine/host-view';

/** Something that can be selected: `container:ID`, `network:NAME`, `volume:NAME`, `image:ID`, `directory:PATH`, `host:`. */
export type ObjectKey = string;

/** A rectangle. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A network: a horizontal line that containers are connected to. */
export interface Rail {
  readonly key: ObjectKey;
  readonly network: NetworkView;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Number of containers' ends in it. */
  readonly ends: number;
}

/** A container. */
export interface Box extends Area {
  readonly key: ObjectKey;
  readonly container: ContainerView;
  /** Only name and state are drawn. */
  readonly compact: boolean;
}

/** A published port: an opening in the wall. */
export interface Door {
  readonly id: string;
  /** Of the container behind it. */
  readonly key: ObjectKey;
  readonly port: PortView;
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** A connection: a veth to a rail, a door's way to its rail, the way out of a rail, a mount. */
export interface Wire {
  readonly id: string;
  readonly kind: 'veth' | 'door' | 'egress' | 'pipe';
  /** Objects at its ends; selecting one of them marks the wire. */
  readonly ends: readonly ObjectKey[];
  /** Corners of the line; all its parts are horizontal or vertical. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** At the container's end: an address, a path. */
  readonly label: string;
  readonly labelAt: readonly [x: number, y: number];
  /** Room for the label. */
  readonly labelWidth: number;
  /** A mount that cannot be written, a port or network of a container that does not run. */
  readonly faint: boolean;
}

/** A volume or a directory of the host. */
export interface Tank extends Area {
  readonly key: ObjectKey;
  readonly kind: 'volume' | 'directory';
  readonly label: string;
  readonly volume: VolumeView | null;
}

/** An image on the shelf. */
export interface Stack extends Area {
  readonly key: ObjectKey;
  readonly image: ImageView;
  /** For each layer, whether another image has it too. */
  readonly shared: readonly boolean[];
  /** Containers made from it. */
  readonly users: number;
}

/** A whole drawing. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly text: number;
  readonly wall: Area;
  readonly rails: readonly Rail[];
  readonly boxes: readonly Box[];
  readonly doors: readonly Door[];
  readonly wires: readonly Wire[];
  readonly tanks: readonly Tank[];
  readonly shelf: { readonly y: number; readonly stacks: readonly Stack[] };
}

/** Keys of objects. */
export const keyOf = {
  host: 'host:' as ObjectKey,
  container: (id: string): ObjectKey => `container:${id}`,
  network: (name: string): ObjectKey => `network:${name}`,
  volume: (name: string): ObjectKey => `volume:${name}`,
  image: (id: string): ObjectKey => `image:${id}`,
  directory: (path: string): ObjectKey => `directory:${path}`,
};
