import { describe, expect, it } from 'vitest';
import { Machine, talk } from '../fixtures/machine.ts';
import { nginxProgram } from './nginx.ts';

const MAIN = `user nginx;
worker_processes 1;
error_log stderr notice;
pid /run/nginx.pid;
events { worker_connections 1024; }
http {
    types { text/html html; text/css css; }
    default_type application/octet-stream;
    log_format main '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
    access_log /tmp/access.log main;
    include /etc/nginx/conf.d/*.conf;
}
`;
const FILES = {
  '/usr/sbin/nginx': '@nginx',
  '/usr/bin/talk': '@talk',
  '/etc/nginx/nginx.conf': MAIN,
  '/etc/nginx/conf.d/default.conf':
    'server {\n    listen 80;\n    server_name localhost;\n    location / { root /srv; index index.html; }\n}\n',
  '/srv/index.html': '<h1>hi</h1>\n',
  '/srv/d/x.css': 'b{}',
  '/var/lib/nginx': { data: '/', mode: 0o755 },
};

function machine(more: { readonly [path: string]: string } = {}): Machine {
  return new Machine([nginxProgram, talk], { ...FILES, ...more });
}

function serve(m: Machine): string {
  const name = m.start(['/usr/sbin/nginx', '-g', 'daemon off;']);
  m.pass(0.1);
  return name;
}

