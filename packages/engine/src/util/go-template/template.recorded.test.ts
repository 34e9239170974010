import { describe, expect, it } from 'vitest';
import type { Bytes } from '../bytes.ts';
import { isGoError } from '../go-error.ts';
import { goRawJson } from '../go-value/value.ts';
import { executeGoTemplate, parseGoTemplate } from './template.ts';

/*
 * Answers of docker 28.5.2 (built with Go 1.27) to `docker inspect --format TEMPLATE` for a container with the fields below
 * beside its own, November 2026. Templates that read X are refused by the typed value, so that the document decoded with
 * UseNumber is what they see; the others are answered alike by both. An answer that begins with "template: " is the error.
 */

/** The inspected document. */
const DOCUMENT = {
  Args: ['a', 'b'],
  State: {
    Status: 'running',
    Running: true,
    Pid: 12,
  },
  Config: {
    Labels: {
      b: '2',
      a: '1',
    },
  },
  X: {
    s: 'str',
    n: 5,
    f: 1.5,
    b: true,
    nul: null,
    l: [1, 'two', null, [3]],
    m: {
      b: 1,
      a: {
        z: 'q',
      },
    },
    e: {},
  },
} as const;

/** Refused by the parser. */
const PARSE_ERRORS: readonly (readonly [string, string])[] = [
  ['{{if}}x{{end}}', 'template: :1: missing value for if'],
  ['{{99999999999999999999}}', 'template: :1: integer overflow: "99999999999999999999"'],
  ['{{break}}', 'template: :1: {{break}} outside {{range}}'],
  ['{{$y}}', 'template: :1: undefined variable "$y"'],
  ['{{/* c }}', 'template: :1: unclosed comment'],
  ['{{/* c */ }}', 'template: :1: comment ends before closing delimiter'],
  ['{{true.x}}', 'template: :1: unexpected . after term "true"'],
  ['{{"a".x}}', 'template: :1: unexpected . after term "\\"a\\""'],
  ['{{nil.x}}', 'template: :1: unexpected . after term "nil"'],
  ['{{1 | 2}}', 'template: :1: non executable command in pipeline stage 2'],
  ['{{nope}}', 'template: :1: function "nope" not defined'],
  ['{{nope 1}}', 'template: :1: function "nope" not defined'],
  ['{{|}}', 'template: :1: unexpected "|" in command'],
  ['{{}}', 'template: :1: missing value for command'],
  ['{{ }}', 'template: :1: missing value for command'],
  ['{{(}}', 'template: :1: unclosed left paren'],
  ['{{)}}', 'template: :1: unexpected right paren'],
  ['{{(.X}}', 'template: :1: unclosed left paren'],
  ['{{.X)}}', 'template: :1: unexpected right paren'],
  ['{{"abc}}', 'template: :1: unterminated quoted string'],
  ['{{`abc}}', 'template: :1: unterminated raw quoted string'],
  [`{{'a}}`, 'template: :1: unterminated character constant'],
  [`{{'ab'}}`, `template: :1: malformed character constant: 'ab'`],
  [`{{''}}`, 'template: :1: invalid syntax'],
  ["{{'\\q'}}", 'template: :1: invalid syntax'],
  ['{{"\\q"}}', 'template: :1: invalid syntax'],
  ['{{1a}}', 'template: :1: bad number syntax: "1a"'],
  ['{{0x}}', 'template: :1: illegal number syntax: "0x"'],
  ['{{1e}}', 'template: :1: illegal number syntax: "1e"'],
  ['{{.1.2}}', 'template: :1: unexpected ".2" in operand'],
  ['{{..}}', 'template: :1: unexpected <.> in operand'],
  ['{{.a.b.}}', 'template: :1: unexpected <.> in operand'],
  ['{{.a b}}', 'template: :1: function "b" not defined'],
  ['{{@}}', 'template: :1: unexpected "@" in command'],
  ['{{.a@}}', `template: :1: bad character U+0040 '@'`],
  ['{{\x01}}', 'template: :1: unrecognized character in action: U+0001'],
  ['{{end}}', 'template: :1: unexpected {{end}}'],
  ['{{else}}', 'template: :1: unexpected {{else}}'],
  ['{{if 1}}', 'template: :1: unexpected EOF'],
  ['{{if 1}}a{{else}}b{{else}}c{{end}}', 'template: :1: expected end; found {{else}}'],
  ['{{range}}{{end}}', 'template: :1: missing value for range'],
  ['{{range $a,$b,$c := .X}}{{end}}', 'template: :1: too many declarations in range'],
  ['{{range $a, 1 := .X}}{{end}}', 'template: :1: range can only initialize variables'],
  ['{{$a, $b := 1}}', 'template: :1: too many declarations in command'],
  ['{{with}}{{end}}', 'template: :1: missing value for with'],
  ['{{template}}', 'template: :1: unexpected "}}" in template clause'],
  ['{{template x}}', 'template: :1: unexpected "x" in template clause'],
  ['{{define}}{{end}}', 'template: :1: unexpected "}}" in define clause'],
  ['{{define "a"}}', 'template: :1: unexpected EOF'],
  ['{{define "a"}}{{else}}{{end}}', 'template: :1: unexpected {{else}} in define clause'],
  ['{{define "a"}}x{{end}}{{define "a"}}y{{end}}', 'template: :1: template: multiple definition of template "a"'],
  ['{{if 1}}{{define "a"}}{{end}}{{end}}', 'template: :1: unexpected <define> in command'],
  ['a\n{{if 1}}\n{{.Nope | \n', 'template: :4: unclosed action started at :3'],
  ['{{.X.s\n', 'template: :2: unclosed action started at :1'],
  ['{{if continue}}{{end}}', 'template: :1: unexpected <continue> in if'],
  ['{{a := 1}}', 'template: :1: function "a" not defined'],
  ['{{:}}', 'template: :1: expected :='],
  ['{{ : = }}', 'template: :1: expected :='],
  ['{{padlen "a"}}', 'template: :1: function "padlen" not defined'],
  ['{{table "a"}}', 'template: :1: function "table" not defined'],
  ['{{with $x := 1}}{{end}}{{$x}}', 'template: :1: undefined variable "$x"'],
];

