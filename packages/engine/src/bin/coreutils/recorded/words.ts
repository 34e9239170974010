/** Answers of coreutils 9.1 and its neighbours in Debian 12 (gnu) and of BusyBox v1.38.0 (bb); made by record.mjs. */
import type { Fixtures } from '../../frame/testing/fixtures.ts';

export const fixtures: Fixtures = {
  files: [
    { path: 'a', data: 'hello\n' },
    { path: 'd/x', data: '1\n' },
  ],
  cases: [
    {
      line: '/bin/echo hi',
      gnu: { out: 'hi\n', err: '', code: 0 },
      bb: { out: 'hi\n', err: '', code: 0 },
    },
    {
      line: '/bin/echo -n hi',
      gnu: { out: 'hi', err: '', code: 0 },
      bb: { out: 'hi', err: '', code: 0 },
    },
    {
      line: "/bin/echo -e 'a\\tb\\n'",
      gnu: { out: 'a\tb\n\n', err: '', code: 0 },
      bb: { out: 'a\tb\n\n', err: '', code: 0 },
    },
    {
      line: "/bin/echo -e 'a\\cb'",
      gnu: { out: 'a', err: '', code: 0 },
      bb: { out: 'a', err: '', code: 0 },
    },
    {
      line: "/bin/echo -E 'a\\tb'",
      gnu: { out: 'a\\tb\n', err: '', code: 0 },
      bb: { out: 'a\\tb\n', err: '', code: 0 },
    },
    {
      line: "/bin/echo -ne 'x\\x41\\0101'",
      gnu: { out: 'xAA', err: '', code: 0 },
      bb: { out: 'xAA', err: '', code: 0 },
    },
    {
      line: '/bin/echo -x',
      gnu: { out: '-x\n', err: '', code: 0 },
      bb: { out: '-x\n', err: '', code: 0 },
    },
    {
      line: '/bin/echo --',
      gnu: { out: '--\n', err: '', code: 0 },
      bb: { out: '--\n', err: '', code: 0 },
    },
    {
      line: '/bin/echo',
      gnu: { out: '\n', err: '', code: 0 },
      bb: { out: '\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%s\\n' a b c",
      gnu: { out: 'a\nb\nc\n', err: '', code: 0 },
      bb: { out: 'a\nb\nc\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%s-%s\\n' a b c",
      gnu: { out: 'a-b\nc-\n', err: '', code: 0 },
      bb: { out: 'a-b\nc-\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%d %i %5d|%-5d|%05d\\n' 1 2 3 4 5",
      gnu: { out: '1 2     3|4    |00005\n', err: '', code: 0 },
      bb: { out: '1 2     3|4    |00005\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%x %X %o %u %#x\\n' 255 255 8 7 255",
      gnu: { out: 'ff FF 10 7 0xff\n', err: '', code: 0 },
      bb: { out: 'ff FF 10 7 0xff\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%f %.2f %e %g %G\\n' 1.5 2.345 12345.678 0.0001 1e10",
      gnu: { out: '1.500000 2.35 1.234568e+04 0.0001 1E+10\n', err: '', code: 0 },
      bb: { out: '1.500000 2.35 1.234568e+04 0.0001 1E+10\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%c%c\\n' abc def",
      gnu: { out: 'ad\n', err: '', code: 0 },
      bb: { out: 'ad\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%b|%s\\n' 'a\\tb' 'a\\tb'",
      gnu: { out: 'a\tb|a\\tb\n', err: '', code: 0 },
      bb: { out: 'a\tb|a\\tb\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%%\\n'",
      gnu: { out: '%\n', err: '', code: 0 },
      bb: { out: '%\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%s\\n'",
      gnu: { out: '\n', err: '', code: 0 },
      bb: { out: '\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%d\\n' abc",
      gnu: { out: '0\n', err: "/usr/bin/printf: 'abc': expected a numeric value\n", code: 1 },
      bb: { out: '0\n', err: "printf: invalid number 'abc'\n", code: 1 },
    },
    {
      line: "/usr/bin/printf '%d\\n' 12abc",
      gnu: { out: '12\n', err: "/usr/bin/printf: '12abc': value not completely converted\n", code: 1 },
      bb: { out: '0\n', err: "printf: invalid number '12abc'\n", code: 1 },
    },
    {
      line: "/usr/bin/printf '%d\\n' \"'A\"",
      gnu: { out: '65\n', err: '', code: 0 },
      bb: { out: '65\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%d\\n' 0x1f 010",
      gnu: { out: '31\n8\n', err: '', code: 0 },
      bb: { out: '31\n8\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf 'no args\\n' extra",
      gnu: {
        out: 'no args\n',
        err: "/usr/bin/printf: warning: ignoring excess arguments, starting with 'extra'\n",
        code: 0,
      },
      bb: { out: 'no args\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '\\101\\x42\\n'",
      gnu: { out: 'AB\n', err: '', code: 0 },
      bb: { out: 'AB\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%*d|%.*f\\n' 5 42 2 3.14159",
      gnu: { out: '   42|3.14\n', err: '', code: 0 },
      bb: { out: '   42|3.14\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%10s|%-10s|%.2s\\n' abc abc abc",
      gnu: { out: '       abc|abc       |ab\n', err: '', code: 0 },
      bb: { out: '       abc|abc       |ab\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%z\\n' a",
      gnu: { out: '', err: '/usr/bin/printf: %z\\: invalid conversion specification\n', code: 1 },
      bb: { out: '', err: 'printf: %\\n: invalid format\n', code: 1 },
    },
    {
      line: '/usr/bin/printf',
      gnu: {
        out: '',
        err: "/usr/bin/printf: missing operand\nTry '/usr/bin/printf --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: printf FORMAT [ARG]...\n\nFormat and print ARG(s) according to FORMAT (a-la C printf)\n',
        code: 1,
      },
    },
    {
      line: "/usr/bin/printf 'a\\cb'",
      gnu: { out: 'a', err: '', code: 0 },
      bb: { out: 'a', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%b' 'x\\cy' z",
      gnu: { out: 'x', err: '', code: 0 },
      bb: { out: 'x', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%+d % d\\n' 5 5",
      gnu: { out: '+5  5\n', err: '', code: 0 },
      bb: { out: '+5  5\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%d\\n' -5",
      gnu: { out: '-5\n', err: '', code: 0 },
      bb: { out: '-5\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf -- '-x\\n'",
      gnu: { out: '-x\n', err: '', code: 0 },
      bb: { out: '-x\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%s %s\\n' one",
      gnu: { out: 'one \n', err: '', code: 0 },
      bb: { out: 'one \n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%5.1f|%-8.3e|%+g\\n' 3.14159 1234.5 7",
      gnu: { out: '  3.1|1.234e+03|+7\n', err: '', code: 0 },
      bb: { out: '  3.1|1.234e+03|+7\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%u\\n' -1",
      gnu: { out: '18446744073709551615\n', err: '', code: 0 },
      bb: { out: '18446744073709551615\n', err: '', code: 0 },
    },
    {
      line: "/usr/bin/printf '%d\\n' 99999999999999999999",
      gnu: {
        out: '9223372036854775807\n',
        err: "/usr/bin/printf: '99999999999999999999': Numerical result out of range\n",
        code: 1,
      },
      bb: { out: '0\n', err: "printf: invalid number '99999999999999999999'\n", code: 1 },
    },
    {
      line: "/usr/bin/printf '%s\\n' ''",
      gnu: { out: '\n', err: '', code: 0 },
      bb: { out: '\n', err: '', code: 0 },
    },
    {
      line: '/bin/true',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/bin/false',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/bin/true --bad',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'basename /usr/bin/sort',
      gnu: { out: 'sort\n', err: '', code: 0 },
      bb: { out: 'sort\n', err: '', code: 0 },
    },
    {
      line: 'basename include/stdio.h .h',
      gnu: { out: 'stdio\n', err: '', code: 0 },
      bb: { out: 'stdio\n', err: '', code: 0 },
    },
    {
      line: 'basename /',
      gnu: { out: '/\n', err: '', code: 0 },
      bb: { out: '/\n', err: '', code: 0 },
    },
    {
      line: 'basename //',
      gnu: { out: '/\n', err: '', code: 0 },
      bb: { out: '/\n', err: '', code: 0 },
    },
    {
      line: 'basename a/b/',
      gnu: { out: 'b\n', err: '', code: 0 },
      bb: { out: 'b\n', err: '', code: 0 },
    },
    {
      line: 'basename .c .c',
      gnu: { out: '.c\n', err: '', code: 0 },
      bb: { out: '.c\n', err: '', code: 0 },
    },
    {
      line: 'basename',
      gnu: { out: '', err: "basename: missing operand\nTry 'basename --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: basename FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...\n\nStrip directory path and SUFFIX from FILE\n\n\t-a\t\tAll arguments are FILEs\n\t-s SUFFIX\tRemove SUFFIX (implies -a)\n',
        code: 1,
      },
    },
    {
      line: 'basename a b c',
      gnu: { out: '', err: "basename: extra operand 'c'\nTry 'basename --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: basename FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...\n\nStrip directory path and SUFFIX from FILE\n\n\t-a\t\tAll arguments are FILEs\n\t-s SUFFIX\tRemove SUFFIX (implies -a)\n',
        code: 1,
      },
    },
    {
      line: 'basename -a a/b c/d',
      gnu: { out: 'b\nd\n', err: '', code: 0 },
    },
    {
      line: 'basename -s .h a/x.h b/y.h',
      gnu: { out: 'x\ny\n', err: '', code: 0 },
      bb: { out: 'x\ny\n', err: '', code: 0 },
    },
    {
      line: 'basename -z a/b',
      gnu: { out: 'b\x00', err: '', code: 0 },
    },
    {
      line: 'dirname /usr/bin/sort',
      gnu: { out: '/usr/bin\n', err: '', code: 0 },
      bb: { out: '/usr/bin\n', err: '', code: 0 },
    },
    {
      line: 'dirname a',
      gnu: { out: '.\n', err: '', code: 0 },
      bb: { out: '.\n', err: '', code: 0 },
    },
    {
      line: 'dirname /',
      gnu: { out: '/\n', err: '', code: 0 },
      bb: { out: '/\n', err: '', code: 0 },
    },
    {
      line: 'dirname a/b/',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'dirname /a',
      gnu: { out: '/\n', err: '', code: 0 },
      bb: { out: '/\n', err: '', code: 0 },
    },
    {
      line: 'dirname //a',
      gnu: { out: '/\n', err: '', code: 0 },
      bb: { out: '//\n', err: '', code: 0 },
    },
    {
      line: 'dirname',
      gnu: { out: '', err: "dirname: missing operand\nTry 'dirname --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: dirname FILENAME\n\nStrip non-directory suffix from FILENAME\n',
        code: 1,
      },
    },
    {
      line: 'dirname a/b c/d',
      gnu: { out: 'a\nc\n', err: '', code: 0 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: dirname FILENAME\n\nStrip non-directory suffix from FILENAME\n',
        code: 1,
      },
    },
    {
      line: 'env -i A=1 B=2',
      gnu: { out: 'A=1\nB=2\n', err: '', code: 0 },
      bb: { out: 'A=1\nB=2\n', err: '', code: 0 },
    },
    {
      line: 'env -i A=1 env',
      gnu: { out: 'A=1\n', err: '', code: 0 },
      bb: { out: 'A=1\n', err: '', code: 0 },
    },
    {
      line: 'env -i A=1 printenv A',
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: 'env -u HOME printenv HOME',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'env nosuchprog',
      gnu: { out: '', err: "env: 'nosuchprog': No such file or directory\n", code: 127 },
      bb: { out: '', err: "env: can't execute 'nosuchprog': No such file or directory\n", code: 127 },
    },
    {
      line: 'env -i',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'env -x',
      gnu: { out: '', err: "env: invalid option -- 'x'\nTry 'env --help' for more information.\n", code: 125 },
      bb: {
        out: '',
        err: "env: invalid option -- 'x'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: env [-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]\n\nPrint current environment or run PROG after setting up environment\n\n\t-, -i\tStart with empty environment\n\t-0\tNUL terminated output\n\t-u NAME\tRemove variable from environment\n",
        code: 1,
      },
    },
    {
      line: 'env --nosuch',
      gnu: { out: '', err: "env: unrecognized option '--nosuch'\nTry 'env --help' for more information.\n", code: 125 },
      bb: {
        out: '',
        err: "env: unrecognized option '--nosuch'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: env [-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]\n\nPrint current environment or run PROG after setting up environment\n\n\t-, -i\tStart with empty environment\n\t-0\tNUL terminated output\n\t-u NAME\tRemove variable from environment\n",
        code: 1,
      },
    },
    {
      line: 'env -i A=1 B=2 env -u A',
      gnu: { out: 'B=2\n', err: '', code: 0 },
      bb: { out: 'B=2\n', err: '', code: 0 },
    },
    {
      line: 'printenv NOSUCH',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'printenv PATH NOSUCH',
      gnu: { out: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n', err: '', code: 1 },
      bb: { out: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n', err: '', code: 1 },
    },
    {
      line: 'expr 1 + 2',
      gnu: { out: '3\n', err: '', code: 0 },
      bb: { out: '3\n', err: '', code: 0 },
    },
    {
      line: 'expr 7 / 2',
      gnu: { out: '3\n', err: '', code: 0 },
      bb: { out: '3\n', err: '', code: 0 },
    },
    {
      line: 'expr 7 % 3',
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: "expr 2 '*' 3",
      gnu: { out: '6\n', err: '', code: 0 },
      bb: { out: '6\n', err: '', code: 0 },
    },
    {
      line: 'expr 5 - 8',
      gnu: { out: '-3\n', err: '', code: 0 },
      bb: { out: '-3\n', err: '', code: 0 },
    },
    {
      line: "expr 1 '<' 2",
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: "expr 2 '<=' 1",
      gnu: { out: '0\n', err: '', code: 1 },
      bb: { out: '0\n', err: '', code: 1 },
    },
    {
      line: 'expr a = a',
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: 'expr a = b',
      gnu: { out: '0\n', err: '', code: 1 },
      bb: { out: '0\n', err: '', code: 1 },
    },
    {
      line: "expr a '<' b",
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: "expr 10 '>' 9",
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: "expr abc : 'a\\(.\\)c'",
      gnu: { out: 'b\n', err: '', code: 0 },
      bb: { out: 'b\n', err: '', code: 0 },
    },
    {
      line: "expr abc : 'ab'",
      gnu: { out: '2\n', err: '', code: 0 },
      bb: { out: '2\n', err: '', code: 0 },
    },
    {
      line: "expr abc : 'x'",
      gnu: { out: '0\n', err: '', code: 1 },
      bb: { out: '0\n', err: '', code: 1 },
    },
    {
      line: "expr abc : 'x\\(y\\)'",
      gnu: { out: '\n', err: '', code: 1 },
      bb: { out: '\n', err: '', code: 1 },
    },
    {
      line: 'expr length hello',
      gnu: { out: '5\n', err: '', code: 0 },
      bb: { out: '5\n', err: '', code: 0 },
    },
    {
      line: 'expr substr hello 2 3',
      gnu: { out: 'ell\n', err: '', code: 0 },
      bb: { out: 'ell\n', err: '', code: 0 },
    },
    {
      line: 'expr index hello lo',
      gnu: { out: '3\n', err: '', code: 0 },
      bb: { out: '3\n', err: '', code: 0 },
    },
    {
      line: "expr match hello 'h.*l'",
      gnu: { out: '4\n', err: '', code: 0 },
      bb: { out: '4\n', err: '', code: 0 },
    },
    {
      line: "expr '(' 1 + 2 ')' '*' 3",
      gnu: { out: '9\n', err: '', code: 0 },
      bb: { out: '9\n', err: '', code: 0 },
    },
    {
      line: 'expr 0',
      gnu: { out: '0\n', err: '', code: 1 },
      bb: { out: '0\n', err: '', code: 1 },
    },
    {
      line: "expr ''",
      gnu: { out: '\n', err: '', code: 1 },
      bb: { out: '\n', err: '', code: 1 },
    },
    {
      line: "expr 1 '|' 2",
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: "expr 0 '|' 2",
      gnu: { out: '2\n', err: '', code: 0 },
      bb: { out: '2\n', err: '', code: 0 },
    },
    {
      line: "expr 0 '&' 2",
      gnu: { out: '0\n', err: '', code: 1 },
      bb: { out: '0\n', err: '', code: 1 },
    },
    {
      line: "expr 1 '&' 2",
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: 'expr',
      gnu: { out: '', err: "expr: missing operand\nTry 'expr --help' for more information.\n", code: 2 },
      bb: { out: '', err: 'expr: too few arguments\n', code: 2 },
    },
    {
      line: 'expr 1 +',
      gnu: { out: '', err: "expr: syntax error: missing argument after '+'\n", code: 2 },
      bb: { out: '', err: 'expr: syntax error\n', code: 2 },
    },
    {
      line: 'expr 1 / 0',
      gnu: { out: '', err: 'expr: division by zero\n', code: 2 },
      bb: { out: '', err: 'expr: division by zero\n', code: 2 },
    },
    {
      line: 'expr a + 1',
      gnu: { out: '', err: 'expr: non-integer argument\n', code: 2 },
      bb: { out: '', err: 'expr: non-numeric argument\n', code: 2 },
    },
    {
      line: 'expr 1 2',
      gnu: { out: '', err: "expr: syntax error: unexpected argument '2'\n", code: 2 },
      bb: { out: '', err: 'expr: syntax error\n', code: 2 },
    },
    {
      line: "expr ')'",
      gnu: { out: '', err: "expr: syntax error: unexpected ')'\n", code: 2 },
      bb: { out: '', err: 'expr: syntax error\n', code: 2 },
    },
    {
      line: "expr '(' 1",
      gnu: { out: '', err: "expr: syntax error: expecting ')' after '1'\n", code: 2 },
      bb: { out: '', err: 'expr: syntax error\n', code: 2 },
    },
    {
      line: 'expr -1 + 2',
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: 'expr + length',
      gnu: { out: 'length\n', err: '', code: 0 },
      bb: { out: '', err: 'expr: syntax error\n', code: 2 },
    },
    {
      line: "expr 3 '!=' 3",
      gnu: { out: '0\n', err: '', code: 1 },
      bb: { out: '0\n', err: '', code: 1 },
    },
    {
      line: "expr 99999999999 '*' 2",
      gnu: { out: '199999999998\n', err: '', code: 0 },
      bb: { out: '199999999998\n', err: '', code: 0 },
    },
    {
      line: '/usr/bin/test -f a',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/test -d a',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test a = a',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/test a = b',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test 1 -lt 2',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/test 1 -lt x',
      gnu: { out: '', err: "/usr/bin/test: invalid integer 'x'\n", code: 2 },
      bb: { out: '', err: 'test: x: bad number\n', code: 2 },
    },
    {
      line: "/usr/bin/test -z ''",
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "/usr/bin/test -n ''",
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test x',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "/usr/bin/test '!' x",
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test a -a b',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "/usr/bin/test a -o ''",
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "/usr/bin/test '(' a ')'",
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/test -e nosuch',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test -s a',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/test 1 -eq 1 -a 2 -eq 2',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/test a b',
      gnu: { out: '', err: "/usr/bin/test: missing argument after 'b'\n", code: 2 },
      bb: { out: '', err: 'test: b: unknown operand\n', code: 2 },
    },
    {
      line: '/usr/bin/test a b c',
      gnu: { out: '', err: "/usr/bin/test: 'b': binary operator expected\n", code: 2 },
      bb: { out: '', err: 'test: b: unknown operand\n', code: 2 },
    },
    {
      line: '/usr/bin/test -r a',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "/usr/bin/test '!' -f a -a -d d",
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test a -nt d',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test d -ef ./d',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/[ a = a ]',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: '/usr/bin/[ a = a',
      gnu: { out: '', err: "/usr/bin/[: missing ']'\n", code: 2 },
      bb: { out: '', err: '[: missing ]\n', code: 2 },
    },
    {
      line: '/usr/bin/[ ]',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: '/usr/bin/test -q a',
      gnu: { out: '', err: "/usr/bin/test: '-q': unary operator expected\n", code: 2 },
      bb: { out: '', err: 'test: a: unknown operand\n', code: 2 },
    },
    {
      line: 'id',
      gnu: { out: 'uid=0(root) gid=0(root) groups=0(root)\n', err: '', code: 0 },
    },
    {
      line: 'id -u',
      gnu: { out: '0\n', err: '', code: 0 },
      bb: { out: '0\n', err: '', code: 0 },
    },
    {
      line: 'id -un',
      gnu: { out: 'root\n', err: '', code: 0 },
      bb: { out: 'root\n', err: '', code: 0 },
    },
    {
      line: 'id -g',
      gnu: { out: '0\n', err: '', code: 0 },
      bb: { out: '0\n', err: '', code: 0 },
    },
    {
      line: 'id -gn',
      gnu: { out: 'root\n', err: '', code: 0 },
      bb: { out: 'root\n', err: '', code: 0 },
    },
    {
      line: 'id root',
      gnu: { out: 'uid=0(root) gid=0(root) groups=0(root)\n', err: '', code: 0 },
      bb: {
        out: 'uid=0(root) gid=0(root) groups=0(root),1(bin),2(daemon),3(sys),4(adm),6(disk),10(wheel),11(floppy),20(dialout),26(tape),27(video)\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'id nobody',
      gnu: { out: 'uid=65534(nobody) gid=65534(nogroup) groups=65534(nogroup)\n', err: '', code: 0 },
      bb: { out: 'uid=65534(nobody) gid=65534(nobody) groups=65534(nobody)\n', err: '', code: 0 },
    },
    {
      line: 'id -u nobody',
      gnu: { out: '65534\n', err: '', code: 0 },
      bb: { out: '65534\n', err: '', code: 0 },
    },
    {
      line: 'id nosuch',
      gnu: { out: '', err: "id: 'nosuch': no such user\n", code: 1 },
      bb: { out: '', err: 'id: unknown user nosuch\n', code: 1 },
    },
    {
      line: 'id -n',
      gnu: { out: '', err: 'id: cannot print only names or real IDs in default format\n', code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: id [-ugGnr] [USER]\n\nPrint information about USER or the current user\n\n\t-u\tUser ID\n\t-g\tGroup ID\n\t-G\tSupplementary group IDs\n\t-n\tPrint names instead of numbers\n\t-r\tPrint real ID instead of effective ID\n',
        code: 1,
      },
    },
    {
      line: 'id -ug',
      gnu: { out: '', err: 'id: cannot print "only" of more than one choice\n', code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: id [-ugGnr] [USER]\n\nPrint information about USER or the current user\n\n\t-u\tUser ID\n\t-g\tGroup ID\n\t-G\tSupplementary group IDs\n\t-n\tPrint names instead of numbers\n\t-r\tPrint real ID instead of effective ID\n',
        code: 1,
      },
    },
    {
      line: 'id -x',
      gnu: { out: '', err: "id: invalid option -- 'x'\nTry 'id --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "id: invalid option -- 'x'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: id [-ugGnr] [USER]\n\nPrint information about USER or the current user\n\n\t-u\tUser ID\n\t-g\tGroup ID\n\t-G\tSupplementary group IDs\n\t-n\tPrint names instead of numbers\n\t-r\tPrint real ID instead of effective ID\n",
        code: 1,
      },
    },
    {
      line: 'whoami',
      gnu: { out: 'root\n', err: '', code: 0 },
      bb: { out: 'root\n', err: '', code: 0 },
    },
    {
      line: 'whoami x',
      gnu: { out: '', err: "whoami: extra operand 'x'\nTry 'whoami --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: whoami\n\nPrint the user name associated with the current effective user id\n',
        code: 1,
      },
    },
    {
      line: 'groups root',
      gnu: { out: 'root : root\n', err: '', code: 0 },
      bb: { out: 'root bin daemon sys adm disk wheel floppy dialout tape video\n', err: '', code: 0 },
    },
    {
      line: 'groups nosuch',
      gnu: { out: '', err: "groups: 'nosuch': no such user\n", code: 1 },
      bb: { out: '', err: 'groups: unknown user nosuch\n', code: 1 },
    },
    {
      line: 'uname',
      gnu: { out: 'Linux\n', err: '', code: 0 },
      bb: { out: 'Linux\n', err: '', code: 0 },
    },
    {
      line: 'uname -s',
      gnu: { out: 'Linux\n', err: '', code: 0 },
      bb: { out: 'Linux\n', err: '', code: 0 },
    },
    {
      line: 'uname -m',
      gnu: { out: 'x86_64\n', err: '', code: 0 },
      bb: { out: 'x86_64\n', err: '', code: 0 },
    },
    {
      line: 'uname -o',
      gnu: { out: 'GNU/Linux\n', err: '', code: 0 },
      bb: { out: 'GNU/Linux\n', err: '', code: 0 },
    },
    {
      line: 'uname x',
      gnu: { out: '', err: "uname: extra operand 'x'\nTry 'uname --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: uname [-amnrspvio]\n\nPrint system information\n\n\t-a\tPrint all\n\t-m\tMachine (hardware) type\n\t-n\tHostname\n\t-r\tKernel release\n\t-s\tKernel name (default)\n\t-p\tProcessor type\n\t-v\tKernel version\n\t-i\tHardware platform\n\t-o\tOS name\n',
        code: 1,
      },
    },
    {
      line: 'uname -y',
      gnu: { out: '', err: "uname: invalid option -- 'y'\nTry 'uname --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "uname: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: uname [-amnrspvio]\n\nPrint system information\n\n\t-a\tPrint all\n\t-m\tMachine (hardware) type\n\t-n\tHostname\n\t-r\tKernel release\n\t-s\tKernel name (default)\n\t-p\tProcessor type\n\t-v\tKernel version\n\t-i\tHardware platform\n\t-o\tOS name\n",
        code: 1,
      },
    },
    {
      line: 'arch',
      gnu: { out: 'x86_64\n', err: '', code: 0 },
      bb: { out: 'x86_64\n', err: '', code: 0 },
    },
    {
      line: 'nproc x',
      gnu: { out: '', err: "nproc: extra operand 'x'\nTry 'nproc --help' for more information.\n", code: 1 },
      bb: { out: '2\n', err: '', code: 0 },
    },
    {
      line: 'nproc --ignore=x',
      gnu: { out: '', err: "nproc: invalid number: 'x'\n", code: 1 },
      bb: { out: '', err: "nproc: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'hostname -y',
      gnu: { out: 'hostname: Local domain name not set\n', err: '', code: 1 },
      bb: {
        out: '',
        err: "hostname: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: hostname [-sidf] [HOSTNAME | -F FILE]\n\nShow or set hostname or DNS domain name\n\n\t-s\tShort\n\t-i\tAddresses for the hostname\n\t-d\tDNS domain name\n\t-f\tFully qualified domain name\n\t-F FILE\tUse FILE's content as hostname\n",
        code: 1,
      },
    },
    {
      line: 'pwd',
      gnu: { out: '/w\n', err: '', code: 0 },
      bb: { out: '/w\n', err: '', code: 0 },
    },
    {
      line: 'pwd -P',
      gnu: { out: '/w\n', err: '', code: 0 },
      bb: { out: '/w\n', err: '', code: 0 },
    },
    {
      line: '/bin/pwd',
      gnu: { out: '/w\n', err: '', code: 0 },
      bb: { out: '/w\n', err: '', code: 0 },
    },
    {
      line: 'tty',
      gnu: { out: 'not a tty\n', err: '', code: 1 },
      bb: { out: 'not a tty\n', err: '', code: 1 },
    },
    {
      line: 'tty -s',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'tty x',
      gnu: { out: '', err: "tty: extra operand 'x'\nTry 'tty --help' for more information.\n", code: 2 },
      bb: { out: 'not a tty\n', err: 'tty: ignoring all arguments\n', code: 1 },
    },
    {
      line: 'date -u -d @0',
      gnu: { out: 'Thu Jan  1 00:00:00 UTC 1970\n', err: '', code: 0 },
      bb: { out: 'Thu Jan  1 00:00:00 UTC 1970\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d @0 +%s',
      gnu: { out: '0\n', err: '', code: 0 },
      bb: { out: '0\n', err: '', code: 0 },
    },
    {
      line: "date -u -d @1234567890 '+%Y-%m-%d %H:%M:%S'",
      gnu: { out: '2009-02-13 23:31:30\n', err: '', code: 0 },
      bb: { out: '2009-02-13 23:31:30\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02 03:04:05'",
      gnu: { out: 'Tue Jan  2 03:04:05 UTC 2024\n', err: '', code: 0 },
      bb: { out: 'Tue Jan  2 03:04:05 UTC 2024\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02 03:04' +%c",
      gnu: { out: 'Tue Jan  2 03:04:00 2024\n', err: '', code: 0 },
      bb: { out: 'Tue Jan  2 03:04:00 2024\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d @1234567890 -R',
      gnu: { out: 'Fri, 13 Feb 2009 23:31:30 +0000\n', err: '', code: 0 },
      bb: { out: 'Fri, 13 Feb 2009 23:31:30 +0000\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d @1234567890 -I',
      gnu: { out: '2009-02-13\n', err: '', code: 0 },
      bb: { out: '2009-02-13\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d @1234567890 -Iseconds',
      gnu: { out: '2009-02-13T23:31:30+00:00\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d @1234567890 --rfc-3339=seconds',
      gnu: { out: '2009-02-13 23:31:30+00:00\n', err: '', code: 0 },
    },
    {
      line: "date -u -d @1234567890 '+%a %A %b %B %d %e %j %y %u %w %U %W %V %G %C'",
      gnu: { out: 'Fri Friday Feb February 13 13 044 09 5 5 06 06 07 2009 20\n', err: '', code: 0 },
      bb: { out: 'Fri Friday Feb February 13 13 044 09 5 5 06 06 07 2009 20\n', err: '', code: 0 },
    },
    {
      line: "date -u -d @1234567890 '+%I %l %k %p %M %S %T %R %r %D %F %n%t%%'",
      gnu: { out: '11 11 23 PM 31 30 23:31:30 23:31 11:31:30 PM 02/13/09 2009-02-13 \n\t%\n', err: '', code: 0 },
      bb: { out: '11 11 23 PM 31 30 23:31:30 23:31 11:31:30 PM 02/13/09 2009-02-13 \n\t%\n', err: '', code: 0 },
    },
    {
      line: "date -u -d @1234567890 '+%-d %_d %05d %^a %P %:z %q %N'",
      gnu: { out: '13 13 00013 FRI pm +00:00 1 000000000\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d @5 +%Z',
      gnu: { out: 'UTC\n', err: '', code: 0 },
      bb: { out: 'UTC\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d junk',
      gnu: { out: '', err: "date: invalid date 'junk'\n", code: 1 },
      bb: { out: '', err: "date: invalid date 'junk'\n", code: 1 },
    },
    {
      line: 'date -u -r a +%Y-%m-%d',
      gnu: { out: '2024-01-02\n', err: '', code: 0 },
      bb: { out: '2024-01-02\n', err: '', code: 0 },
    },
    {
      line: 'date -r nosuch',
      gnu: { out: '', err: 'date: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: "date: can't stat 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: "date -u -d '2024-01-31 +1 month' +%F",
      gnu: { out: '2024-03-02\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-02-28 +2 days' +%F",
      gnu: { out: '2024-03-01\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-03-01 1 day ago' +%F",
      gnu: { out: '2024-02-29\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02 -3 hours' '+%F %T'",
      gnu: { out: '2024-01-01 21:00:00\n', err: '', code: 0 },
    },
    {
      line: "date -u -d 'Jan 5 2024' +%F",
      gnu: { out: '2024-01-05\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '5 Jan 2024 10:00' '+%F %T'",
      gnu: { out: '2024-01-05 10:00:00\n', err: '', code: 0 },
    },
    {
      line: "date -u -d 'Tue, 02 Jan 2024 03:04:05 +0000' +%s",
      gnu: { out: '1704164645\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02T03:04:05Z' +%s",
      gnu: { out: '1704164645\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02T03:04:05+02:00' +%s",
      gnu: { out: '1704157445\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '01/02/2024' +%F",
      gnu: { out: '2024-01-02\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d 20240102 +%F',
      gnu: { out: '2024-01-02\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02 10:00 PM' +%T",
      gnu: { out: '22:00:00\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02 yesterday' +%F",
      gnu: { out: '2024-01-01\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '2024-01-02 next week' +%F",
      gnu: { out: '2024-01-09\n', err: '', code: 0 },
    },
    {
      line: "date -u -d '01.02-03:04' +%m%d%H%M",
      bb: { out: '01020304\n', err: '', code: 0 },
    },
    {
      line: 'date -u -d 202401020304.05',
      bb: { out: 'Tue Jan  2 03:04:05 UTC 2024\n', err: '', code: 0 },
    },
    {
      line: 'date -y',
      gnu: { out: '', err: "date: invalid option -- 'y'\nTry 'date --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "date: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: date [OPTIONS] [+FMT] [[-s] TIME]\n\nDisplay time (using +FMT), or set time\n\n\t-u\t\tWork in UTC (don't convert to local time)\n\t[-s] TIME\tSet time to TIME\n\t-d TIME\t\tDisplay TIME, not 'now'\n\t-D FMT\t\tFMT (strptime format) for -s/-d TIME conversion\n\t-r FILE\t\tDisplay last modification time of FILE\n\t-R\t\tOutput RFC-2822 date\n\t-I[SPEC]\tOutput ISO-8601 date\n\t\t\tSPEC=date (default), hours, minutes, seconds or ns\n\nRecognized TIME formats:\n\t@seconds_since_1970\n\thh:mm[:ss]\n\t[YYYY.]MM.DD-hh:mm[:ss]\n\tYYYY-MM-DD hh:mm[:ss]\n\t[[[[[YY]YY]MM]DD]hh]mm[.ss]\n\t'date TIME' form accepts MMDDhhmm[[YY]YY][.ss] instead\n",
        code: 1,
      },
    },
    {
      line: 'date a b',
      gnu: { out: '', err: "date: extra operand 'b'\nTry 'date --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: date [OPTIONS] [+FMT] [[-s] TIME]\n\nDisplay time (using +FMT), or set time\n\n\t-u\t\tWork in UTC (don't convert to local time)\n\t[-s] TIME\tSet time to TIME\n\t-d TIME\t\tDisplay TIME, not 'now'\n\t-D FMT\t\tFMT (strptime format) for -s/-d TIME conversion\n\t-r FILE\t\tDisplay last modification time of FILE\n\t-R\t\tOutput RFC-2822 date\n\t-I[SPEC]\tOutput ISO-8601 date\n\t\t\tSPEC=date (default), hours, minutes, seconds or ns\n\nRecognized TIME formats:\n\t@seconds_since_1970\n\thh:mm[:ss]\n\t[YYYY.]MM.DD-hh:mm[:ss]\n\tYYYY-MM-DD hh:mm[:ss]\n\t[[[[[YY]YY]MM]DD]hh]mm[.ss]\n\t'date TIME' form accepts MMDDhhmm[[YY]YY][.ss] instead\n",
        code: 1,
      },
    },
    {
      line: 'date +%s +%d',
      gnu: { out: '', err: "date: extra operand '+%d'\nTry 'date --help' for more information.\n", code: 1 },
      bb: { out: '', err: "date: invalid date '+%d'\n", code: 1 },
    },
    {
      line: 'sleep 0',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sleep 0.01',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sleep x',
      gnu: { out: '', err: "sleep: invalid time interval 'x'\nTry 'sleep --help' for more information.\n", code: 1 },
      bb: { out: '', err: "sleep: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'sleep',
      gnu: { out: '', err: "sleep: missing operand\nTry 'sleep --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: sleep [N]...\n\nPause for a time equal to the total of the args given, where each arg can\nhave an optional suffix of (s)econds, (m)inutes, (h)ours, or (d)ays\n',
        code: 1,
      },
    },
    {
      line: 'sleep 1x',
      gnu: { out: '', err: "sleep: invalid time interval '1x'\nTry 'sleep --help' for more information.\n", code: 1 },
      bb: { out: '', err: "sleep: invalid number '1x'\n", code: 1 },
    },
    {
      line: 'sleep -1',
      gnu: { out: '', err: "sleep: invalid option -- '1'\nTry 'sleep --help' for more information.\n", code: 1 },
      bb: { out: '', err: "sleep: invalid number '-1'\n", code: 1 },
    },
    {
      line: 'factor 12',
      gnu: { out: '12: 2 2 3\n', err: '', code: 0 },
      bb: { out: '12: 2 2 3\n', err: '', code: 0 },
    },
    {
      line: 'factor 1 2 3 97',
      gnu: { out: '1:\n2: 2\n3: 3\n97: 97\n', err: '', code: 0 },
      bb: { out: '1:\n2: 2\n3: 3\n97: 97\n', err: '', code: 0 },
    },
    {
      line: 'factor 0',
      gnu: { out: '0:\n', err: '', code: 0 },
      bb: { out: '0:\n', err: '', code: 0 },
    },
    {
      line: 'factor x',
      gnu: { out: '', err: "factor: 'x' is not a valid positive integer\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: factor [NUMBER]...\n\nPrint prime factors\n',
        code: 1,
      },
    },
    {
      line: 'factor 1000000007 600851475143',
      gnu: { out: '1000000007: 1000000007\n600851475143: 71 839 1471 6857\n', err: '', code: 0 },
      bb: { out: '1000000007: 1000000007\n600851475143: 71 839 1471 6857\n', err: '', code: 0 },
    },
    {
      line: "printf '10\\n21\\n' | factor",
      gnu: { out: '10: 2 5\n21: 3 7\n', err: '', code: 0 },
      bb: { out: '10: 2 5\n21: 3 7\n', err: '', code: 0 },
    },
    {
      line: 'getconf PAGE_SIZE',
      gnu: { out: '4096\n', err: '', code: 0 },
    },
    {
      line: 'getconf LONG_BIT',
      gnu: { out: '64\n', err: '', code: 0 },
    },
    {
      line: 'getconf NOSUCH',
      gnu: { out: '', err: "getconf: Unrecognized variable `NOSUCH'\n", code: 2 },
    },
    {
      line: 'getconf',
      gnu: {
        out: '',
        err: 'Usage: getconf [-v specification] variable_name [pathname]\n       getconf -a [pathname]\n',
        code: 2,
      },
    },
    {
      line: 'timeout x /bin/true',
      gnu: {
        out: '',
        err: "timeout: invalid time interval 'x'\nTry 'timeout --help' for more information.\n",
        code: 125,
      },
      bb: { out: '', err: "timeout: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'timeout 1',
      gnu: { out: '', err: "Try 'timeout --help' for more information.\n", code: 125 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: timeout [-s SIG] [-k KILL_SECS] SECS PROG ARGS\n\nRun PROG. Send SIG to it if it is not gone in SECS seconds.\nDefault SIG: TERM.If it still exists in KILL_SECS seconds, send KILL.\n\n',
        code: 1,
      },
    },
    {
      line: 'timeout',
      gnu: { out: '', err: "Try 'timeout --help' for more information.\n", code: 125 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: timeout [-s SIG] [-k KILL_SECS] SECS PROG ARGS\n\nRun PROG. Send SIG to it if it is not gone in SECS seconds.\nDefault SIG: TERM.If it still exists in KILL_SECS seconds, send KILL.\n\n',
        code: 1,
      },
    },
    {
      line: 'timeout -s NOSUCH 1 /bin/true',
      gnu: {
        out: '',
        err: "timeout: 'NOSUCH': invalid signal\nTry 'timeout --help' for more information.\n",
        code: 125,
      },
      bb: { out: '', err: "timeout: unknown signal 'NOSUCH'\n", code: 1 },
    },
    {
      line: 'nohup',
      gnu: { out: '', err: "nohup: missing operand\nTry 'nohup --help' for more information.\n", code: 125 },
    },
    {
      line: 'nice -n x /bin/true',
      gnu: { out: '', err: "nice: invalid adjustment 'x'\n", code: 125 },
    },
    {
      line: 'nice -n 5',
      gnu: {
        out: '',
        err: "nice: a command must be given with an adjustment\nTry 'nice --help' for more information.\n",
        code: 125,
      },
    },
    {
      line: 'chroot',
      gnu: { out: '', err: "chroot: missing operand\nTry 'chroot --help' for more information.\n", code: 125 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: chroot NEWROOT [PROG ARGS]\n\nRun PROG with root directory set to NEWROOT\n',
        code: 1,
      },
    },
    {
      line: 'chroot nosuch /bin/true',
      gnu: { out: '', err: "chroot: cannot change root directory to 'nosuch': No such file or directory\n", code: 125 },
      bb: { out: '', err: "chroot: can't change root directory to 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'users',
      gnu: { out: '', err: '', code: 0 },
    },
    {
      line: 'who',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'logname',
      gnu: { out: '', err: 'logname: no login name\n', code: 1 },
      bb: { out: '', err: 'logname: getlogin: Inappropriate ioctl for device\n', code: 1 },
    },
    {
      line: 'ls --version',
      gnu: {
        out: 'ls (GNU coreutils) 9.1\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.\nThis is free software: you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n\nWritten by Richard M. Stallman and David MacKenzie.\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'cat --version',
      gnu: {
        out: 'cat (GNU coreutils) 9.1\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.\nThis is free software: you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n\nWritten by Torbjorn Granlund and Richard M. Stallman.\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'env --version',
      gnu: {
        out: 'env (GNU coreutils) 9.1\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.\nThis is free software: you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n\nWritten by Richard Mlynarik, David MacKenzie, and Assaf Gordon.\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'uname --version',
      gnu: {
        out: 'uname (GNU coreutils) 9.1\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.\nThis is free software: you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n\nWritten by David MacKenzie.\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'usleep x',
      bb: { out: '', err: "usleep: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'usleep',
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: usleep N\n\nPause for N microseconds\n',
        code: 1,
      },
    },
  ],
};
