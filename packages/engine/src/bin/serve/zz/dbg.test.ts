import { it } from 'vitest';
import { Machine, talk } from '/work/main/packages/engine/src/bin/serve/fixtures/machine.ts';
import { nginxProgram } from '/work/main/packages/engine/src/bin/serve/nginx/nginx.ts';
it('x', () => {
  const m = new Machine([nginxProgram, talk], {'/usr/sbin/nginx':'@nginx','/usr/bin/talk':'@talk'});
  const s = m.start(['/usr/sbin/nginx','-v']);
  console.log(m.get(s));
  m.pass(1); console.log(m.get(s));
});