const get = (m: Machine, text: string, port = 80) => m.run(['/usr/bin/talk', `${port}`, text]).out;
const GET = (path: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: t\r\nConnection: close\r\n${more}\r\n`;

describe('nginx', () => {
  it('says how it starts', () => {
    const m = machine();
    const s = m.get(serve(m));
    expect([s.code, s.err.includes('emerg') ? s.err : '']).toEqual([null, '']);
    expect(s.err.split('\n').map((line) => line.replace(/^\S+ \S+ /, '').replace(/\d+#\d+/, 'P'))).toEqual([
      '[notice] P: using the "epoll" event method',
      '[notice] P: nginx/1.27.5',
      '[notice] P: OS: Linux 6.12.57+deb13-amd64',
      '[notice] P: getrlimit(RLIMIT_NOFILE): 1048576:1048576',
      '[notice] P: start worker processes',
      expect.stringMatching(/^\[notice\] P: start worker process \d+$/),
      '',
    ]);
  });

  it('serves files, folders and errors', () => {
    const m = machine();
    const name = serve(m);
    expect(get(m, GET('/'))).toBe(
      'HTTP/1.1 200 OK\r\nServer: nginx/1.27.5\r\nDate: Sun, 22 Nov 2026 01:00:00 GMT\r\nContent-Type: text/html\r\nContent-Length: 12\r\n' +
        'Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT\r\nConnection: close\r\nETag: "6b023080-c"\r\nAccept-Ranges: bytes\r\n\r\n<h1>hi</h1>\n',
    );
    expect(get(m, GET('/nope'))).toContain(
      '<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx/1.27.5</center>',
    );
    expect(get(m, GET('/d'))).toContain('301 Moved Permanently\r\n');
    expect(get(m, GET('/d'))).toContain('\r\nLocation: http://localhost/d/\r\n');
    expect(get(m, GET('/d/'))).toContain('HTTP/1.1 403 Forbidden');
    expect(get(m, GET('/d/x.css', 'Range: bytes=1-1\r\n'))).toContain('Content-Range: bytes 1-1/3\r\n\r\n{');
    expect(get(m, 'bad\r\n\r\n')).toContain('HTTP/1.1 400 Bad Request');
    m.pass(0.1);
    expect(m.file('/tmp/access.log').split('\n').slice(0, 2)).toEqual([
      '127.0.0.1 - - [22/Nov/2026:01:00:00 +0000] "GET / HTTP/1.1" 200 12 "-" "t"',
      '127.0.0.1 - - [22/Nov/2026:01:00:00 +0000] "GET /nope HTTP/1.1" 404 153 "-" "t"',
    ]);
    expect(m.get(name).err).toContain(
      'open() "/srv/nope" failed (2: No such file or directory), client: 127.0.0.1, server: localhost, request: "GET /nope HTTP/1.1", host: "localhost"\n',
    );
  });

  it('keeps a connection open for the next request, and survives a checkpoint in the middle', () => {
    const m = machine();
    serve(m);
    const client = m.start([
      '/usr/bin/talk',
      '80',
      'GET /d/x.css HTTP/1.1\r\nHost: a\r\n\r\nGET /d/x.css HTTP/1.1\r\nHost: a\r\n',
      '-',
    ]);
    m.pass(0.5);
    m.checkpoint();
    expect(m.get(client).out.match(/HTTP\/1.1 200 OK/g)).toHaveLength(1);
    m.pass(80);
    expect(m.get(client).code).toBe(0);
  });

  it('passes requests on, returns texts, rewrites and tries files', () => {
    const m = machine({
      '/etc/nginx/conf.d/a.conf': `upstream app { server 127.0.0.1:81; }
        server { listen 8080; location /api/ { proxy_pass http://app/; } location /dead { proxy_pass http://127.0.0.1:99; } location = /hi { return 200 "hi $arg_x"; }
          location ~ ^/old/(.*)$ { return 301 /new/$1; } location /try { root /srv; try_files $uri /d/x.css; } location /d/ { root /srv; autoindex on; } rewrite ^/r/(.*) /hi?x=$1 last; }
        server { listen 81; location / { add_header X-Host $host; return 200 "$request_method $request_uri $http_x_a"; } }`,
    });
    const name = serve(m);
    expect(m.get(name).code).toBe(null);
    const body = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);
    const ask = (path: string, more = '') => get(m, GET(path, more), 8080);
    expect(body(ask('/api/x?y=1', 'X-A: 7\r\n'))).toBe('GET /x?y=1 7');
    expect(ask('/api/x')).toContain('X-Host: app\r\n');
    expect(ask('/dead')).toContain('HTTP/1.1 502 Bad Gateway');
    expect(body(ask('/hi?x=5'))).toBe('hi 5');
    expect(ask('/old/z')).toContain('Location: http://localhost:8080/new/z\r\n');
    expect(body(ask('/try'))).toBe('b{}');
    expect(body(ask('/r/9'))).toBe('hi 9');
    expect(ask('/d/')).toContain(
      '<a href="x.css">x.css</a>                                              22-Nov-2026 00:00                   3\r\n',
    );
    m.pass(0.1);
    expect(m.get(name).err).toContain(
      'connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET /dead HTTP/1.1", upstream: "http://127.0.0.1:99/dead", host: "localhost"',
    );
  });

  it('ends on SIGQUIT after its workers', () => {
    const m = machine();
    const name = serve(m);
    expect(m.run(['/usr/sbin/nginx', '-s', 'quit']).code).toBe(0);
    m.pass(1);
    const words = m
      .get(name)
      .err.split('\n')
      .map((line) =>
        line
          .replace(/^\S+ \S+ /, '')
          .replace(/\d+#\d+/, 'P')
          .replace(/\d+$/, 'N')
          .replace(/process \d+/, 'process N'),
      );
    expect(words.slice(6)).toEqual([
      '[notice] P: signal 3 (SIGQUIT) received, shutting down',
      '[notice] P: gracefully shutting down',
      '[notice] P: exiting',
      '[notice] P: exit',
      '[notice] P: signal 17 (SIGCHLD) received from N',
      '[notice] P: worker process N exited with code N',
      '[notice] P: exit',
      '',
    ]);
    expect(m.get(name).code).toBe(0);
  });

  it('complains about configurations', () => {
    const test = (text: string) => {
      const r = machine({ '/etc/nginx/conf.d/default.conf': text }).run(['/usr/sbin/nginx', '-t']);
      return `${
        r.err
          .replace(/^\S+ \S+ /, '')
          .replace(/\d+#\d+/, 'P')
          .split('\n')[0]
      } ${r.code}`;
    };
    const at = 'in /etc/nginx/conf.d/default.conf:1 1';
    expect(
      [
        'server { listen 80; foo bar; }',
        'server { listen 80 }',
        'listen 80;',
        'server { location / { root /a; root /b; } }',
        'server { root; }',
        'server { return 200 $foo; }',
        'server { location ~ "(" { } }',
        'upstream a { }',
        'server { ssl_certificate /a; }',
        'server { location / { proxy_pass http://nohost:80; } }',
      ].map(test),
    ).toEqual([
      `[emerg] P: unknown directive "foo" ${at}`,
      `[emerg] P: unexpected "}" ${at}`,
      `[emerg] P: "listen" directive is not allowed here ${at}`,
      `[emerg] P: "root" directive is duplicate ${at}`,
      `[emerg] P: invalid number of arguments in "root" directive ${at}`,
      '[emerg] P: unknown "foo" variable 1',
      `[emerg] P: pcre2_compile() failed: missing closing parenthesis in "(" ${at}`,
      `[emerg] P: no servers are inside upstream ${at}`,
      `[emerg] P: the directive "ssl_certificate" is not simulated ${at}`,
      `[emerg] P: host not found in upstream "nohost" ${at}`,
    ]);
    expect(machine().run(['/usr/sbin/nginx', '-t']).err).toBe(
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
    );
  });

  it('does not start twice on one address', () => {
    const m = machine();
    serve(m);
    const second = m.run(['/usr/sbin/nginx', '-g', 'daemon off;']);
    expect([
      second.code,
      second.err.match(/bind\(\) to 0.0.0.0:80 failed \(98: Address already in use\)/g)?.length,
      second.err.endsWith('still could not bind()\n'),
    ]).toEqual([1, 5, true]);
  });
});
