/** Names of well-known ports, as /etc/services (netbase) has them, for printing and reading rules. */

const NAMES: readonly (readonly [number, string])[] = [
  [20, 'ftp-data'],
  [21, 'ftp'],
  [22, 'ssh'],
  [23, 'telnet'],
  [25, 'smtp'],
  [53, 'domain'],
  [67, 'bootps'],
  [68, 'bootpc'],
  [69, 'tftp'],
  [80, 'http'],
  [110, 'pop3'],
  [111, 'sunrpc'],
  [119, 'nntp'],
  [123, 'ntp'],
  [143, 'imap2'],
  [161, 'snmp'],
  [162, 'snmp-trap'],
  [179, 'bgp'],
  [389, 'ldap'],
  [443, 'https'],
  [445, 'microsoft-ds'],
  [465, 'submissions'],
  [514, 'syslog'],
  [515, 'printer'],
  [543, 'klogin'],
  [544, 'kshell'],
  [587, 'submission'],
  [631, 'ipp'],
  [636, 'ldaps'],
  [873, 'rsync'],
  [989, 'ftps-data'],
  [990, 'ftps'],
  [993, 'imaps'],
  [995, 'pop3s'],
  [1080, 'socks'],
  [1433, 'ms-sql-s'],
  [1883, 'mqtt'],
  [2000, 'cisco-sccp'],
  [2049, 'nfs'],
  [2375, 'docker'],
  [2376, 'docker-s'],
  [3128, 'squid-http'],
  [3306, 'mysql'],
  [3389, 'ms-wbt-server'],
  [4369, 'epmd'],
  [5060, 'sip'],
  [5222, 'xmpp-client'],
  [5353, 'mdns'],
  [5432, 'postgresql'],
  [5672, 'amqp'],
  [6379, 'redis'],
  [6667, 'ircd'],
  [8080, 'http-alt'],
  [8883, 'secure-mqtt'],
  [9418, 'git'],
  [11211, 'memcached'],
  [27017, 'mongodb'],
];
const BY_PORT: ReadonlyMap<number, string> = new Map(NAMES);
const BY_NAME: ReadonlyMap<string, number> = new Map(NAMES.map(([port, name]) => [name, port]));

/** Name of a port, or the port itself as text. */
export function serviceName(port: number): string {
  return BY_PORT.get(port) ?? `${port}`;
}

/** Port of a number or name, or -1. */
export function servicePort(text: string): number {
  if (/^\d+$/.test(text)) {
    const port = Number(text);
    return port <= 65535 ? port : -1;
  }
  return BY_NAME.get(text) ?? -1;
}
