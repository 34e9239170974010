import { describe, expect, it } from 'vitest';
import { CONTAINERS } from './container.ts';
import { usageRows } from './disk-usage.ts';
import { imageRows } from './image.ts';
import { formatRows, type Look, list, plainTable } from './listing.ts';
import { displayablePorts } from './ports.ts';
import { ellipsis, truncateId } from './shorten.ts';
import { statsSample } from './stats.ts';
import { tabAlign } from './tabwriter.ts';

const look: Look = { trunc: true, nowNs: 1_763_769_720e9, human: true };
const web = {
  Id: 'a'.repeat(64),
  Names: ['/db/alias', '/web'],
  Image: 'nginx',
  ImageID: `sha256:${'b'.repeat(64)}`,
  Command: "/docker-entrypoint.sh nginx -g 'daemon off;'",
  Created: 1_763_769_600,
  State: 'running',
  Status: 'Up 2 minutes',
  Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }],
  Labels: { b: '2', a: '<1>' },
  Mounts: [{ Name: 'v', Driver: 'local' }],
  NetworkSettings: { Networks: { bridge: {} } },
  SizeRw: 2,
  SizeRootFs: 46_700_000,
};

describe('tabAlign', () => {
  it('pads cells to the widest of their block, at least ten', () => {
    expect(tabAlign('A\tBBBBBBBBBB\tC\nxx\ty\tz\n')).toBe('A         BBBBBBBBBB   C\nxx        y            z\n');
  });

  it('ends a column where a line has no such cell', () => {
    expect(tabAlign('aaaaaaaaaaaa\tb\nline\nc\td\n')).toBe('aaaaaaaaaaaa   b\nline\nc         d\n');
  });

  it('counts characters, not bytes', () => {
    expect(tabAlign('\xe2\x80\xa6234567890\tx\n')).toBe('\xe2\x80\xa6234567890   x\n');
  });
});

describe('listings', () => {
  it('shows containers in the default table', () => {
    const columns = ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names'];
    expect(plainTable(CONTAINERS, columns, [web], look)).toBe(
      'CONTAINER ID   IMAGE     COMMAND                  CREATED         STATUS         PORTS                  NAMES\n' +
        'aaaaaaaaaaaa   nginx     "/docker-entrypoint.\xe2\x80\xa6"   2 minutes ago   Up 2 minutes   0.0.0.0:8080->80/tcp   web\n',
    );
  });

  it('takes templates with a table directive, whose titles come from the placeholders', () => {
    expect(formatRows(CONTAINERS, 'table {{.Names}}\\t{{.Label "a"}}\\t{{upper .Image}}', [web], look)).toEqual({
      out: 'NAMES     a         IMAGE\nweb       <1>       NGINX\n',
      error: '',
    });
  });

  it('writes all placeholders as JSON, sorted, with escaped angle brackets', () => {
    expect(JSON.parse(formatRows(CONTAINERS, 'json', [web], look).out)).toMatchObject({
      Names: 'web',
      Labels: 'a=<1>,b=2',
      Platform: null,
      LocalVolumes: '1',
    });
    expect(formatRows(CONTAINERS, '{{json .}}', [web], look).out).toContain('"Labels":"a=\\u003c1\\u003e,b=2"');
  });

  it('says what is wrong with a template', () => {
    expect(formatRows(CONTAINERS, '{{.Nope}}', [web], look).error).toBe(
      'failed to execute template: template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type *formatter.ContainerContext',
    );
    expect(formatRows(CONTAINERS, '{{.Names', [], look).error).toBe(
      'failed to parse template: template: :1: unclosed action',
    );
    expect(formatRows(CONTAINERS, '{{.Nope}}', [], look)).toEqual({ out: '', error: '' });
  });

  it('prints ids alone with --quiet, whatever the format', () => {
    expect(list(CONTAINERS, { format: '{{.Names}}', quiet: true, table: [], id: 'ID' }, [web], look).out).toBe(
      'aaaaaaaaaaaa\n',
    );
  });
});

