import { describe, expect, it } from 'vitest';
import { GoError } from '../../util/go-error.ts';
import { parseCpus } from './cpus.ts';
import { splitCsvLine } from './csv.ts';
import { parseDevice } from './device.ts';
import { readEnv, readLabels, type Source } from './env-file.ts';
import { absoluteMount, parseMount } from './mount.ts';
import { endpointsOf, isUserDefined, parseNetworkOpt } from './network.ts';
import { absolutePath, baseName, cleanPath, dirName } from './path.ts';
import { parseExpose, parsePortSpec, standardNotation } from './port.ts';
import { parseUlimit } from './ulimit.ts';
import { VALIDATORS } from './validators.ts';
import { parseVolume } from './volume.ts';

describe('ports', () => {
  it.each([
    ['80', [['80/tcp', '', '']]],
    ['8080:80', [['80/tcp', '', '8080']]],
    ['8080:80/UDP', [['80/udp', '', '8080']]],
    [':80', [['80/tcp', '', '']]],
    ['127.0.0.1:8080:80', [['80/tcp', '127.0.0.1', '8080']]],
    ['127.0.0.1::80', [['80/tcp', '127.0.0.1', '']]],
    ['[::1]:8080:80', [['80/tcp', '::1', '8080']]],
    [
      '7000-7001:80-81',
      [
        ['80/tcp', '', '7000'],
        ['81/tcp', '', '7001'],
      ],
    ],
    ['7000-7010:80', [['80/tcp', '', '7000-7010']]],
    [
      '80-81',
      [
        ['80/tcp', '', ''],
        ['81/tcp', '', ''],
      ],
    ],
  ])('reads %s', (text, expected) => {
    expect(parsePortSpec(text)).toEqual(expected.map(([port, HostIp, HostPort]) => ({ port, HostIp, HostPort })));
  });

  it('reads the long form', () => {
    expect(standardNotation('target=80,published=8080,protocol=udp')).toBe('8080:80/udp');
    expect(standardNotation('target=80,x')).toEqual(
      new GoError("invalid publish opts format (should be name=value but got 'x')"),
    );
  });

  it('exposes ranges', () => {
    expect(parseExpose('7000-7002/udp')).toEqual(['7000/udp', '7001/udp', '7002/udp']);
  });
});

describe('mounts', () => {
  it('gathers the options of each kind', () => {
    expect(parseMount('src=v,dst=/d,volume-opt=type=tmpfs,volume-label=a=b,volume-driver=local,volume-nocopy')).toEqual(
      {
        Type: 'volume',
        Source: 'v',
        Target: '/d',
        VolumeOptions: {
          NoCopy: true,
          Labels: { a: 'b' },
          DriverConfig: { Name: 'local', Options: { type: 'tmpfs' } },
        },
      },
    );
    expect(parseMount('type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1777')).toEqual({
      Type: 'tmpfs',
      Target: '/t',
      TmpfsOptions: { SizeBytes: 1048576, Mode: 0o1777 },
    });
    expect(parseMount('type=bind,"src=/a,b",dst=/x,ro,bind-propagation=rprivate,bind-recursive=readonly')).toEqual({
      Type: 'bind',
      Source: '/a,b',
      Target: '/x',
      ReadOnly: true,
      BindOptions: { Propagation: 'rprivate', ReadOnlyForceRecursive: true },
    });
  });

  it('makes sources that begin with a dot absolute', () => {
    const absolute = (path: string): string => absolutePath('/home/student', path);
    expect(absoluteMount({ Type: 'bind', Source: './a/../b', Target: '/x' }, absolute)).toEqual({
      Type: 'bind',
      Source: '/home/student/b',
      Target: '/x',
    });
    expect(absoluteMount({ Type: 'volume', Source: 'v', Target: '/x' }, absolute)).toEqual({
      Type: 'volume',
      Source: 'v',
      Target: '/x',
    });
  });
});

describe('-v', () => {
  const absolute = (path: string): string => absolutePath('/home/student', path);
  it.each([
    ['/data', { kind: 'anonymous', target: '/data' }],
    ['a:', { kind: 'anonymous', target: 'a:' }],
    ['c:/x', { kind: 'anonymous', target: 'c:/x' }],
    ['v:/data', { kind: 'anonymous', target: 'v:/data' }],
    ['vol:/data:ro', { kind: 'bind', text: 'vol:/data:ro' }],
    ['./x:/x', { kind: 'bind', text: '/home/student/x:/x' }],
    ['..:/x', { kind: 'bind', text: '/home:/x' }],
    [':/x', new GoError('invalid spec: :/x: empty section between colons')],
    ['aa:bb:cc:dd', new GoError('invalid spec: aa:bb:cc:dd: too many colons')],
  ])('%s', (text, expected) => {
    expect(parseVolume(text, absolute)).toEqual(expected);
  });
});

