import { describe, expect, it } from 'vitest';
import type { ApiRequest, RawChunk } from '../../../api/message.ts';
import {
  type Answer,
  documents,
  empty,
  frames,
  ok,
  refused,
  runDocker,
  type Setting,
} from '../../testing/fake-docker.ts';

const ID = 'c'.repeat(64);

/** A daemon with one container that prints and ends with `status`. */
function daemon(over: { readonly [pathEnd: string]: Answer } = {}, status = 0): NonNullable<Setting['daemon']> {
  return (request: ApiRequest): Answer => {
    const verb = request.path.split('/').pop() as string;
    if (over[verb] !== undefined) return over[verb];
    switch (verb) {
      case 'create':
        return ok({ Id: ID, Warnings: [] }, 201);
      case 'attach':
        return frames([
          [1, 'out\n'],
          [2, 'err\n'],
        ]);
      case 'wait':
        return ok({ StatusCode: status });
      default:
        return empty();
    }
  };
}

/** What was requested, with the id left out. */
function steps(requests: readonly string[]): readonly string[] {
  return requests.map((request) => request.replaceAll(ID, 'ID'));
}

describe('docker run', () => {
  it('creates, attaches, waits and starts, in that order, and ends as the container does', () => {
    const ran = runDocker(['run', '--name', 'x', 'alpine', 'sh', '-c', 'exit 3'], { daemon: daemon({}, 3) });
    expect({ ...ran, requests: steps(ran.requests), bodies: [], sent: [] }).toEqual({
      out: 'out\n',
      err: 'err\n',
      code: 3,
      bodies: [],
      sent: [],
      files: {},
      requests: [
        'POST /containers/create?name=x',
        'POST /containers/ID/attach?stderr=1&stdout=1&stream=1',
        'POST /containers/ID/wait?condition=next-exit',
        'POST /containers/ID/start',
      ],
    });
  });

  it('-d prints the id and attaches nothing; --rm waits for removal', () => {
    const ran = runDocker(['run', '-d', '--rm', 'alpine'], { daemon: daemon() });
    expect([ran.out, ran.code, steps(ran.requests)]).toEqual([
      `${ID}\n`,
      0,
      ['POST /containers/create', 'POST /containers/ID/wait?condition=removed', 'POST /containers/ID/start'],
    ]);
    expect(ran.bodies[0]).toMatchObject({
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      HostConfig: { AutoRemove: true },
    });
  });

  it('-i sends its input and then the end of it', () => {
    const echo: Answer = [
      { kind: 'head', status: 101, headers: {} },
      (sent) =>
        sent.at(-1)?.kind === 'end'
          ? sent.filter((m): m is RawChunk => m.kind === 'raw').map((m) => ({ ...m, stream: 1 }))
          : null,
      { kind: 'end' },
    ];
    const ran = runDocker(['run', '-i', 'alpine', 'cat'], { daemon: daemon({ attach: echo }), stdin: ['ab', 'c\n'] });
    expect([ran.out, ran.code]).toEqual(['abc\n', 0]);
    expect(ran.sent[1]).toEqual([
      { kind: 'raw', stream: 0, data: 'ab' },
      { kind: 'raw', stream: 0, data: 'c\n' },
      { kind: 'end' },
    ]);
  });

  it('leaves on ctrl-p ctrl-q, passing on what only began like it', () => {
    const silent: Answer = [{ kind: 'head', status: 101, headers: {} }, () => null];
    const never: Answer = [{ kind: 'head', status: 200, headers: {} }, () => null];
    const ran = runDocker(['run', '-it', 'alpine'], {
      tty: true,
      daemon: daemon({ attach: silent, wait: never }),
      stdin: ['a\x10b', '\x10', '\x11c'],
    });
    expect([ran.code, ran.sent[1]]).toEqual([0, [{ kind: 'raw', stream: 0, data: 'a\x10b' }]]);
    expect(steps(ran.requests).at(-1)).toBe('POST /containers/ID/resize?h=24&w=80');
  });

  it('pulls what is missing, once, telling so on standard error', () => {
    let created = 0;
    const missing = (request: ApiRequest): Answer => {
      if (request.path === '/images/create') {
        return documents([
          { status: 'Pulling from library/alpine', id: '3.20' },
          { status: 'Downloading', id: 'x', progressDetail: { current: 1, total: 2 } },
          { status: 'Pull complete', id: 'x', progressDetail: {} },
          { status: 'Status: Downloaded newer image for alpine:3.20' },
        ]);
      }
      if (request.path === '/containers/create' && created++ === 0) return refused(404, 'No such image: alpine:3.20');
      return daemon()(request);
    };
    const ran = runDocker(['run', '-d', 'alpine:3.20'], { daemon: missing });
    expect([ran.out, ran.err, ran.code]).toEqual([
      `${ID}\n`,
      "Unable to find image 'alpine:3.20' locally\n3.20: Pulling from library/alpine\nx: Pull complete\nStatus: Downloaded newer image for alpine:3.20\n",
      0,
    ]);
    expect(ran.requests.slice(0, 3)).toEqual([
      'POST /containers/create',
      'POST /images/create?fromImage=docker.io/library/alpine&tag=3.20',
      'POST /containers/create',
    ]);
  });

  it.each([
    ['exec: "nope": executable file not found in $PATH', 127],
    ['exec: "/etc/passwd": permission denied', 126],
    ['Bind for 0.0.0.0:80 failed: port is already allocated', 125],
  ])('ends with the code that fits %s', (message, code) => {
    const ran = runDocker(['run', 'alpine', 'x'], { daemon: daemon({ start: refused(400, message) }) });
    expect([ran.err, ran.code]).toEqual([
      `docker: Error response from daemon: ${message}\n\nRun 'docker run --help' for more information\n`,
      code,
    ]);
  });

  it('prints the id even of a detached container that does not start', () => {
    const ran = runDocker(['run', '-d', 'alpine'], { daemon: daemon({ start: refused(500, 'no') }) });
    expect([ran.out, ran.code]).toEqual([`${ID}\n`, 125]);
  });

  it('prints warnings of the daemon and writes --cidfile', () => {
    const ran = runDocker(['create', '--cidfile', 'id', 'alpine'], {
      daemon: () => ok({ Id: ID, Warnings: ['careful'] }, 201),
    });
    expect([ran.out, ran.err, ran.files['/home/student/id']]).toEqual([`${ID}\n`, 'WARNING: careful\n', ID]);
  });
});

