/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `40755 0 0 0 data
40755 0 0 0 etc
100644 0 0 524 etc/group	=root:x:0:root\\nbin:x:1:root,bin,daemon\\ndaemon:x:2:root,bin,daemon\\nsys:x:3:root,bin\\nadm:x:4:root,daemon\\ntty:x:5:\\ndisk:x:6:root\\nlp:x:7:lp\\nkmem:x:9:\\nwheel:x:10:root\\nfloppy:x:11:root\\nmail:x:12:mail\\nnews:x:13:news\\nuucp:x:14:uucp\\ncron:x:16:cron\\naudio:x:18:\\ncdrom:x:19:\\ndialout:x:20:root\\nftp:x:21:\\nsshd:x:22:\\ninput:x:23:\\ntape:x:26:root\\nvideo:x:27:root\\nnetdev:x:28:\\nkvm:x:34:kvm\\ngames:x:35:\\nshadow:x:42:\\nwww-data:x:82:\\nusers:x:100:games\\nntp:x:123:\\nabuild:x:300:\\nutmp:x:406:\\nping:x:999:\\nnogroup:x:65533:\\nnobody:x:65534:\\nredis:x:1000:\\n
100644 0 0 740 etc/passwd	=root:x:0:0:root:/root:/bin/sh\\nbin:x:1:1:bin:/bin:/sbin/nologin\\ndaemon:x:2:2:daemon:/sbin:/sbin/nologin\\nlp:x:4:7:lp:/var/spool/lpd:/sbin/nologin\\nsync:x:5:0:sync:/sbin:/bin/sync\\nshutdown:x:6:0:shutdown:/sbin:/sbin/shutdown\\nhalt:x:7:0:halt:/sbin:/sbin/halt\\nmail:x:8:12:mail:/var/mail:/sbin/nologin\\nnews:x:9:13:news:/usr/lib/news:/sbin/nologin\\nuucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin\\ncron:x:16:16:cron:/var/spool/cron:/sbin/nologin\\nftp:x:21:21::/var/lib/ftp:/sbin/nologin\\nsshd:x:22:22:sshd:/dev/null:/sbin/nologin\\ngames:x:35:35:games:/usr/games:/sbin/nologin\\nntp:x:123:123:NTP:/var/empty:/sbin/nologin\\nguest:x:405:100:guest:/dev/null:/sbin/nologin\\nnobody:x:65534:65534:nobody:/:/sbin/nologin\\nredis:x:999:1000::/home/redis:/bin/sh\\n
40755 0 0 0 lib
100755 0 0 14400 lib/libnss_dns.so.2
100755 0 0 14400 lib/libnss_files.so.2
100755 0 0 60328 lib/libresolv.so.2
40755 0 0 0 lib64
100755 0 0 215000 lib64/ld-linux-x86-64.so.2
40755 0 0 0 usr
40755 0 0 0 usr/lib
100644 0 0 30776 usr/lib/libatomic.so.1
100755 0 0 1926232 usr/lib/libc.so.6
100644 0 0 47128 usr/lib/libcap.so.2
100644 0 0 4734232 usr/lib/libcrypto.so.3
100644 0 0 125312 usr/lib/libgcc_s.so.1
100644 0 0 1332480 usr/lib/libgcrypt.so.20
100644 0 0 157768 usr/lib/libgpg-error.so.0
100644 0 0 839320 usr/lib/libjemalloc.so.2
100644 0 0 149952 usr/lib/liblz4.so.1
100644 0 0 18272 usr/lib/liblzf.so.1
100644 0 0 190456 usr/lib/liblzma.so.5
100644 0 0 911904 usr/lib/libm.so.6
100644 0 0 688160 usr/lib/libssl.so.3
100644 0 0 2190440 usr/lib/libstdc++.so.6
100644 0 0 844736 usr/lib/libsystemd.so.0
100644 0 0 763816 usr/lib/libzstd.so.1
40755 0 0 0 usr/local
40755 0 0 0 usr/local/bin
100755 0 0 551 usr/local/bin/docker-entrypoint.sh	=#!/bin/sh\\nset -e\\n\\n# first arg is \`-f\` or \`--some-option\`\\n# or first arg is \`something.conf\`\\nif [ \\"\${1#-}\\" != \\"$1\\" ] || [ \\"\${1%.conf}\\" != \\"$1\\" ]; then\\n\\tset -- redis-server \\"$@\\"\\nfi\\n\\n# allow the container to be started with \`--user\`\\nif [ \\"$1\\" = 'redis-server' -a \\"$(id -u)\\" = '0' ]; then\\n\\tfind . \\\\! -user redis -exec chown redis '{}' + 2>/dev/null || true\\nfi\\n\\nif [ \\"$1\\" = 'redis-server' ]; then\\n\\tset -- \\"$@\\" --protected-mode no\\nfi\\n\\n# set an appropriate umask (if one isn't set already)\\num=\\"$(umask)\\"\\nif [ \\"$um\\" = '0022' ]; then\\n\\tumask 0077\\nfi\\n\\nexec \\"$@\\"\\n
100755 0 0 375056 usr/local/bin/redis-cli	@redis-cli
100755 0 0 2387088 usr/local/bin/redis-server	@redis-server`;
