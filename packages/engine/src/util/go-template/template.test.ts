import { describe, expect, it } from 'vitest';
import { isGoError } from '../go-error.ts';
import { GO_DURATION, GO_TIME } from '../go-value/time-type.ts';
import {
  GO_ANY,
  GO_BOOL,
  GO_INT,
  GO_INT64,
  GO_STRING,
  GO_STRING_MAP,
  GO_STRINGS,
  goDefined,
  goEmbedded,
  goField,
  goMapType,
  goMethod,
  goPtr,
  goSlice,
  goStructType,
} from '../go-value/type.ts';
import { GoValue, goMap, goStruct } from '../go-value/value.ts';
import { DOCKER_HEADER_FUNCS } from './docker-funcs.ts';
import { executeGoTemplate, parseGoTemplate, type TemplateOptions } from './template.ts';

const NETWORK_MODE = goDefined('container.NetworkMode', GO_STRING, {
  methods: { IsBridge: goMethod([], GO_BOOL, (mode: string) => mode === 'bridge') },
});
const HEALTH = goStructType('container.Health', [goField('Status', GO_STRING)]);
const STATE = goStructType('container.State', [
  goField('Status', GO_STRING),
  goField('Running', GO_BOOL),
  goField('Pid', GO_INT),
  goField('Health', goPtr(HEALTH), 'Health', 'omitempty'),
]);
const BINDING = goStructType('nat.PortBinding', [
  goField('HostIP', GO_STRING, 'HostIp'),
  goField('HostPort', GO_STRING),
]);
const HOST_CONFIG = goStructType('container.HostConfig', [
  goField('Binds', GO_STRINGS),
  goField('NetworkMode', NETWORK_MODE),
  goField('PortBindings', goMapType(goSlice(BINDING), goDefined('nat.Port', GO_STRING))),
  goField('CPUShares', GO_INT64, 'CpuShares'),
]);
const BASE = goStructType('container.ContainerJSONBase', [
  goField('ID', GO_STRING, 'Id'),
  goField('State', goPtr(STATE)),
  goField('HostConfig', goPtr(HOST_CONFIG)),
]);
const INSPECT = goStructType('container.InspectResponse', [
  goEmbedded('ContainerJSONBase', goPtr(BASE)),
  goField('Labels', GO_STRING_MAP),
  goField('Created', GO_TIME),
  goField('Interval', GO_DURATION),
]);

const CONTAINER = new GoValue(goPtr(INSPECT), {
  Id: 'abc',
  State: { Status: 'running', Running: true, Pid: 12 },
  HostConfig: { NetworkMode: 'bridge', CpuShares: 5, PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } },
  Labels: { 9: 'nine', 10: 'ten', a: '1' },
  Created: '2025-01-02T03:04:05.6Z',
  Interval: 90e9,
});

/** The formatter's context of one row, as *formatter.ContainerContext offers it. */
const CONTEXT_TYPE = goStructType('formatter.ContainerContext', [], {
  methods: {
    Names: goMethod([], GO_STRING, (row: { name: string }) => row.name, '*'),
    Label: goMethod(
      [GO_STRING],
      GO_STRING,
      (row: { labels: Map<string, string> }, name: string) => row.labels.get(name) ?? '',
      '*',
    ),
    Any: goMethod([], GO_ANY, () => null, '*'),
  },
});
const ROW = new GoValue(goPtr(CONTEXT_TYPE), { name: 'web', labels: new Map([['tier', 'front']]) });

function run(template: string, data: unknown, options: TemplateOptions = {}): string {
  const parsed = parseGoTemplate(template, '', options.funcs);
  if (isGoError(parsed)) return parsed.message;
  const { output, error } = executeGoTemplate(parsed, data, options);
  return error === null ? output : `${output}!${error.message}`;
}

