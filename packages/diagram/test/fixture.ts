/** Hosts for tests: a small class's host, and ones with any number of containers. */
import type {
  ContainerView,
  EventView,
  HostView,
  ImageView,
  MountView,
  NetworkView,
  ProcessView,
} from '@drydock/engine/host-view';

const MIB = 1024 * 1024;
const id = (n: number): string => n.toString(16).padStart(2, '0').repeat(32);

const container = (n: number, name: string, more: Partial<ContainerView> = {}): ContainerView => ({
  id: id(n),
  name,
  image: 'alpine',
  imageId: `sha256:${id(0xa1)}`,
  command: 'sleep infinity',
  status: 'running',
  exitCode: 0,
  oomKilled: false,
  health: null,
  createdAt: n * 1e9,
  startedAt: n * 1e9 + 1e8,
  finishedAt: null,
  limits: { memory: 0, cpus: 0, pids: 0 },
  usage: { memory: 1.2 * MIB, cpuPercent: 0.1, pids: 1 },
  networks: [{ network: 'bridge', ip: `172.17.0.${n + 1}`, mac: '02:42:ac:11:00:02', aliases: [], ifname: 'eth0' }],
  ports: [],
  mounts: [],
  processes: [process(1, 0, 4000 + n, 'root', 'sleep infinity')],
  restartPolicy: 'no',
  restartCount: 0,
  lastLog: '',
  ...more,
});

const process = (pid: number, ppid: number, hostPid: number, user: string, command: string): ProcessView => ({
  pid,
  ppid,
  hostPid,
  user,
  command,
  state: 'S',
});

const network = (name: string, driver: string, subnet: string, more: Partial<NetworkView> = {}): NetworkView => ({
  id: id(name.length),
  name,
  driver,
  subnet,
  gateway: subnet.replace(/0\/16$/, '1'),
  bridge: name === 'bridge' ? 'docker0' : subnet === '' ? '' : 'br-5e1f0c2a9b37',
  internal: false,
  ...more,
});

const volume = (name: string, more: Partial<MountView> = {}): MountView => ({
  type: 'volume',
  source: `/var/lib/docker/volumes/${name}/_data`,
  name,
  destination: '/data',
  rw: true,
  ...more,
});

const image = (n: number, tag: string, size: number, layers: readonly number[]): ImageView => ({
  id: `sha256:${id(n)}`,
  tags: [tag],
  size: size * MIB,
  layers: layers.map((layer) => ({ digest: `sha256:${id(layer)}`, size: (size * MIB) / layers.length })),
});

const end = (name: string, ip: string, aliases: readonly string[] = []) => ({
  network: name,
  ip,
  mac: '02:42:ac:12:00:02',
  aliases,
  ifname: 'eth0',
});

const HOST = { name: 'lab', now: 62e9, epochSec: 1_790_000_000, cores: 2, memory: 4096 * MIB };

const NETWORKS = [
  network('bridge', 'bridge', '172.17.0.0/16'),
  network('host', 'host', ''),
  network('none', 'null', ''),
  network('app', 'bridge', '172.18.0.0/16'),
  network('backend', 'bridge', '172.19.0.0/16', { internal: true }),
];

const event = (
  at: number,
  type: string,
  action: string,
  of: number,
  name: string,
  more: Partial<EventView> = {},
): EventView => ({
  at: at * 1e9,
  type,
  action,
  id: id(of),
  name,
  attributes: [],
  actor: 'ana',
  ...more,
});

