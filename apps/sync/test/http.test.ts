import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { until } from './support/person.ts';
import { ServerProcess } from './support/server.ts';

let web: Server;
let server: ServerProcess;
let asked: { request: IncomingMessage; body: string }[] = [];

beforeAll(async () => {
  web = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ request, body });
    response.writeHead(201, ['set-cookie', 'a=1', 'set-cookie', 'b=2', 'x-web', 'yes']);
    response.write('first ');
    setTimeout(() => response.end('second'), 20);
  });
  const sockets = new WebSocketServer({ server: web });
  sockets.on('connection', (ws) => ws.on('message', (data) => ws.send(`echo ${data}`)));
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
  server = await ServerProcess.start({ WEB_PORT: String((web.address() as AddressInfo).port) });
});

afterAll(async () => {
  await server.dispose();
  web.closeAllConnections();
  web.close();
});

describe('one origin', () => {
  it('answers for itself', async () => {
    expect(await (await fetch(`${server.origin}/healthz`)).text()).toBe('ok\n');
    expect(await (await fetch(`${server.origin}/readyz`)).text()).toBe('ready\n');
    expect((await fetch(`${server.origin}/sync/x`)).status).toBe(426);
    expect((await fetch(`${server.origin}/api/blob/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await fetch(`${server.origin}/api/blob/../../etc/passwd`)).status).toBe(201);
  });

  it('gives figures to its own machine only', async () => {
    expect(await (await fetch(`${server.origin}/metrics`)).text()).toContain('drydock_connections 0');
    const proxied = await fetch(`${server.origin}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } });
    expect(proxied.status).toBe(404);
  });

  it('takes procedures as POST only, so that secrets stay out of addresses', async () => {
    const input = encodeURIComponent(JSON.stringify({ code: 'ABCDEF' }));
    const response = await fetch(`${server.origin}/api/trpc/rooms.get?input=${input}`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('passes everything else to the web server, streaming both ways', async () => {
    asked = [];
    const response = await fetch(`${server.origin}/c/ABC?x=1`, {
      method: 'POST',
      body: 'hello',
      headers: { 'x-mine': '1' },
    });
    expect([response.status, await response.text()]).toEqual([201, 'first second']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const [{ request, body }] = asked as [(typeof asked)[0]];
    expect([request.url, request.method, body]).toEqual(['/c/ABC?x=1', 'POST', 'hello']);
    expect(request.headers).toMatchObject({
      'x-mine': '1',
      'x-forwarded-for': '127.0.0.1',
      host: `127.0.0.1:${server.port}`,
    });
  });

  it('passes other websockets on', async () => {
    const ws = new WebSocket(`${server.origin.replace('http', 'ws')}/_next/webpack-hmr`);
    const got: string[] = [];
    ws.on('open', () => ws.send('hi'));
    ws.on('message', (data) => got.push(String(data)));
    await until(() => got.length === 1, 'an echo');
    expect(got).toEqual(['echo hi']);
    ws.terminate();
  });

  it('says so when the web server does not answer', async () => {
    const alone = await ServerProcess.start({ WEB_PORT: '1' });
    const response = await fetch(`${alone.origin}/`);
    expect([response.status, await response.text()]).toEqual([502, 'The web server does not answer.\n']);
    await alone.dispose();
  });

  it('stops in order when asked to', async () => {
    const other = await ServerProcess.start();
    await other.end('SIGTERM');
    expect(other.said('stopped').length).toBe(1);
    await other.dispose();
  });
});
