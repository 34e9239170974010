/** Answers of coreutils 9.1 and its neighbours in Debian 12 (gnu) and of BusyBox v1.38.0 (bb); made by record.mjs. */
import type { Fixtures } from '../../frame/testing/fixtures.ts';

export const fixtures: Fixtures = {
  files: [
    { path: 'a.txt', data: 'one\ntwo\nthree\n' },
    { path: 'b.txt', data: 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n' },
    { path: 'nonl', data: 'first\nlast without newline' },
    { path: 'empty', data: '' },
    { path: 'csv', data: 'name:age:city\nann:30:paris\nbob:25:rome\nnodelim\n' },
    { path: 'tabs', data: 'a\tb\tc\n\td\te\nplain  two\n' },
    { path: 'blank', data: 'a\n\n\n\nb\n\nc\n' },
    { path: 'bin', data: '\x00\x01abc\xff\xfe\n\x7fhello world\n\x80\n' },
    { path: 'dup', data: 'x\nx\ny\nX\nz\nz\nz\n' },
    { path: 'nums', data: '10\n9\n2\n-3\n2.5\n1e2\n100\n\n0\n' },
    { path: 'human', data: '2K\n1G\n512\n3M\n1.5K\n' },
    { path: 'keys', data: 'b 2 x\na 10 y\nc 1 z\na 2 w\n' },
    { path: 'ver', data: 'f1.10\nf1.9\nf1.2.1\nf1.2\nv2\n' },
    { path: 'mon', data: 'Mar\nJan\nfoo\nDec\n' },
    { path: 's1', data: 'apple\nbanana\ncherry\n' },
    { path: 's2', data: 'banana\ncherry\ndate\n' },
    { path: 'j1', data: '1 a\n2 b\n4 d\n' },
    { path: 'j2', data: '1 x\n2 y\n3 z\n' },
    { path: 'long', data: 'aaaaaaaaaabbbbbbbbbbccccccccccddddd eeeee fffff\nshort\n' },
    { path: 'dir/inner', data: 'z\n' },
  ],
  cases: [
    {
      line: 'cat a.txt',
      gnu: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'cat a.txt nosuch b.txt',
      gnu: {
        out: 'one\ntwo\nthree\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n',
        err: 'cat: nosuch: No such file or directory\n',
        code: 1,
      },
      bb: {
        out: 'one\ntwo\nthree\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n',
        err: "cat: can't open 'nosuch': No such file or directory\n",
        code: 1,
      },
    },
    {
      line: 'cat dir',
      gnu: { out: '', err: 'cat: dir: Is a directory\n', code: 1 },
      bb: { out: '', err: 'cat: read error: Is a directory\n', code: 1 },
    },
    {
      line: 'cat -n a.txt nonl',
      gnu: {
        out: '     1\tone\n     2\ttwo\n     3\tthree\n     4\tfirst\n     5\tlast without newline',
        err: '',
        code: 0,
      },
      bb: {
        out: '     1\tone\n     2\ttwo\n     3\tthree\n     4\tfirst\n     5\tlast without newline\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'cat -b blank',
      gnu: { out: '     1\ta\n\n\n\n     2\tb\n\n     3\tc\n', err: '', code: 0 },
      bb: { out: '     1\ta\n\n\n\n     2\tb\n\n     3\tc\n', err: '', code: 0 },
    },
    {
      line: 'cat -s blank',
      gnu: { out: 'a\n\nb\n\nc\n', err: '', code: 0 },
    },
    {
      line: 'cat -ns blank',
      gnu: { out: '     1\ta\n     2\t\n     3\tb\n     4\t\n     5\tc\n', err: '', code: 0 },
    },
    {
      line: 'cat -E tabs',
      gnu: { out: 'a\tb\tc$\n\td\te$\nplain  two$\n', err: '', code: 0 },
    },
    {
      line: 'cat -T tabs',
      gnu: { out: 'a^Ib^Ic\n^Id^Ie\nplain  two\n', err: '', code: 0 },
    },
    {
      line: 'cat -A bin',
      gnu: { out: '^@^AabcM-^?M-~$\n^?hello world$\nM-^@$\n', err: '', code: 0 },
      bb: { out: '^@^AabcM-^?M-~$\n^?hello world$\nM-^@$\n', err: '', code: 0 },
    },
    {
      line: 'cat -v bin',
      gnu: { out: '^@^AabcM-^?M-~\n^?hello world\nM-^@\n', err: '', code: 0 },
      bb: { out: '^@^AabcM-^?M-~\n^?hello world\nM-^@\n', err: '', code: 0 },
    },
    {
      line: 'cat -e tabs',
      gnu: { out: 'a\tb\tc$\n\td\te$\nplain  two$\n', err: '', code: 0 },
      bb: { out: 'a\tb\tc$\n\td\te$\nplain  two$\n', err: '', code: 0 },
    },
    {
      line: 'cat -t tabs',
      gnu: { out: 'a^Ib^Ic\n^Id^Ie\nplain  two\n', err: '', code: 0 },
      bb: { out: 'a^Ib^Ic\n^Id^Ie\nplain  two\n', err: '', code: 0 },
    },
    {
      line: 'cat -y a.txt',
      gnu: { out: '', err: "cat: invalid option -- 'y'\nTry 'cat --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "cat: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cat [-nbvteA] [FILE]...\n\nPrint FILEs to stdout\n\n\t-n\tNumber output lines\n\t-b\tNumber nonempty lines\n\t-v\tShow nonprinting characters as ^x or M-x\n\t-t\t...and tabs as ^I\n\t-e\t...and end lines with $\n\t-A\tSame as -vte\n",
        code: 1,
      },
    },
    {
      line: 'cat --nosuch a.txt',
      gnu: { out: '', err: "cat: unrecognized option '--nosuch'\nTry 'cat --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "cat: unrecognized option '--nosuch'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cat [-nbvteA] [FILE]...\n\nPrint FILEs to stdout\n\n\t-n\tNumber output lines\n\t-b\tNumber nonempty lines\n\t-v\tShow nonprinting characters as ^x or M-x\n\t-t\t...and tabs as ^I\n\t-e\t...and end lines with $\n\t-A\tSame as -vte\n",
        code: 1,
      },
    },
    {
      line: "printf 'x\\ny' | cat - a.txt",
      gnu: { out: 'x\nyone\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: 'x\nyone\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'cat < a.txt',
      gnu: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'cat nonl a.txt',
      gnu: { out: 'first\nlast without newlineone\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: 'first\nlast without newlineone\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'tac a.txt',
      gnu: { out: 'three\ntwo\none\n', err: '', code: 0 },
      bb: { out: 'three\ntwo\none\n', err: '', code: 0 },
    },
    {
      line: 'tac a.txt nonl',
      gnu: { out: 'three\ntwo\none\nlast without newlinefirst\n', err: '', code: 0 },
      bb: { out: 'three\ntwo\none\nlast without newlinefirst\n', err: '', code: 0 },
    },
    {
      line: 'tac nonl a.txt',
      gnu: { out: 'last without newlinefirst\nthree\ntwo\none\n', err: '', code: 0 },
      bb: { out: 'last without newlinefirst\nthree\ntwo\none\n', err: '', code: 0 },
    },
    {
      line: 'tac nosuch a.txt',
      gnu: {
        out: 'three\ntwo\none\n',
        err: "tac: failed to open 'nosuch' for reading: No such file or directory\n",
        code: 1,
      },
      bb: { out: 'three\ntwo\none\n', err: 'tac: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'tac empty',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'tac dir',
      gnu: { out: '', err: 'tac: dir: read error: Invalid argument\n', code: 1 },
      bb: { out: '', err: 'tac: dir: Is a directory\n', code: 1 },
    },
    {
      line: 'rev a.txt',
      gnu: { out: 'eno\nowt\neerht\n', err: '', code: 0 },
      bb: { out: 'eno\nowt\neerht\n', err: '', code: 0 },
    },
    {
      line: 'rev nonl',
      gnu: { out: 'tsrif\nenilwen tuohtiw tsal', err: '', code: 0 },
      bb: { out: 'tsrif\nenilwen tuohtiw tsal', err: '', code: 0 },
    },
    {
      line: 'nl a.txt',
      gnu: { out: '     1\tone\n     2\ttwo\n     3\tthree\n', err: '', code: 0 },
      bb: { out: '     1\tone\n     2\ttwo\n     3\tthree\n', err: '', code: 0 },
    },
    {
      line: 'nl blank',
      gnu: { out: '     1\ta\n       \n       \n       \n     2\tb\n       \n     3\tc\n', err: '', code: 0 },
      bb: { out: '     1\ta\n       \n       \n       \n     2\tb\n       \n     3\tc\n', err: '', code: 0 },
    },
    {
      line: 'nl -ba blank',
      gnu: { out: '     1\ta\n     2\t\n     3\t\n     4\t\n     5\tb\n     6\t\n     7\tc\n', err: '', code: 0 },
      bb: { out: '     1\ta\n     2\t\n     3\t\n     4\t\n     5\tb\n     6\t\n     7\tc\n', err: '', code: 0 },
    },
    {
      line: "nl -b a -w 3 -s '. ' a.txt",
      gnu: { out: '  1. one\n  2. two\n  3. three\n', err: '', code: 0 },
      bb: { out: '  1. one\n  2. two\n  3. three\n', err: '', code: 0 },
    },
    {
      line: 'nl -n rz -w 4 a.txt',
      gnu: { out: '0001\tone\n0002\ttwo\n0003\tthree\n', err: '', code: 0 },
    },
    {
      line: 'nl -n ln a.txt',
      gnu: { out: '1     \tone\n2     \ttwo\n3     \tthree\n', err: '', code: 0 },
    },
    {
      line: 'nl -v 10 -i 5 a.txt',
      gnu: { out: '    10\tone\n    15\ttwo\n    20\tthree\n', err: '', code: 0 },
      bb: { out: '    10\tone\n    15\ttwo\n    20\tthree\n', err: '', code: 0 },
    },
    {
      line: 'nl -b x a.txt',
      gnu: { out: '', err: "nl: invalid body numbering style: 'x'\nTry 'nl --help' for more information.\n", code: 1 },
      bb: { out: '       one\n       two\n       three\n', err: '', code: 0 },
    },
    {
      line: 'nl nonl',
      gnu: { out: '     1\tfirst\n     2\tlast without newline\n', err: '', code: 0 },
      bb: { out: '     1\tfirst\n     2\tlast without newline\n', err: '', code: 0 },
    },
    {
      line: 'head b.txt',
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n', err: '', code: 0 },
    },
    {
      line: 'head -n 3 b.txt',
      gnu: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'head -3 b.txt',
      gnu: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'head -n3 a.txt b.txt',
      gnu: { out: '==> a.txt <==\none\ntwo\nthree\n\n==> b.txt <==\none\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: '==> a.txt <==\none\ntwo\nthree\n\n==> b.txt <==\none\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'head -q -n 1 a.txt b.txt',
      gnu: { out: 'one\none\n', err: '', code: 0 },
      bb: { out: 'one\none\n', err: '', code: 0 },
    },
    {
      line: 'head -v -n 1 a.txt',
      gnu: { out: '==> a.txt <==\none\n', err: '', code: 0 },
      bb: { out: '==> a.txt <==\none\n', err: '', code: 0 },
    },
    {
      line: 'head -c 5 a.txt',
      gnu: { out: 'one\nt', err: '', code: 0 },
      bb: { out: 'one\nt', err: '', code: 0 },
    },
    {
      line: 'head -n -2 a.txt',
      gnu: { out: 'one\n', err: '', code: 0 },
      bb: { out: 'one\n', err: '', code: 0 },
    },
    {
      line: 'head -c -3 a.txt',
      gnu: { out: 'one\ntwo\nthr', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthr', err: '', code: 0 },
    },
    {
      line: 'head -n -20 a.txt',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'head -c 1k b.txt',
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'head -n abc a.txt',
      gnu: { out: '', err: "head: invalid number of lines: 'abc'\n", code: 1 },
      bb: { out: '', err: "head: invalid number 'abc'\n", code: 1 },
    },
    {
      line: 'head -c abc a.txt',
      gnu: { out: '', err: "head: invalid number of bytes: 'abc'\n", code: 1 },
      bb: { out: '', err: "head: invalid number 'abc'\n", code: 1 },
    },
    {
      line: 'head -n a.txt',
      gnu: { out: '', err: "head: invalid number of lines: 'a.txt'\n", code: 1 },
      bb: { out: '', err: "head: invalid number 'a.txt'\n", code: 1 },
    },
    {
      line: 'head -n',
      gnu: {
        out: '',
        err: "head: option requires an argument -- 'n'\nTry 'head --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "head: option requires an argument -- 'n'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: head [OPTIONS] [FILE]...\n\nPrint first 10 lines of FILEs (or stdin).\nWith more than one FILE, precede each with a filename header.\n\n\t-n N[bkm]\tPrint first N lines\n\t-n -N[bkm]\tPrint all except N last lines\n\t-c [-]N[bkm]\tPrint first N bytes\n\t\t\t(b:*512 k:*1024 m:*1024^2)\n\t-q\t\tNever print headers\n\t-v\t\tAlways print headers\n",
        code: 1,
      },
    },
    {
      line: 'head nosuch',
      gnu: { out: '', err: "head: cannot open 'nosuch' for reading: No such file or directory\n", code: 1 },
      bb: { out: '', err: 'head: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'head nosuch a.txt',
      gnu: {
        out: '==> a.txt <==\none\ntwo\nthree\n',
        err: "head: cannot open 'nosuch' for reading: No such file or directory\n",
        code: 1,
      },
      bb: { out: '\n==> a.txt <==\none\ntwo\nthree\n', err: 'head: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'head dir',
      gnu: { out: '', err: "head: error reading 'dir': Is a directory\n", code: 1 },
      bb: { out: '', err: 'head: dir: Input/output error\n', code: 1 },
    },
    {
      line: 'head -n 0 a.txt',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'head -n 1 nonl empty',
      gnu: { out: '==> nonl <==\nfirst\n\n==> empty <==\n', err: '', code: 0 },
      bb: { out: '==> nonl <==\nfirst\n\n==> empty <==\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\nb\\nc\\n' | head -n 1",
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'head -c 3 < a.txt',
      gnu: { out: 'one', err: '', code: 0 },
      bb: { out: 'one', err: '', code: 0 },
    },
    {
      line: 'tail b.txt',
      gnu: { out: 'three\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n', err: '', code: 0 },
      bb: { out: 'three\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'tail -n 3 b.txt',
      gnu: { out: 'ten\neleven\ntwelve\n', err: '', code: 0 },
      bb: { out: 'ten\neleven\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'tail -3 b.txt',
      gnu: { out: 'ten\neleven\ntwelve\n', err: '', code: 0 },
      bb: { out: 'ten\neleven\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'tail -n +10 b.txt',
      gnu: { out: 'ten\neleven\ntwelve\n', err: '', code: 0 },
      bb: { out: 'ten\neleven\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'tail +11 b.txt',
      gnu: { out: 'eleven\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'tail -n1 a.txt b.txt',
      gnu: { out: '==> a.txt <==\nthree\n\n==> b.txt <==\ntwelve\n', err: '', code: 0 },
      bb: { out: '==> a.txt <==\nthree\n\n==> b.txt <==\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'tail -q -n 1 a.txt b.txt',
      gnu: { out: 'three\ntwelve\n', err: '', code: 0 },
      bb: { out: 'three\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'tail -v -n 1 a.txt',
      gnu: { out: '==> a.txt <==\nthree\n', err: '', code: 0 },
      bb: { out: '==> a.txt <==\nthree\n', err: '', code: 0 },
    },
    {
      line: 'tail -c 5 a.txt',
      gnu: { out: 'hree\n', err: '', code: 0 },
      bb: { out: 'hree\n', err: '', code: 0 },
    },
    {
      line: 'tail -c +5 a.txt',
      gnu: { out: 'two\nthree\n', err: '', code: 0 },
      bb: { out: 'two\nthree\n', err: '', code: 0 },
    },
    {
      line: 'tail -n 0 a.txt',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'tail -n abc a.txt',
      gnu: { out: '', err: "tail: invalid number of lines: 'abc'\n", code: 1 },
      bb: { out: '', err: "tail: invalid number 'abc'\n", code: 1 },
    },
    {
      line: 'tail nosuch',
      gnu: { out: '', err: "tail: cannot open 'nosuch' for reading: No such file or directory\n", code: 1 },
      bb: { out: '', err: "tail: can't open 'nosuch': No such file or directory\ntail: no files\n", code: 1 },
    },
    {
      line: 'tail nosuch a.txt',
      gnu: {
        out: '==> a.txt <==\none\ntwo\nthree\n',
        err: "tail: cannot open 'nosuch' for reading: No such file or directory\n",
        code: 1,
      },
      bb: { out: 'one\ntwo\nthree\n', err: "tail: can't open 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'tail dir',
      gnu: { out: '', err: "tail: error reading 'dir': Is a directory\n", code: 1 },
      bb: { out: '', err: 'tail: read error: Is a directory\n', code: 1 },
    },
    {
      line: 'tail -n 1 nonl',
      gnu: { out: 'last without newline', err: '', code: 0 },
      bb: { out: 'last without newline', err: '', code: 0 },
    },
    {
      line: "printf 'a\\nb\\nc\\n' | tail -n 2",
      gnu: { out: 'b\nc\n', err: '', code: 0 },
      bb: { out: 'b\nc\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\nb\\nc\\n' | tail -n +2",
      gnu: { out: 'b\nc\n', err: '', code: 0 },
      bb: { out: 'b\nc\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\nb\\nc\\n' | tail -c 3",
      gnu: { out: '\nc\n', err: '', code: 0 },
      bb: { out: '\nc\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\nb\\nc\\n' | tail -c +3",
      gnu: { out: 'b\nc\n', err: '', code: 0 },
      bb: { out: 'b\nc\n', err: '', code: 0 },
    },
    {
      line: 'wc a.txt',
      gnu: { out: ' 3  3 14 a.txt\n', err: '', code: 0 },
      bb: { out: '        3         3        14 a.txt\n', err: '', code: 0 },
    },
    {
      line: 'wc -l a.txt',
      gnu: { out: '3 a.txt\n', err: '', code: 0 },
      bb: { out: '3 a.txt\n', err: '', code: 0 },
    },
    {
      line: 'wc -w b.txt',
      gnu: { out: '12 b.txt\n', err: '', code: 0 },
      bb: { out: '12 b.txt\n', err: '', code: 0 },
    },
    {
      line: 'wc -c b.txt',
      gnu: { out: '63 b.txt\n', err: '', code: 0 },
      bb: { out: '63 b.txt\n', err: '', code: 0 },
    },
    {
      line: 'wc -m bin',
      gnu: { out: '23 bin\n', err: '', code: 0 },
      bb: { out: '23 bin\n', err: '', code: 0 },
    },
    {
      line: 'wc -L long tabs',
      gnu: { out: '47 long\n17 tabs\n47 total\n', err: '', code: 0 },
      bb: { out: '       47 long\n       17 tabs\n       47 total\n', err: '', code: 0 },
    },
    {
      line: 'wc a.txt b.txt',
      gnu: { out: ' 3  3 14 a.txt\n12 12 63 b.txt\n15 15 77 total\n', err: '', code: 0 },
      bb: {
        out: '        3         3        14 a.txt\n       12        12        63 b.txt\n       15        15        77 total\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'wc -l a.txt b.txt nosuch',
      gnu: { out: ' 3 a.txt\n12 b.txt\n15 total\n', err: 'wc: nosuch: No such file or directory\n', code: 1 },
      bb: {
        out: '        3 a.txt\n       12 b.txt\n       15 total\n',
        err: 'wc: nosuch: No such file or directory\n',
        code: 1,
      },
    },
    {
      line: 'wc -lw a.txt',
      gnu: { out: ' 3  3 a.txt\n', err: '', code: 0 },
      bb: { out: '        3         3 a.txt\n', err: '', code: 0 },
    },
    {
      line: 'wc < a.txt',
      gnu: { out: ' 3  3 14\n', err: '', code: 0 },
      bb: { out: '        3         3        14\n', err: '', code: 0 },
    },
    {
      line: 'wc -l < a.txt',
      gnu: { out: '3\n', err: '', code: 0 },
      bb: { out: '3\n', err: '', code: 0 },
    },
    {
      line: "printf 'a b\\nc' | wc",
      gnu: { out: '      1       3       5\n', err: '', code: 0 },
      bb: { out: '        1         3         5\n', err: '', code: 0 },
    },
    {
      line: "printf 'a b\\nc' | wc -l",
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: "printf 'a b\\nc' | wc -c",
      gnu: { out: '5\n', err: '', code: 0 },
      bb: { out: '5\n', err: '', code: 0 },
    },
    {
      line: 'wc empty',
      gnu: { out: '0 0 0 empty\n', err: '', code: 0 },
      bb: { out: '        0         0         0 empty\n', err: '', code: 0 },
    },
    {
      line: 'wc dir',
      gnu: { out: '      0       0       0 dir\n', err: 'wc: dir: Is a directory\n', code: 1 },
      bb: { out: '        0         0         0 dir\n', err: 'wc: dir: Is a directory\n', code: 1 },
    },
    {
      line: 'wc bin',
      gnu: { out: ' 3  3 23 bin\n', err: '', code: 0 },
      bb: { out: '        3         3        23 bin\n', err: '', code: 0 },
    },
    {
      line: 'wc - < a.txt',
      gnu: { out: ' 3  3 14 -\n', err: '', code: 0 },
      bb: { out: '        3         3        14 -\n', err: '', code: 0 },
    },
    {
      line: 'wc -l -',
      gnu: { out: '0 -\n', err: '', code: 0 },
      bb: { out: '0 -\n', err: '', code: 0 },
    },
    {
      line: 'wc -z',
      gnu: { out: '', err: "wc: invalid option -- 'z'\nTry 'wc --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "wc: invalid option -- 'z'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: wc [-cmlwL] [FILE]...\n\nCount lines, words, and bytes for FILEs (or stdin)\n\n\t-c\tCount bytes\n\t-m\tCount characters\n\t-l\tCount newlines\n\t-w\tCount words\n\t-L\tPrint longest line length\n",
        code: 1,
      },
    },
    {
      line: 'cut -d: -f1 csv',
      gnu: { out: 'name\nann\nbob\nnodelim\n', err: '', code: 0 },
      bb: { out: 'name\nann\nbob\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut -d : -f 1,3 csv',
      gnu: { out: 'name:city\nann:paris\nbob:rome\nnodelim\n', err: '', code: 0 },
      bb: { out: 'name:city\nann:paris\nbob:rome\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut -d: -f2- csv',
      gnu: { out: 'age:city\n30:paris\n25:rome\nnodelim\n', err: '', code: 0 },
      bb: { out: 'age:city\n30:paris\n25:rome\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut -d: -f-2 csv',
      gnu: { out: 'name:age\nann:30\nbob:25\nnodelim\n', err: '', code: 0 },
      bb: { out: 'name:age\nann:30\nbob:25\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut -s -d: -f1 csv',
      gnu: { out: 'name\nann\nbob\n', err: '', code: 0 },
      bb: { out: 'name\nann\nbob\n', err: '', code: 0 },
    },
    {
      line: 'cut -d: -f3,1 csv',
      gnu: { out: 'name:city\nann:paris\nbob:rome\nnodelim\n', err: '', code: 0 },
      bb: { out: 'name:city\nann:paris\nbob:rome\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut -c1-3 a.txt',
      gnu: { out: 'one\ntwo\nthr\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthr\n', err: '', code: 0 },
    },
    {
      line: 'cut -c 2 a.txt',
      gnu: { out: 'n\nw\nh\n', err: '', code: 0 },
      bb: { out: 'n\nw\nh\n', err: '', code: 0 },
    },
    {
      line: 'cut -c1,3 a.txt',
      gnu: { out: 'oe\nto\ntr\n', err: '', code: 0 },
      bb: { out: 'oe\nto\ntr\n', err: '', code: 0 },
    },
    {
      line: 'cut -b2- a.txt',
      gnu: { out: 'ne\nwo\nhree\n', err: '', code: 0 },
      bb: { out: 'ne\nwo\nhree\n', err: '', code: 0 },
    },
    {
      line: 'cut -f2 tabs',
      gnu: { out: 'b\nd\nplain  two\n', err: '', code: 0 },
      bb: { out: 'b\nd\nplain  two\n', err: '', code: 0 },
    },
    {
      line: "cut -d ' ' -f1 keys",
      gnu: { out: 'b\na\nc\na\n', err: '', code: 0 },
      bb: { out: 'b\na\nc\na\n', err: '', code: 0 },
    },
    {
      line: "cut -d ' ' -f 2 --output-delimiter=- keys",
      gnu: { out: '2\n10\n1\n2\n', err: '', code: 0 },
      bb: { out: '2\n10\n1\n2\n', err: '', code: 0 },
    },
    {
      line: "cut -d ' ' -f 2,3 --output-delimiter=- keys",
      gnu: { out: '2-x\n10-y\n1-z\n2-w\n', err: '', code: 0 },
      bb: { out: '2-x\n10-y\n1-z\n2-w\n', err: '', code: 0 },
    },
    {
      line: 'cut --complement -c1 a.txt',
      gnu: { out: 'ne\nwo\nhree\n', err: '', code: 0 },
    },
    {
      line: 'cut --complement -d: -f2 csv',
      gnu: { out: 'name:city\nann:paris\nbob:rome\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut a.txt',
      gnu: {
        out: '',
        err: "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cut {-b|c LIST | -f|F LIST [-d SEP] [-s]} [-D] [-O SEP] [FILE]...\n\nPrint selected fields from FILEs to stdout\n\n\t-b LIST\tOutput only bytes from LIST\n\t-c LIST\tOutput only characters from LIST\n\t-d SEP\tInput field delimiter (default -f TAB, -F run of whitespace)\n\t-f LIST\tPrint only these fields (-d is single char)\n\t-F LIST\tPrint only these fields (-d is regex)\n\t-s\tDrop lines with no delimiter (else print them in full)\n\t-D\tDon't sort ranges; line without delimiters has one field\n\t--output-delimiter SEP\tOutput field delimiter\n\t-n\tIgnored\n",
        code: 1,
      },
    },
    {
      line: 'cut -c a.txt',
      gnu: {
        out: '',
        err: "cut: invalid byte/character position 'a.txt'\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: { out: '', err: "cut: invalid number 'a.txt'\n", code: 1 },
    },
    {
      line: 'cut -c 0 a.txt',
      gnu: {
        out: '',
        err: "cut: byte/character positions are numbered from 1\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: { out: '', err: 'cut: invalid range 0-0\n', code: 1 },
    },
    {
      line: 'cut -c 3-1 a.txt',
      gnu: { out: '', err: "cut: invalid decreasing range\nTry 'cut --help' for more information.\n", code: 1 },
      bb: { out: '', err: 'cut: invalid range 3-1\n', code: 1 },
    },
    {
      line: 'cut -c x a.txt',
      gnu: {
        out: '',
        err: "cut: invalid byte/character position 'x'\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: { out: '', err: "cut: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'cut -d: csv',
      gnu: {
        out: '',
        err: "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cut {-b|c LIST | -f|F LIST [-d SEP] [-s]} [-D] [-O SEP] [FILE]...\n\nPrint selected fields from FILEs to stdout\n\n\t-b LIST\tOutput only bytes from LIST\n\t-c LIST\tOutput only characters from LIST\n\t-d SEP\tInput field delimiter (default -f TAB, -F run of whitespace)\n\t-f LIST\tPrint only these fields (-d is single char)\n\t-F LIST\tPrint only these fields (-d is regex)\n\t-s\tDrop lines with no delimiter (else print them in full)\n\t-D\tDon't sort ranges; line without delimiters has one field\n\t--output-delimiter SEP\tOutput field delimiter\n\t-n\tIgnored\n",
        code: 1,
      },
    },
    {
      line: 'cut -d:: -f1 csv',
      gnu: {
        out: '',
        err: "cut: the delimiter must be a single character\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: { out: 'name\nann\nbob\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut -c1 -f1 csv',
      gnu: { out: '', err: "cut: only one list may be specified\nTry 'cut --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cut {-b|c LIST | -f|F LIST [-d SEP] [-s]} [-D] [-O SEP] [FILE]...\n\nPrint selected fields from FILEs to stdout\n\n\t-b LIST\tOutput only bytes from LIST\n\t-c LIST\tOutput only characters from LIST\n\t-d SEP\tInput field delimiter (default -f TAB, -F run of whitespace)\n\t-f LIST\tPrint only these fields (-d is single char)\n\t-F LIST\tPrint only these fields (-d is regex)\n\t-s\tDrop lines with no delimiter (else print them in full)\n\t-D\tDon't sort ranges; line without delimiters has one field\n\t--output-delimiter SEP\tOutput field delimiter\n\t-n\tIgnored\n",
        code: 1,
      },
    },
    {
      line: 'cut -c1 -d: csv',
      gnu: {
        out: '',
        err: "cut: an input delimiter may be specified only when operating on fields\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: { out: '', err: 'cut: -d DELIM requires -f or -F\n', code: 1 },
    },
    {
      line: 'cut -s -c1 csv',
      gnu: {
        out: '',
        err: "cut: suppressing non-delimited lines makes sense\n\tonly when operating on fields\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: { out: '', err: 'cut: -s requires -f or -F\n', code: 1 },
    },
    {
      line: 'cut -f1 nosuch',
      gnu: { out: '', err: 'cut: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'cut: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'cut -f0 csv',
      gnu: { out: '', err: "cut: fields are numbered from 1\nTry 'cut --help' for more information.\n", code: 1 },
      bb: { out: '', err: 'cut: invalid range 0-0\n', code: 1 },
    },
    {
      line: 'cut -d: -f - csv',
      gnu: {
        out: '',
        err: "cut: invalid range with no endpoint: -\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cut {-b|c LIST | -f|F LIST [-d SEP] [-s]} [-D] [-O SEP] [FILE]...\n\nPrint selected fields from FILEs to stdout\n\n\t-b LIST\tOutput only bytes from LIST\n\t-c LIST\tOutput only characters from LIST\n\t-d SEP\tInput field delimiter (default -f TAB, -F run of whitespace)\n\t-f LIST\tPrint only these fields (-d is single char)\n\t-F LIST\tPrint only these fields (-d is regex)\n\t-s\tDrop lines with no delimiter (else print them in full)\n\t-D\tDon't sort ranges; line without delimiters has one field\n\t--output-delimiter SEP\tOutput field delimiter\n\t-n\tIgnored\n",
        code: 1,
      },
    },
    {
      line: 'cut -D -d: -f3,1 csv',
      bb: { out: 'city:name\nparis:ann\nrome:bob\nnodelim\n', err: '', code: 0 },
    },
    {
      line: 'cut -c1-2 nonl',
      gnu: { out: 'fi\nla\n', err: '', code: 0 },
      bb: { out: 'fi\nla\n', err: '', code: 0 },
    },
    {
      line: 'cut -z',
      gnu: {
        out: '',
        err: "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "cut: invalid option -- 'z'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cut {-b|c LIST | -f|F LIST [-d SEP] [-s]} [-D] [-O SEP] [FILE]...\n\nPrint selected fields from FILEs to stdout\n\n\t-b LIST\tOutput only bytes from LIST\n\t-c LIST\tOutput only characters from LIST\n\t-d SEP\tInput field delimiter (default -f TAB, -F run of whitespace)\n\t-f LIST\tPrint only these fields (-d is single char)\n\t-F LIST\tPrint only these fields (-d is regex)\n\t-s\tDrop lines with no delimiter (else print them in full)\n\t-D\tDon't sort ranges; line without delimiters has one field\n\t--output-delimiter SEP\tOutput field delimiter\n\t-n\tIgnored\n",
        code: 1,
      },
    },
    {
      line: "printf 'hello\\n' | tr a-z A-Z",
      gnu: { out: 'HELLO\n', err: '', code: 0 },
      bb: { out: 'HELLO\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello\\n' | tr '[:lower:]' '[:upper:]'",
      gnu: { out: 'HELLO\n', err: '', code: 0 },
      bb: { out: 'HELLO\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello world\\n' | tr -d lo",
      gnu: { out: 'he wrd\n', err: '', code: 0 },
      bb: { out: 'he wrd\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello   world\\n' | tr -s ' '",
      gnu: { out: 'hello world\n', err: '', code: 0 },
      bb: { out: 'hello world\n', err: '', code: 0 },
    },
    {
      line: "printf 'aabbcc\\n' | tr -s a-z",
      gnu: { out: 'abc\n', err: '', code: 0 },
      bb: { out: 'abc\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello 123\\n' | tr -cd 0-9",
      gnu: { out: '123', err: '', code: 0 },
      bb: { out: '123', err: '', code: 0 },
    },
    {
      line: "printf 'hello 123\\n' | tr -dc '[:digit:]\\n'",
      gnu: { out: '123\n', err: '', code: 0 },
      bb: { out: '123\n', err: '', code: 0 },
    },
    {
      line: "printf 'a:b:c\\n' | tr : '\\n'",
      gnu: { out: 'a\nb\nc\n', err: '', code: 0 },
      bb: { out: 'a\nb\nc\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello\\n' | tr elo xy",
      gnu: { out: 'hxyyy\n', err: '', code: 0 },
      bb: { out: 'hxyyy\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello\\n' | tr -t elo xy",
      gnu: { out: 'hxyyo\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\0b\\n' | tr '\\0' x",
      gnu: { out: 'axb\n', err: '', code: 0 },
      bb: { out: 'axb\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\0b\\n' | tr '\\000' '\\n'",
      gnu: { out: 'a\nb\n', err: '', code: 0 },
      bb: { out: 'a\nb\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello world\\n' | tr -s l x",
      gnu: { out: 'hexo worxd\n', err: '', code: 0 },
      bb: { out: 'hexo worxd\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello world\\n' | tr -ds o l",
      gnu: { out: 'hel wrld\n', err: '', code: 0 },
      bb: { out: 'hel wrld\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello\\n' | tr a-z '[x*]'",
      gnu: { out: 'xxxxx\n', err: '', code: 0 },
      bb: { out: ']]]]]\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello\\n' | tr -c 'a-z\\n' x",
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: "printf 'tab\\there\\n' | tr '\\t' ' '",
      gnu: { out: 'tab here\n', err: '', code: 0 },
      bb: { out: 'tab here\n', err: '', code: 0 },
    },
    {
      line: 'tr',
      gnu: { out: '', err: "tr: missing operand\nTry 'tr --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: tr [-cds] STRING1 [STRING2]\n\nTranslate, squeeze, or delete characters from stdin, writing to stdout\n\n\t-c\tTake complement of STRING1\n\t-d\tDelete input characters coded STRING1\n\t-s\tSqueeze multiple output characters of STRING2 into one character\n',
        code: 1,
      },
    },
    {
      line: 'tr a',
      gnu: {
        out: '',
        err: "tr: missing operand after 'a'\nTwo strings must be given when translating.\nTry 'tr --help' for more information.\n",
        code: 1,
      },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'tr z-a x',
      gnu: { out: '', err: "tr: range-endpoints of 'z-a' are in reverse collating sequence order\n", code: 1 },
    },
    {
      line: "tr '[:foo:]' x",
      gnu: { out: '', err: "tr: invalid character class 'foo'\n", code: 1 },
    },
    {
      line: 'tr -d a b',
      gnu: {
        out: '',
        err: "tr: extra operand 'b'\nOnly one string may be given when deleting without squeezing repeats.\nTry 'tr --help' for more information.\n",
        code: 1,
      },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'tr a b c',
      gnu: { out: '', err: "tr: extra operand 'c'\nTry 'tr --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: tr [-cds] STRING1 [STRING2]\n\nTranslate, squeeze, or delete characters from stdin, writing to stdout\n\n\t-c\tTake complement of STRING1\n\t-d\tDelete input characters coded STRING1\n\t-s\tSqueeze multiple output characters of STRING2 into one character\n',
        code: 1,
      },
    },
    {
      line: 'tr -x a b',
      gnu: { out: '', err: "tr: invalid option -- 'x'\nTry 'tr --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "tr: invalid option -- 'x'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: tr [-cds] STRING1 [STRING2]\n\nTranslate, squeeze, or delete characters from stdin, writing to stdout\n\n\t-c\tTake complement of STRING1\n\t-d\tDelete input characters coded STRING1\n\t-s\tSqueeze multiple output characters of STRING2 into one character\n",
        code: 1,
      },
    },
    {
      line: "tr a ''",
      gnu: { out: '', err: 'tr: when not truncating set1, string2 must be non-empty\n', code: 1 },
      bb: { out: '', err: 'tr: STRING2 cannot be empty\n', code: 1 },
    },
    {
      line: "printf 'a-b_c\\n' | tr -d _-",
      gnu: { out: 'abc\n', err: '', code: 0 },
      bb: { out: 'abc\n', err: '', code: 0 },
    },
    {
      line: "printf 'PATH\\n' | tr A-Z a-z",
      gnu: { out: 'path\n', err: '', code: 0 },
      bb: { out: 'path\n', err: '', code: 0 },
    },
    {
      line: 'sort a.txt',
      gnu: { out: 'one\nthree\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nthree\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'sort b.txt',
      gnu: { out: 'eight\neleven\nfive\nfour\nnine\none\nseven\nsix\nten\nthree\ntwelve\ntwo\n', err: '', code: 0 },
      bb: { out: 'eight\neleven\nfive\nfour\nnine\none\nseven\nsix\nten\nthree\ntwelve\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'sort -r b.txt',
      gnu: { out: 'two\ntwelve\nthree\nten\nsix\nseven\none\nnine\nfour\nfive\neleven\neight\n', err: '', code: 0 },
      bb: { out: 'two\ntwelve\nthree\nten\nsix\nseven\none\nnine\nfour\nfive\neleven\neight\n', err: '', code: 0 },
    },
    {
      line: 'sort -n nums',
      gnu: { out: '-3\n\n0\n1e2\n2\n2.5\n9\n10\n100\n', err: '', code: 0 },
      bb: { out: '-3\n\n0\n2\n2.5\n9\n10\n100\n1e2\n', err: '', code: 0 },
    },
    {
      line: 'sort -rn nums',
      gnu: { out: '100\n10\n9\n2.5\n2\n1e2\n0\n\n-3\n', err: '', code: 0 },
      bb: { out: '1e2\n100\n10\n9\n2.5\n2\n0\n\n-3\n', err: '', code: 0 },
    },
    {
      line: 'sort -g nums',
      gnu: { out: '\n-3\n0\n2\n2.5\n9\n10\n100\n1e2\n', err: '', code: 0 },
      bb: { out: '\n-3\n0\n2\n2.5\n9\n10\n100\n1e2\n', err: '', code: 0 },
    },
    {
      line: 'sort -h human',
      gnu: { out: '512\n1.5K\n2K\n3M\n1G\n', err: '', code: 0 },
      bb: { out: '512\n1.5K\n2K\n3M\n1G\n', err: '', code: 0 },
    },
    {
      line: 'sort -rh human',
      gnu: { out: '1G\n3M\n2K\n1.5K\n512\n', err: '', code: 0 },
      bb: { out: '1G\n3M\n2K\n1.5K\n512\n', err: '', code: 0 },
    },
    {
      line: 'sort -u dup',
      gnu: { out: 'X\nx\ny\nz\n', err: '', code: 0 },
      bb: { out: 'X\nx\ny\nz\n', err: '', code: 0 },
    },
    {
      line: 'sort -f dup',
      gnu: { out: 'X\nx\nx\ny\nz\nz\nz\n', err: '', code: 0 },
      bb: { out: 'X\nx\nx\ny\nz\nz\nz\n', err: '', code: 0 },
    },
    {
      line: 'sort -uf dup',
      gnu: { out: 'x\ny\nz\n', err: '', code: 0 },
      bb: { out: 'X\ny\nz\n', err: '', code: 0 },
    },
    {
      line: 'sort -k2 keys',
      gnu: { out: 'c 1 z\na 10 y\na 2 w\nb 2 x\n', err: '', code: 0 },
      bb: { out: 'c 1 z\na 10 y\na 2 w\nb 2 x\n', err: '', code: 0 },
    },
    {
      line: 'sort -k2n keys',
      gnu: { out: 'c 1 z\na 2 w\nb 2 x\na 10 y\n', err: '', code: 0 },
      bb: { out: 'c 1 z\na 2 w\nb 2 x\na 10 y\n', err: '', code: 0 },
    },
    {
      line: 'sort -k 2,2n keys',
      gnu: { out: 'c 1 z\na 2 w\nb 2 x\na 10 y\n', err: '', code: 0 },
      bb: { out: 'c 1 z\na 2 w\nb 2 x\na 10 y\n', err: '', code: 0 },
    },
    {
      line: 'sort -k1,1 -k2,2nr keys',
      gnu: { out: 'a 10 y\na 2 w\nb 2 x\nc 1 z\n', err: '', code: 0 },
      bb: { out: 'a 10 y\na 2 w\nb 2 x\nc 1 z\n', err: '', code: 0 },
    },
    {
      line: 'sort -t: -k2 csv',
      gnu: { out: 'nodelim\nbob:25:rome\nann:30:paris\nname:age:city\n', err: '', code: 0 },
      bb: { out: 'nodelim\nbob:25:rome\nann:30:paris\nname:age:city\n', err: '', code: 0 },
    },
    {
      line: 'sort -t: -k2,2n csv',
      gnu: { out: 'name:age:city\nnodelim\nbob:25:rome\nann:30:paris\n', err: '', code: 0 },
      bb: { out: 'name:age:city\nnodelim\nbob:25:rome\nann:30:paris\n', err: '', code: 0 },
    },
    {
      line: 'sort -t : -k 3 csv',
      gnu: { out: 'nodelim\nname:age:city\nann:30:paris\nbob:25:rome\n', err: '', code: 0 },
      bb: { out: 'nodelim\nname:age:city\nann:30:paris\nbob:25:rome\n', err: '', code: 0 },
    },
    {
      line: 'sort -V ver',
      gnu: { out: 'f1.2\nf1.2.1\nf1.9\nf1.10\nv2\n', err: '', code: 0 },
      bb: { out: 'f1.2\nf1.2.1\nf1.9\nf1.10\nv2\n', err: '', code: 0 },
    },
    {
      line: 'sort -M mon',
      gnu: { out: 'foo\nJan\nMar\nDec\n', err: '', code: 0 },
      bb: { out: 'foo\nJan\nMar\nDec\n', err: '', code: 0 },
    },
    {
      line: 'sort -c a.txt',
      gnu: { out: '', err: 'sort: a.txt:3: disorder: three\n', code: 1 },
      bb: { out: '', err: 'Check line 2\n', code: 1 },
    },
    {
      line: 'sort -c s1',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sort -c dup',
      gnu: { out: '', err: 'sort: dup:4: disorder: X\n', code: 1 },
      bb: { out: '', err: 'Check line 3\n', code: 1 },
    },
    {
      line: 'sort -b tabs',
      gnu: { out: 'a\tb\tc\n\td\te\nplain  two\n', err: '', code: 0 },
      bb: { out: 'a\tb\tc\n\td\te\nplain  two\n', err: '', code: 0 },
    },
    {
      line: 'sort nonl a.txt',
      gnu: { out: 'first\nlast without newline\none\nthree\ntwo\n', err: '', code: 0 },
      bb: { out: 'first\nlast without newline\none\nthree\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'sort nosuch',
      gnu: { out: '', err: 'sort: cannot read: nosuch: No such file or directory\n', code: 2 },
      bb: { out: '', err: 'sort: nosuch: No such file or directory\n', code: 2 },
    },
    {
      line: 'sort a.txt nosuch',
      gnu: { out: '', err: 'sort: cannot read: nosuch: No such file or directory\n', code: 2 },
      bb: { out: '', err: 'sort: nosuch: No such file or directory\n', code: 2 },
    },
    {
      line: 'sort dir',
      gnu: { out: '', err: 'sort: read failed: dir: Is a directory\n', code: 2 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sort -o out.txt b.txt; cat out.txt',
      gnu: { out: 'eight\neleven\nfive\nfour\nnine\none\nseven\nsix\nten\nthree\ntwelve\ntwo\n', err: '', code: 0 },
      bb: { out: 'eight\neleven\nfive\nfour\nnine\none\nseven\nsix\nten\nthree\ntwelve\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'sort -o a.txt a.txt; cat a.txt',
      gnu: { out: 'one\nthree\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nthree\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'sort -m s1 s2',
      gnu: { out: 'apple\nbanana\nbanana\ncherry\ncherry\ndate\n', err: '', code: 0 },
      bb: { out: 'apple\nbanana\nbanana\ncherry\ncherry\ndate\n', err: '', code: 0 },
    },
    {
      line: 'sort -mu s1 s2',
      gnu: { out: 'apple\nbanana\ncherry\ndate\n', err: '', code: 0 },
      bb: { out: 'apple\nbanana\ncherry\ndate\n', err: '', code: 0 },
    },
    {
      line: 'sort -s -k1,1 keys',
      gnu: { out: 'a 10 y\na 2 w\nb 2 x\nc 1 z\n', err: '', code: 0 },
      bb: { out: 'a 10 y\na 2 w\nb 2 x\nc 1 z\n', err: '', code: 0 },
    },
    {
      line: 'sort -k 0 keys',
      gnu: { out: '', err: "sort: field number is zero: invalid field specification '0'\n", code: 2 },
      bb: { out: '', err: 'sort: bad field specification\n', code: 2 },
    },
    {
      line: 'sort -k x keys',
      gnu: { out: '', err: "sort: invalid number at field start: invalid count at start of 'x'\n", code: 2 },
      bb: { out: '', err: 'sort: bad field specification\n', code: 2 },
    },
    {
      line: 'sort -t xx keys',
      gnu: { out: '', err: "sort: multi-character tab 'xx'\n", code: 2 },
      bb: { out: '', err: 'sort: bad -t parameter\n', code: 2 },
    },
    {
      line: 'sort -d keys',
      gnu: { out: 'a 10 y\na 2 w\nb 2 x\nc 1 z\n', err: '', code: 0 },
      bb: { out: 'a 10 y\na 2 w\nb 2 x\nc 1 z\n', err: '', code: 0 },
    },
    {
      line: 'sort -f dup',
      gnu: { out: 'X\nx\nx\ny\nz\nz\nz\n', err: '', code: 0 },
      bb: { out: 'X\nx\nx\ny\nz\nz\nz\n', err: '', code: 0 },
    },
    {
      line: 'sort -z a.txt',
      gnu: { out: 'one\ntwo\nthree\n\x00', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\n\x00', err: '', code: 0 },
    },
    {
      line: 'sort -y a.txt',
      gnu: { out: 'one\nthree\ntwo\n', err: '', code: 0 },
      bb: {
        out: '',
        err: "sort: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: sort [-nrughMcszbdfiokt] [-o FILE] [-k START[.OFS][OPTS][,END[.OFS][OPTS]] [-t CHAR] [FILE]...\n\nSort lines of text\n\n\t-o FILE\tOutput to FILE\n\t-c\tCheck whether input is sorted\n\t-b\tIgnore leading blanks\n\t-f\tIgnore case\n\t-i\tIgnore unprintable characters\n\t-d\tDictionary order (blank or alphanumeric only)\n\t-n\tSort numbers\n\t-g\tGeneral numerical sort\n\t-h\tSort human readable numbers (2K 1G)\n\t-M\tSort month\n\t-V\tSort version\n\t-t CHAR\tField separator\n\t-k N[,M] Sort by Nth field\n\t-r\tReverse sort order\n\t-s\tStable (don't sort ties alphabetically)\n\t-u\tSuppress duplicate lines\n\t-z\tNUL terminated input and output\n",
        code: 2,
      },
    },
    {
      line: 'sort empty',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sort -un nums',
      gnu: { out: '-3\n\n1e2\n2\n2.5\n9\n10\n100\n', err: '', code: 0 },
      bb: { out: '-3\n\n2\n2.5\n9\n10\n100\n', err: '', code: 0 },
    },
    {
      line: "printf 'b\\na\\n' | sort",
      gnu: { out: 'a\nb\n', err: '', code: 0 },
      bb: { out: 'a\nb\n', err: '', code: 0 },
    },
    {
      line: "printf 'b\\na\\n' | sort - s1",
      gnu: { out: 'a\napple\nb\nbanana\ncherry\n', err: '', code: 0 },
      bb: { out: 'a\napple\nb\nbanana\ncherry\n', err: '', code: 0 },
    },
    {
      line: 'uniq dup',
      gnu: { out: 'x\ny\nX\nz\n', err: '', code: 0 },
      bb: { out: 'x\ny\nX\nz\n', err: '', code: 0 },
    },
    {
      line: 'uniq -c dup',
      gnu: { out: '      2 x\n      1 y\n      1 X\n      3 z\n', err: '', code: 0 },
      bb: { out: '      2 x\n      1 y\n      1 X\n      3 z\n', err: '', code: 0 },
    },
    {
      line: 'uniq -d dup',
      gnu: { out: 'x\nz\n', err: '', code: 0 },
      bb: { out: 'x\nz\n', err: '', code: 0 },
    },
    {
      line: 'uniq -u dup',
      gnu: { out: 'y\nX\n', err: '', code: 0 },
      bb: { out: 'y\nX\n', err: '', code: 0 },
    },
    {
      line: 'uniq -i dup',
      gnu: { out: 'x\ny\nX\nz\n', err: '', code: 0 },
      bb: { out: 'x\ny\nX\nz\n', err: '', code: 0 },
    },
    {
      line: 'uniq -ci dup',
      gnu: { out: '      2 x\n      1 y\n      1 X\n      3 z\n', err: '', code: 0 },
      bb: { out: '      2 x\n      1 y\n      1 X\n      3 z\n', err: '', code: 0 },
    },
    {
      line: 'uniq -D dup',
      gnu: { out: 'x\nx\nz\nz\nz\n', err: '', code: 0 },
    },
    {
      line: 'uniq -f1 keys',
      gnu: { out: 'b 2 x\na 10 y\nc 1 z\na 2 w\n', err: '', code: 0 },
      bb: { out: 'b 2 x\na 10 y\nc 1 z\na 2 w\n', err: '', code: 0 },
    },
    {
      line: 'uniq -s 1 keys',
      gnu: { out: 'b 2 x\na 10 y\nc 1 z\na 2 w\n', err: '', code: 0 },
      bb: { out: 'b 2 x\na 10 y\nc 1 z\na 2 w\n', err: '', code: 0 },
    },
    {
      line: 'uniq -w 1 keys',
      gnu: { out: 'b 2 x\na 10 y\nc 1 z\na 2 w\n', err: '', code: 0 },
      bb: { out: 'b 2 x\na 10 y\nc 1 z\na 2 w\n', err: '', code: 0 },
    },
    {
      line: 'uniq dup out.txt; cat out.txt',
      gnu: { out: 'x\ny\nX\nz\n', err: '', code: 0 },
      bb: { out: 'x\ny\nX\nz\n', err: '', code: 0 },
    },
    {
      line: 'uniq nosuch',
      gnu: { out: '', err: 'uniq: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: "uniq: can't open 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'uniq -f x dup',
      gnu: { out: '', err: 'uniq: x: invalid number of fields to skip\n', code: 1 },
      bb: { out: '', err: "uniq: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'uniq empty',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'uniq nonl',
      gnu: { out: 'first\nlast without newline\n', err: '', code: 0 },
      bb: { out: 'first\nlast without newline\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\na\\n' | uniq -c",
      gnu: { out: '      2 a\n', err: '', code: 0 },
      bb: { out: '      2 a\n', err: '', code: 0 },
    },
    {
      line: 'uniq a b c',
      gnu: { out: '', err: "uniq: extra operand 'c'\nTry 'uniq --help' for more information.\n", code: 1 },
      bb: { out: '', err: "uniq: can't open 'a': No such file or directory\n", code: 1 },
    },
    {
      line: 'paste a.txt s1',
      gnu: { out: 'one\tapple\ntwo\tbanana\nthree\tcherry\n', err: '', code: 0 },
      bb: { out: 'one\tapple\ntwo\tbanana\nthree\tcherry\n', err: '', code: 0 },
    },
    {
      line: 'paste -d, a.txt s1',
      gnu: { out: 'one,apple\ntwo,banana\nthree,cherry\n', err: '', code: 0 },
      bb: { out: 'one,apple\ntwo,banana\nthree,cherry\n', err: '', code: 0 },
    },
    {
      line: 'paste -d , a.txt s1 nonl',
      gnu: { out: 'one,apple,first\ntwo,banana,last without newline\nthree,cherry,\n', err: '', code: 0 },
      bb: { out: 'one,apple,first\ntwo,banana,last without newline\nthree,cherry,\n', err: '', code: 0 },
    },
    {
      line: 'paste -s a.txt',
      gnu: { out: 'one\ttwo\tthree\n', err: '', code: 0 },
      bb: { out: 'one\ttwo\tthree\n', err: '', code: 0 },
    },
    {
      line: 'paste -sd, a.txt',
      gnu: { out: 'one,two,three\n', err: '', code: 0 },
      bb: { out: 'one,two,three\n', err: '', code: 0 },
    },
    {
      line: 'paste -s a.txt s1',
      gnu: { out: 'one\ttwo\tthree\napple\tbanana\tcherry\n', err: '', code: 0 },
      bb: { out: 'one\ttwo\tthree\napple\tbanana\tcherry\n', err: '', code: 0 },
    },
    {
      line: 'paste - - < b.txt',
      gnu: { out: 'one\ttwo\nthree\tfour\nfive\tsix\nseven\teight\nnine\tten\neleven\ttwelve\n', err: '', code: 0 },
      bb: { out: 'one\ttwo\nthree\tfour\nfive\tsix\nseven\teight\nnine\tten\neleven\ttwelve\n', err: '', code: 0 },
    },
    {
      line: "paste -d '\\n' a.txt s1",
      gnu: { out: 'one\napple\ntwo\nbanana\nthree\ncherry\n', err: '', code: 0 },
      bb: { out: 'one\napple\ntwo\nbanana\nthree\ncherry\n', err: '', code: 0 },
    },
    {
      line: 'paste a.txt nosuch',
      gnu: { out: '', err: 'paste: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'paste: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'paste nonl a.txt',
      gnu: { out: 'first\tone\nlast without newline\ttwo\n\tthree\n', err: '', code: 0 },
      bb: { out: 'first\tone\nlast without newline\ttwo\n\tthree\n', err: '', code: 0 },
    },
    {
      line: 'comm s1 s2',
      gnu: { out: 'apple\n\t\tbanana\n\t\tcherry\n\tdate\n', err: '', code: 0 },
    },
    {
      line: 'comm -12 s1 s2',
      gnu: { out: 'banana\ncherry\n', err: '', code: 0 },
    },
    {
      line: 'comm -3 s1 s2',
      gnu: { out: 'apple\n\tdate\n', err: '', code: 0 },
    },
    {
      line: 'comm -23 s1 s2',
      gnu: { out: 'apple\n', err: '', code: 0 },
    },
    {
      line: 'comm --total s1 s2',
      gnu: { out: 'apple\n\t\tbanana\n\t\tcherry\n\tdate\n1\t1\t2\ttotal\n', err: '', code: 0 },
    },
    {
      line: 'comm s1',
      gnu: { out: '', err: "comm: missing operand after 's1'\nTry 'comm --help' for more information.\n", code: 1 },
    },
    {
      line: 'comm s1 nosuch',
      gnu: { out: '', err: 'comm: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'comm b.txt s2',
      gnu: {
        out: '\tbanana\n\tcherry\n\tdate\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n',
        err: 'comm: file 1 is not in sorted order\ncomm: input is not in sorted order\n',
        code: 1,
      },
    },
    {
      line: 'join j1 j2',
      gnu: { out: '1 a x\n2 b y\n', err: '', code: 0 },
    },
    {
      line: 'join -a1 j1 j2',
      gnu: { out: '1 a x\n2 b y\n4 d\n', err: '', code: 0 },
    },
    {
      line: 'join -v2 j1 j2',
      gnu: { out: '3 z\n', err: '', code: 0 },
    },
    {
      line: 'join -o 1.2,2.2 j1 j2',
      gnu: { out: 'a x\nb y\n', err: '', code: 0 },
    },
    {
      line: 'join -a1 -a2 -e - -o 0,1.2,2.2 j1 j2',
      gnu: { out: '1 a x\n2 b y\n3 - z\n4 d -\n', err: '', code: 0 },
    },
    {
      line: 'join -1 2 -2 1 j1 j2',
      gnu: { out: '', err: '', code: 0 },
    },
    {
      line: 'join j1',
      gnu: { out: '', err: "join: missing operand after 'j1'\nTry 'join --help' for more information.\n", code: 1 },
    },
    {
      line: 'fold -w 10 long',
      gnu: { out: 'aaaaaaaaaa\nbbbbbbbbbb\ncccccccccc\nddddd eeee\ne fffff\nshort\n', err: '', code: 0 },
      bb: { out: 'aaaaaaaaaa\nbbbbbbbbbb\ncccccccccc\nddddd eeee\ne fffff\nshort\n', err: '', code: 0 },
    },
    {
      line: 'fold -sw 12 long',
      gnu: { out: 'aaaaaaaaaabb\nbbbbbbbbcccc\nccccccddddd \neeeee fffff\nshort\n', err: '', code: 0 },
      bb: { out: 'aaaaaaaaaabb\nbbbbbbbbcccc\nccccccddddd \neeeee fffff\nshort\n', err: '', code: 0 },
    },
    {
      line: 'fold -w10 long',
      gnu: { out: 'aaaaaaaaaa\nbbbbbbbbbb\ncccccccccc\nddddd eeee\ne fffff\nshort\n', err: '', code: 0 },
      bb: { out: 'aaaaaaaaaa\nbbbbbbbbbb\ncccccccccc\nddddd eeee\ne fffff\nshort\n', err: '', code: 0 },
    },
    {
      line: 'fold long',
      gnu: { out: 'aaaaaaaaaabbbbbbbbbbccccccccccddddd eeeee fffff\nshort\n', err: '', code: 0 },
      bb: { out: 'aaaaaaaaaabbbbbbbbbbccccccccccddddd eeeee fffff\nshort\n', err: '', code: 0 },
    },
    {
      line: 'fold -b -w 5 a.txt',
      gnu: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'fold -w 0 long',
      gnu: { out: '', err: "fold: invalid number of columns: '0': Numerical result out of range\n", code: 1 },
      bb: { out: '', err: 'fold: number 0 is not in 1..10000 range\n', code: 1 },
    },
    {
      line: 'fold -w x long',
      gnu: { out: '', err: "fold: invalid number of columns: 'x'\n", code: 1 },
      bb: { out: '', err: "fold: invalid number 'x'\n", code: 1 },
    },
    {
      line: "printf 'a\\tbcdefgh\\n' | fold -w 8",
      gnu: { out: 'a\t\nbcdefgh\n', err: '', code: 0 },
      bb: { out: 'a\t\nbcdefgh\n', err: '', code: 0 },
    },
    {
      line: 'expand tabs',
      gnu: { out: 'a       b       c\n        d       e\nplain  two\n', err: '', code: 0 },
      bb: { out: 'a       b       c\n        d       e\nplain  two\n', err: '', code: 0 },
    },
    {
      line: 'expand -t 4 tabs',
      gnu: { out: 'a   b   c\n    d   e\nplain  two\n', err: '', code: 0 },
      bb: { out: 'a   b   c\n    d   e\nplain  two\n', err: '', code: 0 },
    },
    {
      line: 'expand -i tabs',
      gnu: { out: 'a\tb\tc\n        d\te\nplain  two\n', err: '', code: 0 },
      bb: { out: 'a\tb\tc\n        d\te\nplain  two\n', err: '', code: 0 },
    },
    {
      line: 'expand -t 2,6 tabs',
      gnu: { out: 'a b   c\n  d   e\nplain  two\n', err: '', code: 0 },
    },
    {
      line: 'expand -t x tabs',
      gnu: { out: '', err: "expand: tab size contains invalid character(s): 'x'\n", code: 1 },
      bb: { out: '', err: "expand: invalid number 'x'\n", code: 1 },
    },
    {
      line: "printf '        a       b\\n' | unexpand",
      gnu: { out: '\ta       b\n', err: '', code: 0 },
      bb: { out: '\ta       b\n', err: '', code: 0 },
    },
    {
      line: "printf '        a       b\\n' | unexpand -a",
      gnu: { out: '\ta\tb\n', err: '', code: 0 },
      bb: { out: '\ta\tb\n', err: '', code: 0 },
    },
    {
      line: "printf '    a   b\\n' | unexpand -t 4",
      gnu: { out: '\ta\tb\n', err: '', code: 0 },
      bb: { out: '\ta\tb\n', err: '', code: 0 },
    },
    {
      line: "printf 'x\\n' | tee out.txt; cat out.txt",
      gnu: { out: 'x\nx\n', err: '', code: 0 },
      bb: { out: 'x\nx\n', err: '', code: 0 },
    },
    {
      line: "printf 'x\\n' | tee -a a.txt; cat a.txt",
      gnu: { out: 'x\none\ntwo\nthree\nx\n', err: '', code: 0 },
      bb: { out: 'x\none\ntwo\nthree\nx\n', err: '', code: 0 },
    },
    {
      line: "printf 'x\\n' | tee nodir/out b1; cat b1",
      gnu: { out: 'x\nx\n', err: 'tee: nodir/out: No such file or directory\n', code: 0 },
      bb: { out: 'x\nx\n', err: 'tee: nodir/out: No such file or directory\n', code: 0 },
    },
    {
      line: "printf 'x\\n' | tee dir",
      gnu: { out: 'x\n', err: 'tee: dir: Is a directory\n', code: 1 },
      bb: { out: 'x\n', err: 'tee: dir: Is a directory\n', code: 1 },
    },
    {
      line: 'seq 5',
      gnu: { out: '1\n2\n3\n4\n5\n', err: '', code: 0 },
      bb: { out: '1\n2\n3\n4\n5\n', err: '', code: 0 },
    },
    {
      line: 'seq 2 5',
      gnu: { out: '2\n3\n4\n5\n', err: '', code: 0 },
      bb: { out: '2\n3\n4\n5\n', err: '', code: 0 },
    },
    {
      line: 'seq 1 2 10',
      gnu: { out: '1\n3\n5\n7\n9\n', err: '', code: 0 },
      bb: { out: '1\n3\n5\n7\n9\n', err: '', code: 0 },
    },
    {
      line: 'seq 5 -2 0',
      gnu: { out: '5\n3\n1\n', err: '', code: 0 },
      bb: { out: '5\n3\n1\n', err: '', code: 0 },
    },
    {
      line: 'seq -w 8 11',
      gnu: { out: '08\n09\n10\n11\n', err: '', code: 0 },
      bb: { out: '08\n09\n10\n11\n', err: '', code: 0 },
    },
    {
      line: 'seq -s, 5',
      gnu: { out: '1,2,3,4,5\n', err: '', code: 0 },
      bb: { out: '1,2,3,4,5\n', err: '', code: 0 },
    },
    {
      line: "seq -s ' ' 3",
      gnu: { out: '1 2 3\n', err: '', code: 0 },
      bb: { out: '1 2 3\n', err: '', code: 0 },
    },
    {
      line: 'seq 0.5 0.25 1.5',
      gnu: { out: '0.50\n0.75\n1.00\n1.25\n1.50\n', err: '', code: 0 },
      bb: { out: '0.50\n0.75\n1.00\n1.25\n1.50\n', err: '', code: 0 },
    },
    {
      line: 'seq 1 0.1 1.3',
      gnu: { out: '1.0\n1.1\n1.2\n1.3\n', err: '', code: 0 },
      bb: { out: '1.0\n1.1\n1.2\n1.3\n', err: '', code: 0 },
    },
    {
      line: "seq -f '%03g' 3",
      gnu: { out: '001\n002\n003\n', err: '', code: 0 },
    },
    {
      line: "seq -f 'n%g' 2 3",
      gnu: { out: 'n2\nn3\n', err: '', code: 0 },
    },
    {
      line: 'seq',
      gnu: { out: '', err: "seq: missing operand\nTry 'seq --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: seq [-w] [-s SEP] [FIRST [INC]] LAST\n\nPrint numbers from FIRST to LAST, in steps of INC.\nFIRST, INC default to 1.\n\n\t-w\tPad with leading zeros\n\t-s SEP\tString separator\n',
        code: 1,
      },
    },
    {
      line: 'seq x',
      gnu: {
        out: '',
        err: "seq: invalid floating point argument: 'x'\nTry 'seq --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: seq [-w] [-s SEP] [FIRST [INC]] LAST\n\nPrint numbers from FIRST to LAST, in steps of INC.\nFIRST, INC default to 1.\n\n\t-w\tPad with leading zeros\n\t-s SEP\tString separator\n',
        code: 1,
      },
    },
    {
      line: 'seq 1 2 3 4',
      gnu: { out: '', err: "seq: extra operand '4'\nTry 'seq --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: seq [-w] [-s SEP] [FIRST [INC]] LAST\n\nPrint numbers from FIRST to LAST, in steps of INC.\nFIRST, INC default to 1.\n\n\t-w\tPad with leading zeros\n\t-s SEP\tString separator\n',
        code: 1,
      },
    },
    {
      line: 'seq 5 1',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'seq -3 -1',
      gnu: { out: '-3\n-2\n-1\n', err: '', code: 0 },
      bb: { out: '-3\n-2\n-1\n', err: '', code: 0 },
    },
    {
      line: 'seq 1 0 3 | head -n 2',
      gnu: {
        out: '',
        err: "seq: invalid Zero increment value: '0'\nTry 'seq --help' for more information.\n",
        code: 0,
      },
      bb: { out: '1\n1\n', err: '', code: 0 },
    },
    {
      line: 'seq 3 -1 1',
      gnu: { out: '3\n2\n1\n', err: '', code: 0 },
      bb: { out: '3\n2\n1\n', err: '', code: 0 },
    },
    {
      line: 'yes | head -n 2',
      gnu: { out: 'y\ny\n', err: '', code: 0 },
      bb: { out: 'y\ny\n', err: '', code: 0 },
    },
    {
      line: 'yes a b | head -n 2',
      gnu: { out: 'a b\na b\n', err: '', code: 0 },
      bb: { out: 'a b\na b\n', err: '', code: 0 },
    },
    {
      line: "printf 'hello' | base64",
      gnu: { out: 'aGVsbG8=\n', err: '', code: 0 },
      bb: { out: 'aGVsbG8=\n', err: '', code: 0 },
    },
    {
      line: 'base64 a.txt',
      gnu: { out: 'b25lCnR3bwp0aHJlZQo=\n', err: '', code: 0 },
      bb: { out: 'b25lCnR3bwp0aHJlZQo=\n', err: '', code: 0 },
    },
    {
      line: 'base64 -w 10 a.txt',
      gnu: { out: 'b25lCnR3bw\np0aHJlZQo=\n', err: '', code: 0 },
      bb: { out: 'b25lCnR3bw\np0aHJlZQo=\n', err: '', code: 0 },
    },
    {
      line: 'base64 -w0 long',
      gnu: { out: 'YWFhYWFhYWFhYWJiYmJiYmJiYmJjY2NjY2NjY2NjZGRkZGQgZWVlZWUgZmZmZmYKc2hvcnQK', err: '', code: 0 },
      bb: { out: 'YWFhYWFhYWFhYWJiYmJiYmJiYmJjY2NjY2NjY2NjZGRkZGQgZWVlZWUgZmZmZmYKc2hvcnQK', err: '', code: 0 },
    },
    {
      line: 'base64 -d nosuch',
      gnu: { out: '', err: 'base64: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'base64: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: "printf 'aGVsbG8=\\n' | base64 -d",
      gnu: { out: 'hello', err: '', code: 0 },
      bb: { out: 'hello', err: '', code: 0 },
    },
    {
      line: "printf 'aGVsbG8\\n' | base64 -d",
      gnu: { out: 'hello', err: 'base64: invalid input\n', code: 1 },
    },
    {
      line: "printf 'aGV*bG8=\\n' | base64 -d",
      gnu: { out: 'he', err: 'base64: invalid input\n', code: 1 },
      bb: { out: 'he[', err: 'base64: truncated input\n', code: 1 },
    },
    {
      line: "printf 'aGV*sbG8=\\n' | base64 -di",
      gnu: { out: 'hello', err: '', code: 0 },
    },
    {
      line: 'base64 -x',
      gnu: { out: '', err: "base64: invalid option -- 'x'\nTry 'base64 --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "base64: invalid option -- 'x'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: base64 [-d] [-w COL] [FILE]\n\nBase64 encode or decode FILE to standard output\n\n\t-d\tDecode data\n\t-w COL\tWrap lines at COL (default 76, 0 disables)\n",
        code: 1,
      },
    },
    {
      line: 'base64 a b',
      gnu: { out: '', err: "base64: extra operand 'b'\nTry 'base64 --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: base64 [-d] [-w COL] [FILE]\n\nBase64 encode or decode FILE to standard output\n\n\t-d\tDecode data\n\t-w COL\tWrap lines at COL (default 76, 0 disables)\n',
        code: 1,
      },
    },
    {
      line: 'md5sum a.txt',
      gnu: { out: 'deed54b823522e0525693b090363f9df  a.txt\n', err: '', code: 0 },
      bb: { out: 'deed54b823522e0525693b090363f9df  a.txt\n', err: '', code: 0 },
    },
    {
      line: 'sha1sum a.txt',
      gnu: { out: '98ce56098daf1a2ffe03a0d108ea841f1e4e6c69  a.txt\n', err: '', code: 0 },
      bb: { out: '98ce56098daf1a2ffe03a0d108ea841f1e4e6c69  a.txt\n', err: '', code: 0 },
    },
    {
      line: 'sha256sum a.txt b.txt',
      gnu: {
        out: 'b6285c57e8797db5d4c51c80d6f11938afda9b11c6a003549709189e9b4b92a2  a.txt\n0cbd18af795c5d19b79a4266cd0e7f31d1b8eb313daca3b3294f8f30af54b4f2  b.txt\n',
        err: '',
        code: 0,
      },
      bb: {
        out: 'b6285c57e8797db5d4c51c80d6f11938afda9b11c6a003549709189e9b4b92a2  a.txt\n0cbd18af795c5d19b79a4266cd0e7f31d1b8eb313daca3b3294f8f30af54b4f2  b.txt\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'sha512sum a.txt',
      gnu: {
        out: '4379c7e10619d0e4867e9c18a140a1420c8cb3510e040e2930651c1b1aabb0a668ba9d234875d98fd0d01f5486dd03079c99bc80440f76d1d7c6adf6356b299c  a.txt\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '4379c7e10619d0e4867e9c18a140a1420c8cb3510e040e2930651c1b1aabb0a668ba9d234875d98fd0d01f5486dd03079c99bc80440f76d1d7c6adf6356b299c  a.txt\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'sha384sum a.txt',
      gnu: {
        out: '07f35c1352d98d903358c643f2da91a50c64730049616e63d2b530b7c1069ca7480da924002a7bb260864aaa52833e0e  a.txt\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '07f35c1352d98d903358c643f2da91a50c64730049616e63d2b530b7c1069ca7480da924002a7bb260864aaa52833e0e  a.txt\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'sha224sum a.txt',
      gnu: { out: '53eb9a854bdcc414d3fc4c8a3e730b3a8083225956e3b97f71305921  a.txt\n', err: '', code: 0 },
    },
    {
      line: 'md5sum nosuch a.txt',
      gnu: {
        out: 'deed54b823522e0525693b090363f9df  a.txt\n',
        err: 'md5sum: nosuch: No such file or directory\n',
        code: 1,
      },
      bb: {
        out: 'deed54b823522e0525693b090363f9df  a.txt\n',
        err: "md5sum: can't open 'nosuch': No such file or directory\n",
        code: 1,
      },
    },
    {
      line: 'md5sum dir',
      gnu: { out: '', err: 'md5sum: dir: Is a directory\n', code: 1 },
      bb: { out: '', err: "md5sum: can't read 'dir': Is a directory\n", code: 1 },
    },
    {
      line: 'md5sum < a.txt',
      gnu: { out: 'deed54b823522e0525693b090363f9df  -\n', err: '', code: 0 },
      bb: { out: 'deed54b823522e0525693b090363f9df  -\n', err: '', code: 0 },
    },
    {
      line: "printf 'abc' | sha256sum",
      gnu: { out: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -\n', err: '', code: 0 },
      bb: { out: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -\n', err: '', code: 0 },
    },
    {
      line: 'sha256sum a.txt b.txt > sums; sha256sum -c sums',
      gnu: { out: 'a.txt: OK\nb.txt: OK\n', err: '', code: 0 },
      bb: { out: 'a.txt: OK\nb.txt: OK\n', err: '', code: 0 },
    },
    {
      line: "sha256sum a.txt b.txt > sums; printf 'x' > a.txt; sha256sum -c sums",
      gnu: {
        out: 'a.txt: FAILED\nb.txt: OK\n',
        err: 'sha256sum: WARNING: 1 computed checksum did NOT match\n',
        code: 1,
      },
      bb: {
        out: 'a.txt: FAILED\nb.txt: OK\n',
        err: 'sha256sum: WARNING: 1 of 2 computed checksums did NOT match\n',
        code: 1,
      },
    },
    {
      line: 'sha256sum a.txt b.txt > sums; rm a.txt; sha256sum -c sums',
      gnu: {
        out: 'a.txt: FAILED open or read\nb.txt: OK\n',
        err: 'sha256sum: a.txt: No such file or directory\nsha256sum: WARNING: 1 listed file could not be read\n',
        code: 1,
      },
      bb: {
        out: 'a.txt: FAILED\nb.txt: OK\n',
        err: "sha256sum: can't open 'a.txt': No such file or directory\nsha256sum: WARNING: 1 of 2 computed checksums did NOT match\n",
        code: 1,
      },
    },
    {
      line: 'md5sum a.txt > s; md5sum --status -c s',
      gnu: { out: '', err: '', code: 0 },
    },
    {
      line: 'md5sum a.txt > s; md5sum --quiet -c s',
      gnu: { out: '', err: '', code: 0 },
    },
    {
      line: 'md5sum --tag a.txt',
      gnu: { out: 'MD5 (a.txt) = deed54b823522e0525693b090363f9df\n', err: '', code: 0 },
    },
    {
      line: 'md5sum -c a.txt',
      gnu: { out: '', err: 'md5sum: a.txt: no properly formatted checksum lines found\n', code: 1 },
      bb: { out: '', err: 'md5sum: WARNING: 3 of 3 computed checksums did NOT match\n', code: 1 },
    },
    {
      line: 'md5sum -c nosuch',
      gnu: { out: '', err: 'md5sum: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'md5sum: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: "printf 'junk\\n' > s; md5sum a.txt >> s; md5sum -c s",
      gnu: { out: 'a.txt: OK\n', err: 'md5sum: WARNING: 1 line is improperly formatted\n', code: 0 },
      bb: { out: 'a.txt: OK\n', err: 'md5sum: WARNING: 1 of 2 computed checksums did NOT match\n', code: 1 },
    },
    {
      line: 'cksum a.txt',
      gnu: { out: '3358846701 14 a.txt\n', err: '', code: 0 },
    },
    {
      line: 'cksum < a.txt',
      gnu: { out: '3358846701 14\n', err: '', code: 0 },
    },
    {
      line: 'cksum empty bin',
      gnu: { out: '4294967295 0 empty\n1282327288 23 bin\n', err: '', code: 0 },
    },
    {
      line: 'sum a.txt',
      gnu: { out: '61671     1 a.txt\n', err: '', code: 0 },
    },
    {
      line: 'sum -s a.txt b.txt',
      gnu: { out: '1234 1 a.txt\n5663 1 b.txt\n', err: '', code: 0 },
    },
    {
      line: 'crc32 a.txt',
      bb: { out: '25e6d5b6 a.txt\n', err: '', code: 0 },
    },
    {
      line: 'crc32 a.txt b.txt',
      bb: { out: '25e6d5b6 a.txt\n86211656 b.txt\n', err: '', code: 0 },
    },
    {
      line: 'od a.txt',
      gnu: { out: '0000000 067157 005145 073564 005157 064164 062562 005145\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000 067157 005145 073564 005157 064164 062562 005145\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -c bin',
      gnu: {
        out: '0000000  \\0 001   a   b   c 377 376  \\n 177   h   e   l   l   o       w\n0000020   o   r   l   d  \\n 200  \\n\n0000027\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '0000000  \\0 001   a   b   c 377 376  \\n 177   h   e   l   l   o       w\n0000020   o   r   l   d  \\n 200  \\n\n0000027\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'od -x a.txt',
      gnu: { out: '0000000 6e6f 0a65 7774 0a6f 6874 6572 0a65\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000 6e6f 0a65 7774 0a6f 6874 6572 0a65\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -An -tx1 a.txt',
      gnu: { out: ' 6f 6e 65 0a 74 77 6f 0a 74 68 72 65 65 0a\n', err: '', code: 0 },
      bb: { out: ' 6f 6e 65 0a 74 77 6f 0a 74 68 72 65 65 0a\n', err: '', code: 0 },
    },
    {
      line: 'od -A x -t x1z a.txt',
      gnu: {
        out: '000000 6f 6e 65 0a 74 77 6f 0a 74 68 72 65 65 0a        >one.two.three.<\n00000e\n',
        err: '',
        code: 0,
      },
      bb: { out: '', err: "od: invalid type string 'x1z'; 4294967295-byte integral type is not supported\n", code: 1 },
    },
    {
      line: 'od -t x1 -N 4 a.txt',
      gnu: { out: '0000000 6f 6e 65 0a\n0000004\n', err: '', code: 0 },
      bb: { out: '0000000 6f 6e 65 0a\n0000004\n', err: '', code: 0 },
    },
    {
      line: 'od -j 3 -c a.txt',
      gnu: { out: '0000003  \\n   t   w   o  \\n   t   h   r   e   e  \\n\n0000016\n', err: '', code: 0 },
      bb: { out: '0000003  \\n   t   w   o  \\n   t   h   r   e   e  \\n\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -b a.txt',
      gnu: { out: '0000000 157 156 145 012 164 167 157 012 164 150 162 145 145 012\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000 157 156 145 012 164 167 157 012 164 150 162 145 145 012\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -d a.txt',
      gnu: { out: '0000000 28271  2661 30580  2671 26740 25970  2661\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000 28271  2661 30580  2671 26740 25970  2661\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -i a.txt',
      gnu: { out: '0000000   174419567   175077236  1701996660        2661\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000   174419567   175077236  1701996660        2661\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -t d1 bin',
      gnu: {
        out: '0000000    0    1   97   98   99   -1   -2   10  127  104  101  108  108  111   32  119\n0000020  111  114  108  100   10 -128   10\n0000027\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '0000000    0    1   97   98   99   -1   -2   10  127  104  101  108  108  111   32  119\n0000020  111  114  108  100   10 -128   10\n0000027\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'od -t u4 a.txt',
      gnu: { out: '0000000  174419567  175077236 1701996660       2661\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000  174419567  175077236 1701996660       2661\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -A d -t x2 b.txt',
      gnu: {
        out: '0000000 6e6f 0a65 7774 0a6f 6874 6572 0a65 6f66\n0000016 7275 660a 7669 0a65 6973 0a78 6573 6576\n0000032 0a6e 6965 6867 0a74 696e 656e 740a 6e65\n0000048 650a 656c 6576 0a6e 7774 6c65 6576 000a\n0000063\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '0000000 6e6f 0a65 7774 0a6f 6874 6572 0a65 6f66\n0000016 7275 660a 7669 0a65 6973 0a78 6573 6576\n0000032 0a6e 6965 6867 0a74 696e 656e 740a 6e65\n0000048 650a 656c 6576 0a6e 7774 6c65 6576 000a\n0000063\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'od -t x1 -t c a.txt',
      gnu: {
        out: '0000000  6f  6e  65  0a  74  77  6f  0a  74  68  72  65  65  0a\n          o   n   e  \\n   t   w   o  \\n   t   h   r   e   e  \\n\n0000016\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '0000000 6f 6e 65 0a 74 77 6f 0a 74 68 72 65 65 0a\n          o   n   e  \\n   t   w   o  \\n   t   h   r   e   e  \\n\n0000016\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'od -a bin',
      gnu: {
        out: '0000000 nul soh   a   b   c del   ~  nl del   h   e   l   l   o  sp   w\n0000020   o   r   l   d  nl nul  nl\n0000027\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '0000000 nul soh   a   b   c del   ~  nl del   h   e   l   l   o  sp   w\n0000020   o   r   l   d  nl nul  nl\n0000027\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'od -v -t x1 empty',
      gnu: { out: '0000000\n', err: '', code: 0 },
      bb: { out: '0000000\n', err: '', code: 0 },
    },
    {
      line: "printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | od -c",
      gnu: {
        out: '0000000   a   a   a   a   a   a   a   a   a   a   a   a   a   a   a   a\n*\n0000060   a   a   a   a\n0000064\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '0000000   a   a   a   a   a   a   a   a   a   a   a   a   a   a   a   a\n*\n0000060   a   a   a   a\n0000064\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'od nosuch',
      gnu: { out: '', err: 'od: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'od: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'od -t q a.txt',
      gnu: { out: '', err: "od: invalid character 'q' in type string 'q'\n", code: 1 },
      bb: { out: '', err: "od: invalid character 'q' in type string 'q'\n", code: 1 },
    },
    {
      line: 'od -A z a.txt',
      gnu: { out: '', err: "od: invalid output address radix 'z'; it must be one character from [doxn]\n", code: 1 },
      bb: { out: '', err: "od: bad output address radix 'z' (must be [doxn])\n", code: 1 },
    },
    {
      line: 'od -w8 -t x1 a.txt',
      gnu: { out: '0000000 6f 6e 65 0a 74 77 6f 0a\n0000010 74 68 72 65 65 0a\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000 6f 6e 65 0a 74 77 6f 0a\n0000010 74 68 72 65 65 0a\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -t x8 a.txt',
      gnu: { out: '0000000 0a6f77740a656e6f 00000a6565726874\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000 0a6f77740a656e6f 00000a6565726874\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'od -t o1 a.txt',
      gnu: { out: '0000000 157 156 145 012 164 167 157 012 164 150 162 145 145 012\n0000016\n', err: '', code: 0 },
      bb: { out: '0000000 157 156 145 012 164 167 157 012 164 150 162 145 145 012\n0000016\n', err: '', code: 0 },
    },
    {
      line: 'hexdump a.txt',
      bb: { out: '0000000 6e6f 0a65 7774 0a6f 6874 6572 0a65     \n000000e\n', err: '', code: 0 },
    },
    {
      line: 'hexdump -C a.txt',
      bb: {
        out: '00000000  6f 6e 65 0a 74 77 6f 0a  74 68 72 65 65 0a        |one.two.three.|\n0000000e\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -C bin',
      bb: {
        out: '00000000  00 01 61 62 63 ff fe 0a  7f 68 65 6c 6c 6f 20 77  |..abc....hello w|\n00000010  6f 72 6c 64 0a 80 0a                              |orld...|\n00000017\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -c a.txt',
      bb: {
        out: '0000000   o   n   e  \\n   t   w   o  \\n   t   h   r   e   e  \\n        \n000000e\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -b a.txt',
      bb: {
        out: '0000000 157 156 145 012 164 167 157 012 164 150 162 145 145 012        \n000000e\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -d a.txt',
      bb: {
        out: '0000000   28271   02661   30580   02671   26740   25970   02661        \n000000e\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -o a.txt',
      bb: {
        out: '0000000  067157  005145  073564  005157  064164  062562  005145        \n000000e\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -x a.txt',
      bb: {
        out: '0000000    6e6f    0a65    7774    0a6f    6874    6572    0a65        \n000000e\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -n 4 -C a.txt',
      bb: { out: '00000000  6f 6e 65 0a                                       |one.|\n00000004\n', err: '', code: 0 },
    },
    {
      line: 'hexdump -s 4 -C a.txt',
      bb: {
        out: '00000004  74 77 6f 0a 74 68 72 65  65 0a                    |two.three.|\n0000000e\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump -C empty',
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | hexdump -C",
      bb: {
        out: '00000000  61 61 61 61 61 61 61 61  61 61 61 61 61 61 61 61  |aaaaaaaaaaaaaaaa|\n*\n00000030  61 61 61 61                                       |aaaa|\n00000034\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'hexdump nosuch',
      bb: { out: '', err: 'hexdump: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'xxd a.txt',
      bb: { out: '00000000: 6f6e 650a 7477 6f0a 7468 7265 650a       one.two.three.\n', err: '', code: 0 },
    },
    {
      line: 'xxd -p long',
      bb: {
        out: '616161616161616161616262626262626262626263636363636363636363\n64646464642065656565652066666666660a73686f72740a\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'xxd -i a.txt',
      bb: {
        out: 'unsigned char a_txt[] = {\n  0x6f, 0x6e, 0x65, 0x0a, 0x74, 0x77, 0x6f, 0x0a, 0x74, 0x68, 0x72, 0x65,\n  0x65, 0x0a,\n};\nunsigned int a_txt_len = 14;\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'xxd -c 8 -g 1 a.txt',
      bb: {
        out: '00000000: 6f 6e 65 0a 74 77 6f 0a  one.two.\n00000008: 74 68 72 65 65 0a        three.\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'xxd -l 4 a.txt',
      bb: { out: '00000000: 6f6e 650a                                one.\n', err: '', code: 0 },
    },
    {
      line: 'xxd -s 4 a.txt',
      bb: { out: '00000004: 7477 6f0a 7468 7265 650a                 two.three.\n', err: '', code: 0 },
    },
    {
      line: 'xxd a.txt | xxd -r',
      bb: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'xxd -p a.txt | xxd -r -p',
      bb: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'xxd -u a.txt',
      bb: {
        out: '',
        err: "xxd: invalid option -- 'u'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: xxd [-ri] [-ps] [-g N] [-c N] [-l LEN] [-s OFS] [-o OFS] [FILE]\n\nHex dump FILE (or stdin)\n\n\t-g N\t\tBytes per group (default 2)\n\t-c N\t\tBytes per line (default:16, -ps:30, -i:12)\n\t-ps\t\tShow only hex bytes (no offset/spaces)\n\t-i\t\tC include file style\n\t-l LENGTH\tShow only first LENGTH bytes\n\t-s OFFSET\tSkip OFFSET bytes\n\t-o OFFSET\tAdd OFFSET to displayed offset\n\t-r\t\tReverse (with -p, assumes no offsets in input)\n",
        code: 1,
      },
    },
    {
      line: 'xxd nosuch',
      bb: { out: '', err: 'xxd: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: "printf 'abc' | xxd -i",
      bb: { out: '  0x61, 0x62, 0x63,\n', err: '', code: 0 },
    },
    {
      line: 'strings bin',
      bb: { out: 'hello world\n', err: '', code: 0 },
    },
    {
      line: 'strings -n 6 bin',
      bb: { out: 'hello world\n', err: '', code: 0 },
    },
    {
      line: 'strings -t d bin',
      bb: { out: '      9 hello world\n', err: '', code: 0 },
    },
    {
      line: 'strings -o bin',
      bb: { out: '     11 hello world\n', err: '', code: 0 },
    },
    {
      line: 'strings -f bin a.txt',
      bb: { out: 'bin: hello world\na.txt: three\n', err: '', code: 0 },
    },
    {
      line: 'strings nosuch',
      bb: { out: '', err: 'strings: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'shuf -i 1-1',
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: 'shuf -e x',
      gnu: { out: 'x\n', err: '', code: 0 },
      bb: { out: 'x\n', err: '', code: 0 },
    },
    {
      line: 'shuf -n 0 a.txt',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'shuf -i 5',
      gnu: { out: '', err: "shuf: invalid input range: '5'\n", code: 1 },
      bb: { out: '', err: "shuf: bad range '5'\n", code: 1 },
    },
    {
      line: 'shuf -n x a.txt',
      gnu: { out: '', err: "shuf: invalid line count: 'x'\n", code: 1 },
      bb: { out: '', err: "shuf: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'shuf nosuch',
      gnu: { out: '', err: 'shuf: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'shuf: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'split -l 2 a.txt; cat xaa xab',
      gnu: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
    {
      line: 'split -b 5 a.txt p; cat paa; cat pab',
      gnu: { out: 'one\ntwo\nth', err: '', code: 0 },
    },
    {
      line: 'split -l 5 -d b.txt n; cat n00 n01 n02',
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n', err: '', code: 0 },
    },
    {
      line: 'split -l 0 a.txt',
      gnu: { out: '', err: "split: invalid number of lines: '0': Numerical result out of range\n", code: 1 },
    },
    {
      line: 'split nosuch',
      gnu: { out: '', err: "split: cannot open 'nosuch' for reading: No such file or directory\n", code: 1 },
    },
    {
      line: 'split -C 8 b.txt; cat xaa; cat xab',
      gnu: { out: 'one\ntwo\nthree\n', err: '', code: 0 },
    },
  ],
};