/** A web server, an application, a database on two networks, one killed, one paused, one created. */
export const CLASS_HOST: HostView = {
  host: HOST,
  images: [
    image(0xa1, 'alpine:latest', 8.5, [0xf1]),
    image(0xa2, 'nginx:latest', 192, [0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8]),
    image(0xa3, 'postgres:16-alpine', 275, [0xf1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8]),
  ],
  containers: [
    container(1, 'web', {
      image: 'nginx',
      imageId: `sha256:${id(0xa2)}`,
      ports: [
        { hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, proto: 'tcp' },
        { hostIp: '::', hostPort: 8080, containerPort: 80, proto: 'tcp' },
      ],
      usage: { memory: 9.4 * MIB, cpuPercent: 0.3, pids: 3 },
      processes: [
        process(1, 0, 4101, 'root', 'nginx: master process nginx -g daemon off;'),
        process(29, 1, 4130, 'nginx', 'nginx: worker process'),
        process(30, 1, 4131, 'nginx', 'nginx: worker process'),
      ],
      lastLog: '172.17.0.1 - - "GET / HTTP/1.1" 200 615',
    }),
    container(2, 'api', {
      image: 'node:20-alpine',
      networks: [end('app', '172.18.0.2', ['api'])],
      limits: { memory: 64 * MIB, cpus: 0.5, pids: 50 },
      usage: { memory: 47 * MIB, cpuPercent: 49.8, pids: 7 },
      health: 'healthy',
    }),
    container(3, 'db', {
      image: 'postgres:16-alpine',
      imageId: `sha256:${id(0xa3)}`,
      networks: [end('app', '172.18.0.3', ['db']), end('backend', '172.19.0.2', ['db'])],
      mounts: [volume('pgdata', { destination: '/var/lib/postgresql/data' })],
      usage: { memory: 38 * MIB, cpuPercent: 1.2, pids: 6 },
      health: 'unhealthy',
      lastLog: 'LOG:  database system is ready to accept connections',
    }),
    container(4, 'hungry', {
      status: 'exited',
      exitCode: 137,
      oomKilled: true,
      finishedAt: 60e9,
      limits: { memory: 32 * MIB, cpus: 0, pids: 0 },
      usage: { memory: 0, cpuPercent: 0, pids: 0 },
      networks: [end('bridge', '')],
      processes: [],
    }),
    container(5, 'festive_archimedes', {
      status: 'paused',
      mounts: [
        { type: 'bind', source: '/home/student/site', name: '', destination: '/site', rw: false },
        { type: 'tmpfs', source: '', name: '', destination: '/run', rw: true },
      ],
    }),
    container(6, 'later', {
      status: 'created',
      startedAt: null,
      usage: { memory: 0, cpuPercent: 0, pids: 0 },
      processes: [],
    }),
  ],
  networks: NETWORKS,
  volumes: [
    {
      name: 'pgdata',
      driver: 'local',
      mountpoint: '/var/lib/docker/volumes/pgdata/_data',
      anonymous: false,
      size: 41 * MIB,
    },
    { name: id(0x7c), driver: 'local', mountpoint: '', anonymous: true, size: 0 },
  ],
  processes: [
    process(1, 0, 1, 'root', '/sbin/init'),
    process(310, 1, 310, 'root', '/usr/bin/containerd'),
    process(402, 1, 402, 'root', '/usr/bin/dockerd -H fd://'),
    process(900, 1, 900, 'student', '-bash'),
  ],
  events: [
    event(41, 'container', 'start', 1, 'web'),
    event(59, 'container', 'oom', 4, 'hungry', { actor: '' }),
    event(60, 'container', 'die', 4, 'hungry', { attributes: [['exitCode', '137']], actor: '' }),
  ],
};

/** A fresh host, as a class begins with it. */
export const FRESH_HOST: HostView = {
  ...CLASS_HOST,
  images: [],
  containers: [],
  networks: NETWORKS.slice(0, 3),
  volumes: [],
  events: [],
};

/** A host with `count` containers, every third with a volume of its own, every fourth on two networks. */
export function crowd(count: number): HostView {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return {
    ...CLASS_HOST,
    containers: numbers.map((n) =>
      container(n, `c${n}`, {
        ...(n % 4 === 0 ? { networks: [end('app', `172.18.0.${n}`), end('backend', `172.19.0.${n}`)] } : {}),
        ...(n % 3 === 0 ? { mounts: [volume(`v${n}`)] } : {}),
        ...(n % 5 === 0 ? { ports: [{ hostIp: '0.0.0.0', hostPort: 8000 + n, containerPort: 80, proto: 'tcp' }] } : {}),
      }),
    ),
    volumes: numbers
      .filter((n) => n % 3 === 0)
      .map((n) => ({ name: `v${n}`, driver: 'local', mountpoint: '', anonymous: false, size: n * 1000 })),
  };
}
