/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `120777 0 0 0 bin	>usr/bin
40755 0 0 0 boot
40755 0 0 0 dev
40755 0 0 0 etc
100644 0 0 180 etc/adduser.conf	=# Defaults of adduser and addgroup.\\nDSHELL=/bin/bash\\nDHOME=/home\\nSKEL=/etc/skel\\nFIRST_SYSTEM_UID=100\\nLAST_SYSTEM_UID=999\\nFIRST_UID=1000\\nLAST_UID=59999\\nUSERGROUPS=yes\\nDIR_MODE=0755\\n
100644 0 0 113 etc/bash.bashrc	=# System-wide settings of interactive shells.\\n[ -z \\"\${PS1-}\\" ] && return\\nshopt -s checkwinsize\\nPS1='\\\\u@\\\\h:\\\\w\\\\$ '\\n
100644 0 0 367 etc/bindresvport.blacklist
100644 0 0 6 etc/debian_version	=12.12\\n
40755 0 0 0 etc/default
100644 0 0 1756 etc/default/nss
100644 0 0 37 etc/default/useradd	=# Defaults of useradd.\\nSHELL=/bin/sh\\n
100644 0 0 78 etc/deluser.conf	=# Defaults of deluser and delgroup.\\nREMOVE_HOME=0\\nREMOVE_ALL_FILES=0\\nBACKUP=0\\n
40755 0 0 0 etc/dpkg
40755 0 0 0 etc/dpkg/origins
100644 0 0 83 etc/dpkg/origins/debian
100644 0 0 2584 etc/gai.conf
100644 0 0 434 etc/group	=root:x:0:\\ndaemon:x:1:\\nbin:x:2:\\nsys:x:3:\\nadm:x:4:\\ntty:x:5:\\ndisk:x:6:\\nlp:x:7:\\nmail:x:8:\\nnews:x:9:\\nuucp:x:10:\\nman:x:12:\\nproxy:x:13:\\nkmem:x:15:\\ndialout:x:20:\\nfax:x:21:\\nvoice:x:22:\\ncdrom:x:24:\\nfloppy:x:25:\\ntape:x:26:\\nsudo:x:27:\\naudio:x:29:\\ndip:x:30:\\nwww-data:x:33:\\nbackup:x:34:\\noperator:x:37:\\nlist:x:38:\\nirc:x:39:\\nsrc:x:40:\\nshadow:x:42:\\nutmp:x:43:\\nvideo:x:44:\\nsasl:x:45:\\nplugdev:x:46:\\nstaff:x:50:\\ngames:x:60:\\nusers:x:100:\\nnogroup:x:65534:\\n
100644 0 0 9 etc/host.conf	=multi on\\n
100644 0 0 10 etc/hostname	=localhost\\n
100644 0 0 27 etc/issue	=Debian GNU/Linux 12 \\\\n \\\\l\\n\\n
100644 0 0 20 etc/issue.net	=Debian GNU/Linux 12\\n
100644 0 0 34 etc/ld.so.conf	=include /etc/ld.so.conf.d/*.conf\\n\\n
40755 0 0 0 etc/ld.so.conf.d
100644 0 0 44 etc/ld.so.conf.d/libc.conf	=# libc default configuration\\n/usr/local/lib\\n
100644 0 0 437 etc/login.defs	=# Limits of useradd, groupadd and login.\\nMAIL_DIR\\t/var/mail\\nENV_SUPATH\\tPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\\nENV_PATH\\tPATH=/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games\\nUMASK\\t\\t022\\nPASS_MAX_DAYS\\t99999\\nPASS_MIN_DAYS\\t0\\nPASS_WARN_AGE\\t7\\nUID_MIN\\t\\t1000\\nUID_MAX\\t\\t60000\\nSYS_UID_MIN\\t100\\nSYS_UID_MAX\\t999\\nGID_MIN\\t\\t1000\\nGID_MAX\\t\\t60000\\nSYS_GID_MIN\\t100\\nSYS_GID_MAX\\t999\\nUSERGROUPS_ENAB\\tyes\\nENCRYPT_METHOD\\tYESCRYPT\\n
100644 0 0 58 etc/nsswitch.conf	=passwd: files\\ngroup: files\\nshadow: files\\nhosts: files dns\\n
120777 0 0 0 etc/os-release	>../usr/lib/os-release
40755 0 0 0 etc/pam.d
100644 0 0 384 etc/pam.d/chfn
100644 0 0 92 etc/pam.d/chpasswd
100644 0 0 581 etc/pam.d/chsh
100644 0 0 4126 etc/pam.d/login
100644 0 0 92 etc/pam.d/newusers
100644 0 0 92 etc/pam.d/passwd
100644 0 0 143 etc/pam.d/runuser
100644 0 0 138 etc/pam.d/runuser-l
100644 0 0 2259 etc/pam.d/su
100644 0 0 137 etc/pam.d/su-l
100644 0 0 839 etc/passwd	=root:x:0:0:root:/root:/bin/bash\\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\\nbin:x:2:2:bin:/bin:/usr/sbin/nologin\\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\\nsync:x:4:65534:sync:/bin:/bin/sync\\ngames:x:5:60:games:/usr/games:/usr/sbin/nologin\\nman:x:6:12:man:/var/cache/man:/usr/sbin/nologin\\nlp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin\\nmail:x:8:8:mail:/var/mail:/usr/sbin/nologin\\nnews:x:9:9:news:/var/spool/news:/usr/sbin/nologin\\nuucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin\\nproxy:x:13:13:proxy:/bin:/usr/sbin/nologin\\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\\nbackup:x:34:34:backup:/var/backups:/usr/sbin/nologin\\nlist:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin\\nirc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin\\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\\n
120777 0 0 0 etc/rmt	>/usr/sbin/rmt
100640 0 0 474 etc/shadow	=root:*:19900:0:99999:7:::\\ndaemon:*:19900:0:99999:7:::\\nbin:*:19900:0:99999:7:::\\nsys:*:19900:0:99999:7:::\\nsync:*:19900:0:99999:7:::\\ngames:*:19900:0:99999:7:::\\nman:*:19900:0:99999:7:::\\nlp:*:19900:0:99999:7:::\\nmail:*:19900:0:99999:7:::\\nnews:*:19900:0:99999:7:::\\nuucp:*:19900:0:99999:7:::\\nproxy:*:19900:0:99999:7:::\\nwww-data:*:19900:0:99999:7:::\\nbackup:*:19900:0:99999:7:::\\nlist:*:19900:0:99999:7:::\\nirc:*:19900:0:99999:7:::\\n_apt:*:19900:0:99999:7:::\\nnobody:*:19900:0:99999:7:::\\n
40755 0 0 0 etc/skel
100644 0 0 31 etc/skel/.bash_logout	=# Run when a login shell ends.\\n
100644 0 0 181 etc/skel/.bashrc	=# Settings of interactive shells.\\ncase $- in\\n    *i*) ;;\\n      *) return;;\\nesac\\nHISTCONTROL=ignoreboth\\nshopt -s histappend checkwinsize\\nPS1='\\\\u@\\\\h:\\\\w\\\\$ '\\nalias ls='ls --color=auto'\\n
100644 0 0 169 etc/skel/.profile	=# Settings of login shells.\\nif [ -n \\"$BASH_VERSION\\" ] && [ -f \\"$HOME/.bashrc\\" ]; then\\n    . \\"$HOME/.bashrc\\"\\nfi\\nif [ -d \\"$HOME/bin\\" ]; then\\n    PATH=\\"$HOME/bin:$PATH\\"\\nfi\\n
40755 0 0 0 etc/update-motd.d
100755 0 0 23 etc/update-motd.d/10-uname	=#!/bin/sh\\nuname -snrvm\\n
40755 0 0 0 home
120777 0 0 0 lib	>usr/lib
120777 0 0 0 lib64	>usr/lib64
40755 0 0 0 media
40755 0 0 0 mnt
40755 0 0 0 opt
40755 0 0 0 proc
40700 0 0 0 root
40755 0 0 0 run
120777 0 0 0 sbin	>usr/sbin
40755 0 0 0 srv
40755 0 0 0 sys
41777 0 0 0 tmp
40755 0 0 0 usr
40755 0 0 0 usr/bin
100755 0 0 68496 usr/bin/[	@[
100755 0 0 31040 usr/bin/addpart	@addpart
100755 0 0 43888 usr/bin/arch	@arch
120777 0 0 0 usr/bin/awk	>mawk
100755 0 0 60400 usr/bin/b2sum	@b2sum
100755 0 0 48016 usr/bin/base32	@base32
100755 0 0 48016 usr/bin/base64	@base64
100755 0 0 43856 usr/bin/basename	@basename
100755 0 0 56208 usr/bin/basenc	@basenc
100755 0 0 1265648 usr/bin/bash	@bash
100755 0 0 6865 usr/bin/bashbug	@bashbug
100755 0 0 44016 usr/bin/cat	@cat
102755 0 0 80376 usr/bin/chage	@chage
100755 0 0 68720 usr/bin/chcon	@chcon
104755 0 0 62672 usr/bin/chfn	@chfn
100755 0 0 68656 usr/bin/chgrp	@chgrp
100755 0 0 64496 usr/bin/chmod	@chmod
100755 0 0 55616 usr/bin/choom	@choom
100755 0 0 72752 usr/bin/chown	@chown
100755 0 0 67904 usr/bin/chrt	@chrt
104755 0 0 52880 usr/bin/chsh	@chsh
100755 0 0 142384 usr/bin/cksum	@cksum
100755 0 0 14488 usr/bin/clear_console	@clear_console
100755 0 0 52176 usr/bin/cmp	@cmp
100755 0 0 48048 usr/bin/comm	@comm
100755 0 0 151152 usr/bin/cp	@cp
100755 0 0 122032 usr/bin/csplit	@csplit
100755 0 0 48112 usr/bin/cut	@cut
100755 0 0 125640 usr/bin/dash	@dash
100755 0 0 121904 usr/bin/date	@date
100755 0 0 89240 usr/bin/dd	@dd
100755 0 0 31040 usr/bin/delpart	@delpart
100755 0 0 102200 usr/bin/df	@df
100755 0 0 155216 usr/bin/diff	@diff
100755 0 0 68752 usr/bin/diff3	@diff3
100755 0 0 151344 usr/bin/dir	@dir
100755 0 0 52144 usr/bin/dircolors	@dircolors
100755 0 0 39760 usr/bin/dirname	@dirname
100755 0 0 88656 usr/bin/dmesg	@dmesg
120777 0 0 0 usr/bin/dnsdomainname	>hostname
120777 0 0 0 usr/bin/domainname	>hostname
100755 0 0 175440 usr/bin/du	@du
100755 0 0 43856 usr/bin/echo	@echo
100755 0 0 41 usr/bin/egrep	@egrep
100755 0 0 48536 usr/bin/env	@env
100755 0 0 43952 usr/bin/expand	@expand
102755 0 0 31184 usr/bin/expiry	@expiry
100755 0 0 117808 usr/bin/expr	@expr
100755 0 0 85200 usr/bin/factor	@factor
100755 0 0 23072 usr/bin/faillog	@faillog
100755 0 0 35136 usr/bin/fallocate	@fallocate
100755 0 0 35664 usr/bin/false	@false
100755 0 0 41 usr/bin/fgrep	@fgrep
100755 0 0 224848 usr/bin/find	@find
100755 0 0 85600 usr/bin/findmnt	@findmnt
100755 0 0 35216 usr/bin/flock	@flock
100755 0 0 48016 usr/bin/fmt	@fmt
100755 0 0 43920 usr/bin/fold	@fold
100755 0 0 27136 usr/bin/getconf	@getconf
100755 0 0 36320 usr/bin/getent	@getent
100755 0 0 35136 usr/bin/getopt	@getopt
104755 0 0 88496 usr/bin/gpasswd	@gpasswd
100755 0 0 203152 usr/bin/grep	@grep
100755 0 0 43920 usr/bin/groups	@groups
100755 0 0 2346 usr/bin/gunzip	@gunzip
100755 0 0 6447 usr/bin/gzexe	@gzexe
100755 0 0 98136 usr/bin/gzip	@gzip
100755 0 0 51600 usr/bin/hardlink	@hardlink
100755 0 0 48080 usr/bin/head	@head
100755 0 0 39760 usr/bin/hostid	@hostid
100755 0 0 22680 usr/bin/hostname	@hostname
120777 0 0 0 usr/bin/i386	>setarch
100755 0 0 64648 usr/bin/iconv	@iconv
100755 0 0 48144 usr/bin/id	@id
100755 0 0 159544 usr/bin/install	@install
100755 0 0 35136 usr/bin/ionice	@ionice
100755 0 0 35200 usr/bin/ipcmk	@ipcmk
100755 0 0 35136 usr/bin/ipcrm	@ipcrm
100755 0 0 76096 usr/bin/ipcs	@ipcs
100755 0 0 14664 usr/bin/ischroot	@ischroot
100755 0 0 56304 usr/bin/join	@join
100755 0 0 51520 usr/bin/last	@last
120777 0 0 0 usr/bin/lastb	>last
100755 0 0 32512 usr/bin/lastlog	@lastlog
120777 0 0 0 usr/bin/ld.so	>/lib64/ld-linux-x86-64.so.2
100755 0 0 5407 usr/bin/ldd	@ldd
100755 0 0 39760 usr/bin/link	@link
120777 0 0 0 usr/bin/linux32	>setarch
120777 0 0 0 usr/bin/linux64	>setarch
100755 0 0 72824 usr/bin/ln	@ln
100755 0 0 47272 usr/bin/locale	@locale
100755 0 0 298912 usr/bin/localedef	@localedef
100755 0 0 53024 usr/bin/login	@login
100755 0 0 39760 usr/bin/logname	@logname
100755 0 0 151344 usr/bin/ls	@ls
100755 0 0 207168 usr/bin/lsblk	@lsblk
100755 0 0 129344 usr/bin/lscpu	@lscpu
100755 0 0 100672 usr/bin/lsipc	@lsipc
100755 0 0 72400 usr/bin/lslocks	@lslocks
100755 0 0 96576 usr/bin/lslogins	@lslogins
100755 0 0 67904 usr/bin/lsmem	@lsmem
100755 0 0 84288 usr/bin/lsns	@lsns
100755 0 0 158376 usr/bin/mawk	@mawk
100755 0 0 35200 usr/bin/mcookie	@mcookie
100755 0 0 52176 usr/bin/md5sum	@md5sum
120777 0 0 0 usr/bin/md5sum.textutils	>md5sum
100755 0 0 18744 usr/bin/mesg	@mesg
100755 0 0 97552 usr/bin/mkdir	@mkdir
100755 0 0 68784 usr/bin/mkfifo	@mkfifo
100755 0 0 72912 usr/bin/mknod	@mknod
100755 0 0 43952 usr/bin/mktemp	@mktemp
100755 0 0 59712 usr/bin/more	@more
100755 0 0 18744 usr/bin/mountpoint	@mountpoint
100755 0 0 142968 usr/bin/mv	@mv
100755 0 0 35136 usr/bin/namei	@namei
104755 0 0 48896 usr/bin/newgrp	@newgrp
100755 0 0 43888 usr/bin/nice	@nice
120777 0 0 0 usr/bin/nisdomainname	>hostname
100755 0 0 113776 usr/bin/nl	@nl
100755 0 0 43920 usr/bin/nohup	@nohup
100755 0 0 43920 usr/bin/nproc	@nproc
100755 0 0 35368 usr/bin/nsenter	@nsenter
100755 0 0 68624 usr/bin/numfmt	@numfmt
100755 0 0 80912 usr/bin/od	@od
100755 0 0 121152 usr/bin/partx	@partx
104755 0 0 68248 usr/bin/passwd	@passwd
100755 0 0 43920 usr/bin/paste	@paste
100755 0 0 43888 usr/bin/pathchk	@pathchk
100755 0 0 48176 usr/bin/pinky	@pinky
100755 0 0 23232 usr/bin/pldd	@pldd
100755 0 0 81008 usr/bin/pr	@pr
100755 0 0 35664 usr/bin/printenv	@printenv
100755 0 0 64432 usr/bin/printf	@printf
100755 0 0 39760 usr/bin/prlimit	@prlimit
100755 0 0 138480 usr/bin/ptx	@ptx
100755 0 0 43952 usr/bin/pwd	@pwd
120777 0 0 0 usr/bin/rbash	>bash
100755 0 0 52112 usr/bin/readlink	@readlink
100755 0 0 52144 usr/bin/realpath	@realpath
100755 0 0 22840 usr/bin/rename.ul	@rename.ul
100755 0 0 72000 usr/bin/resizepart	@resizepart
100755 0 0 14648 usr/bin/rev	@rev
100755 0 0 30 usr/bin/rgrep	@rgrep
100755 0 0 72752 usr/bin/rm	@rm
100755 0 0 56240 usr/bin/rmdir	@rmdir
100755 0 0 27560 usr/bin/run-parts	@run-parts
100755 0 0 43984 usr/bin/runcon	@runcon
100755 0 0 10487 usr/bin/savelog	@savelog
100755 0 0 56400 usr/bin/sdiff	@sdiff
100755 0 0 126424 usr/bin/sed	@sed
100755 0 0 60336 usr/bin/seq	@seq
100755 0 0 27216 usr/bin/setarch	@setarch
100755 0 0 80192 usr/bin/setpriv	@setpriv
100755 0 0 14648 usr/bin/setsid	@setsid
100755 0 0 47424 usr/bin/setterm	@setterm
120777 0 0 0 usr/bin/sg	>newgrp
120777 0 0 0 usr/bin/sh	>dash
100755 0 0 56272 usr/bin/sha1sum	@sha1sum
100755 0 0 60368 usr/bin/sha224sum	@sha224sum
100755 0 0 60368 usr/bin/sha256sum	@sha256sum
100755 0 0 64464 usr/bin/sha384sum	@sha384sum
100755 0 0 64464 usr/bin/sha512sum	@sha512sum
100755 0 0 64656 usr/bin/shred	@shred
100755 0 0 60400 usr/bin/shuf	@shuf
100755 0 0 43888 usr/bin/sleep	@sleep
100755 0 0 118456 usr/bin/sort	@sort
100755 0 0 60984 usr/bin/split	@split
100755 0 0 97488 usr/bin/stat	@stat
100755 0 0 60336 usr/bin/stdbuf	@stdbuf
100755 0 0 85008 usr/bin/stty	@stty
104755 0 0 72000 usr/bin/su	@su
100755 0 0 52184 usr/bin/sum	@sum
100755 0 0 39824 usr/bin/sync	@sync
100755 0 0 113712 usr/bin/tac	@tac
100755 0 0 76944 usr/bin/tail	@tail
100755 0 0 531984 usr/bin/tar	@tar
100755 0 0 63808 usr/bin/taskset	@taskset
100755 0 0 43984 usr/bin/tee	@tee
100755 0 0 14520 usr/bin/tempfile	@tempfile
100755 0 0 60304 usr/bin/test	@test
100755 0 0 48632 usr/bin/timeout	@timeout
100755 0 0 109616 usr/bin/touch	@touch
100755 0 0 56208 usr/bin/tr	@tr
100755 0 0 35664 usr/bin/true	@true
100755 0 0 43920 usr/bin/truncate	@truncate
100755 0 0 56208 usr/bin/tsort	@tsort
100755 0 0 35696 usr/bin/tty	@tty
100755 0 0 15352 usr/bin/tzselect	@tzselect
100755 0 0 63808 usr/bin/uclampset	@uclampset
100755 0 0 43888 usr/bin/uname	@uname
100755 0 0 2346 usr/bin/uncompress	@uncompress
100755 0 0 43952 usr/bin/unexpand	@unexpand
100755 0 0 48080 usr/bin/uniq	@uniq
100755 0 0 39760 usr/bin/unlink	@unlink
100755 0 0 84520 usr/bin/unshare	@unshare
100755 0 0 39824 usr/bin/users	@users
100755 0 0 31032 usr/bin/utmpdump	@utmpdump
100755 0 0 151344 usr/bin/vdir	@vdir
100755 0 0 52280 usr/bin/wc	@wc
100755 0 0 72024 usr/bin/wdctl	@wdctl
100755 0 0 31504 usr/bin/whereis	@whereis
100755 0 0 946 usr/bin/which.debianutils	@which.debianutils
100755 0 0 60432 usr/bin/who	@who
100755 0 0 39792 usr/bin/whoami	@whoami
120777 0 0 0 usr/bin/x86_64	>setarch
100755 0 0 72136 usr/bin/xargs	@xargs
100755 0 0 39760 usr/bin/yes	@yes
120777 0 0 0 usr/bin/ypdomainname	>hostname
100755 0 0 1984 usr/bin/zcat	@zcat
100755 0 0 1678 usr/bin/zcmp	@zcmp
100755 0 0 6460 usr/bin/zdiff	@zdiff
100755 0 0 23064 usr/bin/zdump	@zdump
100755 0 0 29 usr/bin/zegrep	@zegrep
100755 0 0 29 usr/bin/zfgrep	@zfgrep
100755 0 0 2081 usr/bin/zforce	@zforce
100755 0 0 8103 usr/bin/zgrep	@zgrep
100755 0 0 2206 usr/bin/zless	@zless
100755 0 0 1842 usr/bin/zmore	@zmore
100755 0 0 4577 usr/bin/znew	@znew
40755 0 0 0 usr/lib
100755 0 0 38832 usr/lib/libacl.so.1
100755 0 0 26544 usr/lib/libattr.so.1
100755 0 0 128952 usr/lib/libaudit.so.1
100755 0 0 355328 usr/lib/libblkid.so.1
100755 0 0 74688 usr/lib/libbz2.so.1.0
100755 0 0 1926232 usr/lib/libc.so.6
100755 0 0 30704 usr/lib/libcap-ng.so.0
100755 0 0 47128 usr/lib/libcap.so.2
100755 0 0 206776 usr/lib/libcrypt.so.1
100755 0 0 14376 usr/lib/libdebconfclient.so.0
100755 0 0 1332480 usr/lib/libgcrypt.so.20
100755 0 0 529216 usr/lib/libgmp.so.10
100755 0 0 157768 usr/lib/libgpg-error.so.0
100755 0 0 149952 usr/lib/liblz4.so.1
100755 0 0 190456 usr/lib/liblzma.so.5
100755 0 0 911904 usr/lib/libm.so.6
100755 0 0 404096 usr/lib/libmount.so.1
100755 0 0 14400 usr/lib/libnss_dns.so.2
100755 0 0 14400 usr/lib/libnss_files.so.2
100755 0 0 67584 usr/lib/libpam.so.0
100755 0 0 14432 usr/lib/libpam_misc.so.0
100755 0 0 629384 usr/lib/libpcre2-8.so.0
100755 0 0 60328 usr/lib/libresolv.so.2
100755 0 0 174312 usr/lib/libselinux.so.1
100755 0 0 270424 usr/lib/libsemanage.so.2
100755 0 0 764192 usr/lib/libsepol.so.2
100755 0 0 239744 usr/lib/libsmartcols.so.1
100755 0 0 844736 usr/lib/libsystemd.so.0
100755 0 0 204088 usr/lib/libtinfo.so.6
100755 0 0 182544 usr/lib/libudev.so.1
100755 0 0 34872 usr/lib/libuuid.so.1
100755 0 0 121280 usr/lib/libz.so.1
100755 0 0 763816 usr/lib/libzstd.so.1
40755 0 0 0 usr/lib/mime
40755 0 0 0 usr/lib/mime/packages
100644 0 0 321 usr/lib/mime/packages/tar
100644 0 0 90 usr/lib/mime/packages/util-linux
100644 0 0 267 usr/lib/os-release	=PRETTY_NAME=\\"Debian GNU/Linux 12 (bookworm)\\"\\nNAME=\\"Debian GNU/Linux\\"\\nVERSION_ID=\\"12\\"\\nVERSION=\\"12 (bookworm)\\"\\nVERSION_CODENAME=bookworm\\nID=debian\\nHOME_URL=\\"https://www.debian.org/\\"\\nSUPPORT_URL=\\"https://www.debian.org/support\\"\\nBUG_REPORT_URL=\\"https://bugs.debian.org/\\"\\n
40755 0 0 0 usr/lib/tmpfiles.d
100644 0 0 239 usr/lib/tmpfiles.d/passwd.conf
40755 0 0 0 usr/lib64
100755 0 0 215000 usr/lib64/ld-linux-x86-64.so.2
40755 0 0 0 usr/libexec
40755 0 0 0 usr/libexec/coreutils
100755 0 0 14480 usr/libexec/coreutils/libstdbuf.so
40755 0 0 0 usr/local
40755 0 0 0 usr/local/bin
40755 0 0 0 usr/local/lib
40755 0 0 0 usr/local/sbin
40755 0 0 0 usr/sbin
100755 0 0 1053 usr/sbin/add-shell	@add-shell
120777 0 0 0 usr/sbin/addgroup	>adduser
100755 0 0 48382 usr/sbin/adduser	@adduser
100755 0 0 69112 usr/sbin/agetty	@agetty
100755 0 0 35136 usr/sbin/blkdiscard	@blkdiscard
100755 0 0 125280 usr/sbin/blkid	@blkid
100755 0 0 80192 usr/sbin/blkzone	@blkzone
100755 0 0 80192 usr/sbin/blockdev	@blockdev
100755 0 0 47416 usr/sbin/chcpu	@chcpu
100755 0 0 67880 usr/sbin/chgpasswd	@chgpasswd
100755 0 0 67904 usr/sbin/chmem	@chmem
100755 0 0 63856 usr/sbin/chpasswd	@chpasswd
100755 0 0 48112 usr/sbin/chroot	@chroot
120777 0 0 0 usr/sbin/cpgr	>cppw
100755 0 0 61880 usr/sbin/cppw	@cppw
100755 0 0 39224 usr/sbin/ctrlaltdel	@ctrlaltdel
120777 0 0 0 usr/sbin/delgroup	>deluser
100755 0 0 16727 usr/sbin/deluser	@deluser
100755 0 0 14648 usr/sbin/findfs	@findfs
100755 0 0 55664 usr/sbin/fsck	@fsck
100755 0 0 43384 usr/sbin/fsck.cramfs	@fsck.cramfs
100755 0 0 125272 usr/sbin/fsck.minix	@fsck.minix
100755 0 0 14648 usr/sbin/fsfreeze	@fsfreeze
100755 0 0 76096 usr/sbin/fstrim	@fstrim
120777 0 0 0 usr/sbin/getty	>agetty
100755 0 0 101416 usr/sbin/groupadd	@groupadd
100755 0 0 88936 usr/sbin/groupdel	@groupdel
100755 0 0 67920 usr/sbin/groupmems	@groupmems
100755 0 0 101384 usr/sbin/groupmod	@groupmod
100755 0 0 67888 usr/sbin/grpck	@grpck
100755 0 0 59536 usr/sbin/grpconv	@grpconv
100755 0 0 59536 usr/sbin/grpunconv	@grpunconv
100755 0 0 31584 usr/sbin/iconvconfig	@iconvconfig
100755 0 0 2659 usr/sbin/installkernel	@installkernel
100755 0 0 31040 usr/sbin/isosize	@isosize
100755 0 0 35136 usr/sbin/ldattach	@ldattach
100755 0 0 982880 usr/sbin/ldconfig	@ldconfig
100755 0 0 14648 usr/sbin/mkfs	@mkfs
100755 0 0 35136 usr/sbin/mkfs.bfs	@mkfs.bfs
100755 0 0 43256 usr/sbin/mkfs.cramfs	@mkfs.cramfs
100755 0 0 112968 usr/sbin/mkfs.minix	@mkfs.minix
100755 0 0 117056 usr/sbin/mkswap	@mkswap
100755 0 0 105392 usr/sbin/newusers	@newusers
100755 0 0 14568 usr/sbin/nologin	@nologin
100755 0 0 14648 usr/sbin/pivot_root	@pivot_root
100755 0 0 59656 usr/sbin/pwck	@pwck
100755 0 0 55432 usr/sbin/pwconv	@pwconv
100755 0 0 55472 usr/sbin/pwunconv	@pwunconv
100755 0 0 35168 usr/sbin/readprofile	@readprofile
100755 0 0 1111 usr/sbin/remove-shell	@remove-shell
100755 0 0 60432 usr/sbin/rmt-tar	@rmt-tar
100755 0 0 47424 usr/sbin/rtcwake	@rtcwake
100755 0 0 72000 usr/sbin/runuser	@runuser
100755 0 0 2273 usr/sbin/shadowconfig	@shadowconfig
100755 0 0 55616 usr/sbin/sulogin	@sulogin
100755 0 0 18744 usr/sbin/swaplabel	@swaplabel
100755 0 0 18744 usr/sbin/switch_root	@switch_root
100755 0 0 936 usr/sbin/tarcat	@tarcat
100755 0 0 39416 usr/sbin/update-passwd	@update-passwd
100755 0 0 3984 usr/sbin/update-shells	@update-shells
100755 0 0 159536 usr/sbin/useradd	@useradd
100755 0 0 113608 usr/sbin/userdel	@userdel
100755 0 0 147056 usr/sbin/usermod	@usermod
120777 0 0 0 usr/sbin/vigr	>vipw
100755 0 0 74384 usr/sbin/vipw	@vipw
100755 0 0 47424 usr/sbin/wipefs	@wipefs
100755 0 0 60136 usr/sbin/zic	@zic
100755 0 0 117168 usr/sbin/zramctl	@zramctl
40755 0 0 0 usr/share
40755 0 0 0 usr/share/base-files
100644 0 0 42 usr/share/base-files/dot.bashrc	=# Settings of interactive shells of root.\\n
100644 0 0 86 usr/share/base-files/dot.profile	=# Settings of login shells of root.\\n[ -n \\"$BASH\\" ] && [ -f ~/.bashrc ] && . ~/.bashrc\\n
100644 0 0 72 usr/share/base-files/dot.profile.md5sums
100644 0 0 781 usr/share/base-files/info.dir
100644 0 0 286 usr/share/base-files/motd
100644 0 0 769 usr/share/base-files/profile
100644 0 0 651 usr/share/base-files/profile.md5sums
100644 0 0 772 usr/share/base-files/staff-group-for-usr-local
40755 0 0 0 usr/share/base-passwd
100644 0 0 434 usr/share/base-passwd/group.master	=root:*:0:\\ndaemon:*:1:\\nbin:*:2:\\nsys:*:3:\\nadm:*:4:\\ntty:*:5:\\ndisk:*:6:\\nlp:*:7:\\nmail:*:8:\\nnews:*:9:\\nuucp:*:10:\\nman:*:12:\\nproxy:*:13:\\nkmem:*:15:\\ndialout:*:20:\\nfax:*:21:\\nvoice:*:22:\\ncdrom:*:24:\\nfloppy:*:25:\\ntape:*:26:\\nsudo:*:27:\\naudio:*:29:\\ndip:*:30:\\nwww-data:*:33:\\nbackup:*:34:\\noperator:*:37:\\nlist:*:38:\\nirc:*:39:\\nsrc:*:40:\\nshadow:*:42:\\nutmp:*:43:\\nvideo:*:44:\\nsasl:*:45:\\nplugdev:*:46:\\nstaff:*:50:\\ngames:*:60:\\nusers:*:100:\\nnogroup:*:65534:\\n
100644 0 0 791 usr/share/base-passwd/passwd.master	=root:*:0:0:root:/root:/bin/bash\\ndaemon:*:1:1:daemon:/usr/sbin:/usr/sbin/nologin\\nbin:*:2:2:bin:/bin:/usr/sbin/nologin\\nsys:*:3:3:sys:/dev:/usr/sbin/nologin\\nsync:*:4:65534:sync:/bin:/bin/sync\\ngames:*:5:60:games:/usr/games:/usr/sbin/nologin\\nman:*:6:12:man:/var/cache/man:/usr/sbin/nologin\\nlp:*:7:7:lp:/var/spool/lpd:/usr/sbin/nologin\\nmail:*:8:8:mail:/var/mail:/usr/sbin/nologin\\nnews:*:9:9:news:/var/spool/news:/usr/sbin/nologin\\nuucp:*:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin\\nproxy:*:13:13:proxy:/bin:/usr/sbin/nologin\\nwww-data:*:33:33:www-data:/var/www:/usr/sbin/nologin\\nbackup:*:34:34:backup:/var/backups:/usr/sbin/nologin\\nlist:*:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin\\nirc:*:39:39:ircd:/run/ircd:/usr/sbin/nologin\\nnobody:*:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\\n
40755 0 0 0 usr/share/common-licenses
100644 0 0 11358 usr/share/common-licenses/Apache-2.0
100644 0 0 6111 usr/share/common-licenses/Artistic
100644 0 0 1499 usr/share/common-licenses/BSD
100644 0 0 7048 usr/share/common-licenses/CC0-1.0
120777 0 0 0 usr/share/common-licenses/GFDL	>GFDL-1.3
100644 0 0 20432 usr/share/common-licenses/GFDL-1.2
100644 0 0 22955 usr/share/common-licenses/GFDL-1.3
120777 0 0 0 usr/share/common-licenses/GPL	>GPL-3
100644 0 0 12632 usr/share/common-licenses/GPL-1
100644 0 0 18092 usr/share/common-licenses/GPL-2
100644 0 0 35149 usr/share/common-licenses/GPL-3
120777 0 0 0 usr/share/common-licenses/LGPL	>LGPL-3
100644 0 0 25381 usr/share/common-licenses/LGPL-2
100644 0 0 26530 usr/share/common-licenses/LGPL-2.1
100644 0 0 7652 usr/share/common-licenses/LGPL-3
100644 0 0 25755 usr/share/common-licenses/MPL-1.1
100644 0 0 16726 usr/share/common-licenses/MPL-2.0
40755 0 0 0 usr/share/debianutils
100644 0 0 42 usr/share/debianutils/shells	=# /etc/shells: valid login shells\\n/bin/sh\\n
40755 0 0 0 usr/share/debianutils/shells.d
100644 0 0 21 usr/share/debianutils/shells.d/bash	=/bin/bash\\n/bin/rbash\\n
100644 0 0 10 usr/share/debianutils/shells.d/dash	=/bin/dash\\n
40755 0 0 0 usr/share/libc-bin
100644 0 0 494 usr/share/libc-bin/nsswitch.conf
40755 0 0 0 usr/share/menu
100644 0 0 194 usr/share/menu/bash
100644 0 0 108 usr/share/menu/dash
40755 0 0 0 usr/share/perl5
40755 0 0 0 usr/share/perl5/Debian
100644 0 0 9521 usr/share/perl5/Debian/AdduserCommon.pm
40755 0 0 0 usr/share/util-linux
40755 0 0 0 usr/share/util-linux/logcheck
40755 0 0 0 usr/share/util-linux/logcheck/ignore.d.server
100644 0 0 155 usr/share/util-linux/logcheck/ignore.d.server/util-linux
40755 0 0 0 var
40755 0 0 0 var/backups
40755 0 0 0 var/cache
40755 0 0 0 var/lib
40755 0 0 0 var/local
120777 0 0 0 var/lock	>/run/lock
40755 0 0 0 var/log
40755 0 0 0 var/mail
40755 0 0 0 var/opt
120777 0 0 0 var/run	>/run
40755 0 0 0 var/spool
40755 0 0 0 var/tmp`;
