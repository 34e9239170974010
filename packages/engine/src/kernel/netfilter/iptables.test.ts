import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernel.ts';
import { newKernel } from '../net/fixtures/kernel-fixture.ts';
import { createNetNs } from '../net/link-create.ts';
import { netNsTable } from '../net/netns.ts';
import { iptables } from './iptables.ts';
import { iptablesSave } from './save.ts';

/** Splits as a shell would, with double quotes. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

function host(): { k: Kernel; ns: number; run: (line: string) => string } {
  const k = newKernel();
  const ns = createNetNs(k);
  const run = (line: string) => {
    const { code, out, err } = iptables(k, ns, false, words(line));
    return `${out}${err}rc=${code}\n`;
  };
  return { k, ns, run };
}

const RULES = [
  '-A T1 -p icmp -j ACCEPT',
  '-A T1 -p icmp --icmp-type 8 -j ACCEPT',
  '-A T1 -p tcp -m multiport --dports 80,443,1000:2000 -j ACCEPT',
  '-A T1 -p tcp --dport 80:90 --sport 1000 -j REJECT',
  '-A T1 -p tcp -j REJECT --reject-with tcp-reset',
  '-A T1 -s 10.0.0.1 ! -d 10.0.0.0/255.0.0.0 -j DROP',
  '-A T1 -s 10.0.0.1,10.0.0.2 -j DROP',
  '-A T1 -m comment --comment "hello world" -j LOG --log-prefix "x: "',
  '-A T1 -m state --state NEW,ESTABLISHED -j RETURN',
  '-A T1 -m conntrack ! --ctstate INVALID -j RETURN',
  '-A T1 -m mark --mark 1/0xff -j MARK --set-mark 0x2',
  '-A T1 -m mark ! --mark 0x5 -g OTHER',
  '-A T1 -i eth+ -o lo',
  '-A T1 -p 17 -j ACCEPT',
  '-A T1 ! -p tcp -j ACCEPT',
  '-A T1 -p tcp --syn -j ACCEPT',
  '-A T1 -m addrtype --src-type LOCAL ! --dst-type LOCAL,BROADCAST -j ACCEPT',
  '-I T1 2 -p udp --dport domain -j ACCEPT',
  '-R T1 1 -j DROP',
];

function loaded() {
  const it = host();
  it.run('-N T1');
  it.run('-N OTHER');
  for (const rule of RULES) expect(it.run(rule)).toBe('rc=0\n');
  return it;
}

describe('iptables (texts of iptables 1.8.13, nf_tables)', () => {
  it('prints rules in its own order of parts', () => {
    expect(loaded().run('-S T1')).toBe(`-N T1
-A T1 -j DROP
-A T1 -p udp -m udp --dport 53 -j ACCEPT
-A T1 -p icmp -m icmp --icmp-type 8 -j ACCEPT
-A T1 -p tcp -m multiport --dports 80,443,1000:2000 -j ACCEPT
-A T1 -p tcp -m tcp --sport 1000 --dport 80:90 -j REJECT --reject-with icmp-port-unreachable
-A T1 -p tcp -j REJECT --reject-with tcp-reset
-A T1 -s 10.0.0.1/32 ! -d 10.0.0.0/8 -j DROP
-A T1 -s 10.0.0.1/32 -j DROP
-A T1 -s 10.0.0.2/32 -j DROP
-A T1 -m comment --comment "hello world" -j LOG --log-prefix "x: "
-A T1 -m state --state NEW,ESTABLISHED -j RETURN
-A T1 -m conntrack ! --ctstate INVALID -j RETURN
-A T1 -m mark --mark 0x1/0xff -j MARK --set-xmark 0x2/0xffffffff
-A T1 -m mark ! --mark 0x5 -g OTHER
-A T1 -i eth+ -o lo
-A T1 -p udp -j ACCEPT
-A T1 ! -p tcp -j ACCEPT
-A T1 -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT
-A T1 -m addrtype --src-type LOCAL ! --dst-type LOCAL,BROADCAST -j ACCEPT
rc=0
`);
  });

  it('lists by name', () => {
    expect(loaded().run('-L T1')).toBe(`Chain T1 (0 references)
target     prot opt source               destination         
DROP       all  --  anywhere             anywhere            
ACCEPT     udp  --  anywhere             anywhere             udp dpt:domain
ACCEPT     icmp --  anywhere             anywhere             icmp echo-request
ACCEPT     tcp  --  anywhere             anywhere             multiport dports http,https,1000:cisco-sccp
REJECT     tcp  --  anywhere             anywhere             tcp spt:1000 dpts:http:90 reject-with icmp-port-unreachable
REJECT     tcp  --  anywhere             anywhere             reject-with tcp-reset
DROP       all  --  10.0.0.1            !10.0.0.0/8          
DROP       all  --  10.0.0.1             anywhere            
DROP       all  --  10.0.0.2             anywhere            
LOG        all  --  anywhere             anywhere             /* hello world */ LOG level warn prefix "x: "
RETURN     all  --  anywhere             anywhere             state NEW,ESTABLISHED
RETURN     all  --  anywhere             anywhere             ! ctstate INVALID
MARK       all  --  anywhere             anywhere             mark match 0x1/0xff MARK set 0x2
OTHER      all  --  anywhere             anywhere            [goto]  mark match ! 0x5
           all  --  anywhere             anywhere            
