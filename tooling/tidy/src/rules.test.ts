/** Every rule can fail: each is shown a source that breaks it, and a near one that does not. */
import { describe, expect, test } from 'vitest';
import { ARROWS } from './arrows.ts';
import { GLOBALS } from './bans.ts';
import { constructs } from './constructs.ts';
import { cycles, resolver } from './cycles.ts';
import { directions } from './directions.ts';
import { docstrings } from './docstrings.ts';
import { type Finding, show } from './finding.ts';
import { LAYERS } from './layers.ts';
import { pins } from './pins.ts';
import { read } from './repository.ts';
import { fileLength, functionLength, longFiles } from './sizes.ts';
import { parse } from './source.ts';
import { arrows, type Workspace } from './workspaces.ts';

const ENGINE = 'packages/engine/src';

/** `line: what` of each finding. */
const brief = (findings: readonly Finding[]): string[] => findings.map(({ line, what }) => `${line}: ${what}`);

describe('a finding', () => {
  test('says where, what and what next', () => {
    const finding = { rule: 'pin', path: 'a/package.json', line: 3, what: 'x is "^1"', next: 'Pin it.' };
    expect(show(finding)).toBe('a/package.json:3 [pin] x is "^1"\n    → Pin it.');
  });

  test('a file that cannot be parsed is named', () => {
    expect(() => parse('a.ts', '\nlet a =\n')).toThrow(/^a\.ts:\d cannot be parsed: /);
  });
});

describe('layer', () => {
  const check = (path: string, text: string): string[] => brief(directions(parse(`${ENGINE}/${path}`, text), LAYERS));

  test('a layer imports what stands below it, and itself', () => {
    const text = `import { assert } from '../../util/assert.ts';
import { table } from '../../store/table.ts';
import { sleep } from '../task/sched.ts';`;
    expect(check('kernel/net/link.ts', text)).toEqual([]);
  });

  test('never what stands above it, nor types of it', () => {
    const text = `import { run } from '../../program/program.ts';
import type { Daemon } from '../../daemon/daemon.ts';
export { wire } from '../../host/wire.ts';
let a: import('../../cli/docker.ts').A;`;
    expect(check('kernel/net/link.ts', text).map((line) => line.split(';')[0])).toEqual([
      '1: kernel imports ../../program/program.ts',
      '2: kernel imports types of ../../daemon/daemon.ts',
      '3: kernel imports ../../host/wire.ts',
      '4: kernel imports types of ../../cli/docker.ts',
    ]);
  });

  test('programs and the docker command see the kernel through its facade only', () => {
    for (const layer of ['bin', 'cli']) {
      expect(check(`${layer}/kill.ts`, "import { SIGKILL } from '../kernel/task/signal.ts';")).toHaveLength(1);
      expect(check(`${layer}/kill.ts`, "import type { Task } from '../kernel/task/task.ts';")).toHaveLength(1);
      expect(check(`${layer}/kill.ts`, "import type { Sys } from '../kernel/syscall.ts';")).toEqual([]);
      expect(check(`${layer}/kill.ts`, "import type { Sys } from '../kernel/syscall/index.ts';")).toEqual([]);
      expect(check(`${layer}/kill.ts`, "import type { Sys } from '../kernel/syscalls.ts';")).toHaveLength(1);
    }
  });

  test('the kernel knows nothing of the daemon, and the daemon nothing of its command', () => {
    expect(check('kernel/sched.ts', "import { find } from '../daemon/list.ts';")).toHaveLength(1);
    expect(check('runc/create.ts', "import { find } from '../daemon/list.ts';")).toHaveLength(1);
    expect(check('daemon/list.ts', "import { docker } from '../cli/docker.ts';")).toHaveLength(1);
    expect(check('daemon/list.ts', "import { tasks } from '../kernel/task/task.ts';")).toEqual([]);
  });

  test('some may be imported for their types only', () => {
    expect(check('program/flow.ts', "import type { Task } from '../kernel/task/task.ts';")).toEqual([]);
    expect(check('program/flow.ts', "import { type Task } from '../kernel/task/task.ts';")).toEqual([]);
    expect(check('program/flow.ts', "import { type Task, find } from '../kernel/task/task.ts';")).toHaveLength(1);
  });

  test('host and index reach everything but testing; host not view', () => {
    expect(check('index.ts', "import { wire } from './host/wire.ts';")).toEqual([]);
    expect(check('index.ts', "import { swarm } from './testing/swarm.ts';")).toHaveLength(1);
    expect(check('host/wire.ts', "import { nginx } from '../bin/serve/nginx.ts';")).toEqual([]);
    expect(check('host/wire.ts', "import { topology } from '../view/topology.ts';")).toHaveLength(1);
    expect(check('view/topology.ts', "import type { Link } from '../kernel/net/link.ts';")).toEqual([]);
    expect(check('view/topology.ts', "import { boot } from '../host/boot.ts';")).toHaveLength(1);
  });

  test('nothing leaves src, and every folder has a row', () => {
    expect(check('util/json.ts', "import x from '../../test/golden.ts';")).toHaveLength(1);
    expect(check('helpers/x.ts', 'export {};')).toEqual(['1: helpers is no layer of the engine']);
  });

  test('tests and other packages are free', () => {
    expect(check('util/json.test.ts', "import { wire } from '../host/wire.ts';")).toEqual([]);
    expect(directions(parse('apps/sync/src/main.ts', "import { a } from './host/wire.ts';"), LAYERS)).toEqual([]);
  });

  test('an escape needs its rule and a reason', () => {
    const line = "import { run } from '../../program/program.ts';";
    expect(check('kernel/net/link.ts', `${line} // tidy-allow layer: measured, see ADR 12`)).toEqual([]);
    expect(check('kernel/net/link.ts', `// tidy-allow layer: measured, see ADR 12\n${line}`)).toEqual([]);
    expect(check('kernel/net/link.ts', `${line} // tidy-allow layer:`)).toHaveLength(1);
    expect(check('kernel/net/link.ts', `${line} // tidy-allow ban: measured, see ADR 12`)).toHaveLength(1);
  });
});

