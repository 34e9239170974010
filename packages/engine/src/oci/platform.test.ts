import { expect, it } from 'vitest';
import { isGoError } from '../util/go-error.ts';
import {
  formatPlatform,
  type Platform,
  parsePlatform,
  platformMatches,
  platformRank,
  platformVector,
  samePlatform,
} from './platform.ts';

function parsed(text: string): string {
  const p = parsePlatform(text);
  return isGoError(p) ? p.message : formatPlatform(p);
}

function platform(text: string): Platform {
  return parsePlatform(text) as Platform;
}

it('parses and normalises specifiers', () => {
  const texts = [
    'linux/amd64',
    'linux',
    'arm64',
    'LINUX/AMD64',
    'linux/x86_64',
    'linux/aarch64/v8',
    'linux/arm',
    'linux/armhf',
    'armel',
    'macos/i386',
    'linux/amd64/v1',
    'linux/arm/7',
    'windows(10)/amd64',
    'my_os/my_arch',
  ];
  expect(texts.map(parsed)).toEqual([
    'linux/amd64',
    'linux/amd64',
    'linux/arm64',
    'linux/amd64',
    'linux/amd64',
    'linux/arm64/v8',
    'linux/arm',
    'linux/arm',
    'linux/arm/v6',
    'darwin/386',
    'linux/amd64',
    'linux/arm/v7',
    'windows/amd64',
    'my_os/my_arch',
  ]);
  expect(platform('windows(10.0)/amd64').osVersion).toBe('10.0');
});

it('refuses the rest in the words of containerd', () => {
  expect(['abc', 'linux/', 'linux/ab$c', 'foo/bar/baz/q', 'linux/*', 'lin ux/amd64'].map(parsed)).toEqual([
    '"abc": unknown operating system or architecture: invalid argument',
    '"" is an invalid component of "linux/": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
    '"ab$c" is an invalid component of "linux/ab$c": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
    '"foo/bar/baz/q": cannot parse platform specifier: invalid argument',
    '"linux/*": wildcards not yet supported: invalid argument',
    '"lin ux" is an invalid OS component of "lin ux/amd64": OSAndVersion specifier component must match "^([A-Za-z0-9_-]+)(?:\\\\(([A-Za-z0-9_.-]*)\\\\))?$": invalid argument',
  ]);
});

it('knows what a machine can run, best first', () => {
  const names = (text: string): readonly string[] => platformVector(platform(text)).map(formatPlatform);
  expect([names('linux/amd64'), names('linux/amd64/v3'), names('linux/arm/v7'), names('linux/riscv64')]).toEqual([
    ['linux/amd64', 'linux/386'],
    ['linux/amd64/v3', 'linux/amd64/v2', 'linux/amd64/v1', 'linux/386'],
    ['linux/arm/v7', 'linux/arm/v6', 'linux/arm/v5'],
    ['linux/riscv64'],
  ]);
  expect(names('linux/arm64/v9.1')).toEqual([
    'linux/arm64/v9.1',
    'linux/arm64/v9',
    'linux/arm64/v8.6',
    'linux/arm64/v8.5',
    'linux/arm64/v8.4',
    'linux/arm64/v8.3',
    'linux/arm64/v8.2',
    'linux/arm64/v8.1',
    'linux/arm64/v8',
    'linux/arm/v8',
    'linux/arm/v7',
    'linux/arm/v6',
    'linux/arm/v5',
  ]);
});

it('matches images to machines', () => {
  const amd64 = platform('linux/amd64');
  expect([
    platformMatches(amd64, platform('linux/amd64/v1')),
    platformMatches(amd64, platform('linux/386')),
    platformMatches(amd64, platform('linux/arm64')),
    platformRank(platform('linux/arm/v7'), platform('linux/arm/v6')),
    samePlatform(platform('linux/arm64'), platform('linux/arm64/v8')),
    samePlatform(amd64, platform('windows/amd64')),
  ]).toEqual([true, true, false, 1, true, false]);
});
