/**
 * Records what real shells answer to spec/cases/*.txt. Writes spec/recorded/<topic>.jsonl, one object a case and flavour:
 * {name, flavour, out, err, code}. Usage: node record.mjs 'COMMAND' [topic…], where COMMAND runs a shell script given on
 * standard input on a host with Docker and the images debian:bookworm-slim and alpine. The recorded versions are in
 * spec/recorded/versions.json.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from './read-cases.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const [, , command, ...topics] = process.argv;
const IMAGES = { bash: ['debian:bookworm-slim', 'bash'], dash: ['debian:bookworm-slim', 'sh'], ash: ['alpine', 'sh'] };
const b64 = (text) => Buffer.from(text, 'latin1').toString('base64');

function driver(flavour, cases) {
  const [image, shell] = IMAGES[flavour];
  const lines = [
    'set -f; umask 022; run() { rm -rf /w; mkdir /w; cd /w; echo "$2" | base64 -d >/tmp/s; echo "$3" | base64 -d >/tmp/i',
  ];
  lines.push('case $1 in');
  const env = 'env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin timeout 10';
  lines.push(
    `c) ${env} ${shell} -c "$(cat /tmp/s; echo x)" </tmp/i >/tmp/o 2>/tmp/e;;`.replace(
      '"$(cat /tmp/s; echo x)"',
      '"$(cat /tmp/s)"',
    ),
  );
  lines.push(`s) ${env} ${shell} </tmp/s >/tmp/o 2>/tmp/e;;`);
  lines.push(`f) cp /tmp/s /tmp/script; ${env} ${shell} /tmp/script a1 'a 2' </tmp/i >/tmp/o 2>/tmp/e;;`);
  lines.push('esac; c=$?; echo "$4 $c $(base64 /tmp/o | tr -d "\\n"). $(base64 /tmp/e | tr -d "\\n")."; cd /; }');
  cases.forEach((c, i) => lines.push(`run ${c.mode} '${b64(c.script)}' '${b64(c.stdin)}' ${i}`));
  lines.push(
    flavour === 'bash'
      ? 'echo "V $BASH_VERSION $(bash -c \'echo $BASH_VERSION\')"'
      : flavour === 'dash'
        ? 'echo V dash 0.5.12-2'
        : 'echo "V $(busybox | head -1)"',
  );
  return `docker run --rm -i ${image} sh -c 'cat >/drv; sh /drv </dev/null' <<'DRIVER_END'\n${lines.join('\n')}\nDRIVER_END\n`;
}

mkdirSync(join(HERE, 'recorded'), { recursive: true });
const all = topics.length ? topics : readdirSync(join(HERE, 'cases')).map((f) => f.replace('.txt', ''));
const versions = { date: new Date().toISOString().slice(0, 10) };
for (const topic of all) {
  const cases = readCases(join(HERE, 'cases', `${topic}.txt`));
  const rows = [];
  for (const flavour of Object.keys(IMAGES)) {
    const mine = cases.filter((c) => c.flavours.includes(flavour));
    const text = execFileSync('sh', ['-c', command], {
      input: driver(flavour, mine),
      encoding: 'latin1',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    for (const line of text.split('\n')) {
      const f = line.split(' ');
      if (f[0] === 'V') versions[flavour] = line.slice(2);
      if (!/^\d+ /.test(line)) continue;
      const un = (s) => Buffer.from(s.replace(/\.$/, ''), 'base64').toString('latin1');
      rows.push({ name: mine[Number(f[0])].name, flavour, out: un(f[2]), err: un(f[3]), code: Number(f[1]) });
    }
  }
  const order = new Map(cases.map((c, i) => [c.name, i]));
  rows.sort((a, b) => order.get(a.name) - order.get(b.name));
  writeFileSync(join(HERE, 'recorded', `${topic}.jsonl`), `${rows.map((r) => JSON.stringify(r)).join('\n')}\n`);
}
writeFileSync(join(HERE, 'recorded', 'versions.json'), `${JSON.stringify(versions, null, 2)}\n`);