describe('arrow', () => {
  const bare = { dependencies: [], devDependencies: [] };
  const workspaces: Workspace[] = [
    { folder: '', name: 'drydock', dependencies: [], devDependencies: ['vitest'] },
    { folder: 'packages/engine', name: '@drydock/engine', dependencies: ['yaml'], devDependencies: ['zod'] },
    { ...bare, folder: 'packages/protocol', name: '@drydock/protocol', dependencies: ['@drydock/engine', 'lib0'] },
    { ...bare, folder: 'packages/odd', name: '@drydock/odd' },
    { ...bare, folder: 'apps/sync', name: '@drydock/sync' },
  ];
  const check = (path: string, text: string): string[] =>
    brief(arrows(parse(path, text), { workspaces, arrows: ARROWS }));

  test('up the arrows by type only, never down, never an app', () => {
    const path = 'packages/protocol/src/frame.ts';
    expect(check(path, "import type { Entry } from '@drydock/engine';")).toEqual([]);
    expect(check(path, "import { step } from '@drydock/engine';")).toEqual([
      '1: packages/protocol may import only types of @drydock/engine',
    ]);
    expect(check(path, "import { log } from '@drydock/log';")).toEqual([
      '1: packages/protocol may not import @drydock/log',
    ]);
    expect(check('packages/engine/src/index.ts', "import type { A } from '@drydock/protocol';")).toHaveLength(1);
    expect(check('packages/protocol/src/frame.test.ts', "import { a } from '@drydock/sync';")).toEqual([
      '1: packages/protocol imports the app @drydock/sync',
    ]);
  });

  test('by name, not by path', () => {
    expect(check('packages/protocol/src/frame.ts', "import { a } from '../../engine/src/index.ts';")).toEqual([
      '1: ../../engine/src/index.ts leaves packages/protocol',
    ]);
    expect(check('packages/protocol/test/frame.ts', "import { a } from '../src/frame.ts';")).toEqual([]);
  });

  test('what is imported is declared; what the engine ships, as a dependency', () => {
    expect(check('packages/protocol/src/frame.ts', "import * as b from 'lib0/encoding'; import 'node:fs';")).toEqual(
      [],
    );
    expect(check('packages/protocol/src/frame.ts', "import 'ws';")).toEqual([
      '1: ws is not declared in packages/protocol/package.json',
    ]);
    expect(check('packages/engine/src/util/a.ts', "import 'zod';")).toHaveLength(1);
    expect(check('packages/engine/src/util/a.test.ts', "import 'zod'; import 'vitest';")).toEqual([]);
  });

  test('what ships needs no test', () => {
    const text = "import { fake } from './testing/fake.ts';";
    const what = ['1: ./testing/fake.ts is there for tests only'];
    expect(check('packages/engine/src/bin/frame/a.ts', text)).toEqual(what);
    expect(check('packages/engine/src/bin/frame/a.test.ts', text)).toEqual([]);
    expect(check('packages/engine/src/index.ts', "import { swarm } from './testing/swarm.ts';")).toEqual([]);
  });

  test('every workspace has a row', () => {
    expect(check('packages/odd/src/a.ts', '')).toEqual(['1: packages/odd has no row of arrows']);
  });
});

