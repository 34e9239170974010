/**
 * What the far registries hold, and what a machine is installed with: images as data. The package `catalog` builds one;
 * the engine reads it and never changes it. A world names it by `digest`, and can only be decoded with the same one.
 */
import type { Value } from '../store/table.ts';

/** A file tree by digest (kernel/fs/seed-index.ts says what an entry is). */
export interface CatalogTree {
  readonly digest: string;
  readonly entries: readonly {
    readonly path: string;
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
    readonly mtimeSec: number;
    readonly data?: string;
    readonly size?: number;
    readonly target?: string;
    readonly rdev?: number;
    readonly program?: string;
  }[];
}

/** A layer as a registry serves it: `digest` of the compressed blob, `diffId` of the tar, sizes in bytes. */
export interface CatalogLayer {
  readonly digest: string;
  readonly diffId: string;
  readonly size: number;
  readonly unpackedSize: number;
  /** Digest of its tree in the catalog. */
  readonly tree: string;
}

/** One image for one platform. */
export interface CatalogImage {
  /** sha256 of `config` as JSON text, with the prefix `sha256:`. */
  readonly id: string;
  /** OCI image configuration (image-spec config.md): created, architecture, os, config, rootfs, history. */
  readonly config: Value;
  readonly configText: string;
  /** Digest of the manifest: what RepoDigests names. */
  readonly manifest: string;
  readonly layers: readonly CatalogLayer[];
}

export interface Catalog {
  readonly digest: string;
  /** Asserts that the tree exists. */
  tree(digest: string): CatalogTree;
  /** Tree of the simulated host's root file system. */
  readonly hostTree: string;
  /** Is there a repository `library/nginx` on Docker Hub? */
  hasRepository(name: string): boolean;
  /** `reference` is a tag or a manifest digest. */
  image(repository: string, reference: string): CatalogImage | undefined;
  /** References (`library/nginx`, tag) that a fresh engine has pulled already, oldest first. */
  readonly present: readonly { readonly repository: string; readonly tag: string }[];
}
