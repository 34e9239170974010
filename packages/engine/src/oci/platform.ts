import type { Bytes } from '../util/bytes.ts';
import { GoError } from '../util/go-error.ts';
import { goQuote } from '../util/go-quote.ts';

/** An OCI platform; absent parts are empty strings. */
export interface Platform {
  readonly os: Bytes;
  readonly architecture: Bytes;
  readonly variant: Bytes;
  readonly osVersion: Bytes;
}

/** The platform of the simulated host. */
export const HOST_PLATFORM: Platform = { os: 'linux', architecture: 'amd64', variant: '', osVersion: '' };

const KNOWN_OS =
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(
    ' ',
  );

const KNOWN_ARCHITECTURES = (
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ' +
  'ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
).split(' ');

const COMPONENT = /^[A-Za-z0-9_.-]+$/;
const OS_COMPONENT = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?$/;

function normalizeOs(os: Bytes, host: Platform): Bytes {
  const lower = os.toLowerCase();
  if (lower === '') return host.os;
  return lower === 'macos' ? 'darwin' : lower;
}

/** Common spellings of architectures and variants as Go names them (`normalizeArch`). */
function normalizeArchitecture(architecture: Bytes, variant: Bytes): readonly [Bytes, Bytes] {
  const arch = architecture.toLowerCase();
  const v = variant.toLowerCase();
  switch (arch) {
    case 'i386':
      return ['386', ''];
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return ['amd64', v === 'v1' ? '' : v];
    case 'aarch64':
    case 'arm64':
      if (v === '8' || v === 'v8' || v === 'v8.0') return ['arm64', ''];
      return ['arm64', v === '9' || v === '9.0' || v === 'v9.0' ? 'v9' : v];
    case 'armhf':
      return ['arm', 'v7'];
    case 'armel':
      return ['arm', 'v6'];
    case 'arm':
      if (v === '' || v === '7') return ['arm', 'v7'];
      return ['arm', v === '5' || v === '6' || v === '8' ? `v${v}` : v];
    default:
      return [arch, v];
  }
}

/** `platforms.Normalize`. */
export function normalizePlatform(p: Platform, host: Platform = HOST_PLATFORM): Platform {
  const [architecture, variant] = normalizeArchitecture(p.architecture, p.variant);
  return { os: normalizeOs(p.os, host), architecture, variant, osVersion: p.osVersion };
}

function invalid(text: Bytes): GoError {
  return new GoError(`${text}: invalid argument`);
}

/** An operating system or an architecture alone; the other part is the host's. */
function parseSingle(specifier: Bytes, os: Bytes, osVersion: Bytes, host: Platform): Platform | GoError {
  if (KNOWN_OS.includes(os)) return { os, architecture: host.architecture, variant: '', osVersion };
  const [architecture, variant] = normalizeArchitecture(specifier, '');
  if (!KNOWN_ARCHITECTURES.includes(architecture)) {
    return invalid(`${goQuote(specifier)}: unknown operating system or architecture`);
  }
  return { os: host.os, architecture, variant: architecture === 'arm' && variant === 'v7' ? '' : variant, osVersion };
}

