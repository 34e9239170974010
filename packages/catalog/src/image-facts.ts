/** What the data say of an image; the rest (ids, digests, dates) is computed from it. */
export interface ImageFacts {
  readonly repository: string;
  readonly tags: readonly string[];
  /** Base layer first. */
  readonly layers: readonly { readonly name: string; readonly unpackedSize: number }[];
  /** `config` of the OCI image configuration, as it stands. */
  readonly config: { readonly [key: string]: unknown };
  readonly history: readonly { readonly createdBy: string; readonly empty: boolean }[];
}
