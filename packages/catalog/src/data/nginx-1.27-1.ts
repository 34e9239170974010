/** Facts of a layer, one entry a line: see ../layer-text.ts. */
export const ROWS = `40755 0 0 0 docker-entrypoint.d
100755 0 0 214 docker-entrypoint.d/10-listen-on-ipv6-by-default.sh	=#!/bin/sh\\necho \\"10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf\\"\\necho \\"10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf\\"\\n
100755 0 0 17 docker-entrypoint.d/15-local-resolvers.envsh	=#!/bin/sh\\nexit 0\\n
100755 0 0 17 docker-entrypoint.d/20-envsubst-on-templates.sh	=#!/bin/sh\\nexit 0\\n
100755 0 0 17 docker-entrypoint.d/30-tune-worker-processes.sh	=#!/bin/sh\\nexit 0\\n
100755 0 0 1033 docker-entrypoint.sh	=#!/bin/sh\\n# vim:sw=4:ts=4:et\\n\\nset -e\\n\\nentrypoint_log() {\\n    if [ -z \\"\${NGINX_ENTRYPOINT_QUIET_LOGS:-}\\" ]; then\\n        echo \\"$@\\"\\n    fi\\n}\\n\\nif [ \\"$1\\" = \\"nginx\\" ] || [ \\"$1\\" = \\"nginx-debug\\" ]; then\\n    if [ -n \\"$(ls -A /docker-entrypoint.d 2>/dev/null)\\" ]; then\\n        entrypoint_log \\"$0: /docker-entrypoint.d/ is not empty, will attempt to perform configuration\\"\\n        entrypoint_log \\"$0: Looking for shell scripts in /docker-entrypoint.d/\\"\\n        find \\"/docker-entrypoint.d/\\" -follow -type f | sort | while read -r f; do\\n            case \\"$f\\" in\\n                *.envsh) entrypoint_log \\"$0: Sourcing $f\\";;\\n                *.sh) if [ -x \\"$f\\" ]; then entrypoint_log \\"$0: Launching $f\\"; \\"$f\\"; else entrypoint_log \\"$0: Ignoring $f, not executable\\"; fi;;\\n                *) entrypoint_log \\"$0: Ignoring $f\\";;\\n            esac\\n        done\\n        entrypoint_log \\"$0: Configuration complete; ready for start up\\"\\n    else\\n        entrypoint_log \\"$0: No files found in /docker-entrypoint.d/, skipping configuration\\"\\n    fi\\nfi\\n\\nexec \\"$@\\"\\n
40755 0 0 0 etc
100644 0 0 447 etc/group	=root:x:0:\\ndaemon:x:1:\\nbin:x:2:\\nsys:x:3:\\nadm:x:4:\\ntty:x:5:\\ndisk:x:6:\\nlp:x:7:\\nmail:x:8:\\nnews:x:9:\\nuucp:x:10:\\nman:x:12:\\nproxy:x:13:\\nkmem:x:15:\\ndialout:x:20:\\nfax:x:21:\\nvoice:x:22:\\ncdrom:x:24:\\nfloppy:x:25:\\ntape:x:26:\\nsudo:x:27:\\naudio:x:29:\\ndip:x:30:\\nwww-data:x:33:\\nbackup:x:34:\\noperator:x:37:\\nlist:x:38:\\nirc:x:39:\\nsrc:x:40:\\nshadow:x:42:\\nutmp:x:43:\\nvideo:x:44:\\nsasl:x:45:\\nplugdev:x:46:\\nstaff:x:50:\\ngames:x:60:\\nusers:x:100:\\nnogroup:x:65534:\\nnginx:x:101:\\n
40755 0 0 0 etc/nginx
40755 0 0 0 etc/nginx/conf.d
100644 0 0 447 etc/nginx/conf.d/default.conf	=server {\\n    listen       80;\\n    server_name  localhost;\\n\\n    #access_log  /var/log/nginx/host.access.log  main;\\n\\n    location / {\\n        root   /usr/share/nginx/html;\\n        index  index.html index.htm;\\n    }\\n\\n    #error_page  404              /404.html;\\n\\n    # redirect server error pages to the static page /50x.html\\n    #\\n    error_page   500 502 503 504  /50x.html;\\n    location = /50x.html {\\n        root   /usr/share/nginx/html;\\n    }\\n}\\n
100644 0 0 4338 etc/nginx/mime.types	=\\ntypes {\\n    text/html                             html htm shtml;\\n    text/css                              css;\\n    text/xml                              xml;\\n    image/gif                             gif;\\n    image/jpeg                            jpeg jpg;\\n    application/javascript                js;\\n    application/atom+xml                  atom;\\n    application/rss+xml                   rss;\\n\\n    text/mathml                           mml;\\n    text/plain                            txt;\\n    text/vnd.sun.j2me.app-descriptor      jad;\\n    text/vnd.wap.wml                      wml;\\n    text/x-component                      htc;\\n\\n    image/avif                            avif;\\n    image/png                             png;\\n    image/svg+xml                         svg svgz;\\n    image/tiff                            tif tiff;\\n    image/vnd.wap.wbmp                    wbmp;\\n    image/webp                            webp;\\n    image/x-icon                          ico;\\n    image/x-jng                           jng;\\n    image/x-ms-bmp                        bmp;\\n\\n    font/woff                             woff;\\n    font/woff2                            woff2;\\n\\n    application/java-archive              jar war ear;\\n    application/json                      json;\\n    application/mac-binhex40              hqx;\\n    application/msword                    doc;\\n    application/pdf                       pdf;\\n    application/postscript                ps eps ai;\\n    application/rtf                       rtf;\\n    application/vnd.apple.mpegurl         m3u8;\\n    application/vnd.google-earth.kml+xml  kml;\\n    application/vnd.google-earth.kmz      kmz;\\n    application/vnd.ms-excel              xls;\\n    application/vnd.ms-fontobject         eot;\\n    application/vnd.ms-powerpoint         ppt;\\n    application/vnd.oasis.opendocument.graphics        odg;\\n    application/vnd.oasis.opendocument.presentation    odp;\\n    application/vnd.oasis.opendocument.spreadsheet     ods;\\n    application/vnd.oasis.opendocument.text            odt;\\n    application/vnd.openxmlformats-officedocument.presentationml.presentation    pptx;\\n    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet    xlsx;\\n    application/vnd.openxmlformats-officedocument.wordprocessingml.document    docx;\\n    application/vnd.wap.wmlc              wmlc;\\n    application/wasm                      wasm;\\n    application/x-7z-compressed           7z;\\n    application/x-cocoa                   cco;\\n    application/x-java-archive-diff       jardiff;\\n    application/x-java-jnlp-file          jnlp;\\n    application/x-makeself                run;\\n    application/x-perl                    pl pm;\\n    application/x-pilot                   prc pdb;\\n    application/x-rar-compressed          rar;\\n    application/x-redhat-package-manager  rpm;\\n    application/x-sea                     sea;\\n    application/x-shockwave-flash         swf;\\n    application/x-stuffit                 sit;\\n    application/x-tcl                     tcl tk;\\n    application/x-x509-ca-cert            der pem crt;\\n    application/x-xpinstall               xpi;\\n    application/xhtml+xml                 xhtml;\\n    application/xspf+xml                  xspf;\\n    application/zip                       zip;\\n\\n    application/octet-stream              bin exe dll;\\n    application/octet-stream              deb;\\n    application/octet-stream              dmg;\\n    application/octet-stream              iso img;\\n    application/octet-stream              msi msp msm;\\n\\n    audio/midi                            mid midi kar;\\n    audio/mpeg                            mp3;\\n    audio/ogg                             ogg;\\n    audio/x-m4a                           m4a;\\n    audio/x-realaudio                     ra;\\n\\n    video/3gpp                            3gpp 3gp;\\n    video/mp2t                            ts;\\n    video/mp4                             mp4;\\n    video/mpeg                            mpeg mpg;\\n    video/quicktime                       mov;\\n    video/webm                            webm;\\n    video/x-flv                           flv;\\n    video/x-m4v                           m4v;\\n    video/x-mng                           mng;\\n    video/x-ms-asf                        asx asf;\\n    video/x-ms-wmv                        wmv;\\n    video/x-msvideo                       avi;\\n}\\n
100644 0 0 648 etc/nginx/nginx.conf	=\\nuser  nginx;\\nworker_processes  auto;\\n\\nerror_log  /var/log/nginx/error.log notice;\\npid        /var/run/nginx.pid;\\n\\n\\nevents {\\n    worker_connections  1024;\\n}\\n\\n\\nhttp {\\n    include       /etc/nginx/mime.types;\\n    default_type  application/octet-stream;\\n\\n    log_format  main  '$remote_addr - $remote_user [$time_local] \\"$request\\" '\\n                      '$status $body_bytes_sent \\"$http_referer\\" '\\n                      '\\"$http_user_agent\\" \\"$http_x_forwarded_for\\"';\\n\\n    access_log  /var/log/nginx/access.log  main;\\n\\n    sendfile        on;\\n    #tcp_nopush     on;\\n\\n    keepalive_timeout  65;\\n\\n    #gzip  on;\\n\\n    include /etc/nginx/conf.d/*.conf;\\n}\\n
100644 0 0 890 etc/passwd	=root:x:0:0:root:/root:/bin/bash\\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\\nbin:x:2:2:bin:/bin:/usr/sbin/nologin\\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\\nsync:x:4:65534:sync:/bin:/bin/sync\\ngames:x:5:60:games:/usr/games:/usr/sbin/nologin\\nman:x:6:12:man:/var/cache/man:/usr/sbin/nologin\\nlp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin\\nmail:x:8:8:mail:/var/mail:/usr/sbin/nologin\\nnews:x:9:9:news:/var/spool/news:/usr/sbin/nologin\\nuucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin\\nproxy:x:13:13:proxy:/bin:/usr/sbin/nologin\\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\\nbackup:x:34:34:backup:/var/backups:/usr/sbin/nologin\\nlist:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin\\nirc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin\\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\\nnginx:x:101:101:nginx user:/nonexistent:/bin/false\\n
40755 0 0 0 run
40755 0 0 0 usr
40755 0 0 0 usr/bin
100755 0 0 280800 usr/bin/curl	@curl
40755 0 0 0 usr/lib
100644 0 0 137376 usr/lib/libbrotlicommon.so.1
100644 0 0 47264 usr/lib/libbrotlidec.so.1
100644 0 0 18344 usr/lib/libcom_err.so.2
100644 0 0 4734232 usr/lib/libcrypto.so.3
100644 0 0 712120 usr/lib/libcurl.so.4
100644 0 0 43480 usr/lib/libffi.so.8
100644 0 0 2209528 usr/lib/libgnutls.so.30
100644 0 0 338680 usr/lib/libgssapi_krb5.so.2
100644 0 0 292856 usr/lib/libhogweed.so.6
100644 0 0 198776 usr/lib/libidn2.so.0
100644 0 0 183048 usr/lib/libk5crypto.so.3
100644 0 0 22448 usr/lib/libkeyutils.so.1
100644 0 0 888080 usr/lib/libkrb5.so.3
100644 0 0 52224 usr/lib/libkrb5support.so.0
100644 0 0 63832 usr/lib/liblber-2.5.so.0
100644 0 0 380432 usr/lib/libldap-2.5.so.0
100644 0 0 317544 usr/lib/libnettle.so.8
100644 0 0 190928 usr/lib/libnghttp2.so.14
100644 0 0 1261376 usr/lib/libp11-kit.so.0
100644 0 0 75616 usr/lib/libpsl.so.5
100644 0 0 122280 usr/lib/librtmp.so.1
100644 0 0 113392 usr/lib/libsasl2.so.2
100644 0 0 260552 usr/lib/libssh2.so.1
100644 0 0 688160 usr/lib/libssl.so.3
100644 0 0 83968 usr/lib/libtasn1.so.6
100644 0 0 1792040 usr/lib/libunistring.so.2
40755 0 0 0 usr/sbin
100755 0 0 1260456 usr/sbin/nginx	@nginx
40755 0 0 0 usr/share
40755 0 0 0 usr/share/nginx
40755 0 0 0 usr/share/nginx/html
100644 0 0 497 usr/share/nginx/html/50x.html	=<!DOCTYPE html>\\n<html>\\n<head>\\n<title>Error</title>\\n<style>\\nhtml { color-scheme: light dark; }\\nbody { width: 35em; margin: 0 auto;\\nfont-family: Tahoma, Verdana, Arial, sans-serif; }\\n</style>\\n</head>\\n<body>\\n<h1>An error occurred.</h1>\\n<p>Sorry, the page you are looking for is currently unavailable.<br/>\\nPlease try again later.</p>\\n<p>If you are the system administrator of this resource then you should check\\nthe error log for details.</p>\\n<p><em>Faithfully yours, nginx.</em></p>\\n</body>\\n</html>\\n
100644 0 0 615 usr/share/nginx/html/index.html	=<!DOCTYPE html>\\n<html>\\n<head>\\n<title>Welcome to nginx!</title>\\n<style>\\nhtml { color-scheme: light dark; }\\nbody { width: 35em; margin: 0 auto;\\nfont-family: Tahoma, Verdana, Arial, sans-serif; }\\n</style>\\n</head>\\n<body>\\n<h1>Welcome to nginx!</h1>\\n<p>If you see this page, the nginx web server is successfully installed and\\nworking. Further configuration is required.</p>\\n\\n<p>For online documentation and support please refer to\\n<a href=\\"http://nginx.org/\\">nginx.org</a>.<br/>\\nCommercial support is available at\\n<a href=\\"http://nginx.com/\\">nginx.com</a>.</p>\\n\\n<p><em>Thank you for using nginx.</em></p>\\n</body>\\n</html>\\n
40755 0 0 0 var
40755 0 0 0 var/cache
40755 0 0 0 var/cache/nginx
40755 0 0 0 var/lib
40755 0 0 0 var/lib/nginx
40755 0 0 0 var/log
40755 0 0 0 var/log/nginx
120777 0 0 0 var/log/nginx/access.log	>/dev/stdout
120777 0 0 0 var/log/nginx/error.log	>/dev/stderr`;
