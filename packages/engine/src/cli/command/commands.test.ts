import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../api/message.ts';
import { base64Encode } from '../../util/base64.ts';
import { TAR_END, tarEntry, tarHeader, tarPadding } from '../../util/tar.ts';
import { readTar } from '../../util/tar-reader.ts';
import { type Answer, documents, empty, frames, ok, refused, runDocker } from '../testing/fake-docker.ts';

describe('inspect', () => {
  const web = {
    Id: 'w1',
    Name: '/web',
    State: { Status: 'running', Running: true },
    Config: { Image: 'nginx', Labels: { a: '<b>' } },
    HostConfig: { Memory: 64 },
  };
  const daemon = (request: ApiRequest): Answer => {
    if (request.path === '/containers/web/json') return ok(web);
    if (request.path === '/images/alpine/json') return ok({ Id: 'sha256:1', Config: {} });
    if (request.path === '/info') return ok({});
    return refused(404, 'not here');
  };

  it('prints indented documents as they came', () => {
    expect(runDocker(['inspect', 'web'], { daemon }).out).toBe(
      `[\n${JSON.stringify(web, null, 4).replaceAll(/^/gm, '    ')}\n]\n`,
    );
  });

  it('tries one kind after the other, and knows when there is none', () => {
    expect(runDocker(['inspect', 'ghost'], { daemon })).toMatchObject({
      code: 1,
      out: '[]\n',
      err: 'Error: No such object: ghost\n',
      requests: [
        'GET /containers/ghost/json',
        'GET /images/ghost/json',
        'GET /networks/ghost',
        'GET /volumes/ghost',
        'GET /info',
        'GET /plugins/ghost/json',
      ],
    });
    expect(runDocker(['container', 'inspect', 'ghost'], { daemon })).toMatchObject({
      code: 1,
      out: '[]\n',
      err: 'Error response from daemon: not here\n',
    });
  });

  it('executes templates on the type, then on the document, whose missing keys are errors', () => {
    expect(runDocker(['inspect', '-f', '{{.ID}} {{.HostConfig.NetworkMode}}', 'web'], { daemon }).out).toBe('w1 \n');
    expect(runDocker(['inspect', '-f', '{{.Id}} {{.Config.Image}}', 'web', 'alpine'], { daemon })).toMatchObject({
      code: 1,
      out: 'w1 nginx\n',
      err: 'template parsing error: template: :1:17: executing "" at <.Config.Image>: map has no entry for key "Image"\n',
    });
    expect(runDocker(['inspect', '-f', '{{.Nope}}', 'web'], { daemon })).toMatchObject({
      code: 1,
      out: '\n',
      err: 'template parsing error: template: :1:2: executing "" at <.Nope>: map has no entry for key "Nope"\n',
    });
    expect(runDocker(['inspect', '-f', '{{.Nope', 'web'], { daemon })).toMatchObject({
      code: 64,
      err: 'template parsing error: template: :1: unclosed action\n',
    });
  });
});

describe('prune', () => {
  const daemon = (request: ApiRequest): Answer => {
    if (request.path === '/containers/prune') return ok({ ContainersDeleted: ['c1'], SpaceReclaimed: 1_500_000 });
    if (request.path === '/images/prune')
      return ok({ ImagesDeleted: [{ Untagged: 'a:1' }, { Deleted: 'sha256:1' }], SpaceReclaimed: 500_000 });
    if (request.path === '/build/prune') return refused(501, 'not simulated yet');
    return ok({});
  };

  it('asks first, and does nothing without a yes', () => {
    const ran = runDocker(['container', 'prune'], { daemon, stdin: ['n\n'] });
    expect(ran).toMatchObject({
      code: 0,
      out: 'WARNING! This will remove all stopped containers.\nAre you sure you want to continue? [y/N] ',
      requests: [],
    });
    expect(runDocker(['volume', 'prune'], { daemon, stdin: ['Y\n'] }).requests).toEqual(['POST /volumes/prune']);
  });

  it('system prune goes through all kinds and adds up', () => {
    const ran = runDocker(['system', 'prune', '-f', '--filter', 'label=x'], { daemon });
    expect(ran.out).toBe(
      'Deleted Containers:\nc1\n\nDeleted Images:\nuntagged: a:1\ndeleted: sha256:1\n\nTotal reclaimed space: 2MB\n',
    );
    expect(ran.requests).toEqual([
      'POST /containers/prune?filters={"label":{"x":true}}',
      'POST /networks/prune?filters={"label":{"x":true}}',
      'POST /images/prune?filters={"dangling":{"true":true},"label":{"x":true}}',
      'POST /build/prune?filters={"label":{"x":true}}',
    ]);
  });
});

