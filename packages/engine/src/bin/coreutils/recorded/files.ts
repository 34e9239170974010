/** Answers of coreutils 9.1 and its neighbours in Debian 12 (gnu) and of BusyBox v1.38.0 (bb); made by record.mjs. */
import type { Fixtures } from '../../frame/testing/fixtures.ts';

export const fixtures: Fixtures = {
  files: [
    { path: 'a', data: 'hello\n' },
    { path: 'b', data: 'world, longer\n' },
    { path: 'exe', data: '#!/bin/sh\n' },
    { path: 'd/one', data: '1\n' },
    { path: 'd/two', data: '22\n' },
    { path: 'd/sub/three', data: '333\n' },
    { path: 'e/', data: '' },
    { path: 'empty', data: '' },
    { path: 'lnk', data: '-> a' },
    { path: 'dlnk', data: '-> d' },
    { path: 'broken', data: '-> nowhere' },
    { path: 'sp-ace', data: 'x' },
    { path: '.hid', data: 'h\n' },
    { path: 'f10', data: 'x' },
    { path: 'f9', data: 'x' },
    { path: 'x.tar', data: 't' },
    { path: 'x.c', data: 'c' },
  ],
  cases: [
    {
      line: 'ls; ls a',
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\na\n', err: '', code: 0 },
      bb: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\na\n', err: '', code: 0 },
    },
    {
      line: 'ls',
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -a',
      gnu: {
        out: '.\n..\n.hid\na\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '.\n..\n.hid\na\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'ls -A',
      gnu: { out: '.hid\na\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: '.hid\na\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -1',
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls d',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'ls a d',
      gnu: { out: 'a\n\nd:\none\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'a\n\nd:\none\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'ls d e',
      gnu: { out: 'd:\none\nsub\ntwo\n\ne:\n', err: '', code: 0 },
      bb: { out: 'd:\none\nsub\ntwo\n\ne:\n', err: '', code: 0 },
    },
    {
      line: 'ls nosuch',
      gnu: { out: '', err: "ls: cannot access 'nosuch': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'ls nosuch a',
      gnu: { out: 'a\n', err: "ls: cannot access 'nosuch': No such file or directory\n", code: 2 },
      bb: { out: 'a\n', err: 'ls: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'ls -d d',
      gnu: { out: 'd\n', err: '', code: 0 },
      bb: { out: 'd\n', err: '', code: 0 },
    },
    {
      line: 'ls -d . d',
      gnu: { out: '.\nd\n', err: '', code: 0 },
      bb: { out: '.\nd\n', err: '', code: 0 },
    },
    {
      line: 'ls -F',
      gnu: { out: 'a\nb\nbroken@\nd/\ndlnk@\ne/\nempty\nexe\nf10\nf9\nlnk@\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: 'a\nb\nbroken@\nd/\ndlnk@\ne/\nempty\nexe\nf10\nf9\nlnk@\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -p',
      gnu: { out: 'a\nb\nbroken\nd/\ndlnk\ne/\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: 'a\nb\nbroken\nd/\ndlnk\ne/\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -r',
      gnu: { out: 'x.tar\nx.c\nsp-ace\nlnk\nf9\nf10\nexe\nempty\ne\ndlnk\nd\nbroken\nb\na\n', err: '', code: 0 },
      bb: { out: 'x.tar\nx.c\nsp-ace\nlnk\nf9\nf10\nexe\nempty\ne\ndlnk\nd\nbroken\nb\na\n', err: '', code: 0 },
    },
    {
      line: 'ls -R d',
      gnu: { out: 'd:\none\nsub\ntwo\n\nd/sub:\nthree\n', err: '', code: 0 },
      bb: { out: 'd:\none\nsub\ntwo\n\nd/sub:\nthree\n', err: '', code: 0 },
    },
    {
      line: 'ls -R d e',
      gnu: { out: 'd:\none\nsub\ntwo\n\nd/sub:\nthree\n\ne:\n', err: '', code: 0 },
      bb: { out: 'd:\none\nsub\ntwo\n\nd/sub:\nthree\n\ne:\n', err: '', code: 0 },
    },
    {
      line: 'ls -C',
      gnu: { out: 'a  b  broken  d  dlnk  e  empty  exe  f10  f9  lnk  sp-ace  x.c  x.tar\n', err: '', code: 0 },
      bb: {
        out: 'a       broken  dlnk    empty   f10     lnk     x.c\nb       d       e       exe     f9      sp-ace  x.tar\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'ls -x',
      gnu: { out: 'a  b  broken  d  dlnk  e  empty  exe  f10  f9  lnk  sp-ace  x.c  x.tar\n', err: '', code: 0 },
      bb: {
        out: 'a       b       broken  d       dlnk    e       empty   exe     f10\nf9      lnk     sp-ace  x.c     x.tar\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'ls -m',
      gnu: { out: 'a, b, broken, d, dlnk, e, empty, exe, f10, f9, lnk, sp-ace, x.c, x.tar\n', err: '', code: 0 },
      bb: {
        out: '',
        err: "ls: invalid option -- 'm'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: ls [-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...\n\nList directory contents\n\n\t-1\tOne column output\n\t-a\tInclude names starting with .\n\t-A\tLike -a, but exclude . and ..\n\t-x\tList by lines\n\t-d\tList directory names, not contents\n\t-L\tFollow symlinks\n\t-H\tFollow symlinks on command line\n\t-R\tRecurse\n\t-p\tAppend / to directory names\n\t-F\tAppend indicator (one of */=@|) to names\n\t-l\tLong format\n\t-i\tList inode numbers\n\t-n\tList numeric UIDs and GIDs instead of names\n\t-s\tList allocated blocks\n\t-lc\tList ctime\n\t-lu\tList atime\n\t--full-time\tList full date/time\n\t-h\tHuman readable sizes (1K 243M 2G)\n\t--group-directories-first\n\t-S\tSort by size\n\t-X\tSort by extension\n\t-v\tSort by version\n\t-t\tSort by mtime\n\t-tc\tSort by ctime\n\t-tu\tSort by atime\n\t-r\tReverse sort order\n\t-w N\tFormat N columns wide\n\t--color[={always,never,auto}]\n",
        code: 1,
      },
    },
    {
      line: 'ls -C -w 30',
      gnu: {
        out: 'a\tdlnk   f10     x.c\nb\te      f9      x.tar\nbroken\tempty  lnk\nd\texe    sp-ace\n',
        err: '',
        code: 0,
      },
      bb: {
        out: 'a       e       lnk\nb       empty   sp-ace\nbroken  exe     x.c\nd       f10     x.tar\ndlnk    f9\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'ls -S',
      gnu: { out: 'd\ne\nb\nexe\nbroken\na\ndlnk\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\nempty\n', err: '', code: 0 },
      bb: { out: 'd\ne\nb\nexe\nbroken\na\ndlnk\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\nempty\n', err: '', code: 0 },
    },
    {
      line: 'ls -X',
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -v',
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf9\nf10\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf9\nf10\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -Q',
      gnu: {
        out: '"a"\n"b"\n"broken"\n"d"\n"dlnk"\n"e"\n"empty"\n"exe"\n"f10"\n"f9"\n"lnk"\n"sp-ace"\n"x.c"\n"x.tar"\n',
        err: '',
        code: 0,
      },
      bb: {
        out: '"a"\n"b"\n"broken"\n"d"\n"dlnk"\n"e"\n"empty"\n"exe"\n"f10"\n"f9"\n"lnk"\n"sp-ace"\n"x.c"\n"x.tar"\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'ls -b',
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -N',
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -U nosuch',
      gnu: { out: '', err: "ls: cannot access 'nosuch': No such file or directory\n", code: 2 },
      bb: {
        out: '',
        err: "ls: invalid option -- 'U'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: ls [-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...\n\nList directory contents\n\n\t-1\tOne column output\n\t-a\tInclude names starting with .\n\t-A\tLike -a, but exclude . and ..\n\t-x\tList by lines\n\t-d\tList directory names, not contents\n\t-L\tFollow symlinks\n\t-H\tFollow symlinks on command line\n\t-R\tRecurse\n\t-p\tAppend / to directory names\n\t-F\tAppend indicator (one of */=@|) to names\n\t-l\tLong format\n\t-i\tList inode numbers\n\t-n\tList numeric UIDs and GIDs instead of names\n\t-s\tList allocated blocks\n\t-lc\tList ctime\n\t-lu\tList atime\n\t--full-time\tList full date/time\n\t-h\tHuman readable sizes (1K 243M 2G)\n\t--group-directories-first\n\t-S\tSort by size\n\t-X\tSort by extension\n\t-v\tSort by version\n\t-t\tSort by mtime\n\t-tc\tSort by ctime\n\t-tu\tSort by atime\n\t-r\tReverse sort order\n\t-w N\tFormat N columns wide\n\t--color[={always,never,auto}]\n",
        code: 1,
      },
    },
    {
      line: 'ls lnk',
      gnu: { out: 'lnk\n', err: '', code: 0 },
      bb: { out: 'lnk\n', err: '', code: 0 },
    },
    {
      line: 'ls dlnk',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'ls -H dlnk',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'ls -L broken',
      gnu: { out: '', err: "ls: cannot access 'broken': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: broken: No such file or directory\n', code: 1 },
    },
    {
      line: 'ls broken',
      gnu: { out: 'broken\n', err: '', code: 0 },
      bb: { out: '', err: 'ls: broken: No such file or directory\n', code: 1 },
    },
    {
      line: 'ls --group-directories-first',
      gnu: { out: 'd\ndlnk\ne\na\nb\nbroken\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
      bb: { out: 'd\ne\na\nb\nbroken\ndlnk\nempty\nexe\nf10\nf9\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'ls -y',
      gnu: { out: '', err: "ls: invalid option -- 'y'\nTry 'ls --help' for more information.\n", code: 2 },
      bb: {
        out: '',
        err: "ls: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: ls [-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...\n\nList directory contents\n\n\t-1\tOne column output\n\t-a\tInclude names starting with .\n\t-A\tLike -a, but exclude . and ..\n\t-x\tList by lines\n\t-d\tList directory names, not contents\n\t-L\tFollow symlinks\n\t-H\tFollow symlinks on command line\n\t-R\tRecurse\n\t-p\tAppend / to directory names\n\t-F\tAppend indicator (one of */=@|) to names\n\t-l\tLong format\n\t-i\tList inode numbers\n\t-n\tList numeric UIDs and GIDs instead of names\n\t-s\tList allocated blocks\n\t-lc\tList ctime\n\t-lu\tList atime\n\t--full-time\tList full date/time\n\t-h\tHuman readable sizes (1K 243M 2G)\n\t--group-directories-first\n\t-S\tSort by size\n\t-X\tSort by extension\n\t-v\tSort by version\n\t-t\tSort by mtime\n\t-tc\tSort by ctime\n\t-tu\tSort by atime\n\t-r\tReverse sort order\n\t-w N\tFormat N columns wide\n\t--color[={always,never,auto}]\n",
        code: 1,
      },
    },
    {
      line: 'ls --nosuch',
      gnu: { out: '', err: "ls: unrecognized option '--nosuch'\nTry 'ls --help' for more information.\n", code: 2 },
      bb: {
        out: '',
        err: "ls: unrecognized option '--nosuch'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: ls [-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...\n\nList directory contents\n\n\t-1\tOne column output\n\t-a\tInclude names starting with .\n\t-A\tLike -a, but exclude . and ..\n\t-x\tList by lines\n\t-d\tList directory names, not contents\n\t-L\tFollow symlinks\n\t-H\tFollow symlinks on command line\n\t-R\tRecurse\n\t-p\tAppend / to directory names\n\t-F\tAppend indicator (one of */=@|) to names\n\t-l\tLong format\n\t-i\tList inode numbers\n\t-n\tList numeric UIDs and GIDs instead of names\n\t-s\tList allocated blocks\n\t-lc\tList ctime\n\t-lu\tList atime\n\t--full-time\tList full date/time\n\t-h\tHuman readable sizes (1K 243M 2G)\n\t--group-directories-first\n\t-S\tSort by size\n\t-X\tSort by extension\n\t-v\tSort by version\n\t-t\tSort by mtime\n\t-tc\tSort by ctime\n\t-tu\tSort by atime\n\t-r\tReverse sort order\n\t-w N\tFormat N columns wide\n\t--color[={always,never,auto}]\n",
        code: 1,
      },
    },
    {
      line: 'ls --sort=x',
      gnu: {
        out: '',
        err: "ls: invalid argument 'x' for '--sort'\nValid arguments are:\n  - 'none'\n  - 'time'\n  - 'size'\n  - 'extension'\n  - 'version'\n  - 'width'\nTry 'ls --help' for more information.\n",
        code: 1,
      },
    },
    {
      line: 'ls --color=always d lnk exe',
      gnu: { out: 'exe\nlnk\n\nd:\none\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'ls --color=always d lnk exe',
      bb: {
        out: '\x1b[0;0mexe\x1b[m\n\x1b[1;36mlnk\x1b[m\n\nd:\n\x1b[0;0mone\x1b[m\n\x1b[1;34msub\x1b[m\n\x1b[0;0mtwo\x1b[m\n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'ls -la d | cut -c 1-23',
      gnu: {
        out: 'total 20\ndrwxr-xr-x 3 root root \ndrwxr-xr-x 4 root root \n-rw-r--r-- 1 root root \ndrwxr-xr-x 2 root root \n-rw-r--r-- 1 root root \n',
        err: '',
        code: 0,
      },
      bb: {
        out: 'total 20\ndrwxr-xr-x    3 root   \ndrwxr-xr-x    4 root   \n-rw-r--r--    1 root   \ndrwxr-xr-x    2 root   \n-rw-r--r--    1 root   \n',
        err: '',
        code: 0,
      },
    },
    {
      line: 'ls -l a b | cut -c 1-34',
      gnu: { out: '-rw-r--r-- 1 root root  6 Jan  2  \n-rw-r--r-- 1 root root 14 Jan  2  \n', err: '', code: 0 },
      bb: { out: '-rw-r--r--    1 root     root     \n-rw-r--r--    1 root     root     \n', err: '', code: 0 },
    },
    {
      line: 'ls -l e',
      gnu: { out: 'total 0\n', err: '', code: 0 },
      bb: { out: 'total 0\n', err: '', code: 0 },
    },
    {
      line: 'ls -ln a | cut -c 1-34',
      gnu: { out: '-rw-r--r-- 1 0 0 6 Jan  2  2024 a\n', err: '', code: 0 },
      bb: { out: '-rw-r--r--    1 0        0        \n', err: '', code: 0 },
    },
    {
      line: 'ls -lh a | cut -c 1-28',
      gnu: { out: '-rw-r--r-- 1 root root 6 Jan\n', err: '', code: 0 },
    },
    {
      line: 'ls --full-time a',
      gnu: { out: '-rw-r--r-- 1 root root 6 2024-01-02 03:04:05.000000000 +0000 a\n', err: '', code: 0 },
      bb: { out: '-rw-r--r--    1 root     root             6 2024-01-02 03:04:05 +0000 a\n', err: '', code: 0 },
    },
    {
      line: 'ls -l --time-style=long-iso a',
      gnu: { out: '-rw-r--r-- 1 root root 6 2024-01-02 03:04 a\n', err: '', code: 0 },
    },
    {
      line: 'ls -l --time-style=+%Y a',
      gnu: { out: '-rw-r--r-- 1 root root 6 2024 a\n', err: '', code: 0 },
    },
    {
      line: 'ls -l lnk | cut -c 1-10',
      gnu: { out: 'lrwxrwxrwx\n', err: '', code: 0 },
      bb: { out: 'lrwxrwxrwx\n', err: '', code: 0 },
    },
    {
      line: 'ls -ld d',
      gnu: { out: 'drwxr-xr-x 3 root root 4096 Jan  2  2024 d\n', err: '', code: 0 },
      bb: { out: 'drwxr-xr-x    3 root     root          4096 Jan  2  2024 d\n', err: '', code: 0 },
    },
    {
      line: 'ls -l /dev/null | cut -c 1-34',
      gnu: { out: 'crw-rw-rw- 1 root root 1, 3 Nov 22\n', err: '', code: 0 },
      bb: { out: 'crw-rw-rw-    1 root     root     \n', err: '', code: 0 },
    },
    {
      line: 'ls -go a',
      gnu: { out: '-rw-r--r-- 1 6 Jan  2  2024 a\n', err: '', code: 0 },
    },
    {
      line: 'ls -G -l a',
      gnu: { out: '-rw-r--r-- 1 root 6 Jan  2  2024 a\n', err: '', code: 0 },
    },
    {
      line: 'ls -s empty',
      gnu: { out: '0 empty\n', err: '', code: 0 },
      bb: { out: '     0 empty\n', err: '', code: 0 },
    },
    {
      line: 'ls -1s empty d/one',
      gnu: { out: '4 d/one\n0 empty\n', err: '', code: 0 },
      bb: { out: '     4 d/one\n     0 empty\n', err: '', code: 0 },
    },
    {
      line: "ls -I 'f*' -B",
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: "ls --hide='f*'",
      gnu: { out: 'a\nb\nbroken\nd\ndlnk\ne\nempty\nexe\nlnk\nsp-ace\nx.c\nx.tar\n', err: '', code: 0 },
    },
    {
      line: 'cp a c; cat c',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'cp a d; cat d/a',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'cp a b e; ls e',
      gnu: { out: 'a\nb\n', err: '', code: 0 },
      bb: { out: 'a\nb\n', err: '', code: 0 },
    },
    {
      line: 'cp nosuch c',
      gnu: { out: '', err: "cp: cannot stat 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "cp: can't stat 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'cp a nosuch/c',
      gnu: { out: '', err: "cp: cannot create regular file 'nosuch/c': No such file or directory\n", code: 1 },
      bb: { out: '', err: "cp: can't create 'nosuch/c': No such file or directory\n", code: 1 },
    },
    {
      line: 'cp a b nosuch',
      gnu: { out: '', err: "cp: target 'nosuch': No such file or directory\n", code: 1 },
      bb: {
        out: '',
        err: "cp: can't create 'nosuch/a': No such file or directory\ncp: can't create 'nosuch/b': No such file or directory\n",
        code: 1,
      },
    },
    {
      line: 'cp a b c',
      gnu: { out: '', err: "cp: target 'c': No such file or directory\n", code: 1 },
      bb: {
        out: '',
        err: "cp: can't create 'c/a': No such file or directory\ncp: can't create 'c/b': No such file or directory\n",
        code: 1,
      },
    },
    {
      line: 'cp d c',
      gnu: { out: '', err: "cp: -r not specified; omitting directory 'd'\n", code: 1 },
      bb: { out: '', err: "cp: omitting directory 'd'\n", code: 1 },
    },
    {
      line: 'cp -r d c; ls -R c',
      gnu: { out: 'c:\none\nsub\ntwo\n\nc/sub:\nthree\n', err: '', code: 0 },
      bb: { out: 'c:\none\nsub\ntwo\n\nc/sub:\nthree\n', err: '', code: 0 },
    },
    {
      line: 'cp -r d e; ls -R e',
      gnu: { out: 'e:\nd\n\ne/d:\none\nsub\ntwo\n\ne/d/sub:\nthree\n', err: '', code: 0 },
      bb: { out: 'e:\nd\n\ne/d:\none\nsub\ntwo\n\ne/d/sub:\nthree\n', err: '', code: 0 },
    },
    {
      line: 'cp -R d/. e; ls e',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'cp -a d/. e/; ls e',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'cp a a',
      gnu: { out: '', err: "cp: 'a' and 'a' are the same file\n", code: 1 },
      bb: { out: '', err: "cp: 'a' and 'a' are the same file\n", code: 1 },
    },
    {
      line: 'cp a',
      gnu: {
        out: '',
        err: "cp: missing destination file operand after 'a'\nTry 'cp --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cp [-arPLHpfinlsTu] SOURCE DEST\nor: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }\n\nCopy SOURCEs to DEST\n\n\t-a\tSame as -dpR\n\t-R,-r\tRecurse\n\t-d,-P\tPreserve symlinks (default if -R)\n\t-L\tFollow all symlinks\n\t-H\tFollow symlinks on command line\n\t-p\tPreserve file attributes if possible\n\t-f\tOverwrite\n\t-i\tPrompt before overwrite\n\t-n\tDon't overwrite\n\t-l,-s\tCreate (sym)links\n\t-T\tRefuse to copy if DEST is a directory\n\t-t DIR\tCopy all SOURCEs into DIR\n\t-u\tCopy only newer files\n",
        code: 1,
      },
    },
    {
      line: 'cp',
      gnu: { out: '', err: "cp: missing file operand\nTry 'cp --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cp [-arPLHpfinlsTu] SOURCE DEST\nor: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }\n\nCopy SOURCEs to DEST\n\n\t-a\tSame as -dpR\n\t-R,-r\tRecurse\n\t-d,-P\tPreserve symlinks (default if -R)\n\t-L\tFollow all symlinks\n\t-H\tFollow symlinks on command line\n\t-p\tPreserve file attributes if possible\n\t-f\tOverwrite\n\t-i\tPrompt before overwrite\n\t-n\tDon't overwrite\n\t-l,-s\tCreate (sym)links\n\t-T\tRefuse to copy if DEST is a directory\n\t-t DIR\tCopy all SOURCEs into DIR\n\t-u\tCopy only newer files\n",
        code: 1,
      },
    },
    {
      line: 'cp a d/one; cat d/one',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'cp -n a b; cat b',
      gnu: { out: 'world, longer\n', err: '', code: 0 },
      bb: { out: 'world, longer\n', err: '', code: 0 },
    },
    {
      line: 'cp d/one d/sub',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'cp a d/sub/three/x',
      gnu: { out: '', err: "cp: cannot stat 'd/sub/three/x': Not a directory\n", code: 1 },
      bb: { out: '', err: "cp: can't stat 'd/sub/three/x': Path has non-directory component\n", code: 1 },
    },
    {
      line: 'cp e a',
      gnu: { out: '', err: "cp: -r not specified; omitting directory 'e'\n", code: 1 },
      bb: { out: '', err: "cp: can't stat 'a/e': Not a directory\n", code: 1 },
    },
    {
      line: 'cp -r e a',
      gnu: { out: '', err: "cp: cannot overwrite non-directory 'a' with directory 'e'\n", code: 1 },
      bb: { out: '', err: "cp: can't stat 'a/e': Not a directory\n", code: 1 },
    },
    {
      line: 'cp a e; cp -r d/sub a',
      gnu: { out: '', err: "cp: cannot overwrite non-directory 'a' with directory 'd/sub'\n", code: 1 },
      bb: { out: '', err: "cp: can't stat 'a/sub': Not a directory\n", code: 1 },
    },
    {
      line: 'cp -v a c',
      gnu: { out: "'a' -> 'c'\n", err: '', code: 0 },
      bb: { out: "'a' -> 'c'\n", err: '', code: 0 },
    },
    {
      line: 'cp -rv d c',
      gnu: {
        out: "'d' -> 'c'\n'd/one' -> 'c/one'\n'd/two' -> 'c/two'\n'd/sub' -> 'c/sub'\n'd/sub/three' -> 'c/sub/three'\n",
        err: '',
        code: 0,
      },
    },
    {
      line: 'cp lnk c; ls -l c | cut -c 1-10',
      gnu: { out: '-rw-r--r--\n', err: '', code: 0 },
      bb: { out: '-rw-r--r--\n', err: '', code: 0 },
    },
    {
      line: 'cp -P lnk c; readlink c',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'cp -a lnk c; readlink c',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'cp -r d d/sub',
      gnu: { out: '', err: "cp: cannot copy a directory, 'd', into itself, 'd/sub/d'\n", code: 1 },
      bb: { out: '', err: "cp: recursion detected, omitting directory 'd/sub/d'\n", code: 1 },
    },
    {
      line: 'cp -T a e',
      gnu: { out: '', err: "cp: cannot overwrite directory 'e' with non-directory\n", code: 1 },
      bb: { out: '', err: "cp: 'e' is a directory\n", code: 1 },
    },
    {
      line: 'cp -t e a b; ls e',
      gnu: { out: 'a\nb\n', err: '', code: 0 },
      bb: { out: 'a\nb\n', err: '', code: 0 },
    },
    {
      line: 'cp -t nosuch a',
      gnu: { out: '', err: "cp: target directory 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "cp: can't create 'nosuch/a': No such file or directory\n", code: 1 },
    },
    {
      line: 'cp -u a b; cat b',
      gnu: { out: 'world, longer\n', err: '', code: 0 },
      bb: { out: 'world, longer\n', err: '', code: 0 },
    },
    {
      line: 'cp -s a c; readlink c',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'cp -l a c; stat -c %h c',
      gnu: { out: '2\n', err: '', code: 0 },
      bb: { out: '2\n', err: '', code: 0 },
    },
    {
      line: "cp -p a c; stat -c '%Y %a' c",
      gnu: { out: '1704164645 644\n', err: '', code: 0 },
      bb: { out: '1704164645 644\n', err: '', code: 0 },
    },
    {
      line: 'cp -x',
      gnu: { out: '', err: "cp: missing file operand\nTry 'cp --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "cp: invalid option -- 'x'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cp [-arPLHpfinlsTu] SOURCE DEST\nor: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }\n\nCopy SOURCEs to DEST\n\n\t-a\tSame as -dpR\n\t-R,-r\tRecurse\n\t-d,-P\tPreserve symlinks (default if -R)\n\t-L\tFollow all symlinks\n\t-H\tFollow symlinks on command line\n\t-p\tPreserve file attributes if possible\n\t-f\tOverwrite\n\t-i\tPrompt before overwrite\n\t-n\tDon't overwrite\n\t-l,-s\tCreate (sym)links\n\t-T\tRefuse to copy if DEST is a directory\n\t-t DIR\tCopy all SOURCEs into DIR\n\t-u\tCopy only newer files\n",
        code: 1,
      },
    },
    {
      line: 'cp --nosuch a b',
      gnu: { out: '', err: "cp: unrecognized option '--nosuch'\nTry 'cp --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "cp: unrecognized option '--nosuch'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: cp [-arPLHpfinlsTu] SOURCE DEST\nor: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }\n\nCopy SOURCEs to DEST\n\n\t-a\tSame as -dpR\n\t-R,-r\tRecurse\n\t-d,-P\tPreserve symlinks (default if -R)\n\t-L\tFollow all symlinks\n\t-H\tFollow symlinks on command line\n\t-p\tPreserve file attributes if possible\n\t-f\tOverwrite\n\t-i\tPrompt before overwrite\n\t-n\tDon't overwrite\n\t-l,-s\tCreate (sym)links\n\t-T\tRefuse to copy if DEST is a directory\n\t-t DIR\tCopy all SOURCEs into DIR\n\t-u\tCopy only newer files\n",
        code: 1,
      },
    },
    {
      line: 'cp broken c',
      gnu: { out: '', err: "cp: cannot stat 'broken': No such file or directory\n", code: 1 },
      bb: { out: '', err: "cp: can't stat 'broken': No such file or directory\n", code: 1 },
    },
    {
      line: 'cp a broken',
      gnu: { out: '', err: "cp: not writing through dangling symlink 'broken'\n", code: 1 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'cp --parents d/sub/three e; find e',
      gnu: { out: 'e\ne/d\ne/d/sub\ne/d/sub/three\n', err: '', code: 0 },
    },
    {
      line: 'cp --preserve=mode a c',
      gnu: { out: '', err: '', code: 0 },
    },
    {
      line: 'cp -f a b; cat b',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'cp -i a c',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'cp -rL dlnk c; ls c',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'cp -r dlnk c; readlink c',
      gnu: { out: 'd\n', err: '', code: 0 },
      bb: { out: 'd\n', err: '', code: 0 },
    },
    {
      line: 'mv a c; ls c a',
      gnu: { out: 'c\n', err: "ls: cannot access 'a': No such file or directory\n", code: 2 },
      bb: { out: 'c\n', err: 'ls: a: No such file or directory\n', code: 1 },
    },
    {
      line: 'mv a d; ls d',
      gnu: { out: 'a\none\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'a\none\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'mv a b e; ls e',
      gnu: { out: 'a\nb\n', err: '', code: 0 },
      bb: { out: 'a\nb\n', err: '', code: 0 },
    },
    {
      line: 'mv nosuch c',
      gnu: { out: '', err: "mv: cannot stat 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "mv: can't rename 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'mv a nosuch/x',
      gnu: { out: '', err: "mv: cannot move 'a' to 'nosuch/x': No such file or directory\n", code: 1 },
      bb: { out: '', err: "mv: can't rename 'a': No such file or directory\n", code: 1 },
    },
    {
      line: 'mv a b nosuch',
      gnu: { out: '', err: "mv: target 'nosuch': No such file or directory\n", code: 1 },
      bb: {
        out: '',
        err: "mv: can't rename 'a': No such file or directory\nmv: can't rename 'b': No such file or directory\n",
        code: 1,
      },
    },
    {
      line: 'mv a b c',
      gnu: { out: '', err: "mv: target 'c': No such file or directory\n", code: 1 },
      bb: {
        out: '',
        err: "mv: can't rename 'a': No such file or directory\nmv: can't rename 'b': No such file or directory\n",
        code: 1,
      },
    },
    {
      line: 'mv a a',
      gnu: { out: '', err: "mv: 'a' and 'a' are the same file\n", code: 1 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'mv a',
      gnu: {
        out: '',
        err: "mv: missing destination file operand after 'a'\nTry 'mv --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mv [-finT] SOURCE DEST\nor: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }\n\nRename SOURCE to DEST, or move SOURCEs to DIRECTORY\n\n\t-f\tDon't prompt before overwriting\n\t-i\tInteractive, prompt before overwrite\n\t-n\tDon't overwrite an existing file\n\t-T\tRefuse to move if DEST is a directory\n\t-t DIR\tMove all SOURCEs into DIR\n",
        code: 1,
      },
    },
    {
      line: 'mv',
      gnu: { out: '', err: "mv: missing file operand\nTry 'mv --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mv [-finT] SOURCE DEST\nor: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }\n\nRename SOURCE to DEST, or move SOURCEs to DIRECTORY\n\n\t-f\tDon't prompt before overwriting\n\t-i\tInteractive, prompt before overwrite\n\t-n\tDon't overwrite an existing file\n\t-T\tRefuse to move if DEST is a directory\n\t-t DIR\tMove all SOURCEs into DIR\n",
        code: 1,
      },
    },
    {
      line: 'mv d d/sub',
      gnu: { out: '', err: "mv: cannot move 'd' to a subdirectory of itself, 'd/sub/d'\n", code: 1 },
      bb: { out: '', err: "mv: can't rename 'd': Invalid argument\n", code: 1 },
    },
    {
      line: 'mv d a',
      gnu: { out: '', err: "mv: cannot overwrite non-directory 'a' with directory 'd'\n", code: 1 },
      bb: { out: '', err: "mv: can't rename 'd': Not a directory\n", code: 1 },
    },
    {
      line: 'mv a e/; ls e',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'mv d/one d/two; cat d/two',
      gnu: { out: '1\n', err: '', code: 0 },
      bb: { out: '1\n', err: '', code: 0 },
    },
    {
      line: 'mv -n a b; cat b',
      gnu: { out: 'world, longer\n', err: '', code: 0 },
      bb: { out: 'world, longer\n', err: '', code: 0 },
    },
    {
      line: 'mv -v a c',
      gnu: { out: "renamed 'a' -> 'c'\n", err: '', code: 0 },
      bb: { out: "'a' -> 'c'\n", err: '', code: 0 },
    },
    {
      line: 'mv -T a e',
      gnu: { out: '', err: "mv: cannot overwrite directory 'e' with non-directory\n", code: 1 },
      bb: { out: '', err: "mv: 'e' is a directory\n", code: 1 },
    },
    {
      line: 'mv -T d e; ls e',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'mv -t e a; ls e',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'mv d e; ls e',
      gnu: { out: 'd\n', err: '', code: 0 },
      bb: { out: 'd\n', err: '', code: 0 },
    },
    {
      line: 'mv -f a b; cat b',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'mv a d/sub/',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'mv lnk c; readlink c',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'mv -z a b',
      gnu: { out: '', err: "mv: invalid option -- 'z'\nTry 'mv --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "mv: invalid option -- 'z'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mv [-finT] SOURCE DEST\nor: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }\n\nRename SOURCE to DEST, or move SOURCEs to DIRECTORY\n\n\t-f\tDon't prompt before overwriting\n\t-i\tInteractive, prompt before overwrite\n\t-n\tDon't overwrite an existing file\n\t-T\tRefuse to move if DEST is a directory\n\t-t DIR\tMove all SOURCEs into DIR\n",
        code: 1,
      },
    },
    {
      line: 'mkdir n',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'mkdir n/m',
      gnu: { out: '', err: "mkdir: cannot create directory 'n/m': No such file or directory\n", code: 1 },
      bb: { out: '', err: "mkdir: can't create directory 'n/m': No such file or directory\n", code: 1 },
    },
    {
      line: 'mkdir -p n/m; ls n',
      gnu: { out: 'm\n', err: '', code: 0 },
      bb: { out: 'm\n', err: '', code: 0 },
    },
    {
      line: 'mkdir d',
      gnu: { out: '', err: "mkdir: cannot create directory 'd': File exists\n", code: 1 },
      bb: { out: '', err: "mkdir: can't create directory 'd': File exists\n", code: 1 },
    },
    {
      line: 'mkdir -p d',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'mkdir a',
      gnu: { out: '', err: "mkdir: cannot create directory 'a': File exists\n", code: 1 },
      bb: { out: '', err: "mkdir: can't create directory 'a': File exists\n", code: 1 },
    },
    {
      line: 'mkdir -p a',
      gnu: { out: '', err: "mkdir: cannot create directory 'a': File exists\n", code: 1 },
      bb: { out: '', err: "mkdir: can't create directory 'a': File exists\n", code: 1 },
    },
    {
      line: 'mkdir -p a/b',
      gnu: { out: '', err: "mkdir: cannot create directory 'a': Not a directory\n", code: 1 },
      bb: { out: '', err: "mkdir: can't create directory 'a/': Not a directory\n", code: 1 },
    },
    {
      line: 'mkdir a/b',
      gnu: { out: '', err: "mkdir: cannot create directory 'a/b': Not a directory\n", code: 1 },
      bb: { out: '', err: "mkdir: can't create directory 'a/b': Not a directory\n", code: 1 },
    },
    {
      line: 'mkdir',
      gnu: { out: '', err: "mkdir: missing operand\nTry 'mkdir --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mkdir [-m MODE] [-p] DIRECTORY...\n\nCreate DIRECTORY\n\n\t-m MODE\tMode\n\t-p\tNo error if exists; make parent directories as needed\n',
        code: 1,
      },
    },
    {
      line: 'mkdir -m 700 n; stat -c %a n',
      gnu: { out: '700\n', err: '', code: 0 },
      bb: { out: '700\n', err: '', code: 0 },
    },
    {
      line: 'mkdir -m u=rwx,g=,o= n; stat -c %a n',
      gnu: { out: '700\n', err: '', code: 0 },
      bb: { out: '700\n', err: '', code: 0 },
    },
    {
      line: 'mkdir -m xyz n',
      gnu: { out: '', err: "mkdir: invalid mode 'xyz'\n", code: 1 },
      bb: { out: '', err: "mkdir: invalid mode 'xyz'\n", code: 1 },
    },
    {
      line: 'mkdir -v n',
      gnu: { out: "mkdir: created directory 'n'\n", err: '', code: 0 },
      bb: { out: "created directory: 'n'\n", err: '', code: 0 },
    },
    {
      line: 'mkdir -pv n/m',
      gnu: { out: "mkdir: created directory 'n'\nmkdir: created directory 'n/m'\n", err: '', code: 0 },
      bb: { out: "created directory: 'n/'\ncreated directory: 'n/m'\n", err: '', code: 0 },
    },
    {
      line: 'mkdir n1 n2 d; ls -d n1 n2',
      gnu: { out: 'n1\nn2\n', err: "mkdir: cannot create directory 'd': File exists\n", code: 0 },
      bb: { out: 'n1\nn2\n', err: "mkdir: can't create directory 'd': File exists\n", code: 0 },
    },
    {
      line: 'mkdir -z n',
      gnu: { out: '', err: "mkdir: invalid option -- 'z'\nTry 'mkdir --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "mkdir: invalid option -- 'z'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mkdir [-m MODE] [-p] DIRECTORY...\n\nCreate DIRECTORY\n\n\t-m MODE\tMode\n\t-p\tNo error if exists; make parent directories as needed\n",
        code: 1,
      },
    },
    {
      line: 'rmdir e',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'rmdir d',
      gnu: { out: '', err: "rmdir: failed to remove 'd': Directory not empty\n", code: 1 },
      bb: { out: '', err: "rmdir: 'd': Directory not empty\n", code: 1 },
    },
    {
      line: 'rmdir nosuch',
      gnu: { out: '', err: "rmdir: failed to remove 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "rmdir: 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'rmdir a',
      gnu: { out: '', err: "rmdir: failed to remove 'a': Not a directory\n", code: 1 },
      bb: { out: '', err: "rmdir: 'a': Not a directory\n", code: 1 },
    },
    {
      line: 'rmdir',
      gnu: { out: '', err: "rmdir: missing operand\nTry 'rmdir --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: rmdir [-p] DIRECTORY...\n\nRemove DIRECTORY if it is empty\n\n\t-p\tInclude parents\n\t--ignore-fail-on-non-empty\n',
        code: 1,
      },
    },
    {
      line: 'rmdir -p e',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'mkdir -p n/m/o; rmdir -p n/m/o; ls -d n',
      gnu: { out: '', err: "ls: cannot access 'n': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: n: No such file or directory\n', code: 1 },
    },
    {
      line: 'rmdir -v e',
      gnu: { out: "rmdir: removing directory, 'e'\n", err: '', code: 0 },
      bb: { out: "rmdir: removing directory, 'e'\n", err: '', code: 0 },
    },
    {
      line: 'rmdir --ignore-fail-on-non-empty d',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'rm a; ls a',
      gnu: { out: '', err: "ls: cannot access 'a': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: a: No such file or directory\n', code: 1 },
    },
    {
      line: 'rm nosuch',
      gnu: { out: '', err: "rm: cannot remove 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "rm: can't remove 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'rm -f nosuch',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'rm d',
      gnu: { out: '', err: "rm: cannot remove 'd': Is a directory\n", code: 1 },
      bb: { out: '', err: "rm: 'd' is a directory\n", code: 1 },
    },
    {
      line: 'rm -r d; ls -d d',
      gnu: { out: '', err: "ls: cannot access 'd': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: d: No such file or directory\n', code: 1 },
    },
    {
      line: 'rm -rf d nosuch',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'rm -d e; ls -d e',
      gnu: { out: '', err: "ls: cannot access 'e': No such file or directory\n", code: 2 },
      bb: {
        out: 'e\n',
        err: "rm: invalid option -- 'd'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: rm [-irf] FILE...\n\nRemove (unlink) FILEs\n\n\t-i\tAlways prompt before removing\n\t-f\tNever prompt\n\t-R,-r\tRecurse\n",
        code: 0,
      },
    },
    {
      line: 'rm -d d',
      gnu: { out: '', err: "rm: cannot remove 'd': Directory not empty\n", code: 1 },
    },
    {
      line: 'rm',
      gnu: { out: '', err: "rm: missing operand\nTry 'rm --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: rm [-irf] FILE...\n\nRemove (unlink) FILEs\n\n\t-i\tAlways prompt before removing\n\t-f\tNever prompt\n\t-R,-r\tRecurse\n',
        code: 1,
      },
    },
    {
      line: 'rm -f',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'rm -v a b',
      gnu: { out: "removed 'a'\nremoved 'b'\n", err: '', code: 0 },
    },
    {
      line: 'rm -rv d',
      gnu: {
        out: "removed 'd/one'\nremoved 'd/two'\nremoved 'd/sub/three'\nremoved directory 'd/sub'\nremoved directory 'd'\n",
        err: '',
        code: 0,
      },
    },
    {
      line: 'rm -r .',
      gnu: { out: '', err: "rm: refusing to remove '.' or '..' directory: skipping '.'\n", code: 1 },
      bb: { out: '', err: "rm: can't remove '.' or '..'\n", code: 1 },
    },
    {
      line: 'rm -rf ..',
      gnu: { out: '', err: "rm: refusing to remove '.' or '..' directory: skipping '..'\n", code: 1 },
      bb: { out: '', err: "rm: can't remove '.' or '..'\n", code: 1 },
    },
    {
      line: 'rm lnk; cat a',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'rm dlnk/',
      gnu: { out: '', err: "rm: cannot remove 'dlnk/': Is a directory\n", code: 1 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'rm -y',
      gnu: { out: '', err: "rm: invalid option -- 'y'\nTry 'rm --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "rm: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: rm [-irf] FILE...\n\nRemove (unlink) FILEs\n\n\t-i\tAlways prompt before removing\n\t-f\tNever prompt\n\t-R,-r\tRecurse\n",
        code: 1,
      },
    },
    {
      line: 'rm a/b',
      gnu: { out: '', err: "rm: cannot remove 'a/b': Not a directory\n", code: 1 },
      bb: { out: '', err: "rm: can't stat 'a/b': Not a directory\n", code: 1 },
    },
    {
      line: 'rm -r dlnk; ls d',
      gnu: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'rm -rf /',
      gnu: {
        out: '',
        err: "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n",
        code: 1,
      },
    },
    {
      line: 'ln a c; stat -c %h c',
      gnu: { out: '2\n', err: '', code: 0 },
      bb: { out: '2\n', err: '', code: 0 },
    },
    {
      line: 'ln -s a c; readlink c',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'ln -s a b',
      gnu: { out: '', err: "ln: failed to create symbolic link 'b': File exists\n", code: 1 },
      bb: { out: '', err: 'ln: b: File exists\n', code: 1 },
    },
    {
      line: 'ln -sf b lnk; readlink lnk',
      gnu: { out: 'b\n', err: '', code: 0 },
      bb: { out: 'b\n', err: '', code: 0 },
    },
    {
      line: 'ln -s a e; readlink e/a',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'ln nosuch c',
      gnu: { out: '', err: "ln: failed to access 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: 'ln: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'ln d c',
      gnu: { out: '', err: 'ln: d: hard link not allowed for directory\n', code: 1 },
      bb: { out: '', err: 'ln: c: Operation not permitted\n', code: 1 },
    },
    {
      line: 'ln -s nosuch c; readlink c',
      gnu: { out: 'nosuch\n', err: '', code: 0 },
      bb: { out: 'nosuch\n', err: '', code: 0 },
    },
    {
      line: 'ln a b',
      gnu: { out: '', err: "ln: failed to create hard link 'b': File exists\n", code: 1 },
      bb: { out: '', err: 'ln: b: File exists\n', code: 1 },
    },
    {
      line: 'ln -f a b; cat b',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'ln -sfn e dlnk; readlink dlnk',
      gnu: { out: 'e\n', err: '', code: 0 },
      bb: { out: 'e\n', err: '', code: 0 },
    },
    {
      line: 'ln -sf e dlnk; ls d',
      gnu: { out: 'e\none\nsub\ntwo\n', err: '', code: 0 },
      bb: { out: 'e\none\nsub\ntwo\n', err: '', code: 0 },
    },
    {
      line: 'ln',
      gnu: { out: '', err: "ln: missing file operand\nTry 'ln --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: ln [-sfnbtv] [-S SUF] TARGET... LINK|DIR\n\nCreate a link LINK or DIR/TARGET to the specified TARGET(s)\n\n\t-s\tMake symlinks instead of hardlinks\n\t-f\tRemove existing destinations\n\t-n\tDon't dereference symlinks - treat like normal file\n\t-b\tMake a backup of the target (if exists) before link operation\n\t-S SUF\tUse suffix instead of ~ when making backup files\n\t-T\tTreat LINK as a file, not DIR\n\t-v\tVerbose\n",
        code: 1,
      },
    },
    {
      line: 'ln -s d/one; readlink one',
      gnu: { out: 'd/one\n', err: '', code: 0 },
      bb: { out: 'd/one\n', err: '', code: 0 },
    },
    {
      line: 'ln a b e; ls e',
      gnu: { out: 'a\nb\n', err: '', code: 0 },
      bb: { out: 'a\nb\n', err: '', code: 0 },
    },
    {
      line: 'ln -v a c',
      gnu: { out: "'c' => 'a'\n", err: '', code: 0 },
      bb: { out: "'c' -> 'a'\n", err: '', code: 0 },
    },
    {
      line: 'ln -sv a c',
      gnu: { out: "'c' -> 'a'\n", err: '', code: 0 },
      bb: { out: "'c' -> 'a'\n", err: '', code: 0 },
    },
    {
      line: 'ln -T a e',
      gnu: { out: '', err: "ln: failed to create hard link 'e': File exists\n", code: 1 },
      bb: { out: '', err: "ln: 'e' is a directory\n", code: 1 },
    },
    {
      line: 'ln -sr d/one e/x; readlink e/x',
      gnu: { out: '../d/one\n', err: '', code: 0 },
    },
    {
      line: 'ln -s a nosuch/b',
      gnu: { out: '', err: "ln: failed to create symbolic link 'nosuch/b': No such file or directory\n", code: 1 },
      bb: { out: '', err: 'ln: nosuch/b: No such file or directory\n', code: 1 },
    },
    {
      line: 'link a c; stat -c %h a',
      gnu: { out: '2\n', err: '', code: 0 },
      bb: { out: '2\n', err: '', code: 0 },
    },
    {
      line: 'link a b',
      gnu: { out: '', err: "link: cannot create link 'b' to 'a': File exists\n", code: 1 },
      bb: { out: '', err: "link: can't create hardlink 'b' to 'a': File exists\n", code: 1 },
    },
    {
      line: 'link a',
      gnu: { out: '', err: "link: missing operand after 'a'\nTry 'link --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: link FILE LINK\n\nCreate hard LINK to FILE\n',
        code: 1,
      },
    },
    {
      line: 'unlink a; ls a',
      gnu: { out: '', err: "ls: cannot access 'a': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: a: No such file or directory\n', code: 1 },
    },
    {
      line: 'unlink nosuch',
      gnu: { out: '', err: "unlink: cannot unlink 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "unlink: can't remove file 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'unlink d',
      gnu: { out: '', err: "unlink: cannot unlink 'd': Is a directory\n", code: 1 },
      bb: { out: '', err: "unlink: can't remove file 'd': Is a directory\n", code: 1 },
    },
    {
      line: 'unlink',
      gnu: { out: '', err: "unlink: missing operand\nTry 'unlink --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: unlink FILE\n\nDelete FILE by calling unlink()\n',
        code: 1,
      },
    },
    {
      line: 'touch n; ls -l n | cut -c 1-10',
      gnu: { out: '-rw-r--r--\n', err: '', code: 0 },
      bb: { out: '-rw-r--r--\n', err: '', code: 0 },
    },
    {
      line: 'touch nosuch/n',
      gnu: { out: '', err: "touch: cannot touch 'nosuch/n': No such file or directory\n", code: 1 },
      bb: { out: '', err: 'touch: nosuch/n: No such file or directory\n', code: 1 },
    },
    {
      line: 'touch -c n; ls n',
      gnu: { out: '', err: "ls: cannot access 'n': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: n: No such file or directory\n', code: 1 },
    },
    {
      line: 'touch',
      gnu: { out: '', err: "touch: missing file operand\nTry 'touch --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: touch [-cham] [-d DATE] [-t DATE] [-r FILE] FILE...\n\nUpdate mtime of FILEs\n\n\t-c\tDon't create files\n\t-h\tDon't follow links\n\t-a\tChange only atime\n\t-m\tChange only mtime\n\t-d DT\tDate/time to use\n\t-t DT\tDate/time to use\n\t-r FILE\tUse FILE's date/time\n",
        code: 1,
      },
    },
    {
      line: "touch -d '2020-01-02 03:04:05' a; stat -c %y a",
      gnu: { out: '2020-01-02 03:04:05.000000000 +0000\n', err: '', code: 0 },
      bb: { out: '2020-01-02 03:04:05.000000000 +0000\n', err: '', code: 0 },
    },
    {
      line: 'touch -t 202001020304.05 a; stat -c %Y a',
      gnu: { out: '1577934245\n', err: '', code: 0 },
      bb: { out: '1577934245\n', err: '', code: 0 },
    },
    {
      line: 'touch -t 2001020304 a; stat -c %Y a',
      gnu: { out: '1577934240\n', err: '', code: 0 },
      bb: { out: '1577934240\n', err: '', code: 0 },
    },
    {
      line: 'touch -d @1234567890 a; stat -c %Y a',
      gnu: { out: '1234567890\n', err: '', code: 0 },
      bb: { out: '1234567890\n', err: '', code: 0 },
    },
    {
      line: 'touch -r a b; stat -c %Y b',
      gnu: { out: '1704164645\n', err: '', code: 0 },
      bb: { out: '1704164645\n', err: '', code: 0 },
    },
    {
      line: 'touch -r nosuch b',
      gnu: { out: '', err: "touch: failed to get attributes of 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "touch: can't stat 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'touch -d junk b',
      gnu: { out: '', err: "touch: invalid date format 'junk'\n", code: 1 },
      bb: { out: '', err: "touch: invalid date 'junk'\n", code: 1 },
    },
    {
      line: 'touch -t junk b',
      gnu: { out: '', err: "touch: invalid date format 'junk'\n", code: 1 },
      bb: { out: '', err: "touch: invalid date 'junk'\n", code: 1 },
    },
    {
      line: "touch -a -d @99 a; stat -c '%X %Y' a",
      gnu: { out: '99 1704164645\n', err: '', code: 0 },
      bb: { out: '99 1704164645\n', err: '', code: 0 },
    },
    {
      line: "touch -m -d @99 a; stat -c '%X %Y' a",
      gnu: { out: '1704164645 99\n', err: '', code: 0 },
      bb: { out: '1704164645 99\n', err: '', code: 0 },
    },
    {
      line: "touch -d '1 day ago' -r a b; stat -c %Y b",
      gnu: { out: '1704078245\n', err: '', code: 0 },
    },
    {
      line: 'touch --time=atime -d @5 a; stat -c %X a',
      gnu: { out: '5\n', err: '', code: 0 },
    },
    {
      line: 'touch -h -d @7 lnk; stat -c %Y lnk a',
      gnu: { out: '7\n1704164645\n', err: '', code: 0 },
      bb: { out: '7\n1704164645\n', err: '', code: 0 },
    },
    {
      line: 'touch d/',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'chmod 600 a; stat -c %a a',
      gnu: { out: '600\n', err: '', code: 0 },
      bb: { out: '600\n', err: '', code: 0 },
    },
    {
      line: 'chmod u+x a; stat -c %a a',
      gnu: { out: '744\n', err: '', code: 0 },
      bb: { out: '744\n', err: '', code: 0 },
    },
    {
      line: 'chmod +x a; stat -c %a a',
      gnu: { out: '755\n', err: '', code: 0 },
      bb: { out: '755\n', err: '', code: 0 },
    },
    {
      line: 'chmod a-r a; stat -c %a a',
      gnu: { out: '200\n', err: '', code: 0 },
      bb: { out: '200\n', err: '', code: 0 },
    },
    {
      line: 'chmod go= a; stat -c %a a',
      gnu: { out: '600\n', err: '', code: 0 },
      bb: { out: '600\n', err: '', code: 0 },
    },
    {
      line: 'chmod u=rwx,go=rx a; stat -c %a a',
      gnu: { out: '755\n', err: '', code: 0 },
      bb: { out: '755\n', err: '', code: 0 },
    },
    {
      line: "chmod -R 700 d; stat -c '%a %n' d d/one d/sub",
      gnu: { out: '700 d\n700 d/one\n700 d/sub\n', err: '', code: 0 },
      bb: { out: '700 d\n700 d/one\n700 d/sub\n', err: '', code: 0 },
    },
    {
      line: "chmod -R a+X d; stat -c '%a %n' d d/one d/sub",
      gnu: { out: '755 d\n644 d/one\n755 d/sub\n', err: '', code: 0 },
      bb: { out: '755 d\n644 d/one\n755 d/sub\n', err: '', code: 0 },
    },
    {
      line: 'chmod g=u a; stat -c %a a',
      gnu: { out: '664\n', err: '', code: 0 },
      bb: { out: '664\n', err: '', code: 0 },
    },
    {
      line: "chmod 4755 a; stat -c '%a %A' a",
      gnu: { out: '4755 -rwsr-xr-x\n', err: '', code: 0 },
      bb: { out: '4755 -rwsr-xr-x\n', err: '', code: 0 },
    },
    {
      line: "chmod +t e; stat -c '%a %A' e",
      gnu: { out: '1755 drwxr-xr-t\n', err: '', code: 0 },
      bb: { out: '1755 drwxr-xr-t\n', err: '', code: 0 },
    },
    {
      line: 'chmod g+s e; chmod 755 e; stat -c %a e',
      gnu: { out: '2755\n', err: '', code: 0 },
      bb: { out: '755\n', err: '', code: 0 },
    },
    {
      line: 'chmod nosuch a',
      gnu: { out: '', err: "chmod: invalid mode: 'nosuch'\nTry 'chmod --help' for more information.\n", code: 1 },
      bb: { out: '', err: "chmod: invalid mode 'nosuch'\n", code: 1 },
    },
    {
      line: 'chmod 999 a',
      gnu: { out: '', err: "chmod: invalid mode: '999'\nTry 'chmod --help' for more information.\n", code: 1 },
      bb: { out: '', err: "chmod: invalid mode '999'\n", code: 1 },
    },
    {
      line: 'chmod 644 nosuch',
      gnu: { out: '', err: "chmod: cannot access 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: 'chmod: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'chmod 644',
      gnu: { out: '', err: "chmod: missing operand after '644'\nTry 'chmod --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: chmod [-Rcvf] MODE[,MODE]... FILE...\n\nMODE is octal number (bit pattern sstrwxrwxrwx) or [ugoa]{+|-|=}[rwxXst]\n\n\t-R\tRecurse\n\t-c\tList changed files\n\t-v\tVerbose\n\t-f\tHide errors\n',
        code: 1,
      },
    },
    {
      line: 'chmod',
      gnu: { out: '', err: "chmod: missing operand\nTry 'chmod --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: chmod [-Rcvf] MODE[,MODE]... FILE...\n\nMODE is octal number (bit pattern sstrwxrwxrwx) or [ugoa]{+|-|=}[rwxXst]\n\n\t-R\tRecurse\n\t-c\tList changed files\n\t-v\tVerbose\n\t-f\tHide errors\n',
        code: 1,
      },
    },
    {
      line: 'chmod -x a; stat -c %a a',
      gnu: { out: '644\n', err: '', code: 0 },
      bb: { out: '644\n', err: '', code: 0 },
    },
    {
      line: 'chmod -v 600 a',
      gnu: { out: "mode of 'a' changed from 0644 (rw-r--r--) to 0600 (rw-------)\n", err: '', code: 0 },
      bb: { out: "mode of 'a' changed to 0600 (rw-------)\n", err: '', code: 0 },
    },
    {
      line: 'chmod -v 644 a',
      gnu: { out: "mode of 'a' retained as 0644 (rw-r--r--)\n", err: '', code: 0 },
      bb: { out: "mode of 'a' changed to 0644 (rw-r--r--)\n", err: '', code: 0 },
    },
    {
      line: 'chmod -c 600 a b',
      gnu: {
        out: "mode of 'a' changed from 0644 (rw-r--r--) to 0600 (rw-------)\nmode of 'b' changed from 0644 (rw-r--r--) to 0600 (rw-------)\n",
        err: '',
        code: 0,
      },
      bb: {
        out: "mode of 'a' changed to 0600 (rw-------)\nmode of 'b' changed to 0600 (rw-------)\n",
        err: '',
        code: 0,
      },
    },
    {
      line: 'chmod -c 644 a',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'chmod 600 lnk; stat -c %a a',
      gnu: { out: '600\n', err: '', code: 0 },
      bb: { out: '600\n', err: '', code: 0 },
    },
    {
      line: 'chmod 600 broken',
      gnu: { out: '', err: "chmod: cannot operate on dangling symlink 'broken'\n", code: 1 },
      bb: { out: '', err: 'chmod: broken: No such file or directory\n', code: 1 },
    },
    {
      line: 'chmod -R 600 nosuch',
      gnu: { out: '', err: "chmod: cannot access 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: 'chmod: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'chmod --reference=exe a; stat -c %a a',
      gnu: { out: '644\n', err: '', code: 0 },
    },
    {
      line: 'chmod u+s,g-w a; stat -c %a a',
      gnu: { out: '4644\n', err: '', code: 0 },
      bb: { out: '4644\n', err: '', code: 0 },
    },
    {
      line: 'chmod -f 600 nosuch',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: 'chmod: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: "chown nobody a; stat -c '%U %u' a",
      gnu: { out: 'nobody 65534\n', err: '', code: 0 },
      bb: { out: 'nobody 65534\n', err: '', code: 0 },
    },
    {
      line: "chown nobody:daemon a; stat -c '%U %G' a",
      gnu: { out: 'nobody daemon\n', err: '', code: 0 },
      bb: { out: 'nobody daemon\n', err: '', code: 0 },
    },
    {
      line: "chown :daemon a; stat -c '%U %G' a",
      gnu: { out: 'root daemon\n', err: '', code: 0 },
      bb: { out: 'root daemon\n', err: '', code: 0 },
    },
    {
      line: "chown 12:34 a; stat -c '%u %g %U %G' a",
      gnu: { out: '12 34 UNKNOWN backup\n', err: '', code: 0 },
      bb: { out: '12 34 UNKNOWN kvm\n', err: '', code: 0 },
    },
    {
      line: 'chown nosuchuser a',
      gnu: { out: '', err: "chown: invalid user: 'nosuchuser'\n", code: 1 },
      bb: { out: '', err: 'chown: unknown user nosuchuser\n', code: 1 },
    },
    {
      line: 'chown root:nosuchgroup a',
      gnu: { out: '', err: "chown: invalid group: 'root:nosuchgroup'\n", code: 1 },
      bb: { out: '', err: 'chown: unknown user/group root:nosuchgroup\n', code: 1 },
    },
    {
      line: 'chown root nosuch',
      gnu: { out: '', err: "chown: cannot access 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: 'chown: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'chown root',
      gnu: { out: '', err: "chown: missing operand after 'root'\nTry 'chown --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: chown [-RhLHPcvf]... USER[:[GRP]] FILE...\n\nChange the owner and/or group of FILEs to USER and/or GRP\n\n\t-h\tAffect symlinks instead of symlink targets\n\t-L\tTraverse all symlinks to directories\n\t-H\tTraverse symlinks on command line only\n\t-P\tDon't traverse symlinks (default)\n\t-R\tRecurse\n\t-c\tList changed files\n\t-v\tVerbose\n\t-f\tHide errors\n",
        code: 1,
      },
    },
    {
      line: 'chown',
      gnu: { out: '', err: "chown: missing operand\nTry 'chown --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: chown [-RhLHPcvf]... USER[:[GRP]] FILE...\n\nChange the owner and/or group of FILEs to USER and/or GRP\n\n\t-h\tAffect symlinks instead of symlink targets\n\t-L\tTraverse all symlinks to directories\n\t-H\tTraverse symlinks on command line only\n\t-P\tDon't traverse symlinks (default)\n\t-R\tRecurse\n\t-c\tList changed files\n\t-v\tVerbose\n\t-f\tHide errors\n",
        code: 1,
      },
    },
    {
      line: "chown -R nobody d; stat -c '%U %n' d d/one",
      gnu: { out: 'nobody d\nnobody d/one\n', err: '', code: 0 },
      bb: { out: 'nobody d\nnobody d/one\n', err: '', code: 0 },
    },
    {
      line: 'chown -v nobody a',
      gnu: { out: "changed ownership of 'a' from root to nobody\n", err: '', code: 0 },
      bb: { out: "changed ownership of 'a' to 65534:0\n", err: '', code: 0 },
    },
    {
      line: 'chown -v root a',
      gnu: { out: "ownership of 'a' retained as root\n", err: '', code: 0 },
      bb: { out: "changed ownership of 'a' to 0:0\n", err: '', code: 0 },
    },
    {
      line: 'chown -c root a',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'chown -h nobody lnk; stat -c %U lnk a',
      gnu: { out: 'nobody\nroot\n', err: '', code: 0 },
      bb: { out: 'nobody\nroot\n', err: '', code: 0 },
    },
    {
      line: "chown nobody: a; stat -c '%U %G' a",
      gnu: { out: 'nobody nogroup\n', err: '', code: 0 },
      bb: { out: 'nobody nobody\n', err: '', code: 0 },
    },
    {
      line: 'chgrp daemon a; stat -c %G a',
      gnu: { out: 'daemon\n', err: '', code: 0 },
      bb: { out: 'daemon\n', err: '', code: 0 },
    },
    {
      line: 'chgrp nosuch a',
      gnu: { out: '', err: "chgrp: invalid group: 'nosuch'\n", code: 1 },
      bb: { out: '', err: 'chgrp: unknown group nosuch\n', code: 1 },
    },
    {
      line: "chgrp -R daemon d; stat -c '%G %n' d d/one",
      gnu: { out: 'daemon d\ndaemon d/one\n', err: '', code: 0 },
      bb: { out: 'daemon d\ndaemon d/one\n', err: '', code: 0 },
    },
    {
      line: 'chown --reference=b a; stat -c %u a',
      gnu: { out: '0\n', err: '', code: 0 },
    },
    {
      line: "stat -c '%n %s %F' a d lnk empty",
      gnu: {
        out: 'a 6 regular file\nd 4096 directory\nlnk 1 symbolic link\nempty 0 regular empty file\n',
        err: '',
        code: 0,
      },
      bb: {
        out: 'a 6 regular file\nd 4096 directory\nlnk 1 symbolic link\nempty 0 regular empty file\n',
        err: '',
        code: 0,
      },
    },
    {
      line: "stat -c '%a %A %h %u %g %U %G' a",
      gnu: { out: '644 -rw-r--r-- 1 0 0 root root\n', err: '', code: 0 },
      bb: { out: '644 -rw-r--r-- 1 0 0 root root\n', err: '', code: 0 },
    },
    {
      line: 'stat -c %N lnk a',
      gnu: { out: "'lnk' -> 'a'\n'a'\n", err: '', code: 0 },
      bb: { out: "'lnk' -> 'a'\na\n", err: '', code: 0 },
    },
    {
      line: "stat -c '%y' a",
      gnu: { out: '2024-01-02 03:04:05.000000000 +0000\n', err: '', code: 0 },
      bb: { out: '2024-01-02 03:04:05.000000000 +0000\n', err: '', code: 0 },
    },
    {
      line: "stat -c '%Y|%10s|%-5s|' a",
      gnu: { out: '1704164645|         6|6    |\n', err: '', code: 0 },
      bb: { out: '1704164645|         6|6    |\n', err: '', code: 0 },
    },
    {
      line: "stat -c '%f %t %T' a",
      gnu: { out: '81a4 0 0\n', err: '', code: 0 },
      bb: { out: '81a4 0 0\n', err: '', code: 0 },
    },
    {
      line: 'stat -c %t:%T /dev/null',
      gnu: { out: '1:3\n', err: '', code: 0 },
      bb: { out: '1:3\n', err: '', code: 0 },
    },
    {
      line: 'stat nosuch',
      gnu: { out: '', err: "stat: cannot statx 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "stat: can't stat 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'stat',
      gnu: { out: '', err: "stat: missing operand\nTry 'stat --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: stat [-ltf] [-c FMT] FILE...\n\nDisplay file (default) or filesystem status\n\n\t-c FMT\tUse the specified format\n\t-f\tDisplay filesystem status\n\t-L\tFollow links\n\t-t\tTerse display\n\nFMT sequences for files:\n %a\tAccess rights in octal\n %A\tAccess rights in human readable form\n %b\tNumber of blocks allocated (see %B)\n %B\tSize in bytes of each block reported by %b\n %d\tDevice number in decimal\n %D\tDevice number in hex\n %f\tRaw mode in hex\n %F\tFile type\n %g\tGroup ID\n %G\tGroup name\n %h\tNumber of hard links\n %i\tInode number\n %n\tFile name\n %N\tFile name, with -> TARGET if symlink\n %o\tI/O block size\n %s\tTotal size in bytes\n %t\tMajor device type in hex\n %T\tMinor device type in hex\n %u\tUser ID\n %U\tUser name\n %x\tTime of last access\n %X\tTime of last access as seconds since Epoch\n %y\tTime of last modification\n %Y\tTime of last modification as seconds since Epoch\n %z\tTime of last change\n %Z\tTime of last change as seconds since Epoch\n\nFMT sequences for file systems:\n %a\tFree blocks available to non-superuser\n %b\tTotal data blocks\n %c\tTotal file nodes\n %d\tFree file nodes\n %f\tFree blocks\n %i\tFile System ID in hex\n %l\tMaximum length of filenames\n %n\tFile name\n %s\tBlock size (for faster transfer)\n %S\tFundamental block size (for block counts)\n %t\tType in hex\n %T\tType in human readable form\n',
        code: 1,
      },
    },
    {
      line: 'stat -L -c %F lnk',
      gnu: { out: 'regular file\n', err: '', code: 0 },
      bb: { out: 'regular file\n', err: '', code: 0 },
    },
    {
      line: "stat -c '%%x%n' a",
      gnu: { out: '%xa\n', err: '', code: 0 },
      bb: { out: '%xa\n', err: '', code: 0 },
    },
    {
      line: 'stat -c %Q a',
      gnu: { out: '?\n', err: '', code: 0 },
      bb: { out: 'Q\n', err: '', code: 0 },
    },
    {
      line: "stat --printf='%s\\t%n\\n' a",
      gnu: { out: '6\ta\n', err: '', code: 0 },
    },
    {
      line: "stat -c '%.3Y %#a' a",
      gnu: { out: '1704164645.000 0644\n', err: '', code: 0 },
    },
    {
      line: "stat -c '%W %w' nosuch",
      gnu: { out: '', err: "stat: cannot statx 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'readlink lnk',
      gnu: { out: 'a\n', err: '', code: 0 },
      bb: { out: 'a\n', err: '', code: 0 },
    },
    {
      line: 'readlink a',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'readlink nosuch',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'readlink -f lnk',
      gnu: { out: '/w/a\n', err: '', code: 0 },
      bb: { out: '/w/a\n', err: '', code: 0 },
    },
    {
      line: 'readlink -f d/../a',
      gnu: { out: '/w/a\n', err: '', code: 0 },
      bb: { out: '/w/a\n', err: '', code: 0 },
    },
    {
      line: 'readlink -f nosuch',
      gnu: { out: '/w/nosuch\n', err: '', code: 0 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'readlink -f nosuch/x',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'readlink -n lnk',
      gnu: { out: 'a', err: '', code: 0 },
      bb: { out: 'a', err: '', code: 0 },
    },
    {
      line: 'readlink',
      gnu: { out: '', err: "readlink: missing operand\nTry 'readlink --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: readlink [-fnv] FILE\n\nDisplay the value of a symlink\n\n\t-n\tDon't add newline\n\t-f\tCanonicalize by following all symlinks\n\t-v\tVerbose\n",
        code: 1,
      },
    },
    {
      line: 'readlink -f .',
      gnu: { out: '/w\n', err: '', code: 0 },
      bb: { out: '/w\n', err: '', code: 0 },
    },
    {
      line: 'readlink -e nosuch',
      gnu: { out: '', err: '', code: 1 },
    },
    {
      line: 'readlink -m nosuch/x/y',
      gnu: { out: '/w/nosuch/x/y\n', err: '', code: 0 },
    },
    {
      line: 'readlink -v a',
      gnu: { out: '', err: 'readlink: a: Invalid argument\n', code: 1 },
    },
    {
      line: 'readlink -v nosuch',
      gnu: { out: '', err: 'readlink: nosuch: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'readlink: nosuch: cannot read link: No such file or directory\n', code: 1 },
    },
    {
      line: 'realpath a',
      gnu: { out: '/w/a\n', err: '', code: 0 },
      bb: { out: '/w/a\n', err: '', code: 0 },
    },
    {
      line: 'realpath lnk',
      gnu: { out: '/w/a\n', err: '', code: 0 },
      bb: { out: '/w/a\n', err: '', code: 0 },
    },
    {
      line: 'realpath nosuch',
      gnu: { out: '/w/nosuch\n', err: '', code: 0 },
      bb: { out: '', err: 'realpath: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'realpath nosuch/x',
      gnu: { out: '', err: 'realpath: nosuch/x: No such file or directory\n', code: 1 },
      bb: { out: '', err: 'realpath: nosuch/x: No such file or directory\n', code: 1 },
    },
    {
      line: 'realpath . d/..',
      gnu: { out: '/w\n/w\n', err: '', code: 0 },
      bb: { out: '/w\n/w\n', err: '', code: 0 },
    },
    {
      line: 'realpath broken',
      gnu: { out: '/w/nowhere\n', err: '', code: 0 },
      bb: { out: '/w/nowhere\n', err: '', code: 0 },
    },
    {
      line: 'realpath --relative-to=d a',
      gnu: { out: '../a\n', err: '', code: 0 },
    },
    {
      line: 'realpath -s lnk',
      gnu: { out: '/w/lnk\n', err: '', code: 0 },
    },
    {
      line: 'realpath',
      gnu: { out: '', err: "realpath: missing operand\nTry 'realpath --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: realpath FILE...\n\nPrint absolute pathnames of FILEs\n',
        code: 1,
      },
    },
    {
      line: 'truncate -s 3 a; cat a',
      gnu: { out: 'hel', err: '', code: 0 },
      bb: { out: 'hel', err: '', code: 0 },
    },
    {
      line: 'truncate -s 8 a; od -c a',
      gnu: { out: '0000000   h   e   l   l   o  \\n  \\0  \\0\n0000010\n', err: '', code: 0 },
      bb: { out: '0000000   h   e   l   l   o  \\n  \\0  \\0\n0000010\n', err: '', code: 0 },
    },
    {
      line: 'truncate -s +2 a; stat -c %s a',
      gnu: { out: '8\n', err: '', code: 0 },
      bb: { out: '6\n', err: "truncate: invalid number '+2'\n", code: 0 },
    },
    {
      line: 'truncate -s -2 a; stat -c %s a',
      gnu: { out: '4\n', err: '', code: 0 },
    },
    {
      line: 'truncate -s 1k n; stat -c %s n',
      gnu: { out: '1024\n', err: '', code: 0 },
      bb: { out: '1024\n', err: '', code: 0 },
    },
    {
      line: 'truncate -c -s 5 n; ls n',
      gnu: { out: '', err: "ls: cannot access 'n': No such file or directory\n", code: 2 },
      bb: { out: '', err: 'ls: n: No such file or directory\n', code: 1 },
    },
    {
      line: 'truncate a',
      gnu: {
        out: '',
        err: "truncate: you must specify either '--size' or '--reference'\nTry 'truncate --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: truncate [-c] -s SIZE FILE...\n\nTruncate FILEs to SIZE\n\n\t-c\tDo not create files\n\t-s SIZE\n',
        code: 1,
      },
    },
    {
      line: 'truncate -s x a',
      gnu: { out: '', err: "truncate: Invalid number: 'x'\n", code: 1 },
      bb: { out: '', err: "truncate: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'truncate -s 1',
      gnu: { out: '', err: "truncate: missing file operand\nTry 'truncate --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: truncate [-c] -s SIZE FILE...\n\nTruncate FILEs to SIZE\n\n\t-c\tDo not create files\n\t-s SIZE\n',
        code: 1,
      },
    },
    {
      line: 'truncate -s 1 d',
      gnu: { out: '', err: "truncate: cannot open 'd' for writing: Is a directory\n", code: 1 },
      bb: { out: '', err: 'truncate: d: open: Is a directory\n', code: 1 },
    },
    {
      line: 'truncate -s 1 nosuch/x',
      gnu: { out: '', err: "truncate: cannot open 'nosuch/x' for writing: No such file or directory\n", code: 1 },
      bb: { out: '', err: 'truncate: nosuch/x: open: No such file or directory\n', code: 1 },
    },
    {
      line: 'fallocate -l 100 n; stat -c %s n',
      gnu: { out: '100\n', err: '', code: 0 },
      bb: { out: '100\n', err: '', code: 0 },
    },
    {
      line: 'fallocate -l 1k n; stat -c %s n',
      gnu: { out: '1024\n', err: '', code: 0 },
      bb: { out: '1024\n', err: '', code: 0 },
    },
    {
      line: 'fallocate n',
      gnu: { out: '', err: 'fallocate: no length argument specified\n', code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: fallocate [-o OFS] -l LEN FILE\n\nPreallocate space for FILE\n\n\t-o OFS\tOffset of range\n\t-l LEN\tLength of range\n',
        code: 1,
      },
    },
    {
      line: 'fallocate -l x n',
      gnu: { out: '', err: 'fallocate: invalid length value specified\n', code: 1 },
      bb: { out: '', err: "fallocate: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'mkfifo p; stat -c %F p',
      gnu: { out: 'fifo\n', err: '', code: 0 },
      bb: { out: 'fifo\n', err: '', code: 0 },
    },
    {
      line: 'mkfifo a',
      gnu: { out: '', err: "mkfifo: cannot create fifo 'a': File exists\n", code: 1 },
      bb: { out: '', err: 'mkfifo: a: File exists\n', code: 1 },
    },
    {
      line: 'mkfifo -m 600 p; stat -c %a p',
      gnu: { out: '600\n', err: '', code: 0 },
      bb: { out: '600\n', err: '', code: 0 },
    },
    {
      line: 'mkfifo',
      gnu: { out: '', err: "mkfifo: missing operand\nTry 'mkfifo --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mkfifo [-m MODE] NAME\n\nCreate named pipe\n\n\t-m MODE\tMode (default a=rw)\n',
        code: 1,
      },
    },
    {
      line: 'mknod p p; stat -c %F p',
      gnu: { out: 'fifo\n', err: '', code: 0 },
      bb: { out: 'fifo\n', err: '', code: 0 },
    },
    {
      line: "mknod n c 1 3; stat -c '%F %t %T' n",
      gnu: { out: 'character special file 1 3\n', err: '', code: 0 },
      bb: { out: 'character special file 1 3\n', err: '', code: 0 },
    },
    {
      line: 'mknod n',
      gnu: { out: '', err: "mknod: missing operand after 'n'\nTry 'mknod --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mknod [-m MODE] NAME TYPE [MAJOR MINOR]\n\nCreate a special file (block, character, or pipe)\n\n\t-m MODE\tCreation mode (default a=rw)\nTYPE:\n\tb\tBlock device\n\tc or u\tCharacter device\n\tp\tNamed pipe (MAJOR MINOR must be omitted)\n',
        code: 1,
      },
    },
    {
      line: 'mknod n c',
      gnu: {
        out: '',
        err: "mknod: missing operand after 'c'\nSpecial files require major and minor device numbers.\nTry 'mknod --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mknod [-m MODE] NAME TYPE [MAJOR MINOR]\n\nCreate a special file (block, character, or pipe)\n\n\t-m MODE\tCreation mode (default a=rw)\nTYPE:\n\tb\tBlock device\n\tc or u\tCharacter device\n\tp\tNamed pipe (MAJOR MINOR must be omitted)\n',
        code: 1,
      },
    },
    {
      line: 'mknod n p 1 2',
      gnu: {
        out: '',
        err: "mknod: extra operand '1'\nFifos do not have major and minor device numbers.\nTry 'mknod --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mknod [-m MODE] NAME TYPE [MAJOR MINOR]\n\nCreate a special file (block, character, or pipe)\n\n\t-m MODE\tCreation mode (default a=rw)\nTYPE:\n\tb\tBlock device\n\tc or u\tCharacter device\n\tp\tNamed pipe (MAJOR MINOR must be omitted)\n',
        code: 1,
      },
    },
    {
      line: 'mknod n q 1 2',
      gnu: { out: '', err: "mknod: invalid device type 'q'\nTry 'mknod --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mknod [-m MODE] NAME TYPE [MAJOR MINOR]\n\nCreate a special file (block, character, or pipe)\n\n\t-m MODE\tCreation mode (default a=rw)\nTYPE:\n\tb\tBlock device\n\tc or u\tCharacter device\n\tp\tNamed pipe (MAJOR MINOR must be omitted)\n',
        code: 1,
      },
    },
    {
      line: 'install a e/x; stat -c %a e/x',
      gnu: { out: '755\n', err: '', code: 0 },
      bb: { out: '755\n', err: '', code: 0 },
    },
    {
      line: 'install -m 600 a n; stat -c %a n',
      gnu: { out: '600\n', err: '', code: 0 },
      bb: { out: '600\n', err: '', code: 0 },
    },
    {
      line: 'install -d n/m; ls n',
      gnu: { out: 'm\n', err: '', code: 0 },
      bb: { out: 'm\n', err: '', code: 0 },
    },
    {
      line: 'install -D a n/m/o; cat n/m/o',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'install nosuch n',
      gnu: { out: '', err: "install: cannot stat 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "install: can't stat 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'install a',
      gnu: {
        out: '',
        err: "install: missing destination file operand after 'a'\nTry 'install --help' for more information.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: install [-cdDsp] [-o USER] [-g GRP] [-m MODE] [-t DIR] [SOURCE]... DEST\n\nCopy files and set attributes\n\n\t-c\tJust copy (default)\n\t-d\tCreate directories\n\t-D\tCreate leading target directories\n\t-s\tStrip symbol table\n\t-p\tPreserve date\n\t-o USER\tSet ownership\n\t-g GRP\tSet group ownership\n\t-m MODE\tSet permissions\n\t-t DIR\tInstall to DIR\n',
        code: 1,
      },
    },
    {
      line: 'install -m 644 a b e; ls e',
      gnu: { out: 'a\nb\n', err: '', code: 0 },
      bb: { out: 'a\nb\n', err: '', code: 0 },
    },
    {
      line: 'du d',
      gnu: { out: '8\td/sub\n20\td\n', err: '', code: 0 },
      bb: { out: '8\td/sub\n20\td\n', err: '', code: 0 },
    },
    {
      line: 'du -s d',
      gnu: { out: '20\td\n', err: '', code: 0 },
      bb: { out: '20\td\n', err: '', code: 0 },
    },
    {
      line: 'du -a d',
      gnu: { out: '4\td/one\n4\td/two\n4\td/sub/three\n8\td/sub\n20\td\n', err: '', code: 0 },
      bb: { out: '4\td/one\n4\td/two\n4\td/sub/three\n8\td/sub\n20\td\n', err: '', code: 0 },
    },
    {
      line: 'du -h d',
      gnu: { out: '8.0K\td/sub\n20K\td\n', err: '', code: 0 },
      bb: { out: '8.0K\td/sub\n20.0K\td\n', err: '', code: 0 },
    },
    {
      line: 'du -sh d',
      gnu: { out: '20K\td\n', err: '', code: 0 },
      bb: { out: '20.0K\td\n', err: '', code: 0 },
    },
    {
      line: 'du -b d',
      gnu: { out: '4100\td/sub\n8201\td\n', err: '', code: 0 },
    },
    {
      line: 'du -sb d',
      gnu: { out: '8201\td\n', err: '', code: 0 },
    },
    {
      line: 'du -c d e',
      gnu: { out: '8\td/sub\n20\td\n4\te\n24\ttotal\n', err: '', code: 0 },
      bb: { out: '8\td/sub\n20\td\n4\te\n24\ttotal\n', err: '', code: 0 },
    },
    {
      line: 'du -d 1 d',
      gnu: { out: '8\td/sub\n20\td\n', err: '', code: 0 },
      bb: { out: '8\td/sub\n20\td\n', err: '', code: 0 },
    },
    {
      line: 'du nosuch',
      gnu: { out: '', err: "du: cannot access 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: 'du: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'du a',
      gnu: { out: '4\ta\n', err: '', code: 0 },
      bb: { out: '4\ta\n', err: '', code: 0 },
    },
    {
      line: 'du -k a',
      gnu: { out: '4\ta\n', err: '', code: 0 },
      bb: { out: '4\ta\n', err: '', code: 0 },
    },
    {
      line: 'du --apparent-size -s d',
      gnu: { out: '9\td\n', err: '', code: 0 },
    },
    {
      line: 'du --exclude=sub -a d',
      gnu: { out: '4\td/one\n4\td/two\n12\td\n', err: '', code: 0 },
    },
    {
      line: 'dd if=a of=n status=noxfer; cat n',
      gnu: { out: 'hello\n', err: '0+1 records in\n0+1 records out\n', code: 0 },
      bb: { out: 'hello\n', err: '0+1 records in\n0+1 records out\n', code: 0 },
    },
    {
      line: 'dd if=a bs=2 count=1 status=none',
      gnu: { out: 'he', err: '', code: 0 },
      bb: { out: 'he', err: '', code: 0 },
    },
    {
      line: 'dd if=a bs=1 skip=2 status=none',
      gnu: { out: 'llo\n', err: '', code: 0 },
      bb: { out: 'llo\n', err: '', code: 0 },
    },
    {
      line: 'dd if=a bs=1 skip=2 count=2 status=none',
      gnu: { out: 'll', err: '', code: 0 },
      bb: { out: 'll', err: '', code: 0 },
    },
    {
      line: 'dd if=a of=b bs=1 seek=2 conv=notrunc status=none; cat b',
      gnu: { out: 'wohello\nonger\n', err: '', code: 0 },
      bb: { out: 'wohello\nonger\n', err: '', code: 0 },
    },
    {
      line: 'dd if=a of=b bs=1 seek=2 status=none; cat b',
      gnu: { out: 'wohello\n', err: '', code: 0 },
      bb: { out: 'wohello\n', err: '', code: 0 },
    },
    {
      line: 'dd if=nosuch',
      gnu: { out: '', err: "dd: failed to open 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "dd: can't open 'nosuch': No such file or directory\n", code: 1 },
    },
    {
      line: 'dd if=a of=nosuch/x',
      gnu: { out: '', err: "dd: failed to open 'nosuch/x': No such file or directory\n", code: 1 },
      bb: { out: '', err: "dd: can't open 'nosuch/x': No such file or directory\n", code: 1 },
    },
    {
      line: 'dd if=a conv=ucase status=none',
      gnu: { out: 'HELLO\n', err: '', code: 0 },
      bb: { out: '', err: "dd: invalid argument 'ucase' to 'conv'\n", code: 1 },
    },
    {
      line: 'dd if=a bs=0',
      gnu: { out: '', err: "dd: invalid number: '0'\n", code: 1 },
      bb: { out: '', err: 'dd: number 0 is not in 1..9223372036854775807 range\n', code: 1 },
    },
    {
      line: 'dd if=a bs=x',
      gnu: { out: '', err: "dd: invalid number: 'x'\n", code: 1 },
      bb: { out: '', err: "dd: invalid number 'x'\n", code: 1 },
    },
    {
      line: 'dd foo=bar',
      gnu: { out: '', err: "dd: unrecognized operand 'foo=bar'\nTry 'dd --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: "BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: dd [if=FILE] [of=FILE] [ibs=N obs=N/bs=N] [count=N] [skip=N] [seek=N]\n\t[conv=notrunc|noerror|sync|fsync]\n\t[iflag=skip_bytes|count_bytes|fullblock|direct] [oflag=seek_bytes|append|direct]\n\nCopy a file with converting and formatting\n\n\tif=FILE\t\tRead from FILE instead of stdin\n\tof=FILE\t\tWrite to FILE instead of stdout\n\tbs=N\t\tRead and write N bytes at a time\n\tibs=N\t\tRead N bytes at a time\n\tobs=N\t\tWrite N bytes at a time\n\tcount=N\t\tCopy only N input blocks\n\tskip=N\t\tSkip N input blocks\n\tseek=N\t\tSkip N output blocks\n\tconv=notrunc\tDon't truncate output file\n\tconv=noerror\tContinue after read errors\n\tconv=sync\tPad blocks with zeros\n\tconv=fsync\tPhysically write data out before finishing\n\tconv=swab\tSwap every pair of bytes\n\tiflag=skip_bytes\tskip=N is in bytes\n\tiflag=count_bytes\tcount=N is in bytes\n\toflag=seek_bytes\tseek=N is in bytes\n\tiflag=direct\tO_DIRECT input\n\toflag=direct\tO_DIRECT output\n\tiflag=fullblock\tRead full blocks\n\toflag=append\tOpen output in append mode\n\tstatus=noxfer\tSuppress rate output\n\tstatus=none\tSuppress all output\n\nN may be suffixed by c (1), w (2), b (512), kB (1000), k (1024), MB, M, GB, G\n",
        code: 1,
      },
    },
    {
      line: 'dd if=a conv=foo',
      gnu: { out: '', err: "dd: invalid conversion: 'foo'\nTry 'dd --help' for more information.\n", code: 1 },
      bb: { out: '', err: "dd: invalid argument 'foo' to 'conv'\n", code: 1 },
    },
    {
      line: 'dd if=a status=noxfer of=/dev/null',
      gnu: { out: '', err: '0+1 records in\n0+1 records out\n', code: 0 },
      bb: { out: '', err: '0+1 records in\n0+1 records out\n', code: 0 },
    },
    {
      line: 'dd if=b bs=4 of=n status=noxfer',
      gnu: { out: '', err: '3+1 records in\n3+1 records out\n', code: 0 },
      bb: { out: '', err: '3+1 records in\n3+1 records out\n', code: 0 },
    },
    {
      line: 'dd if=b bs=5 count=2 of=n status=noxfer; cat n',
      gnu: { out: 'world, lon', err: '2+0 records in\n2+0 records out\n', code: 0 },
      bb: { out: 'world, lon', err: '2+0 records in\n2+0 records out\n', code: 0 },
    },
    {
      line: "printf 'abc' | dd bs=2 status=noxfer",
      gnu: { out: 'abc', err: '1+1 records in\n1+1 records out\n', code: 0 },
      bb: { out: 'abc', err: '1+1 records in\n1+1 records out\n', code: 0 },
    },
    {
      line: 'dd if=a ibs=2 obs=4 status=noxfer of=n',
      gnu: { out: '', err: '3+0 records in\n1+1 records out\n', code: 0 },
      bb: { out: '', err: '3+0 records in\n1+1 records out\n', code: 0 },
    },
    {
      line: 'dd if=a bs=4 conv=sync status=none | od -c',
      gnu: { out: '0000000   h   e   l   l   o  \\n  \\0  \\0\n0000010\n', err: '', code: 0 },
      bb: { out: '0000000   h   e   l   l   o  \\n  \\0  \\0\n0000010\n', err: '', code: 0 },
    },
    {
      line: 'dd if=a iflag=count_bytes count=3 status=none',
      gnu: { out: 'hel', err: '', code: 0 },
    },
    {
      line: 'mktemp -u x',
      gnu: { out: '', err: "mktemp: too few X's in template 'x'\n", code: 1 },
      bb: { out: '', err: 'mktemp: : Invalid argument\n', code: 1 },
    },
    {
      line: 'mktemp xXX',
      gnu: { out: '', err: "mktemp: too few X's in template 'xXX'\n", code: 1 },
      bb: { out: '', err: 'mktemp: : Invalid argument\n', code: 1 },
    },
    {
      line: 'mktemp -d nosuch/tXXXXXX',
      gnu: {
        out: '',
        err: "mktemp: failed to create directory via template 'nosuch/tXXXXXX': No such file or directory\n",
        code: 1,
      },
      bb: { out: '', err: 'mktemp: : No such file or directory\n', code: 1 },
    },
    {
      line: 'mktemp -q nosuch/tXXXXXX',
      gnu: { out: '', err: '', code: 1 },
      bb: { out: '', err: '', code: 1 },
    },
    {
      line: 'mktemp a b c',
      gnu: { out: '', err: "mktemp: too many templates\nTry 'mktemp --help' for more information.\n", code: 1 },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: mktemp [-dt] [-p DIR] [TEMPLATE]\n\nCreate a temporary file with name based on TEMPLATE and print its name.\nTEMPLATE must end with XXXXXX (e.g. [/dir/]nameXXXXXX).\nWithout TEMPLATE, -t tmp.XXXXXX is assumed.\n\n\t-d\tMake directory, not file\n\t-q\tFail silently on errors\n\t-t\tPrepend base directory name to TEMPLATE\n\t-p DIR\tUse DIR as a base directory (implies -t)\n\t-u\tDo not create anything; print a name\n\nBase directory is: -p DIR, else $TMPDIR, else /tmp\n',
        code: 1,
      },
    },
    {
      line: 'cat a > c; cat c',
      gnu: { out: 'hello\n', err: '', code: 0 },
      bb: { out: 'hello\n', err: '', code: 0 },
    },
    {
      line: 'echo hi > c; cat c',
      gnu: { out: 'hi\n', err: '', code: 0 },
      bb: { out: 'hi\n', err: '', code: 0 },
    },
    {
      line: 'sync',
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sync nosuch',
      gnu: { out: '', err: "sync: error opening 'nosuch': No such file or directory\n", code: 1 },
      bb: { out: '', err: "sync: can't open 'nosuch': No such file or directory\n", code: 1 },
    },
  ],
};
