import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../api/message.ts';
import { EACCES, ENOENT } from '../kernel/errno.ts';
import { empty, ok, runDocker } from './testing/fake-docker.ts';

describe('docker', () => {
  it('prints help without a command, and for a group on standard error', () => {
    const root = runDocker([]);
    expect([
      root.code,
      root.err,
      root.out.startsWith('Usage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime'),
    ]).toEqual([0, '', true]);
    const volume = runDocker(['volume']);
    expect([volume.code, volume.out]).toEqual([0, '']);
    expect(volume.err).toBe(
      'Usage:  docker volume COMMAND\n\nManage volumes\n\nCommands:\n' +
        '  create      Create a volume\n  inspect     Display detailed information on one or more volumes\n  ls          List volumes\n' +
        '  prune       Remove unused local volumes\n  rm          Remove one or more volumes\n\n' +
        "Run 'docker volume COMMAND --help' for more information on a command.\n",
    );
  });

  it('wraps option descriptions under their column', () => {
    expect(runDocker(['container', 'port', '--help']).out).toBe(
      'Usage:  docker container port CONTAINER [PRIVATE_PORT[/PROTO]]\n\nList port mappings or a specific mapping for the container\n\n' +
        'Aliases:\n  docker container port, docker port\n',
    );
    expect(runDocker(['stop', '--help']).out).toContain(
      'Options:\n  -s, --signal string   Signal to send\n  -t, --timeout int     Seconds to wait\n',
    );
  });

  it.each([
    [['frobnicate'], 1, "docker: unknown command: docker frobnicate\n\nRun 'docker --help' for more information\n"],
    [
      ['--nosuch'],
      125,
      "unknown flag: --nosuch\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information\n",
    ],
    [['-l', 'bogus', 'ps'], 1, 'Unable to parse logging level: bogus\n'],
    [['-H', 'unix:///x', '-c', 'y', 'ps'], 1, 'conflicting options: cannot specify both --host and --context\n'],
    [['help', 'nosuch'], 1, 'unknown help topic: nosuch\n'],
    [
      ['run', '--cpu-count', '4', 'alpine'],
      1,
      '"--cpu-count" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux\n',
    ],
  ])('refuses %j', (args, code, err) => {
    expect(runDocker(args)).toMatchObject({ code, err, out: '' });
  });

  it.each([
    [
      ['run', '--gpus', 'all', 'alpine'],
      'docker: option --gpus is not simulated: the host has no GPUs; leave it out\n',
    ],
    [
      ['compose', '-f', 'x', 'up'],
      'docker: command docker compose up is not simulated: compose is not simulated yet; use docker run, docker network and docker volume\n',
    ],
    [['build', '.'], 'docker: command docker buildx build is not simulated: building images is not simulated yet\n'],
    [
      ['service', 'ls'],
      'docker: command docker service ls is not simulated: there is no swarm; use docker run --restart\n',
    ],
    [
      ['-H', 'tcp://h:1', 'ps'],
      'docker: option --host tcp://h:1 is not simulated: the daemon listens on a unix socket only; use unix:///var/run/docker.sock\n',
    ],
  ])('says by name that %j is not simulated', (args, err) => {
    expect(runDocker(args)).toMatchObject({ code: 125, err, out: '', requests: [] });
  });

  it('names the socket that it cannot reach', () => {
    const cannot = 'Cannot connect to the Docker daemon at unix:///run/x.sock. Is the docker daemon running?\n';
    const env = ['DOCKER_HOST=unix:///run/x.sock'];
    expect(runDocker(['ps'], { env, refuse: ENOENT })).toMatchObject({ code: 1, err: cannot });
    expect(runDocker(['rm', 'a', 'b'], { env, refuse: ENOENT })).toMatchObject({ code: 1, err: cannot + cannot });
    expect(runDocker(['run', 'alpine'], { env, refuse: ENOENT })).toMatchObject({
      code: 125,
      err: `docker: ${cannot}\nRun 'docker run --help' for more information\n`,
    });
    expect(runDocker(['ps', '-a'], { refuse: EACCES }).err).toBe(
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: ' +
        'Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.51/containers/json?all=1": dial unix /var/run/docker.sock: connect: permission denied\n',
    );
  });

  it('tells its version', () => {
    expect(runDocker(['--version'])).toMatchObject({ code: 0, out: 'Docker version 28.5.2, build ecc6942\n' });
    const server = { Version: '28.5.2', ApiVersion: '1.51', Os: 'linux' };
    const daemon = (): ReturnType<typeof ok> => ok(server);
    expect(runDocker(['version', '-f', '{{.Client.APIVersion}} {{.Server.Os}}'], { daemon }).out).toBe('1.51 linux\n');
    expect(runDocker(['version', '--format', '{{.Nope}}'], { daemon })).toMatchObject({
      code: 1,
      out: '\n',
      err: 'template: version:1:2: executing "version" at <.Nope>: can\'t evaluate field Nope in type system.versionInfo\n',
    });
  });
});

describe('commands over several objects', () => {
  const daemon = (request: ApiRequest): ReturnType<typeof ok> =>
    request.path.includes('ghost') ? ok({ message: 'No such container: ghost' }, 404) : empty();

  it('asks for all at once, prints names in the order typed, and fails in the end', () => {
    expect(runDocker(['stop', '-t', '1', 'a', 'ghost', 'b'], { daemon })).toMatchObject({
      code: 1,
      out: 'a\nb\n',
      err: 'Error response from daemon: No such container: ghost\n',
      requests: ['POST /containers/a/stop?t=1', 'POST /containers/ghost/stop?t=1', 'POST /containers/b/stop?t=1'],
    });
  });

  it('rm -f tells of what is not there without failing', () => {
    expect(runDocker(['rm', '-f', '/a', 'ghost'], { daemon })).toMatchObject({
      code: 0,
      out: '/a\n',
      err: 'Error response from daemon: No such container: ghost\n',
      requests: ['DELETE /containers/a?force=1', 'DELETE /containers/ghost?force=1'],
    });
  });

  it('start goes one by one and sums up', () => {
    expect(runDocker(['start', 'a', 'ghost'], { daemon })).toMatchObject({
      code: 1,
      out: 'a\n',
      err: 'Error response from daemon: No such container: ghost\nError: failed to start containers: ghost\n',
    });
  });

  it('refuses empty names without asking', () => {
    expect(runDocker(['stop', ''], { daemon })).toMatchObject({
      code: 1,
      err: 'invalid container name or ID: value is empty\n',
      requests: [],
    });
    expect(runDocker(['rm', '/'], { daemon })).toMatchObject({
      code: 1,
      err: 'container name cannot be empty\n',
      requests: [],
    });
  });
});