describe('the create body', () => {
  it('is the one that docker sends', () => {
    const args = [
      'create',
      '--rm',
      '-p',
      '8081:80',
      '-v',
      'mech-v:/data',
      '-e',
      'A=1',
      '-m',
      '64m',
      '--cpus',
      '.5',
      'busybox',
      'httpd',
      '-f',
    ];
    // recorded on the wire
    expect(runDocker(args, { daemon: daemon() }).bodies[0]).toEqual({
      Hostname: '',
      Domainname: '',
      User: '',
      AttachStdin: false,
      AttachStdout: true,
      AttachStderr: true,
      ExposedPorts: { '80/tcp': {} },
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: ['A=1'],
      Cmd: ['httpd', '-f'],
      Image: 'busybox',
      Volumes: {},
      WorkingDir: '',
      Entrypoint: null,
      OnBuild: null,
      Labels: {},
      HostConfig: {
        Binds: ['mech-v:/data'],
        ContainerIDFile: '',
        LogConfig: { Type: '', Config: {} },
        NetworkMode: 'default',
        PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8081' }] },
        RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
        AutoRemove: true,
        VolumeDriver: '',
        VolumesFrom: null,
        ConsoleSize: [0, 0],
        CapAdd: null,
        CapDrop: null,
        CgroupnsMode: '',
        Dns: [],
        DnsOptions: [],
        DnsSearch: [],
        ExtraHosts: null,
        GroupAdd: null,
        IpcMode: '',
        Cgroup: '',
        Links: null,
        OomScoreAdj: 0,
        PidMode: '',
        Privileged: false,
        PublishAllPorts: false,
        ReadonlyRootfs: false,
        SecurityOpt: null,
        UTSMode: '',
        UsernsMode: '',
        ShmSize: 0,
        Isolation: '',
        CpuShares: 0,
        Memory: 67108864,
        NanoCpus: 500000000,
        CgroupParent: '',
        BlkioWeight: 0,
        BlkioWeightDevice: [],
        BlkioDeviceReadBps: [],
        BlkioDeviceWriteBps: [],
        BlkioDeviceReadIOps: [],
        BlkioDeviceWriteIOps: [],
        CpuPeriod: 0,
        CpuQuota: 0,
        CpuRealtimePeriod: 0,
        CpuRealtimeRuntime: 0,
        CpusetCpus: '',
        CpusetMems: '',
        Devices: [],
        DeviceCgroupRules: null,
        DeviceRequests: null,
        MemoryReservation: 0,
        MemorySwap: 0,
        MemorySwappiness: -1,
        OomKillDisable: false,
        PidsLimit: 0,
        Ulimits: [],
        CpuCount: 0,
        CpuPercent: 0,
        IOMaximumIOps: 0,
        IOMaximumBandwidth: 0,
        MaskedPaths: null,
        ReadonlyPaths: null,
      },
      NetworkingConfig: {
        EndpointsConfig: {
          default: {
            IPAMConfig: null,
            Links: null,
            Aliases: null,
            MacAddress: '',
            DriverOpts: null,
            GwPriority: 0,
            NetworkID: '',
            EndpointID: '',
            Gateway: '',
            IPAddress: '',
            IPPrefixLen: 0,
            IPv6Gateway: '',
            GlobalIPv6Address: '',
            GlobalIPv6PrefixLen: 0,
            DNSNames: null,
          },
        },
      },
    });
  });

  it('holds what was asked for and leaves out what was not', () => {
    const args = [
      'create',
      '--entrypoint',
      '',
      '--health-cmd',
      'true',
      '--health-interval',
      '1s',
      '--init',
      '--stop-timeout',
      '3',
      '--tmpfs',
      '/t:size=1m',
      '--sysctl',
      'net.a=1',
      '--security-opt',
      'systempaths=unconfined',
      '--ulimit',
      'nofile=5',
      '--device-read-bps',
      '/dev/x:1k',
      '--restart',
      'on-failure:2',
      '--log-opt',
      'max-size=1k',
      '--net',
      'app',
      '--network-alias',
      'z',
      '-v',
      '/anon',
      'alpine',
    ];
    const body = runDocker(args, { daemon: daemon() }).bodies[0];
    expect(body).toMatchObject({
      Entrypoint: [''],
      Cmd: null,
      StopTimeout: 3,
      Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 1e9 },
      Volumes: { '/anon': {} },
      HostConfig: {
        Init: true,
        Tmpfs: { '/t': 'size=1m' },
        Sysctls: { 'net.a': '1' },
        SecurityOpt: null,
        MaskedPaths: [],
        ReadonlyPaths: [],
        Ulimits: [{ Name: 'nofile', Soft: 5, Hard: 5 }],
        BlkioDeviceReadBps: [{ Path: '/dev/x', Rate: 1024 }],
        NetworkMode: 'app',
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 },
        LogConfig: { Type: '', Config: { 'max-size': '1k' } },
      },
      NetworkingConfig: { EndpointsConfig: { app: { Aliases: ['z'] } } },
    });
    expect(Object.keys(body as object)).not.toContain('MacAddress');
  });
});

