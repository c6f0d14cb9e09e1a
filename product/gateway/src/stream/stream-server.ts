import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { streamProtocols, type StreamEncoding } from '@argosy/contract/stream';
import type { Result } from 'argosy/core';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';

import type { Asked } from '../auth/http/places.ts';
import type { Conversations } from './conversations.ts';
import type { Connection } from './engine/connection.ts';
import type { FanOut } from './engine/fan-out.ts';
import type { Form } from './engine/watch-set.ts';
import { isOriginAllowed } from './origin.ts';
import { WsSocket } from './ws-socket.ts';

/** Where the stream is: its address, and a second one that programs of others expect. */
export const STREAM_PATHS: readonly string[] = ['/ws', '/ws/stream'];

/** What a server of streams needs. */
export type StreamServerOptions = {
  readonly fanOut: FanOut;
  readonly conversations: Conversations;
  /** Pages of other origins that may connect, besides those that this server serves itself. */
  readonly origins: readonly string[];
  /** Refuses names that are none of ours, and pages of strangers; the login's. */
  readonly checkUpgrade: ((asked: Asked) => Result<null>) | null;
  /** Whether compression is there for those who ask for it. */
  readonly allowsDeflate: boolean;
};

/** The library's types do not know the option yet. */
type CommonOptions = ServerOptions & { readonly closeTimeout: number };

/** How long a socket that is closed may take to agree, in milliseconds. */
const CLOSE_MS = 2_000;
const FRAGMENTS_MAX = 64;
/** What may stand in the address: a token never, for addresses end up in logs. */
const DEFLATE_QUERY = '?deflate=1';

/**
 * Sockets of the stream on a server of HTTP: checks an upgrade, and ties socket, fan-out and conversation together.
 *
 * @example
 * const streams = new StreamServer({ fanOut, conversations, origins: [], checkUpgrade: null, allowsDeflate: false });
 * const detach = streams.attach(fastify.server);
 */
export class StreamServer {
  readonly #options: StreamServerOptions;
  readonly #plain: WebSocketServer;
  readonly #deflating: WebSocketServer;

  constructor(options: StreamServerOptions) {
    this.#options = options;
    const common: CommonOptions = {
      noServer: true,
      // Pings count as messages: they are answered here.
      autoPong: false,
      clientTracking: false,
      maxPayload: options.fanOut.limits.messageBytesMax,
      maxFragments: FRAGMENTS_MAX,
      closeTimeout: CLOSE_MS,
      handleProtocols: (offered) => [...offered].find((name) => encodingOf(name) !== null) ?? false,
    };
    this.#plain = new WebSocketServer(common);
    this.#deflating = new WebSocketServer({
      ...common,
      perMessageDeflate: {
        serverNoContextTakeover: true,
        clientNoContextTakeover: true,
        serverMaxWindowBits: 15,
      },
    });
  }

  /** Takes the upgrades of a server; gives back what ends that. */
  attach(server: Server): () => void {
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      this.upgrade(request, socket, head);
    };
    server.on('upgrade', onUpgrade);
    return () => server.off('upgrade', onUpgrade);
  }

  /** Makes a request a stream, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const status = this.#statusOf(request);
    if (status !== null) {
      refuse(socket, status);
      return;
    }
    const isDeflated = (request.url ?? '').endsWith(DEFLATE_QUERY);
    const server = isDeflated ? this.#deflating : this.#plain;
    server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#open(webSocket, socket, request.socket.remoteAddress ?? ''),
    );
  }

  /** Closes every stream. Safe to call twice. */
  stop(): void {
    this.#options.fanOut.stop();
    this.#plain.close();
    this.#deflating.close();
  }

  /** Why a request cannot be a stream; null where it can. */
  #statusOf({ url = '', headers }: IncomingMessage): number | null {
    const at = url.indexOf('?');
    const path = at === -1 ? url : url.slice(0, at);
    if (!STREAM_PATHS.includes(path)) return 404;
    if (at !== -1 && (url.slice(at) !== DEFLATE_QUERY || !this.#options.allowsDeflate)) return 400;
    if (!isOriginAllowed(headers, this.#options.origins)) return 403;
    if (!this.#isAdmitted(headers)) return 403;
    return this.#options.fanOut.isFull ? 503 : null;
  }

  #isAdmitted({ host, origin, ...others }: IncomingMessage['headers']): boolean {
    const site = others['sec-fetch-site'];
    const fetchSite = typeof site === 'string' ? site : undefined;
    return this.#options.checkUpgrade?.({ host, origin, fetchSite }).ok ?? true;
  }

  #open(webSocket: WebSocket, duplex: Duplex, address: string): void {
    const { fanOut, conversations } = this.#options;
    const form = formOf(encodingOf(webSocket.protocol) ?? 'json', webSocket.extensions !== '');
    const socket = new WsSocket(webSocket, duplex);
    const connection = fanOut.add(socket, form, address);
    this.#listen(webSocket, connection);
    webSocket.on('ping', (data) => {
      if (conversations.admit(connection)) webSocket.pong(data);
    });
    webSocket.on('pong', () => conversations.alive(connection));
  }

  #listen(webSocket: WebSocket, connection: Connection): void {
    const { fanOut, conversations } = this.#options;
    webSocket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) fanOut.close(connection, 'TEXT_ONLY');
      else void conversations.hear(connection, data.toString());
    });
    webSocket.on('close', () => fanOut.remove(connection));
    // A message that breaks the protocol or is too large: the library closes with the code that says so.
    webSocket.on('error', () => fanOut.remove(connection));
  }
}

function encodingOf(protocol: string): StreamEncoding | null {
  if (protocol === streamProtocols.json) return 'json';
  return protocol === streamProtocols.binary ? 'binary' : null;
}

function formOf(encoding: StreamEncoding, isDeflated: boolean): Form {
  if (encoding === 'json') return isDeflated ? 'jsonDeflated' : 'json';
  return isDeflated ? 'binaryDeflated' : 'binary';
}

function refuse(socket: Duplex, status: number): void {
  const retry = status === 503 ? 'Retry-After: 5\r\n' : '';
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
