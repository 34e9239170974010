// Records what the real programs answer: node record.mjs CASES OUT -- COMMAND...
// CASES is a list of cases (see cases.ts for the notation); COMMAND reads a shell script on its standard input and runs it
// on a host with Docker. OUT becomes a TypeScript module with the answers of debian (gnu) and alpine (busybox).
// biome-ignore-all lint/correctness/noNodejsModules: a tool for developers, not part of the engine
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [, , source, target, separator, ...command] = process.argv;
if (separator !== '--' || command.length === 0) throw new Error('usage: record.mjs CASES OUT -- COMMAND...');
const octal = (text) => [...Buffer.from(text, 'latin1')].map((c) => `\\${c.toString(8).padStart(3, '0')}`).join('');
const unescape = (text) =>
  text.replace(/\\(n|t|r|0|\\|x[0-9a-f]{2})/g, (_, c) =>
    c === 'n'
      ? '\n'
      : c === 't'
        ? '\t'
        : c === 'r'
          ? '\r'
          : c === '0'
            ? '\0'
            : c === '\\'
              ? '\\'
              : String.fromCharCode(Number.parseInt(c.slice(1), 16)),
  );

const files = [];
const cases = [];
for (const raw of readFileSync(source, 'latin1').split('\n')) {
  if (raw === '' || raw.startsWith('#')) continue;
  const line = raw.replaceAll('<NL>', '\n');
  const file = /^file (\S+) ?(.*)$/.exec(line);
  if (file) files.push({ path: file[1], data: unescape(file[2]) });
  else {
    const only = /^(gnu|bb): ([\s\S]*)$/.exec(line);
    cases.push(only ? { only: only[1], line: only[2] } : { only: '', line });
  }
}

// A line that never ends is stopped by limits on its time and on the size of what it writes.
function script(flavour) {
  let out = 'mkdir -p /o\n';
  cases.forEach((c, i) => {
    if (c.only !== '' && c.only !== flavour) return;
    out += `rm -rf /w; mkdir /w; cd /w\n`;
    for (const file of files) {
      const at = file.path.lastIndexOf('/');
      if (at > 0) out += `mkdir -p ${file.path.slice(0, at)}\n`;
      if (file.path.endsWith('/')) out += `mkdir -p ${file.path}\n`;
      else if (file.data.startsWith('-> ')) out += `ln -s '${file.data.slice(3)}' '${file.path}'\n`;
      else out += `printf '${octal(file.data)}' > '${file.path}'\n`;
    }
    out += "touch -d '2024-01-02 03:04:05' $(find . ! -type l) 2>/dev/null\n";
    out += `(\nulimit -f 2048; ulimit -t 5\n${c.line}\n) > /o/${i}.out 2> /o/${i}.err </dev/null; echo $? > /o/${i}.rc\n`;
  });
  return `${out}cd /o; tar -cf - . | base64\n`;
}

function record(flavour, image) {
  const here = `cat <<'END-OF-CASES' | timeout 300 docker run --rm -i ${image} sh -s\n${script(flavour)}END-OF-CASES\n`;
  const ran = spawnSync(command[0], command.slice(1), { input: Buffer.from(here, 'latin1'), maxBuffer: 1 << 28 });
  const text = ran.stdout.toString('latin1').replace(/\s/g, '');
  const tar = Buffer.from(text, 'base64').toString('latin1');
  if (tar.length === 0) throw new Error(ran.stderr.toString('latin1'));
  const found = new Map();
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = tar.slice(at, tar.indexOf('\0', at));
    if (name === '') break;
    const size = Number.parseInt(tar.slice(at + 124, at + 135), 8);
    found.set(name.replace(/^\.\//, ''), tar.slice(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

const literal = (text) =>
  `'${text.replace(/[\\']/g, '\\$&').replace(/[^\x20-\x7e]/g, (c) => (c === '\n' ? '\\n' : c === '\t' ? '\\t' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`))}'`;
const gnu = record('gnu', 'debian:bookworm-slim');
const bb = record('bb', 'alpine');
let out = `/** Answers of coreutils 9.1 and its neighbours in Debian 12 (gnu) and of BusyBox v1.38.0 (bb); made by record.mjs. */\n`;
out += `import type { Fixtures } from '../../frame/testing/fixtures.ts';\n\nexport const fixtures: Fixtures = {\n  files: [\n`;
for (const file of files) out += `    { path: ${literal(file.path)}, data: ${literal(file.data)} },\n`;
out += '  ],\n  cases: [\n';
cases.forEach((c, i) => {
  out += `    {\n      line: ${literal(c.line)},\n`;
  for (const [name, found] of [
    ['gnu', gnu],
    ['bb', bb],
  ]) {
    if (c.only !== '' && c.only !== name) continue;
    const [o, e, r] = ['out', 'err', 'rc'].map((k) => found.get(`${i}.${k}`) ?? '?');
    out += `      ${name}: { out: ${literal(o)}, err: ${literal(e)}, code: ${r.trim()} },\n`;
  }
  out += '    },\n';
});
writeFileSync(target, `${out}  ],\n};\n`);