describe('cycle', () => {
  const check = (files: Record<string, string>): string[] =>
    brief(
      cycles(
        Object.entries(files).map(([path, text]) => parse(path, text)),
        resolver(new Map([['@drydock/b', 'p/b.ts']])),
      ),
    );

  test('through files and package names', () => {
    expect(
      check({
        'p/a.ts': "\nimport '@drydock/b';",
        'p/b.ts': "import './c.ts';",
        'p/c.ts': "\nexport * from './a.ts';",
      }),
    ).toEqual(['2: closes a cycle of imports: p/a.ts → p/b.ts → p/c.ts → p/a.ts']);
  });

  test('not through types, nor where two ways meet', () => {
    expect(check({ 'p/a.ts': "import './b.ts';", 'p/b.ts': "import type { A } from './a.ts';" })).toEqual([]);
    expect(
      check({ 'p/a.ts': "import './b.ts'; import './c.ts';", 'p/b.ts': "import './c.ts';", 'p/c.ts': '' }),
    ).toEqual([]);
  });
});

describe('ban', () => {
  const check = (text: string, path = `${ENGINE}/kernel/a.ts`): string[] => brief(constructs(parse(path, text)));

  test.each(Object.keys(GLOBALS))('global %s', (name) => {
    expect(check(`f(${name});`)).toEqual([`1: ${name} is banned in the engine`]);
  });

  test('a global is also meant as a type, a shorthand and a computed key', () => {
    expect(check('type F = (x: Date) => Promise<void>;')).toEqual([
      '1: Date is banned in the engine',
      '1: Promise is banned in the engine',
    ]);
    expect(check('f({ process });')).toHaveLength(1);
    expect(check('f(a[process]);')).toHaveLength(1);
  });

  test('a name of our own is not meant', () => {
    expect(check('f(a.process, { process: 1 }, a?.Date);')).toEqual([]);
    expect(check('export function f(process: { fetch(): void }): void { g(process); }')).toEqual([]);
    expect(check("import { Worker } from './worker.ts'; f(Worker);")).toEqual([]);
    expect(check('for (const { window = 1, ...document } of list) f(window, document);')).toEqual([]);
    expect(check('// Date.now() and "setTimeout"\nf("Date");')).toEqual([]);
  });

  test('arithmetic that is random or not exact', () => {
    expect(check("f(Math.random(), Math['sin'](1), Math.pow(2, x), y ** x, 10 ** x);")).toEqual([
      '1: Math.random is banned in the engine',
      '1: Math.sin is banned in the engine',
      '1: Math.pow is banned in the engine',
      '1: ** with a base other than 2 or a bigint',
      '1: ** with a base other than 2 or a bigint',
    ]);
    expect(check('f(Math.floor(x), Math.imul(a, b), Math.sqrt(x), 2 ** x, 5n ** y, a.random());')).toEqual([]);
  });

  test('locales', () => {
    expect(check('f(a.localeCompare(b), a.toLocaleString(), a?.toLocaleUpperCase());')).toHaveLength(3);
    expect(check('f(a < b, a.toUpperCase());')).toEqual([]);
  });

  test('suspension', () => {
    expect(check('async function f() { await g(); }')).toEqual(['1: async function', '1: await']);
    expect(check('f(async () => 1);')).toHaveLength(1);
    expect(check('for await (const x of y) f(x);')).toHaveLength(1);
    expect(check('f({ async g() {} });')).toHaveLength(1);
    expect(check("f(import('./a.ts'), import.meta.url);")).toEqual(['1: import()', '1: import.meta']);
    expect(check('function* keys() { yield 1; }')).toEqual([]);
  });

  test('export *', () => {
    expect(check("export * from './b.ts'; export * as c from './c.ts';")).toHaveLength(2);
    expect(check("export { b } from './b.ts';")).toEqual([]);
  });

  test('any, unless its line or a biome-ignore above says why', () => {
    expect(check('f(x as any);')).toEqual(['1: `any` without a reason']);
    expect(check('f(x as any); // the parser types this node loosely')).toEqual([]);
    expect(check('// biome-ignore lint/suspicious/noExplicitAny: loose in the parser\nf(x as any);')).toEqual([]);
    expect(check('// something else\nf(x as any);')).toHaveLength(1);
  });

  test('module state', () => {
    expect(check('let n = 0; export const seen = new Map<string, number>(); const list: string[] = [];')).toEqual([
      '1: module state: let',
      '1: module state: seen starts empty',
      '1: module state: list starts empty',
    ]);
    expect(
      check(
        "const NONE: readonly string[] = []; const EMPTY: ReadonlyMap<string, 1> = new Map(); const T = new Map([['a', 1]]);",
      ),
    ).toEqual([]);
    expect(check('export function f(): void { let n = 0; const m = new Map(); g(n, m); }')).toEqual([]);
  });

  test('keys that look like numbers', () => {
    expect(check("f({ 1: a, '22': b });")).toEqual([
      '1: the key 1 looks like a number',
      '1: the key 22 looks like a number',
    ]);
    expect(check("f({ a1: 1, '01': 2, 1.5: 3 }, [1, 2]);")).toEqual([]);
  });

  test('holds in the sources of the engine, not in their tests, recorders or generated code, nor elsewhere', () => {
    expect(check('f(Date);', `${ENGINE}/kernel/a.test.ts`)).toEqual([]);
    expect(check('f(Date);', `${ENGINE}/bin/sh/record.mjs`)).toEqual([]);
    expect(check('f(Date);', `${ENGINE}/api/gen/types.ts`)).toEqual([]);
    expect(check('f(Date);', 'apps/sync/src/main.ts')).toEqual([]);
    expect(check('f(Date); // tidy-allow ban: only printed in an error', `${ENGINE}/kernel/a.ts`)).toEqual([]);
  });

  test("the editor's list of banned globals (biome.json) names none that this one lacks", () => {
    const denied = Object.keys(
      JSON.parse(read('biome.json')).overrides[0].linter.rules.style.noRestrictedGlobals.options.deniedGlobals,
    );
    expect(denied).toContain('Date');
    expect(denied.filter((name) => !(name in GLOBALS))).toEqual([]);
  });
});

