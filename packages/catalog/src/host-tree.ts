/** The simulated host `lab`: a Debian machine with Docker installed, as rows over the Debian image's tree (layer-text.ts). */

/** Binaries that the host has beyond the Debian slim image, by folder. */
const PROGRAMS: { readonly [dir: string]: readonly string[] } = {
  'usr/bin': [
    'docker',
    'dockerd',
    'containerd',
    'containerd-shim-runc-v2',
    'ctr',
    'runc',
    'docker-proxy',
    'docker-init',
    'curl',
    'wget',
    'ping',
    'nc',
    'nslookup',
    'dig',
    'host',
    'ss',
    'ip',
    'ps',
    'top',
    'free',
    'uptime',
    'vmstat',
    'watch',
    'w',
    'pgrep',
    'pkill',
    'pidof',
    'kill',
    'killall',
    'lsof',
    'less',
    'nano',
    'vi',
    'tree',
    'file',
    'jq',
    'bc',
    'time',
    'xxd',
    'getent',
    'python3.12',
    'strace',
    'netstat',
    'telnet',
    'stress',
    'unshare',
    'nsenter',
    'lsns',
    'lsblk',
    'awk',
    'mount',
    'umount',
    'findmnt',
    'dmesg',
    'su',
    'logger',
  ],
  'usr/sbin': [
    'iptables',
    'iptables-save',
    'ip6tables',
    'conntrack',
    'tcpdump',
    'bridge',
    'brctl',
    'route',
    'ifconfig',
    'arp',
    'sysctl',
    'useradd',
    'userdel',
    'groupadd',
    'usermod',
    'adduser',
    'addgroup',
    'chroot',
    'reboot',
    'losetup',
  ],
  'usr/lib/systemd': ['systemd'],
};

const FILES: { readonly [path: string]: string } = {
  'etc/hostname': 'lab\n',
  'etc/hosts': '127.0.0.1\tlocalhost\n127.0.1.1\tlab\n',
  'etc/resolv.conf': 'nameserver 192.0.2.53\n',
  'etc/debian_version': 'forky/sid\n',
  'usr/lib/os-release':
    'PRETTY_NAME="Debian GNU/Linux forky/sid"\nNAME="Debian GNU/Linux"\nVERSION_CODENAME=forky\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"\n',
  'etc/profile': 'export PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin\nexport PS1="\\\\u@\\\\h:\\\\w\\\\$ "\n',
  'etc/bash.bashrc': 'PS1="\\\\u@\\\\h:\\\\w\\\\$ "\n',
  'home/student/.bashrc': 'alias ll="ls -l"\n',
  'home/student/.profile': '[ -f ~/.bashrc ] && . ~/.bashrc\n',
  'etc/docker/.keep': '',
  'etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nbin:x:2:2:bin:/bin:/usr/sbin/nologin\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\nsync:x:4:65534:sync:/bin:/bin/sync\nmail:x:8:8:mail:/var/mail:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nstudent:x:1000:1000::/home/student:/bin/bash\n',
  'etc/group':
    'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nmail:x:8:\nsudo:x:27:\nwww-data:x:33:\nshadow:x:42:\nutmp:x:43:\nstaff:x:50:\nusers:x:100:\nnogroup:x:65534:\ndocker:x:996:student\nstudent:x:1000:\n',
  'etc/shadow': 'root:*:20000:0:99999:7:::\nstudent:*:20000:0:99999:7:::\n',
};

const LINKS: { readonly [path: string]: string } = {
  'usr/bin/python3': 'python3.12',
  'usr/bin/python': 'python3.12',
  'usr/sbin/init': '../lib/systemd/systemd',
  'etc/mtab': '../proc/self/mounts',
};

const DIRECTORIES: readonly (readonly [path: string, mode: number, uid: number])[] = [
  ['home/student', 0o755, 1000],
  ['root', 0o700, 0],
  ['tmp', 0o1777, 0],
  ['run', 0o755, 0],
  ['var/tmp', 0o1777, 0],
  ['var/lib/docker', 0o710, 0],
  ['var/lib/containerd', 0o711, 0],
  ['var/log', 0o755, 0],
  ['etc/docker', 0o755, 0],
  ['proc', 0o555, 0],
  ['sys', 0o555, 0],
  ['dev', 0o755, 0],
];

/** Rows to lay over the Debian tree. */
export function hostRows(): string {
  const rows: string[] = [];
  for (const [path, mode, uid] of DIRECTORIES) rows.push(`${(0o40000 | mode).toString(8)} ${uid} ${uid} 0 ${path}`);
  for (const [dir, names] of Object.entries(PROGRAMS))
    for (const name of names) rows.push(`100755 0 0 1048576 ${dir}/${name}\t@${name}`);
  for (const [path, text] of Object.entries(FILES)) {
    const uid = path.startsWith('home/student') ? 1000 : 0;
    rows.push(
      `${path === 'etc/shadow' ? '100640' : '100644'} ${uid} ${uid} ${text.length} ${path}\t=${JSON.stringify(text).slice(1, -1)}`,
    );
  }
  for (const [path, target] of Object.entries(LINKS)) rows.push(`120777 0 0 0 ${path}\t>${target}`);
  return rows.join('\n');
}
