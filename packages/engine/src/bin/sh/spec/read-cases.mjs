import { readFileSync } from 'node:fs';

/**
 * Cases of one topic: `### name [mode=c|s|f] [only=bash,dash,ash]`, then the script; a line `--- stdin` starts what its
 * standard input holds. Mode c gives the script to -c, s to standard input, f as a file with the arguments `a1` and `a 2`.
 * Scripts are byte strings (latin1 text).
 */
export function readCases(file) {
  const cases = [];
  for (const block of readFileSync(file, 'latin1').split(/^### /m).slice(1)) {
    const end = block.indexOf('\n');
    const head = block.slice(0, end);
    const name = head.replace(/ (mode|only)=\S+/g, '');
    const [script, stdin = ''] = block.slice(end + 1).split(/^--- stdin\n/m);
    cases.push({
      name,
      mode: / mode=(\S+)/.exec(head)?.[1] ?? 'c',
      flavours: (/ only=(\S+)/.exec(head)?.[1] ?? 'bash,dash,ash').split(','),
      script: script.replace(/\n$/, ''),
      stdin,
    });
  }
  return cases;
}