ACCEPT     udp  --  anywhere             anywhere            
ACCEPT    !tcp  --  anywhere             anywhere            
ACCEPT     tcp  --  anywhere             anywhere             tcp flags:FIN,SYN,RST,ACK/SYN
ACCEPT     all  --  anywhere             anywhere             ADDRTYPE match src-type LOCAL dst-type !LOCAL,BROADCAST
rc=0
`);
  });

  it('lists with numbers, counters and interfaces', () => {
    const lines = loaded().run('-L T1 -n -v --line-numbers').split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'Chain T1 (0 references)',
      'num   pkts bytes target     prot opt in     out     source               destination         ',
      '1        0     0 DROP       all  --  *      *       0.0.0.0/0            0.0.0.0/0           ',
      '2        0     0 ACCEPT     udp  --  *      *       0.0.0.0/0            0.0.0.0/0            udp dpt:53',
      '3        0     0 ACCEPT     icmp --  *      *       0.0.0.0/0            0.0.0.0/0            icmptype 8',
      '4        0     0 ACCEPT     tcp  --  *      *       0.0.0.0/0            0.0.0.0/0            multiport dports 80,443,1000:2000',
    ]);
    expect(lines[16]).toBe(
      '15       0     0            all  --  eth+   lo      0.0.0.0/0            0.0.0.0/0           ',
    );
    expect(loaded().run('-nvxL T1').split('\n')[1]).toBe(
      '    pkts      bytes target     prot opt in     out     source               destination         ',
    );
  });

  it('lists and saves NAT targets', () => {
    const { run } = host();
    for (const rule of [
      'REDIRECT --to-ports 8080',
      'DNAT --to 1.2.3.4',
      'SNAT --to-source 1.2.3.4-1.2.3.9:100-200',
      'MASQUERADE --to-ports 100-200',
    ]) {
      expect(run(`-t nat -A PREROUTING -p tcp -j ${rule}`)).toBe('rc=0\n');
    }
    expect(run('-t nat -L PREROUTING -n')).toBe(`Chain PREROUTING (policy ACCEPT)
