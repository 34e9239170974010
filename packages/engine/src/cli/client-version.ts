/** What the client says of itself; the daemon's half comes over the socket. */
export const CLIENT_VERSION = {
  version: '28.5.2',
  apiVersion: '1.51',
  goVersion: 'go1.25.3',
  gitCommit: 'ecc6942',
  built: 'Wed Nov  5 14:43:43 2025',
  os: 'linux',
  arch: 'amd64',
} as const;
