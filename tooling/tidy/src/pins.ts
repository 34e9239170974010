import type { Finding } from './finding.ts';

const GROUPS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;

/** Dependencies of package.json `text` that are not pinned to one version; our own workspaces are `*`. */
export function pins(path: string, text: string): Finding[] {
  const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
  const findings: Finding[] = [];
  for (const group of GROUPS) {
    for (const [name, version] of Object.entries(manifest[group] ?? {})) {
      const ours = name.startsWith('@drydock/');
      if (ours ? version === '*' : EXACT.test(version)) continue;
      const line = text.slice(0, Math.max(0, text.indexOf(`"${name}":`))).split('\n').length;
      const what = `${group}: ${name} is "${version}"`;
      const next = ours ? 'Workspaces are named "*".' : 'Pin one exact version, such as "1.2.3".';
      findings.push({ rule: 'pin', path, line, what, next });
    }
  }
  return findings;
}
