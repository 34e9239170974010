import { join } from 'node:path';
import type { NextConfig } from 'next';

/** Headers that hold for every answer; the policy for scripts is made for each page anew in src/proxy.ts. */
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
];

const config: NextConfig = {
  transpilePackages: [
    '@drydock/catalog',
    '@drydock/diagram',
    '@drydock/engine',
    '@drydock/log',
    '@drydock/protocol',
    '@drydock/replica',
    '@drydock/terminal',
    '@drydock/trpc',
    '@drydock/ui',
  ],
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: join(import.meta.dirname, '..', '..') },
  headers: () => Promise.resolve([{ source: '/:path*', headers: HEADERS }]),
};

export default config;
