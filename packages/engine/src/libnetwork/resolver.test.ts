import { describe, expect, it } from 'vitest';
import { query, TYPE_A, TYPE_AAAA, TYPE_MX, TYPE_PTR, TYPE_TXT } from '../util/dns-message.ts';
import { type ResolverState, resolve, resolveName } from './resolver.ts';

const STATE: ResolverState = {
  networks: [
    {
      name: 'front',
      services: [
        { names: ['web', 'w1', '0e797614cdc4'], ip4: '172.18.0.2', ip6: '' },
        { names: ['web2', 'w1', 'a99ebb6c3403'], ip4: '172.18.0.3', ip6: 'fd00::3' },
        { names: ['a.b', 'x'], ip4: '172.18.0.4', ip6: '' },
      ],
      links: [
        { name: 'lnk', value: 'web' },
        { name: 'web2', value: 'web' },
      ],
    },
    { name: 'back.net', services: [{ names: ['db', 'd1'], ip4: '172.19.0.2', ip6: '' }], links: [] },
  ],
  extServers: [{ ip: '192.0.2.53', host: true }],
  ndotsSet: false,
  forwards: true,
};
const names = (name: string, v6 = false) => resolveName(STATE, name, v6);
const ask = (name: string, type: number, state = STATE) =>
  resolve(state, query(1, name, type), (ips) => [...ips].reverse());

describe('resolver: names', () => {
  it('knows container names, aliases and short ids, without regard to case', () => {
    expect([names('web'), names('WEB'), names('0e797614cdc4'), names('db')]).toEqual([
      ['172.18.0.2'],
      ['172.18.0.2'],
      ['172.18.0.2'],
      ['172.19.0.2'],
    ]);
  });

  it('knows name.network, also when either has dots', () => {
    expect([
      names('web.front'),
      names('web.front.'),
      names('db.back.net'),
      names('a.b'),
      names('a.b.front'),
      names('db.front'),
    ]).toEqual([['172.18.0.2'], ['172.18.0.2'], ['172.19.0.2'], ['172.18.0.4'], ['172.18.0.4'], null]);
  });

  it('gives all addresses of a shared alias', () => {
    expect(names('w1')).toEqual(['172.18.0.2', '172.18.0.3']);
  });

  it('follows link aliases, which hide names', () => {
    expect([names('lnk'), names('web2'), names('a99ebb6c3403')]).toEqual([
      ['172.18.0.2'],
      ['172.18.0.2'],
      ['172.18.0.3'],
    ]);
  });

  it('tells a name without an address of the family from an unknown one', () => {
    expect([names('web', true), names('a99ebb6c3403', true), names('nosuch', true)]).toEqual([[], ['fd00::3'], null]);
  });
});

describe('resolver: answers', () => {
  it('has TTL 600, is shuffled, and sets qr rd ra', () => {
    expect(ask('w1', TYPE_A)).toEqual({
      kind: 'answer',
      message: {
        ...query(1, 'w1', TYPE_A),
        response: true,
        recursionAvailable: true,
        answers: [
          { name: 'w1', type: TYPE_A, ttl: 600, data: '172.18.0.3' },
          { name: 'w1', type: TYPE_A, ttl: 600, data: '172.18.0.2' },
        ],
      },
    });
  });

  it('is empty for AAAA of an IPv4-only name and for MX of a known one', () => {
    expect(ask('web', TYPE_AAAA)).toMatchObject({ kind: 'answer', message: { rcode: 0, answers: [] } });
    expect(ask('web', TYPE_MX)).toMatchObject({ kind: 'answer', message: { rcode: 0, answers: [] } });
  });

  it('names peers for PTR', () => {
    expect(ask('2.0.18.172.in-addr.arpa', TYPE_PTR)).toMatchObject({
      message: { answers: [{ data: 'web.front', ttl: 600 }] },
    });
  });

  it('forwards what it does not know, other types, and PTR of strangers', () => {
    const forwarded = { kind: 'forward', servers: STATE.extServers };
    expect([ask('nosuch', TYPE_A), ask('web', TYPE_TXT), ask('9.9.9.9.in-addr.arpa', TYPE_PTR)]).toEqual([
      forwarded,
      forwarded,
      forwarded,
    ]);
  });

  it('fails instead of asking the host from a network without a way out', () => {
    const shut: ResolverState = { ...STATE, forwards: false };
    expect(ask('nosuch', TYPE_A, shut)).toMatchObject({
      kind: 'answer',
      message: { rcode: 2, recursionAvailable: false },
    });
    const own: ResolverState = { ...shut, extServers: [{ ip: '172.17.0.1', host: false }] };
    expect(ask('nosuch', TYPE_A, own)).toEqual({ kind: 'forward', servers: own.extServers });
  });

  it('keeps single labels to itself when the user sets ndots', () => {
    const ndots: ResolverState = { ...STATE, ndotsSet: true };
    expect(ask('nosuch', TYPE_A, ndots)).toMatchObject({ kind: 'answer', message: { rcode: 0, answers: [] } });
    expect(ask('nosuch.example', TYPE_A, ndots)).toMatchObject({ kind: 'forward' });
  });
});