/** `platforms.Parse` of containerd/platforms: `os`, `arch`, `os/arch` or `os/arch/variant`, normalised, with its errors. */
export function parsePlatform(specifier: Bytes, host: Platform = HOST_PLATFORM): Platform | GoError {
  const quoted = goQuote(specifier);
  if (specifier.includes('*')) return invalid(`${quoted}: wildcards not yet supported`);
  const parts = specifier.split('/');
  const first = OS_COMPONENT.exec(parts[0] as Bytes);
  if (first === null) {
    const rule = goQuote('^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.-]*)\\))?$');
    return invalid(
      `${goQuote(parts[0] as Bytes)} is an invalid OS component of ${quoted}: OSAndVersion specifier component must match ${rule}`,
    );
  }
  // Only the first four parts are looked at.
  const shown = parts.length > 4 ? [...parts.slice(0, 3), parts.slice(3).join('/')] : parts;
  for (const part of shown.slice(1)) {
    if (COMPONENT.test(part)) continue;
    const rule = goQuote(COMPONENT.source);
    return invalid(
      `${goQuote(part)} is an invalid component of ${quoted}: platform specifier component must match ${rule}`,
    );
  }
  const os = normalizeOs(first[1] as Bytes, host);
  const osVersion = first[2] ?? '';
  if (parts.length === 1) return parseSingle(specifier, os, osVersion, host);
  if (parts.length > 3) return invalid(`${quoted}: cannot parse platform specifier`);
  const [architecture, v] = normalizeArchitecture(parts[1] as Bytes, parts[2] ?? '');
  let variant = v;
  if (parts.length === 2 && architecture === 'arm' && variant === 'v7') variant = '';
  if (parts.length === 3 && architecture === 'arm64' && variant === '') variant = 'v8';
  return { os, architecture, variant, osVersion };
}

/** `platforms.Format`: `linux/arm64/v8`. */
export function formatPlatform(p: Platform): Bytes {
  if (p.os === '') return 'unknown';
  return [p.os, p.architecture, p.variant].filter((part) => part !== '').join('/');
}

/** `platforms.OnlyStrict`: whether two platforms are the same once normalised. */
export function samePlatform(a: Platform, b: Platform): boolean {
  const x = normalizePlatform(a);
  const y = normalizePlatform(b);
  return x.os === y.os && x.architecture === y.architecture && x.variant === y.variant;
}

/** Variants of one architecture from `from` down to `to`, as platforms. */
function variants(p: Platform, from: number, to: number): Platform[] {
  const out: Platform[] = [];
  for (let v = from; v >= to; v--) out.push({ ...p, variant: `v${v}` });
  return out;
}

/** Major and minor of a variant such as `v8.2`; null when it is none. */
function armVersion(variant: Bytes): readonly [number, number] | null {
  const m = /^v?(\d+)(?:\.(\d))?$/.exec(variant);
  return m === null ? null : [Number(m[1]), Number(m[2] ?? 0)];
}

function arm64Vector(p: Platform): Platform[] {
  const version = armVersion(p.variant === '' ? 'v8' : p.variant);
  const out = [p];
  if (version !== null && version[0] >= 8) {
    let [major, minor] = version;
    const below = (): void => {
      for (let m = minor - 1; m >= 0; m--) out.push({ ...p, variant: m === 0 ? `v${major}` : `v${major}.${m}` });
    };
    if (major === 9) {
      below();
      // v9.0 is v8.5 with more.
      minor += 5;
      major = 8;
      out.push({ ...p, variant: `v8.${minor}` });
    }
    below();
  }
  const variant = p.variant === '' || /^v[89]\./.test(p.variant) ? 'v8' : p.variant;
  return [...out, ...platformVector({ ...p, architecture: 'arm', variant })];
}

/**
 * Platforms that a machine of platform `p` can run, best first (`platforms.Only`): arm/v7 runs v6 and v5, amd64 runs 386.
 */
export function platformVector(p: Platform): readonly Platform[] {
  if (p.architecture === 'arm64') return arm64Vector(p);
  const version = /^v?(\d+)$/.exec(p.variant);
  const n = version === null ? 0 : Number(version[1]);
  if (p.architecture === 'amd64') return [p, ...variants(p, n - 1, 1), { ...p, architecture: '386', variant: '' }];
  return p.architecture === 'arm' ? [p, ...variants(p, n - 1, 5)] : [p];
}

/** Whether an image of platform `candidate` runs on `wanted` (`platforms.Only(wanted).Match`). */
export function platformMatches(wanted: Platform, candidate: Platform): boolean {
  return platformRank(wanted, candidate) >= 0;
}

/** Place of `candidate` among what `wanted` accepts, 0 the best; -1 when it does not run there. */
export function platformRank(wanted: Platform, candidate: Platform): number {
  return platformVector(normalizePlatform(wanted)).findIndex((p) => samePlatform(p, candidate));
}