describe('templates over typed values', () => {
  it('reads fields through pointers and embedded structs', () => {
    expect(run('{{.ID}} {{.State.Status}} {{.State.Pid}} {{.HostConfig.NetworkMode}}', CONTAINER)).toBe(
      'abc running 12 bridge',
    );
  });

  it('prints structs by their fields in order, nil pointers as <nil>, and pointers as addresses below the top', () => {
    expect(run('{{.State}}|{{println .State}}|{{.HostConfig.PortBindings}}', CONTAINER)).toBe(
      '{running true 12 <nil>}|&{running true 12 <nil>}\n|map[80/tcp:[{ 8080}]]',
    );
    expect(run('{{.}}', CONTAINER)).toMatch(
      /^\{0xc0[0-9a-f]{8} map\[10:ten 9:nine a:1\] 2025-01-02 03:04:05\.6 \+0000 UTC 1m30s\}$/,
    );
  });

  it('tells missing fields by the type they were looked for in', () => {
    expect(run('{{.Nope}}', CONTAINER)).toBe(
      `!template: :1:2: executing "" at <.Nope>: can't evaluate field Nope in type *container.InspectResponse`,
    );
    expect(run('{{.State.Nope}}', CONTAINER)).toBe(
      `!template: :1:8: executing "" at <.State.Nope>: can't evaluate field Nope in type *container.State`,
    );
    expect(run('{{.State.Health.Status}}', CONTAINER)).toBe(
      '!template: :1:8: executing "" at <.State.Health.Status>: nil pointer evaluating *container.Health.Status',
    );
  });

  it('compares integers of any width, but not defined strings with parameters of type string', () => {
    expect(run('{{eq .HostConfig.CPUShares 5}} {{eq .HostConfig.NetworkMode "bridge"}}', CONTAINER)).toBe('true true');
    expect(run('{{upper .HostConfig.NetworkMode}}', CONTAINER)).toBe(
      '!template: :1:19: executing "" at <.HostConfig.NetworkMode>: wrong type for value; expected string; got container.NetworkMode',
    );
  });

  it('calls methods, with arguments where they take some', () => {
    expect(
      run('{{.HostConfig.NetworkMode.IsBridge}} {{.Created.Format "2006/01"}} {{.Created.IsZero}}', CONTAINER),
    ).toBe('true 2025/01 false');
    expect(run('{{.Names | upper}} {{.Label "tier"}} [{{.Label "x"}}] {{"tier" | .Label}}', ROW)).toBe(
      'WEB front [] front',
    );
    expect(run('{{.Label}}', ROW)).toBe(
      '!template: :1:2: executing "" at <.Label>: wrong number of args for Label: want 1 got 0',
    );
    expect(run('{{.Any}}', ROW)).toBe('<no value>');
  });

  it('ranges over maps in the order of their keys, whatever they look like', () => {
    expect(run('{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}', CONTAINER)).toBe('10=ten;9=nine;a=1;');
  });

  it('writes JSON of structs in field order, maps sorted, without HTML escapes', () => {
    expect(run('{{json .State}} {{json .Labels}} {{json .Created}}', CONTAINER)).toBe(
      '{"Status":"running","Running":true,"Pid":12} {"10":"ten","9":"nine","a":"1"} "2025-01-02T03:04:05.6Z"',
    );
  });

  it('keeps what was written before an error', () => {
    expect(run('abc{{.Nope}}', ROW)).toBe(
      `abc!template: :1:5: executing "" at <.Nope>: can't evaluate field Nope in type *formatter.ContainerContext`,
    );
  });

  it('names the template in its errors', () => {
    const parsed = parseGoTemplate('{{.Nope}}', 'version');
    const value = goStruct('system.versionInfo', [['Client', 'x']]);
    expect(isGoError(parsed) ? null : executeGoTemplate(parsed, value).error?.message).toBe(
      `template: version:1:2: executing "version" at <.Nope>: can't evaluate field Nope in type system.versionInfo`,
    );
  });
});

describe('templates over plain data', () => {
  it('treats objects as maps, and structs made ad hoc as structs', () => {
    const data = {
      s: goStruct('a.B', [
        ['Y', 1],
        ['X', [true, 1.5]],
      ]),
      m: goMap([
        ['2', 'b'],
        ['10', 'a'],
      ]),
    };
    expect(run('{{.s}} {{printf "%+v %T" .s .s}} {{.m}} {{index .m "2"}}', data)).toBe(
      '{1 [true 1.5]} {Y:1 X:[true 1.5]} a.B map[10:a 2:b] b',
    );
  });

  it('gives <no value>, zero or an error for missing keys', () => {
    const data = new GoValue(GO_STRING_MAP, { a: 'x' });
    expect(run('{{.b}}', data)).toBe('<no value>');
    expect(run('[{{.b}}]', data, { missingKey: 'zero' })).toBe('[]');
    expect(run('{{.b}}', data, { missingKey: 'error' })).toBe(
      '!template: :1:2: executing "" at <.b>: map has no entry for key "b"',
    );
  });

  it('counts and cuts bytes, and knows letters of any script', () => {
    expect(run('{{len .}} {{upper .}} {{printf "%q %.2s" . .}}', 'h\xc3\xa9')).toBe(
      '3 H\xc3\x89 "h\xc3\xa9" h\xc3\xa9',
    );
  });

  it('hands table headers through the functions unchanged', () => {
    expect(
      run('{{upper .}} {{join . ","}} {{truncate . 2}} {{pad . 1 0}}', 'Names', { funcs: DOCKER_HEADER_FUNCS }),
    ).toBe('Names Names Names  Names');
  });
});

describe('limits', () => {
  it('stops loops that run too long', () => {
    expect(run('{{range 1000000000}}{{.}}{{end}}', null)).toMatch(/: execution takes too many steps$/);
  });

  it('stops output that grows too large', () => {
    expect(run('{{range 1000}}{{printf "%100000d" 1}}{{end}}', null)).toMatch(/: output too large$/);
  });

  it('stops templates that call themselves', () => {
    expect(run('{{define "T"}}{{template "T"}}{{end}}{{template "T"}}', null)).toMatch(
      /: exceeded maximum template depth \(100000\)$/,
    );
  });

  it('refuses nesting too deep to parse', () => {
    expect(run('{{'.concat('('.repeat(2000), '1', ')'.repeat(2000), '}}'), null)).toMatch(
      /: max expression depth exceeded$/,
    );
  });
});
