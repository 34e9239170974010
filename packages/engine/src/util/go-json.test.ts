import { expect, it } from 'vitest';
import { utf8Encode } from './bytes.ts';
import { goJson, goJsonFloat, goJsonString } from './go-json.ts';
import {
  GO_ANY,
  GO_INT64,
  GO_STRING,
  GO_STRINGS,
  GO_UINT8,
  goEmbedded,
  goField,
  goMapType,
  goPtr,
  goSlice,
  goStructType,
} from './go-value/type.ts';
import { GoValue, goRawJson } from './go-value/value.ts';

const INNER = goStructType('p.Inner', [goField('Z', GO_STRING, 'z', 'omitempty'), goField('A', GO_INT64, 'a')]);
const OUTER = goStructType('p.Outer', [
  goEmbedded('Inner', goPtr(INNER)),
  goField('Names', GO_STRINGS),
  goField('Map', goMapType(INNER), 'Map', 'omitempty'),
  goField('Ptr', goPtr(INNER)),
  goField('Any', GO_ANY),
  goField('Raw', goSlice(GO_UINT8)),
  goField('Hidden', GO_STRING, '-'),
]);

it('writes structs in field order, embedded fields inline, maps by key', () => {
  const value = new GoValue(OUTER, {
    a: 1,
    Names: null,
    Map: { 10: {}, 9: { z: 'x' } },
    Any: [1, null],
    Raw: [104, 105],
  });
  expect(goJson(value)).toBe(
    '{"a":1,"Names":null,"Map":{"10":{"a":0},"9":{"z":"x","a":0}},"Ptr":null,"Any":[1,null],"Raw":"aGk="}',
  );
});

it('indents as MarshalIndent and keeps empty ones closed', () => {
  expect(goJson({ b: [1, { c: [] }], a: {} }, { indent: '    ' })).toBe(
    '{\n    "a": {},\n    "b": [\n        1,\n        {\n            "c": []\n        }\n    ]\n}',
  );
});

it('sorts plain objects, or leaves them as inserted', () => {
  const data = { b: 1, a: { d: 1, c: 2 } };
  expect([goJson(data), goJson(data, { keys: 'inserted' })]).toEqual([
    '{"a":{"c":2,"d":1},"b":1}',
    '{"b":1,"a":{"d":1,"c":2}}',
  ]);
});

it('escapes text as encoding/json', () => {
  const text = utf8Encode('<&>"\\\b\f\n\r\t\x01\x7f\u2028é') + '\xff';
  expect([goJsonString(text, true), goJsonString(text, false)]).toEqual([
    `"\\u003c\\u0026\\u003e\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f\\u2028\xc3\xa9\\ufffd"`,
    `"<&>\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f\\u2028\xc3\xa9\\ufffd"`,
  ]);
});

it('writes numbers as encoding/json', () => {
  expect([0, 1.5, 1e20, 1e21, 1e-6, 1e-7, 1.5e-10, -0].map(goJsonFloat)).toEqual([
    '0',
    '1.5',
    '100000000000000000000',
    '1e+21',
    '0.000001',
    '1e-7',
    '1.5e-10',
    '-0',
  ]);
  expect(goJson([2 ** 53, 9223372036854775807n, true])).toBe('[9007199254740992,9223372036854775807,true]');
});

it('writes a raw document as it was', () => {
  expect(goJson(goRawJson({ n: 5, f: 1.5, l: [1, 'x'] }))).toBe('{"f":1.5,"l":[1,"x"],"n":5}');
});
