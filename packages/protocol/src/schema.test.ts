import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { controlSchema, inputSchema, nameSchema, presenceSchema } from './schema.ts';

const good = (input: unknown): boolean => inputSchema.safeParse(input).success;

describe('inputs', () => {
  it('of every kind pass, byte strings as they are', () => {
    const inputs = [
      { type: 'tty.open', tty: 't1', user: 'student', rows: 24, cols: 80 },
      { type: 'tty.input', tty: 't1', data: '\x03\x1b[A\xff' },
      { type: 'tty.resize', tty: 't1', rows: 1, cols: 1 },
      { type: 'tty.close', tty: 't1' },
      { type: 'pipe.open', pipe: 'p', user: 'root', cwd: '/', argv: ['sh'], extra: 2 },
      { type: 'pipe.input', pipe: 'p', data: '' },
      { type: 'pipe.close', pipe: 'p' },
      { type: 'api.open', request: 'r1', head: { method: 'GET', query: [1, null, true] } },
      { type: 'api.chunk', request: 'r1', data: 'x' },
      { type: 'api.close', request: 'r1' },
      { type: 'file.put', user: 'student', path: '/home/student/Dockerfile', mode: 0o644, data: 'FROM alpine\n' },
      { type: 'fault.inject', fault: 'disk.full', target: '' },
      { type: 'host.power', action: 'reboot' },
    ];
    expect(inputs.map((input) => inputSchema.parse(input))).toEqual(inputs);
  });

  it('at a bound pass, one past it do not', () => {
    const typed = (length: number) => ({ type: 'tty.input', tty: 't1', data: 'x'.repeat(length) });
    expect([good(typed(LIMITS.ttyBytes)), good(typed(LIMITS.ttyBytes + 1)), good(typed(0))]).toEqual([
      true,
      false,
      false,
    ]);
    const put = (length: number) => ({ type: 'file.put', user: 'u', path: '/f', mode: 0, data: 'x'.repeat(length) });
    expect([good(put(LIMITS.fileBytes)), good(put(LIMITS.fileBytes + 1))]).toEqual([true, false]);
    const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);
    const api = (depth: number) => ({ type: 'api.open', request: 'r', head: nested(depth) });
    expect([good(api(LIMITS.apiDepth)), good(api(LIMITS.apiDepth + 1))]).toEqual([true, false]);
  });

  it('with unknown kinds, more fields, text beyond a byte, relative paths or odd numbers do not pass', () => {
    const wrong = [
      null,
      'tty.input',
      { type: 'tty.typed' },
      { type: 'tty.close', tty: 't1', more: 1 },
      { type: 'tty.close', tty: '../t1' },
      { type: 'tty.input', tty: 't1', data: 'ł' },
      { type: 'tty.input', tty: 't1', data: 5 },
      { type: 'tty.resize', tty: 't1', rows: 1.5, cols: 80 },
      { type: 'tty.resize', tty: 't1', rows: Number.NaN, cols: 80 },
      { type: 'file.put', user: 'u', path: 'f', mode: 0, data: '' },
      { type: 'file.put', user: 'u', path: '/a\x00b', mode: 0, data: '' },
      { type: 'file.put', user: 'u', path: '/f', mode: 0o10000, data: '' },
      { type: 'api.open', request: 'r', head: { at: new Uint8Array(1) } },
      { type: 'api.open', request: 'r', head: JSON.parse('{"__proto__": 1}') },
      { type: 'api.open', request: 'r', head: Number.POSITIVE_INFINITY },
    ];
    expect(wrong.map(good)).toEqual(wrong.map(() => false));
  });
});

describe('names', () => {
  it('are made fit to show', () => {
    expect(nameSchema.parse('  Ana \u202e\n  Otter\u0000 ')).toBe('Ana Otter');
    expect(nameSchema.safeParse('\u200b \u0007').success).toBe(false);
    expect(nameSchema.safeParse('x'.repeat(LIMITS.nameChars + 1)).success).toBe(false);
  });
});

describe('presence', () => {
  it('is flat, small and named in plain letters', () => {
    expect(presenceSchema.parse({ typing: true, tab: 'tree', x: 1, hand: null })).toEqual({
      typing: true,
      tab: 'tree',
      x: 1,
      hand: null,
    });
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 1]));
    for (const wrong of [{ a: {} }, { A: 1 }, { a: 'x'.repeat(129) }, many, [], 'x']) {
      expect(presenceSchema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe('controls', () => {
  it('outside their ranges do not pass', () => {
    const wrong = [
      { op: 'speed', rate: 0 },
      { op: 'speed', rate: 17 },
      { op: 'step', ns: 0 },
      { op: 'nuke' },
      { op: 'run', x: 1 },
    ];
    expect(wrong.map((control) => controlSchema.safeParse(control).success)).toEqual(wrong.map(() => false));
    expect(controlSchema.parse({ op: 'step', ns: 'due' })).toEqual({ op: 'step', ns: 'due' });
  });
});
