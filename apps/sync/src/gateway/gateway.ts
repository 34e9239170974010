import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Store } from '@drydock/db';
import {
  CLOSE,
  type CloseCode,
  errorFrame,
  LIMITS,
  MalformedFrame,
  PROTOCOL_VERSION,
  type RefusalCode,
  readClientFrame,
} from '@drydock/protocol';
import { helloSchema } from '@drydock/protocol/schema';
import { type AccessTokens, RateLimiter } from '@drydock/trpc';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../operation/logger.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Rooms } from '../room/rooms.ts';
import { Connection, hangUp, type Identity } from './connection.ts';
import { JoinQueue } from './join-queue.ts';
import { isAllowedOrigin } from './origin.ts';
import { proposalLimits, Session, type SessionPorts } from './session.ts';

/** What a gateway needs of its server. */
export interface GatewayPorts {
  readonly rooms: Rooms;
  readonly store: Store;
  readonly tokens: AccessTokens;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Origins of pages besides our own that may connect. */
  readonly origins: readonly string[];
}

/** Subprotocol of ours; plain y-websocket clients add `token.JWT` to it, others say the token in their hello. */
const SUBPROTOCOL = 'drydock.v1';
const TOKEN = /^token\.([A-Za-z0-9._-]+)$/;
const PATH = /^\/sync\/([A-Za-z0-9_-]{1,64})$/;
const PING_MS = 20_000;

/** What went wrong before a session began. */
class Turned extends Error {
  readonly code: CloseCode;
  readonly refusal: RefusalCode;

  constructor(code: CloseCode, refusal: RefusalCode, message: string) {
    super(message);
    this.code = code;
    this.refusal = refusal;
  }
}

/** The door for websockets: who may come in, and as whom. */
export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  readonly #sessions: SessionPorts;
  readonly #connections = new Map<string, number>();
  readonly #heard = new WeakMap<WebSocket, number>();
  readonly #pings: NodeJS.Timeout;

  constructor(ports: GatewayPorts) {
    this.#ports = ports;
    const { logger, metrics, rooms } = ports;
    this.#sessions = {
      joins: new JoinQueue(),
      logger,
      metrics,
      ...proposalLimits(),
      end: (roomId) => rooms.end(roomId),
    };
    this.#pings = setInterval(() => this.#ping(), PING_MS);
    metrics.gauge('drydock_connections', () => this.#server.clients.size);
  }

  /** Takes the upgrade of a request for `/sync/ROOM`; false when it is for something else. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): boolean {
    const path = (request.url ?? '').split('?', 1)[0] as string;
    if (!path.startsWith('/sync/')) return false;
    if (!isAllowedOrigin(request, this.#ports.origins)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return true;
    }
    socket.setNoDelay(true);
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      void this.#accept(ws, socket, request, PATH.exec(path)?.[1] ?? '').catch((error: unknown) => {
        this.#ports.logger.fault('connection failed', error);
        ws.terminate();
      });
    });
    return true;
  }

  stop(): void {
    clearInterval(this.#pings);
    this.#sessions.joins.stop();
    for (const ws of this.#server.clients) ws.close(CLOSE.restarting, 'the server is restarting');
    this.#server.close();
  }

  async #accept(ws: WebSocket, socket: Socket, request: IncomingMessage, roomId: string): Promise<void> {
    const inbox = new Inbox(ws, () => this.#heard.set(ws, Date.now()));
    this.#heard.set(ws, Date.now());
    ws.on('error', () => {}); // the close that follows says what there is to say
    ws.on('pong', () => this.#heard.set(ws, Date.now()));
    let plain = false;
    try {
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
      const offeredToken = offered.map((one) => TOKEN.exec(one)?.[1]).find((token) => token !== undefined);
      plain = offeredToken !== undefined;
      const { token, have } = plain ? { token: offeredToken, have: 0 } : await hello(inbox);
      const identity = await this.#identify(token, roomId);
      const connection = new Connection(ws, socket, identity, plain, this.#ports.metrics);
      await this.#enter(ws, connection, inbox, roomId, have);
    } catch (error) {
      if (ws.readyState !== ws.OPEN) return;
      const known = error instanceof Turned;
      if (!known) this.#ports.logger.fault('not let in', error, { room: roomId });
      const turned = known ? error : new Turned(CLOSE.internal, 'internal', 'the room cannot be opened');
      if (!plain) ws.send(errorFrame(turned.refusal, turned.message));
      hangUp(ws, turned.code, turned.message, plain, this.#ports.metrics);
    }
  }

  /** Whose token this is. Throws Turned. */
  async #identify(token: string | undefined, roomId: string): Promise<Identity> {
    const { store, tokens } = this.#ports;
    const room = roomId === '' ? null : await store.rooms.byId(roomId);
    if (!room) throw new Turned(CLOSE.unknownRoom, 'unknown-room', 'there is no such room');
    if (room.endedAt !== null) throw new Turned(CLOSE.ended, 'ended', 'the class has ended');
    const access = token === undefined ? null : await tokens.read(token);
    if (!access) throw new Turned(CLOSE.unauthorized, 'unauthorized', 'the token is missing, forged or expired');
    const who = access.room === roomId ? await store.participants.byId(access.participant) : null;
    if (who?.roomId !== roomId) throw new Turned(CLOSE.unauthorized, 'unauthorized', 'the token is for another room');
    return { participant: who.id, name: who.name, role: who.role };
  }

  async #enter(ws: WebSocket, connection: Connection, inbox: Inbox, roomId: string, have: number): Promise<void> {
    const { rooms } = this.#ports;
    const count = (this.#connections.get(connection.participant) ?? 0) + 1;
    if (count > LIMITS.connectionsPerParticipant) {
      throw new Turned(CLOSE.tooMany, 'rate', 'too many connections; retry-after=30');
    }
    const room = await rooms.get(roomId);
    if (room.size >= LIMITS.peersPerRoom) throw new Turned(CLOSE.tooMany, 'rate', 'the room is full; retry-after=30');
    if (ws.readyState !== ws.OPEN) return;
    this.#connections.set(connection.participant, count);
    const session = new Session(this.#sessions, room, connection);
    ws.once('close', () => {
      const left = (this.#connections.get(connection.participant) ?? 1) - 1;
      if (left === 0) this.#connections.delete(connection.participant);
      else this.#connections.set(connection.participant, left);
      rooms.leave(room, connection);
    });
    const frames = new RateLimiter({ perSecond: LIMITS.framesPerSecond, burst: LIMITS.frameBurst });
    inbox.deliver((octets) => {
      if (frames.take('') > 0) return connection.close(CLOSE.tooMany, 'too many frames; retry-after=5');
      try {
        session.receive(octets);
      } catch (error) {
        this.#ports.logger.fault('frame failed', error, { room: roomId });
        connection.close(CLOSE.internal, 'something went wrong on the server');
      }
    });
    this.#sessions.joins.add(() => {
      if (ws.readyState !== ws.OPEN) return;
      rooms.join(room, connection, have);
      session.joined();
    });
  }

  #ping(): void {
    const since = Date.now() - LIMITS.silentMs;
    for (const ws of this.#server.clients) {
      if ((this.#heard.get(ws) ?? 0) < since) ws.terminate();
      else ws.ping();
    }
  }
}