/** Executed. */
const EXECUTIONS: readonly (readonly [string, string])[] = [
  ['{{.X.s}}{{.Nope}}', 'template: :1:10: executing "" at <.Nope>: map has no entry for key "Nope"'],
  ['{{range 3}}{{.}}{{end}}', '012'],
  [
    '{{range $i,$v := 3}}{{.}}{{end}}',
    `template: :1:17: executing "" at <3>: can't use 3 to iterate over more than one variable`,
  ],
  [
    '{{len nil}}',
    'template: :1:2: executing "" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value',
  ],
  ['{{len .X.nul}}', 'template: :1:2: executing "" at <len .X.nul>: error calling len: len of nil pointer'],
  ['{{len 3}}', 'template: :1:2: executing "" at <len 3>: error calling len: len of type int'],
  ['{{call 3}}', 'template: :1:2: executing "" at <call 3>: error calling call: non-function 3 of type int'],
  ['{{call nil}}', 'template: :1:2: executing "" at <call nil>: error calling call: call of nil'],
  [
    '{{eq .X.n 5}}',
    'template: :1:2: executing "" at <eq .X.n 5>: error calling eq: incompatible types for comparison: json.Number and int',
  ],
  ['{{eq .X.n "5"}}', 'true'],
  [
    '{{eq .X.m .X.e}}',
    'template: :1:2: executing "" at <eq .X.m .X.e>: error calling eq: non-comparable type map[]: map[string]interface {}',
  ],
  ['{{index .X.l 9}}', 'template: :1:2: executing "" at <index .X.l 9>: error calling index: index out of range: 9'],
  [
    '{{index .X.l 1.5}}',
    'template: :1:2: executing "" at <index .X.l 1.5>: error calling index: cannot index slice/array with type float64',
  ],
  [
    '{{index .X.l 4}}',
    'template: :1:2: executing "" at <index .X.l 4>: error calling index: reflect: slice index out of range',
  ],
  ['{{.X.nul.foo}}', 'template: :1:4: executing "" at <.X.nul.foo>: nil pointer evaluating interface {}.foo'],
  ['{{.X.s.foo}}', `template: :1:4: executing "" at <.X.s.foo>: can't evaluate field foo in type interface {}`],
  [
    '{{join .Args ","}} {{join .X.l ","}}',
    'template: :1:7: executing "" at <.Args>: wrong type for value; expected []string; got []interface {}',
  ],
  ['{{with .X}}{{.s}}{{else with .X}}b{{end}}', 'str'],
  ['{{.State.Nope}}', 'template: :1:8: executing "" at <.State.Nope>: map has no entry for key "Nope"'],
  ['{{9223372036854775807}}', '9223372036854775807'],
  [
    '{{9223372036854775808}}',
    'template: :1:2: executing "" at <9223372036854775808>: 9223372036854775808 overflows int',
  ],
  [
    '{{lt 1 "a"}}',
    'template: :1:2: executing "" at <lt 1 "a">: error calling lt: incompatible types for comparison: int and string',
  ],
  ['{{lt .X.m 1}}', 'template: :1:2: executing "" at <lt .X.m 1>: error calling lt: invalid type for comparison'],
  [
    '{{lt true false}}',
    'template: :1:2: executing "" at <lt true false>: error calling lt: invalid type for comparison',
  ],
  [
    '{{eq 1 1.0}}',
    'template: :1:2: executing "" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64',
  ],
  ['{{eq .X.nul 1}}', 'false'],
  ['{{eq nil 1}}', 'false'],
  ['{{eq .X.nul nil}}', 'true'],
  [
    '{{eq .X.m 1}}',
    'template: :1:2: executing "" at <eq .X.m 1>: error calling eq: incompatible types for comparison: map[string]interface {} and int',
  ],
  [
    '{{eq .X.m .X.m}}',
    'template: :1:2: executing "" at <eq .X.m .X.m>: error calling eq: non-comparable type map[a:map[z:q] b:1]: map[string]interface {}',
  ],
  [
    '{{eq .X.l .X.l}}',
    'template: :1:2: executing "" at <eq .X.l .X.l>: error calling eq: non-comparable type [1 two <nil> [3]]: []interface {}',
  ],
  ['{{eq 1}}', 'template: :1:2: executing "" at <eq 1>: error calling eq: missing argument for comparison'],
  ['{{eq}}', 'template: :1:2: executing "" at <eq>: wrong number of args for eq: want at least 1 got 0'],
  ['{{ne 1 2 3}}', 'template: :1:2: executing "" at <ne>: wrong number of args for ne: want 2 got 3'],
  ['{{eq 1 2 3 1}}', 'true'],
  ['{{lt .X.nul 1}}', 'template: :1:2: executing "" at <lt .X.nul 1>: error calling lt: invalid type for comparison'],
  ['{{lt 1 .X.nul}}', 'template: :1:2: executing "" at <lt 1 .X.nul>: error calling lt: invalid type for comparison'],
  ['{{not}}', 'template: :1:2: executing "" at <not>: wrong number of args for not: want 1 got 0'],
  ['{{not 1 2}}', 'template: :1:2: executing "" at <not>: wrong number of args for not: want 1 got 2'],
  ['{{and}}', 'template: :1:2: executing "" at <and>: wrong number of args for and: want at least 1 got 0'],
  ['{{and 1 0 2}}', '0'],
  ['{{or 0 "" .X.nul}}', '<no value>'],
  ['{{or 0 "x" .Nope}}', 'x'],
  ['{{1 | and 2}}', '1'],
  ['{{index 1 2}}', `template: :1:2: executing "" at <index 1 2>: error calling index: can't index item of type int`],
  ['{{index nil 1}}', 'template: :1:2: executing "" at <index nil 1>: error calling index: index of untyped nil'],
  ['{{index .X.nul 1}}', 'template: :1:2: executing "" at <index .X.nul 1>: error calling index: index of untyped nil'],
  [
    '{{index .X.l "a"}}',
    'template: :1:2: executing "" at <index .X.l "a">: error calling index: cannot index slice/array with type string',
  ],
  [
    '{{index .X.m 1}}',
    'template: :1:2: executing "" at <index .X.m 1>: error calling index: value has type int; should be string',
  ],
  ['{{index .X.m "zz"}}', '<no value>'],
  ['{{index .X.m "a" "z"}}', 'q'],
  ['{{index .X.l -1}}', 'template: :1:2: executing "" at <index .X.l -1>: error calling index: index out of range: -1'],
  [
    '{{index .X.l nil}}',
    'template: :1:2: executing "" at <index .X.l nil>: error calling index: cannot index slice/array with nil',
  ],
  [
    '{{index .X.m nil}}',
    'template: :1:2: executing "" at <index .X.m nil>: error calling index: value is nil; should be of type string',
  ],
  ['{{slice .X.s 1 2}}', 't'],
  ['{{slice .X.s 9}}', 'template: :1:2: executing "" at <slice .X.s 9>: error calling slice: index out of range: 9'],
  [
    '{{slice .X.s 2 1}}',
    'template: :1:2: executing "" at <slice .X.s 2 1>: error calling slice: invalid slice index: 2 > 1',
  ],
  ['{{slice .X.l 1 3}}', '[two <nil>]'],
  ['{{slice 1}}', `template: :1:2: executing "" at <slice 1>: error calling slice: can't slice item of type int`],
  ['{{slice nil}}', 'template: :1:2: executing "" at <slice nil>: error calling slice: slice of untyped nil'],
  [
    '{{slice .X.s 1 2 3}}',
    'template: :1:2: executing "" at <slice .X.s 1 2 3>: error calling slice: cannot 3-index slice a string',
  ],
  [
    '{{slice .X.l 1 2 3 4}}',
    'template: :1:2: executing "" at <slice .X.l 1 2 3 4>: error calling slice: too many slice indexes: 4',
  ],
  ['{{index .X.s 0}}', '115'],
  [
    '{{index "abc" 3}}',
    'template: :1:2: executing "" at <index "abc" 3>: error calling index: reflect: string index out of range',
  ],
  ['{{html .X.m 1 2}}', 'map[a:map[z:q] b:1] 1 2'],
  [
    '{{call .X.m}}',
    'template: :1:2: executing "" at <call .X.m>: error calling call: non-function .X.m of type map[string]interface {}',
  ],
  ['{{call 1 2}}', 'template: :1:2: executing "" at <call 1 2>: error calling call: non-function 1 of type int'],
  ['{{range .X.s}}x{{end}}', `template: :1:10: executing "" at <.X.s>: range can't iterate over str`],
  ['{{range .X.nul}}x{{else}}empty{{end}}', 'empty'],
  ['{{range $k,$v := .X.m}}{{$k}}={{$v}};{{end}}', 'a=map[z:q];b=1;'],
  ['{{range true}}{{end}}', `template: :1:8: executing "" at <true>: range can't iterate over true`],
  ['{{range 1.5}}{{end}}', `template: :1:8: executing "" at <1.5>: range can't iterate over 1.5`],
  ['{{$x := 1}}{{$x = 2}}{{$x}}', '2'],
  ['{{$x = 2}}', 'template: :1:7: executing "" at <2>: undefined variable: $x'],
  ['{{with $z := .X.s}}{{$z}}{{.}}{{end}}', 'strstr'],
  ['{{define "T"}}<{{.}}>{{end}}{{template "T" .X.s}}', '<str>'],
  ['{{template "Q"}}', 'template: :1:11: executing "" at <{{template "Q"}}>: template "Q" not defined'],
  ['{{block "b" .X.s}}[{{.}}]{{end}}', '[str]'],
  [
    '{{define "T"}}{{.Nope}}{{end}}{{template "T" .X.s}}',
    `template: :1:16: executing "T" at <.Nope>: can't evaluate field Nope in type string`,
  ],
  [
    '{{define "T"}}{{template "T"}}{{end}}{{template "T"}}',
    'template: :1:25: executing "T" at <{{template "T"}}>: exceeded maximum template depth (100000)',
  ],
  ['{{ .X.s -}}  a  {{- .X.s }}', 'strastr'],
  ['{{/* c */}}x{{- /* d */ -}} y', 'xy'],
  ['{{.X.s | len}}', '3'],
  ['{{(index .X.l 1)}}', 'two'],
  ['{{(.X).s}}', 'str'],
  ['{{(.X.m).a.z}}', 'q'],
  ['{{$.X.s}}', 'str'],
  ['{{.X.s.t.u}}', `template: :1:4: executing "" at <.X.s.t.u>: can't evaluate field t in type interface {}`],
  ['{{nil}}', 'template: :1:2: executing "" at <nil>: nil is not a command'],
  ['{{(1).x}}', `template: :1:3: executing "" at <1>: can't evaluate field x in type int`],
  ['{{.X 1}}', 'template: :1:2: executing "" at <.X>: X is not a method but has arguments'],
  ['{{.X.s 1}}', 'template: :1:4: executing "" at <.X.s>: s is not a method but has arguments'],
  ['{{1 2}}', `template: :1:2: executing "" at <1>: can't give argument to non-function 1`],
  ['{{"a" 1}}', `template: :1:2: executing "" at <"a">: can't give argument to non-function "a"`],
  ['{{.X.s | .X.n}}', 'template: :1:11: executing "" at <.X.n>: n is not a method but has arguments'],
  ['{{.X.s |}}', 'str'],
  ['{{if 0}}a{{else if 1}}b{{else}}c{{end}}', 'b'],
  ['{{template "a" 1 2}}', 'template: :1:11: executing "" at <{{template "a" 1 2}}>: template "a" not defined'],
  ['a\n{{.X.s}}\n{{.Nope}}', 'template: :3:2: executing "" at <.Nope>: map has no entry for key "Nope"'],
  ['{{\n.X.s}}{{ .X.m\n | len}}', 'str2'],
  ['{{.X.s}} {{"x" "y"}}', `template: :1:11: executing "" at <"x">: can't give argument to non-function "x"`],
  ['{{$x := 1 2}}', `template: :1:8: executing "" at <1>: can't give argument to non-function 1`],
  ['{{$x:=1}}{{$x.y}}', `template: :1:13: executing "" at <$x.y>: can't evaluate field y in type int`],
  ['{{$x:=.X}}{{$x.s}} {{$x.m.a.z}}', 'str q'],
  ['{{true}} {{false}} {{not true}} {{not .X.nul}}', 'true false false true'],
  ['{{-3}} {{- 3}} {{3 -}} {{+5}}', '-33 35'],
  [
    '{{split "a,b" ","}} {{join (split "a,b" ",") "-"}} {{split 1 2}}',
    'template: :1:59: executing "" at <1>: expected string; found 1',
  ],
  [
    '{{pad "" 1 1}}|{{pad "a" 1 2}}|{{truncate "abcdef" 3}}|{{truncate "ab" 3}}|{{truncate "ab" -1}}',
    'template: :1:77: executing "" at <truncate "ab" -1>: error calling truncate: runtime error: slice bounds out of range [:-1]',
  ],
  [
    '{{pad "a" -1 2}}',
    'template: :1:2: executing "" at <pad "a" -1 2>: error calling pad: strings: negative Repeat count',
  ],
  ['{{json}}', 'template: :1:2: executing "" at <json>: wrong number of args for json: want 1 got 0'],
  ['{{json 1 2}}', 'template: :1:2: executing "" at <json>: wrong number of args for json: want 1 got 2'],
  [
    '{{json nil}} {{json 1.0}} {{json 1e21}} {{json 1e-7}} {{json "a\\u0001\\n\\t<>&\\u2028\\x7f"}} {{json true}}',
    'null 1 1e+21 1e-7 "a\\u0001\\n\\t<>&\\u2028\x7f" true',
  ],
  [
    '{{json .Args}} {{json .State.Health}} {{json .X.nul}} {{json .Config.Labels}}',
    'template: :1:28: executing "" at <.State.Health>: map has no entry for key "Health"',
  ],
  ['{{if $x := 1}}{{$x}}{{end}}', '1'],
  ['{{range 0}}a{{else}}e{{end}}', 'e'],
  ['{{range $i := 3}}{{$i}}{{end}}', '012'],
  ['{{.X.s | upper | lower | title}}', 'Str'],
  ['{{upper .X.n}}', 'template: :1:10: executing "" at <.X.n>: wrong type for value; expected string; got json.Number'],
  ['{{upper 1}}', 'template: :1:8: executing "" at <1>: expected string; found 1'],
  ['{{upper nil}}', 'template: :1:8: executing "" at <nil>: cannot assign nil to string'],
  [
    '{{upper .X.nul}}',
    'template: :1:10: executing "" at <.X.nul>: wrong type for value; expected string; got interface {}',
  ],
  ['{{upper}}', 'template: :1:2: executing "" at <upper>: wrong number of args for upper: want 1 got 0'],
  ['{{upper .X.s .X.s}}', 'template: :1:2: executing "" at <upper>: wrong number of args for upper: want 1 got 2'],
  ['{{join "a" "b"}}', `template: :1:7: executing "" at <"a">: can't handle "a" for arg of type []string`],
  ['{{truncate .X.s "a"}}', 'template: :1:16: executing "" at <"a">: expected integer; found "a"'],
  ['{{truncate .X.s 1.5}}', 'template: :1:16: executing "" at <1.5>: expected integer; found 1.5'],
  ['{{truncate .X.s true}}', 'template: :1:16: executing "" at <true>: expected integer; found true'],
  [
    '{{truncate .X.s .X.n}}',
    'template: :1:18: executing "" at <.X.n>: wrong type for value; expected int; got json.Number',
  ],
  ['{{html nil}}', '&lt;no value&gt;'],
  ['{{js nil}}', '\\u003Cno value\\u003E'],
  ['{{html .X.nul}}', '&lt;no value&gt;'],
];

