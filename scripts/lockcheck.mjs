#!/usr/bin/env node
// Fails when a package in the lockfile names an optional dependency (mostly one platform's binary) that the lockfile
// lacks: `npm install` says nothing about it, and the install then breaks on that platform only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './toolchain.mjs';

/** Places in the lockfile where Node would look for `name` from the package at `place`, nearest first. */
function lookups(place, name) {
  const places = [];
  for (let at = place; ; at = at.slice(0, at.lastIndexOf('/'))) {
    if (!at.endsWith('node_modules')) places.push(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`);
    if (!at.includes('/')) break;
  }
  places.push(`node_modules/${name}`);
  return places;
}

/** One line for every optional dependency that is missing from parsed lockfile `lock` (lockfileVersion 3). */
export function missingOptional(lock) {
  const missing = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (lookups(place, name).some((candidate) => candidate in lock.packages)) continue;
      missing.push(`${place || 'package.json'} wants optional ${name}@${version}, which package-lock.json lacks`);
    }
  }
  return missing;
}

/** Prints what is missing from the repository's lockfile; resolves to an exit code. */
export function lockcheck() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const missing = missingOptional(lock);
  for (const line of missing) console.error(line);
  if (missing.length > 0) {
    console.error('Pin the package to a version that has all its platforms, then make the lockfile from nothing:');
    console.error('rm -rf node_modules package-lock.json && npm install');
    return 1;
  }
  console.log(`lockfile complete: ${Object.keys(lock.packages).length} packages`);
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = lockcheck();
