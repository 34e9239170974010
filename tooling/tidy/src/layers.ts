/**
 * Who may import whom inside packages/engine/src: docs/ARCHITECTURE.md §5 as a table.
 * A row changes together with an ADR in docs/adr that says which number or need decided it.
 */

/** What one layer (a folder of packages/engine/src, or a file at its top) may import besides itself. */
export interface Layer {
  /** Layers, or paths inside one (`kernel/syscall`), that it may import to run. `*` is every layer. */
  readonly values: readonly string[];
  /** What it may import besides those with `import type`. `*` is every layer. */
  readonly types?: readonly string[];
  /** What it must not import even when a `*` would allow it. */
  readonly never?: readonly string[];
  /** Said when a rule is broken: what the layer is, and so where the import belongs. */
  readonly is: string;
}

/** Pure vocabulary that any layer may use: it knows no table of ours. */
const BASE = ['util', 'version'];
/** What a layer with tables and timers of its own stands on. */
const STATE = [...BASE, 'store', 'sim'];
/** The kernel as a program sees it: the Sys facade and the numbers of its ABI, never its tables. */
const SYSCALLS = ['kernel/syscall', 'kernel/errno'];

/** The table; the keys are every folder and top file that packages/engine/src may have. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  util: { values: ['version'], is: 'arithmetic without any knowledge of the host' },
  version: { values: [], is: 'two constants' },
  store: { values: BASE, is: 'tables, tries and transactions; the tables themselves are passed in by host/wire' },
  sim: { values: [...BASE, 'store'], is: 'input, clock, timers, randomness; wake targets are passed in by host/wire' },
  kernel: { values: STATE, is: 'the kernel; it resumes a task through an interface that it declares itself' },
  program: {
    values: [...BASE, ...SYSCALLS],
    types: ['kernel', 'store', 'sim'],
    is: 'the contract of named programs, without tables',
  },
  bin: {
    values: [...BASE, 'program', ...SYSCALLS],
    types: ['sim', 'store'],
    is: 'programs; they reach everything through system calls',
  },
  oci: { values: BASE, is: 'pure arithmetic of the OCI specifications' },
  api: { values: BASE, is: "the Engine API's types, errors and framing" },
  registry: {
    values: [...STATE, 'oci', 'program', ...SYSCALLS],
    is: 'a far host that is reached over the simulated network',
  },
  runc: { values: [...STATE, 'kernel', 'oci'], is: 'containers out of kernel objects, below containerd' },
  containerd: {
    // ADR 0002: privileged services drive kernel objects directly
    values: [...STATE, 'runc', 'kernel', 'libnetwork', 'oci', 'program'],
    types: ['registry'],
    is: 'content, snapshots and tasks; it knows of registries only their interface, and nothing of dockerd',
  },
  libnetwork: {
    // ADR 0002
    values: [...STATE, 'runc', 'kernel', 'oci', 'program'],
    is: 'networks, endpoints and sandboxes; it knows nothing of dockerd',
  },
  buildkit: {
    values: [...STATE, 'containerd', 'runc', 'oci', 'program', ...SYSCALLS],
    is: 'the builder; dockerd and the command line stand above it',
  },
  daemon: {
    // ADR 0002
    values: [...STATE, 'kernel', 'runc', 'containerd', 'libnetwork', 'buildkit', 'api', 'oci', 'program'],
    types: ['registry'],
    is: 'dockerd; the command line reaches it over its socket only',
  },
  cli: {
    values: [...BASE, 'api', 'program', ...SYSCALLS, 'oci'],
    types: ['sim', 'store'],
    is: 'the docker command; the socket is its only door to the daemon',
  },
  host: { values: ['*'], never: ['view', 'testing', 'index'], is: 'the composition root' },
  view: {
    values: [...BASE, 'store'],
    types: ['*'],
    never: ['host', 'testing', 'index'],
    is: 'projections of records and table differences',
  },
  testing: { values: ['*'], is: 'scenarios, generators and oracles for tests' },
  index: { values: ['*'], never: ['testing'], is: 'the public surface' },
};
