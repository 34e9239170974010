import { describe, expect, it } from 'vitest';
import { complete, type NameKind } from './completion.ts';

const NAMES: Readonly<Record<NameKind, readonly string[]>> = {
  container: ['web', 'db'],
  running: ['web'],
  stopped: ['db'],
  paused: [],
  image: ['alpine:3.20', 'nginx'],
  network: ['app', 'bridge'],
  volume: ['data'],
};

describe('complete', () => {
  it.each([
    ['docker ru', ['run']],
    ['docker container sto', ['stop']],
    ['docker run --net', ['--network', '--network-alias']],
    ['docker run --network ', ['app', 'bridge', 'container:', 'host', 'none']],
    ['docker run --network=a', ['--network=app']],
    ['docker run -d a', ['alpine:3.20']],
    ['docker run -d alpine ', []],
    ['docker run -v ', ['data:']],
    ['docker stop ', ['web']],
    ['docker start ', ['db']],
    ['docker rm -f ', ['db', 'web']],
    ['docker exec -u root w', ['web']],
    ['docker exec web ', []],
    ['docker network connect app ', ['db', 'web']],
    ['docker -H unix:///x ps --no', ['--no-trunc']],
    ['docker inspect n', ['nginx']],
    ['docker cp d', ['db:']],
    ['docker kill -s HU', ['HUP']],
    ['docker compose unp', ['unpause']],
    ['docker nosuch ', []],
  ])('%s', (line, expected) => {
    expect(complete(line.split(' '), (kind) => NAMES[kind])).toEqual(expected);
  });
});