describe('images', () => {
  it('pull names the tag it takes and ends with the full name', () => {
    const ran = runDocker(['pull', 'busybox'], { daemon: () => documents([{ status: 'Digest: sha256:1' }]) });
    expect([ran.out, ran.requests]).toEqual([
      'Using default tag: latest\nDigest: sha256:1\ndocker.io/library/busybox:latest\n',
      ['POST /images/create?fromImage=docker.io/library/busybox&tag=latest'],
    ]);
    expect(runDocker(['pull', '-q', 'busybox:nope'], { daemon: () => refused(404, 'manifest unknown') })).toMatchObject(
      {
        code: 1,
        out: '',
        err: 'Error response from daemon: manifest unknown\n',
      },
    );
  });

  it('pull redraws lines in place on a terminal', () => {
    const messages = [
      { status: 'Pulling from library/x', id: '1' },
      { status: 'Downloading', id: 'a', progressDetail: { current: 1_000_000, total: 4_000_000 } },
      { status: 'Waiting', id: 'b', progressDetail: {} },
      { status: 'Pull complete', id: 'a', progressDetail: {} },
      { status: 'Status: done' },
    ];
    expect(runDocker(['pull', 'x:1'], { tty: true, daemon: () => documents(messages) }).out).toBe(
      '1: Pulling from library/x\n' +
        '\n\x1b[1A\x1b[2K\ra: Downloading      1MB/4MB\r\x1b[1B\n\x1b[1A\x1b[2K\rb: Waiting \r\x1b[1B' +
        '\x1b[2A\x1b[2K\ra: Pull complete \r\x1b[2BStatus: done\ndocker.io/library/x:1\n',
    );
  });

  it('rmi prints what happened and forgives absence with -f only', () => {
    const daemon = (request: ApiRequest): Answer =>
      request.path === '/images/a'
        ? ok([{ Untagged: 'a:latest' }, { Deleted: 'sha256:1' }])
        : refused(404, 'No such image: b:latest');
    expect(runDocker(['rmi', 'a', 'b'], { daemon })).toMatchObject({
      code: 1,
      out: 'Untagged: a:latest\nDeleted: sha256:1\n',
      err: 'Error response from daemon: No such image: b:latest\n',
    });
    expect(runDocker(['rmi', '-f', 'b'], { daemon })).toMatchObject({
      code: 0,
      err: 'Error response from daemon: No such image: b:latest\n',
    });
  });

  it('save writes the archive where it is asked to', () => {
    const daemon = (): Answer =>
      frames(
        [
          [1, 'tar'],
          [1, 'ball'],
        ],
        200,
      );
    expect(runDocker(['save', '-o', 'a.tar', 'alpine', 'busybox'], { daemon })).toMatchObject({
      code: 0,
      out: '',
      files: { '/home/student/a.tar': 'tarball' },
      requests: ['GET /images/get?names=alpine\nbusybox'],
    });
    expect(runDocker(['save', 'alpine'], { daemon }).out).toBe('tarball');
    expect(runDocker(['save', '-o', '/nosuch/x', 'alpine'], { daemon })).toMatchObject({
      code: 1,
      err: 'failed to save image: invalid output path: stat /nosuch: no such file or directory\n',
      requests: [],
    });
  });

  it('load sends a file and prints what was loaded', () => {
    const daemon = (): Answer => documents([{ stream: 'Loaded image: a:1\n' }]);
    const ran = runDocker(['load', '-i', 'a.tar'], { daemon, files: { 'a.tar': 'tarball' } });
    expect([ran.out, ran.sent[0]]).toEqual([
      'Loaded image: a:1\n',
      [{ kind: 'raw', stream: 0, data: 'tarball' }, { kind: 'end' }],
    ]);
    expect(
      runDocker(['load'], {
        daemon: () => documents([{ errorDetail: { message: 'unexpected EOF' }, error: 'unexpected EOF' }]),
      }),
    ).toMatchObject({
      code: 1,
      err: 'unexpected EOF\n',
    });
  });
});