describe('length', () => {
  const lines = (n: number): string => 'f();\n'.repeat(n);

  test('of a file', () => {
    expect(fileLength(parse('a.ts', lines(600)))).toEqual([]);
    expect(brief(fileLength(parse('a.ts', lines(601))))).toEqual(['601: 601 lines, at most 600']);
    expect(brief(fileLength(parse('a.css', 'a {}\n'.repeat(601))))).toHaveLength(1);
    expect(fileLength(parse('packages/engine/src/api/gen/a.ts', lines(601)))).toEqual([]);
  });

  test('near the limit is told', () => {
    const [a, b, c] = [parse('a.ts', lines(401)), parse('b.ts', lines(600)), parse('c.ts', lines(400))];
    expect(longFiles([a, b, c])).toEqual(['b.ts: 600', 'a.ts: 401']);
  });

  test('of a function, whatever its form', () => {
    const body = (n: number): string => `{\n${lines(n - 2)}}`;
    const check = (text: string): string[] => brief(functionLength(parse('a.ts', text)));
    expect(check(`function g() ${body(70)}`)).toEqual([]);
    expect(check(`\nfunction g() ${body(71)}`)).toEqual(['2: g has 71 lines, at most 70']);
    expect(check(`const g = () => ${body(71)};`)).toEqual(['1: g has 71 lines, at most 70']);
    expect(check(`class A {\n m() ${body(71)}\n}`)).toEqual(['2: m has 71 lines, at most 70']);
    expect(check(`f({ g() ${body(71)} });`)).toEqual(['1: g has 71 lines, at most 70']);
    expect(check(`f(() => ${body(71)});`)).toEqual(['1: a function without a name has 71 lines, at most 70']);
    expect(check(`const a = '{'; function g() ${body(70)} // }`)).toEqual([]);
    expect(functionLength(parse('a.test.ts', `f(() => ${body(71)});`))).toEqual([]);
  });
});

