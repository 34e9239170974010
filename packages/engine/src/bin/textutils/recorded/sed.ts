/** Answers of coreutils 9.1 and its neighbours in Debian 12 (gnu) and of BusyBox v1.38.0 (bb); made by record.mjs. */
import type { Fixtures } from '../../frame/testing/fixtures.ts';

export const fixtures: Fixtures = {
  files: [
    { path: 'a', data: 'one\ntwo\nthree\nfour\nfive\n' },
    { path: 'b', data: 'hello world\nfoo bar foo\n\nend\n' },
    { path: 'nonl', data: 'x\ny' },
    { path: 'conf', data: 'listen 80;\nserver_name localhost;\nroot /var/www;\n' },
    { path: 'scr', data: 's/one/1/\n/two/d\n' },
    { path: 'd/x', data: 'y\n' },
  ],
  cases: [
    {
      line: 'sed s/o/0/ a',
      gnu: { out: '0ne\ntw0\nthree\nf0ur\nfive\n', err: '', code: 0 },
      bb: { out: '0ne\ntw0\nthree\nf0ur\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed s/o/0/g b',
      gnu: { out: 'hell0 w0rld\nf00 bar f00\n\nend\n', err: '', code: 0 },
      bb: { out: 'hell0 w0rld\nf00 bar f00\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/o/0/2' b",
      gnu: { out: 'hello w0rld\nfo0 bar foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello w0rld\nfo0 bar foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/o/0/2g' b",
      gnu: { out: 'hello w0rld\nfo0 bar f00\n\nend\n', err: '', code: 0 },
      bb: { out: 'hell0 w0rld\nf00 bar f00\n\nend\n', err: '', code: 0 },
    },
    {
      line: 'sed -n p a',
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed -n 2p a',
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: 'sed 2d a',
      gnu: { out: 'one\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '$d' a",
      gnu: { out: 'one\ntwo\nthree\nfour\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\n', err: '', code: 0 },
    },
    {
      line: "sed -n '$p' a",
      gnu: { out: 'five\n', err: '', code: 0 },
      bb: { out: 'five\n', err: '', code: 0 },
    },
    {
      line: 'sed -n 2,4p a',
      gnu: { out: 'two\nthree\nfour\n', err: '', code: 0 },
      bb: { out: 'two\nthree\nfour\n', err: '', code: 0 },
    },
    {
      line: 'sed 2,4d a',
      gnu: { out: 'one\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '/two/d' a",
      gnu: { out: 'one\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed -n '/two/,/four/p' a",
      gnu: { out: 'two\nthree\nfour\n', err: '', code: 0 },
      bb: { out: 'two\nthree\nfour\n', err: '', code: 0 },
    },
    {
      line: "sed -n '/two/,+1p' a",
      gnu: { out: 'two\nthree\n', err: '', code: 0 },
      bb: { out: 'two\nthree\n', err: '', code: 0 },
    },
    {
      line: "sed -n '2~2p' a",
      gnu: { out: 'two\nfour\n', err: '', code: 0 },
      bb: { out: '', err: 'sed: unsupported command ~\n', code: 1 },
    },
    {
      line: "sed -n '0~2p' a",
      gnu: { out: 'two\nfour\n', err: '', code: 0 },
      bb: { out: '', err: 'sed: unsupported command ~\n', code: 1 },
    },
    {
      line: "sed -n '2,~4p' a",
      gnu: { out: 'two\nthree\nfour\n', err: '', code: 0 },
      bb: { out: '', err: 'sed: no address after comma\n', code: 1 },
    },
    {
      line: "sed '0,/o/s/o/0/' a",
      gnu: { out: '0ne\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '1!d' a",
      gnu: { out: 'one\n', err: '', code: 0 },
      bb: { out: 'one\n', err: '', code: 0 },
    },
    {
      line: "sed -n '/t/!p' a",
      gnu: { out: 'one\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed 5q a',
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed 2q a',
      gnu: { out: 'one\ntwo\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\n', err: '', code: 0 },
    },
    {
      line: "sed '2q5' a",
      gnu: { out: 'one\ntwo\n', err: '', code: 5 },
      bb: { out: '', err: 'sed: missing command\n', code: 1 },
    },
    {
      line: "sed -n '2{p;q}' a",
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: "sed '/two/{s/t/T/;s/o/O/}' a",
      gnu: { out: 'one\nTwO\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nTwO\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed -e s/one/1/ -e s/two/2/ a',
      gnu: { out: '1\n2\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: '1\n2\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed -f scr a',
      gnu: { out: '1\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: '1\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed 's/\\(.\\)\\(.\\)/\\2\\1/' a",
      gnu: { out: 'noe\nwto\nhtree\nofur\nifve\n', err: '', code: 0 },
      bb: { out: 'noe\nwto\nhtree\nofur\nifve\n', err: '', code: 0 },
    },
    {
      line: "sed -E 's/(.)(.)/\\2\\1/' a",
      gnu: { out: 'noe\nwto\nhtree\nofur\nifve\n', err: '', code: 0 },
      bb: { out: 'noe\nwto\nhtree\nofur\nifve\n', err: '', code: 0 },
    },
    {
      line: "sed -r 's/(o+)/[\\1]/g' b",
      gnu: { out: 'hell[o] w[o]rld\nf[oo] bar f[oo]\n\nend\n', err: '', code: 0 },
      bb: { out: 'hell[o] w[o]rld\nf[oo] bar f[oo]\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/[aeiou]/<&>/g' a",
      gnu: { out: '<o>n<e>\ntw<o>\nthr<e><e>\nf<o><u>r\nf<i>v<e>\n', err: '', code: 0 },
      bb: { out: '<o>n<e>\ntw<o>\nthr<e><e>\nf<o><u>r\nf<i>v<e>\n', err: '', code: 0 },
    },
    {
      line: "sed 's/o/\\&/g' b",
      gnu: { out: 'hell& w&rld\nf&& bar f&&\n\nend\n', err: '', code: 0 },
      bb: { out: 'hell& w&rld\nf&& bar f&&\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's|/var|/srv|' conf",
      gnu: { out: 'listen 80;\nserver_name localhost;\nroot /srv/www;\n', err: '', code: 0 },
      bb: { out: 'listen 80;\nserver_name localhost;\nroot /srv/www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's,80,8080,' conf",
      gnu: { out: 'listen 8080;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
      bb: { out: 'listen 8080;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's/listen .*/listen 81;/' conf",
      gnu: { out: 'listen 81;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
      bb: { out: 'listen 81;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's/^/> /' a",
      gnu: { out: '> one\n> two\n> three\n> four\n> five\n', err: '', code: 0 },
      bb: { out: '> one\n> two\n> three\n> four\n> five\n', err: '', code: 0 },
    },
    {
      line: "sed 's/$/!/' a",
      gnu: { out: 'one!\ntwo!\nthree!\nfour!\nfive!\n', err: '', code: 0 },
      bb: { out: 'one!\ntwo!\nthree!\nfour!\nfive!\n', err: '', code: 0 },
    },
    {
      line: "sed 's/.*/\\U&/' b",
      gnu: { out: 'HELLO WORLD\nFOO BAR FOO\n\nEND\n', err: '', code: 0 },
      bb: { out: 'Uhello world\nUfoo bar foo\nU\nUend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/\\w\\+/\\u&/g' b",
      gnu: { out: 'Hello World\nFoo Bar Foo\n\nEnd\n', err: '', code: 0 },
      bb: { out: 'uhello uworld\nufoo ubar ufoo\n\nuend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/foo/\\n/' b",
      gnu: { out: 'hello world\n\n bar foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\n\n bar foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/ /\\t/' b",
      gnu: { out: 'hello\tworld\nfoo\tbar foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello\tworld\nfoo\tbar foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: 'sed y/abc/xyz/ b',
      gnu: { out: 'hello world\nfoo yxr foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo yxr foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 'y/o/\\n/' b",
      gnu: { out: 'hell\n w\nrld\nf\n\n bar f\n\n\n\nend\n', err: '', code: 0 },
      bb: { out: 'hell\n w\nrld\nf\n\n bar f\n\n\n\nend\n', err: '', code: 0 },
    },
    {
      line: 'sed = a',
      gnu: { out: '1\none\n2\ntwo\n3\nthree\n4\nfour\n5\nfive\n', err: '', code: 0 },
      bb: { out: '1\none\n2\ntwo\n3\nthree\n4\nfour\n5\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed -n = a',
      gnu: { out: '1\n2\n3\n4\n5\n', err: '', code: 0 },
      bb: { out: '1\n2\n3\n4\n5\n', err: '', code: 0 },
    },
    {
      line: "sed -n '$=' a",
      gnu: { out: '5\n', err: '', code: 0 },
      bb: { out: '5\n', err: '', code: 0 },
    },
    {
      line: "sed 'a\\\nadded' a",
      gnu: { out: 'one\nadded\ntwo\nadded\nthree\nadded\nfour\nadded\nfive\nadded\n', err: '', code: 0 },
      bb: { out: 'one\nadded\ntwo\nadded\nthree\nadded\nfour\nadded\nfive\nadded\n', err: '', code: 0 },
    },
    {
      line: "sed '2a added' a",
      gnu: { out: 'one\ntwo\nadded\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nadded\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '2i before' a",
      gnu: { out: 'one\nbefore\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nbefore\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '2c changed' a",
      gnu: { out: 'one\nchanged\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nchanged\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '2,3c changed' a",
      gnu: { out: 'one\nchanged\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nchanged\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '$a last' a",
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\nlast\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\nlast\n', err: '', code: 0 },
    },
    {
      line: "sed '1i\\  two blanks' a",
      gnu: { out: '  two blanks\none\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: '  two blanks\none\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed 'a\\  kept' nonl",
      gnu: { out: 'x\n  kept\ny\n  kept\n', err: '', code: 0 },
      bb: { out: 'x\n  kept\ny\n  kept\n', err: '', code: 0 },
    },
    {
      line: "sed 'i\\' -e x a",
      gnu: { out: '\none\ntwo\nthree\nfour\n', err: "sed: can't read i\\: No such file or directory\n", code: 2 },
      bb: { out: '\none\ntwo\nthree\nfour\n', err: 'sed: i\\: No such file or directory\n', code: 1 },
    },
    {
      line: 'sed G a',
      gnu: { out: 'one\n\ntwo\n\nthree\n\nfour\n\nfive\n\n', err: '', code: 0 },
      bb: { out: 'one\n\ntwo\n\nthree\n\nfour\n\nfive\n\n', err: '', code: 0 },
    },
    {
      line: "sed -n 'H;${x;s/\\n/,/g;p}' a",
      gnu: { out: ',one,two,three,four,five\n', err: '', code: 0 },
      bb: { out: ',one,two,three,four,five\n', err: '', code: 0 },
    },
    {
      line: "sed '1!G;h;$!d' a",
      gnu: { out: 'five\nfour\nthree\ntwo\none\n', err: '', code: 0 },
      bb: { out: 'five\nfour\nthree\ntwo\none\n', err: '', code: 0 },
    },
    {
      line: "sed 'N;s/\\n/+/' a",
      gnu: { out: 'one+two\nthree+four\nfive\n', err: '', code: 0 },
      bb: { out: 'one+two\nthree+four\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '$!N;P;D' a",
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed -n 'l' b",
      gnu: { out: 'hello world$\nfoo bar foo$\n$\nend$\n', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "sed -n 'l 5' b",
      gnu: { out: 'hell\\\no wo\\\nrld$\nfoo \\\nbar \\\nfoo$\n$\nend$\n', err: '', code: 0 },
      bb: { out: '', err: 'sed: missing command\n', code: 1 },
    },
    {
      line: "sed ':a;N;$!ba;s/\\n/ /g' a",
      gnu: { out: 'one two three four five\n', err: '', code: 0 },
      bb: { out: 'one two three four five\n', err: '', code: 0 },
    },
    {
      line: "sed ':a;s/o/0/;ta' b",
      gnu: { out: 'hell0 w0rld\nf00 bar f00\n\nend\n', err: '', code: 0 },
      bb: { out: 'hell0 w0rld\nf00 bar f00\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/x/y/;T;s/^/!/' b",
      gnu: { out: 'hello world\nfoo bar foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo bar foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed -n 'n;p' a",
      gnu: { out: 'two\nfour\n', err: '', code: 0 },
      bb: { out: 'two\nfour\n', err: '', code: 0 },
    },
    {
      line: "sed 'n;d' a",
      gnu: { out: 'one\nthree\nfive\n', err: '', code: 0 },
      bb: { out: 'one\nthree\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '/hello/r a' b",
      gnu: { out: 'hello world\none\ntwo\nthree\nfour\nfive\nfoo bar foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\none\ntwo\nthree\nfour\nfive\nfoo bar foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 'r nosuch' a",
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '1R a' b",
      gnu: { out: 'hello world\none\nfoo bar foo\n\nend\n', err: '', code: 0 },
      bb: { out: '', err: 'sed: unsupported command R\n', code: 1 },
    },
    {
      line: "sed -n '/o/w out' b; cat out",
      gnu: { out: 'hello world\nfoo bar foo\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo bar foo\n', err: '', code: 0 },
    },
    {
      line: "sed 's/o/0/w out' b; cat out",
      gnu: { out: 'hell0 world\nf0o bar foo\n\nend\nhell0 world\nf0o bar foo\n', err: '', code: 0 },
      bb: { out: 'hell0 world\nf0o bar foo\n\nend\nhell0 world\nf0o bar foo\n', err: '', code: 0 },
    },
    {
      line: 'sed s/x/y/ nonl',
      gnu: { out: 'y\ny', err: '', code: 0 },
      bb: { out: 'y\ny', err: '', code: 0 },
    },
    {
      line: "sed -n '$p' nonl a",
      gnu: { out: 'five\n', err: '', code: 0 },
      bb: { out: 'five\n', err: '', code: 0 },
    },
    {
      line: "sed -s -n '$p' nonl a",
      gnu: { out: 'y\nfive\n', err: '', code: 0 },
      bb: {
        out: '',
        err: "sed: invalid option -- 's'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\nor: sed [-i[SFX]] [-nrE] CMD [FILE]...\n\n\t-e CMD\tAdd CMD to sed commands to be executed\n\t-f FILE\tAdd FILE contents to sed commands to be executed\n\t-i[SFX]\tEdit files in-place (otherwise write to stdout)\n\t\tOptionally back files up, appending SFX\n\t-n\tSuppress automatic printing of pattern space\n\t-r,-E\tUse extended regex syntax\n\nIf no -e or -f, the first non-option argument is the sed command string.\nRemaining arguments are input files (stdin if none).\n",
        code: 1,
      },
    },
    {
      line: "sed -n '$=' a b",
      gnu: { out: '9\n', err: '', code: 0 },
      bb: { out: '9\n', err: '', code: 0 },
    },
    {
      line: 'sed -i s/one/1/ a; cat a',
      gnu: { out: '1\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: '1\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed -i.bak s/one/1/ a; cat a a.bak',
      gnu: { out: '1\ntwo\nthree\nfour\nfive\none\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: '1\ntwo\nthree\nfour\nfive\none\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed -i 2d a b; cat a b',
      gnu: { out: 'one\nthree\nfour\nfive\nhello world\n\nend\n', err: '', code: 0 },
      bb: { out: 'one\nthree\nfour\nfive\nhello world\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed -i -e '1i top' conf; cat conf",
      gnu: { out: 'top\nlisten 80;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
      bb: { out: 'top\nlisten 80;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
    },
    {
      line: "sed -i '/server_name/s/localhost/example.com/' conf; cat conf",
      gnu: { out: 'listen 80;\nserver_name example.com;\nroot /var/www;\n', err: '', code: 0 },
      bb: { out: 'listen 80;\nserver_name example.com;\nroot /var/www;\n', err: '', code: 0 },
    },
    {
      line: "sed -i 's/x/y/' nosuch",
      gnu: { out: '', err: "sed: can't read nosuch: No such file or directory\n", code: 2 },
      bb: { out: '', err: 'sed: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'sed -i s/x/y/ d',
      gnu: { out: '', err: "sed: couldn't edit d: not a regular file\n", code: 4 },
      bb: { out: '', err: "sed: can't move 'dwEUH9t' to 'd': Is a directory\n", code: 1 },
    },
    {
      line: "sed -i '1q' a; cat a",
      gnu: { out: 'one\n', err: '', code: 0 },
      bb: { out: 'three\none\n', err: '', code: 0 },
    },
    {
      line: 'sed s/a/b/ nosuch',
      gnu: { out: '', err: "sed: can't read nosuch: No such file or directory\n", code: 2 },
      bb: { out: '', err: 'sed: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'sed s/a/b/ nosuch a',
      gnu: {
        out: 'one\ntwo\nthree\nfour\nfive\n',
        err: "sed: can't read nosuch: No such file or directory\n",
        code: 2,
      },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: 'sed: nosuch: No such file or directory\n', code: 1 },
    },
    {
      line: 'sed s/a/b/ d',
      gnu: { out: '', err: 'sed: read error on d: Is a directory\n', code: 4 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sed',
      gnu: {
        out: '',
        err: "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n  -n, --quiet, --silent\n                 suppress automatic printing of pattern space\n      --debug\n                 annotate program execution\n  -e script, --expression=script\n                 add the script to the commands to be executed\n  -f script-file, --file=script-file\n                 add the contents of script-file to the commands to be executed\n  --follow-symlinks\n                 follow symlinks when processing in place\n  -i[SUFFIX], --in-place[=SUFFIX]\n                 edit files in place (makes backup if SUFFIX supplied)\n  -l N, --line-length=N\n                 specify the desired line-wrap length for the `l' command\n  --posix\n                 disable all GNU extensions.\n  -E, -r, --regexp-extended\n                 use extended regular expressions in the script\n                 (for portability use POSIX -E).\n  -s, --separate\n                 consider files as separate rather than as a single,\n                 continuous long stream.\n      --sandbox\n                 operate in sandbox mode (disable e/r/w commands).\n  -u, --unbuffered\n                 load minimal amounts of data from the input files and flush\n                 the output buffers more often\n  -z, --null-data\n                 separate lines by NUL characters\n      --help     display this help and exit\n      --version  output version information and exit\n\nIf no -e, --expression, -f, or --file option is given, then the first\nnon-option argument is taken as the sed script to interpret.  All\nremaining arguments are names of input files; if no input files are\nspecified, then the standard input is read.\n\nGNU sed home page: <https://www.gnu.org/software/sed/>.\nGeneral help using GNU software: <https://www.gnu.org/gethelp/>.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: 'BusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\nor: sed [-i[SFX]] [-nrE] CMD [FILE]...\n\n\t-e CMD\tAdd CMD to sed commands to be executed\n\t-f FILE\tAdd FILE contents to sed commands to be executed\n\t-i[SFX]\tEdit files in-place (otherwise write to stdout)\n\t\tOptionally back files up, appending SFX\n\t-n\tSuppress automatic printing of pattern space\n\t-r,-E\tUse extended regex syntax\n\nIf no -e or -f, the first non-option argument is the sed command string.\nRemaining arguments are input files (stdin if none).\n',
        code: 1,
      },
    },
    {
      line: 'sed -y',
      gnu: {
        out: '',
        err: "sed: invalid option -- 'y'\nUsage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n  -n, --quiet, --silent\n                 suppress automatic printing of pattern space\n      --debug\n                 annotate program execution\n  -e script, --expression=script\n                 add the script to the commands to be executed\n  -f script-file, --file=script-file\n                 add the contents of script-file to the commands to be executed\n  --follow-symlinks\n                 follow symlinks when processing in place\n  -i[SUFFIX], --in-place[=SUFFIX]\n                 edit files in place (makes backup if SUFFIX supplied)\n  -l N, --line-length=N\n                 specify the desired line-wrap length for the `l' command\n  --posix\n                 disable all GNU extensions.\n  -E, -r, --regexp-extended\n                 use extended regular expressions in the script\n                 (for portability use POSIX -E).\n  -s, --separate\n                 consider files as separate rather than as a single,\n                 continuous long stream.\n      --sandbox\n                 operate in sandbox mode (disable e/r/w commands).\n  -u, --unbuffered\n                 load minimal amounts of data from the input files and flush\n                 the output buffers more often\n  -z, --null-data\n                 separate lines by NUL characters\n      --help     display this help and exit\n      --version  output version information and exit\n\nIf no -e, --expression, -f, or --file option is given, then the first\nnon-option argument is taken as the sed script to interpret.  All\nremaining arguments are names of input files; if no input files are\nspecified, then the standard input is read.\n\nGNU sed home page: <https://www.gnu.org/software/sed/>.\nGeneral help using GNU software: <https://www.gnu.org/gethelp/>.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "sed: invalid option -- 'y'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\nor: sed [-i[SFX]] [-nrE] CMD [FILE]...\n\n\t-e CMD\tAdd CMD to sed commands to be executed\n\t-f FILE\tAdd FILE contents to sed commands to be executed\n\t-i[SFX]\tEdit files in-place (otherwise write to stdout)\n\t\tOptionally back files up, appending SFX\n\t-n\tSuppress automatic printing of pattern space\n\t-r,-E\tUse extended regex syntax\n\nIf no -e or -f, the first non-option argument is the sed command string.\nRemaining arguments are input files (stdin if none).\n",
        code: 1,
      },
    },
    {
      line: 'sed s/a/b a',
      gnu: { out: '', err: "sed: -e expression #1, char 5: unterminated `s' command\n", code: 1 },
      bb: { out: '', err: "sed: unmatched '/'\n", code: 1 },
    },
    {
      line: 'sed s/a a',
      gnu: { out: '', err: "sed: -e expression #1, char 3: unterminated `s' command\n", code: 1 },
      bb: { out: '', err: "sed: unmatched '/'\n", code: 1 },
    },
    {
      line: 'sed k a',
      gnu: { out: '', err: "sed: -e expression #1, char 1: unknown command: `k'\n", code: 1 },
      bb: { out: '', err: 'sed: unsupported command k\n', code: 1 },
    },
    {
      line: "sed 's/a/b/k' a",
      gnu: { out: '', err: "sed: -e expression #1, char 7: unknown option to `s'\n", code: 1 },
      bb: { out: '', err: 'sed: bad option in substitution expression\n', code: 1 },
    },
    {
      line: "sed '{p' a",
      gnu: { out: '', err: "sed: -e expression #1, char 0: unmatched `{'\n", code: 1 },
      bb: { out: 'one\none\ntwo\ntwo\nthree\nthree\nfour\nfour\nfive\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed 'p}' a",
      gnu: { out: '', err: "sed: -e expression #1, char 2: unexpected `}'\n", code: 1 },
      bb: { out: 'one\none\ntwo\ntwo\nthree\nthree\nfour\nfour\nfive\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '/x' a",
      gnu: { out: '', err: 'sed: -e expression #1, char 2: unterminated address regex\n', code: 1 },
      bb: { out: '', err: "sed: unmatched '/'\n", code: 1 },
    },
    {
      line: "sed 's/\\(/x/' a",
      gnu: { out: '', err: 'sed: -e expression #1, char 7: Unmatched ( or \\(\n', code: 1 },
      bb: { out: '', err: "sed: bad regex '\\(': Unmatched ( or \\(\n", code: 1 },
    },
    {
      line: "sed 's/a/\\1/' a",
      gnu: { out: '', err: "sed: -e expression #1, char 7: invalid reference \\1 on `s' command's RHS\n", code: 1 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed 'b nolabel' a",
      gnu: { out: '', err: "sed: can't find label for jump to `nolabel'\n", code: 4 },
      bb: { out: '', err: "sed: can't find label for jump to 'nolabel'\n", code: 1 },
    },
    {
      line: "sed ':' a",
      gnu: { out: '', err: 'sed: -e expression #1, char 1: ":" lacks a label\n', code: 1 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '1,p' a",
      gnu: { out: '', err: "sed: -e expression #1, char 3: unexpected `,'\n", code: 1 },
      bb: { out: '', err: 'sed: no address after comma\n', code: 1 },
    },
    {
      line: "sed 'p extra' a",
      gnu: { out: '', err: 'sed: -e expression #1, char 3: extra characters after command\n', code: 1 },
      bb: { out: '', err: 'sed: unsupported command e\n', code: 1 },
    },
    {
      line: 'sed 0p a',
      gnu: { out: '', err: 'sed: -e expression #1, char 2: invalid usage of line address 0\n', code: 1 },
      bb: { out: 'one\none\ntwo\ntwo\nthree\nthree\nfour\nfour\nfive\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed 'y/ab/c/' a",
      gnu: { out: '', err: "sed: -e expression #1, char 7: strings for `y' command are different lengths\n", code: 1 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed a',
      gnu: { out: '', err: "sed: -e expression #1, char 1: expected \\ after `a', `c' or `i'\n", code: 1 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: 'sed r',
      gnu: { out: '', err: 'sed: -e expression #1, char 1: missing filename in r/R/w/W commands\n', code: 1 },
      bb: { out: '', err: 'sed: empty filename\n', code: 1 },
    },
    {
      line: "sed '' a",
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed -n '' a",
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: '', code: 0 },
    },
    {
      line: "sed '#n\np' a",
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '# comment\np' a",
      gnu: { out: 'one\none\ntwo\ntwo\nthree\nthree\nfour\nfour\nfive\nfive\n', err: '', code: 0 },
      bb: { out: 'one\none\ntwo\ntwo\nthree\nthree\nfour\nfour\nfive\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed --nosuch a',
      gnu: {
        out: '',
        err: "sed: unrecognized option '--nosuch'\nUsage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n  -n, --quiet, --silent\n                 suppress automatic printing of pattern space\n      --debug\n                 annotate program execution\n  -e script, --expression=script\n                 add the script to the commands to be executed\n  -f script-file, --file=script-file\n                 add the contents of script-file to the commands to be executed\n  --follow-symlinks\n                 follow symlinks when processing in place\n  -i[SUFFIX], --in-place[=SUFFIX]\n                 edit files in place (makes backup if SUFFIX supplied)\n  -l N, --line-length=N\n                 specify the desired line-wrap length for the `l' command\n  --posix\n                 disable all GNU extensions.\n  -E, -r, --regexp-extended\n                 use extended regular expressions in the script\n                 (for portability use POSIX -E).\n  -s, --separate\n                 consider files as separate rather than as a single,\n                 continuous long stream.\n      --sandbox\n                 operate in sandbox mode (disable e/r/w commands).\n  -u, --unbuffered\n                 load minimal amounts of data from the input files and flush\n                 the output buffers more often\n  -z, --null-data\n                 separate lines by NUL characters\n      --help     display this help and exit\n      --version  output version information and exit\n\nIf no -e, --expression, -f, or --file option is given, then the first\nnon-option argument is taken as the sed script to interpret.  All\nremaining arguments are names of input files; if no input files are\nspecified, then the standard input is read.\n\nGNU sed home page: <https://www.gnu.org/software/sed/>.\nGeneral help using GNU software: <https://www.gnu.org/gethelp/>.\n",
        code: 1,
      },
      bb: {
        out: '',
        err: "sed: unrecognized option '--nosuch'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\nor: sed [-i[SFX]] [-nrE] CMD [FILE]...\n\n\t-e CMD\tAdd CMD to sed commands to be executed\n\t-f FILE\tAdd FILE contents to sed commands to be executed\n\t-i[SFX]\tEdit files in-place (otherwise write to stdout)\n\t\tOptionally back files up, appending SFX\n\t-n\tSuppress automatic printing of pattern space\n\t-r,-E\tUse extended regex syntax\n\nIf no -e or -f, the first non-option argument is the sed command string.\nRemaining arguments are input files (stdin if none).\n",
        code: 1,
      },
    },
    {
      line: "sed -n '/one/I p' a",
      gnu: { out: 'one\n', err: '', code: 0 },
      bb: { out: '', err: 'sed: unsupported command I\n', code: 1 },
    },
    {
      line: "sed 's/ONE/x/I' a",
      gnu: { out: 'x\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'x\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed 's/ONE/x/i' a",
      gnu: { out: 'x\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'x\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed -z 's/\\n/,/g' a",
      gnu: { out: 'one,two,three,four,five,', err: '', code: 0 },
      bb: {
        out: '',
        err: "sed: invalid option -- 'z'\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) multi-call binary.\n\nUsage: sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\nor: sed [-i[SFX]] [-nrE] CMD [FILE]...\n\n\t-e CMD\tAdd CMD to sed commands to be executed\n\t-f FILE\tAdd FILE contents to sed commands to be executed\n\t-i[SFX]\tEdit files in-place (otherwise write to stdout)\n\t\tOptionally back files up, appending SFX\n\t-n\tSuppress automatic printing of pattern space\n\t-r,-E\tUse extended regex syntax\n\nIf no -e or -f, the first non-option argument is the sed command string.\nRemaining arguments are input files (stdin if none).\n",
        code: 1,
      },
    },
    {
      line: "sed 's/b*/x/g' b",
      gnu: { out: 'xhxexlxlxox xwxoxrxlxdx\nxfxoxox xaxrx xfxoxox\nx\nxexnxdx\n', err: '', code: 0 },
      bb: { out: 'xhxexlxlxox xwxoxrxlxdx\nxfxoxox xaxrx xfxoxox\nx\nxexnxdx\n', err: '', code: 0 },
    },
    {
      line: "sed 's/x*/-/g' a",
      gnu: { out: '-o-n-e-\n-t-w-o-\n-t-h-r-e-e-\n-f-o-u-r-\n-f-i-v-e-\n', err: '', code: 0 },
      bb: { out: '-o-n-e-\n-t-w-o-\n-t-h-r-e-e-\n-f-o-u-r-\n-f-i-v-e-\n', err: '', code: 0 },
    },
    {
      line: "sed '/^$/d' b",
      gnu: { out: 'hello world\nfoo bar foo\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo bar foo\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/a\\|b/X/g' b",
      gnu: { out: 'hello world\nfoo XXr foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo XXr foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed -E 's/a|b/X/g' b",
      gnu: { out: 'hello world\nfoo XXr foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo XXr foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/[/]/x/' conf",
      gnu: { out: 'listen 80;\nserver_name localhost;\nroot xvar/www;\n', err: '', code: 0 },
      bb: { out: 'listen 80;\nserver_name localhost;\nroot xvar/www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's/a/x/;# comment' b",
      gnu: { out: 'hello world\nfoo bxr foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo bxr foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed -n '/foo/{=;p}' b",
      gnu: { out: '2\nfoo bar foo\n', err: '', code: 0 },
      bb: { out: '2\nfoo bar foo\n', err: '', code: 0 },
    },
    {
      line: "sed '$!d' a",
      gnu: { out: 'five\n', err: '', code: 0 },
      bb: { out: 'five\n', err: '', code: 0 },
    },
    {
      line: "sed -n '2{p}' a",
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: "sed -n '2,1p' a",
      gnu: { out: 'two\n', err: '', code: 0 },
      bb: { out: 'two\n', err: '', code: 0 },
    },
    {
      line: "sed -n '/three/,2p' a",
      gnu: { out: 'three\n', err: '', code: 0 },
      bb: { out: 'three\n', err: '', code: 0 },
    },
    {
      line: "sed -n '/one/,/one/p' a",
      gnu: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed 'x;p;x' a",
      gnu: { out: '\none\n\ntwo\n\nthree\n\nfour\n\nfive\n', err: '', code: 0 },
      bb: { out: '\none\n\ntwo\n\nthree\n\nfour\n\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '1d;n;d' a",
      gnu: { out: 'two\nfour\n', err: '', code: 0 },
      bb: { out: 'two\nfour\n', err: '', code: 0 },
    },
    {
      line: "sed 's/.../[&]/2' b",
      gnu: { out: 'hel[lo ]world\nfoo[ ba]r foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hel[lo ]world\nfoo[ ba]r foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed -e 'i\\' -e 'text' a",
      gnu: { out: 'text\none\ntext\ntwo\ntext\nthree\ntext\nfour\ntext\nfive\n', err: '', code: 0 },
      bb: { out: 'text\none\ntext\ntwo\ntext\nthree\ntext\nfour\ntext\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed '2r a' b",
      gnu: { out: 'hello world\nfoo bar foo\none\ntwo\nthree\nfour\nfive\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo bar foo\none\ntwo\nthree\nfour\nfive\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 'Q' a",
      gnu: { out: '', err: '', code: 0 },
      bb: { out: '', err: 'sed: unsupported command Q\n', code: 1 },
    },
    {
      line: "sed '2Q' a",
      gnu: { out: 'one\n', err: '', code: 0 },
      bb: { out: '', err: 'sed: unsupported command Q\n', code: 1 },
    },
    {
      line: "sed '/two/c\\' a",
      gnu: { out: 'one\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: 'one\n\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed F a',
      gnu: { out: 'a\none\na\ntwo\na\nthree\na\nfour\na\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed z a',
      gnu: { out: '\n\n\n\n\n', err: '', code: 0 },
    },
    {
      line: 'sed 1W/dev/stdout a',
      gnu: { out: 'one\none\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: 'sed --expression=s/one/1/ a',
      gnu: { out: '1\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
      bb: { out: '1\ntwo\nthree\nfour\nfive\n', err: '', code: 0 },
    },
    {
      line: "sed -n 's/o/0/p' a",
      gnu: { out: '0ne\ntw0\nf0ur\n', err: '', code: 0 },
      bb: { out: '0ne\ntw0\nf0ur\n', err: '', code: 0 },
    },
    {
      line: "sed -n 's/o/0/gp' b",
      gnu: { out: 'hell0 w0rld\nf00 bar f00\n', err: '', code: 0 },
      bb: { out: 'hell0 w0rld\nf00 bar f00\n', err: '', code: 0 },
    },
    {
      line: "sed 's/\\./x/' conf",
      gnu: { out: 'listen 80;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
      bb: { out: 'listen 80;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's/[0-9]\\{2\\}/N/' conf",
      gnu: { out: 'listen N;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
      bb: { out: 'listen N;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's/80$/x/' conf",
      gnu: { out: 'listen 80;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
      bb: { out: 'listen 80;\nserver_name localhost;\nroot /var/www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's#a#b#' b",
      gnu: { out: 'hello world\nfoo bbr foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo bbr foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed 's/\\//-/g' conf",
      gnu: { out: 'listen 80;\nserver_name localhost;\nroot -var-www;\n', err: '', code: 0 },
      bb: { out: 'listen 80;\nserver_name localhost;\nroot -var-www;\n', err: '', code: 0 },
    },
    {
      line: "sed 's;a;b;' b",
      gnu: { out: 'hello world\nfoo bbr foo\n\nend\n', err: '', code: 0 },
      bb: { out: 'hello world\nfoo bbr foo\n\nend\n', err: '', code: 0 },
    },
    {
      line: "sed -n '\\,var,p' conf",
      gnu: { out: 'root /var/www;\n', err: '', code: 0 },
      bb: { out: 'root /var/www;\n', err: '', code: 0 },
    },
    {
      line: "printf 'a\\nb' | sed 's/b/c/'",
      gnu: { out: 'a\nc', err: '', code: 0 },
      bb: { out: 'a\nc', err: '', code: 0 },
    },
    {
      line: "printf 'a\\nb\\n' | sed -n '$p'",
      gnu: { out: 'b\n', err: '', code: 0 },
      bb: { out: 'b\n', err: '', code: 0 },
    },
    {
      line: "printf 'k=v\\n' | sed 's/=.*//'",
      gnu: { out: 'k\n', err: '', code: 0 },
      bb: { out: 'k\n', err: '', code: 0 },
    },
  ],
};
