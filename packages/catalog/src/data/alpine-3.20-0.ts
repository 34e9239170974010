/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `40755 0 0 0 bin
120777 0 0 0 bin/arch	>/bin/busybox
120777 0 0 0 bin/ash	>/bin/busybox
120777 0 0 0 bin/base64	>/bin/busybox
100755 0 0 2063232 bin/busybox	@busybox
120777 0 0 0 bin/cat	>/bin/busybox
120777 0 0 0 bin/chattr	>/bin/busybox
120777 0 0 0 bin/chgrp	>/bin/busybox
120777 0 0 0 bin/chmod	>/bin/busybox
120777 0 0 0 bin/chown	>/bin/busybox
120777 0 0 0 bin/cp	>/bin/busybox
120777 0 0 0 bin/cpio	>/bin/busybox
120777 0 0 0 bin/cttyhack	>/bin/busybox
120777 0 0 0 bin/date	>/bin/busybox
120777 0 0 0 bin/dd	>/bin/busybox
120777 0 0 0 bin/df	>/bin/busybox
120777 0 0 0 bin/dmesg	>/bin/busybox
120777 0 0 0 bin/dnsdomainname	>/bin/busybox
120777 0 0 0 bin/dumpkmap	>/bin/busybox
120777 0 0 0 bin/echo	>/bin/busybox
120777 0 0 0 bin/ed	>/bin/busybox
120777 0 0 0 bin/egrep	>/bin/busybox
120777 0 0 0 bin/false	>/bin/busybox
120777 0 0 0 bin/fatattr	>/bin/busybox
120777 0 0 0 bin/fgrep	>/bin/busybox
120777 0 0 0 bin/getopt	>/bin/busybox
120777 0 0 0 bin/grep	>/bin/busybox
120777 0 0 0 bin/gunzip	>/bin/busybox
120777 0 0 0 bin/gzip	>/bin/busybox
120777 0 0 0 bin/hostname	>/bin/busybox
120777 0 0 0 bin/ionice	>/bin/busybox
120777 0 0 0 bin/ipcalc	>/bin/busybox
120777 0 0 0 bin/kill	>/bin/busybox
120777 0 0 0 bin/link	>/bin/busybox
120777 0 0 0 bin/linux32	>/bin/busybox
120777 0 0 0 bin/linux64	>/bin/busybox
120777 0 0 0 bin/ln	>/bin/busybox
120777 0 0 0 bin/login	>/bin/busybox
120777 0 0 0 bin/ls	>/bin/busybox
120777 0 0 0 bin/lsattr	>/bin/busybox
120777 0 0 0 bin/lzop	>/bin/busybox
120777 0 0 0 bin/mkdir	>/bin/busybox
120777 0 0 0 bin/mknod	>/bin/busybox
120777 0 0 0 bin/mktemp	>/bin/busybox
120777 0 0 0 bin/more	>/bin/busybox
120777 0 0 0 bin/mount	>/bin/busybox
120777 0 0 0 bin/mt	>/bin/busybox
120777 0 0 0 bin/mv	>/bin/busybox
120777 0 0 0 bin/netstat	>/bin/busybox
120777 0 0 0 bin/nuke	>/bin/busybox
120777 0 0 0 bin/pidof	>/bin/busybox
120777 0 0 0 bin/ping	>/bin/busybox
120777 0 0 0 bin/ping6	>/bin/busybox
120777 0 0 0 bin/printenv	>/bin/busybox
120777 0 0 0 bin/ps	>/bin/busybox
120777 0 0 0 bin/pwd	>/bin/busybox
120777 0 0 0 bin/resume	>/bin/busybox
120777 0 0 0 bin/rev	>/bin/busybox
120777 0 0 0 bin/rm	>/bin/busybox
120777 0 0 0 bin/rmdir	>/bin/busybox
120777 0 0 0 bin/run-parts	>/bin/busybox
120777 0 0 0 bin/sed	>/bin/busybox
120777 0 0 0 bin/setpriv	>/bin/busybox
120777 0 0 0 bin/sh	>/bin/busybox
120777 0 0 0 bin/sleep	>/bin/busybox
120777 0 0 0 bin/stat	>/bin/busybox
120777 0 0 0 bin/stty	>/bin/busybox
120777 0 0 0 bin/su	>/bin/busybox
120777 0 0 0 bin/sync	>/bin/busybox
120777 0 0 0 bin/tar	>/bin/busybox
120777 0 0 0 bin/touch	>/bin/busybox
120777 0 0 0 bin/true	>/bin/busybox
120777 0 0 0 bin/umount	>/bin/busybox
120777 0 0 0 bin/uname	>/bin/busybox
120777 0 0 0 bin/uncompress	>/bin/busybox
120777 0 0 0 bin/usleep	>/bin/busybox
120777 0 0 0 bin/vi	>/bin/busybox
120777 0 0 0 bin/vmstat	>/bin/busybox
120777 0 0 0 bin/watch	>/bin/busybox
120777 0 0 0 bin/zcat	>/bin/busybox
40755 0 0 0 dev
40755 0 0 0 etc
100644 0 0 7 etc/alpine-release	=3.20.8\\n
100644 0 0 510 etc/group	=root:x:0:root\\nbin:x:1:root,bin,daemon\\ndaemon:x:2:root,bin,daemon\\nsys:x:3:root,bin\\nadm:x:4:root,daemon\\ntty:x:5:\\ndisk:x:6:root\\nlp:x:7:lp\\nkmem:x:9:\\nwheel:x:10:root\\nfloppy:x:11:root\\nmail:x:12:mail\\nnews:x:13:news\\nuucp:x:14:uucp\\ncron:x:16:cron\\naudio:x:18:\\ncdrom:x:19:\\ndialout:x:20:root\\nftp:x:21:\\nsshd:x:22:\\ninput:x:23:\\ntape:x:26:root\\nvideo:x:27:root\\nnetdev:x:28:\\nkvm:x:34:kvm\\ngames:x:35:\\nshadow:x:42:\\nwww-data:x:82:\\nusers:x:100:games\\nntp:x:123:\\nabuild:x:300:\\nutmp:x:406:\\nping:x:999:\\nnogroup:x:65533:\\nnobody:x:65534:\\n
100644 0 0 10 etc/hostname	=localhost\\n
100644 0 0 79 etc/hosts	=127.0.0.1\\tlocalhost localhost.localdomain\\n::1\\t\\tlocalhost localhost.localdomain\\n
100644 0 0 54 etc/issue	=Welcome to Alpine Linux 3.20\\nKernel \\\\r on an \\\\m (\\\\l)\\n\\n
100644 0 0 19 etc/motd	=Welcome to Alpine!\\n
100644 0 0 17 etc/nsswitch.conf	=hosts: files dns\\n
100644 0 0 188 etc/os-release	=NAME=\\"Alpine Linux\\"\\nID=alpine\\nVERSION_ID=3.20.8\\nPRETTY_NAME=\\"Alpine Linux v3.20\\"\\nHOME_URL=\\"https://alpinelinux.org/\\"\\nBUG_REPORT_URL=\\"https://gitlab.alpinelinux.org/alpine/aports/-/issues\\"\\n
100644 0 0 702 etc/passwd	=root:x:0:0:root:/root:/bin/sh\\nbin:x:1:1:bin:/bin:/sbin/nologin\\ndaemon:x:2:2:daemon:/sbin:/sbin/nologin\\nlp:x:4:7:lp:/var/spool/lpd:/sbin/nologin\\nsync:x:5:0:sync:/sbin:/bin/sync\\nshutdown:x:6:0:shutdown:/sbin:/sbin/shutdown\\nhalt:x:7:0:halt:/sbin:/sbin/halt\\nmail:x:8:12:mail:/var/mail:/sbin/nologin\\nnews:x:9:13:news:/usr/lib/news:/sbin/nologin\\nuucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin\\ncron:x:16:16:cron:/var/spool/cron:/sbin/nologin\\nftp:x:21:21::/var/lib/ftp:/sbin/nologin\\nsshd:x:22:22:sshd:/dev/null:/sbin/nologin\\ngames:x:35:35:games:/usr/games:/sbin/nologin\\nntp:x:123:123:NTP:/var/empty:/sbin/nologin\\nguest:x:405:100:guest:/dev/null:/sbin/nologin\\nnobody:x:65534:65534:nobody:/:/sbin/nologin\\n
100644 0 0 75 etc/profile	=export PATH=\\"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\\"\\n
100640 0 0 260 etc/shadow	=root:!::0:::::\\nbin:!::0:::::\\ndaemon:!::0:::::\\nlp:!::0:::::\\nsync:!::0:::::\\nshutdown:!::0:::::\\nhalt:!::0:::::\\nmail:!::0:::::\\nnews:!::0:::::\\nuucp:!::0:::::\\ncron:!::0:::::\\nftp:!::0:::::\\nsshd:!::0:::::\\ngames:!::0:::::\\nntp:!::0:::::\\nguest:!::0:::::\\nnobody:!::0:::::\\n
100644 0 0 17 etc/shells	=/bin/sh\\n/bin/ash\\n
40755 0 0 0 home
40755 0 0 0 lib
40755 0 0 0 media
40755 0 0 0 media/cdrom
40755 0 0 0 media/floppy
40755 0 0 0 media/usb
40755 0 0 0 mnt
40755 0 0 0 opt
40755 0 0 0 proc
40700 0 0 0 root
40755 0 0 0 run
40755 0 0 0 sbin
120777 0 0 0 sbin/acpid	>/bin/busybox
120777 0 0 0 sbin/adjtimex	>/bin/busybox
120777 0 0 0 sbin/arp	>/bin/busybox
120777 0 0 0 sbin/blockdev	>/bin/busybox
120777 0 0 0 sbin/depmod	>/bin/busybox
120777 0 0 0 sbin/devmem	>/bin/busybox
120777 0 0 0 sbin/fdisk	>/bin/busybox
120777 0 0 0 sbin/findfs	>/bin/busybox
120777 0 0 0 sbin/freeramdisk	>/bin/busybox
120777 0 0 0 sbin/fstrim	>/bin/busybox
120777 0 0 0 sbin/getty	>/bin/busybox
120777 0 0 0 sbin/halt	>/bin/busybox
120777 0 0 0 sbin/hwclock	>/bin/busybox
120777 0 0 0 sbin/ifconfig	>/bin/busybox
120777 0 0 0 sbin/ifdown	>/bin/busybox
120777 0 0 0 sbin/ifup	>/bin/busybox
120777 0 0 0 sbin/insmod	>/bin/busybox
120777 0 0 0 sbin/ip	>/bin/busybox
120777 0 0 0 sbin/klogd	>/bin/busybox
120777 0 0 0 sbin/loadkmap	>/bin/busybox
120777 0 0 0 sbin/logread	>/bin/busybox
120777 0 0 0 sbin/losetup	>/bin/busybox
120777 0 0 0 sbin/lsmod	>/bin/busybox
120777 0 0 0 sbin/mdev	>/bin/busybox
120777 0 0 0 sbin/mkdosfs	>/bin/busybox
120777 0 0 0 sbin/mke2fs	>/bin/busybox
120777 0 0 0 sbin/mkswap	>/bin/busybox
120777 0 0 0 sbin/modinfo	>/bin/busybox
120777 0 0 0 sbin/modprobe	>/bin/busybox
120777 0 0 0 sbin/nameif	>/bin/busybox
120777 0 0 0 sbin/pivot_root	>/bin/busybox
120777 0 0 0 sbin/poweroff	>/bin/busybox
120777 0 0 0 sbin/reboot	>/bin/busybox
120777 0 0 0 sbin/rmmod	>/bin/busybox
120777 0 0 0 sbin/route	>/bin/busybox
120777 0 0 0 sbin/run-init	>/bin/busybox
120777 0 0 0 sbin/start-stop-daemon	>/bin/busybox
120777 0 0 0 sbin/sulogin	>/bin/busybox
120777 0 0 0 sbin/swapoff	>/bin/busybox
120777 0 0 0 sbin/swapon	>/bin/busybox
120777 0 0 0 sbin/switch_root	>/bin/busybox
120777 0 0 0 sbin/sysctl	>/bin/busybox
120777 0 0 0 sbin/syslogd	>/bin/busybox
120777 0 0 0 sbin/tc	>/bin/busybox
120777 0 0 0 sbin/tunctl	>/bin/busybox
120777 0 0 0 sbin/udhcpc	>/bin/busybox
120777 0 0 0 sbin/uevent	>/bin/busybox
120777 0 0 0 sbin/vconfig	>/bin/busybox
120777 0 0 0 sbin/watchdog	>/bin/busybox
40755 0 0 0 srv
40755 0 0 0 sys
41777 0 0 0 tmp
40755 0 0 0 usr
40755 0 0 0 usr/bin
120777 0 0 0 usr/bin/[	>/bin/busybox
120777 0 0 0 usr/bin/[[	>/bin/busybox
120777 0 0 0 usr/bin/ascii	>/bin/busybox
120777 0 0 0 usr/bin/awk	>/bin/busybox
120777 0 0 0 usr/bin/basename	>/bin/busybox
120777 0 0 0 usr/bin/bc	>/bin/busybox
120777 0 0 0 usr/bin/blkdiscard	>/bin/busybox
120777 0 0 0 usr/bin/bunzip2	>/bin/busybox
120777 0 0 0 usr/bin/bzcat	>/bin/busybox
120777 0 0 0 usr/bin/bzip2	>/bin/busybox
120777 0 0 0 usr/bin/cal	>/bin/busybox
120777 0 0 0 usr/bin/chvt	>/bin/busybox
120777 0 0 0 usr/bin/clear	>/bin/busybox
120777 0 0 0 usr/bin/cmp	>/bin/busybox
120777 0 0 0 usr/bin/crc32	>/bin/busybox
120777 0 0 0 usr/bin/crontab	>/bin/busybox
120777 0 0 0 usr/bin/cut	>/bin/busybox
120777 0 0 0 usr/bin/dc	>/bin/busybox
120777 0 0 0 usr/bin/deallocvt	>/bin/busybox
120777 0 0 0 usr/bin/diff	>/bin/busybox
120777 0 0 0 usr/bin/dirname	>/bin/busybox
120777 0 0 0 usr/bin/dos2unix	>/bin/busybox
120777 0 0 0 usr/bin/du	>/bin/busybox
120777 0 0 0 usr/bin/dumpleases	>/bin/busybox
120777 0 0 0 usr/bin/env	>/bin/busybox
120777 0 0 0 usr/bin/expand	>/bin/busybox
120777 0 0 0 usr/bin/expr	>/bin/busybox
120777 0 0 0 usr/bin/factor	>/bin/busybox
120777 0 0 0 usr/bin/fallocate	>/bin/busybox
120777 0 0 0 usr/bin/find	>/bin/busybox
120777 0 0 0 usr/bin/fold	>/bin/busybox
120777 0 0 0 usr/bin/free	>/bin/busybox
120777 0 0 0 usr/bin/getfattr	>/bin/busybox
120777 0 0 0 usr/bin/groups	>/bin/busybox
120777 0 0 0 usr/bin/head	>/bin/busybox
120777 0 0 0 usr/bin/hexdump	>/bin/busybox
120777 0 0 0 usr/bin/hostid	>/bin/busybox
120777 0 0 0 usr/bin/id	>/bin/busybox
120777 0 0 0 usr/bin/install	>/bin/busybox
120777 0 0 0 usr/bin/killall	>/bin/busybox
120777 0 0 0 usr/bin/last	>/bin/busybox
120777 0 0 0 usr/bin/less	>/bin/busybox
120777 0 0 0 usr/bin/logger	>/bin/busybox
120777 0 0 0 usr/bin/logname	>/bin/busybox
120777 0 0 0 usr/bin/lsblk	>/bin/busybox
120777 0 0 0 usr/bin/lsscsi	>/bin/busybox
120777 0 0 0 usr/bin/lzcat	>/bin/busybox
120777 0 0 0 usr/bin/lzma	>/bin/busybox
120777 0 0 0 usr/bin/md5sum	>/bin/busybox
120777 0 0 0 usr/bin/microcom	>/bin/busybox
120777 0 0 0 usr/bin/mkfifo	>/bin/busybox
120777 0 0 0 usr/bin/mkpasswd	>/bin/busybox
120777 0 0 0 usr/bin/nc	>/bin/busybox
120777 0 0 0 usr/bin/nl	>/bin/busybox
120777 0 0 0 usr/bin/nproc	>/bin/busybox
120777 0 0 0 usr/bin/nsenter	>/bin/busybox
120777 0 0 0 usr/bin/nslookup	>/bin/busybox
120777 0 0 0 usr/bin/od	>/bin/busybox
120777 0 0 0 usr/bin/openvt	>/bin/busybox
120777 0 0 0 usr/bin/passwd	>/bin/busybox
120777 0 0 0 usr/bin/paste	>/bin/busybox
120777 0 0 0 usr/bin/printf	>/bin/busybox
120777 0 0 0 usr/bin/readlink	>/bin/busybox
120777 0 0 0 usr/bin/realpath	>/bin/busybox
120777 0 0 0 usr/bin/renice	>/bin/busybox
120777 0 0 0 usr/bin/reset	>/bin/busybox
120777 0 0 0 usr/bin/resize	>/bin/busybox
120777 0 0 0 usr/bin/seq	>/bin/busybox
120777 0 0 0 usr/bin/setkeycodes	>/bin/busybox
120777 0 0 0 usr/bin/setsid	>/bin/busybox
120777 0 0 0 usr/bin/sha1sum	>/bin/busybox
120777 0 0 0 usr/bin/sha256sum	>/bin/busybox
120777 0 0 0 usr/bin/sha384sum	>/bin/busybox
120777 0 0 0 usr/bin/sha3sum	>/bin/busybox
120777 0 0 0 usr/bin/sha512sum	>/bin/busybox
120777 0 0 0 usr/bin/shred	>/bin/busybox
120777 0 0 0 usr/bin/shuf	>/bin/busybox
120777 0 0 0 usr/bin/sort	>/bin/busybox
120777 0 0 0 usr/bin/ssl_client	>/bin/busybox
120777 0 0 0 usr/bin/ssl_server	>/bin/busybox
120777 0 0 0 usr/bin/strings	>/bin/busybox
120777 0 0 0 usr/bin/svok	>/bin/busybox
120777 0 0 0 usr/bin/tac	>/bin/busybox
120777 0 0 0 usr/bin/tail	>/bin/busybox
120777 0 0 0 usr/bin/taskset	>/bin/busybox
120777 0 0 0 usr/bin/tee	>/bin/busybox
120777 0 0 0 usr/bin/test	>/bin/busybox
120777 0 0 0 usr/bin/time	>/bin/busybox
120777 0 0 0 usr/bin/timeout	>/bin/busybox
120777 0 0 0 usr/bin/top	>/bin/busybox
120777 0 0 0 usr/bin/tr	>/bin/busybox
120777 0 0 0 usr/bin/traceroute	>/bin/busybox
120777 0 0 0 usr/bin/traceroute6	>/bin/busybox
120777 0 0 0 usr/bin/truncate	>/bin/busybox
120777 0 0 0 usr/bin/ts	>/bin/busybox
120777 0 0 0 usr/bin/tty	>/bin/busybox
120777 0 0 0 usr/bin/udhcpc6	>/bin/busybox
120777 0 0 0 usr/bin/unexpand	>/bin/busybox
120777 0 0 0 usr/bin/uniq	>/bin/busybox
120777 0 0 0 usr/bin/unix2dos	>/bin/busybox
120777 0 0 0 usr/bin/unlink	>/bin/busybox
120777 0 0 0 usr/bin/unlzma	>/bin/busybox
120777 0 0 0 usr/bin/unshare	>/bin/busybox
120777 0 0 0 usr/bin/unxz	>/bin/busybox
120777 0 0 0 usr/bin/unzip	>/bin/busybox
120777 0 0 0 usr/bin/uptime	>/bin/busybox
120777 0 0 0 usr/bin/uudecode	>/bin/busybox
120777 0 0 0 usr/bin/uuencode	>/bin/busybox
120777 0 0 0 usr/bin/uuidgen	>/bin/busybox
120777 0 0 0 usr/bin/w	>/bin/busybox
120777 0 0 0 usr/bin/wc	>/bin/busybox
120777 0 0 0 usr/bin/wget	>/bin/busybox
120777 0 0 0 usr/bin/which	>/bin/busybox
120777 0 0 0 usr/bin/who	>/bin/busybox
120777 0 0 0 usr/bin/whoami	>/bin/busybox
120777 0 0 0 usr/bin/xargs	>/bin/busybox
120777 0 0 0 usr/bin/xxd	>/bin/busybox
120777 0 0 0 usr/bin/xz	>/bin/busybox
120777 0 0 0 usr/bin/xzcat	>/bin/busybox
120777 0 0 0 usr/bin/yes	>/bin/busybox
40755 0 0 0 usr/lib
40755 0 0 0 usr/local
40755 0 0 0 usr/local/bin
40755 0 0 0 usr/local/lib
40755 0 0 0 usr/local/share
40755 0 0 0 usr/sbin
120777 0 0 0 usr/sbin/addgroup	>/bin/busybox
120777 0 0 0 usr/sbin/adduser	>/bin/busybox
120777 0 0 0 usr/sbin/arping	>/bin/busybox
120777 0 0 0 usr/sbin/brctl	>/bin/busybox
120777 0 0 0 usr/sbin/chroot	>/bin/busybox
120777 0 0 0 usr/sbin/crond	>/bin/busybox
120777 0 0 0 usr/sbin/fsfreeze	>/bin/busybox
120777 0 0 0 usr/sbin/i2cdetect	>/bin/busybox
120777 0 0 0 usr/sbin/i2cdump	>/bin/busybox
120777 0 0 0 usr/sbin/i2cget	>/bin/busybox
120777 0 0 0 usr/sbin/i2cset	>/bin/busybox
120777 0 0 0 usr/sbin/i2ctransfer	>/bin/busybox
120777 0 0 0 usr/sbin/loadfont	>/bin/busybox
120777 0 0 0 usr/sbin/mim	>/bin/busybox
120777 0 0 0 usr/sbin/nbd-client	>/bin/busybox
120777 0 0 0 usr/sbin/nologin	>/bin/busybox
120777 0 0 0 usr/sbin/partprobe	>/bin/busybox
120777 0 0 0 usr/sbin/rdate	>/bin/busybox
120777 0 0 0 usr/sbin/ubirename	>/bin/busybox
40755 0 0 0 usr/share
40755 0 0 0 var
40755 0 0 0 var/cache
40755 0 0 0 var/empty
40755 0 0 0 var/lib
40755 0 0 0 var/local
120777 0 0 0 var/lock	>/run/lock
40755 0 0 0 var/log
40755 0 0 0 var/mail
40755 0 0 0 var/opt
120777 0 0 0 var/run	>/run
40755 0 0 0 var/spool
41777 0 0 0 var/tmp`;