target     prot opt source               destination         
REDIRECT   tcp  --  0.0.0.0/0            0.0.0.0/0            redir ports 8080
DNAT       tcp  --  0.0.0.0/0            0.0.0.0/0            to:1.2.3.4
SNAT       tcp  --  0.0.0.0/0            0.0.0.0/0            to:1.2.3.4-1.2.3.9:100-200
MASQUERADE  tcp  --  0.0.0.0/0            0.0.0.0/0            masq ports: 100-200
rc=0
`);
    expect(run('-t nat -S PREROUTING 3')).toBe(
      '-A PREROUTING -p tcp -j SNAT --to-source 1.2.3.4-1.2.3.9:100-200\nrc=0\n',
    );
  });

  const usage = (text: string) =>
    `iptables v1.8.13 (nf_tables): ${text}\nTry \`iptables -h' or 'iptables --help' for more information.\nrc=2\n`;
  const bare = (text: string) => `iptables: ${text}\nrc=1\n`;
  it.each([
    ['-D T1 99', bare('Index of deletion too big.')],
    ['-I T1 99 -j DROP', bare('Index of insertion too big.')],
    ['-D FORWARD -j ACCEPT', bare('Bad rule (does a matching rule exist in that chain?).')],
    ['-C FORWARD -j ACCEPT', bare('Bad rule (does a matching rule exist in that chain?).')],
    ['-L NOSUCH', bare('No chain/target/match by that name.')],
    ['-X INPUT', bare('No chain/target/match by that name.')],
    ['-N T1', bare('Chain already exists.')],
    ['-P T1 DROP', bare('Bad built-in chain name.')],
    ['-P INPUT DROPP', bare("Bad policy name. Run `dmesg' for more information.")],
    ['-P INPUT', usage('-P requires a chain and a policy')],
    ['-A FORWARD -j NOSUCH', usage("Chain 'NOSUCH' does not exist")],
    ['-A T1 --foo', usage('unknown option "--foo"')],
    ['-A INPUT --dport 99 -j ACCEPT', usage('unknown option "--dport"')],
    ['-A INPUT -p tcp --dport 99999 -j ACCEPT', usage("invalid port/service `99999' specified")],
    ['-A INPUT -p foo', usage('unknown protocol "foo" specified')],
    ['-A INPUT -s 10.0.0.0/33', usage("invalid mask `33' specified")],
    ['-A INPUT -s foo.bar', usage("host/network `foo.bar' not found")],
    ['-A', usage('option "-A" requires an argument')],
    [
      '-N waytoolongchainname-waytoolongchainname',
      usage("chain name `waytoolongchainname-waytoolongchainname' too long (must be under 29 chars)"),
    ],
    ['-N ACCEPT', usage('chain name may not clash with target name')],
    ['-A T1 -m nosuch', usage("Couldn't load match `nosuch':No such file or directory\n")],
    ['-A T1 -m limit --limit 5/s', usage("match `limit' is not simulated")],
    ['-t nat -A PREROUTING -j DNAT --to-destination :99', usage('Need TCP, UDP, SCTP or DCCP with port specification')],
    ['', usage('no command specified')],
    ['-X T1', 'iptables v1.8.13 (nf_tables):  CHAIN_DEL failed (Device or resource busy): chain T1\nrc=4\n'],
    [
      '-A FORWARD -j DNAT --to-destination 1.2.3.4',
      'iptables v1.8.13 (nf_tables):  RULE_APPEND failed (Invalid argument): rule in chain FORWARD\nrc=4\n',
    ],
    [
      '-t foo -L',
      "iptables v1.8.13 (nf_tables): table 'foo' does not exist\nPerhaps iptables or your kernel needs to be upgraded.\nrc=3\n",
    ],
    ['-V', 'iptables v1.8.13 (nf_tables)\nrc=0\n'],
  ])('%s', (line, answer) => {
    expect(loaded().run(line)).toBe(answer);
  });

  it('saves the tables that exist, with the user chains by name', () => {
    const { k, ns, run } = host();
    run('-t mangle -A PREROUTING -j MARK --set-mark 7');
    run('-N ZZ');
    run('-N AA');
    expect(
      iptablesSave(k, ns, false, '', false, 'Sun Nov 22 00:56:41 2026', 'v1.8.13 (nf_tables)'),
    ).toBe(`# Generated by iptables-save v1.8.13 (nf_tables) on Sun Nov 22 00:56:41 2026
*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -j MARK --set-xmark 0x7/0xffffffff
COMMIT
# Completed on Sun Nov 22 00:56:41 2026
# Generated by iptables-save v1.8.13 (nf_tables) on Sun Nov 22 00:56:41 2026
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:AA - [0:0]
:ZZ - [0:0]
COMMIT
# Completed on Sun Nov 22 00:56:41 2026
`);
  });

  it('counts the rules that need connection tracking', () => {
    const { k, ns, run } = host();
    const trackers = () => k.tx.get(netNsTable, ns)?.trackers;
    run('-t nat -A POSTROUTING -j MASQUERADE');
    run('-A FORWARD -m conntrack --ctstate NEW -j ACCEPT');
    run('-A FORWARD -j ACCEPT');
    expect(trackers()).toBe(2);
    run('-F FORWARD');
    run('-t nat -D POSTROUTING 1');
    expect(trackers()).toBe(0);
  });
});