/** Executed; about printing. */
const PRINTED: readonly (readonly [string, string])[] = [
  ['{{printf "%d %s %v %T" .X.n .X.n .X.n .X.n}}', '%!d(json.Number=5) 5 5 json.Number'],
  [
    '{{printf "%d" "hi"}}|{{printf "%s" 5}}|{{printf "%s"}}|{{printf "%d %d" 1}}|{{printf "a" 1 "b" true nil}}|{{printf "%!"}}|{{printf "%"}}|{{printf "%z" 3}}|{{printf "%s" nil}}|{{printf "%d" nil}}|{{printf "%v" nil}}',
    '%!d(string=hi)|%!s(int=5)|%!s(MISSING)|1 %!d(MISSING)|a%!(EXTRA int=1, string=b, bool=true, <nil>)|%!!(MISSING)|%!(NOVERB)|%!z(int=3)|%!s(<nil>)|%!d(<nil>)|<nil>',
  ],
  [
    '{{printf "%v" 1.0}} {{printf "%v" 1e6}} {{1e21}} {{1.5e-7}} {{print 1 2 "a" "b" 3 4}} {{println 1 "a"}}',
    '1 1e+06 1e+21 1.5e-07 1 2ab3 4 1 a\n',
  ],
  [
    '{{printf "%t" 1}} {{printf "%q" 65}} {{printf "%e" 12345.678}} {{printf "%g" 1e-7}} {{printf "%G" 1e-7}} {{printf "%o %O %b" 8 8 5}}',
    `%!t(int=1) 'A' 1.234568e+04 1e-07 1E-07 10 0o10 101`,
  ],
  [
    '{{printf "%x % x %# x %X" "hello" "hello" "hello" "hello"}}',
    '68656c6c6f 68 65 6c 6c 6f 0x68 0x65 0x6c 0x6c 0x6f 68656C6C6F',
  ],
  [
    "{{1i}} {{1+2i}} {{printf \"%v\" 'a'}} {{'\\n'}} {{0x10}} {{1_000}} {{0b11}} {{017}} {{0o17}}",
    '(0+1i) (1+2i) 97 10 16 1000 3 15 15',
  ],
  ['{{printf "%d" 3.0}}', '%!d(float64=3)'],
  ['{{printf "%+.3e|%+v|%v" 1234.5 .X.m .X.nul}}', '+1.234e+03|map[a:map[z:q] b:1]|<nil>'],
  [
    '{{printf "%s" .X.nul}} {{printf "%v %s" .State.Health .State.Health}}{{.X.n}}',
    'template: :1:46: executing "" at <.State.Health>: map has no entry for key "Health"',
  ],
  ['{{printf "%p" 3}} {{printf "%w" 3}}', '%!p(int=3) %!w(int=3)'],
  [
    '{{printf "%[1]v %v" 1 2}}|{{printf "%[5]*d" 1}}|{{printf "%-10.3sX" "abcdef"}}|{{printf "%010.2f|%+010d|%x" 3.14159 42 -255}}',
    '1 2|%!d(BADINDEX)|abc       X|0000003.14|+000000042|-ff',
  ],
  ['{{printf 3}}', 'template: :1:9: executing "" at <3>: expected string; found 3'],
  ['{{printf}}', 'template: :1:2: executing "" at <printf>: wrong number of args for printf: want at least 1 got 0'],
  [
    '{{printf .X.nul}}',
    'template: :1:11: executing "" at <.X.nul>: wrong type for value; expected string; got interface {}',
  ],
  ['{{printf "%x %X %x" 3.5 1.0 -0.1}}', '0x1.cp+01 0X1P+00 -0x1.999999999999ap-04'],
  ['{{"a" | printf "%s-%s" "b"}}', 'b-a'],
  ['{{print nil}}', '<nil>'],
  ['{{print (printf "%d" 3) 4 "x"}}', '34x'],
  ['{{range 3 | printf "%d"}}{{end}}', `template: :1:19: executing "" at <"%d">: range can't iterate over 3`],
  ['{{printf "%v" (len .X.l) }}', '4'],
];

/** What `docker inspect` prints of the document, without its newline. */
function inspect(template: string): Bytes {
  const parsed = parseGoTemplate(template);
  if (isGoError(parsed)) return parsed.message;
  const { output, error } = executeGoTemplate(parsed, goRawJson(DOCUMENT), { missingKey: 'error' });
  return error === null ? output : error.message;
}

describe('docker inspect --format', () => {
  it('refuses what Go refuses to parse, in its words', () => {
    expect(PARSE_ERRORS.map(([template]) => [template, inspect(template)])).toEqual(PARSE_ERRORS);
  });

  it('executes as Go does, errors included', () => {
    expect(EXECUTIONS.map(([template]) => [template, inspect(template)])).toEqual(EXECUTIONS);
  });

  it('prints as fmt does', () => {
    expect(PRINTED.map(([template]) => [template, inspect(template)])).toEqual(PRINTED);
  });
});