/** Frames of a connection, kept until somebody takes them. */
class Inbox {
  readonly #waiting: Uint8Array[] = [];
  readonly #ws: WebSocket;
  #deliver: ((octets: Uint8Array) => void) | null = null;

  constructor(ws: WebSocket, heard: () => void) {
    this.#ws = ws;
    ws.on('message', (data: RawData, isBinary: boolean) => {
      heard();
      const octets = isBinary ? toOctets(data) : new Uint8Array(0);
      if (this.#deliver) this.#deliver(octets);
      else if (this.#waiting.length < 64) this.#waiting.push(octets);
      else ws.terminate();
    });
  }

  /** The next frame; rejects with Turned when none comes in time, or the connection ends. */
  next(ms: number): Promise<Uint8Array> {
    const first = this.#waiting.shift();
    if (first) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
      const turned = (): void => reject(new Turned(CLOSE.silent, 'unauthorized', 'no hello came in time'));
      const timer = setTimeout(turned, ms);
      this.#ws.once('close', turned);
      this.#deliver = (octets) => {
        clearTimeout(timer);
        this.#ws.off('close', turned);
        this.#deliver = null;
        resolve(octets);
      };
    });
  }

  /** Hands over every frame from now on, those that waited first. */
  deliver(take: (octets: Uint8Array) => void): void {
    this.#deliver = take;
    for (const octets of this.#waiting.splice(0)) take(octets);
  }
}

function toOctets(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** Reads the first frame, which must be a hello in a version we speak. Throws Turned. */
async function hello(inbox: Inbox): Promise<{ token: string | undefined; have: number }> {
  const octets = await inbox.next(LIMITS.helloMs);
  try {
    const frame = readClientFrame(octets);
    if (frame.type !== 'hello') throw new MalformedFrame('the first frame must be a hello');
    const parsed = helloSchema.safeParse(frame.hello);
    if (!parsed.success) throw new MalformedFrame('the hello cannot be read');
    const { version, token, have } = parsed.data;
    if (version !== PROTOCOL_VERSION) throw new Turned(CLOSE.version, 'version', `version ${version} is not spoken`);
    return { token, have };
  } catch (error) {
    if (!(error instanceof MalformedFrame)) throw error;
    throw new Turned(CLOSE.malformed, 'malformed', error.message);
  }
}
