import type { Bytes } from '../util/bytes.ts';
import { goPathMatch } from '../util/glob.ts';
import { GoError, isGoError } from '../util/go-error.ts';
import { goToLower } from '../util/rune.ts';
import { type Digest, parseDigest } from './digest.ts';

/** A parsed image reference. Absent parts are empty strings. */
export interface ImageReference {
  /** Registry host with its port; `docker.io` for familiar names. */
  readonly domain: Bytes;
  /** Repository path within the registry, `library/alpine`. */
  readonly path: Bytes;
  readonly tag: Bytes;
  readonly digest: Digest | '';
}

const DEFAULT_DOMAIN = 'docker.io';
const LEGACY_DOMAIN = 'index.docker.io';
const OFFICIAL = 'library/';
/** The tag that a name without tag and digest means. */
export const DEFAULT_TAG = 'latest';
/** Longest repository path. */
const MAX_PATH = 255;

const INVALID_FORMAT = new GoError('invalid reference format');
const NAME_EMPTY = new GoError('repository name must have at least one component');
const NAME_UPPERCASE = new GoError('repository name must be lowercase');
const NAME_TOO_LONG = new GoError(`repository name must not be more than ${MAX_PATH} characters`);

// The grammar of distribution/reference regexp.go.
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const PATH = `${PATH_PART}(?:/${PATH_PART})*`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';

const REFERENCE = new RegExp(`^((?:${DOMAIN}/)?${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const NAME = new RegExp(`^(?:(${DOMAIN})/)?(${PATH})$`);
const WHOLE_TAG = new RegExp(`^${TAG}$`);
const IDENTIFIER = /^[a-f0-9]{64}$/;

/** Longest text looked at; nothing valid comes near it, and it bounds the grammar's work. */
const MAX_TEXT = 4096;

/** `reference.Parse`: a reference as written, without defaults. The domain is empty when none is recognised. */
export function parseReference(text: Bytes): ImageReference | GoError {
  const m = text.length > MAX_TEXT ? null : REFERENCE.exec(text);
  if (m === null) {
    if (text === '') return NAME_EMPTY;
    return text.length <= MAX_TEXT && REFERENCE.test(goToLower(text)) ? NAME_UPPERCASE : INVALID_FORMAT;
  }
  const name = NAME.exec(m[1] as string) as RegExpExecArray;
  const path = name[2] as string;
  if (path.length > MAX_PATH) return NAME_TOO_LONG;
  const digest = m[3] === undefined ? '' : parseDigest(m[3]);
  if (isGoError(digest)) return digest;
  return { domain: name[1] ?? '', path, tag: m[2] ?? '', digest };
}

/** Splits a familiar name into registry and the rest, with docker.io and library/ filled in (`splitDockerDomain`). */
function splitDomain(name: Bytes): readonly [Bytes, Bytes] {
  const slash = name.indexOf('/');
  if (slash < 0) return [DEFAULT_DOMAIN, OFFICIAL + name];
  const head = name.slice(0, slash);
  const isDomain = head === 'localhost' || /[.:]/.test(head) || goToLower(head) !== head;
  let domain = isDomain ? head : DEFAULT_DOMAIN;
  let rest = isDomain ? name.slice(slash + 1) : name;
  if (domain === LEGACY_DOMAIN) domain = DEFAULT_DOMAIN;
  if (domain === DEFAULT_DOMAIN && !rest.includes('/')) rest = OFFICIAL + rest;
  return [domain, rest];
}

/**
 * `reference.ParseNormalizedNamed`: what the CLI and the daemon make of a name typed by a person, with docker.io and
 * library/ filled in. No tag is added: see tagNameOnly.
 */
export function parseNormalizedNamed(text: Bytes): ImageReference | GoError {
  if (IDENTIFIER.test(text)) {
    return new GoError(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const [domain, rest] = splitDomain(text);
  const colon = rest.indexOf(':');
  const remote = colon < 0 ? rest : rest.slice(0, colon);
  if (goToLower(remote) !== remote) {
    return new GoError(`invalid reference format: repository name (${remote}) must be lowercase`);
  }
  return parseReference(`${domain}/${rest}`);
}

/**
 * `reference.ParseAnyReference`: also takes a digest or a 64-digit identifier alone, which become a reference without a name.
 */
export function parseAnyReference(text: Bytes): ImageReference | GoError {
  const digest = IDENTIFIER.test(text) ? `sha256:${text}` : parseDigest(text);
  return isGoError(digest) ? parseNormalizedNamed(text) : { domain: '', path: '', tag: '', digest };
}

/** `Named.Name()`: domain and path. */
export function referenceName(ref: ImageReference): Bytes {
  return ref.domain === '' ? ref.path : `${ref.domain}/${ref.path}`;
}

/** `Reference.String()`: the full form with tag and digest. */
export function formatReference(ref: ImageReference): Bytes {
  return withSuffix(referenceName(ref), ref);
}

function withSuffix(name: Bytes, ref: ImageReference): Bytes {
  const tag = ref.tag === '' ? '' : `:${ref.tag}`;
  if (ref.digest === '') return name + tag;
  return name === '' ? ref.digest : `${name}${tag}@${ref.digest}`;
}

/** `reference.FamiliarName`: the name as people write it, without docker.io and library/. */
export function familiarName(ref: ImageReference): Bytes {
  if (ref.domain !== DEFAULT_DOMAIN) return referenceName(ref);
  const short = ref.path.startsWith(OFFICIAL) ? ref.path.slice(OFFICIAL.length) : '';
  return short === '' || short.includes('/') ? ref.path : short;
}

/** `reference.FamiliarString`: familiar name, tag and digest. */
export function familiarString(ref: ImageReference): Bytes {
  return withSuffix(familiarName(ref), ref);
}

/** `reference.TagNameOnly`: the tag `latest` where there is neither tag nor digest. */
export function tagNameOnly(ref: ImageReference): ImageReference {
  return ref.tag === '' && ref.digest === '' ? { ...ref, tag: DEFAULT_TAG } : ref;
}

/** `reference.TrimNamed`: the name alone. */
export function trimNamed(ref: ImageReference): ImageReference {
  return { domain: ref.domain, path: ref.path, tag: '', digest: '' };
}

/** `reference.IsNameOnly`: whether there is neither tag nor digest. */
export function isNameOnly(ref: ImageReference): boolean {
  return ref.tag === '' && ref.digest === '';
}

/** `reference.WithTag`. */
export function withTag(ref: ImageReference, tag: Bytes): ImageReference | GoError {
  return WHOLE_TAG.test(tag) ? { ...ref, tag } : new GoError('invalid tag format');
}

/** `reference.WithDigest`. */
export function withDigest(ref: ImageReference, digest: Digest): ImageReference {
  return { ...ref, digest };
}

/** `reference.FamiliarMatch`: whether a shell pattern matches the familiar string or the familiar name. */
export function familiarMatch(pattern: Bytes, ref: ImageReference): boolean | GoError {
  const matched = goPathMatch(pattern, familiarString(ref));
  return matched === false ? goPathMatch(pattern, familiarName(ref)) : matched;
}