describe('cp', () => {
  const stat = (mode: number): string => base64Encode(JSON.stringify({ name: 'x', size: 1, mode, linkTarget: '' }));
  const DIR = 2 ** 31 + 0o755;

  function archive(name: string, content: string): string {
    return (
      tarHeader(tarEntry('file', name, { size: content.length, mode: 0o640 })) +
      content +
      tarPadding(content.length) +
      TAR_END
    );
  }

  it('prints the archive for -', () => {
    const daemon = (): Answer => frames([[1, 'bytes']], 200);
    expect(runDocker(['cp', 'c:/etc/x', '-'], { daemon })).toMatchObject({
      out: 'bytes',
      requests: ['GET /containers/c/archive?path=/etc/x'],
    });
  });

  it.each([
    [['a', 'b'], 'must specify at least one container source\n'],
    [['a:/x', 'b:/y'], 'copying between containers is not supported\n'],
    [['a:/x', 'nodir/y'], 'invalid output path: directory "/home/student/nodir" does not exist\n'],
    [['/nosuch', 'a:/x'], 'lstat //nosuch: no such file or directory\n'],
  ])('refuses %j', (args, err) => {
    expect(runDocker(['cp', ...args], { daemon: () => refused(404, 'x') })).toMatchObject({ code: 1, err });
  });

  it('renames on the way in when the destination is not a directory', () => {
    const daemon = (request: ApiRequest): Answer =>
      request.method === 'HEAD' ? [{ kind: 'head', status: 404, headers: {} }, { kind: 'end' }] : empty(200);
    const ran = runDocker(['cp', 'a.txt', 'c:/tmp/b.txt'], { daemon, files: { 'a.txt': 'hi\n' } });
    expect([ran.code, ran.requests]).toEqual([
      0,
      ['HEAD /containers/c/archive?path=/tmp/b.txt', 'PUT /containers/c/archive?noOverwriteDirNonDir=true&path=/tmp'],
    ]);
    const sent = (ran.sent[1] ?? []).map((message) => (message.kind === 'raw' ? message.data : '')).join('');
    const entries = readTar(sent);
    expect(Array.isArray(entries) && entries.map((read) => [read.entry.name, read.entry.size])).toEqual([['b.txt', 3]]);
  });

  it('keeps the name into a directory', () => {
    const daemon = (request: ApiRequest): Answer =>
      request.method === 'HEAD'
        ? [{ kind: 'head', status: 200, headers: { 'X-Docker-Container-Path-Stat': stat(DIR) } }, { kind: 'end' }]
        : empty(200);
    expect(runDocker(['cp', 'a.txt', 'c:/tmp'], { daemon, files: { 'a.txt': 'hi\n' } }).requests[1]).toBe(
      'PUT /containers/c/archive?noOverwriteDirNonDir=true&path=/tmp',
    );
  });

  it('writes a file under the name that was asked for', () => {
    const daemon = (): Answer => [
      { kind: 'head', status: 200, headers: { 'X-Docker-Container-Path-Stat': stat(0o640) } },
      { kind: 'raw', stream: 1, data: archive('x', 'new') },
      { kind: 'end' },
    ];
    expect(runDocker(['cp', 'c:/etc/x', 'y'], { daemon }).files).toEqual({ '/home/student/y': 'new' });
    expect(runDocker(['cp', 'c:/etc/x', '.'], { daemon }).files).toEqual({ '/home/student/x': 'new' });
  });
});