describe('ports', () => {
  const port = (IP: string, PrivatePort: number, PublicPort: number, Type = 'tcp'): object => ({
    IP,
    PrivatePort,
    PublicPort,
    Type,
  });
  it('joins neighbours that are published under their own numbers', () => {
    const exposed = [9090, 80, 7000, 7001, 7002].map((n) => ({ PrivatePort: n, Type: n === 9090 ? 'udp' : 'tcp' }));
    expect(displayablePorts(exposed as never)).toBe('80/tcp, 7000-7002/tcp, 9090/udp');
    expect(displayablePorts([port('0.0.0.0', 80, 80), port('0.0.0.0', 81, 81)] as never)).toBe(
      '0.0.0.0:80-81->80-81/tcp',
    );
  });

  it('lists mappings to other numbers one by one, addresses in order', () => {
    const both = [
      port('::', 53, 5353, 'udp'),
      port('0.0.0.0', 53, 5353, 'udp'),
      port('::', 53, 5353),
      port('0.0.0.0', 53, 5353),
    ];
    expect(displayablePorts(both as never)).toBe(
      '0.0.0.0:5353->53/tcp, 0.0.0.0:5353->53/udp, [::]:5353->53/tcp, [::]:5353->53/udp',
    );
  });
});

describe('rows', () => {
  it('gives an image one row a tag', () => {
    const image = {
      Id: 'sha256:1',
      RepoTags: ['docker.io/library/alpine:3.20', 'alpine:latest'],
      RepoDigests: [`alpine@sha256:${'c'.repeat(64)}`],
    };
    expect(imageRows([image], false).map((row) => [row.repo, row.tag, row.digest])).toEqual([
      ['alpine', '3.20', '<none>'],
      ['alpine', 'latest', '<none>'],
    ]);
    expect(imageRows([{ Id: 'x' }], false).map((row) => [row.repo, row.tag])).toEqual([['<none>', '<none>']]);
  });

  it('computes use of resources from two samples', () => {
    const sample = statsSample({
      id: 'i',
      name: '/web',
      cpu_stats: { cpu_usage: { total_usage: 713_799_488 }, system_cpu_usage: 2_040_000_000, online_cpus: 2 },
      precpu_stats: { cpu_usage: { total_usage: 0 }, system_cpu_usage: 0 },
      memory_stats: { usage: 22_093_824, limit: 134_217_728, stats: { total_inactive_file: 20_971_520 } },
      pids_stats: { current: 3 },
      networks: { eth0: { rx_bytes: 1, tx_bytes: 2 }, eth1: { rx_bytes: 3, tx_bytes: 4 } },
      blkio_stats: {
        io_service_bytes_recursive: [
          { op: 'Read', value: 5 },
          { op: 'write', value: 6 },
        ],
      },
    });
    expect(sample).toEqual({
      id: 'i',
      name: 'web',
      cpu: (713_799_488 / 2_040_000_000) * 2 * 100,
      memory: 1_122_304,
      memoryLimit: 134_217_728,
      memoryPercent: (1_122_304 / 134_217_728) * 100,
      netRead: 4,
      netWritten: 6,
      blockRead: 5,
      blockWritten: 6,
      pids: 3,
    });
  });

  it('sums up what the daemon keeps', () => {
    const df = {
      LayersSize: 100,
      Images: [
        { Containers: 1, Size: 60, SharedSize: 20 },
        { Containers: 0, Size: 40, SharedSize: 0 },
      ],
      Containers: [
        { State: 'running', SizeRw: 2 },
        { State: 'exited', SizeRw: 3 },
      ],
      Volumes: [{ UsageData: { RefCount: 0, Size: 7 } }],
      BuildCache: [],
    };
    expect(
      usageRows(df).map(({ type, total, active, size, reclaimable }) => [type, total, active, size, reclaimable]),
    ).toEqual([
      ['Images', 2, 1, 100, 60],
      ['Containers', 2, 1, 5, 3],
      ['Local Volumes', 1, 0, 7, 7],
      ['Build Cache', 0, 0, 0, 0],
    ]);
  });

  it('shortens', () => {
    expect([truncateId(`sha256:${'d'.repeat(64)}`), ellipsis('abcdef', 4), ellipsis('abcd', 4)]).toEqual([
      'd'.repeat(12),
      'abc\xe2\x80\xa6',
      'abcd',
    ]);
  });
});
