import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../util/bytes.ts';
import { isGoError } from '../util/go-error.ts';
import {
  familiarMatch,
  familiarString,
  formatReference,
  type ImageReference,
  isNameOnly,
  parseAnyReference,
  parseNormalizedNamed,
  parseReference,
  referenceName,
  tagNameOnly,
  trimNamed,
  withDigest,
  withTag,
} from './reference.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

function normalized(text: string): string {
  const ref = parseNormalizedNamed(text);
  return isGoError(ref) ? ref.message : formatReference(tagNameOnly(ref));
}

/** What `docker pull NAME` of 28.5.2 asked the daemon for, or printed. */
const PULLED: readonly (readonly [string, string])[] = [
  ['alpine', 'docker.io/library/alpine:latest'],
  ['docker.io/foo', 'docker.io/library/foo:latest'],
  ['index.docker.io/foo/bar', 'docker.io/foo/bar:latest'],
  ['localhost:5000/x', 'localhost:5000/x:latest'],
  ['[::1]:5000/foo', '[::1]:5000/foo:latest'],
  ['X/y', 'X/y:latest'],
  ['example.com:99999/a', 'example.com:99999/a:latest'],
  ['a/b/c.d/e_f__g:T-1_.', 'docker.io/a/b/c.d/e_f__g:T-1_.'],
  ['a__b', 'docker.io/library/a__b:latest'],
  ['a--b', 'docker.io/library/a--b:latest'],
  [`foo@${DIGEST}`, `docker.io/library/foo@${DIGEST}`],
  [`foo:1@${DIGEST}`, `docker.io/library/foo:1@${DIGEST}`],
  ['', 'invalid reference format'],
  ['UPPERCASE', 'invalid reference format: repository name (library/UPPERCASE) must be lowercase'],
  ['localhost/Foo', 'invalid reference format: repository name (Foo) must be lowercase'],
  ['foo/Bar:1', 'invalid reference format: repository name (foo/Bar) must be lowercase'],
  ['alpine:', 'invalid reference format'],
  ['alpine:bad/tag', 'invalid reference format'],
  ['alpine@latest', 'invalid reference format'],
  [':x', 'invalid reference format'],
  ['a..b', 'invalid reference format'],
  ['a___b', 'invalid reference format'],
  ['a-_b', 'invalid reference format'],
  ['foo//bar', 'invalid reference format'],
  ['foo/', 'invalid reference format'],
  ['/foo', 'invalid reference format'],
  ['http://foo', 'invalid reference format'],
  ['a:b:c', 'invalid reference format'],
  [utf8Encode('é'), 'invalid reference format'],
  ['foo@sha256:abc', 'invalid reference format'],
  [`foo@sha512:${'0'.repeat(32)}`, 'invalid checksum digest length'],
  [`foo@md5:${'0'.repeat(32)}`, 'unsupported digest algorithm'],
  ['f'.repeat(64), `invalid repository name (${'f'.repeat(64)}), cannot specify 64-byte hexadecimal strings`],
  ['a'.repeat(300), 'repository name must not be more than 255 characters'],
  [`a:${'t'.repeat(129)}`, 'invalid reference format'],
];

describe('references', () => {
  it('are normalised as the docker CLI does', () => {
    expect(PULLED.map(([name]) => [name, normalized(name)])).toEqual(PULLED);
  });

  it('are shown in their familiar form', () => {
    const shown = [
      'alpine:3',
      'docker.io/library/alpine',
      'docker.io/a/b',
      'quay.io/library/x:1',
      `redis@${DIGEST}`,
    ].map((name) => familiarString(parseNormalizedNamed(name) as ImageReference));
    expect(shown).toEqual(['alpine:3', 'alpine', 'a/b', 'quay.io/library/x:1', `redis@${DIGEST}`]);
  });

  it('are parsed as written without defaults', () => {
    expect([parseReference('Host.x/a:1'), parseReference('a/b')]).toEqual([
      { domain: 'Host.x', path: 'a', tag: '1', digest: '' },
      { domain: 'a', path: 'b', tag: '', digest: '' },
    ]);
    expect(
      [parseReference(''), parseReference('Abc'), parseReference('x:y:z')].map((r) => (isGoError(r) ? r.message : r)),
    ).toEqual([
      'repository name must have at least one component',
      'repository name must be lowercase',
      'invalid reference format',
    ]);
  });

  it('may be an identifier or a digest alone', () => {
    const id = 'ab'.repeat(32);
    expect([parseAnyReference(id), parseAnyReference(DIGEST)]).toEqual([
      { domain: '', path: '', tag: '', digest: `sha256:${id}` },
      { domain: '', path: '', tag: '', digest: DIGEST },
    ]);
    expect(formatReference(parseAnyReference(DIGEST) as ImageReference)).toBe(DIGEST);
  });

  it('gain and lose tags and digests', () => {
    const ref = parseNormalizedNamed('a:1') as ImageReference;
    const retagged = withTag(trimNamed(ref), '2');
    expect([referenceName(ref), isNameOnly(ref), isNameOnly(trimNamed(ref))]).toEqual([
      'docker.io/library/a',
      false,
      true,
    ]);
    expect(isGoError(retagged) ? null : formatReference(withDigest(retagged, DIGEST))).toBe(
      `docker.io/library/a:2@${DIGEST}`,
    );
    const bad = withTag(ref, 'a/b');
    expect(isGoError(bad) && bad.message).toBe('invalid tag format');
  });

  it('are matched by patterns on name or name and tag', () => {
    const ref = parseNormalizedNamed('nginx:1.27-alpine') as ImageReference;
    expect(['nginx', 'nginx:1.27*', 'ng*', '*/nginx', 'redis'].map((p) => familiarMatch(p, ref))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    const bad = familiarMatch('[', ref);
    expect(isGoError(bad) && bad.message).toBe('syntax error in pattern');
  });
});