describe('streams', () => {
  it('logs follow the wire and keep both streams apart', () => {
    const daemon = (request: ApiRequest): Answer =>
      request.path.endsWith('/json')
        ? ok({ Id: 'l1' })
        : frames(
            [
              [1, 'o\n'],
              [2, 'e\n'],
            ],
            200,
          );
    expect(runDocker(['logs', '-ft', '--since', '10s', 'x'], { daemon })).toMatchObject({
      code: 0,
      out: 'o\n',
      err: 'e\n',
      requests: [
        'GET /containers/x/json',
        'GET /containers/l1/logs?follow=1&since=1763769590&stderr=1&stdout=1&tail=all&timestamps=1',
      ],
    });
    expect(runDocker(['logs', '--since', 'bogus', 'x'], { daemon })).toMatchObject({
      code: 1,
      err: 'invalid value for "since": failed to parse value as time or duration: "bogus"\n',
    });
  });

  it('events show time to the nanosecond and attributes in order', () => {
    const event = {
      status: 'die',
      id: 'x',
      from: 'alpine',
      Type: 'container',
      Action: 'die',
      Actor: { ID: 'x', Attributes: { name: 'n', exitCode: '0' } },
      scope: 'local',
      time: 1_763_769_600,
      timeNano: '1763769600123456789',
    };
    const daemon = (): Answer => documents([event]);
    expect(runDocker(['events'], { daemon }).out).toBe(
      '2025-11-22T00:00:00.123456789Z container die x (exitCode=0, name=n)\n',
    );
    expect(
      runDocker(['events', '--format', '{{.Action}} {{.Actor.Attributes.exitCode}} {{.Actor.Attributes.signal}}'], {
        daemon,
      }).out,
    ).toBe('die 0 <no value>\n');
    expect(runDocker(['events', '--format', '{{.Nope}}'], { daemon })).toMatchObject({
      code: 64,
      err: 'Error parsing format: template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type *events.Message\n',
    });
    expect(runDocker(['events', '--format', 'json'], { daemon }).out).toBe(
      '{"status":"die","id":"x","from":"alpine","Type":"container","Action":"die","Actor":{"ID":"x","Attributes":{"exitCode":"0","name":"n"}},' +
        '"scope":"local","time":1763769600,"timeNano":1763769600123456789}\n',
    );
  });

  it('stats --no-stream takes one sample of each', () => {
    const daemon = (request: ApiRequest): Answer =>
      request.path === '/containers/json'
        ? ok([{ Id: 'a'.repeat(64) }])
        : ok({ id: 'a'.repeat(64), name: '/x', memory_stats: { usage: 1024, limit: 2048 } });
    expect(runDocker(['stats', '--no-stream'], { daemon }).out).toBe(
      'CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT   MEM %     NET I/O   BLOCK I/O   PIDS\n' +
        'aaaaaaaaaaaa   x         0.00%     1KiB / 2KiB         50.00%    0B / 0B   0B / 0B     0\n',
    );
  });
});

describe('networks and volumes', () => {
  it('network rm looks first, and ends with a bare status', () => {
    const daemon = (request: ApiRequest): Answer =>
      request.path === '/networks/n' ? empty() : refused(404, 'network ghost not found');
    expect(runDocker(['network', 'rm', 'n', 'ghost'], { daemon })).toMatchObject({
      code: 1,
      out: 'n\n',
      err: 'Error response from daemon: network ghost not found\nexit status 1\n',
      requests: ['GET /networks/n', 'DELETE /networks/n', 'GET /networks/ghost', 'DELETE /networks/ghost'],
    });
    expect(runDocker(['network', 'rm', '-f', 'ghost'], { daemon })).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    [['--gateway', '1.1.1.1'], 'every ip-range or gateway must have a corresponding subnet\n'],
    [['--subnet', '10.0.0.0/8', '--gateway', '11.1.1.1'], 'no matching subnet for gateway 11.1.1.1\n'],
    [
      ['--subnet', '10.0.0.0/24', '--subnet', '10.0.0.0/16'],
      'multiple overlapping subnet configuration is not supported\n',
    ],
    [['--subnet', '10.0.0.0/24', '--aux-address', 'a=11.1.1.1'], 'no matching subnet for aux-address 11.1.1.1\n'],
  ])('network create refuses %j', (args, err) => {
    expect(runDocker(['network', 'create', ...args, 'x'])).toMatchObject({ code: 1, err, requests: [] });
  });

  it('network create sends a pool for each subnet', () => {
    const ran = runDocker(
      ['network', 'create', '--subnet', '10.5.0.0/16', '--ip-range', '10.5.1.0/24', '-o', 'a=b', '--label', 'l', 'x'],
      { daemon: () => ok({ Id: 'n1' }) },
    );
    expect([ran.out, ran.bodies[0]]).toEqual([
      'n1\n',
      {
        Name: 'x',
        Driver: 'bridge',
        Scope: '',
        IPAM: { Driver: 'default', Options: {}, Config: [{ Subnet: '10.5.0.0/16', IPRange: '10.5.1.0/24' }] },
        Internal: false,
        Attachable: false,
        Ingress: false,
        ConfigOnly: false,
        ConfigFrom: null,
        Options: { a: 'b' },
        Labels: { l: '' },
      },
    ]);
  });

  it('lists volumes in natural order', () => {
    const daemon = (): Answer => ok({ Volumes: ['v10', 'v2', 'a'].map((Name) => ({ Name, Driver: 'local' })) });
    expect(runDocker(['volume', 'ls', '-q'], { daemon }).out).toBe('a\nv2\nv10\n');
  });
});
