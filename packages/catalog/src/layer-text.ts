/**
 * Layers as text, one entry a line: `MODE UID GID SIZE PATH`, then a tab and what the entry holds: `>TARGET` of a
 * symbolic link, `=TEXT` contents with JSON escapes, `@NAME` a program. A regular file with none of these is opaque:
 * it has a size, and nobody looks inside.
 */
import { type CatalogTree, utf8Encode } from '@drydock/engine';

type Entry = CatalogTree['entries'][number];

/** Which family of programs the binaries of a layer belong to: GNU names become `gnu/NAME`. */
export type Family = 'busybox' | 'gnu';

const OWN_NAMES = new Set([
  'bash',
  'dash',
  'busybox',
  'nginx',
  'curl',
  'redis-server',
  'redis-cli',
  'postgres',
  'pg_isready',
  'node',
  'hello',
  'docker',
  'dockerd',
  'containerd',
  'runc',
  'containerd-shim-runc-v2',
  'docker-proxy',
  'docker-init',
  'systemd',
  'iptables',
  'iptables-save',
  'ip',
  'ss',
]);

/** Program behind the binary `name`. */
function programOf(name: string, family: Family): string {
  if (OWN_NAMES.has(name)) return name;
  if (/^python3?(\.\d+)?$/.test(name)) return 'python';
  return family === 'gnu' ? `gnu/${name}` : name;
}

function parseRow(row: string, mtimeSec: number, family: Family): Entry {
  const tab = row.indexOf('\t');
  const head = (tab < 0 ? row : row.slice(0, tab)).split(' ');
  const rest = tab < 0 ? '' : row.slice(tab + 1);
  const [mode, uid, gid, size] = head;
  const entry = {
    path: head.slice(4).join(' '),
    mode: Number.parseInt(mode as string, 8),
    uid: Number(uid),
    gid: Number(gid),
    mtimeSec,
  };
  if (rest.startsWith('>')) return { ...entry, target: rest.slice(1) };
  if (rest.startsWith('=')) return { ...entry, data: utf8Encode(JSON.parse(`"${rest.slice(1)}"`) as string) };
  if (rest.startsWith('@')) return { ...entry, size: Number(size), program: programOf(rest.slice(1), family) };
  return (entry.mode & 0o170000) === 0o100000 ? { ...entry, size: Number(size) } : entry;
}

/** The tree of a layer; later rows of the same path replace earlier ones, and missing directories are made. */
export function parseTree(digest: string, texts: readonly string[], mtimeSec: number, family: Family): CatalogTree {
  const byPath = new Map<string, Entry>();
  byPath.set('', { path: '', mode: 0o40755, uid: 0, gid: 0, mtimeSec });
  for (const text of texts) {
    for (const row of text.split('\n')) {
      if (row === '') continue;
      const entry = parseRow(row, mtimeSec, family);
      const parts = entry.path.split('/');
      for (let i = 1; i < parts.length; i++) {
        const dir = parts.slice(0, i).join('/');
        if (!byPath.has(dir)) byPath.set(dir, { path: dir, mode: 0o40755, uid: 0, gid: 0, mtimeSec });
      }
      byPath.set(entry.path, entry);
    }
  }
  return { digest, entries: [...byPath.values()] };
}