describe('docstring', () => {
  const check = (text: string, path = 'packages/log/src/a.ts'): string[] => brief(docstrings(parse(path, text)));

  test('of every kind of export', () => {
    const text = `export const a = 1;

export function b(): void {}

export interface C {}

export type D = 1;

export class E {}

const f = 1;
export { f };`;
    expect(check(text).map((line) => line.split(' has ')[0])).toEqual([
      '1: a',
      '3: b',
      '5: C',
      '7: D',
      '9: E',
      '11: f',
    ]);
  });

  test('is prose right before it', () => {
    expect(check('/** Prose. */\nexport const a = 1;')).toEqual([]);
    expect(check('/** Prose. */\n// biome-ignore x: y\nexport const a = 1;')).toEqual([]);
    expect(check('/** */\nexport const a = 1;')).toHaveLength(1);
    expect(check('// No prose.\nexport const a = 1;')).toHaveLength(1);
    expect(check('/** Of b. */\nconst b = 1;\nexport const a = 1;')).toHaveLength(1);
  });

  test('is shared by overloads and by lines that stand together', () => {
    expect(check('/** Both. */\nexport function f(a: 1): 1;\nexport function f(a: 2): 2;')).toEqual([]);
    expect(
      check(
        '/** All. */\nexport const A = 1;\nexport const B = 2;\n/** Odd. */\nexport const C = 3;\nexport const D = 4;',
      ),
    ).toEqual([]);
    expect(check('/** All. */\nexport const A = 1;\n\nexport const B = 2;')).toEqual(['4: B has no docstring']);
    expect(check('/** A. */\nexport interface A {\n}\nexport interface B {}')).toEqual(['4: B has no docstring']);
  });

  test('is not asked of re-exports, of what is not exported, of tests, nor elsewhere', () => {
    expect(check("export { a } from './b.ts';\nconst c = 1;")).toEqual([]);
    expect(check('export const a = 1;', 'packages/log/src/a.test.ts')).toEqual([]);
    expect(check('export const a = 1;', 'apps/web/src/a.ts')).toEqual([]);
  });
});

describe('pin', () => {
  test('one exact version, * for our own', () => {
    const text = `{
  "dependencies": { "@drydock/engine": "*", "yaml": "2.9.1" },
  "devDependencies": {
    "knip": "^6.0.0",
    "@drydock/log": "0.1.0"
  },
  "optionalDependencies": { "turbo": "*" }
}`;
    expect(brief(pins('package.json', text))).toEqual([
      '4: devDependencies: knip is "^6.0.0"',
      '5: devDependencies: @drydock/log is "0.1.0"',
      '7: optionalDependencies: turbo is "*"',
    ]);
  });
});