describe('exec, attach and start -a', () => {
  it('exec looks, creates, starts and asks for the exit code', () => {
    const answers = (request: ApiRequest): Answer => {
      if (request.path === '/containers/web/json') return ok({ Id: ID });
      if (request.path === '/containers/web/exec') return ok({ Id: 'e1' }, 201);
      if (request.path === '/exec/e1/start') return frames([[1, 'OCI runtime exec failed: x\n']]);
      return ok({ ExitCode: 127 });
    };
    const ran = runDocker(['exec', '-e', 'X=1', '-w', '/etc', 'web', 'ls', '-l'], { daemon: answers });
    expect([ran.out, ran.code, ran.requests]).toEqual([
      'OCI runtime exec failed: x\n',
      127,
      ['GET /containers/web/json', 'POST /containers/web/exec', 'POST /exec/e1/start', 'GET /exec/e1/json'],
    ]);
    expect(ran.bodies.slice(1, 3)).toEqual([
      {
        User: '',
        Privileged: false,
        Tty: false,
        AttachStdin: false,
        AttachStderr: true,
        AttachStdout: true,
        DetachKeys: '',
        Env: ['X=1'],
        WorkingDir: '/etc',
        Cmd: ['ls', '-l'],
        Detach: false,
      },
      { Detach: false, Tty: false },
    ]);
  });

  it('attach refuses what does not run', () => {
    const stopped = (request: ApiRequest): Answer =>
      request.path.endsWith('/wait') ? ok({ StatusCode: 0 }) : ok({ State: { Running: false }, Config: {} });
    expect(runDocker(['attach', 'x'], { daemon: stopped })).toMatchObject({
      code: 1,
      err: 'You cannot attach to a stopped container, start it first\n',
    });
  });

  it('start -a joins the streams before it starts', () => {
    const inspect = ok({ Id: ID, Config: { Tty: false, OpenStdin: true }, HostConfig: { AutoRemove: false } });
    const ran = runDocker(['start', '-a', 'x'], { daemon: daemon({ json: inspect }, 5) });
    expect([ran.out, ran.err, ran.code, steps(ran.requests)]).toEqual([
      'out\n',
      'err\n',
      5,
      [
        'GET /containers/x/json',
        'POST /containers/ID/attach?stderr=1&stdout=1&stream=1',
        'POST /containers/ID/wait?condition=next-exit',
        'POST /containers/ID/start',
      ],
    ]);
  });
});