describe('networks', () => {
  it('reads both forms of --network', () => {
    expect(parseNetworkOpt('app')).toMatchObject({ Target: 'app', Aliases: [] });
    expect(parseNetworkOpt('name=app,alias=a,alias=b,ip=10.0.0.2,driver-opt=x=y,gw-priority=-1')).toEqual({
      Target: 'app',
      Aliases: ['a', 'b'],
      DriverOpts: { x: 'y' },
      Links: [],
      IPv4Address: '10.0.0.2',
      IPv6Address: '',
      LinkLocalIPs: [],
      MacAddress: '',
      GwPriority: -1,
    });
  });

  it('knows which modes name a network of the user', () => {
    expect(['default', 'bridge', 'host', 'none', 'container:x', 'app'].map(isUserDefined)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('puts the older options on the first network', () => {
    const options = { aliases: ['x'], links: ['db:d'], ip: '10.0.0.9', ip6: '', linkLocalIps: [], macAddress: '' };
    expect(endpointsOf([{ ...(parseNetworkOpt('app') as object), Target: 'app' } as never], options)).toMatchObject({
      app: { IPAMConfig: { IPv4Address: '10.0.0.9' }, Links: ['db:d'], Aliases: ['x'] },
    });
    expect(endpointsOf([], { ...options, aliases: [], links: ['db'], ip: '' })).toMatchObject({
      default: { IPAMConfig: null, Links: null },
    });
  });
});

describe('other values', () => {
  it('splits CSV records as encoding/csv', () => {
    expect(splitCsvLine('a,"b ""c"",d",')).toEqual(['a', 'b "c",d', '']);
    expect(splitCsvLine('a,b"c')).toEqual(new GoError('parse error on line 1, column 4: bare " in non-quoted-field'));
    expect(splitCsvLine('"a')).toEqual(
      new GoError('parse error on line 1, column 3: extraneous or missing " in quoted-field'),
    );
  });

  it('counts CPUs in billionths', () => {
    expect(['1.5', '.5', '3/2', '1e-3', '2'].map(parseCpus)).toEqual([1.5e9, 5e8, 1.5e9, 1e6, 2e9]);
  });

  it('reads limits', () => {
    expect(parseUlimit('nofile=100:200')).toEqual({ Name: 'nofile', Soft: 100, Hard: 200 });
    expect(parseUlimit('core=-1')).toEqual({ Name: 'core', Soft: -1, Hard: -1 });
  });

  it('reads devices', () => {
    expect(parseDevice('/dev/null')).toEqual({
      PathOnHost: '/dev/null',
      PathInContainer: '/dev/null',
      CgroupPermissions: 'rwm',
    });
    expect(parseDevice('/dev/null:r')).toEqual({
      PathOnHost: '/dev/null',
      PathInContainer: '/dev/null',
      CgroupPermissions: 'r',
    });
    expect(parseDevice('/dev/null:/dev/x:rw')).toEqual({
      PathOnHost: '/dev/null',
      PathInContainer: '/dev/x',
      CgroupPermissions: 'rw',
    });
  });

  it('cleans paths', () => {
    expect(['/a//b/../c/', '../x/./y/..', '', '/..'].map(cleanPath)).toEqual(['/a/c', '../x', '.', '/']);
    expect([baseName('/a/b/'), baseName('/'), dirName('/a/b'), dirName('a')]).toEqual(['b', '/', '/a', '.']);
  });
});

describe('environment and labels', () => {
  const source: Source = {
    readFile: (path) =>
      path === 'f'
        ? '\xef\xbb\xbfA=1\n# c\n\n  B= x \nHOME\nNONE\r\n'
        : new GoError(`open ${path}: no such file or directory`),
    lookup: (name) => (name === 'HOME' ? '/root' : undefined),
  };

  it('takes files first and the caller for bare names', () => {
    expect(readEnv(['f'], ['C=2', 'HOME', 'Q'], source)).toEqual([
      'A=1',
      'B= x ',
      'HOME=/root',
      'C=2',
      'HOME=/root',
      'Q',
    ]);
  });

  it('drops bare names from label files, not from the command line', () => {
    expect(readLabels(['f'], ['x', 'A=2'], source)).toEqual({ A: '2', B: ' x ', x: '' });
  });

  it('refuses blanks in names', () => {
    const bad: Source = { ...source, readFile: () => 'export X=1\n' };
    expect(readEnv(['f'], [], bad)).toEqual(
      new GoError("invalid env file (f): variable 'export X' contains whitespaces"),
    );
  });

  it('rewrites hosts and addresses as it checks them', () => {
    expect(VALIDATORS.get('add-host')?.('a=[::1]')).toBe('a:::1');
    expect(VALIDATORS.get('add-host')?.('h:host-gateway')).toBe('h:host-gateway');
    expect(VALIDATORS.get('dns')?.(' 8.8.8.8 ')).toBe('8.8.8.8');
    expect(VALIDATORS.get('dns-search')?.('.')).toBe('.');
  });
});
