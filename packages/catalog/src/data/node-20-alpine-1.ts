/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `40755 0 0 0 lib
100755 0 0 1926232 lib/libc.so.6
100755 0 0 14480 lib/libdl.so.2
100755 0 0 125312 lib/libgcc_s.so.1
100755 0 0 911904 lib/libm.so.6
100755 0 0 14400 lib/libnss_dns.so.2
100755 0 0 14400 lib/libnss_files.so.2
100755 0 0 14480 lib/libpthread.so.0
100755 0 0 60328 lib/libresolv.so.2
100755 0 0 2190440 lib/libstdc++.so.6
40755 0 0 0 lib64
100755 0 0 215000 lib64/ld-linux-x86-64.so.2
40755 0 0 0 usr
40755 0 0 0 usr/local
40755 0 0 0 usr/local/bin
100755 0 0 329 usr/local/bin/docker-entrypoint.sh	=#!/bin/sh\\nset -e\\n\\n# Run command with node if the first argument contains a \\"-\\" or is not a system command. The last\\n# part inside the \\"{}\\" is a workaround for the following bug in ash/dash:\\nif [ \\"\${1#-}\\" != \\"\${1}\\" ] || [ -z \\"$(command -v \\"\${1}\\")\\" ] || { [ -f \\"\${1}\\" ] && ! [ -x \\"\${1}\\" ]; }; then\\n  set -- node \\"$@\\"\\nfi\\n\\nexec \\"$@\\"\\n
100755 0 0 98932688 usr/local/bin/node	@node`;
