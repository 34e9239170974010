import { expect, it } from 'vitest';
import { sprintf } from '../go-fmt/printf.ts';
import { GO_DURATION, GO_TIME } from './time-type.ts';
import {
  assignable,
  GO_ANY,
  GO_INT,
  GO_STRING,
  GO_STRINGS,
  goDefined,
  goMapType,
  goPtr,
  goSlice,
  goStructType,
} from './type.ts';
import { GoValue, goRawJson, goStruct, goValueOf, indirect, lengthOf, sortedKeys } from './value.ts';

it('takes plain data for what Go would decode it to', () => {
  const types = ['x', 1, 1.5, true, [1], { a: 1 }, 2n ** 60n].map((data) => goValueOf(data)?.type.name);
  expect(types).toEqual(['string', 'int', 'float64', 'bool', '[]interface {}', 'map[string]interface {}', 'int']);
  expect([goValueOf(null), goValueOf(undefined)]).toEqual([null, null]);
});

it('takes the numbers of a raw document for json.Number', () => {
  expect(sprintf('%T %v %v', goRawJson(5), goRawJson({ n: [1.5, 2 ** 60] }), goRawJson(1e21))).toBe(
    'json.Number map[n:[1.5 1152921504606846976]] 1e+21',
  );
});

it('knows which types can be assigned to which', () => {
  const mode = goDefined('container.NetworkMode', GO_STRING);
  const list = goDefined('strslice.StrSlice', GO_STRINGS);
  expect([
    assignable(GO_STRING, GO_STRING),
    assignable(mode, GO_STRING),
    assignable(list, GO_STRINGS),
    assignable(GO_STRINGS, list),
    assignable(goSlice(GO_ANY), GO_STRINGS),
    assignable(mode, GO_ANY),
    assignable(goMapType(GO_INT), goMapType(GO_STRING)),
  ]).toEqual([true, false, true, true, false, true, false]);
});

it('orders keys by bytes, integer keys by value', () => {
  const strings = new GoValue(goMapType(GO_INT), { b: 1, 10: 2, 9: 3, B: 4 });
  const numbers = new GoValue(goMapType(GO_STRING, GO_INT), { 10: 'x', 9: 'y', '-1': 'z' });
  expect([sortedKeys(strings), sortedKeys(numbers)]).toEqual([
    ['10', '9', 'B', 'b'],
    ['-1', '9', '10'],
  ]);
  expect(
    sortedKeys(
      new GoValue(
        goMapType(GO_INT),
        new Map([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ),
  ).toEqual(['a', 'b']);
});

it('follows pointers and interfaces to their end', () => {
  const type = goStructType('p.T', []);
  const inner = new GoValue(goPtr(type), { x: 1 });
  expect(indirect(new GoValue(GO_ANY, inner)).value?.type.name).toBe('p.T');
  expect(indirect(new GoValue(GO_ANY, new GoValue(goPtr(type), null)))).toEqual({
    value: new GoValue(goPtr(type), null),
    nil: true,
  });
  expect([lengthOf(new GoValue(GO_STRINGS, null)), lengthOf(new GoValue(GO_STRING, undefined))]).toEqual([0, 0]);
});

it('builds structs from fields in order', () => {
  expect(
    sprintf(
      '%+v',
      goStruct('p.T', [
        ['B', 'x'],
        ['A', null],
        ['C', goStruct('p.U', [['D', [1]]])],
      ]),
    ),
  ).toBe('{B:x A:<nil> C:{D:[1]}}');
});

it('prints times and durations as their String methods', () => {
  const at = (text: string | undefined): GoValue => new GoValue(GO_TIME, text);
  expect(
    sprintf(
      '%v|%s|%v|%v',
      at('2025-01-02T03:04:05.6Z'),
      at('2025-01-02T03:04:05+02:00'),
      at(undefined),
      new GoValue(GO_DURATION, 90e9),
    ),
  ).toBe('2025-01-02 03:04:05.6 +0000 UTC|2025-01-02 03:04:05 +0200 +0200|0001-01-01 00:00:00 +0000 UTC|1m30s');
});
