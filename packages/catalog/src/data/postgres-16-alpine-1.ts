/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `40755 0 0 0 docker-entrypoint-initdb.d
40755 0 0 0 etc
100644 0 0 525 etc/group	=root:x:0:root\\nbin:x:1:root,bin,daemon\\ndaemon:x:2:root,bin,daemon\\nsys:x:3:root,bin\\nadm:x:4:root,daemon\\ntty:x:5:\\ndisk:x:6:root\\nlp:x:7:lp\\nkmem:x:9:\\nwheel:x:10:root\\nfloppy:x:11:root\\nmail:x:12:mail\\nnews:x:13:news\\nuucp:x:14:uucp\\ncron:x:16:cron\\naudio:x:18:\\ncdrom:x:19:\\ndialout:x:20:root\\nftp:x:21:\\nsshd:x:22:\\ninput:x:23:\\ntape:x:26:root\\nvideo:x:27:root\\nnetdev:x:28:\\nkvm:x:34:kvm\\ngames:x:35:\\nshadow:x:42:\\nwww-data:x:82:\\nusers:x:100:games\\nntp:x:123:\\nabuild:x:300:\\nutmp:x:406:\\nping:x:999:\\nnogroup:x:65533:\\nnobody:x:65534:\\npostgres:x:70:\\n
100644 0 0 763 etc/passwd	=root:x:0:0:root:/root:/bin/sh\\nbin:x:1:1:bin:/bin:/sbin/nologin\\ndaemon:x:2:2:daemon:/sbin:/sbin/nologin\\nlp:x:4:7:lp:/var/spool/lpd:/sbin/nologin\\nsync:x:5:0:sync:/sbin:/bin/sync\\nshutdown:x:6:0:shutdown:/sbin:/sbin/shutdown\\nhalt:x:7:0:halt:/sbin:/sbin/halt\\nmail:x:8:12:mail:/var/mail:/sbin/nologin\\nnews:x:9:13:news:/usr/lib/news:/sbin/nologin\\nuucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin\\ncron:x:16:16:cron:/var/spool/cron:/sbin/nologin\\nftp:x:21:21::/var/lib/ftp:/sbin/nologin\\nsshd:x:22:22:sshd:/dev/null:/sbin/nologin\\ngames:x:35:35:games:/usr/games:/sbin/nologin\\nntp:x:123:123:NTP:/var/empty:/sbin/nologin\\nguest:x:405:100:guest:/dev/null:/sbin/nologin\\nnobody:x:65534:65534:nobody:/:/sbin/nologin\\npostgres:x:70:70:PostgreSQL user:/var/lib/postgresql:/bin/sh\\n
40755 0 0 0 run
40755 0 0 0 run/postgresql
40755 0 0 0 usr
40755 0 0 0 usr/local
40755 0 0 0 usr/local/bin
100755 0 0 1178 usr/local/bin/docker-entrypoint.sh	=#!/bin/sh\\nset -e\\nif [ \\"\${1#-}\\" != \\"$1\\" ]; then set -- postgres \\"$@\\"; fi\\nif [ \\"$1\\" = postgres ]; then\\n  : \\"\${PGDATA:=/var/lib/postgresql/data}\\"\\n  if [ -n \\"$POSTGRES_PASSWORD_FILE\\" ]; then POSTGRES_PASSWORD=\\"$(cat \\"$POSTGRES_PASSWORD_FILE\\")\\"; export POSTGRES_PASSWORD; fi\\n  if [ ! -s \\"$PGDATA/PG_VERSION\\" ]; then\\n    if [ -z \\"$POSTGRES_PASSWORD\\" ] && [ \\"$POSTGRES_HOST_AUTH_METHOD\\" != trust ]; then\\n      cat >&2 <<'EOE'\\nError: Database is uninitialized and superuser password is not specified.\\n       You must specify POSTGRES_PASSWORD to a non-empty value for the\\n       superuser. For example, \\"-e POSTGRES_PASSWORD=password\\" on \\"docker run\\".\\n\\n       You may also use \\"POSTGRES_HOST_AUTH_METHOD=trust\\" to allow all\\n       connections without a password. This is *not* recommended.\\n\\n       See PostgreSQL documentation about \\"trust\\":\\n       https://www.postgresql.org/docs/current/auth-trust.html\\nEOE\\n      exit 1\\n    fi\\n    echo 16 > \\"$PGDATA/PG_VERSION\\"\\n    echo\\n    echo 'PostgreSQL init process complete; ready for start up.'\\n    echo\\n  else\\n    echo\\n    echo 'PostgreSQL Database directory appears to contain a database; Skipping initialization'\\n    echo\\n  fi\\nfi\\nexec \\"$@\\"\\n
100755 0 0 292 usr/local/bin/pg_isready	@pg_isready
100755 0 0 273 usr/local/bin/postgres	@postgres
40755 0 0 0 var
40755 0 0 0 var/lib
40755 0 0 0 var/lib/postgresql
40755 0 0 0 var/lib/postgresql/data`;
