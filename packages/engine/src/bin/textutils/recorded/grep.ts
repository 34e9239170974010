/** Answers of coreutils 9.1 and its neighbours in Debian 12 (gnu) and of BusyBox v1.38.0 (bb); made by record.mjs. */
import type { Fixtures } from '../../frame/testing/fixtures.ts';

export const fixtures: Fixtures = {
  files: [
    { path: 'a', data: 'one\ntwo\nthree\nTwo words\ntwofold\n' },
    { path: 'b', data: 'apple\nbanana\n\ncherry pie\napple tart\n' },
    { path: 'ctx', data: '1\n2\nx3\n4\n5\n6\n7\nx8\n9\nx10\n11\n12\n' },
    { path: 're', data: 'a.b\naxb\na*b\nab\nabb\n(x)\n{y}\na+b\n^s\nend$\n[z]\n' },
    { path: 'bin', data: 'abc\x00def\nxyz\n' },
    { path: 'empty', data: '' },
    { path: 'nonl', data: 'last' },
    { path: 'pats', data: 'two\nthree\n' },
    { path: 'd/f1', data: 'two here\n' },
    { path: 'd/f2.c', data: 'nothing\ntwo\n' },
    { path: 'd/sub/f3', data: 'deep two\n' },
  ],
  cases: [
    {
      line: 'grep two a',
      gnu: { out: 'two\ntwofold\n', err: '', code: 0 },
      bb: { out: 'two\ntwofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -i two a',
      gnu: { out: 'two\nTwo words\ntwofold\n', err: '', code: 0 },
      bb: { out: 'two\nTwo words\ntwofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -v two a',
      gnu: { out: 'one\nthree\nTwo words\n', err: '', code: 0 },
      bb: { out: 'one\nthree\nTwo words\n', err: '', code: 0 },
    },
    {
      line: 'grep -c two a',
      gnu: { out: '2\n', err: '', code: 0 },
      bb: { out: '2\n', err: '', code: 0 },
    },
    {
      line: 'grep -n two a',
      gnu: { out: '2:two\n5:twofold\n', err: '', code: 0 },
      bb: { out: '2:two\n5:twofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -in TWO a',
      gnu: { out: '2:two\n4:Two words\n5:twofold\n', err: '', code: 0 },
      bb: { out: '2:two\n4:Two words\n5:twofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -l two a b',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'grep -L two a b',
      gnu: { out: 'b\n', err: '', code: 0 },
      bb: { out: 'b\n', err: '', code: 0 },
    },
    {
      line: 'grep -o two a',
      gnu: { out: 'two\ntwo\n', err: '', code: 0 },
      bb: { out: 'two\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'grep -on two a',
      gnu: { out: '2:two\n5:two\n', err: '', code: 0 },
      bb: { out: '2:two\n5:two\n', err: '', code: 0 },
    },
    {
      line: 'grep -w two a',
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: 'grep -x two a',
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: 'grep -q two a',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'grep -q nosuch a',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep nosuch a',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep -s two nosuch',
      gnu: { out: '', err: '', code: 2 },
      bb: { out: '', err: '', code: 2 },
    },
    {
      line: 'grep two nosuch',
      gnu: { out: '', err: 'grep: nosuch: No such file or directory\n', code: 2 },
      bb: { out: '', err: 'grep: nosuch: No such file or directory\n', code: 2 },
    },
    {
      line: 'grep two nosuch a',
      gnu: { out: 'a:two\na:twofold\n', err: 'grep: nosuch: No such file or directory\n', code: 2 },
      bb: { out: 'a:two\na:twofold\n', err: 'grep: nosuch: No such file or directory\n', code: 2 },
    },
    {
      line: 'grep two a b',
      gnu: { out: 'a:two\na:twofold\n', err: '', code: 0 },
      bb: { out: 'a:two\na:twofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -h two a b',
      gnu: { out: 'two\ntwofold\n', err: '', code: 0 },
      bb: { out: 'two\ntwofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -H two a',
      gnu: { out: 'a:two\na:twofold\n', err: '', code: 0 },
      bb: { out: 'a:two\na:twofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -e two -e one a',
      gnu: { out: 'one\ntwo\ntwofold\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\ntwofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -f pats a',
      gnu: { out: 'two\nthree\ntwofold\n', err: '', code: 0 },
      bb: { out: 'two\nthree\ntwofold\n', err: '', code: 0 },
    },
    {
      line: "grep -E 'one|three' a",
      gnu: { out: 'one\nthree\n', err: '', code: 0 },
      bb: { out: 'one\nthree\n', err: '', code: 0 },
    },
    {
      line: "grep 'one\\|three' a",
      gnu: { out: 'one\nthree\n', err: '', code: 0 },
      bb: { out: 'one\nthree\n', err: '', code: 0 },
    },
    {
      line: "egrep 'one|three' a",
      gnu: { out: 'one\nthree\n', err: '', code: 0 },
      bb: { out: 'one\nthree\n', err: '', code: 0 },
    },
    {
      line: 'fgrep a.b re',
      gnu: { out: 'a.b\n', err: '', code: 0 },
      bb: { out: 'a.b\n', err: '', code: 0 },
    },
    {
      line: "grep -F 'a*b' re",
      gnu: { out: 'a*b\n', err: '', code: 0 },
      bb: { out: 'a*b\n', err: '', code: 0 },
    },
    {
      line: 'grep a.b re',
      gnu: { out: 'a.b\naxb\na*b\nabb\na+b\n', err: '', code: 0 },
      bb: { out: 'a.b\naxb\na*b\nabb\na+b\n', err: '', code: 0 },
    },
    {
      line: "grep 'a\\.b' re",
      gnu: { out: 'a.b\n', err: '', code: 0 },
      bb: { out: 'a.b\n', err: '', code: 0 },
    },
    {
      line: "grep 'ab*' re",
      gnu: { out: 'a.b\naxb\na*b\nab\nabb\na+b\n', err: '', code: 0 },
      bb: { out: 'a.b\naxb\na*b\nab\nabb\na+b\n', err: '', code: 0 },
    },
    {
      line: "grep -E 'ab+' re",
      gnu: { out: 'ab\nabb\n', err: '', code: 0 },
      bb: { out: 'ab\nabb\n', err: '', code: 0 },
    },
    {
      line: "grep 'a\\+b' re",
      gnu: { out: 'ab\nabb\n', err: '', code: 0 },
      bb: { out: 'ab\nabb\n', err: '', code: 0 },
    },
    {
      line: "grep -E 'a\\+b' re",
      gnu: { out: 'a+b\n', err: '', code: 0 },
      bb: { out: 'a+b\n', err: '', code: 0 },
    },
    {
      line: "grep '^a' re",
      gnu: { out: 'a.b\naxb\na*b\nab\nabb\na+b\n', err: '', code: 0 },
      bb: { out: 'a.b\naxb\na*b\nab\nabb\na+b\n', err: '', code: 0 },
    },
    {
      line: "grep 'b$' re",
      gnu: { out: 'a.b\naxb\na*b\nab\nabb\na+b\n', err: '', code: 0 },
      bb: { out: 'a.b\naxb\na*b\nab\nabb\na+b\n', err: '', code: 0 },
    },
    {
      line: "grep '\\$' re",
      gnu: { out: 'end$\n', err: '', code: 0 },
      bb: { out: 'end$\n', err: '', code: 0 },
    },
    {
      line: "grep '[.*]' re",
      gnu: { out: 'a.b\na*b\n', err: '', code: 0 },
      bb: { out: 'a.b\na*b\n', err: '', code: 0 },
    },
    {
      line: "grep '\\[z\\]' re",
      gnu: { out: '[z]\n', err: '', code: 0 },
      bb: { out: '[z]\n', err: '', code: 0 },
    },
    {
      line: "grep -E '\\(x\\)|\\{y\\}' re",
      gnu: { out: '(x)\n{y}\n', err: '', code: 0 },
      bb: { out: '(x)\n{y}\n', err: '', code: 0 },
    },
    {
      line: "grep '(x)' re",
      gnu: { out: '(x)\n', err: '', code: 0 },
      bb: { out: '(x)\n', err: '', code: 0 },
    },
    {
      line: "grep -E 'b{2}' re",
      gnu: { out: 'abb\n', err: '', code: 0 },
      bb: { out: 'abb\n', err: '', code: 0 },
    },
    {
      line: "grep 'b\\{2\\}' re",
      gnu: { out: 'abb\n', err: '', code: 0 },
      bb: { out: 'abb\n', err: '', code: 0 },
    },
    {
      line: "grep '^$' b",
      gnu: { out: '\n', err: '', code: 0 },
      bb: { out: '\n', err: '', code: 0 },
    },
    {
      line: "grep -c '' b",
      gnu: { out: '5\n', err: '', code: 0 },
      bb: { out: '5\n', err: '', code: 0 },
    },
    {
      line: "grep -n 'pie$' b",
      gnu: { out: '4:cherry pie\n', err: '', code: 0 },
      bb: { out: '4:cherry pie\n', err: '', code: 0 },
    },
    {
      line: "grep '[[:upper:]]' a",
      gnu: { out: 'Two words\n', err: '', code: 0 },
      bb: { out: 'Two words\n', err: '', code: 0 },
    },
    {
      line: "grep -o '[a-z]*' a",
      gnu: { out: 'one\ntwo\nthree\nwo\nwords\ntwofold\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nwo\nwords\ntwofold\n', err: '', code: 0 },
    },
    {
      line: "grep -o 'p*' b",
      gnu: { out: 'pp\np\npp\n', err: '', code: 0 },
      bb: { out: 'pp\np\npp\n', err: '', code: 0 },
    },
    {
      line: 'grep -A 1 x3 ctx',
      gnu: { out: 'x3\n4\n', err: '', code: 0 },
      bb: { out: 'x3\n4\n', err: '', code: 0 },
    },
    {
      line: 'grep -B 1 x8 ctx',
      gnu: { out: '7\nx8\n', err: '', code: 0 },
      bb: { out: '7\nx8\n', err: '', code: 0 },
    },
    {
      line: 'grep -C 1 x ctx',
      gnu: { out: '2\nx3\n4\n--\n7\nx8\n9\nx10\n11\n', err: '', code: 0 },
      bb: { out: '2\nx3\n4\n--\n7\nx8\n9\nx10\n11\n', err: '', code: 0 },
    },
    {
      line: 'grep -A1 -n x ctx',
      gnu: { out: '3:x3\n4-4\n--\n8:x8\n9-9\n10:x10\n11-11\n', err: '', code: 0 },
      bb: { out: '3:x3\n4-4\n--\n8:x8\n9-9\n10:x10\n11-11\n', err: '', code: 0 },
    },
    {
      line: 'grep -1 x ctx',
      gnu: { out: '2\nx3\n4\n--\n7\nx8\n9\nx10\n11\n', err: '', code: 0 },
    },
    {
      line: 'grep -m 1 x ctx',
      gnu: { out: 'x3\n', err: '', code: 0 },
      bb: { out: 'x3\n', err: '', code: 0 },
    },
    {
      line: 'grep -m 1 -A 2 x ctx',
      gnu: { out: 'x3\n4\n5\n', err: '', code: 0 },
    },
    {
      line: 'grep -c x ctx a',
      gnu: { out: 'ctx:3\na:0\n', err: '', code: 0 },
      bb: { out: 'ctx:3\na:0\n', err: '', code: 0 },
    },
    {
      line: 'grep -vc x ctx',
      gnu: { out: '9\n', err: '', code: 0 },
      bb: { out: '9\n', err: '', code: 0 },
    },
    {
      line: 'grep -r two d | sort',
      gnu: { out: 'd/f1:two here\nd/f2.c:two\nd/sub/f3:deep two\n', err: '', code: 0 },
      bb: { out: 'd/f1:two here\nd/f2.c:two\nd/sub/f3:deep two\n', err: '', code: 0 },
    },
    {
      line: 'grep -r two d a | sort',
      gnu: { out: 'a:two\na:twofold\nd/f1:two here\nd/f2.c:two\nd/sub/f3:deep two\n', err: '', code: 0 },
      bb: { out: 'a:two\na:twofold\nd/f1:two here\nd/f2.c:two\nd/sub/f3:deep two\n', err: '', code: 0 },
    },
    {
      line: 'grep -rl two d | sort',
      gnu: { out: 'd/f1\nd/f2.c\nd/sub/f3\n', err: '', code: 0 },
      bb: { out: 'd/f1\nd/f2.c\nd/sub/f3\n', err: '', code: 0 },
    },
    {
      line: 'grep -r two | sort',
      gnu: { out: 'a:two\na:twofold\nd/f1:two here\nd/f2.c:two\nd/sub/f3:deep two\npats:two\n', err: '', code: 0 },
    },
    {
      line: 'grep -r two',
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep -rh two d | sort',
      gnu: { out: 'deep two\ntwo\ntwo here\n', err: '', code: 0 },
      bb: { out: 'deep two\ntwo\ntwo here\n', err: '', code: 0 },
    },
    {
      line: 'grep -rn two d | sort',
      gnu: { out: 'd/f1:1:two here\nd/f2.c:2:two\nd/sub/f3:1:deep two\n', err: '', code: 0 },
      bb: { out: 'd/f1:1:two here\nd/f2.c:2:two\nd/sub/f3:1:deep two\n', err: '', code: 0 },
    },
    {
      line: "grep -r --include='*.c' two d",
      gnu: { out: 'd/f2.c:two\n', err: '', code: 0 },
    },
    {
      line: "grep -r --exclude='*.c' two d",
      gnu: { out: 'd/f1:two here\nd/sub/f3:deep two\n', err: '', code: 0 },
    },
    {
      line: 'grep -r --exclude-dir=sub two d',
      gnu: { out: 'd/f1:two here\nd/f2.c:two\n', err: '', code: 0 },
    },
    {
      line: 'grep two d',
      gnu: { out: '', err: 'grep: d: Is a directory\n', code: 2 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep abc bin',
      gnu: { out: '', err: 'grep: bin: binary file matches\n', code: 0 },
      bb: { out: 'abc\x00def\n', err: '', code: 0 },
    },
    {
      line: 'grep -c abc bin',
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: 'grep -a xyz bin',
      gnu: { out: 'xyz\n', err: '', code: 0 },
      bb: { out: 'xyz\n', err: '', code: 0 },
    },
    {
      line: 'grep -I xyz bin',
      gnu: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep --binary-files=text xyz bin',
      gnu: { out: 'xyz\n', err: '', code: 0 },
    },
    {
      line: 'grep last nonl',
      gnu: { out: 'last\n', err: '', code: 0 },
      bb: { out: 'last\n', err: '', code: 0 },
    },
    {
      line: 'grep x empty',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep',
      gnu: {
        out: '',
        err: "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
        code: 2,
      },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n\nSearch for PATTERN in FILEs (or stdin)\n\n\t-H\tAdd 'filename:' prefix\n\t-h\tDo not add 'filename:' prefix\n\t-n\tAdd 'line_no:' prefix\n\t-l\tShow only names of files that match\n\t-L\tShow only names of files that don't match\n\t-c\tShow only count of matching lines\n\t-o\tShow only the matching part of line\n\t-q\tQuiet. Return 0 if PATTERN is found, 1 otherwise\n\t-v\tSelect non-matching lines\n\t-s\tSuppress open and read errors\n\t-r\tRecurse\n\t-R\tRecurse and dereference symlinks\n\t-i\tIgnore case\n\t-w\tMatch whole words only\n\t-x\tMatch whole lines only\n\t-F\tPATTERN is a literal (not regexp)\n\t-E\tPATTERN is an extended regexp\n\t-z\tNUL terminated input\n\t-m N\tMatch up to N times per file\n\t-A N\tPrint N lines of trailing context\n\t-B N\tPrint N lines of leading context\n\t-C N\tSame as '-A N -B N'\n\t-e PTRN\tPattern to match\n\t-f FILE\tRead pattern from file\n",
        code: 2,
      },
    },
    {
      line: 'grep -y',
      gnu: {
        out: '',
        err: "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
        code: 2,
      },
      bb: {
        out: '',
        err: "grep: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n\nSearch for PATTERN in FILEs (or stdin)\n\n\t-H\tAdd 'filename:' prefix\n\t-h\tDo not add 'filename:' prefix\n\t-n\tAdd 'line_no:' prefix\n\t-l\tShow only names of files that match\n\t-L\tShow only names of files that don't match\n\t-c\tShow only count of matching lines\n\t-o\tShow only the matching part of line\n\t-q\tQuiet. Return 0 if PATTERN is found, 1 otherwise\n\t-v\tSelect non-matching lines\n\t-s\tSuppress open and read errors\n\t-r\tRecurse\n\t-R\tRecurse and dereference symlinks\n\t-i\tIgnore case\n\t-w\tMatch whole words only\n\t-x\tMatch whole lines only\n\t-F\tPATTERN is a literal (not regexp)\n\t-E\tPATTERN is an extended regexp\n\t-z\tNUL terminated input\n\t-m N\tMatch up to N times per file\n\t-A N\tPrint N lines of trailing context\n\t-B N\tPrint N lines of leading context\n\t-C N\tSame as '-A N -B N'\n\t-e PTRN\tPattern to match\n\t-f FILE\tRead pattern from file\n",
        code: 2,
      },
    },
    {
      line: 'grep --nosuch x a',
      gnu: {
        out: '',
        err: "grep: unrecognized option '--nosuch'\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
        code: 2,
      },
      bb: {
        out: '',
        err: "grep: unrecognized option '--nosuch'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n\nSearch for PATTERN in FILEs (or stdin)\n\n\t-H\tAdd 'filename:' prefix\n\t-h\tDo not add 'filename:' prefix\n\t-n\tAdd 'line_no:' prefix\n\t-l\tShow only names of files that match\n\t-L\tShow only names of files that don't match\n\t-c\tShow only count of matching lines\n\t-o\tShow only the matching part of line\n\t-q\tQuiet. Return 0 if PATTERN is found, 1 otherwise\n\t-v\tSelect non-matching lines\n\t-s\tSuppress open and read errors\n\t-r\tRecurse\n\t-R\tRecurse and dereference symlinks\n\t-i\tIgnore case\n\t-w\tMatch whole words only\n\t-x\tMatch whole lines only\n\t-F\tPATTERN is a literal (not regexp)\n\t-E\tPATTERN is an extended regexp\n\t-z\tNUL terminated input\n\t-m N\tMatch up to N times per file\n\t-A N\tPrint N lines of trailing context\n\t-B N\tPrint N lines of leading context\n\t-C N\tSame as '-A N -B N'\n\t-e PTRN\tPattern to match\n\t-f FILE\tRead pattern from file\n",
        code: 2,
      },
    },
    {
      line: 'grep -Z',
      gnu: {
        out: '',
        err: "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
        code: 2,
      },
      bb: {
        out: '',
        err: "grep: invalid option -- 'Z'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n\nSearch for PATTERN in FILEs (or stdin)\n\n\t-H\tAdd 'filename:' prefix\n\t-h\tDo not add 'filename:' prefix\n\t-n\tAdd 'line_no:' prefix\n\t-l\tShow only names of files that match\n\t-L\tShow only names of files that don't match\n\t-c\tShow only count of matching lines\n\t-o\tShow only the matching part of line\n\t-q\tQuiet. Return 0 if PATTERN is found, 1 otherwise\n\t-v\tSelect non-matching lines\n\t-s\tSuppress open and read errors\n\t-r\tRecurse\n\t-R\tRecurse and dereference symlinks\n\t-i\tIgnore case\n\t-w\tMatch whole words only\n\t-x\tMatch whole lines only\n\t-F\tPATTERN is a literal (not regexp)\n\t-E\tPATTERN is an extended regexp\n\t-z\tNUL terminated input\n\t-m N\tMatch up to N times per file\n\t-A N\tPrint N lines of trailing context\n\t-B N\tPrint N lines of leading context\n\t-C N\tSame as '-A N -B N'\n\t-e PTRN\tPattern to match\n\t-f FILE\tRead pattern from file\n",
        code: 2,
      },
    },
    {
      line: "grep '\\(' a",
      gnu: { out: '', err: 'grep: Unmatched ( or \\(\n', code: 2 },
      bb: { out: '', err: "grep: bad regex '\\('\n", code: 2 },
    },
    {
      line: "grep '[' a",
      gnu: { out: '', err: 'grep: Invalid regular expression\n', code: 2 },
      bb: { out: '', err: "grep: bad regex '['\n", code: 2 },
    },
    {
      line: "grep -E '(' a",
      gnu: { out: '', err: 'grep: Unmatched ( or \\(\n', code: 2 },
      bb: { out: '', err: "grep: bad regex '('\n", code: 2 },
    },
    {
      line: "grep -E '*' a",
      gnu: { out: 'one\ntwo\nthree\nTwo words\ntwofold\n', err: 'grep: warning: * at start of expression\n', code: 0 },
      bb: { out: 'one\ntwo\nthree\nTwo words\ntwofold\n', err: '', code: 0 },
    },
    {
      line: "grep 'a\\{1' a",
      gnu: { out: '', err: 'grep: Unmatched \\{\n', code: 2 },
      bb: { out: '', err: "grep: bad regex 'a\\{1'\n", code: 2 },
    },
    {
      line: "grep -E 'a{1' re",
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: "grep '*b' re",
      gnu: { out: 'a*b\n', err: '', code: 0 },
      bb: { out: 'a*b\n', err: '', code: 0 },
    },
    {
      line: 'grep -e',
      gnu: {
        out: '',
        err: "grep: option requires an argument -- 'e'\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
        code: 2,
      },
      bb: {
        out: '',
        err: "grep: option requires an argument -- 'e'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n\nSearch for PATTERN in FILEs (or stdin)\n\n\t-H\tAdd 'filename:' prefix\n\t-h\tDo not add 'filename:' prefix\n\t-n\tAdd 'line_no:' prefix\n\t-l\tShow only names of files that match\n\t-L\tShow only names of files that don't match\n\t-c\tShow only count of matching lines\n\t-o\tShow only the matching part of line\n\t-q\tQuiet. Return 0 if PATTERN is found, 1 otherwise\n\t-v\tSelect non-matching lines\n\t-s\tSuppress open and read errors\n\t-r\tRecurse\n\t-R\tRecurse and dereference symlinks\n\t-i\tIgnore case\n\t-w\tMatch whole words only\n\t-x\tMatch whole lines only\n\t-F\tPATTERN is a literal (not regexp)\n\t-E\tPATTERN is an extended regexp\n\t-z\tNUL terminated input\n\t-m N\tMatch up to N times per file\n\t-A N\tPrint N lines of trailing context\n\t-B N\tPrint N lines of leading context\n\t-C N\tSame as '-A N -B N'\n\t-e PTRN\tPattern to match\n\t-f FILE\tRead pattern from file\n",
        code: 2,
      },
    },
    {
      line: 'grep -A x two a',
      gnu: { out: '', err: 'grep: x: invalid context length argument\n', code: 2 },
      bb: { out: '', err: "grep: invalid number 'x'\n", code: 2 },
    },
    {
      line: 'grep -m x two a',
      gnu: { out: '', err: 'grep: invalid max count\n', code: 2 },
      bb: { out: '', err: "grep: invalid number 'x'\n", code: 2 },
    },
    {
      line: "printf 'two\\n' | grep two",
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: "printf 'two\\n' | grep two -",
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: "printf 'two\\n' | grep -H two",
      gnu: { out: '(standard input):two\n', err: '', code: 0 },
      bb: { out: '(standard input):two\n', err: '', code: 0 },
    },
    {
      line: "printf 'two\\n' | grep -c two - a",
      gnu: { out: '(standard input):1\na:2\n', err: '', code: 0 },
      bb: { out: '(standard input):1\na:2\n', err: '', code: 0 },
    },
    {
      line: 'grep -b two a',
      gnu: { out: '4:two\n24:twofold\n', err: '', code: 0 },
    },
    {
      line: 'grep --color=always two a',
      gnu: { out: '\x1b[01;31m\x1b[Ktwo\x1b[m\x1b[K\n\x1b[01;31m\x1b[Ktwo\x1b[m\x1b[Kfold\n', err: '', code: 0 },
    },
    {
      line: 'grep -n --color=always two a b',
      gnu: {
        out: '\x1b[35m\x1b[Ka\x1b[m\x1b[K\x1b[36m\x1b[K:\x1b[m\x1b[K\x1b[32m\x1b[K2\x1b[m\x1b[K\x1b[36m\x1b[K:\x1b[m\x1b[K\x1b[01;31m\x1b[Ktwo\x1b[m\x1b[K\n\x1b[35m\x1b[Ka\x1b[m\x1b[K\x1b[36m\x1b[K:\x1b[m\x1b[K\x1b[32m\x1b[K5\x1b[m\x1b[K\x1b[36m\x1b[K:\x1b[m\x1b[K\x1b[01;31m\x1b[Ktwo\x1b[m\x1b[Kfold\n',
        err: '',
        code: 0,
      },
    },
    {
      line: "grep '\\btwo\\b' a",
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: "grep '\\<two' a",
      gnu: { out: 'two\ntwofold\n', err: '', code: 0 },
      bb: { out: 'two\ntwofold\n', err: '', code: 0 },
    },
    {
      line: "grep 'two\\>' a",
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: "grep '\\(a\\)\\(b\\)\\2' re",
      gnu: { out: 'abb\n', err: '', code: 0 },
      bb: { out: 'abb\n', err: '', code: 0 },
    },
    {
      line: "grep -i '[T]WO' a",
      gnu: { out: 'two\nTwo words\ntwofold\n', err: '', code: 0 },
      bb: { out: 'two\nTwo words\ntwofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -wo two a',
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: 'grep -xv two a',
      gnu: { out: 'one\nthree\nTwo words\ntwofold\n', err: '', code: 0 },
      bb: { out: 'one\nthree\nTwo words\ntwofold\n', err: '', code: 0 },
    },
    {
      line: "grep -w 'o' a",
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: "grep '' empty",
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: "grep -E '' a",
      gnu: { out: 'one\ntwo\nthree\nTwo words\ntwofold\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nTwo words\ntwofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -l nosuch a b',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep -z two a',
      gnu: { out: 'one\ntwo\nthree\nTwo words\ntwofold\n\x00', err: '', code: 0 },
    },
    {
      line: 'grep -nT two a',
      gnu: { out: ' 2:\ttwo\n 5:\ttwofold\n', err: '', code: 0 },
    },
    {
      line: 'grep --label=in -H two < a',
      gnu: { out: 'in:two\nin:twofold\n', err: '', code: 0 },
    },
    {
      line: 'grep -e -v a',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'grep -- -v a',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: "grep 'w\\w' a",
      gnu: { out: 'two\nTwo words\ntwofold\n', err: '', code: 0 },
      bb: { out: 'two\nTwo words\ntwofold\n', err: '', code: 0 },
    },
    {
      line: "grep -E '\\w+ \\w+' a",
      gnu: { out: 'Two words\n', err: '', code: 0 },
    },
    {
      line: "grep -ohE '[a-z]+' b a",
      gnu: { out: 'apple\nbanana\ncherry\npie\napple\ntart\none\ntwo\nthree\nwo\nwords\ntwofold\n', err: '', code: 0 },
      bb: { out: 'apple\nbanana\ncherry\npie\napple\ntart\none\ntwo\nthree\nwo\nwords\ntwofold\n', err: '', code: 0 },
    },
  ],
};
