/** A websocket without manners: sends any octets, and keeps what comes back. */
import { helloFrame, PROTOCOL_VERSION, readServerFrame, type ServerFrame, step1Frame } from '@drydock/protocol';
import { type ClientOptions, WebSocket } from 'ws';
import { until } from './person.ts';

/** See the top of the file. */
export class Raw {
  readonly frames: ServerFrame[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  refusedStatus: number | null = null;
  readonly #ws: WebSocket;

  constructor(origin: string, roomId: string, protocols: string[] = [], options: ClientOptions = {}) {
    this.#ws = new WebSocket(`${origin.replace('http', 'ws')}/sync/${roomId}`, protocols, options);
    this.#ws.binaryType = 'nodebuffer';
    this.#ws.on('message', (data: Buffer) => this.frames.push(readServerFrame(new Uint8Array(data))));
    this.#ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    this.#ws.on('unexpected-response', (_request, response) => {
      this.refusedStatus = response.statusCode ?? 0;
    });
    this.#ws.on('error', () => {});
  }

  async open(): Promise<this> {
    await until(() => this.#ws.readyState !== WebSocket.CONNECTING || this.refusedStatus !== null, 'open');
    return this;
  }

  /** Opens, and says who one is. */
  async hello(token: string, version: number = PROTOCOL_VERSION): Promise<this> {
    await this.open();
    this.send(helloFrame({ version, token, have: 0 }));
    this.send(step1Frame(new Uint8Array([0])));
    return this;
  }

  send(octets: Uint8Array | string): void {
    this.#ws.send(octets);
  }

  /** The first frame of a type, once there is one. */
  async frame<T extends ServerFrame['type']>(type: T): Promise<Extract<ServerFrame, { type: T }>> {
    await until(() => this.frames.some((frame) => frame.type === type), `a frame ${type}`);
    return this.frames.find((frame) => frame.type === type) as Extract<ServerFrame, { type: T }>;
  }

  async close(): Promise<{ readonly code: number; readonly reason: string }> {
    await until(() => this.closed !== null, 'closed');
    return this.closed as { code: number; reason: string };
  }

  end(): void {
    this.#ws.terminate();
  }
}
