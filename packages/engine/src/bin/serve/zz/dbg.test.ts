import { it } from 'vitest';
import { Machine, talk } from '../fixtures/machine.ts';
import { nginxProgram } from '../nginx/nginx.ts';
it('x', () => {
  const m = new Machine([nginxProgram, talk], {'/usr/sbin/nginx':'@nginx','/usr/bin/talk':'@talk', '/var/lib/nginx/a':'','/etc/nginx/nginx.conf':'worker_processes 1; error_log stderr notice; events {} http { access_log /tmp/a; server { listen 80; root /tmp; } }'});
  const s = m.start(['/usr/sbin/nginx','-g','daemon off;']);
  console.log(m.get(s));
  m.pass(1); console.log(m.get(s));
});
