import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

/** Headers that concern one hop only (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Passes requests on to the web server behind us, bodies as they stream. */
export class WebProxy {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });

  /** `port` on loopback. */
  constructor(port: number) {
    this.#port = port;
  }

  /** Answers `request` with what the web server says; 502 when it says nothing. */
  pass(request: IncomingMessage, response: ServerResponse, address: string): void {
    const headers = forwarded(request, address);
    const { method, url: path } = request;
    const options = { host: '127.0.0.1', port: this.#port, method, path, headers, agent: this.#agent };
    const onward = httpRequest(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders));
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    onward.on('error', () => {
      if (response.headersSent) return void response.destroy();
      response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' });
      response.end('The web server does not answer.\n');
    });
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  /** Passes an upgrade on (the development server's own websocket). */
  passUpgrade(request: IncomingMessage, socket: Socket, head: Buffer, address: string): void {
    const onward = connect(this.#port, '127.0.0.1', () => {
      const headers = { ...forwarded(request, address), connection: 'Upgrade', upgrade: request.headers.upgrade ?? '' };
      const lines = Object.entries(headers).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value ?? '']).map((one) => `${name}: ${one}\r\n`),
      );
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  }

  close(): void {
    this.#agent.destroy();
  }
}

function forwarded(request: IncomingMessage, address: string): Record<string, string | string[] | undefined> {
  const headers: Record<string, string | string[] | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) if (!HOP_BY_HOP.has(name)) headers[name] = value;
  return { ...headers, 'x-forwarded-for': address, 'x-forwarded-host': request.headers.host ?? '' };
}

/** Raw headers without those of one hop, repeated ones (Set-Cookie) as they are. */
function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    if (!HOP_BY_HOP.has((raw[i] as string).toLowerCase())) kept.push(raw[i] as string, raw[i + 1] as string);
  }
  return kept;
}
